"""Pages of proposals of reward or penalty: drafting, deciding, appealing."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.requests import SignedInRequest
from taizhang.supervision import actions, forms
from taizhang.supervision.models import Notice, Proposal
from taizhang.supervision.registers import NOTICES, PROPOSALS
from taizhang.supervision.states import ProposalState
from taizhang.web import display
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Fact
from taizhang.workbooks.steps import Step, step_acts, step_page
from taizhang.workbooks.views import frame

form_methods = require_http_methods(["GET", "POST"])

STEPS: dict[str, Step] = {
    "approve": Step(
        "supervision.decide_proposal", gettext_lazy("批准"), actions.approve_proposal, forms.ApproveForm,
        note=gettext_lazy("批准后单位就能看到，并可以在期限内申诉。"),
    ),
    "reject": Step("supervision.decide_proposal", gettext_lazy("不予批准"), actions.reject_proposal, forms.ReasonForm),
    "withdraw": Step("supervision.draft_proposal", gettext_lazy("撤回"), actions.withdraw_proposal, forms.ReasonForm, rare=True),
    "appeal": Step(
        "supervision.appeal", gettext_lazy("申诉"), actions.appeal_proposal, forms.AppealForm
    ),
    "uphold": Step(
        "supervision.decide_appeal", gettext_lazy("维持原决定"), actions.uphold_proposal, forms.SettleForm
    ),
    "revoke": Step(
        "supervision.decide_appeal", gettext_lazy("撤销原决定"), actions.revoke_proposal, forms.SettleForm
    ),
}  # fmt: skip


def _proposal(request: SignedInRequest, pk: int) -> Proposal:
    rows = Proposal.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "notice", "drafted_by", "decided_by"), pk=pk)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A proposal, its decision, the appeal and what became of it."""
    proposal = _proposal(request, pk)
    facts = [
        Fact(_("单位"), proposal.unit),
        Fact(_("种类"), proposal.get_kind_display()),
        Fact(_("状态"), proposal.get_state_display(), state=proposal.state),
        Fact(_("年度"), proposal.year),
        Fact(_("拟稿日期"), proposal.drafted_on),
        Fact(_("拟稿人"), proposal.drafted_by),
    ]
    if proposal.amount is not None:
        facts.append(Fact(_("金额(万元)"), display.wan(proposal.amount)))
    if proposal.notice is not None:
        facts.append(
            Fact(_("督办单"), str(proposal.notice), url=NOTICES.url("record", pk=proposal.notice.pk))
        )
    facts.append(Fact(_("事由"), proposal.basis, wide=True))
    if proposal.decided_by is not None:
        facts.append(Fact(_("决定人"), proposal.decided_by))
    for title, value in (
        (_("批准日期"), proposal.decided_on),
        (_("申诉截止"), proposal.appeal_until),
        (_("申诉日期"), proposal.appealed_on),
        (_("申诉决定日期"), proposal.settled_on),
    ):
        if value:
            facts.append(Fact(title, value))
    if proposal.appeal:
        facts.append(Fact(_("申诉理由"), proposal.appeal, wide=True))
    day = district.business_today()
    over = proposal.appeal_until is not None and day > proposal.appeal_until
    steps = {name: step for name, step in STEPS.items() if not (over and name == "appeal")}
    context = {
        **frame(PROPOSALS),
        "title": proposal.get_kind_display(),
        "subtitle": proposal.unit.short_name,
        "note": _("单位可以在 %s 以前申诉（含当天）。") % proposal.appeal_until.isoformat()
        if proposal.state == ProposalState.APPROVED and proposal.appeal_until and not over
        else "",
        "facts": facts,
        "acts": step_acts(PROPOSALS, proposal, steps, request.user),
        "history": timeline(proposal),
        "back": PROPOSALS.url(),
    }
    return render(request, "supervision/proposal.html", context)


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Draft a proposal, from a ranking or a notice where the address names one."""
    require(request.user, PROPOSALS.add_permission)
    notices = Notice.objects.visible_to(request.user).select_related("unit").order_by("-pk")
    asked = request.GET
    initial: dict[str, Any] = {"year": district.business_today().year, "basis": asked.get("basis", "")}
    if asked.get("unit", "").isdecimal():
        initial["unit"] = int(asked["unit"])
    if asked.get("notice", "").isdecimal():
        notice = get_object_or_404(notices, pk=int(asked["notice"]))
        initial |= {"notice": notice.pk, "unit": notice.unit_id, "year": notice.year, "basis": f"{notice}"}
    return form_view(
        request,
        forms.ProposalForm,
        lambda data: actions.draft_proposal(by=request.user, **data),
        page=FormPage(title=_("提奖惩建议"), back=PROPOSALS.url(), note=_("领导批准以后才生效。")),
        done=lambda proposal: PROPOSALS.url("record", pk=proposal.pk),
        initial=initial,
        notices=notices,
    )


@form_methods
def step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Approval, appeal, and what is decided on it."""
    return step_page(request, PROPOSALS, _proposal(request, pk), STEPS, step, "proposal")
