"""What the closing keeps: every number with the rows that it counts, and the named lines since the last report."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from taizhang.figures import wording
from taizhang.figures.frozen import Snapshot, freeze_many, take
from taizhang.figures.indicator import Indicator, Scope
from taizhang.figures.models import PrintedFigure
from taizhang.foundation.refusals import Conflict
from taizhang.journal.models import Event
from taizhang.organisation.models import Unit, User
from taizhang.reports.compiling import Table, last_closed
from taizhang.reports.models import MonthlyReport, ReportCell, ReportFigure, ReportLine
from taizhang.reports.named_lines import Change, Counted, changes, counted_now, counted_then, of_units
from taizhang.reports.spans import Span

LONGEST_LABEL, LONGEST_REASON = 200, 300


@dataclass
class Taken:
    """The rows of one table, read once: the district's, and those of a unit where a unit shares rows with others."""

    table: Table
    month: Snapshot
    year: Snapshot
    own: dict[int, tuple[Snapshot, Snapshot]]

    def of(self, cell: ReportCell, *, year: bool) -> Snapshot:
        """The snapshot that holds a line's rows, perhaps among others."""
        own = self.own.get(cell.unit_id or 0)
        return own[int(year)] if own else self.year if year else self.month

    def units_of(self, cell: ReportCell) -> list[int] | None:
        """The units whose rows of that snapshot are the line's; None for all."""
        return None if cell.unit_id is None or cell.unit_id in self.own else cell.unit_ids


def take_rows(table: Table, span: Span, units: Mapping[int, Unit]) -> Taken:
    """The rows of a table; two queries, and two for every unit where units share rows."""
    indicator, month_scope, year_scope = table.indicator, span.month_scope, span.year_scope
    assert indicator is not None
    taken = Taken(table, take(indicator, month_scope), take(indicator, year_scope), {})
    if indicator.further is not None and indicator.further(year_scope) is not None:
        for cell in table.units:
            unit = units[cell.unit_id or 0]
            taken.own[unit.pk] = (
                take(indicator, replace(month_scope, unit=unit)),
                take(indicator, replace(year_scope, unit=unit)),
            )
    return taken


def require_settled(taken: Taken) -> None:
    """Raise Conflict where a number is not the measure of its rows, since somebody wrote while they were read."""
    for cell in taken.table.cells:
        for year, value in ((False, cell.month_value), (True, cell.year_value)):
            snapshot, units = taken.of(cell, year=year), taken.units_of(cell)
            if wording.exact(_measured(snapshot, units)) != value:
                raise Conflict(
                    _("关账时%(unit)s的“%(figure)s”正有变动，请再关一次。")
                    % {"unit": cell.unit_name, "figure": taken.table.figure.title}
                )


def _measured(snapshot: Snapshot, units: list[int] | None) -> Any:
    if units is None:
        return snapshot.value
    wanted = set(units)
    rows = [row for row, unit in zip(snapshot.rows, snapshot.units, strict=True) if unit in wanted]
    return snapshot.indicator.measure.of_rows(rows)


