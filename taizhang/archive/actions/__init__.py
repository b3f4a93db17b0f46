"""Every write of the archive: copies sent and read, issues opened or corrected, old ones taken in, the index kept."""

from taizhang.archive.actions.correcting import correct_figure, correct_passage
from taizhang.archive.actions.delivering import (
    archive_issue,
    chase_readers,
    confirm_reading,
    open_delivery,
    send_issue,
)
from taizhang.archive.actions.indexing import index_issue, reindex
from taizhang.archive.actions.opening import set_openness, settle
from taizhang.archive.actions.taking_in import (
    change_intake,
    drop_intake,
    enter_issue,
    enter_undoubted,
    take_in,
    take_up_again,
)

__all__ = [
    "archive_issue",
    "change_intake",
    "chase_readers",
    "confirm_reading",
    "correct_figure",
    "correct_passage",
    "drop_intake",
    "enter_issue",
    "enter_undoubted",
    "index_issue",
    "open_delivery",
    "reindex",
    "send_issue",
    "set_openness",
    "settle",
    "take_in",
    "take_up_again",
]
