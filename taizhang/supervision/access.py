"""Who may do what in supervision: the supervisor presses, a leader instructs and decides, the unit answers and appeals."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

ANSWERING = (
    "investment_clerk",
    "town_clerk",
    "site_clerk",
    "night_market_clerk",
    "reporter",
    "section_chief",
    "unit_signer",
    "bureau_head",
)
APPEALING = ("bureau_head", "unit_signer")


def _own_feedback(user: Any, notice: Any) -> bool:
    return getattr(notice, "answered_by_id", None) == user.pk


def _own_draft(user: Any, proposal: Any) -> bool:
    return getattr(proposal, "drafted_by_id", None) == user.pk


allow("supervision.set_rules", _("制定督查考核办法"), "supervisor")
allow("supervision.raise_notice", _("下达督办单"), "supervisor")
allow("supervision.withdraw_notice", _("撤回督办单"), "supervisor", "leader")
allow("supervision.give_feedback", _("反馈督办单"), own_unit=ANSWERING)
allow(
    "supervision.rule_on_notice", _("审核督办反馈"), "supervisor", "leader", unless=_own_feedback,
    excepting=_("自己反馈的除外"),
)  # fmt: skip
allow("supervision.instruct", _("作批示"), "leader")
allow("supervision.draft_proposal", _("拟奖惩建议"), "supervisor")
allow(
    "supervision.decide_proposal", _("批准奖惩建议"), "leader", unless=_own_draft, excepting=_("自己拟的除外")
)
allow("supervision.appeal", _("对奖惩申诉"), own_unit=APPEALING)
allow("supervision.decide_appeal", _("决定申诉"), "leader", unless=_own_draft, excepting=_("自己拟的除外"))
