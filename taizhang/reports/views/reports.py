"""Pages of the monthly reports: one report in the making or closed, its closing, its files."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.figures import charts
from taizhang.figures.forms import address
from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.reports import actions, closing_preview, tasks
from taizhang.reports.compiling import Table, stored, tables
from taizhang.reports.excel import report_xlsx
from taizhang.reports.forms import PrepareForm, ReasonForm
from taizhang.reports.missing import missing
from taizhang.reports.models import MonthlyReport, ReportCell
from taizhang.reports.named import district_lines, grouped, readable
from taizhang.reports.paper import Paper
from taizhang.reports.registers import REPORTS
from taizhang.reports.spans import Span, following
from taizhang.reports.states import ReportState
from taizhang.reports.word import report_docx
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import frame

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AT_ONCE = 4000  # rows that are closed within two seconds; more of them are left to the worker


@dataclass(frozen=True)
class Shown:
    """A line ready for the template: its numbers as printed, and the pages that open the rows of two of them."""

    cell: ReportCell
    numbers: dict[str, str]
    month_url: str
    year_url: str


@dataclass(frozen=True)
class ShownTable:
    """A figure ready for the template."""

    table: Table
    district: Shown
    units: list[Shown]


def _report(request: SignedInRequest, pk: int) -> MonthlyReport:
    rows = MonthlyReport.objects.visible_to(request.user).select_related("unit", "previous", "by")
    return get_object_or_404(rows, pk=pk)


def _at(report: MonthlyReport) -> str:
    return REPORTS.url("record", pk=report.pk)


def preview_span(report: MonthlyReport) -> Span:
    """The days that a preview counts: those of the report, as far as they have come."""
    today = district.business_today()
    return Span(report.ledger, report.start, max(report.start, min(report.until, today)))


def tables_of(report: MonthlyReport) -> list[Table]:
    """As printed where the month is closed, else as it would be printed now."""
    return stored(report) if report.is_closed else tables(preview_span(report))


def _shown(report: MonthlyReport, found: list[Table]) -> list[ShownTable]:
    codes = {} if report.is_closed else charts.unit_codes()
    span = preview_span(report)

    def line(table: Table, cell: ReportCell) -> Shown:
        if report.is_closed:
            urls = [
                reverse("reports:reports-cell", args=[report.pk, cell.pk, each]) for each in ("month", "year")
            ]
        else:
            unit = codes.get(cell.unit_id or 0)
            urls = [
                charts.url(table.indicator, address(scope, unit=unit)) if table.indicator else ""
                for scope in (span.month_scope, span.year_scope)
            ]
        return Shown(cell, cell.shown, *urls)

    return [
        ShownTable(each, line(each, each.district), [line(each, cell) for cell in each.ranked])
        for each in found
    ]


@require_GET
def report(request: SignedInRequest, pk: int) -> HttpResponse:
    """One report. In the making it is a preview that asks once more, by htmx, for what changed (?lines=1)."""
    found = _report(request, pk)
    if "lines" in request.GET and found.state == ReportState.DRAFT:
        lines = grouped(closing_preview.district_lines(preview_span(found)))
        context = {"report": found, "lines": readable(lines, request.user, found.ledger)}
        return render(request, "reports/_named_lines.html", context)
    shown: list[Table] = [] if found.state == ReportState.WITHDRAWN else tables_of(found)
    lines = grouped(district_lines(found)) if found.is_closed else []
    done, sentence = tasks.progress_of(pk) if found.state == ReportState.DRAFT else (-1, "")
    context = {
        **frame(REPORTS),
        "report": found,
        "tables": _shown(found, shown),
        "lines": readable(lines, request.user, found.ledger),
        "missing": missing(found, shown, request.user) if found.state == ReportState.DRAFT else [],
        "acts": _acts(request, found),
        "facts": _facts(found),
        "history": timeline(found),
        "closing": done >= 0 and not sentence,
        "refused": sentence,
    }
    return render(request, "reports/report.html", context)


def _acts(request: SignedInRequest, found: MonthlyReport) -> list[Act]:
    acts = []
    if found.state == ReportState.DRAFT and may(request.user, "reports.close", found):
        acts.append(Act(_("关账"), reverse("reports:reports-close", args=[found.pk]), primary=True))
        acts.append(Act(_("撤回"), reverse("reports:reports-withdraw", args=[found.pk])))
    if found.state == ReportState.CLOSED and may(request.user, "reports.publish", found):
        acts.append(
            Act(
                _("印发"),
                reverse("reports:reports-publish", args=[found.pk]),
                post=True,
                confirm=_("印发以后，各单位都能看到这份通报。确定印发？"),
                primary=True,
            )
        )
    return acts


def _facts(found: MonthlyReport) -> list[Fact]:
    facts = [
        Fact(_("状态"), found.get_state_display(), state=found.state),
        Fact(_("本期"), f"{found.start} — {found.until}"),
        Fact(_("填报单位"), found.office),
    ]
    if found.is_closed:
        facts.append(Fact(_("关账日期"), found.closed_on))
        if found.published_on:
            facts.append(Fact(_("印发日期"), found.published_on))
        if found.previous:
            facts.append(Fact(_("上期"), found.previous.title, url=_at(found.previous)))
        facts.append(Fact(_("所依办法"), "；".join(found.rules), wide=True))
        facts.append(Fact(_("算法"), found.formula, wide=True))
    return facts


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Begin the report of the next month."""
    require(request.user, "reports.prepare")
    return form_view(
        request,
        PrepareForm,
        lambda data: actions.prepare_report(by=request.user, **data),
        page=FormPage(
            title=_("编制月度通报"),
            back=REPORTS.url(),
            submit=_("编制"),
            note=_("先看预览和还缺什么，核对无误再关账。各月依次关账，不能跳过。"),
        ),
        done=_at,
        initial={"ledger": "investment", "until": following("investment").until},
    )


