"""Every write of supervision."""

from taizhang.supervision.actions.instructions import instruct
from taizhang.supervision.actions.notices import (
    accept_feedback,
    answer_notice,
    extend_notice,
    raise_by_rule,
    raise_notice,
    reopen_notice,
    send_back,
    undo_withdraw_notice,
    withdraw_notice,
)
from taizhang.supervision.actions.proposals import (
    appeal_proposal,
    approve_proposal,
    draft_proposal,
    reject_proposal,
    revoke_proposal,
    uphold_proposal,
    withdraw_proposal,
)
from taizhang.supervision.actions.rules import set_rules

__all__ = (
    "accept_feedback",
    "answer_notice",
    "appeal_proposal",
    "approve_proposal",
    "draft_proposal",
    "extend_notice",
    "instruct",
    "raise_by_rule",
    "raise_notice",
    "reject_proposal",
    "reopen_notice",
    "revoke_proposal",
    "send_back",
    "set_rules",
    "undo_withdraw_notice",
    "uphold_proposal",
    "withdraw_notice",
    "withdraw_proposal",
)
