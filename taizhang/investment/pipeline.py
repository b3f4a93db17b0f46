"""The four batches 谋划对接 → 签约落地 → 开工建设 → 建成投用 as arithmetic: standing, conversion, time in stage, ageing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from taizhang.foundation.quantities import ratio
from taizhang.investment.states import BATCHES, ProjectState

_S = ProjectState
# 落地 lies within the signed batch.
TITLES = {
    _S.NEGOTIATING: _("谋划对接"),
    _S.SIGNED: _("签约落地"),
    _S.STARTED: _("开工建设"),
    _S.IN_USE: _("建成投用"),
}
STAGES = tuple(TITLES)
# The date with which each of them begins.
BEGINS = {
    _S.NEGOTIATING: "registered_on",
    _S.SIGNED: "signed_on",
    _S.STARTED: "started_on",
    _S.IN_USE: "in_use_on",
}
ENDS = dict(zip(STAGES, [*list(BEGINS.values())[1:], None], strict=True))
# Last days of the ages that are told apart, in days; the last age has no end.
AGE_ENDS = (30, 90, 180, 365)


class Ages(NamedTuple):
    """A stretch of days in a stage, both ends included; `most` None has no end."""

    least: int
    most: int | None


AGES = tuple(Ages(*pair) for pair in zip((0, *(end + 1 for end in AGE_ENDS)), (*AGE_ENDS, None), strict=True))


@dataclass(frozen=True, slots=True)
class Standing:
    """Projects that stand alike at the end of a day: the state by their dates, whether set aside (暂停、终止、流失), the first
    day of their batch (None: not known), how many there are, and 万元.
    """

    state: str
    aside: bool
    since: date | None
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Measured:
    """How many projects, and 万元."""

    count: int
    amount: Decimal


@dataclass(frozen=True)
class Column:
    """A batch on the board: who stands there, how long, and how many of the signed ones have landed."""

    stage: str
    standing: Measured
    landed: Measured
    ages: tuple[tuple[Ages, Measured], ...]
    undated: Measured
    median_age: Fraction | None


@dataclass(frozen=True)
class Step:
    """A batch of the funnel: who reached it, ever since; set aside or not."""

    stage: str
    reached: Measured
    from_previous: Fraction | None
    from_signing: Fraction | None
    passed: int
    median_days: Fraction | None


def batch_of_state(state: str) -> ProjectState:
    """The batch to which one of the five states by dates belongs."""
    return _S.SIGNED if state == _S.LANDED else ProjectState(state)


def days_between(first: date, last: date) -> int:
    """Days in a stage: 0 on the day itself; a first contact entered after the signing makes no negative stay."""
    return max(0, (last - first).days)


def median(days: Mapping[int, int]) -> Fraction | None:
    """The median of values with their numbers; of an even number the mean of the middle two; None of nothing."""
    total = sum(days.values())
    if not total:
        return None
    ordered = sorted(days.items())
    return Fraction(_nth(ordered, (total - 1) // 2) + _nth(ordered, total // 2), 2)


def _nth(ordered: Sequence[tuple[int, int]], place: int) -> int:
    for value, count in ordered:
        if place < count:
            return value
        place -= count
    raise IndexError(place)


def total(groups: Iterable[Standing]) -> Measured:
    """The groups together."""
    found = list(groups)
    return Measured(sum(group.count for group in found), sum((group.amount for group in found), Decimal(0)))


def board(groups: Sequence[Standing], day: date) -> list[Column]:
    """The four batches as they stand at the end of a day; who is set aside stands in none."""
    return [
        _column(
            stage, [each for each in groups if not each.aside and batch_of_state(each.state) == stage], day
        )
        for stage in STAGES
    ]


def _column(stage: str, standing: Sequence[Standing], day: date) -> Column:
    dated = [(days_between(each.since, day), each) for each in standing if each.since is not None]
    ages = tuple(
        (
            age,
            total(
                each for days, each in dated if age.least <= days and (age.most is None or days <= age.most)
            ),
        )
        for age in AGES
    )
    histogram: dict[int, int] = {}
    for days, each in dated:
        histogram[days] = histogram.get(days, 0) + each.count
    return Column(
        stage,
        total(standing),
        total(each for each in standing if each.state == _S.LANDED),
        ages,
        total(each for each in standing if each.since is None),
        median(histogram),
    )


def funnel(groups: Sequence[Standing], durations: Mapping[str, Mapping[int, int]]) -> list[Step]:
    """How many reached each batch, and which part of the batch before and of the signed ones that is.

    A project set aside later has reached what it reached. `durations` are days in the batch → projects that left it.
    """
    steps: list[Step] = []
    signed = 0
    for place, stage in enumerate(STAGES):
        reached = total(each for each in groups if STAGES.index(batch_of_state(each.state)) >= place)
        if stage == _S.SIGNED:
            signed = reached.count
        days = _clamped(durations.get(stage, {}))
        steps.append(
            Step(
                stage,
                reached,
                ratio(reached.count, steps[-1].reached.count) if steps else None,
                ratio(reached.count, signed) if place > 1 else None,
                sum(days.values()),
                median(days),
            )
        )
    return steps


def _clamped(days: Mapping[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for stay, count in days.items():
        found[max(0, stay)] = found.get(max(0, stay), 0) + count
    return found


def landed_of_signed(groups: Sequence[Standing]) -> tuple[Measured, Fraction | None]:
    """Who landed among the signed ones, and 履约率 = landed ÷ signed (rule 7)."""
    places = {state: place for place, state in enumerate(BATCHES)}
    signed = total(each for each in groups if places[ProjectState(each.state)] >= places[_S.SIGNED])
    landed = total(each for each in groups if places[ProjectState(each.state)] >= places[_S.LANDED])
    return landed, ratio(landed.count, signed.count)


def next_gate(state: str) -> ProjectState | None:
    """The stage that a project with this state by dates has to reach next; None where it is in use."""
    place = BATCHES.index(ProjectState(state))
    return BATCHES[place + 1] if place + 1 < len(BATCHES) else None
