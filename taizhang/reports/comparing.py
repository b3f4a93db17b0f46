"""A printed number against the ledger of today: the same days, as everything is recognised now."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from taizhang.figures import wording
from taizhang.figures.frozen import Snapshot, take
from taizhang.figures.indicator import Indicator, Scope, UnknownIndicator, published
from taizhang.figures.models import PrintedFigure, PrintedRow
from taizhang.foundation.periods import Period, year
from taizhang.reports.models import ReportCell
from taizhang.reports.named_lines import (
    Change,
    Counted,
    adds_up,
    changes,
    counted_now,
    counted_then,
    of_units,
)


def printed_of(cell: ReportCell, *, in_year: bool) -> PrintedFigure:
    """The printed figure that holds the rows of a line, perhaps among the district's."""
    own, whole = (cell.in_year, cell.figure.in_year) if in_year else (cell.in_month, cell.figure.in_month)
    found = own or whole
    assert found is not None
    return found


def has_own_rows(cell: ReportCell) -> bool:
    """Whether the line's printed figure holds its rows alone."""
    return cell.in_year_id is not None


def rows_of(cell: ReportCell, *, in_year: bool) -> list[PrintedRow]:
    """The rows that a printed number counts, as they read."""
    rows = list(printed_of(cell, in_year=in_year).printed_rows())
    if has_own_rows(cell):
        return rows
    wanted = set(cell.unit_ids)
    return [row for row in rows if row.unit_id in wanted]


@dataclass(frozen=True)
class Today:
    """What the same days count today: the number as text (exact), and the rows that count otherwise."""

    value: str
    changes: tuple[Change, ...]

    @property
    def number(self) -> Any:
        """The number with two decimals at most."""
        return wording.number(Decimal(self.value))


def today_of(cell: ReportCell, *, in_year: bool, day: date) -> Today | None:
    """A printed number held against the ledger of a day; None where the figure is no more, or is a share.

    What counted up to the report's last day is what counts up to the day, less what counts after it: so a ruling or a
    late voucher of the time since is seen although it is not dated back.
    """
    printed = printed_of(cell, in_year=in_year)
    try:
        indicator = published().get(printed.key)
    except UnknownIndicator:
        return None
    if not adds_up(indicator):
        return None
    start, until = printed.period
    end = min(day, year(until.year).end)
    unit = cell.unit if has_own_rows(cell) else None
    now = counted_now(indicator, _taken(indicator, start, max(end, until), unit))
    if end > until:
        later = counted_now(indicator, _taken(indicator, until + timedelta(days=1), end, unit))
        now = {key: row for key, row in now.items() if key not in later}
    units = None if has_own_rows(cell) else cell.unit_ids
    then = of_units(counted_then(indicator, printed), units)
    known: dict[Any, Counted] = dict(of_units(now, units))
    value = sum((row.part for row in known.values()), Decimal(0))
    return Today(wording.exact(value), tuple(changes(then, known)))


def _taken(indicator: Indicator, start: date, end: date, unit: Any) -> Snapshot:
    return take(indicator, replace(Scope(end, Period(start, end)), unit=unit))
