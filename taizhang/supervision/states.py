"""The words of supervision that rules depend on: notices and proposals with their transitions, formulas, kinds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Transition, Workflow


class NoticeState(TextChoices):
    """A notice (督办单) is closed only when its feedback was accepted; overdue is worked out from dates."""

    OPEN = "open", _("办理中")
    ANSWERED = "answered", _("待审核")
    RETURNED = "returned", _("退回重办")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")


_N = NoticeState
WITH_THE_UNIT = (_N.OPEN, _N.RETURNED)
UNSETTLED = (_N.OPEN, _N.RETURNED, _N.ANSWERED)

NOTICE = Workflow(
    "supervision.notice",
    _("督办单"),
    NoticeState,
    _N.OPEN,
    [
        Transition("answer", _("反馈"), WITH_THE_UNIT, _N.ANSWERED),
        Transition("accept", _("办结"), (_N.ANSWERED,), _N.CLOSED),
        Transition("send_back", _("退回重办"), (_N.ANSWERED,), _N.RETURNED, needs_reason=True),
        Transition("withdraw", _("撤回"), UNSETTLED, _N.WITHDRAWN, needs_reason=True),
        Transition("reopen", _("撤销办结"), (_N.CLOSED,), _N.RETURNED, needs_reason=True),
        Transition("undo_withdraw", _("恢复督办"), (_N.WITHDRAWN,), _N.OPEN, needs_reason=True),
    ],
)


class NoticeOrigin(TextChoices):
    """Why a notice was raised."""

    RULE = "rule", _("亮红灯")
    HAND = "hand", _("督查")
    INSTRUCTION = "instruction", _("领导批示")


class ProposalState(TextChoices):
    """A proposal of reward or penalty; only an approved one holds, and until its appeal is decided it still does."""

    DRAFT = "draft", _("待批准")
    APPROVED = "approved", _("已批准")
    REJECTED = "rejected", _("未批准")
    APPEALED = "appealed", _("申诉中")
    UPHELD = "upheld", _("维持")
    REVOKED = "revoked", _("已撤销")
    WITHDRAWN = "withdrawn", _("已撤回")


_P = ProposalState
DECIDED = (_P.APPROVED, _P.APPEALED, _P.UPHELD, _P.REVOKED)

PROPOSAL = Workflow(
    "supervision.proposal",
    _("奖惩建议"),
    ProposalState,
    _P.DRAFT,
    [
        Transition("approve", _("批准"), (_P.DRAFT,), _P.APPROVED),
        Transition("reject", _("不予批准"), (_P.DRAFT,), _P.REJECTED, needs_reason=True),
        Transition("withdraw", _("撤回"), (_P.DRAFT,), _P.WITHDRAWN, needs_reason=True),
        Transition("appeal", _("申诉"), (_P.APPROVED,), _P.APPEALED),
        Transition("uphold", _("维持原决定"), (_P.APPEALED,), _P.UPHELD, needs_reason=True),
        Transition("revoke", _("撤销原决定"), (_P.APPEALED,), _P.REVOKED, needs_reason=True),
    ],
)


class ProposalKind(TextChoices):
    """What is proposed for a unit."""

    COMMENDATION = "commendation", _("表扬")
    BONUS = "bonus", _("奖金")
    CRITICISM = "criticism", _("通报批评")
    TALK = "talk", _("约谈")


class Formula(TextChoices):
    """How completion becomes a score (rule 10 of the investment rules)."""

    CAPPED = "capped", _("完成率计分")
    EFFICACY = "efficacy", _("功效系数")
