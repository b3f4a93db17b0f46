"""The words of the bulletin that rules depend on: the states of items and issues, and the ways between them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Transition, Workflow

# The posts of the office that makes the bulletin: they see every item and every issue, whatever its state.
OFFICE = frozenset(
    {"administrator", "operator", "editor", "proofreader", "office_chief", "issuer", "archivist"}
)
# The posts that write for their own unit, the office's editors among them.
WRITING = ("reporter", "unit_signer", "editor", "office_chief")


class ItemState(TextChoices):
    """Where an item stands between the unit that writes it and the issue that prints it."""

    DRAFT = "draft", _("草稿")
    SIGNED_OFF = "signed_off", _("已审签")
    SUBMITTED = "submitted", _("已报送")
    RECEIVED = "received", _("已收稿")
    RETURNED = "returned", _("退回补充")
    KEPT = "kept", _("留用")
    NOT_USED = "not_used", _("不采用")
    TO_CONFIRM = "to_confirm", _("待回核")
    CONFIRMED = "confirmed", _("已回核")
    PLACED = "placed", _("已排入")
    USED = "used", _("已采用")
    MERGED = "merged", _("已合并")


_I = ItemState
WITH_THE_UNIT = (_I.DRAFT, _I.RETURNED)  # the unit writes
WITH_THE_OFFICE = (_I.RECEIVED, _I.KEPT, _I.CONFIRMED, _I.PLACED)  # the office edits
PLACEABLE = (_I.RECEIVED, _I.KEPT, _I.CONFIRMED)

ITEM = Workflow(
    "bulletin.item",
    _("稿件"),
    ItemState,
    _I.DRAFT,
    [
        Transition("sign_off", _("审签"), WITH_THE_UNIT, _I.SIGNED_OFF),
        Transition("undo_sign_off", _("撤回审签"), (_I.SIGNED_OFF,), _I.DRAFT, needs_reason=True),
        Transition("submit", _("报送"), (_I.SIGNED_OFF,), _I.SUBMITTED),
        Transition("withdraw", _("撤稿"), (_I.SUBMITTED,), _I.DRAFT, needs_reason=True),
        Transition("receive", _("收稿"), (_I.SUBMITTED,), _I.RECEIVED),
        Transition(
            "return_item",
            _("退回补充"),
            (_I.SUBMITTED, _I.RECEIVED, _I.KEPT, _I.CONFIRMED),
            _I.RETURNED,
            needs_reason=True,
        ),
        Transition("keep", _("留用"), (_I.RECEIVED,), _I.KEPT),
        Transition("not_use", _("不采用"), PLACEABLE, _I.NOT_USED, needs_reason=True),
        Transition("reconsider", _("改为可用"), (_I.NOT_USED,), _I.RECEIVED, needs_reason=True),
        Transition("ask_to_confirm", _("请单位回核"), PLACEABLE, _I.TO_CONFIRM),
        Transition("confirm", _("回核无误"), (_I.TO_CONFIRM,), _I.CONFIRMED),
        Transition("dispute", _("回核有异议"), (_I.TO_CONFIRM,), _I.RECEIVED, needs_reason=True),
        Transition("withdraw_question", _("撤回回核"), (_I.TO_CONFIRM,), _I.RECEIVED),
        Transition("merge", _("合并"), PLACEABLE, _I.MERGED),
        Transition("unmerge", _("拆出"), (_I.MERGED,), _I.RECEIVED, needs_reason=True),
        Transition("place", _("排入"), PLACEABLE, _I.PLACED),
        Transition("take_out", _("撤下"), (_I.PLACED,), _I.RECEIVED),
        Transition("use", _("采用"), (_I.PLACED,), _I.USED),
    ],
)


class IssueState(TextChoices):
    """Where an issue stands; from the signing on its text, number and figures are fixed."""

    ASSEMBLING = "assembling", _("编排中")
    FIRST_REVIEW = "first_review", _("初审中")
    SECOND_REVIEW = "second_review", _("二审中")
    TO_SIGN = "to_sign", _("待签发")
    FROZEN = "frozen", _("已签发")
    PROOFED = "proofed", _("清样已校")
    SENT = "sent", _("已印发")
    ARCHIVED = "archived", _("已归档")
    DROPPED = "dropped", _("已撤销")


_S = IssueState
OPEN_TO_EDITING = (_S.ASSEMBLING, _S.FIRST_REVIEW, _S.SECOND_REVIEW)
UNSIGNED = (*OPEN_TO_EDITING, _S.TO_SIGN)
FROZEN_STATES = (_S.FROZEN, _S.PROOFED, _S.SENT, _S.ARCHIVED)

ISSUE = Workflow(
    "bulletin.issue",
    _("期刊"),
    IssueState,
    _S.ASSEMBLING,
    [
        Transition("send_to_first_review", _("送初审"), (_S.ASSEMBLING,), _S.FIRST_REVIEW),
        Transition("pass_first_review", _("初审通过"), (_S.FIRST_REVIEW,), _S.SECOND_REVIEW),
        Transition("pass_second_review", _("二审通过"), (_S.SECOND_REVIEW,), _S.TO_SIGN),
        Transition(
            "send_back",
            _("退回编排"),
            (_S.FIRST_REVIEW, _S.SECOND_REVIEW, _S.TO_SIGN),
            _S.ASSEMBLING,
            needs_reason=True,
        ),
        Transition("sign", _("签发"), (_S.TO_SIGN,), _S.FROZEN),
        Transition("pass_proofs", _("校毕清样"), (_S.FROZEN,), _S.PROOFED),
        Transition("send", _("印发"), (_S.PROOFED,), _S.SENT),
        Transition("archive", _("归档"), (_S.SENT,), _S.ARCHIVED),
        Transition("drop", _("撤销本期"), (_S.ASSEMBLING,), _S.DROPPED, needs_reason=True),
    ],
)


class ProofRemarkState(TextChoices):
    """What became of something found wrong in the proofs of a signed issue."""

    OPEN = "open", _("待处理")
    TO_CORRECT = "to_correct", _("拟更正")
    DISMISSED = "dismissed", _("不更正")


_R = ProofRemarkState
PROOF_REMARK = Workflow(
    "bulletin.proof_remark",
    _("清样问题"),
    ProofRemarkState,
    _R.OPEN,
    [
        Transition("correct_later", _("在以后的一期更正"), (_R.OPEN,), _R.TO_CORRECT),
        Transition("dismiss", _("不更正"), (_R.OPEN,), _R.DISMISSED, needs_reason=True),
    ],
)


class CallState(TextChoices):
    """Where a call for items stands."""

    OPEN = "open", _("征稿中")
    CLOSED = "closed", _("已结束")


CALL = Workflow(
    "bulletin.call",
    _("约稿"),
    CallState,
    CallState.OPEN,
    [
        Transition("close", _("结束约稿"), (CallState.OPEN,), CallState.CLOSED),
        Transition("reopen", _("重新征稿"), (CallState.CLOSED,), CallState.OPEN, needs_reason=True),
    ],
)
