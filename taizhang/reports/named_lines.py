"""What changed since a closed report, row by row (rule 11): a late row, one that counts no more, another amount."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from taizhang.figures.frozen import Snapshot
from taizhang.figures.indicator import Count, Indicator, Sum
from taizhang.figures.models import PrintedFigure
from taizhang.reports.states import ChangeKind


class Counted(NamedTuple):
    """A row as a figure counts it: its part of the number, its name, the id of its unit."""

    part: Decimal
    label: str
    unit_id: int | None


@dataclass(frozen=True)
class Change:
    """One row that counts otherwise: `then` and `now` are its parts of the number, None where it was or is not counted."""

    row_id: Any
    kind: ChangeKind
    label: str
    unit_id: int | None
    then: Decimal | None
    now: Decimal | None

    @property
    def delta(self) -> Decimal:
        """By how much it changes the number."""
        return (self.now or Decimal(0)) - (self.then or Decimal(0))


def adds_up(indicator: Indicator) -> bool:
    """Whether the number is the sum of a part from every row, as counts and sums are and shares are not."""
    return isinstance(indicator.measure, Count | Sum)


def part_of(indicator: Indicator, row: Mapping[str, Any]) -> Decimal:
    """What a row adds to the number, in the figure's own unit, exact."""
    if isinstance(indicator.measure, Sum):
        return Decimal(row[indicator.measure.path] or 0) / indicator.measure.scale
    return Decimal(1)


def counted_now(indicator: Indicator, taken: Snapshot) -> dict[int, Counted]:
    """Row id → how it counts in a snapshot."""
    return {
        row["id"]: Counted(part_of(indicator, row), cells[0], unit_id)
        for row, cells, unit_id in zip(taken.rows, taken.lines(), taken.units, strict=True)
    }


def counted_then(indicator: Indicator, printed: PrintedFigure) -> dict[int, Counted]:
    """Row id → how it counted in a printed figure."""
    return {
        row["id"]: Counted(part_of(indicator, row), cells[0], unit_id)
        for row, cells, unit_id in zip(printed.rows, printed.lines, printed.row_units, strict=True)
    }


def of_units(rows: Mapping[Any, Counted], unit_ids: Iterable[int] | None) -> Mapping[Any, Counted]:
    """The rows that belong to some units; all of them where None."""
    if unit_ids is None:
        return rows
    wanted = set(unit_ids)
    return {key: row for key, row in rows.items() if row.unit_id in wanted}


def changes(then: Mapping[Any, Counted], now: Mapping[Any, Counted]) -> list[Change]:
    """The rows that count otherwise now than then, in the order of then; their deltas sum to the difference of the sums."""
    found = []
    for key in dict.fromkeys([*then, *now]):
        old, new = then.get(key), now.get(key)
        known = new or old
        assert known is not None
        if old is not None and new is not None and old.part == new.part:
            continue
        kind = ChangeKind.ADDED if old is None else ChangeKind.REMOVED if new is None else ChangeKind.CHANGED
        found.append(Change(key, kind, known.label, known.unit_id, old and old.part, new and new.part))
    return found
