"""How far a target is met: completion, the gap to the calendar, lights, scores, ranks, in exact fractions."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeVar

from taizhang.foundation.quantities import ratio
from taizhang.targets.states import Light

Key = TypeVar("Key", bound=Hashable)
Number = int | Decimal | Fraction


@dataclass(frozen=True)
class LightRules:
    """Thresholds in percentage points behind the calendar; both ends of the yellow stretch are yellow."""

    yellow_from: Fraction = Fraction(10)
    red_above: Fraction = Fraction(30)


def completion(actual: Number, target: Number | None) -> Fraction | None:
    """actual ÷ target, exact; None without a target. The district has its own target (rule 9)."""
    return None if target is None else ratio(actual, target)


def gap_points(done: Fraction, elapsed_months: Number, months: int = 12) -> Fraction:
    """时序进度: completion minus the elapsed part of the year, in percentage points (rule 8)."""
    return (done - Fraction(elapsed_months) / months) * 100


def light(
    done: Fraction | None,
    elapsed_months: Number,
    *,
    missed_start: bool = False,
    rules: LightRules = LightRules(),
) -> Light | None:
    """The light of a unit (rule 9): None without a target; a missed start month is at least yellow."""
    if done is None:
        return None
    behind = -gap_points(done, elapsed_months)
    if behind > rules.red_above:
        return Light.RED
    if behind >= rules.yellow_from or missed_start:
        return Light.YELLOW
    return Light.GREEN_LAGGING if behind > 0 else Light.GREEN


def over_assignment(unit_targets: Iterable[Number], district_target: Number) -> Fraction | None:
    """The units' targets together ÷ the district's own: usually above 1, shown but never a denominator."""
    return ratio(sum((Fraction(target) for target in unit_targets), Fraction(0)), district_target)


def capped_score(done: Fraction, points: Number, cap: Number = 1) -> Fraction:
    """Score (a): the ratio, at most `cap` and at least 0, times the points of the item (rule 10)."""
    return min(max(done, Fraction(0)), Fraction(cap)) * Fraction(points)


def efficacy_score(value: Number, lowest: Number, highest: Number, points: Number = 100) -> Fraction:
    """Score (b), 功效系数: 60% and 40% × (x − min) ÷ (max − min) of the points; full where max = min (rule
    10).

    Raises ValueError for a value outside the stretch that it is compared with.
    """
    x, low, high = Fraction(value), Fraction(lowest), Fraction(highest)
    if not low <= x <= high:
        raise ValueError("the value lies outside the compared values")
    share = Fraction(1) if low == high else (x - low) / (high - low)
    return (Fraction(60, 100) + Fraction(40, 100) * share) * Fraction(points)


class Ranked(NamedTuple):
    """A unit, its score and its place; units of one score share the place, and the next place is skipped."""

    unit: Hashable
    score: Fraction | None
    place: int | None


def rank(scores: Mapping[Key, Fraction | None]) -> list[Ranked]:
    """Units from best to worst; those without a target (None) come last, with no place."""
    scored = sorted(
        ((unit, score) for unit, score in scores.items() if score is not None),
        key=lambda pair: pair[1],
        reverse=True,
    )
    ranked: list[Ranked] = []
    for number, (unit, score) in enumerate(scored, start=1):
        tied = ranked and ranked[-1].score == score
        ranked.append(Ranked(unit, score, ranked[-1].place if tied else number))
    return ranked + [Ranked(unit, None, None) for unit, score in scores.items() if score is None]
