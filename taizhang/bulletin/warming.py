"""Readies the press of a server that has just started, so that the first editor does not wait for its fonts."""

import threading
from datetime import date

from taizhang.bulletin import printing
from taizhang.bulletin.typesetting.document import Figure, IssueDocument, ItemBlock, Level, Paragraph
from taizhang.foundation.refusals import Refused

AFTER = 2.0  # seconds: the pages that are asked for first come first

# Every hand of the layout with letters, digits and marks: each of its fonts is read once for them.
_SPECIMEN = IssueDocument(
    masthead="样张",
    number=None,
    year=2020,
    publisher="样张",
    issued_on=date(2020, 1, 1),
    items=(
        ItemBlock(
            "样张",
            (
                Paragraph(("一、样张",), Level.FIRST),
                Paragraph(("（一）样张ABC",), Level.SECOND),
                Paragraph(("“样张”共", Figure("12", "个"), "，其中abc占3.4%。")),
            ),
            "样张",
        ),
    ),
    sent_to="样张",
    editors=("样张",),
)


def warm() -> None:
    """Set a specimen for the screen: 1 to 2 s of work once in a process, and no query; a missing font is left to be told
    to whoever prints.
    """
    try:
        printing.pages_of(_SPECIMEN)
    except Refused:
        return


def warm_later() -> threading.Timer:
    """Start `warm` beside the server, a moment after it is ready; a server that stops does not wait for it."""
    timer = threading.Timer(AFTER, warm)
    timer.name, timer.daemon = "warm the press", True
    timer.start()
    return timer
