"""校数 of a text: its claims read, linked to figures, held against the ledgers under every admissible reading."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from taizhang.figures.indicator import Scope, Value, published
from taizhang.figures.spoken import Daily, spoken
from taizhang.foundation.periods import Period
from taizhang.foundation.quantities import QuantityError, parse_date
from taizhang.organisation.models import Unit, User
from taizhang.proofreading import frequency, inside, saying
from taizhang.proofreading.candidates import Candidate, Entry, Sense, thresholds_of
from taizhang.proofreading.claim import Claim, Modality, Problem, Reading
from taizhang.proofreading.claim_words import squeeze
from taizhang.proofreading.coverage import Covered
from taizhang.proofreading.earlier import before as issues_before
from taizhang.proofreading.evaluating import Answer, Ledgers, NamedRow, entities
from taizhang.proofreading.ground import Ground
from taizhang.proofreading.inside import EarlierClaim
from taizhang.proofreading.judging import Judgement, Verdict, factor, judge
from taizhang.proofreading.linking import Vocabulary
from taizhang.proofreading.periods_of import last_day
from taizhang.proofreading.reading.reader import read
from taizhang.proofreading.scopes import ScopeRead, UnknownUnit, scopes, units_of
from taizhang.proofreading.suggesting import suggestions

_HEAD = 400  # characters in which a text's own date stands on a line of its own


def _(text: str) -> str:
    """Marks a sentence for translation; saying.py translates it."""
    return text


@dataclass(frozen=True)
class CheckedClaim:
    """A claim with its verdict; `key` is the figure it was linked to ("" for none), `scope` what was asked.

    `found` is the value with its unit, `read_as` the reading that matched (or was held against it), `suggestions` what
    may be printed instead, `url` the page of the figure with its rows, `rows` the rows named in `why`.
    """

    claim: Claim
    verdict: Verdict
    why: str
    key: str = ""
    scope: Scope | None = None
    value: Value = None
    unit_of_measure: str = ""
    found: str = ""
    read_as: str = ""
    suggestions: tuple[str, ...] = ()
    url: str = ""
    rows: tuple[NamedRow, ...] = ()
    phrase: int | None = None


@dataclass(frozen=True)
class Checked:
    """A text as checked: every claim in its order, and the faults inside the text."""

    reading: Reading
    claims: tuple[CheckedClaim, ...]
    problems: tuple[Problem, ...]
    as_of: date

    @property
    def contradicted(self) -> bool:
        """Whether something is surely wrong."""
        return any(claim.verdict == Verdict.CONTRADICTED for claim in self.claims) or any(
            problem.sure for problem in self.problems
        )


@dataclass(frozen=True)
class _Attempt:
    """One reading of a claim: what was asked, what was found, and what follows."""

    candidate: Candidate
    read: ScopeRead
    answer: Answer
    judgement: Judgement


_ORDER = {Verdict.SUPPORTED: 0, Verdict.WARNING: 1, Verdict.CONTRADICTED: 2, Verdict.UNDECIDED: 3}


def dated_in(text: str) -> date | None:
    """The day that a text gives itself: a date on a line of its own near its top."""
    for line in text[:_HEAD].splitlines():
        bare = squeeze(line)
        if re.fullmatch(r"[（(]?\d{4}年\d{1,2}月\d{1,2}日[）)]?", bare):
            try:
                return parse_date(bare.strip("（()）"))
            except QuantityError:
                return None
    return None


def check(
    text: str,
    *,
    as_of: date,
    dated: date | None = None,
    reader: User | None = None,
    earlier: Sequence[EarlierClaim] | None = None,
    ground: Ground | None = None,
) -> Checked:
    """Check a text against the ledgers as they stood at the end of `as_of`.

    `dated` is the text's own day, by default the date near its top, else `as_of`. `reader` is whose rows may be named,
    None the system itself; `earlier` are the claims of earlier issues, by default those that the archive keeps. The number of queries depends on
    how many figures and scopes the text speaks of, not on how often; texts that are checked together may share their
    `ground`, which was read for the same reader.
    """
    day = dated or dated_in(text) or as_of
    ground = ground or Ground.read(reader)
    organisation = ground.organisation
    reading = read(text, day, organisation.names)
    known = issues_before(day) if earlier is None else earlier
    problems = inside.problems(reading, names=organisation.names, earlier=known)
    checker = _Checker(
        reading, ground.words, organisation.units, ground.covered,
        ground.for_things(entities(reading.claims)), min(day, as_of), organisation.homes,
    )  # fmt: skip
    claims = tuple(checker.claim(place) for place in range(len(reading.claims)))
    return Checked(reading, claims, tuple(problems), as_of)


@dataclass
class _Checker:
    reading: Reading
    words: Vocabulary
    units: dict[str, Unit]
    covered: Covered
    ledgers: Ledgers
    until: date
    homes: dict[str, frozenset[str]]
    entries: dict[str, Entry] = field(init=False)
    by_id: dict[int, Unit] = field(init=False)
    of_sentence: dict[tuple[int, int], list[Claim]] = field(init=False)

    def __post_init__(self) -> None:
        self.entries = {entry.key: entry for entry in self.words.entries}
        self.by_id = {unit.pk: unit for unit in self.units.values()}
        self.of_sentence = {}
        for claim in self.reading.claims:
            self.of_sentence.setdefault(claim.sentence, []).append(claim)

    def claim(self, place: int) -> CheckedClaim:
        """The verdict on the claim at a place."""
        claim = self.reading.claims[place]
        if claim.modality == Modality.LIST_COUNT:
            return CheckedClaim(claim, _list_verdict(claim), saying.listed(claim))
        if claim.implied == "frequency" and (done := frequency.meant(self.reading, place)) is not None:
            return self._every_day(claim, done)
        linked = self.words.link(self.reading, place)
        if not linked.candidates:
            phrase = linked.phrase.pk if linked.phrase else None
            return CheckedClaim(claim, Verdict.UNDECIDED, saying.unlinked(claim, linked), phrase=phrase)
        attempts = []
        try:
            for candidate in self._with_tiers(claim, linked.candidates):
                attempts += self._attempts(claim, candidate)
        except UnknownUnit as unknown:
            why = saying.unknown_unit(claim, str(unknown))
            return CheckedClaim(claim, Verdict.UNDECIDED, why)
        if not attempts:
            return CheckedClaim(claim, Verdict.UNDECIDED, saying.ahead(claim), key=linked.candidates[0].key)
        held = [attempt for attempt in attempts if attempt.read.covered]
        if not held:
            return self._told(claim, attempts[0], covered=False)
        return self._told(claim, min(held, key=lambda each: _ORDER[each.judgement.verdict]))

    def _every_day(self, claim: Claim, done: Daily) -> CheckedClaim:
        """What the journal says to a statement about every day."""
        end = last_day(claim.span, self.until)
        start = claim.span.start or self.covered.since(done.ledger, end, None)
        if start is None or not self.covered.holds(done.ledger, Period(start, end), None):
            return CheckedClaim(claim, Verdict.UNDECIDED, saying.not_covered(done))
        kept = self.ledgers.days_kept(done, start, end) if start <= end else None
        if kept is None:
            return CheckedClaim(claim, Verdict.UNDECIDED, saying.not_begun(done))
        verdict = Verdict.SUPPORTED
        if kept.missing:
            verdict = Verdict.WARNING if kept.only_days_off else Verdict.CONTRADICTED
        return CheckedClaim(claim, verdict, saying.every_day(claim, done, kept))

    def _with_tiers(self, claim: Claim, candidates: Sequence[Candidate]) -> list[Candidate]:
        """The candidates, and for a tier beside a higher one of the same sentence also without the higher one's things."""
        found = list(candidates)
        for candidate in candidates:
            entry = self.entries[candidate.key]
            least = entry.spoken.at_least
            if least is None or candidate.less or candidate.sense != Sense.VALUE:
                continue
            higher = sorted(bound for bound in self._bounds_beside(claim) if bound > least)
            above = self.words.tier(entry, higher[0]) if higher else None
            if above is not None:
                found.append(replace(candidate, less=above.key))
        return found

    def _bounds_beside(self, claim: Claim) -> set[Decimal]:
        """The bounds in 亿元 that the claims of the same sentence name."""
        return {
            threshold.value
            for other in self.of_sentence[claim.sentence]
            if other.modality == claim.modality
            for threshold in thresholds_of(other, self.reading)
            if threshold.unit in ("亿元", "亿")
        }

    def _attempts(self, claim: Claim, candidate: Candidate) -> list[_Attempt]:
        entry, found = self.entries.get(candidate.key), []
        if entry is None:
            return []
        only = self.by_id.get(candidate.phrase.unit_id or 0) if candidate.phrase else None
        carried = _is_carried(claim, self.reading)
        homes = self.homes.get(entry.ledger, frozenset())
        for unit in units_of(claim, self.units, homes, only):
            for read_ in scopes(claim, candidate, entry, unit, self.covered, self.until, carried=carried):
                answer = self.ledgers.answer(candidate, read_.scope, claim.entity)
                attempt = _Attempt(candidate, read_, answer, self._judge(claim, candidate, answer))
                found.append(attempt)
                if read_.covered and attempt.judgement.verdict == Verdict.SUPPORTED:
                    return found
        return found

    def _judge(self, claim: Claim, candidate: Candidate, answer: Answer) -> Judgement:
        if candidate.sense == Sense.WHOLE:
            return _judge_whole(claim, candidate, answer)
        assert claim.quantity is not None
        return judge(claim.quantity, answer.value, self._unit(claim, candidate, answer))

    def _unit(self, claim: Claim, candidate: Candidate, answer: Answer) -> str:
        """The unit of measure as far as comparing goes: a ledger's other unit for the same number is as good."""
        assert claim.quantity is not None
        printed = claim.quantity.unit
        return printed if printed in spoken(candidate.key).units else answer.unit_of_measure

    def _told(self, claim: Claim, attempt: _Attempt, *, covered: bool = True) -> CheckedClaim:
        candidate, read_, answer = attempt.candidate, attempt.read, attempt.answer
        scope, verdict = read_.scope, attempt.judgement.verdict
        indicator = published().get(
            f"{candidate.key}.target" if candidate.sense == Sense.TARGET else candidate.key
        )
        rows = answer.rows
        offered: tuple[str, ...] = ()
        if candidate.sense == Sense.ATTRIBUTE and answer.value is None:
            return CheckedClaim(claim, Verdict.UNDECIDED, saying.no_such_thing(claim, indicator))
        if not covered:
            verdict, why = Verdict.UNDECIDED, saying.uncovered(candidate, scope, answer, claim.entity)
        else:
            why = saying.reason(attempt.judgement, candidate, scope, claim.entity)
        if verdict in (Verdict.CONTRADICTED, Verdict.WARNING) and claim.quantity is not None:
            offered = suggestions(claim.quantity, answer.value, self._unit(claim, candidate, answer))
        if verdict == Verdict.CONTRADICTED and claim.quantity is not None:
            more, below = self._explained(claim, attempt)
            why, rows = why + more, rows or below
        return CheckedClaim(
            claim, verdict, why, indicator.key, scope, answer.value, answer.unit_of_measure, saying.found(answer),
            saying.read_as(candidate, read_), offered, self.ledgers.page(indicator.key, scope), rows,
            candidate.phrase.pk if candidate.phrase else None,
        )  # fmt: skip

    def _explained(self, claim: Claim, attempt: _Attempt) -> tuple[str, tuple[NamedRow, ...]]:
        """What explains a contradiction: another figure that the number fits, or the things that are missing by little."""
        candidate, scope, value = attempt.candidate, attempt.read.scope, attempt.answer.value
        assert claim.quantity is not None
        if candidate.sense != Sense.VALUE or value is None:
            return "", ()
        for key in spoken(candidate.key).beside:
            other = Candidate(key, 0.0)
            answer = self.ledgers.answer(other, scope)
            if judge(claim.quantity, answer.value, claim.quantity.unit).verdict == Verdict.SUPPORTED:
                return saying.mistaken_for(other, answer), ()
        low = claim.quantity.low if claim.quantity.low is not None else claim.quantity.value
        if low is None or not _less(value, low, claim, attempt.answer):
            return "", ()
        below = self.ledgers.just_below(candidate.key, scope)
        return (saying.little_missing(below), below) if below else ("", ())


