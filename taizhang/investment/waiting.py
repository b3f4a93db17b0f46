"""What waits in the investment ledger, and for whom."""

from django.utils.translation import gettext_lazy as _

from taizhang.investment.claim_register import STAGE_CLAIMS
from taizhang.investment.lead_registers import LEADS
from taizhang.investment.link_registers import COMMITMENTS
from taizhang.investment.registers import FUND_ARRIVALS
from taizhang.workbooks.waiting import in_list

WAITING = (
    in_list(
        STAGE_CLAIMS, "state=submitted&own=no", _("待认定的阶段申报"), permission="investment.verify_claim"
    ),
    in_list(
        STAGE_CLAIMS,
        "state=returned",
        _("被退回的阶段申报"),
        permission="investment.claim_stage",
        tone="warn",
    ),
    in_list(LEADS, "standing=soon", _("将到期的首报"), permission="investment.follow_up_lead", tone="warn"),
    in_list(
        LEADS,
        "standing=expired",
        _("已过期、没有跟进的首报"),
        permission="investment.follow_up_lead",
        tone="bad",
    ),
    in_list(
        LEADS, "clash=yes", _("与别的单位撞单的首报"), permission="investment.register_lead", tone="warn"
    ),
    in_list(LEADS, "state=reoffered", _("等待承接的首报"), permission="investment.take_up_lead"),
    in_list(
        COMMITMENTS,
        "state=overdue",
        _("逾期未兑现的承诺"),
        permission="investment.settle_commitment",
        tone="bad",
    ),
    in_list(FUND_ARRIVALS, "ruled=no", _("待认定区外资金的凭证"), permission="investment.recognise"),
)
