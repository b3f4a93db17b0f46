"""Sets each quantity beside the words that it stands among: its clause, what comes before it and what follows."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taizhang.proofreading.claim import Quantity, Threshold
from taizhang.proofreading.reading.clauses import Layout


@dataclass(frozen=True)
class Mark:
    """A quantity at its place in the normalised text."""

    start: int
    end: int
    quantity: Quantity


@dataclass(frozen=True)
class Bound:
    """A threshold at its place in the normalised text."""

    start: int
    end: int
    threshold: Threshold


@dataclass(frozen=True)
class Scene:
    """A quantity among its words. `before` runs from the clause's start or the quantity before, `after` to the clause's end or the
    quantity behind; times, thresholds and brackets are left out of both. `rest` is all that follows in the clause.
    """

    mark: Mark
    clause: tuple[int, int]
    sentence: tuple[int, int]
    before: str
    after: str
    rest: str
    whole_before: str
    thresholds: tuple[Threshold, ...] = ()
    brackets: tuple[int, int] | None = None
    first: bool = True  # whether no other quantity of the clause stands before it


def scenes(
    layout: Layout, marks: Sequence[Mark], bounds: Iterable[Bound], silent: Iterable[tuple[int, int]]
) -> list[Scene]:
    """The scenes of all quantities in their order; `silent` are the places of times, which name nothing."""
    by_place = sorted(bounds, key=lambda bound: bound.start)
    skipped = sorted([*silent, *((bound.start, bound.end) for bound in by_place)])
    found: list[Scene] = []
    for number, mark in enumerate(marks):
        clause = layout.clause(mark.start)
        before = marks[number - 1] if number else None
        behind = marks[number + 1] if number + 1 < len(marks) else None
        first = before is None or before.end <= clause[0] or not _same_level(layout, before, mark)
        start = clause[0] if first or before is None else before.end
        end = clause[1] if behind is None or behind.start >= clause[1] else behind.start
        found.append(
            Scene(
                mark,
                clause,
                layout.sentence(mark.start),
                _words(layout, start, mark.start, skipped),
                _words(layout, mark.end, end, skipped),
                _words(layout, mark.end, clause[1], skipped),
                _words(layout, clause[0], mark.start, skipped),
                tuple(
                    bound.threshold
                    for bound in _between(by_place, start, end)
                    if _counts_in(layout, bound, mark, start, end, behind)
                ),
                layout.in_brackets(mark.start),
                first,
            )
        )
    return found


def _between(by_place: Sequence[Bound], start: int, end: int) -> Sequence[Bound]:
    first = bisect_left(by_place, start, key=lambda bound: bound.start)
    return by_place[first : bisect_left(by_place, end, first, key=lambda bound: bound.start)]


def _same_level(layout: Layout, one: Mark, other: Mark) -> bool:
    """Whether two quantities of one clause stand in the same brackets or both in none."""
    return layout.in_brackets(one.start) == layout.in_brackets(other.start)


def _counts_in(layout: Layout, bound: Bound, mark: Mark, start: int, end: int, behind: Mark | None) -> bool:
    """亿元以上项目23个, 23个亿元以上项目: a bound belongs to the quantity that it leads to, or else follows at once."""
    if start <= bound.start < mark.start:
        between = layout.norm[start : bound.start]
        return not (start and between == "" and layout.clause(mark.start)[0] != start)
    if mark.end <= bound.start < end:
        if layout.in_brackets(bound.start) != layout.in_brackets(mark.start):
            return False  # 12个（10亿元以上3个）
        lead = layout.norm[mark.end : bound.start]
        return len(lead) <= 3 and "、" not in lead
    return False


def _words(layout: Layout, start: int, end: int, skipped: Sequence[tuple[int, int]]) -> str:
    pieces: list[str] = []
    for number in range(bisect_left(skipped, (start, start)), len(skipped)):
        first, last = skipped[number]
        if first >= end:
            break
        if last <= start or first < start:
            continue
        pieces.append(layout.without_brackets(start, first))
        start = min(last, end)
    pieces.append(layout.without_brackets(start, end))
    return "".join(pieces).replace("\n", "")