@require_http_methods(["GET", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what the closing freezes, and do it: at once, or by the worker where there are many rows."""
    found = _report(request, pk)
    require(request.user, "reports.close", found)
    if found.state != ReportState.DRAFT:
        return redirect(_at(found))
    if request.method == "POST":
        if _rows_of(found) <= AT_ONCE:
            actions.close_report(by=request.user, report=found)
            messages.success(request, _("已关账，数字和明细已经定格。"))
        else:
            tasks.note(pk, 0)
            tasks.close_month.enqueue(pk, request.user.pk)
        return HttpResponseRedirect(_at(found))
    found_tables = tables(preview_span(found))
    sentences = missing(found, found_tables, request.user)
    context = {
        **frame(REPORTS),
        "report": found,
        "tables": _shown(found, found_tables),
        "missing": sentences,
        "blocked": any(each.blocks for each in sentences),
        "numbers": sum(len(each.cells) for each in found_tables) * 2,
        "back": _at(found),
    }
    return render(request, "reports/close.html", context)


def _rows_of(found: MonthlyReport) -> int:
    """How many rows the year's counts have together: a measure of the work, a query a figure."""
    scope = Span.of(found).year_scope
    return sum(each.rows(scope).count() for each in closing_preview.indicators(found.ledger))


@require_GET
def closing(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far the worker has come with a closing; the page asks every second."""
    found = _report(request, pk)
    done, sentence = tasks.progress_of(pk)
    if found.is_closed or sentence or done < 0:
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = _at(found)
        return answer
    total = len(closing_preview.indicators(found.ledger))
    return render(request, "reports/_closing.html", {"report": found, "done": done, "total": total})


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give up a report in the making."""
    found = _report(request, pk)
    require(request.user, "reports.prepare", found)
    return form_view(
        request,
        ReasonForm,
        lambda data: actions.withdraw_report(by=request.user, report=found, **data),
        page=FormPage(title=_("撤回：%s") % found.title, back=_at(found), submit=_("撤回")),
        done=_at,
        saved=_("已撤回，这个月可以重新编制。"),
    )


@require_POST
def publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish a closed report."""
    found = _report(request, pk)
    actions.publish_report(by=request.user, report=found)
    messages.success(request, _("已印发。"))
    return HttpResponseRedirect(_at(found))


def paper_of(found: MonthlyReport) -> Paper:
    """The report as a paper: as printed where it is closed, else the preview, which says so."""
    if found.is_closed:
        return Paper(found, stored(found), grouped(district_lines(found)), found.closed_on or found.until)
    span = preview_span(found)
    day: date = district.business_today()
    with translation.override(settings.LANGUAGE_CODE):
        lines = grouped(closing_preview.district_lines(span))
        found.rules, found.formula = actions.rules_of(span)
        return Paper(found, tables(span), lines, day)


def _file(content: bytes, name: str, kind: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=kind, headers=headers)


def _printable(request: SignedInRequest, pk: int) -> MonthlyReport:
    rows = MonthlyReport.objects.visible_to(request.user).exclude(state=ReportState.WITHDRAWN)
    return get_object_or_404(rows, pk=pk)


@require_GET
def docx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report as a Word paper."""
    paper = paper_of(_printable(request, pk))
    return _file(report_docx(paper), f"{paper.file_name}.docx", DOCX)


@require_GET
def xlsx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The report's tables as a workbook in the paper form."""
    paper = paper_of(_printable(request, pk))
    return _file(report_xlsx(paper), f"{paper.file_name}.xlsx", XLSX)
