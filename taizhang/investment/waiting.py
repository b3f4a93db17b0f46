"""What waits in the investment ledger, and for whom."""

from django.utils.translation import gettext_lazy as _

from taizhang.investment.claim_register import STAGE_CLAIMS
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
    in_list(FUND_ARRIVALS, "ruled=no", _("待认定区外资金的凭证"), permission="investment.recognise"),
)
