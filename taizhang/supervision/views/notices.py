"""Pages of notices: one notice with its steps, raising one by hand, confirming those of the rule, a leader's instruction."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.figures import charts
from taizhang.figures.forms import address
from taizhang.figures.indicator import published
from taizhang.foundation import periods
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.journal.timeline import timeline
from taizhang.organisation import district, subjects
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.supervision import actions, board, forms, red_lights
from taizhang.supervision.models import Notice
from taizhang.supervision.registers import NOTICES, PROPOSALS
from taizhang.supervision.states import UNSETTLED
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.registers import tabs_of
from taizhang.workbooks.steps import Step, step_acts, step_page
from taizhang.workbooks.views import frame

form_methods = require_http_methods(["GET", "POST"])
MONTHS_SHOWN = 12

STEPS: dict[str, Step] = {
    "answer": Step(
        "supervision.give_feedback", gettext_lazy("反馈"), actions.answer_notice, forms.FeedbackForm
    ),
    "accept": Step(
        "supervision.rule_on_notice", gettext_lazy("办结"), actions.accept_feedback, forms.AcceptForm
    ),
    "send_back": Step(
        "supervision.rule_on_notice", gettext_lazy("退回重办"), actions.send_back, forms.SendBackForm
    ),
    "withdraw": Step(
        "supervision.withdraw_notice", gettext_lazy("撤回"), actions.withdraw_notice, forms.ReasonForm, rare=True,
        note=gettext_lazy("撤回的督办单不再计数，单位不用再反馈。"),
    ),
    "reopen": Step("supervision.rule_on_notice", gettext_lazy("撤销办结"), actions.reopen_notice, forms.ReasonForm, rare=True),
    "undo_withdraw": Step(
        "supervision.withdraw_notice", gettext_lazy("恢复督办"), actions.undo_withdraw_notice, forms.ReasonForm, rare=True
    ),
}  # fmt: skip


def _notice(request: SignedInRequest, pk: int) -> Notice:
    notices = Notice.objects.visible_to(request.user).select_related("unit", "raised_by", "answered_by")
    return get_object_or_404(notices, pk=pk)


def _about(request: SignedInRequest, notice: Notice) -> list[Fact]:
    """The row and the figure that the notice is about, as links where the person may open them."""
    facts = []
    subject = subjects.published(notice.subject_type) if notice.subject_type else None
    row = subject.rows(request.user).filter(pk=notice.subject_id).first() if subject else None
    if subject is not None and row is not None:
        facts.append(Fact(_("有关记录"), str(row), url=subject.url(row.pk)))
    indicator = published().indicators.get(notice.figure)
    if indicator is not None:
        day = notice.month or notice.raised_on
        query = address(board.scope_of(day.year, day), unit=notice.unit.code)
        facts.append(Fact(_("涉及指标"), str(indicator.title), url=charts.url(indicator, query)))
    return facts


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A notice: what is asked, the feedback with its papers, and the history of every round."""
    notice = _notice(request, pk)
    day = district.business_today()
    acts = step_acts(NOTICES, notice, STEPS, request.user)
    if notice.state in UNSETTLED and may(request.user, "supervision.raise_notice"):
        acts.append(Act(_("延期"), reverse("supervision:notices-extend", args=[pk]), more=True))
    if may(request.user, "supervision.draft_proposal"):
        url = f"{PROPOSALS.url('add')}?notice={notice.pk}"
        acts.append(Act(_("提奖惩建议"), url, more=True))
    facts = [
        Fact(_("文号"), notice.number),
        Fact(_("责任单位"), notice.unit),
        Fact(_("状态"), notice.get_state_display(), state=notice.state),
        Fact(_("来源"), notice.get_origin_display()),
        Fact(_("下达日期"), notice.raised_on),
        Fact(_("办理期限"), notice.limit_on),
        *_about(request, notice),
        Fact(_("督办内容"), notice.text, wide=True),
    ]
    if notice.answered_on:
        facts += [
            Fact(_("反馈日期"), notice.answered_on),
            Fact(_("反馈人"), notice.answered_by),
            Fact(_("反馈"), notice.feedback, wide=True),
        ]
    for title, value in ((_("办结日期"), notice.closed_on), (_("撤回日期"), notice.withdrawn_on)):
        if value:
            facts.append(Fact(title, value))
    context = {
        **frame(NOTICES),
        "title": notice.title,
        "subtitle": notice.number,
        "notice": notice,
        "overdue": notice.is_overdue(day),
        "facts": facts,
        "acts": acts,
        "history": timeline(notice),
        "proposals": notice.proposals.visible_to(request.user).select_related("unit"),
        "back": NOTICES.url(),
    }
    return render(request, "supervision/notice.html", context)


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Raise a notice by hand."""
    require(request.user, NOTICES.add_permission)
    day = district.business_today()
    return form_view(
        request,
        forms.NoticeForm,
        lambda data: actions.raise_notice(by=request.user, **data),
        page=FormPage(
            title=_("下达督办单"), back=NOTICES.url(), submit=_("下达"), note=_("下达后责任单位就能看到。")
        ),
        done=lambda notice: NOTICES.url("record", pk=notice.pk),
        saved=_("已下达。"),
        initial={"limit_on": forms.limit_from(day)},
    )


@form_methods
def step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Feedback, verdict, withdrawal, correction."""
    return step_page(request, NOTICES, _notice(request, pk), STEPS, step, "notice")


