"""The tables of a report worked out from the ledger: nothing is written, the closing keeps them and a preview shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from taizhang.figures import wording
from taizhang.figures.governing import Governing, governing
from taizhang.figures.indicator import Indicator, Value, published
from taizhang.organisation.models import Unit
from taizhang.reports.models import MonthlyReport, ReportCell, ReportFigure
from taizhang.reports.named_lines import adds_up
from taizhang.reports.spans import Span
from taizhang.supervision import board

Groups = Mapping[int | None, dict[str, Any]]


@dataclass
class Table:
    """One figure of a report: itself and its lines, the district's first; rows that are stored, or not yet.

    `indicator` is the catalogue's, None where it no longer knows a stored figure.
    """

    indicator: Indicator | None
    figure: ReportFigure
    cells: list[ReportCell] = field(default_factory=list)

    @property
    def district(self) -> ReportCell:
        """The district's own line."""
        return self.cells[0]

    @property
    def units(self) -> list[ReportCell]:
        """The units' lines in the units' order."""
        return self.cells[1:]

    @property
    def ranked(self) -> list[ReportCell]:
        """The units' lines from the first place on; those without a place come last, in the units' order."""
        return sorted(self.units, key=lambda cell: (cell.place is None, cell.place or 0, cell.position))

    @property
    def has_targets(self) -> bool:
        """Whether somebody has a target under the figure."""
        return any(cell.target for cell in self.cells)


def indicators_of(ledger: str) -> list[Indicator]:
    """The figures of a ledger that take targets, in the order of the catalogue."""
    return [each for each in published() if each.ledger == ledger and each.takes_target]


def ledgers() -> list[str]:
    """The ledgers that have such figures."""
    return list(dict.fromkeys(each.ledger for each in published() if each.takes_target))


def last_closed(span: Span) -> MonthlyReport | None:
    """The closed report before a span."""
    closed = MonthlyReport.objects.filter(ledger=span.ledger, until__lt=span.start).closed()
    return closed.order_by("-until").first()


def tables(span: Span) -> list[Table]:
    """Every figure for the district and each unit with rows or a target: a fixed number of queries a figure."""
    sections = {each.indicator.key: each for each in board.sections(span.until.year, span.until)}
    units = {unit.pk: unit for unit in Unit.objects.all()}
    rules = governing(span.ledger, span.until.year, span.until)
    before = _before(span)
    return [
        _table(indicator, position, span, sections.get(indicator.key), units, rules, before)
        for position, indicator in enumerate(indicators_of(span.ledger), start=1)
    ]


def stored(report: MonthlyReport) -> list[Table]:
    """The tables of a closed report as they were printed: two queries."""
    catalogue = published().indicators
    figures = report.figures.prefetch_related("cells")
    return [Table(catalogue.get(each.key), each, list(each.cells.all())) for each in figures]


def _before(span: Span) -> dict[tuple[str, int | None], str] | None:
    """(key, unit id) → the number of the year that was printed last; None where nothing of the year was."""
    previous = last_closed(span)
    if previous is None or previous.year != span.until.year:
        return None
    cells = ReportCell.objects.filter(figure__report=previous)
    return {
        (key, unit_id): value
        for key, unit_id, value in cells.values_list("figure__key", "unit_id", "year_value")
    }


def _table(
    indicator: Indicator,
    position: int,
    span: Span,
    section: board.Section | None,
    units: Mapping[int, Unit],
    rules: Governing,
    before: Mapping[tuple[str, int | None], str] | None,
) -> Table:
    month_groups, year_groups = indicator.groups(span.month_scope), indicator.groups(span.year_scope)
    figure = ReportFigure(
        position=position,
        key=indicator.key,
        title=str(indicator.title),
        unit_of_measure=str(indicator.unit_of_measure),
        additive=adds_up(indicator),
        over_assignment=_text(section.over_assignment) if section else "",
    )
    table = Table(indicator, figure)
    lines = {line.unit.pk if line.unit else None: line for line in section.units} if section else {}
    table.cells.append(
        _cell(
            # All the groups together are the district: asking for it again would cost as much as they did.
            None, (), measured(indicator, month_groups, month_groups), measured(indicator, year_groups, year_groups),
            section.district if section else None,
        )
    )  # fmt: skip
    for place, unit in enumerate(units.values(), start=1):
        printed = bool(before) and exact((before or {}).get((indicator.key, unit.pk), "")) != 0
        if unit.pk not in lines and unit.pk not in year_groups and not printed:
            continue
        within = [pk for pk, each in units.items() if each.path.startswith(unit.path)]
        table.cells.append(
            _cell(
                unit, within, measured(indicator, month_groups, within), measured(indicator, year_groups, within),
                lines.get(unit.pk),
            )
        )  # fmt: skip
        table.cells[-1].position = place
    if figure.additive:
        for cell in table.cells:
            _reconcile(cell, indicator.key, span, before)
        _set_differences(table, rules, units)
    return table


def measured(indicator: Indicator, groups: Groups, within: Iterable[int | None]) -> Value:
    """The measure over the groups of some units together."""
    parts: dict[str, Any] = dict.fromkeys(indicator.measure.expression(), 0)
    for unit_id in within:
        for name, part in groups.get(unit_id, {}).items():
            if name in parts:
                parts[name] += part or 0
    return indicator.measure.of_group(parts)


def _cell(
    unit: Unit | None, within: Iterable[int], month: Value, year: Value, line: board.Line | None
) -> ReportCell:
    target = line.target if line else None
    return ReportCell(
        position=0,
        unit=unit,
        unit_name=unit.short_name if unit else _("全区"),
        unit_ids=list(within),
        month_value=wording.exact(month),
        year_value=wording.exact(year),
        target=wording.exact(target.value) if target else "",
        done=_text(line.done) if line else "",
        gap=_text(line.gap) if line else "",
        light=str(line.light.value) if line and line.light else "",
        exempt=bool(line and line.exempt),
        caution=line.caution[:120] if line else "",
        score=_text(line.score) if line else "",
        place=line.place if line else None,
    )


def _text(value: Fraction | None) -> str:
    return "" if value is None else str(value)


def exact(text: str) -> Decimal:
    """A stored number that adds up, as a Decimal; nothing is 0."""
    return Decimal(text or "0")


def _reconcile(
    cell: ReportCell, key: str, span: Span, before: Mapping[tuple[str, int | None], str] | None
) -> None:
    """Printed so far + this stretch + what was corrected = the year's number, for every line of an additive figure."""
    year, month = exact(cell.year_value), exact(cell.month_value)
    # Where nothing of the year was printed yet, what lies before this stretch is taken as it stands.
    earlier = year - month if before is None else exact(before.get((key, cell.unit_id), ""))
    cell.before = wording.exact(earlier)
    cell.corrected = wording.exact(year - month - earlier)


def _set_differences(table: Table, rules: Governing, units: Mapping[int, Unit]) -> None:
    """District − sum of its units, taken once each where a unit stands below another."""
    listed = {cell.unit_id for cell in table.units}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for cell in table.units:
        ancestors = [int(pk) for pk in units[cell.unit_id or 0].path.strip("/").split("/")[:-1]]
        if listed.isdisjoint(ancestors):
            sums["month"] += exact(cell.month_value)
            sums["year"] += exact(cell.year_value)
    figure = table.figure
    figure.difference_month = wording.exact(exact(table.district.month_value) - sums["month"])
    figure.difference_year = wording.exact(exact(table.district.year_value) - sums["year"])
    figure.difference_title = rules.difference or _("未归单位")
