"""Every write of the bulletin's office: items written, passed on and chosen, issues assembled, reviewed and signed."""

from taizhang.bulletin.actions.assembling import (
    change_issue,
    move_item,
    move_item_to,
    open_issue,
    place_item,
    take_out_item,
)
from taizhang.bulletin.actions.calling import (
    answer_call,
    call_for_items,
    change_call,
    close_call,
    reopen_call,
)
from taizhang.bulletin.actions.classifying import classify_items, set_topic
from taizhang.bulletin.actions.confirming import (
    ask_to_confirm,
    confirm_figures,
    dispute_figures,
    withdraw_question,
)
from taizhang.bulletin.actions.crediting import cancel_adoption, record_adoption, set_credit_rules
from taizhang.bulletin.actions.house_style import change_style_rule, write_starting_rules, write_style_rule
from taizhang.bulletin.actions.merging import merge_items, unmerge_item
from taizhang.bulletin.actions.numbering import set_run
from taizhang.bulletin.actions.proofing import (
    correct_later,
    dismiss_remark,
    pass_proofs,
    remark_on_proofs,
)
from taizhang.bulletin.actions.recipients import (
    Addressee,
    change_recipients,
    choose_recipients,
    write_recipients,
)
from taizhang.bulletin.actions.reviewing import (
    drop_issue,
    pass_first_review,
    pass_second_review,
    send_back_issue,
    send_to_first_review,
)
from taizhang.bulletin.actions.selecting import (
    keep_item,
    not_use_item,
    receive_item,
    receive_items,
    reconsider_item,
    return_item,
)
from taizhang.bulletin.actions.signing import sign_issue
from taizhang.bulletin.actions.writing import (
    StaleVersion,
    change_item,
    sign_off_item,
    submit_item,
    undo_sign_off,
    withdraw_item,
    write_item,
)

__all__ = [
    "Addressee",
    "StaleVersion",
    "answer_call",
    "ask_to_confirm",
    "call_for_items",
    "cancel_adoption",
    "change_call",
    "change_issue",
    "change_item",
    "change_recipients",
    "change_style_rule",
    "choose_recipients",
    "classify_items",
    "close_call",
    "confirm_figures",
    "correct_later",
    "dismiss_remark",
    "dispute_figures",
    "drop_issue",
    "keep_item",
    "merge_items",
    "move_item",
    "move_item_to",
    "not_use_item",
    "open_issue",
    "pass_first_review",
    "pass_proofs",
    "pass_second_review",
    "place_item",
    "receive_item",
    "receive_items",
    "reconsider_item",
    "record_adoption",
    "remark_on_proofs",
    "reopen_call",
    "return_item",
    "send_back_issue",
    "send_to_first_review",
    "set_credit_rules",
    "set_run",
    "set_topic",
    "sign_issue",
    "sign_off_item",
    "submit_item",
    "take_out_item",
    "undo_sign_off",
    "unmerge_item",
    "withdraw_item",
    "withdraw_question",
    "write_item",
    "write_recipients",
    "write_starting_rules",
    "write_style_rule",
]