def keep(
    report: MonthlyReport,
    span: Span,
    tables: list[Table],
    *,
    by: User,
    happened_at: datetime | None,
    progress: Callable[[int], None] = lambda done: None,
) -> None:
    """Store tables, rows and named lines of a report that is being closed, figure by figure."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    earlier = Earlier(span)
    for done, table in enumerate(tables, start=1):
        taken = take_rows(table, span, units)
        require_settled(taken)
        _keep_table(report, taken, by, happened_at)
        ReportLine.objects.bulk_create(earlier.lines(taken), batch_size=500)
        progress(done)


def _keep_table(report: MonthlyReport, taken: Taken, by: User, happened_at: datetime | None) -> None:
    figure, cells = taken.table.figure, taken.table.cells
    own = [cells[0], *(cell for cell in cells[1:] if cell.unit_id in taken.own)]
    snapshots = [taken.of(cell, year=year) for cell in own for year in (False, True)]
    printed = freeze_many([(each, _words(each)) for each in snapshots], by=by, happened_at=happened_at)
    for place, cell in enumerate(own):
        cell.in_month, cell.in_year = printed[2 * place], printed[2 * place + 1]
    figure.report, figure.in_month, figure.in_year = report, cells[0].in_month, cells[0].in_year
    figure.save()
    for cell in cells:
        cell.figure = figure
    ReportCell.objects.bulk_create(cells, batch_size=200)


def _words(snapshot: Snapshot) -> str:
    unit = "" if snapshot.value is None else str(snapshot.indicator.unit_of_measure)
    return f"{wording.number(snapshot.value)}{unit}"


class Earlier:
    """What earlier reports printed, against which the rows of today are held."""

    def __init__(self, span: Span) -> None:
        self.span, self.previous = span, last_closed(span)
        found = MonthlyReport.objects.filter(ledger=span.ledger, year=span.until.year - 1).closed()
        self.last_year = found.order_by("-until").first()
        self.names = dict(Unit.objects.values_list("pk", "short_name"))

    @staticmethod
    def _figure(report: MonthlyReport | None, key: str) -> ReportFigure | None:
        """One figure of a report with its rows; only one is held in memory at a time."""
        if report is None:
            return None
        return report.figures.filter(key=key).select_related("report", "in_year").first()

    def lines(self, taken: Taken) -> list[ReportLine]:
        """The named lines of a table: of every line for its year, and of the district for the year before."""
        indicator, found = taken.year.indicator, []
        if not taken.table.figure.additive:
            return []
        year = self.span.until.year
        if self.previous is not None and self.previous.year == year:
            figure = self._figure(self.previous, indicator.key)
            for cell, each in _changes_of_the_year(taken, figure) if figure else ():
                found.append(self._line(cell, each, year))
        old = self._figure(self.last_year, indicator.key)
        if old is not None and old.in_year is not None:
            for each in _changes_of_last_year(indicator, old.in_year, old.report):
                found.append(self._line(taken.table.district, each, year - 1))
        self._give_reasons(indicator, found)
        return found

    def _line(self, cell: ReportCell, change: Change, year: int) -> ReportLine:
        return ReportLine(
            cell=cell,
            year=year,
            row_id=change.row_id,
            row_unit=change.unit_id,
            label=change.label[:LONGEST_LABEL],
            unit_name=self.names.get(change.unit_id or 0, ""),
            kind=change.kind,
            delta=wording.exact(change.delta),
            then=wording.exact(change.then),
            now=wording.exact(change.now),
        )

    def _give_reasons(self, indicator: Indicator, lines: list[ReportLine]) -> None:
        """The last reason that the journal has of a row since the last closing."""
        if not lines or self.previous is None:
            return
        journal_type = getattr(indicator.rows(self.span.year_scope).model, "journal_type", "")
        events = Event.objects.filter(
            subject_type=journal_type,
            subject_id__in={line.row_id for line in lines},
            seq__gt=self.previous.head_seq or 0,
        )
        reasons = {
            event.subject_id: str(event.detail["reason"])
            for event in events.order_by("seq").only("subject_id", "detail_text")
            if event.detail.get("reason")
        }
        for line in lines:
            line.reason = reasons.get(line.row_id, "")[:LONGEST_REASON]


def _changes_of_the_year(taken: Taken, figure: ReportFigure) -> Iterable[tuple[ReportCell, Change]]:
    """What was printed of the year against the year's rows of now, without those that this stretch counts itself."""
    indicator = taken.year.indicator
    printed = {cell.unit_id: cell for cell in figure.cells.select_related("in_year")}
    # Rows are read into parts once for every snapshot and printed figure, however many units look at them.
    parts: dict[int, Mapping[Any, Counted]] = {}

    def now_of(snapshot: Snapshot) -> Mapping[Any, Counted]:
        return parts.setdefault(id(snapshot), counted_now(indicator, snapshot))

    def then_of(of: PrintedFigure) -> Mapping[Any, Counted]:
        return parts.setdefault(id(of), counted_then(indicator, of))

    for cell in taken.table.cells:
        old = printed.get(cell.unit_id)
        then: Mapping[Any, Counted] = {}
        if old is not None and old.in_year is not None:
            then = then_of(old.in_year)
        elif old is not None and figure.in_year is not None:
            then = of_units(then_of(figure.in_year), old.unit_ids)
        units = taken.units_of(cell)
        mine = of_units(now_of(taken.of(cell, year=False)), units)
        now = of_units(now_of(taken.of(cell, year=True)), units)
        for change in changes(then, {key: row for key, row in now.items() if key not in mine}):
            yield cell, change


def _changes_of_last_year(
    indicator: Indicator, printed: PrintedFigure, report: MonthlyReport
) -> Iterable[Change]:
    """What the last report of a year printed, with the named lines since, against the same question asked today."""
    then: dict[Any, Counted] = counted_then(indicator, printed)
    said = ReportLine.objects.filter(
        year=report.year,
        cell__unit__isnull=True,
        cell__figure__key=indicator.key,
        cell__figure__report__ledger=report.ledger,
        cell__figure__report__year=report.year + 1,
    )
    for line in said.order_by("pk"):
        then.pop(line.row_id, None)
        if line.now:
            then[line.row_id] = Counted(Decimal(line.now), line.label, line.row_unit)
    scope = Scope.of(printed.as_of, start=printed.period[0], end=printed.period[1])
    return changes(then, counted_now(indicator, take(indicator, scope)))
