"""Finds the faults inside a text that need no ledger: parts, lists, rates, changes, repeats, names, dates and style."""

from collections.abc import Callable, Iterator, Sequence

from taizhang.proofreading.claim import Problem, Reading
from taizhang.proofreading.inside import (
    averages,
    bases,
    changes,
    dates,
    durations,
    earlier,
    enumerations,
    headlines,
    lists,
    names,
    namesakes,
    parts,
    proportions,
    rates,
    remainders,
    repeats,
    respectively,
    sequences,
    splits,
    tiers,
    writing,
)
from taizhang.proofreading.inside.page import EarlierClaim, Page
from taizhang.proofreading.names import Names

__all__ = ["EarlierClaim", "problems"]

_CHECKS: tuple[Callable[[Page], Iterator[Problem]], ...] = (
    lists.find,
    sequences.find,
    enumerations.find,
    parts.find,
    splits.find,
    remainders.find,
    tiers.find,
    respectively.find,
    rates.find,
    proportions.find,
    averages.find,
    bases.find,
    changes.find,
    repeats.find,
    headlines.find,
    earlier.find,
    names.find,
    namesakes.find,
    dates.find,
    durations.find,
    writing.find,
)


def problems(
    reading: Reading, names: Names | None = None, earlier: Sequence[EarlierClaim] = ()
) -> list[Problem]:
    """The faults inside a text, in the order in which they stand; offsets are those of `reading.text`.

    `names` are the units and posts that exist, `earlier` the figures of earlier issues of the year. A problem is `sure`
    where no admissible reading makes the text right, else it is a warning.
    """
    page = Page(reading, names or Names(), tuple(earlier))
    kept: list[Problem] = []
    for problem in (problem for check in _CHECKS for problem in check(page)):
        beside = [one for one in kept if _tells_the_same(one, problem)]
        if beside and (beside[0].sure or not problem.sure):
            continue
        kept = [one for one in kept if one not in beside] + [problem]
    return sorted(kept, key=lambda problem: (problem.start, problem.end, problem.kind))


def _tells_the_same(one: Problem, other: Problem) -> bool:
    """Whether two problems of one kind stand at one place: the fault is told once, by the check that came first."""
    return one.kind == other.kind and one.start < other.end and other.start < one.end
