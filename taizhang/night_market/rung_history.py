"""The rung of every night as it stood on any day: the ladder of `escalation`, cut at the days on which it changed."""

from bisect import bisect_left
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from taizhang.night_market.escalation import DEFAULT_RULES, BreachFact, LadderRules


@dataclass(frozen=True, slots=True)
class DatedBreach:
    """A breach with the days on which it came to be: known, served, voided; the latter two None where they did not."""

    key: Hashable
    business_on: date
    known_on: date
    served_on: date | None
    voided_on: date | None
    immediate_danger: bool = False

    def on(self, day: date) -> BreachFact | None:
        """The breach as the ladder saw it at the end of a day; None where it had not happened yet."""
        if self.known_on > day:
            return None
        return BreachFact(
            self.key,
            self.business_on,
            served=self.served_on is not None and self.served_on <= day,
            voided=self.voided_on is not None and self.voided_on <= day,
            immediate_danger=self.immediate_danger,
        )


class Spell(NamedTuple):
    """A night's rung from `since` until `until` (excluded; None: still), and the day by which it was served by then."""

    rung: int
    served_on: date | None
    since: date
    until: date | None
    passes_ladder: bool


def rung_spells(
    breaches: Iterable[DatedBreach], rules: LadderRules = DEFAULT_RULES
) -> dict[date, list[Spell]]:
    """Business date → its spells in order, none where no breach of it ever stood; all of one merchant's breaches.

    On every day the spells agree with `escalation.rungs` over the breaches as they stood on that day. A night's rung
    depends only on which earlier nights within the window count, so each night is worked out by itself.
    """
    nights: dict[date, list[DatedBreach]] = {}
    for breach in breaches:
        nights.setdefault(breach.business_on, []).append(breach)
    order = sorted(nights)
    effective = {night: _effective(own) for night, own in nights.items()}
    found: dict[date, list[Spell]] = {}
    for place, night in enumerate(order):
        own = nights[night]
        window = order[bisect_left(order, night - timedelta(days=rules.window_days)) : place]
        before = [effective[earlier] for earlier in window if effective[earlier]]
        first = min(breach.known_on for breach in own)
        days = {first}
        for breach in own:
            days |= {breach.known_on, breach.served_on or first, breach.voided_on or first}
        for spans in before:
            for since, until in spans:
                days |= {since, until or first}
        found[night] = _joined(
            [(day, _rung(own, before, day, rules)) for day in sorted(days) if day >= first]
        )
    return found


def _effective(own: list[DatedBreach]) -> list[tuple[date, date | None]]:
    """The spans of days in which some breach of a night was served and not voided."""
    spans = []
    for breach in own:
        if breach.served_on is not None:
            since = max(breach.served_on, breach.known_on)
            if breach.voided_on is None or breach.voided_on > since:
                spans.append((since, breach.voided_on))
    return spans


def _rung(
    own: list[DatedBreach], before: list[list[tuple[date, date | None]]], day: date, rules: LadderRules
) -> tuple[int, date | None, bool] | None:
    """Rung, day served and whether danger passed the ladder, on a day; None where no breach of the night stood."""
    standing = [b for b in own if b.known_on <= day and (b.voided_on is None or b.voided_on > day)]
    if not standing:
        return None
    counted = sum(
        1
        for spans in before
        if any(since <= day and (until is None or until > day) for since, until in spans)
    )
    served = [b.served_on for b in standing if b.served_on is not None and b.served_on <= day]
    danger = any(b.immediate_danger for b in standing)
    rung = rules.top if danger else min(rules.top, 1 + counted)
    return rung, min(served, default=None), danger and 1 + counted < rules.top


def _joined(days: list[tuple[date, tuple[int, date | None, bool] | None]]) -> list[Spell]:
    """Equal neighbours as one spell; days on which nothing stood belong to none."""
    spells: list[Spell] = []
    last: tuple[int, date | None, bool] | None = None
    for day, now in days:
        if now == last:
            continue
        if last is not None:
            spells[-1] = spells[-1]._replace(until=day)
        if now is not None:
            spells.append(Spell(now[0], now[1], day, None, now[2]))
        last = now
    return spells
