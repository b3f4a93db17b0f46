"""Which figure of the catalogue a claim speaks of: by what is counted, its unit of measure, its bounds and what stands around.

Precision goes before recall: a word that narrows what is counted, and that the figure does not know, rules the figure
out, and a figure is taken only from LEAST points on.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from taizhang.proofreading import narrowing, pointing
from taizhang.proofreading.candidates import (
    CHANGES,
    LEAST,
    Candidate,
    Entry,
    Linked,
    NamedPhrase,
    Sense,
    Why,
    best,
    filled,
    fits_unit,
    lent,
    longest,
    one_of,
    sense_of,
    thresholds_of,
)
from taizhang.proofreading.claim import Claim, Dimension, Modality, Reading, Relation
from taizhang.proofreading.claim_words import Words, label_of, segment, squeeze, unexplained, words_of
from taizhang.proofreading.judging import factor

_BOUND = re.compile("[千百十]?[万亿]元?(?:及?以上|以下)")
_UNTOLD = ("当月", "当季", "当日", "当天")  # of a month that the text does not name
_SHORT = 4  # a name of fewer characters is no evidence by itself


@dataclass(frozen=True)
class Vocabulary:
    """All that claims are linked by; `units` are the names of the district's units."""

    entries: tuple[Entry, ...]
    phrases: tuple[NamedPhrase, ...] = ()
    district: str = ""
    units: frozenset[str] = frozenset()
    _linked: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def link(self, reading: Reading, place: int) -> Linked:
        """The figures that the claim at a place may speak of; remembered for the reading that was asked of last."""
        if self._linked.get("reading") is not reading:
            self._linked.clear()
            self._linked["reading"] = reading
            self._linked["places"] = {}
            self._linked["foreign"] = narrowing.is_foreign(reading.text, self.district, self.units)
        if self._linked["foreign"] and reading.claims[place].modality != Modality.LIST_COUNT:
            return Linked(why=Why.ELSEWHERE)
        places: dict[int, Linked] = self._linked["places"]
        if place not in places:
            places[place] = self._link(reading, place)
        return places[place]

    def _link(self, reading: Reading, place: int) -> Linked:
        claim, words = reading.claims[place], words_of(reading, place)
        if claim.implied:
            return self._whole(claim, words)
        if claim.quantity is None:
            return Linked(why=Why.NO_FIGURE)
        if (kept := self._kept(claim, words)) is not None:
            return kept
        if _BOUND.fullmatch(squeeze(claim.text)):  # 亿元以上占六成
            return Linked(why=Why.NOT_COUNTED)
        if claim.relation == Relation.LIMIT:
            return Linked(why=Why.RESTATED)
        if (back := pointing.pointed_at(reading, place)) is not None:
            return self.link(reading, back)
        if claim.span.start is None and squeeze(claim.span.words) in _UNTOLD:
            return Linked(why=Why.NOT_COUNTED)
        sense = sense_of(claim, words, reading)
        if sense is None:
            return Linked(why=Why.NOT_COUNTED)
        if sense == Sense.GROWTH and claim.of is not None and claim.of < place:
            return self._growth_of(claim, self.link(reading, claim.of))
        if sense != Sense.ATTRIBUTE:
            if narrowing.elsewhere(words.told, self.district, self.units):
                return Linked(why=Why.ELSEWHERE)
            if narrowing.is_part(
                words.own, segment(words), self.units, is_dated=claim.span.start is not None
            ):
                return Linked(why=Why.NOT_COUNTED)
        scored = [
            Candidate(entry.key, score, sense, less)
            for entry in self._spoken_of(words, sense)
            for score, less in [self._score(entry, claim, words, sense, reading)]
            if score >= LEAST and self._is_of_the_same(entry, words, reading, place, sense)
        ]
        if not scored and sense == Sense.VALUE:
            scored = self._carried_on(claim, words, reading, place)
        return best(scored)

    def _is_of_the_same(self, entry: Entry, words: Words, reading: Reading, place: int, sense: Sense) -> bool:
        """Whether the claims that a claim leans on speak of the figure too, and in the way that its relation asks for."""
        claim = reading.claims[place]
        if sense == Sense.ATTRIBUTE:
            return True
        if pointing.is_concerned(reading, place) and entry.key in self._keys(reading, place - 1):
            return False
        of = pointing.whole_of(reading, place)
        if of is not None:
            whole = reading.claims[of]
            # A part that is no tier, no town and of no other time is not all of it.
            alike = (claim.units, claim.span, claim.modality) == (whole.units, whole.span, whole.modality)
            if alike and entry.key in self._keys(reading, of):
                return claim.thresholds != whole.thresholds
            if (
                claim.units == whole.units
                and pointing.AMONG.search(words.before)
                and (keys := self._keys(reading, of))
            ):
                return entry.key in keys or bool(keys & self._wholes_of(entry))
            if pointing.AMONG_THEM.search(words.before) and not self._keys(reading, of):
                return False
        if entry.spoken.sums and sense == Sense.VALUE:
            counted = pointing.counted_before(reading, place)
            if counted is None:  # a bare 投资30亿元 is that of one thing, unless its own words speak of all
                return one_of(entry.spoken.about, segment(words)) or claim.relation == Relation.CHANGE
            return entry.spoken.sums in self._keys(reading, counted)
        return True

    def _growth_of(self, claim: Claim, base: Linked) -> Linked:
        """The growth of the figure that the claim before is linked to, under its bounds."""
        assert claim.quantity is not None
        points = claim.quantity.dimension == Dimension.POINTS
        return best([
            replace(candidate, sense=Sense.GROWTH)
            for candidate in base.candidates
            for entry in self.entries
            if entry.key == candidate.key and candidate.sense == Sense.VALUE and not candidate.less
            and points == (entry.unit_of_measure == "%")
        ])  # fmt: skip

    def _wholes_of(self, entry: Entry) -> set[str]:
        """The figures of which a figure counts a part, and those of which they do."""
        found: set[str] = set()
        of = entry.spoken.of
        while of and of not in found:
            found.add(of)
            of = next((other.spoken.of for other in self.entries if other.key == of), "")
        return found

    def _keys(self, reading: Reading, place: int) -> set[str]:
        return {candidate.key for candidate in self.link(reading, place).candidates}

    def _carried_on(self, claim: Claim, words: Words, reading: Reading, place: int) -> list[Candidate]:
        """签约项目8个，5月当月签下2个: another time of the figure named just before, where nothing in between narrows it."""
        before = pointing.same_of_another_time(reading, place)
        if before is None:
            return []
        return [
            candidate
            for candidate in self.link(reading, before).candidates
            for entry in [next((one for one in self.entries if one.key == candidate.key), None)]
            if candidate.sense == Sense.VALUE and entry is not None
            and not unexplained(pointing.without_time(words.own, claim), self._known(entry, replace(claim, verb="")))
            and not one_of((*entry.spoken.never, *entry.spoken.others), words.own)
        ]  # fmt: skip

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """The places in `entries` by each word without which no figure scores: a word of a slot, or a name that counts."""
        found: dict[str, list[int]] = {}
        for place, entry in enumerate(self.entries):
            slots = (word for slot in entry.spoken.slots for word in slot)
            for word in {*slots, *(name for name in entry.names if len(name) >= _SHORT)}:
                found.setdefault(word, []).append(place)
        return found

    def _spoken_of(self, words: Words, sense: Sense) -> Sequence[Entry]:
        """The figures of which a word stands near; all of them for an attribute, which is not called by their words."""
        if sense == Sense.ATTRIBUTE:
            return self.entries
        places = {place for word, some in self._by_word.items() if word in words.near for place in some}
        return [self.entries[place] for place in sorted(places)]

    def _whole(self, claim: Claim, words: Words) -> Linked:
        """What decides a statement about all of them."""
        said = squeeze(claim.text)
        if narrowing.elsewhere(words.told, self.district, self.units):
            return Linked(why=Why.ELSEWHERE)
        found = []
        for entry in self.entries if claim.implied == "universal" else ():
            spoken = entry.spoken
            if spoken.about and not one_of(spoken.about, words.sentence + words.around):
                continue
            if self._is_of_others(entry, words):
                continue
            for whole in spoken.whole:
                if all(one_of(slot, said) for slot in whole.slots):
                    found.append(Candidate(entry.key, 2.0 * len(whole.slots), Sense.WHOLE, whole=whole.value))
        return best(found)

    def _kept(self, claim: Claim, words: Words) -> Linked | None:
        """What a named phrase says; the longest one counts."""
        assert claim.quantity is not None
        fitting = [
            phrase
            for phrase in self.phrases
            if all(word in words.near for word in phrase.words)
            and not (phrase.key and self._is_not_ours(phrase, words))
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
        elif claim.relation == Relation.CHANGE and claim.quantity.dimension in CHANGES:
            sense = Sense.GROWTH
        return Linked((Candidate(phrase.key, 100.0, sense, phrase=phrase),), phrase=phrase)

    def _is_not_ours(self, phrase: NamedPhrase, words: Words) -> bool:
        """Whether a phrase stands in what another place or another service tells."""
        entry = next((entry for entry in self.entries if entry.key == phrase.key), None)
        return narrowing.elsewhere(words.told, self.district, self.units) or (
            entry is not None
            and narrowing.of_others(
                segment(words), "", entry.spoken.others, (), "/".join((*phrase.words, *entry.spoken.about))
            )
        )

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
        score = filled(spoken, words)
        name = max((name for name in entry.names if name in words.near), key=len, default="")
        if len(name) >= _SHORT:
            score += 1.5 + 0.15 * len(name) + (2.0 if name == words.subject else 0.0)
        if not score or one_of(spoken.never, words.near):
            return 0.0, ""
        bounded, less = self._bounds(entry, claim, reading)
        if not bounded:
            return 0.0, ""
        if spoken.about:
            if one_of(spoken.about, words.sentence):
                score += 1.0
            elif one_of(spoken.about, words.around):
                score += 0.5
            else:
                return 0.0, ""
        if spoken.also and not one_of(spoken.also, words.sentence + words.around):
            return 0.0, ""
        known = self._known(entry, claim)
        if unexplained(narrowing.without_places(words.subject), known) or unexplained(label_of(words), known):
            return 0.0, ""
        if self._is_of_others(entry, words) or narrowing.campaign(segment(words), (*known, *self.units)):
            return 0.0, ""
        score += 0.5 if exact else 0.0
        return score + (2.0 if spoken.at_least is not None else 0.0), less

    def _known(self, entry: Entry, claim: Claim) -> tuple[str, ...]:
        """The words that do not narrow what a figure counts."""
        spoken = entry.spoken
        slots = (word for slot in spoken.slots for word in slot)
        return (*spoken.plain, *spoken.about, claim.verb, *slots, *entry.names, *claim.units, *self._places())

    def _is_of_others(self, entry: Entry, words: Words) -> bool:
        spoken = entry.spoken
        topics = tuple(word for slot in spoken.slots for word in slot)
        own = "/".join(
            (*(word for slot in spoken.slots for word in slot), *spoken.plain, *spoken.about, *entry.names)
        )
        return narrowing.of_others(
            segment(words), words.around + words.before, spoken.others, spoken.about or topics, own
        )

    def _places(self) -> tuple[str, ...]:
        return (self.district, self.district[:-1]) if len(self.district) > 2 else (self.district,)

    def _as_attribute(self, entry: Entry, words: Words) -> float:
        spoken = entry.spoken
        # What becomes of the thing (6.5亿元的宝供物流已经落地) does not change its measure; what the money is does.
        if not spoken.thing or not spoken.attribute or one_of(spoken.never, words.subject + words.own[-8:]):
            return 0.0
        return LEAST + 0.1 * len(longest(spoken.attribute, words.near))

    def _bounds(self, entry: Entry, claim: Claim, reading: Reading) -> tuple[bool, str]:
        """Whether the figure counts from the bound that the claim names; the figure at a band's upper end, to take off."""
        named = thresholds_of(claim, reading)
        least = entry.spoken.at_least
        if not named and least is not None:
            named = lent(claim, reading)
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
