"""Pages of the issues: the list, one issue being made or signed, its head and foot, its files."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.bulletin import actions, printing
from taizhang.bulletin.forms import IssueForm, RunForm
from taizhang.bulletin.models import Issue
from taizhang.bulletin.registers import ISSUES
from taizhang.bulletin.sheet import mark_moved, set_issue
from taizhang.bulletin.states import ISSUE, OPEN_TO_EDITING, IssueState
from taizhang.bulletin.views import proofs
from taizhang.bulletin.views.acts import ISSUE_STEPS, buttons, take_step
from taizhang.bulletin.views.assembly import assembly
from taizhang.bulletin.views.figures import Moved, moved_figures
from taizhang.foundation.refusals import Conflict
from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.proofreading.access import CHECK
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def issues(request: SignedInRequest) -> HttpResponse:
    """The issues that the person may open; htmx receives the table alone."""
    filters, rows = ISSUES.filtered(request.user, request.GET)
    context = {
        "register": ISSUES,
        "filters": filters,
        "page": ISSUES.table.page(rows, request.GET, url=lambda pk: ISSUES.url("record", pk=pk)),
        "add_url": ISSUES.url("add"),
        "filtered": any(
            value for key, value in request.GET.items() if key not in {"page", "sort", "columns"}
        ),
        "may_add": may(request.user, "bulletin.assemble"),
        "may_set_run": may(request.user, "bulletin.set_run"),
    }
    fragment = request.htmx and not request.htmx.boosted
    return render(request, "workbooks/_register_table.html" if fragment else "bulletin/issues.html", context)


def _issue(request: SignedInRequest, pk: int) -> Issue:
    rows = Issue.objects.visible_to(request.user).select_related("unit", "signed_by", "last_edited_by")
    return get_object_or_404(rows, pk=pk)


@require_GET
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """One issue. A signed one asks once more, by htmx, for what the ledgers say today (?compare=1), one being filled for
    its text after every move (?text=1).
    """
    found = _issue(request, pk)
    items = set_issue(found, None if found.is_frozen else printing.live_evaluation(found))
    open_ = found.state in OPEN_TO_EDITING and may(request.user, "bulletin.assemble", found)
    context: dict[str, Any] = {
        "issue": found,
        "document": printing.issue_document(found, items),
        "open": open_,
        "errors": [error for item in items for error in item.errors],
        "may_check": may(request.user, CHECK),
    }
    if found.is_frozen and "compare" in request.GET:
        moved: list[Moved] = moved_figures(found)
        items = mark_moved(items, {each.figure.n: each.words for each in moved})
        may_correct = may(request.user, "bulletin.correct_printed", found)
        context |= {"compared": True, "moved": moved, "may_correct": may_correct}
    context["items"] = items
    if request.htmx and ("compare" in request.GET or "text" in request.GET):
        return render(request, "bulletin/_issue_text.html", context)
    context |= {
        "acts": [
            *buttons(request.user, found, ISSUE, ISSUE_STEPS, "bulletin:issues-act"),
            *proofs.acts(request.user, found),
        ],
        "facts": _facts(found),
        "history": timeline(found),
        "steps": _steps(found),
    }
    if open_:
        context |= assembly(found)
        context["acts"].append(
            Act(_("送发名单"), reverse("bulletin:issues-recipients", args=[pk]), more=True)
        )
        context["acts"].append(Act(_("报头报尾"), ISSUES.url("edit", pk=pk)))
    return render(request, "bulletin/issue.html", context)


_WAY = (
    (IssueState.ASSEMBLING, gettext_lazy("编排")),
    (IssueState.FIRST_REVIEW, gettext_lazy("初审")),
    (IssueState.SECOND_REVIEW, gettext_lazy("二审")),
    (IssueState.TO_SIGN, gettext_lazy("签发")),
)


def _steps(found: Issue) -> list[tuple[Any, bool, bool]]:
    """(title, is it now, is it done) of the way to the signing; empty for an issue that is not on it."""
    states = [state for state, _title in _WAY]
    if found.state not in states:
        return []
    at = states.index(IssueState(found.state))
    return [(title, place == at, place < at) for place, (_state, title) in enumerate(_WAY)]


def _facts(found: Issue) -> list[Fact]:
    facts = [
        Fact(_("状态"), found.get_state_display(), state=found.state),
        Fact(_("数字截至"), found.cut_off),
        Fact(_("主办单位"), found.unit),
    ]
    if found.imported:
        facts += [Fact(_("签发日期"), found.issued_on), Fact(_("编发单位"), found.publisher)]
    elif found.is_frozen:
        facts += [
            Fact(_("签发日期"), found.issued_on),
            Fact(_("签发人"), found.signed_by),
            Fact(_("日志链头"), f"{found.head_seq} · {found.head_hash}", wide=True),
        ]
    else:
        facts += [Fact(_("开编日期"), found.opened_on), Fact(_("最后编改"), found.last_edited_by)]
    return facts


_KEPT = ("masthead", "publisher", "sent_to", "distributed_to", "editors", "copies", "secrecy", "serial")


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new issue; head and foot begin as those of the last one."""
    require(request.user, "bulletin.assemble")
    place, latest = district.current(), Issue.objects.filter(imported=False).order_by("-pk").first()
    initial: dict[str, Any] = {"cut_off": business_today()}
    if latest is not None:
        initial |= {name: getattr(latest, name) for name in _KEPT}
    elif place is not None and request.user.unit is not None:
        initial |= {"masthead": place.bulletin_name, "publisher": request.user.unit.name}
    return form_view(
        request,
        IssueForm,
        lambda data: actions.open_issue(by=request.user, **data),
        page=FormPage(title=_("新编一期"), back=ISSUES.url(), submit=_("开编")),
        done=lambda made: ISSUES.url("record", pk=made.pk),
        initial=initial,
    )


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """The head, the foot and the cut-off day of an issue."""
    found = _issue(request, pk)
    require(request.user, "bulletin.assemble", found)
    if found.state not in OPEN_TO_EDITING:
        raise Conflict(_("这一期现在“%(state)s”，不能再编改。") % {"state": found.get_state_display()})
    return form_view(
        request,
        IssueForm,
        lambda data: actions.change_issue(issue=found, by=request.user, **data),
        page=FormPage(title=_("报头报尾"), back=ISSUES.url("record", pk=pk)),
        done=lambda changed: ISSUES.url("record", pk=changed.pk),
        initial={name: getattr(found, name) for name in IssueForm.base_fields},
    )


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """One step of an issue's way: to review, back, to be signed."""
    back = ISSUES.url("record", pk=pk)
    return take_step(
        request, _issue(request, pk), name, noun="issue", workflow=ISSUE, steps=ISSUE_STEPS, back=back
    )


