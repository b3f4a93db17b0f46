"""The named lines as a paper reads them: one for every record, with what it changes in which figures."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from taizhang.figures.indicator import published
from taizhang.organisation.models import User
from taizhang.reports.models import MonthlyReport, ReportLine
from taizhang.reports.states import ChangeKind


@dataclass
class NamedLine:
    """A record that counts otherwise: whose it is, why, and (figure, change, unit of measure, from and to) for each figure."""

    label: str
    unit_name: str
    unit_id: int | None
    year: int
    kind: str
    reason: str
    url: str
    parts: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def kind_label(self) -> str:
        """补记, 核减 or 调整."""
        return str(ChangeKind(self.kind).label)

    @property
    def text(self) -> str:
        """What it changes, on one line."""
        return "；".join(
            f"{title}{change}{unit}" + (f"（{between}）" if between else "")
            for title, change, unit, between in self.parts
        )


def district_lines(report: MonthlyReport) -> QuerySet[ReportLine]:
    """The stored lines of a closed report that change the district's numbers."""
    found = ReportLine.objects.filter(cell__figure__report=report, cell__unit__isnull=True)
    return found.select_related("cell__figure").order_by("cell__figure__position", "pk")


def grouped(lines: Iterable[ReportLine]) -> list[NamedLine]:
    """The lines of all figures put together by record, in the order in which they come."""
    found: dict[tuple[int, str, str, int], NamedLine] = {}
    for line in lines:
        figure = line.cell.figure
        view = published().indicators[figure.key].record_view if figure.key in published().indicators else ""
        at = (line.row_id, view, line.label, line.year)
        if at not in found:
            found[at] = NamedLine(
                line.label,
                line.unit_name,
                line.row_unit,
                line.year,
                line.kind,
                line.reason,
                _url(view, line.row_id),
            )
        between = f"{line.then_shown}→{line.now_shown}" if line.kind == ChangeKind.CHANGED else ""
        found[at].parts.append((figure.title, line.delta_shown, figure.unit_of_measure, between))
    return list(found.values())


def readable(lines: Iterable[NamedLine], reader: User, ledger: str) -> list[NamedLine]:
    """The lines with their links left only where the reader may open the record."""
    whole, found = reader.sees_all_of(ledger), list(lines)
    for line in found:
        if not whole and line.unit_id not in reader.home_unit_ids:
            line.url = ""
    return found


def _url(view: str, row_id: int) -> str:
    try:
        return reverse(view, args=[row_id]) if view else ""
    except NoReverseMatch:
        return ""
