"""The pages that every register shares: list, export, template, upload, preview and outcome of an import."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.foundation import quantities
from taizhang.foundation.refusals import Refused
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.workbooks import actions, tasks, writing
from taizhang.workbooks.models import ImportJob
from taizhang.workbooks.registers import Register, published_sheet, register_of_sheet, tabs_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def frame(register: Register) -> dict[str, Any]:
    """What every page of a register shows around itself: its tabs and the addresses of its list, import and template."""
    tabs = tabs_of(register.ledger)
    context: dict[str, Any] = {"register": register, "tabs": tabs, "list_url": register.url()}
    if register.sheet is not None:
        context |= {f"{name}_url": register.url(name) for name in ("import", "export", "template")}
    if register.add_permission:
        context["add_url"] = register.url("add")
    return context


def record_context(register: Register, **context: Any) -> dict[str, Any]:
    """What a record page of the register shows around its own context."""
    return {**frame(register), "back": register.url(), **context}


def workbook_response(content: bytes, name: str) -> HttpResponse:
    """A download with a Chinese file name."""
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=XLSX, headers=headers)


def list_page(request: SignedInRequest, register: Register) -> HttpResponse:
    """A register's list; htmx receives the very fragment that the page includes."""
    filters, rows = register.filtered(request.user, request.GET)
    page = register.table.page(rows, request.GET, url=register.record_url())
    context = {
        **frame(register),
        "filters": filters,
        "page": page,
        "filtered": any(
            value for key, value in request.GET.items() if key not in {"page", "sort", "columns"}
        ),
        "may_add": bool(register.add_permission) and may(request.user, register.add_permission),
        "acts": register.acts(request.user) if register.acts else [],
        "may_import": register.sheet is not None and may(request.user, register.sheet.permission),
    }
    fragment = request.htmx and not request.htmx.boosted
    return render(
        request, "workbooks/_register_table.html" if fragment else "workbooks/register.html", context
    )


def export(request: SignedInRequest, register: Register) -> HttpResponse:
    """Exactly what is filtered, in the sheet's columns, as the paper form has it."""
    if register.sheet is None:
        raise Http404
    _filters, rows = register.filtered(request.user, request.GET)
    asked = request.GET.get("as_of")
    try:
        as_of = quantities.parse_date(asked) if asked else district.business_today()
    except ValueError as error:
        raise Refused(str(error)) from error
    place = district.current()
    office = " ".join(str(part) for part in (place, request.user.unit) if part)
    title = f"{place or ''}{register.sheet.title}"
    content = writing.export(
        register.sheet.columns,
        register.sheet.rows(rows, by=request.user, as_of=as_of),
        title=title,
        office=office,
        as_of=as_of,
    )
    return workbook_response(content, f"{register.sheet.title}-{as_of:%Y%m%d}.xlsx")


def template(request: SignedInRequest, register: Register) -> HttpResponse:
    """The empty workbook to fill in."""
    if register.sheet is None:
        raise Http404
    return workbook_response(writing.template(register.sheet), f"{register.sheet.title}-{_('模板')}.xlsx")


def upload(request: SignedInRequest, register: Register) -> HttpResponse:
    """Take a workbook and start its check."""
    if register.sheet is None:
        raise Http404
    require(request.user, register.sheet.permission)
    context = {**frame(register), "sentence": ""}
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Refused(_("请先选一个 .xlsx 文件。"))
            job = actions.receive_workbook(sheet=register.sheet, upload=file, by=request.user)
        except Refused as refusal:
            return render(request, "workbooks/upload.html", {**context, "sentence": str(refusal)}, status=422)
        tasks.check_import.enqueue(job.pk)
        return redirect("workbooks:job", pk=job.pk)
    earlier = ImportJob.objects.filter(sheet_key=register.sheet.key, by=request.user).order_by("-pk")[:10]
    return render(request, "workbooks/upload.html", {**context, "earlier": earlier})


def _job(request: SignedInRequest, pk: int) -> ImportJob:
    return get_object_or_404(ImportJob, pk=pk, by=request.user)


@require_GET
def job(request: SignedInRequest, pk: int) -> HttpResponse:
    """The preview, the progress and the outcome of one import; polls itself while work is going on."""
    job = _job(request, pk)
    register = register_of_sheet(job.sheet_key)
    phase, done = tasks.progress_of(pk)
    context = {**frame(register), "job": job, "phase": phase, "done": done}
    return render(request, "workbooks/_job.html" if request.htmx else "workbooks/job.html", context)


@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Import all rows, or the correct ones only."""
    job = _job(request, pk)
    only = request.POST.get("correct_rows_only") == "1"
    actions.confirm_import(
        job=job, by=request.user, sheet=published_sheet(job.sheet_key), correct_rows_only=only
    )
    tasks.land_import.enqueue(job.pk)
    return redirect("workbooks:job", pk=pk)


@require_POST
def retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Check the same file once more."""
    job = _job(request, pk)
    actions.retry_import(job=job, by=request.user, sheet=published_sheet(job.sheet_key))
    tasks.check_import.enqueue(job.pk)
    messages.info(request, _("正在重新核对。"))
    return redirect("workbooks:job", pk=pk)


@require_GET
def refused(request: SignedInRequest, pk: int) -> FileResponse:
    """The uploaded workbook with its 错误原因 column."""
    job = _job(request, pk)
    file = actions.refused_file_of(job)
    if not file.exists():
        raise Http404
    stem = job.file_name.rsplit(".", 1)[0]
    return FileResponse(
        file.open("rb"), as_attachment=True, filename=f"{stem}-{_('错误原因')}.xlsx", content_type=XLSX
    )


def register_urls(
    register: Register,
    *,
    record: Callable[..., HttpResponse],
    add: Callable[..., HttpResponse] | None = None,
    edit: Callable[..., HttpResponse] | None = None,
) -> list[URLPattern]:
    """The addresses of a register; `record` and `edit` take (request, pk), `add` takes (request)."""
    key, given = register.key, {"register": register}

    def at(suffix: str, view: Callable[..., Any], name: str, **options: Any) -> URLPattern:
        return path(f"{key}/{suffix}", view, options or None, name=f"{key}{name}")

    patterns = [
        at("", require_GET(list_page), "", **given),
        at("<int:pk>/", record, "-record"),
    ]
    if register.sheet is not None:
        patterns.append(at("export/", require_GET(export), "-export", **given))
        patterns.append(at("template/", require_GET(template), "-template", **given))
        patterns.append(at("import/", require_http_methods(["GET", "POST"])(upload), "-import", **given))
    if add is not None:
        patterns.append(at("add/", add, "-add"))
    if edit is not None:
        patterns.append(at("<int:pk>/edit/", edit, "-edit"))
    return patterns