def _less(value: Any, low: Decimal, claim: Claim, answer: Answer) -> bool:
    """Whether less was found than is claimed, in the printed unit."""
    assert claim.quantity is not None
    times = factor(answer.unit_of_measure, claim.quantity.unit)
    return times is not None and Fraction(value) * times < Fraction(low)


_NOW = ("目前", "现在", "眼下", "如今", "当前")


def _is_carried(claim: Claim, reading: Reading) -> bool:
    """Whether the claim's time was named in an earlier sentence only, or another one stands right before the claim."""
    begin, end = claim.sentence if claim.sentence != (0, 0) else claim.clause
    if squeeze(claim.span.words) not in squeeze(reading.text[begin:end]):
        return True
    own = squeeze(reading.text[claim.clause[0] : claim.start])
    return any(word in own and word not in claim.span.words for word in _NOW)


def _list_verdict(claim: Claim) -> Verdict:
    if claim.listed is None or claim.quantity is None or claim.quantity.value is None:
        return Verdict.UNDECIDED
    if claim.quantity.value == claim.listed:
        return Verdict.SUPPORTED
    return (
        Verdict.UNDECIDED if claim.open_list and claim.listed < claim.quantity.value else Verdict.CONTRADICTED
    )


def _judge_whole(claim: Claim, candidate: Candidate, answer: Answer) -> Judgement:
    """A statement about all of them holds where the figure is what it must be."""
    said = {"claimed": "".join(claim.text.split()), "found": saying.found(answer)}
    if answer.value is None:
        return Judgement(Verdict.UNDECIDED, _("“%(figure)s”%(scope)s没有可数的记录。"))
    assert candidate.whole is not None
    if Fraction(answer.value) == Fraction(candidate.whole):
        return Judgement(Verdict.SUPPORTED, _("“%(figure)s”%(scope)s是%(found)s，“%(claimed)s”成立。"), said)
    return Judgement(Verdict.CONTRADICTED, _("“%(figure)s”%(scope)s是%(found)s，不能写“%(claimed)s”。"), said)
