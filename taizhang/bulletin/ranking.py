"""The ranking of units by credit over a year or a quarter, each number with the list of what it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Sum

from taizhang.bulletin.credit_points import ranks
from taizhang.bulletin.models import Credit
from taizhang.organisation.models import Unit, User


@dataclass(frozen=True)
class Ranked:
    """A unit with its rank, its points, and how many credits of each kind it has; `queries` lead to their lists."""

    rank: int
    unit: Unit
    points: int
    counts: Mapping[str, int]
    queries: Mapping[str, str]

    @property
    def all_query(self) -> str:
        """The query of the list of all the unit's credits."""
        return self.queries[""]

    @property
    def cells(self) -> list[tuple[int, str]]:
        """(number of credits, query of their list) in the order of the kinds."""
        return [(self.counts.get(kind, 0), self.queries[kind]) for kind in Credit.Kind.values]


def _query(unit: Unit, start: date, end: date, kind: str = "") -> str:
    given: dict[str, Any] = {"unit": unit.pk, "since": start.isoformat(), "until": end.isoformat()}
    return urlencode({**given, **({"kind": kind} if kind else {})})


def ranking(start: date, end: date, reader: User) -> tuple[list[Ranked], int]:
    """The units with credit between two days, the most points first, and how many have any; two queries.

    Who reads only the own unit's rows is given that unit's line alone, with its rank among all.
    """
    rows = Credit.objects.between(start, end).order_by().values("unit", "kind")
    counts: dict[int, dict[str, int]] = {}
    totals: dict[int, int] = {}
    for row in rows.annotate(n=Count("pk"), points=Sum("points")):
        counts.setdefault(row["unit"], {})[row["kind"]] = row["n"]
        totals[row["unit"]] = totals.get(row["unit"], 0) + row["points"]
    places = ranks(totals)
    units = Unit.objects.in_bulk(list(totals))
    if not reader.sees_all_of("bulletin"):
        units = {pk: unit for pk, unit in units.items() if pk in reader.home_unit_ids}
    found = [
        Ranked(
            places[pk],
            unit,
            totals[pk],
            counts[pk],
            {kind: _query(unit, start, end, kind) for kind in ("", *Credit.Kind.values)},
        )
        for pk, unit in units.items()
    ]
    return sorted(found, key=lambda each: (each.rank, each.unit.position, each.unit.pk)), len(totals)
