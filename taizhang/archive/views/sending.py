"""Pages of the office after the signing: sending an issue, who has read it, asking again, putting it away, opening it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.archive import actions
from taizhang.archive.forms import CorrectionForm, SendForm, SettingsForm
from taizhang.archive.models import ArchiveSettings, Delivery
from taizhang.archive.slots import counts_of
from taizhang.archive.states import Channel
from taizhang.archive.views.reading import signed_issue
from taizhang.bulletin.models import OFFICE, IssueFigure, ProofRemark, RecipientList
from taizhang.bulletin.states import ISSUE
from taizhang.foundation.clock import SHANGHAI
from taizhang.foundation.refusals import Conflict, NotPermitted
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.organisation.workdays import working_days_between
from taizhang.web.forms import FormPage, form_view

READERS_SIZE = 100


def _issue_url(pk: int) -> str:
    return reverse("bulletin:issues-record", args=[pk])


@require_http_methods(["GET", "POST"])
def send(request: SignedInRequest, pk: int) -> HttpResponse:
    """To whom an issue goes; the lists that it names are chosen already."""
    issue = signed_issue(request.user, pk)
    require(request.user, "archive.send_issue", issue)
    if request.method == "GET" and issue.state not in ISSUE.transition("send").sources:
        raise Conflict(_("这一期现在“%(state)s”，不在待印发。") % {"state": issue.get_state_display()})
    chosen = RecipientList.objects.filter(pk__in=issue.recipients.values("list"))
    note = "" if RecipientList.objects.in_use().exists() else _("还没有送发名单，请先到“送发名单”里建一个。")
    return form_view(
        request,
        SendForm,
        lambda data: actions.send_issue(issue=issue, by=request.user, **data),
        page=FormPage(title=_("印发 · %s") % issue, back=_issue_url(pk), submit=_("印发"), note=note),
        done=lambda _issue: reverse("archive:deliveries", args=[pk]),
        saved=_("已印发，收阅人已在工作台看到。"),
        initial={"lists": list(chosen), "copies": issue.copies},
    )


@require_GET
def deliveries(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who has opened and confirmed an issue, who has not, and for how many working days; a fixed number of queries."""
    issue = signed_issue(request.user, pk)
    if not request.user.role_keys & OFFICE:
        raise NotPermitted(_("收阅情况由编辑部查看。"))
    shown = request.GET.get("state", "")
    rows = Delivery.objects.filter(issue=issue).select_related("user", "unit", "issue")
    if shown == "waiting":
        rows = rows.unconfirmed()
    page = Paginator(
        rows.order_by("-channel", F("confirmed_at").asc(nulls_first=True), "pk"), READERS_SIZE
    ).get_page(request.GET.get("page"))
    today = business_today()
    lines: list[dict[str, Any]] = []
    for row in page:
        sent_on = row.sent_at.astimezone(SHANGHAI).date()
        until = row.confirmed_at.astimezone(SHANGHAI).date() if row.confirmed_at else today
        paper = row.channel == Channel.PAPER
        lines.append({"row": row, "days": None if paper else max(working_days_between(sent_on, until), 0)})
    context = {
        "issue": issue,
        "page": page,
        "lines": lines,
        "counts": counts_of(issue),
        "shown": shown,
        "may_chase": may(request.user, "archive.chase_readers", issue),
    }
    return render(request, "archive/deliveries.html", context)


@require_POST
def chase(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask everybody who has not confirmed once more."""
    count = actions.chase_readers(issue=signed_issue(request.user, pk), by=request.user)
    messages.success(request, _("已向 %d 人催阅。") % count)
    return HttpResponseRedirect(reverse("archive:deliveries", args=[pk]))


@require_POST
def put_away(request: SignedInRequest, pk: int) -> HttpResponse:
    """Put a sent issue away."""
    actions.archive_issue(issue=signed_issue(request.user, pk), by=request.user)
    messages.success(request, _("已归档。"))
    return HttpResponseRedirect(_issue_url(pk))


@require_POST
def openness(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make an issue public, or keep it inside."""
    public = request.POST.get("public") == "1"
    actions.set_openness(issue=signed_issue(request.user, pk), public=public, by=request.user)
    messages.success(request, _("已设为对外公开。") if public else _("已设为内部。"))
    return HttpResponseRedirect(_issue_url(pk))


@require_http_methods(["GET", "POST"])
def settings(request: SignedInRequest) -> HttpResponse:
    """What holds for all issues."""
    require(request.user, "archive.settle")
    now = ArchiveSettings.in_force()
    return form_view(
        request,
        SettingsForm,
        lambda data: actions.settle(by=request.user, **data),
        page=FormPage(title=_("收阅与公开设置"), back=reverse("bulletin:issues")),
        done=lambda _row: reverse("archive:settings"),
        initial={"public_by_default": now.public_by_default, "remind_after": now.remind_after},
    )


@require_POST
def correct_figure(request: SignedInRequest, pk: int, n: int) -> HttpResponse:
    """A draft that corrects one printed number by what the ledgers say now."""
    issue = signed_issue(request.user, pk)
    figure = get_object_or_404(IssueFigure.objects.select_related("issue", "printed"), issue=issue, n=n)
    made = actions.correct_figure(figure=figure, by=request.user)
    messages.success(request, _("更正稿已拟好，请核对后报送，登在以后的一期。"))
    return HttpResponseRedirect(reverse("bulletin:items-record", args=[made.item_id]))


@require_http_methods(["GET", "POST"])
def correct(request: SignedInRequest, pk: int) -> HttpResponse:
    """A draft that corrects some printed words; ?remark= is what a proofreader found."""
    issue = signed_issue(request.user, pk)
    require(request.user, "bulletin.correct_printed", issue)
    asked = request.GET.get("remark", "")
    remark = None
    if asked.isdecimal():
        remark = get_object_or_404(ProofRemark.objects.visible_to(request.user), issue=issue, pk=int(asked))
    return form_view(
        request,
        CorrectionForm,
        lambda data: actions.correct_passage(issue=issue, remark=remark, by=request.user, **data),
        page=FormPage(
            title=_("更正 · %s") % issue,
            back=_issue_url(pk),
            submit=_("拟更正稿"),
            note=remark.text
            if remark
            else _("本期照印不改；更正稿是一篇新稿，登在以后的一期，两期互相链接。"),
        ),
        done=lambda made: reverse("bulletin:items-record", args=[made.item_id]),
        saved=_("更正稿已拟好，请核对后报送，登在以后的一期。"),
        initial={"printed": remark.printed_id, "was": remark.passage} if remark else None,
        issue=issue,
    )
