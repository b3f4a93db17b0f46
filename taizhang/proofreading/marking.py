"""A checked text cut into pieces for the screen: what is claimed or faulty stands marked where it stands. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """A stretch to mark: `key` names its entry in the list beside the text, `tone` how it is shown, `label` what it says.

    Where stretches overlap the one of the lower `rank` shows.
    """

    key: str
    start: int
    end: int
    tone: str
    label: str
    rank: int = 0


@dataclass(frozen=True)
class Piece:
    """A stretch of one paragraph under the same marks. `opens` are the marks that begin with it, so that each is named once."""

    text: str
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()

    @property
    def shown(self) -> Mark | None:
        """The mark that the eye sees: that of the lowest rank."""
        return min(self.marks, key=lambda mark: mark.rank) if self.marks else None


def paragraphs(text: str, marks: Iterable[Mark]) -> list[tuple[Piece, ...]]:
    """The lines of a text that are not blank, each cut at the ends of the marks; the pieces of a line join to the line."""
    known = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.rank))
    found, at = [], 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            bare = line.rstrip("\r\n")
            found.append(tuple(_pieces(bare, at, known)))
        at += len(line)
    return found


def _pieces(line: str, at: int, marks: list[Mark]) -> Iterator[Piece]:
    end = at + len(line)
    here = [mark for mark in marks if mark.start < end and mark.end > at]
    cuts = {at, end} | {cut for mark in here for cut in (mark.start, mark.end) if at < cut < end}
    edges = sorted(cuts)
    for left, right in pairwise(edges):
        over = tuple(mark for mark in here if mark.start < right and mark.end > left)
        yield Piece(line[left - at : right - at], over, tuple(mark for mark in over if mark.start == left))
