"""Times two ways of doing the same work in turns, so that a busy machine slows both alike, and says the ratio."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any


class DifferentWork(AssertionError):
    """The two ways gave different results, so that their times say nothing about each other."""


@dataclass(frozen=True)
class Line:
    """One line of the table: medians in milliseconds, the most that the ratio should be, and what `raw` was."""

    work: str
    rows: int | None
    ours: float
    raw: float
    target: float | None = None
    raw_is: str = ""

    @property
    def ratio(self) -> float:
        """How many times as long ours takes."""
        return self.ours / self.raw

    @property
    def verdict(self) -> str:
        """Whether the target is met; empty for a line that has none."""
        if self.target is None:
            return ""
        return "met" if self.ratio <= self.target else "missed"

    def __str__(self) -> str:
        rows = f"{self.rows:,}" if self.rows else ""
        target = f"≤ {self.target:g}" if self.target else ""
        return (
            f"{self.work:<58} {rows:>10} {shown(self.ours):>11} {shown(self.raw):>11} {self.ratio:>7.2f}"
            f" {target:>7} {self.verdict:<7} {self.raw_is}"
        )


HEADING = (
    f"{'work':<58} {'rows':>10} {'ours ms':>11} {'raw ms':>11} {'ratio':>7} {'target':>7} {'':<7} raw is"
)


def shown(milliseconds: float) -> str:
    """Three digits that count."""
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.3g}"


def in_turns(
    ours: Callable[[], Any],
    raw: Callable[[], Any],
    *,
    turns: int,
    times: int = 1,
    before: Callable[[], None] | None = None,
    same: bool = True,
) -> tuple[float, float]:
    """Medians of ours and raw in milliseconds for one call, over `turns` turns of `times` calls each.

    One turn of each goes before and is not counted. `before` runs untimed before each. Raises DifferentWork where the
    two return different values, unless `same` is False.
    """
    taken: dict[Callable[[], Any], list[float]] = {ours: [], raw: []}
    for turn in range(turns + 1):
        results = []
        # Who goes first changes, so that neither always finds the machine warm.
        for way in (ours, raw) if turn % 2 else (raw, ours):
            if before is not None:
                before()
            gc.collect()
            start = perf_counter()
            for _time in range(times):
                result = way()
            elapsed = perf_counter() - start
            results.append(result)
            if turn:
                taken[way].append(1000 * elapsed / times)
        if same and results[0] != results[1]:
            raise DifferentWork(f"{str(results[0])[:300]} is not {str(results[1])[:300]}")
    return median(taken[ours]), median(taken[raw])
