"""A printed number of a report: its rows as they were counted, the named lines under it, and what differs today."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from taizhang.figures.printed_rows import RowReader, page_of, rows_workbook
from taizhang.organisation import district
from taizhang.organisation.requests import SignedInRequest
from taizhang.reports.comparing import printed_of, rows_of, today_of
from taizhang.reports.models import MonthlyReport, ReportCell
from taizhang.workbooks.views import workbook_response

SPANS = ("month", "year")


def _cell(request: SignedInRequest, pk: int, cell: int, span: str) -> ReportCell:
    report = get_object_or_404(MonthlyReport.objects.visible_to(request.user).closed(), pk=pk)
    if span not in SPANS:
        raise Http404
    rows = ReportCell.objects.filter(figure__report=report).select_related(
        "figure__report", "unit", "in_month", "in_year", "figure__in_month", "figure__in_year"
    )
    return get_object_or_404(rows, pk=cell)


def _heading(found: ReportCell, span: str) -> str:
    what = _("累计") if span == "year" else found.figure.report.span_title
    return f"{found.unit_name} {found.figure.title} {what}"


@require_GET
def cell(request: SignedInRequest, pk: int, cell: int, span: str) -> HttpResponse:
    """One number as printed: value, definition, how it came about, rows, and what today's ledger says."""
    found, in_year = _cell(request, pk, cell, span), span == "year"
    printed = printed_of(found, in_year=in_year)
    reader = RowReader(request.user, printed)
    context: dict[str, Any] = {
        "report": found.figure.report,
        "cell": found,
        "span": span,
        "heading": _heading(found, span),
        "value": found.shown["year" if in_year else "month"],
        "exact": found.year_value if in_year else found.month_value,
        "printed": printed,
        "counted": len(rows_of(found, in_year=in_year)),
        **page_of(reader, rows_of(found, in_year=in_year), request.GET),
        "named": [
            (line, printed.reads(request.user, line.row_unit)) for line in found.lines.all()
        ] if in_year else [],
        "now": None,
    }  # fmt: skip
    today = today_of(found, in_year=in_year, day=district.business_today())
    if today is not None:
        context |= {
            "now": today,
            "moved": today.value != context["exact"],
            "differing": [(each, reader.printed.reads(request.user, each.unit_id)) for each in today.changes],
        }
    return render(request, "reports/cell.html", context)


@require_GET
def rows(request: SignedInRequest, pk: int, cell: int, span: str) -> HttpResponse:
    """The counted rows as a workbook, as far as the reader may see them."""
    found, in_year = _cell(request, pk, cell, span), span == "year"
    printed = printed_of(found, in_year=in_year)
    readable = RowReader(request.user, printed).readable(rows_of(found, in_year=in_year))
    value = found.shown["year" if in_year else "month"]
    heading = f"{found.figure.report.title} {_heading(found, span)}：{value}{found.figure.unit_of_measure}"
    return workbook_response(
        rows_workbook(printed, readable, heading=heading), f"{_heading(found, span)}.xlsx"
    )
