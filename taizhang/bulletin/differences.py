"""What differs between two versions of a Chinese text: by sentence first, then by character, figures whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_SENTENCE = re.compile(r"[^。！？；\n]+(?:[。！？；]+[”’）」』]*)?|[。！？；]+|\n")
# A live figure and a number are one thing each: 75 became 76, not 5 became 6.
_ATOM = re.compile(r"\[\[.*?\]\]|〔[^〕]*〕|\d+(?:,\d{3})*(?:\.\d+)?|.", re.DOTALL)
# Two sentences are as alike whatever their figures are.
_NUMBER = re.compile(r"\[\[.*?\]\]|〔[^〕]*〕|\d+(?:,\d{3})*(?:\.\d+)?")
_ALIKE = 0.35  # of shared pairs of characters, from which two sentences are one sentence that was rewritten
_CELLS = 40_000  # of the table of likenesses; larger blocks are shown as taken out and put in


class Kind(StrEnum):
    """What happened to a stretch of text."""

    SAME = "same"
    INSERTED = "ins"
    DELETED = "del"


@dataclass(frozen=True)
class Piece:
    """A stretch of text that stayed, came in or went out; never empty, never over the end of a line."""

    kind: Kind
    text: str


Pair = tuple[str | None, str | None]


def sentences(text: str) -> list[str]:
    """The sentences of a text with their marks, every line break by itself; joined they are the text again."""
    return _SENTENCE.findall(text)


def _couples(text: str) -> frozenset[str]:
    bare = _NUMBER.sub("#", "".join(text.split()))
    return frozenset(bare[at : at + 2] for at in range(max(len(bare) - 1, 1))) if bare else frozenset()


def likeness(one: str, other: str) -> float:
    """How alike two sentences are, 0 to 1: Dice's coefficient over their pairs of characters."""
    first, second = _couples(one), _couples(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def aligned(old: str, new: str) -> list[Pair]:
    """The sentences of two texts side by side, in order: (was, is), None where one side has no such sentence."""
    before, after = sentences(old), sentences(new)
    pairs: list[Pair] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += zip(before[i1:i2], after[j1:j2], strict=True)
        else:
            pairs += _rewritten(before[i1:i2], after[j1:j2])
    return pairs


def _rewritten(before: Sequence[str], after: Sequence[str]) -> list[Pair]:
    """Two blocks between sentences that stayed: the pairs that are alike, in the order that makes the most of them."""
    rows, columns = len(before), len(after)
    if not rows or not columns or rows * columns > _CELLS:
        return [*((each, None) for each in before), *((None, each) for each in after)]
    alike = [
        [share if (share := likeness(one, other)) >= _ALIKE else 0.0 for other in after] for one in before
    ]
    best = [[0.0] * (columns + 1) for _row in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            together = alike[i][j] + best[i + 1][j + 1] if alike[i][j] else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    pairs: list[Pair] = []
    i = j = 0
    while i < rows or j < columns:
        if i < rows and j < columns and alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((before[i], after[j]))
            i, j = i + 1, j + 1
        elif i < rows and (j == columns or best[i][j] == best[i + 1][j]):
            pairs.append((before[i], None))
            i += 1
        else:
            pairs.append((None, after[j]))
            j += 1
    return pairs


def differences(old: str, new: str) -> list[list[Piece]]:
    """The two versions in one text, line by line; taking the inserted pieces out gives the old, the deleted the new."""
    lines: list[list[Piece]] = [[]]
    for kind, text in _joined(_pieces(old, new)):
        for place, part in enumerate(text.split("\n")):
            if place:
                if kind is not Kind.SAME:
                    lines[-1].append(Piece(kind, "↵"))
                if kind is not Kind.DELETED:
                    lines.append([])
            if part:
                lines[-1].append(Piece(kind, part))
    return [line for line in lines if line]


def _pieces(old: str, new: str) -> Iterator[tuple[Kind, str]]:
    for was, now in aligned(old, new):
        if was == now:
            yield Kind.SAME, now or ""
        elif was is None:
            yield Kind.INSERTED, now or ""
        elif now is None:
            yield Kind.DELETED, was
        else:
            yield from _within(_ATOM.findall(was), _ATOM.findall(now))


def _within(was: list[str], now: list[str]) -> Iterator[tuple[Kind, str]]:
    """A rewritten sentence, atom by atom."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Kind.SAME, "".join(was[i1:i2])
            continue
        if i2 > i1:
            yield Kind.DELETED, "".join(was[i1:i2])
        if j2 > j1:
            yield Kind.INSERTED, "".join(now[j1:j2])


def _joined(pieces: Iterator[tuple[Kind, str]]) -> Iterator[tuple[Kind, str]]:
    """Neighbours of one kind as one; what went out stands before what came in."""
    gone, come, stayed = "", "", ""
    for kind, text in pieces:
        if kind is Kind.SAME:
            if gone or come:
                yield from _both(gone, come)
                gone = come = ""
            stayed += text
            continue
        if stayed:
            yield Kind.SAME, stayed
            stayed = ""
        if kind is Kind.DELETED:
            gone += text
        else:
            come += text
    if stayed:
        yield Kind.SAME, stayed
    yield from _both(gone, come)


def _both(gone: str, come: str) -> Iterator[tuple[Kind, str]]:
    if gone:
        yield Kind.DELETED, gone
    if come:
        yield Kind.INSERTED, come