@form_methods
def extend(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give more time."""
    notice = _notice(request, pk)
    require(request.user, "supervision.raise_notice")
    back = NOTICES.url("record", pk=pk)
    return form_view(
        request,
        forms.ExtendForm,
        lambda data: actions.extend_notice(by=request.user, notice=notice, **data),
        page=FormPage(title=_("延期：%s") % notice.title, back=back),
        done=lambda result: back,
        initial={"limit_on": notice.limit_on},
    )


def _month_asked(text: str, day: date) -> date:
    try:
        year, month = text.split("-")
        return periods.month(int(year), int(month)).end
    except (ValueError, TypeError):
        return red_lights.last_month_end(day)


def _months(latest: date) -> list[date]:
    """The latest months' ends that have passed, newest first."""
    found, day = [], latest
    for _number in range(MONTHS_SHOWN):
        found.append(day)
        day = red_lights.last_month_end(day.replace(day=1))
    return found


@form_methods
def by_rule(request: SignedInRequest) -> HttpResponse:
    """The red lights of a month's end; the supervisor confirms one or many with one click, who reads all may look."""
    raises = may(request.user, "supervision.raise_notice")
    if request.method == "POST" or not request.user.sees_all_of("supervision"):
        require(request.user, "supervision.raise_notice")
    day = district.business_today()
    month_end = min(_month_asked(request.GET.get("month", ""), day), red_lights.last_month_end(day))
    sentence, status = "", 200
    if request.method == "POST":
        chosen = []
        for text in request.POST.getlist("chosen"):
            unit_id, _colon, key = text.partition(":")
            if unit_id.isdecimal():
                chosen.append((int(unit_id), key))
        try:
            raised = actions.raise_by_rule(by=request.user, month_end=month_end, chosen=chosen)
        except NotPermitted:
            raise
        except Refused as refusal:
            sentence, status = str(refusal), refusal.status
        else:
            messages.success(request, _("已下达 %(count)s 张督办单。") % {"count": len(raised)})
            return redirect(f"{NOTICES.url()}?origin=rule&situation=unsettled")
    lights = red_lights.at(month_end)
    context = {
        "tabs": tabs_of("supervision"),
        "register": {"key": NOTICES.key, "title": NOTICES.title},
        "month_end": month_end,
        "months": _months(red_lights.last_month_end(day)),
        "lights": lights,
        "raises": raises,
        "open": sum(1 for each in lights if each.notice_id is None),
        "limit_on": forms.limit_from(day),
        "sentence": sentence,
        "list_url": NOTICES.url(),
    }
    return render(request, "supervision/red_lights.html", context, status=status)


@form_methods
def instruct(request: SignedInRequest, journal_type: str, subject_id: int) -> HttpResponse:
    """A leader leaves an instruction on a row, and comes back to its page."""
    require(request.user, "supervision.instruct")
    subject = subjects.published(journal_type)
    if subject is None:
        raise Http404
    row = subject.get(request.user, subject_id)
    back = subject.url(subject_id)

    def act(data: dict[str, Any]) -> Notice:
        return actions.instruct(by=request.user, subject_type=journal_type, subject_id=subject_id, **data)

    return form_view(
        request,
        forms.InstructionForm,
        act,
        page=FormPage(
            title=_("批示：%s") % row,
            back=back,
            submit=_("下达批示"),
            note=_("批示会成为责任单位的督办事项，督查室跟踪到办结。"),
        ),
        done=lambda notice: f"{back}#instructions",
        saved=_("批示已下达。"),
        initial=forms.first_words(row, district.business_today()),
    )
