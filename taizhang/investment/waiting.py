"""What waits in the investment ledger, and for whom."""

from django.utils.translation import gettext_lazy as _

from taizhang.investment.registers import FUND_ARRIVALS, PROJECTS
from taizhang.workbooks.waiting import in_list

WAITING = (
    in_list(PROJECTS, "state=negotiating", _("待认定签约的项目"), permission="investment.recognise"),
    in_list(FUND_ARRIVALS, "ruled=no", _("待认定区外资金的凭证"), permission="investment.recognise"),
)