@require_http_methods(["GET", "POST"])
def run(request: SignedInRequest) -> HttpResponse:
    """Where the numbers of a year begin."""
    require(request.user, "bulletin.set_run")
    return form_view(
        request,
        RunForm,
        lambda data: actions.set_run(by=request.user, **data),
        page=FormPage(
            title=_("期号起算"),
            back=ISSUES.url(),
            note=_("年中启用系统的，请写明本年已经出到第几期；下一期签发时接着编。"),
        ),
        done=lambda _run: ISSUES.url(),
        initial={"year": business_today().year},
    )


def _file(request: SignedInRequest, content: bytes, name: str, kind: str) -> HttpResponse:
    attached = kind != PDF or "download" in request.GET
    disposition = content_disposition_header(attached, name) or "attachment"
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": disposition})


def _name(found: Issue, ending: str) -> str:
    number = f"{found.year}年第{found.number}期" if found.number else _("预览")
    return f"{found.masthead}{number}.{ending}"


@require_GET
def pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The PDF of record; of an unsigned issue a preview that says so."""
    found = _issue(request, pk)
    return _file(request, printing.pdf_of(found), _name(found, "pdf"), PDF)


@require_GET
def docx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The editable Word copy."""
    found = _issue(request, pk)
    return _file(request, printing.docx_of(found), _name(found, "docx"), DOCX)
