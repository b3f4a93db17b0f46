"""The ladder: the rung of each breach, worked out from all of a merchant's; and who is one merchant."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple, TypeVar

from taizhang.foundation.clock import local_date
from taizhang.foundation.quantities import normalise_name
from taizhang.night_market.states import Rung

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class LadderRules:
    """Local policy: a rung counts for later ones up to and including the day `window_days` after it."""

    window_days: int = 90
    top: int = Rung.PENALTY


DEFAULT_RULES = LadderRules()


@dataclass(frozen=True, slots=True)
class BreachFact:
    """A breach as the ladder sees it; `served` and `voided` as of the instant in question."""

    key: Hashable
    business_on: date
    served: bool = True
    voided: bool = False
    immediate_danger: bool = False

    @property
    def effective(self) -> bool:
        """Served and not voided."""
        return self.served and not self.voided


@dataclass(frozen=True, slots=True)
class RungFact:
    """The rung of one business date: its standing breaches, and whether it counts for later rungs."""

    business_on: date
    rung: int
    keys: tuple[Hashable, ...]
    effective: bool
    passes_ladder: bool = False


class RungChange(NamedTuple):
    """A breach whose rung a recomputation changed; None where there was, or is, no rung."""

    key: Hashable
    before: int | None
    after: int | None


def business_date(instant: datetime, rollover_hours: int = 6) -> date:
    """The night to which an aware instant belongs: half past midnight is still the evening before.

    Raises ValueError for a naive datetime.
    """
    if instant.tzinfo is None:
        raise ValueError("a business date needs an aware instant")
    return local_date(instant - timedelta(hours=rollover_hours))


def rungs(breaches: Iterable[BreachFact], rules: LadderRules = DEFAULT_RULES) -> list[RungFact]:
    """The whole ladder of one merchant, by business date; all categories climb it together.

    Several breaches of one business date make one rung; a date with only voided breaches makes none. Rung =
    min(top, 1 + effective rungs within the window before it). Immediate danger goes to the top at once.
    """
    by_date: dict[date, list[BreachFact]] = {}
    for breach in breaches:
        if not breach.voided:
            by_date.setdefault(breach.business_on, []).append(breach)
    ladder: list[RungFact] = []
    counting: list[date] = []  # effective business dates so far, ascending
    for day in sorted(by_date):
        standing = by_date[day]
        counted = len(counting) - bisect_left(counting, day - timedelta(days=rules.window_days))
        effective = any(breach.effective for breach in standing)
        danger = any(breach.immediate_danger for breach in standing)
        ladder.append(
            RungFact(
                business_on=day,
                rung=rules.top if danger else min(rules.top, 1 + counted),
                keys=tuple(breach.key for breach in standing),
                effective=effective,
                passes_ladder=danger and 1 + counted < rules.top,
            )
        )
        if effective:
            counting.append(day)
    return ladder


def next_rung(
    history: Iterable[BreachFact],
    rules: LadderRules = DEFAULT_RULES,
    *,
    on: date,
    immediate_danger: bool = False,
) -> int:
    """The rung that a new breach on a business date makes (that date's own rung where it has one already)."""
    new = BreachFact(key=object(), business_on=on, served=False, immediate_danger=immediate_danger)
    return next(rung.rung for rung in rungs([*history, new], rules) if rung.business_on == on)


def rung_by_breach(ladder: Iterable[RungFact]) -> dict[Hashable, int]:
    """The rung of every standing breach."""
    return {key: rung.rung for rung in ladder for key in rung.keys}


def rung_changes(before: Iterable[RungFact], after: Iterable[RungFact]) -> list[RungChange]:
    """What a recomputation changed, by breach; a served one is not rewritten, a review of it opens."""
    old, new = rung_by_breach(before), rung_by_breach(after)
    return [
        RungChange(key, old.get(key), new.get(key))
        for key in dict.fromkeys([*old, *new])
        if old.get(key) != new.get(key)
    ]


def warnings_in_force(ladder: Iterable[RungFact]) -> list[RungFact]:
    """The verbal warnings served and in force: any makes the merchant one 家 warned, each is one 次."""
    return [rung for rung in ladder if rung.effective and rung.rung == Rung.VERBAL_WARNING]


def merchant_key(credit_code: str, person: str, address: str) -> tuple[str, ...]:
    """The main mark of a merchant: the credit code or, where there is none, the person at the address.

    A record with neither is a merchant of its own: the empty tuple.
    """
    marks = identity_marks(credit_code, person, address)
    return marks[0] if marks else ()


def identity_marks(credit_code: str, person: str, address: str) -> list[tuple[str, ...]]:
    """All marks of a merchant: records that share any are one, so a new licence keeps the history."""
    marks: list[tuple[str, ...]] = []
    if code := normalise_name(credit_code or ""):
        marks.append(("code", code))
    who, where = normalise_name(person or ""), normalise_name(address or "")
    if who and where:
        marks.append(("person", who, where))
    return marks


def merge_merchants(records: Iterable[tuple[Key, str, str, str]]) -> dict[Key, Key]:
    """For every record (key, credit code, person, address) the first given record of the same merchant."""
    first: dict[Key, Key] = {}
    order: dict[Key, int] = {}
    by_mark: dict[tuple[str, ...], Key] = {}

    def root(key: Key) -> Key:
        while first[key] != key:
            first[key] = first[first[key]]
            key = first[key]
        return key

    for key, code, person, address in records:
        first.setdefault(key, key)
        order.setdefault(key, len(order))
        for mark in identity_marks(code, person, address):
            one, other = sorted(
                (root(by_mark.setdefault(mark, key)), root(key)), key=lambda found: order[found]
            )
            first[other] = one
    return {key: root(key) for key in first}
