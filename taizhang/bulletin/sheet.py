"""An item as it reads on the paper: paragraphs of text and figures, live from the ledgers or kept by a signed issue."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from taizhang.bulletin.live_figures import Evaluation, Figure, Token, parse
from taizhang.bulletin.models import Issue, Item, PrintedItem
from taizhang.bulletin.prose import paragraphs
from taizhang.bulletin.typesetting.document import Level, printed_source
from taizhang.figures.forms import address


@dataclass(frozen=True)
class SetRun:
    """A stretch of text, or a figure (`is_figure`) with the way to its rows.

    A live figure has `key` and `query` (of the figure's own page) or `error`; a kept one has `n`, its place in the
    issue, and `now`, today's number, where the ledgers have moved away from it.
    """

    text: str
    unit: str = ""
    key: str = ""
    query: str = ""
    error: str = ""
    n: int = 0
    now: str = ""

    @property
    def is_figure(self) -> bool:
        """Whether it came from the ledgers."""
        return bool(self.key or self.n or self.error)


@dataclass(frozen=True)
class SetBlock:
    """One paragraph."""

    level: Level
    runs: tuple[SetRun, ...]


@dataclass(frozen=True)
class SetItem:
    """One item, ready for the screen and for the press; `pk` is the item's."""

    pk: int | None
    title: str
    source: str
    blocks: tuple[SetBlock, ...]

    @property
    def closing(self) -> str:
        """The source as it closes the text, in brackets."""
        return printed_source(self.source)

    @property
    def errors(self) -> list[str]:
        """The sentences about figures that cannot be printed."""
        return [run.error for block in self.blocks for run in block.runs if run.error]

    @property
    def figures(self) -> list[SetRun]:
        """The figures in their order."""
        return [run for block in self.blocks for run in block.runs if run.is_figure]


def set_text(title: str, body: str, source: str, evaluation: Evaluation, pk: int | None = None) -> SetItem:
    """A text with its live figures worked out."""
    blocks = tuple(
        SetBlock(
            level,
            tuple(
                _live(evaluation.figure(piece)) if isinstance(piece, Token) else SetRun(piece)
                for piece in parse(text)
            ),
        )
        for level, text in paragraphs(body)
    )
    return SetItem(pk, title, source, blocks)


def set_live(items: Iterable[Item], evaluation: Evaluation) -> list[SetItem]:
    """Items with their live figures worked out, each distinct figure once."""
    return [set_text(item.title, item.body, item.source, evaluation, item.pk) for item in items]


def _live(figure: Figure) -> SetRun:
    if figure.error or figure.indicator is None:
        return SetRun(figure.token.text, error=figure.error)
    query = address(figure.scope) if figure.scope else ""
    return SetRun(figure.number, figure.unit, figure.indicator.key, query)


def set_printed(printed: Iterable[PrintedItem]) -> list[SetItem]:
    """Items as a signed issue keeps them; reads nothing but what was kept."""
    return [
        SetItem(
            each.item_id,
            each.title,
            each.source,
            tuple(
                SetBlock(Level(paragraph["level"]), tuple(_kept(run) for run in paragraph["runs"]))
                for paragraph in each.paragraphs
            ),
        )
        for each in printed
    ]


def _kept(run: str | dict[str, Any]) -> SetRun:
    return SetRun(run) if isinstance(run, str) else SetRun(run["number"], run["unit"], n=run["n"])


def mark_moved(items: Iterable[SetItem], now: Mapping[int, str]) -> list[SetItem]:
    """The items with today's number beside every figure that has moved; `now` is n → words."""
    return [
        replace(
            item,
            blocks=tuple(
                replace(block, runs=tuple(replace(run, now=now.get(run.n, "")) for run in block.runs))
                for block in item.blocks
            ),
        )
        for item in items
    ]


def set_issue(issue: Issue, evaluation: Evaluation | None = None) -> list[SetItem]:
    """The items of an issue: as kept where it is signed, else live (`evaluation` is then needed)."""
    if issue.is_frozen:
        return set_printed(issue.printed_items.all())
    if evaluation is None:
        raise ValueError("an unsigned issue is set with an evaluation")
    placements = issue.placements.select_related("item")
    return set_live((placement.item for placement in placements), evaluation)
