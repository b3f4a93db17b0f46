"""The named lines that a closing would print now, worked out without writing anything."""

from taizhang.figures.indicator import Indicator
from taizhang.organisation.models import Unit
from taizhang.reports.closing import Earlier, take_rows
from taizhang.reports.compiling import indicators_of, tables
from taizhang.reports.models import ReportLine
from taizhang.reports.spans import Span


def indicators(ledger: str) -> list[Indicator]:
    """The figures that a closing goes through."""
    return indicators_of(ledger)


def district_lines(span: Span) -> list[ReportLine]:
    """The lines of the district under every figure, not stored."""
    units = {unit.pk: unit for unit in Unit.objects.all()}
    earlier, found = Earlier(span), []
    if earlier.previous is None:
        return []
    for table in tables(span):
        for cell in table.cells:
            cell.figure = table.figure
        lines = earlier.lines(take_rows(table, span, units))
        found += [line for line in lines if line.cell.unit_id is None]
    return found
