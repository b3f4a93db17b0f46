"""How many points a used item brings, and how units rank by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

QUARTERS = (1, 2, 3, 4)


@dataclass(frozen=True)
class Points:
    """The points of one version of the rules; those given here hold where the office has set none.

    `single` for an item printed by itself, `merged` for each unit whose items were merged into a printed one, `city` and
    `province` on top of it when that level takes the item up. Published rules disagree, so a version says its own.
    """

    single: int = 5
    merged: int = 3
    city: int = 10
    province: int = 20


def ranks(totals: Mapping[int, int]) -> dict[int, int]:
    """Unit → its rank by points, the most first; equal points share a rank, and the next one is left out."""
    ordered = sorted(totals.values(), reverse=True)
    return {unit: ordered.index(points) + 1 for unit, points in totals.items()}


def period_of(year: int, quarter: int | None = None) -> tuple[date, date]:
    """First and last day of a year, or of one of its quarters (1–4)."""
    if quarter is None:
        return date(year, 1, 1), date(year, 12, 31)
    first = date(year, 3 * quarter - 2, 1)
    after = date(year + 1, 1, 1) if quarter == QUARTERS[-1] else date(year, 3 * quarter + 1, 1)
    return first, date.fromordinal(after.toordinal() - 1)
