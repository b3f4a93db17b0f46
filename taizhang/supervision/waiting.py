"""What waits in supervision, and for whom."""

from django.utils.translation import gettext_lazy as _

from taizhang.supervision.registers import NOTICES, PROPOSALS
from taizhang.workbooks.waiting import in_list

WAITING = (
    in_list(
        NOTICES,
        "situation=overdue",
        _("逾期没有反馈的督办单"),
        permission="supervision.give_feedback",
        tone="bad",
    ),
    in_list(NOTICES, "situation=with_unit", _("待反馈的督办单"), permission="supervision.give_feedback"),
    in_list(NOTICES, "state=answered", _("待审核的督办反馈"), permission="supervision.rule_on_notice"),
    in_list(
        NOTICES,
        "situation=overdue",
        _("单位逾期没有反馈的督办单"),
        permission="supervision.withdraw_notice",
        tone="bad",
    ),
    in_list(PROPOSALS, "state=draft", _("待批准的奖惩建议"), permission="supervision.decide_proposal"),
    in_list(
        PROPOSALS, "state=appealed", _("待决定的申诉"), permission="supervision.decide_appeal", tone="warn"
    ),
)
