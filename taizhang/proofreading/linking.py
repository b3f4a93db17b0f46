"""Which figure of the catalogue a claim speaks of: by what is counted, its unit of measure, its bounds and what stands around.

Precision goes before recall: a word that narrows what is counted, and that the figure does not know, rules the figure
out, and a figure is taken only from LEAST points on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from taizhang.figures.spoken import SILENT, Spoken
from taizhang.proofreading.claim import Claim, Dimension, Modality, Reading, Relation, Threshold
from taizhang.proofreading.claim_words import Words, label_of, segment, squeeze, unexplained, words_of
from taizhang.proofreading.judging import factor

LEAST = 3.0  # points: two words of the figure, or one with its surroundings and its unit
TIE = 0.3  # figures that are so close are both tried
_SHORT = 4  # a name of fewer characters is no evidence by itself

_OTHER_PLACES = ("全国", "全省", "我省", "省级", "全市", "我市", "市级", "全县", "我县", "全区", "我区")
_OWN_PLACES = {"区": ("全区", "我区"), "市": ("全市", "我市", "市级"), "县": ("全县", "我县"), "旗": ()}
# 位居全市前列 compares with other places, and is not about them.
_PLACE = re.compile(f"(?:{'|'.join(_OTHER_PLACES)})(?!前|第|排|首|各|率先|平均|之|同|领先)")
_TOWN = re.compile("[\u4e00-\u9fff](?<![各乡村全本我该每小城集])(?:镇|街道|乡)(?![企村镇])")
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


@dataclass(frozen=True)
class Vocabulary:
    """All that claims are linked by; `units` are the names of the district's units."""

    entries: tuple[Entry, ...]
    phrases: tuple[NamedPhrase, ...] = ()
    district: str = ""
    units: frozenset[str] = frozenset()

    def link(self, reading: Reading, place: int) -> Linked:
        """The figures that the claim at a place may speak of."""
        claim, words = reading.claims[place], words_of(reading, place)
        if claim.implied:
            return self._whole(claim, words)
        if claim.quantity is None:
            return Linked(why=Why.NO_FIGURE)
        if (kept := self._kept(claim, words)) is not None:
            return kept
        if claim.relation == Relation.LIMIT:
            return Linked(why=Why.RESTATED)
        if self._elsewhere(words):
            return Linked(why=Why.ELSEWHERE)
        sense = sense_of(claim, words)
        if sense is None:
            return Linked(why=Why.NOT_COUNTED)
        scored = [
            Candidate(entry.key, score, sense, less)
            for entry in self.entries
            for score, less in [self._score(entry, claim, words, sense, reading)]
            if score >= LEAST
        ]
        return _best(scored)

    def _whole(self, claim: Claim, words: Words) -> Linked:
        """What decides a statement about all of them."""
        said = squeeze(claim.text)
        found = []
        for entry in self.entries if claim.implied == "universal" else ():
            spoken = entry.spoken
            if spoken.about and not _one_of(spoken.about, words.sentence + words.around):
                continue
            for whole in spoken.whole:
                if all(_one_of(slot, said) for slot in whole.slots):
                    found.append(Candidate(entry.key, 2.0 * len(whole.slots), Sense.WHOLE, whole=whole.value))
        return _best(found)

    def _kept(self, claim: Claim, words: Words) -> Linked | None:
        """What a named phrase says; the longest one counts."""
        assert claim.quantity is not None
        fitting = [
            phrase
            for phrase in self.phrases
            if all(word in words.near for word in phrase.words)
            and (not phrase.unit_of_measure or phrase.unit_of_measure == claim.quantity.unit)
        ]
        if not fitting:
            return None
        phrase = max(fitting, key=lambda each: (sum(map(len, each.words)), each.pk))
        if not phrase.key:
            return Linked(why=Why.BY_PHRASE, phrase=phrase)
        entry = next((entry for entry in self.entries if entry.key == phrase.key), None)
        sense = Sense.VALUE
        if claim.modality == Modality.TARGET and entry is not None and entry.target:
            sense = Sense.TARGET
        elif claim.relation == Relation.CHANGE and claim.quantity.dimension in _CHANGES:
            sense = Sense.GROWTH
        return Linked((Candidate(phrase.key, 100.0, sense, phrase=phrase),), phrase=phrase)

    def _elsewhere(self, words: Words) -> bool:
        """Whether the claim is about another place than the district: 全市, 全省 of a 区."""
        own = _OWN_PLACES.get(self.district[-1:], ("全区", "我区"))
        named = [found[0] for found in _PLACE.finditer(words.before + words.near)]
        if named and named[-1] not in own and not any(place in words.near for place in own):
            return True
        told = segment(words)
        ends = [found.end() for found in _TOWN.finditer(told)] if self.units else []
        return bool(ends) and not any(told[: ends[-1]].endswith(unit) for unit in self.units)

    def _score(
        self, entry: Entry, claim: Claim, words: Words, sense: Sense, reading: Reading
    ) -> tuple[float, str]:
        """The points of a figure for a claim, and the figure to take off; 0 where it is ruled out."""
        spoken, quantity = entry.spoken, claim.quantity
        assert quantity is not None
        if sense in (Sense.TARGET, Sense.COMPLETION) and not entry.target:
            return 0.0, ""
        exact = entry.unit_of_measure == quantity.unit
        told = sense in (Sense.VALUE, Sense.TARGET, Sense.ATTRIBUTE)
        if told and not fits_unit(entry, quantity.unit):
            return 0.0, ""
        if sense == Sense.ATTRIBUTE:
            return self._as_attribute(entry, words), ""
        if sense == Sense.GROWTH and (quantity.dimension == Dimension.POINTS) != (
            entry.unit_of_measure == "%"
        ):
            return 0.0, ""
        # The cheapest question first: most figures fall out here.
        score = _filled(spoken, words)
        name = max((name for name in entry.names if name in words.near), key=len, default="")
        if len(name) >= _SHORT:
            score += 1.5 + 0.15 * len(name) + (2.0 if name == words.subject else 0.0)
        if not score or _one_of(spoken.never, words.near):
            return 0.0, ""
        bounded, less = self._bounds(entry, claim, reading)
        if not bounded:
            return 0.0, ""
        if spoken.about:
            if _one_of(spoken.about, words.sentence):
                score += 1.0
            elif _one_of(spoken.about, words.around):
                score += 0.5
            else:
                return 0.0, ""
        if spoken.also and not _one_of(spoken.also, words.sentence + words.around):
            return 0.0, ""
        known = (
            *spoken.plain,
            *spoken.about,
            claim.verb,
            *(w for slot in spoken.slots for w in slot),
            *entry.names,
        )
        known = (*known, *claim.units, *self._places())
        if unexplained(words.subject, known) or unexplained(label_of(words), known):
            return 0.0, ""
        score += 0.5 if exact else 0.0
        return score + (2.0 if spoken.at_least is not None else 0.0), less

    def _places(self) -> tuple[str, ...]:
        return (self.district, self.district[:-1]) if len(self.district) > 2 else (self.district,)

    def _as_attribute(self, entry: Entry, words: Words) -> float:
        spoken = entry.spoken
        if not spoken.thing or not spoken.attribute or _one_of(spoken.never, words.near):
            return 0.0
        return LEAST + 0.1 * len(_longest(spoken.attribute, words.near))

    def _bounds(self, entry: Entry, claim: Claim, reading: Reading) -> tuple[bool, str]:
        """Whether the figure counts from the bound that the claim names; the figure at a band's upper end, to take off."""
        named = thresholds_of(claim, reading)
        least = entry.spoken.at_least
        if not named and least is not None:
            named = _lent(claim, reading)
        if not named:
            return least is None, ""
        if least is None or len(named) > 1:
            return False, ""
        threshold = named[0]
        scale = factor(threshold.unit, "亿元")
        if scale is None or threshold.comparison not in (">=", ">", "="):
            return False, ""
        if Decimal(threshold.value) * scale.numerator / scale.denominator != least:
            return False, ""
        if threshold.band is None:
            return True, ""
        upper = Decimal(threshold.band) * scale.numerator / scale.denominator
        above = self.tier(entry, upper)
        return above is not None, above.key if above else ""

    def tier(self, entry: Entry, bound: Decimal) -> Entry | None:
        """The figure of the same things counted from another bound."""
        return next(
            (
                other
                for other in self.entries
                if other.ledger == entry.ledger
                and other.unit_of_measure == entry.unit_of_measure
                and other.spoken.at_least == bound
                and other.spoken.slots == entry.spoken.slots
            ),
            None,
        )


