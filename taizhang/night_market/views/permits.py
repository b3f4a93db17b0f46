"""Pages of stall permits."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.night_market.actions import permits as actions
from taizhang.night_market.models import Pledge, StallPermit
from taizhang.night_market.registers import MERCHANTS, PERMITS, SEGMENTS
from taizhang.night_market.views.sections import Line, Section, Step, record_context, step_acts, take_step
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.records import Fact

STEPS = {
    "verify": Step(
        "night_market.verify_permit", gettext_lazy("核验"), actions.verify_permit, "permit",
        confirm=gettext_lazy("已到现场核验？"), primary=True,
    ),
    "activate": Step(
        "night_market.activate_permit", gettext_lazy("启用"), actions.activate_permit, "permit",
        confirm=gettext_lazy("启用这份资格？"), primary=True,
    ),
    "suspend": Step(
        "night_market.suspend_permit", gettext_lazy("暂停摆摊"), actions.suspend_permit, "permit", needs_reason=True
    ),
    "resume": Step(
        "night_market.suspend_permit", gettext_lazy("恢复摆摊"), actions.resume_permit, "permit",
        confirm=gettext_lazy("恢复摆摊？"), primary=True,
    ),
    "revoke": Step(
        "night_market.revoke_permit", gettext_lazy("取消资格"), actions.revoke_permit, "permit", needs_reason=True
    ),
}  # fmt: skip


def _permit(request: SignedInRequest, pk: int) -> StallPermit:
    rows = StallPermit.objects.visible_to(request.user).select_related("merchant", "segment", "unit")
    return get_object_or_404(rows, pk=pk)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One permit, with what it needs before it can be active."""
    row = _permit(request, pk)
    signed = actions.pledges_of(row.merchant)
    facts = [
        Fact(_("状态"), row.get_state_display(), state=row.state),
        Fact(_("商户"), row.merchant, url=MERCHANTS.url("record", pk=row.merchant_id)),
        Fact(_("路段"), row.segment, url=SEGMENTS.url("record", pk=row.segment_id)),
        Fact(_("属地单位"), row.unit),
        Fact(_("可摆桌数"), row.tables),
        Fact(_("可摆椅数"), row.chairs),
        Fact(_("申请日期"), row.applied_on),
        Fact(_("有效期至"), row.valid_until),
        Fact(_("路段批准"), row.segment.approval_on(business_today()).label),
        *(Fact(label, signed.get(kind) or _("未签")) for kind, label in Pledge.Kind.choices),
    ]
    spells = Section(
        _("有效时段"),
        (_("起"), _("止")),
        [Line("", (spell.since, spell.until or _("至今"))) for spell in row.spells.order_by("id")],
        _("还没有启用过。"),
    )
    context = record_context(
        PERMITS, row, title=row.merchant.name, subtitle=_("摊位资格"), facts=facts,
        acts=step_acts(STEPS, row, "night_market:permits-step", request.user), sections=[spells],
    )  # fmt: skip
    return render(request, "night_market/record.html", context)


@require_http_methods(["GET", "POST"])
def step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Take a permit one step on."""
    row = _permit(request, pk)
    title = _("摊位资格：%s") % row.merchant
    return take_step(request, STEPS, step, row, back=PERMITS.url("record", pk=pk), title=title)
