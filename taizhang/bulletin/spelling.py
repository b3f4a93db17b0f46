"""The words of an item as they are printed, without what the screen and the press add: for 校数, search and comparison."""

from dataclasses import dataclass

from taizhang.bulletin.models import PrintedItem
from taizhang.bulletin.sheet import SetItem, set_printed


@dataclass(frozen=True)
class Spelled:
    """An item's text as it will read, a line for its title and for every paragraph; `live` are its live figures in it."""

    text: str
    live: tuple[tuple[int, int], ...]


def spelled(item: SetItem) -> Spelled:
    """The words of an item in the order in which they are printed, the source behind the last paragraph."""
    text, live = item.title, []
    for block in item.blocks:
        text += "\n"
        for run in block.runs:
            words = run.text + run.unit
            if run.is_figure and not run.error:
                live.append((len(text), len(text) + len(words)))
            text += words
    return Spelled(text + item.closing, tuple(live))


def printed_text(printed: PrintedItem) -> str:
    """The words of an item of a signed or an old issue, figures as they were printed."""
    [item] = set_printed([printed])
    return spelled(item).text