def sense_of(claim: Claim, words: Words) -> Sense | None:
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
        if quantity.dimension in _CHANGES:
            return Sense.GROWTH
        return Sense.VALUE if claim.of is not None else None
    if claim.relation == Relation.RATIO and quantity.dimension == Dimension.PERCENT:
        if "率" in words.subject:
            return Sense.VALUE
        return Sense.COMPLETION if _one_of(_TO_TARGET, words.near) else None
    return Sense.VALUE


_CHANGES = (Dimension.PERCENT, Dimension.POINTS)


def thresholds_of(claim: Claim, reading: Reading) -> tuple[Threshold, ...]:
    """The claim's own bounds, or those of the things whose sum it is."""
    if claim.thresholds or claim.of is None or claim.of >= len(reading.claims):
        return claim.thresholds
    return reading.claims[claim.of].thresholds if claim.relation == Relation.TOTAL else ()


def _lent(claim: Claim, reading: Reading) -> tuple[Threshold, ...]:
    """The bounds of the things counted right before a sum of money (亿元以上项目24个，合同额225.7亿元), which may be theirs."""
    if claim.quantity is None or claim.quantity.dimension != Dimension.MONEY:
        return ()
    before = [
        other for other in reading.claims if other.end <= claim.start and other.sentence == claim.sentence
    ]
    if before and before[-1].quantity is not None and before[-1].quantity.dimension == Dimension.COUNT:
        return before[-1].thresholds
    return ()


def _filled(spoken: Spoken, words: Words) -> float:
    """Points for the slots: every one filled, one of them at least in the clause; the others may have been said before."""
    near = [_longest(slot, words.near) for slot in spoken.slots]
    if not any(near):
        return 0.0
    if not all(word or _one_of(slot, words.before) for word, slot in zip(near, spoken.slots, strict=True)):
        return 0.0
    return sum(2.0 + 0.1 * len(word) if word else 0.8 for word in near)


def fits_unit(entry: Entry, printed: str) -> bool:
    """Whether a quantity in the printed unit can be that figure."""
    return printed in entry.spoken.units or factor(entry.unit_of_measure, printed) is not None


def _one_of(slot: Sequence[str], text: str) -> bool:
    return any(word in text for word in slot)


def _longest(slot: Sequence[str], text: str) -> str:
    return max((word for word in slot if word in text), key=len, default="")


def _best(scored: list[Candidate]) -> Linked:
    if not scored:
        return Linked(why=Why.NO_FIGURE)
    scored.sort(key=lambda candidate: -candidate.score)
    return Linked(tuple(each for each in scored if each.score >= scored[0].score - TIE))
