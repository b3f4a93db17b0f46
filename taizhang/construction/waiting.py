"""What waits in the construction ledger, and for whom."""

from django.utils.translation import gettext_lazy as _

from taizhang.construction.registers import ORDERS, PROBLEMS
from taizhang.workbooks.waiting import in_list

WAITING = (
    in_list(PROBLEMS, "state=submitted", _("待复核销号的问题"), permission="construction.close_problem"),
    in_list(
        PROBLEMS,
        "situation=overdue",
        _("逾期未整改的问题"),
        permission="construction.submit_problem",
        tone="bad",
    ),
    in_list(PROBLEMS, "state=open", _("待下达整改的问题"), permission="construction.notify_problem"),
    in_list(
        PROBLEMS,
        "state=rejected",
        _("复核没通过、待重新下达的问题"),
        permission="construction.notify_problem",
        tone="warn",
    ),
    in_list(PROBLEMS, "state=notified", _("整改中的问题"), permission="construction.submit_problem"),
    in_list(ORDERS, "state=draft", _("待批准的停工令"), permission="construction.approve_order"),
    in_list(ORDERS, "state=approved", _("待送达的停工令"), permission="construction.serve_order"),
    in_list(
        ORDERS, "state=resume_requested", _("申请复工、待复查的停工令"), permission="construction.lift_order"
    ),
)
