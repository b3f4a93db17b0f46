"""What a claim may be linked to, in what sense a figure answers it, and which bounds and units of measure go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from taizhang.figures.spoken import SILENT, Spoken
from taizhang.proofreading.claim import Claim, Dimension, Modality, Reading, Relation, Threshold
from taizhang.proofreading.claim_words import Words
from taizhang.proofreading.judging import factor

LEAST = 3.0  # points: two words of the figure, or one with its surroundings and its unit
TIE = 0.3  # figures that are so close are both tried
_TO_TARGET = ("目标", "任务", "计划")


class Sense(StrEnum):
    """In what sense a figure answers a claim."""

    VALUE = "value"
    TARGET = "target"
    GROWTH = "growth"  # 同比: the value against that of the same days a year earlier
    COMPLETION = "completion"  # 完成年度目标的…%
    ATTRIBUTE = "attribute"  # the measure of the row with that name
    WHOLE = "whole"  # 全部整改到位


@dataclass(frozen=True)
class Entry:
    """A figure as far as linking needs it; `target` says that the catalogue has its target too."""

    key: str
    title: str
    unit_of_measure: str
    ledger: str
    names: tuple[str, ...] = ()
    spoken: Spoken = SILENT
    target: bool = False


@dataclass(frozen=True)
class NamedPhrase:
    """A link that a person keeps: where all of `words` stand, the figure is `key`; an empty key means none at all."""

    pk: int
    words: tuple[str, ...]
    key: str
    unit_of_measure: str = ""
    unit_id: int | None = None
    period: str = ""


@dataclass(frozen=True)
class Candidate:
    """A figure that a claim may speak of; `less` is the figure taken off (the tier above a band)."""

    key: str
    score: float
    sense: Sense = Sense.VALUE
    less: str = ""
    whole: Decimal | None = None
    phrase: NamedPhrase | None = None


class Why(StrEnum):
    """Why a claim was linked to nothing."""

    NO_FIGURE = "no_figure"
    ELSEWHERE = "elsewhere"
    NOT_COUNTED = "not_counted"
    RESTATED = "restated"
    BY_PHRASE = "by_phrase"


@dataclass(frozen=True)
class Linked:
    """The candidates of a claim, best first, all within a tie; `why` where there is none."""

    candidates: tuple[Candidate, ...] = ()
    why: Why | None = None
    phrase: NamedPhrase | None = None


def sense_of(claim: Claim, words: Words, reading: Reading) -> Sense | None:
    """In what sense a figure would answer; None where none can (a share of something, a mere difference)."""
    quantity = claim.quantity
    assert quantity is not None
    if claim.modality == Modality.TARGET:
        return Sense.TARGET
    if claim.modality == Modality.ATTRIBUTE:
        return Sense.ATTRIBUTE if claim.entity and quantity.dimension == Dimension.MONEY else None
    if claim.modality != Modality.ACTUAL:
        return None
    if claim.relation == Relation.CHANGE:
        if quantity.dimension in CHANGES:
            return Sense.GROWTH
        # 由A增加到B: the second end is what it stands at now; 减少2个 is a mere difference.
        is_end = claim.of is not None and reading.claims[claim.of].relation == Relation.LIMIT
        return Sense.VALUE if is_end or words.own.endswith(_UP_TO) else None
    if claim.relation == Relation.RATIO and quantity.dimension == Dimension.PERCENT:
        if "率" in words.subject:
            return Sense.VALUE
        return Sense.COMPLETION if one_of(_TO_TARGET, words.near) else None
    return Sense.VALUE


_UP_TO = (
    "增加到",
    "增至",
    "增加至",
    "升至",
    "提高到",
    "提高至",
    "达到",
    "上升到",
    "减少到",
    "减至",
    "降至",
    "变为",
    "变成",
)
CHANGES = (Dimension.PERCENT, Dimension.POINTS)


def thresholds_of(claim: Claim, reading: Reading) -> tuple[Threshold, ...]:
    """The claim's own bounds, or those of the things whose sum it is."""
    if claim.thresholds or claim.of is None or claim.of >= len(reading.claims):
        return claim.thresholds
    return reading.claims[claim.of].thresholds if claim.relation in (Relation.TOTAL, Relation.RATIO) else ()


def lent(claim: Claim, reading: Reading) -> tuple[Threshold, ...]:
    """The bounds of the things counted right before a sum of money (亿元以上项目24个，合同额225.7亿元), which may be theirs."""
    if claim.quantity is None or claim.quantity.dimension != Dimension.MONEY:
        return ()
    before = [
        other for other in reading.claims if other.end <= claim.start and other.sentence == claim.sentence
    ]
    if before and before[-1].quantity is not None and before[-1].quantity.dimension == Dimension.COUNT:
        return before[-1].thresholds
    return ()


def filled(spoken: Spoken, words: Words) -> float:
    """Points for the slots: every one filled, one of them at least in the clause; the others may have been said before."""
    near = [longest(slot, words.near) for slot in spoken.slots]
    if not any(near):
        return 0.0
    if not all(word or one_of(slot, words.before) for word, slot in zip(near, spoken.slots, strict=True)):
        return 0.0
    return sum(2.0 + 0.1 * len(word) if word else 0.8 for word in near)


_BODIES, _MATTERS = ("家", "户"), ("项", "起", "件", "份", "条", "例", "宗", "张")


def fits_unit(entry: Entry, printed: str) -> bool:
    """Whether a quantity in the printed unit can be that figure; firms and shops are no matters, nor these those."""
    if printed in entry.spoken.units:
        return True
    for one, other in ((_BODIES, _MATTERS), (_MATTERS, _BODIES)):
        if entry.unit_of_measure in one and printed in other:
            return False
    return printed in entry.spoken.units or factor(entry.unit_of_measure, printed) is not None


def one_of(slot: Sequence[str], text: str) -> bool:
    """Whether a word of the slot stands in a text."""
    return any(word in text for word in slot)


def longest(slot: Sequence[str], text: str) -> str:
    """The longest word of the slot that stands in a text, "" for none."""
    return max((word for word in slot if word in text), key=len, default="")


def best(scored: list[Candidate]) -> Linked:
    """The candidates within a tie of the best one."""
    if not scored:
        return Linked(why=Why.NO_FIGURE)
    scored.sort(key=lambda candidate: -candidate.score)
    return Linked(tuple(each for each in scored if each.score >= scored[0].score - TIE))
