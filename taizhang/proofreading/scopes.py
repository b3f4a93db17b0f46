"""Every admissible scope of a claim: its periods, and the district or the units that the text names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from taizhang.figures.indicator import Scope
from taizhang.figures.spoken import spoken
from taizhang.foundation import periods
from taizhang.organisation.models import Unit
from taizhang.proofreading.candidates import Candidate, Entry, Sense
from taizhang.proofreading.claim import Claim, Modality
from taizhang.proofreading.coverage import Covered
from taizhang.proofreading.evaluating import target_scope
from taizhang.proofreading.periods_of import (
    PeriodRead,
    PeriodRule,
    admissible,
    last_day,
    target_year,
    year_before,
)


class UnknownUnit(LookupError):
    """A unit that the organisation does not have, or several that the ledger cannot take together; str() names them."""


@dataclass(frozen=True)
class ScopeRead:
    """A scope, how its period was read, and whether a declared coverage holds it."""

    scope: Scope
    rule: PeriodRule
    covered: bool


def units_of(
    claim: Claim, known: Mapping[str, Unit], homes: frozenset[str] = frozenset(), only: Unit | None = None
) -> list[Unit | None]:
    """The units for which a claim is read in turn, None the district; raises UnknownUnit.

    A town or street is a part of the district and meant as such. A bureau is mostly who reports: the district first,
    then the bureau's own rows. Where the ledger holds the work of its `homes` alone, another bureau's numbers are not
    in it.
    """
    if only is not None:
        return [only]
    called = tuple(name if name in known else _meant(name, known) for name in claim.units)
    strange = [name for name in called if name not in known]
    if strange:
        raise UnknownUnit("、".join(strange))
    named = [known[name] for name in dict.fromkeys(called)]
    parts = [unit for unit in named if unit.kind == Unit.Kind.TOWN]
    if len(parts) > 1:
        raise UnknownUnit("、".join(unit.short_name for unit in parts))
    if parts:
        return [parts[0]]
    bureaus = [unit for unit in named if unit.kind != Unit.Kind.DISTRICT]
    if homes and bureaus and not homes & {unit.short_name for unit in bureaus}:
        raise UnknownUnit("、".join(unit.short_name for unit in bureaus))
    return [None, bureaus[0]] if len(bureaus) == 1 else [None]


def _meant(name: str, known: Mapping[str, Unit]) -> str:
    """The only unit whose name is written with one sign otherwise (区城官局), which is a slip of the pen; else the name."""
    near = [
        other
        for other in known
        if len(other) == len(name) > 3 and sum(one != two for one, two in zip(name, other, strict=True)) == 1
    ]
    return near[0] if len(near) == 1 else name


def scopes(
    claim: Claim,
    candidate: Candidate,
    entry: Entry,
    unit: Unit | None,
    covered: Covered,
    until: date,
    *,
    carried: bool = False,
) -> Iterator[ScopeRead]:
    """The scopes in which a candidate is asked for one unit, the likeliest first; none where all of it lies ahead."""
    ledger = entry.ledger
    if candidate.sense == Sense.TARGET:
        year = target_year(claim.span, until)
        scope = target_scope(year, until, unit)
        yield ScopeRead(
            scope, PeriodRule.AS_SAID, covered.holds("targets", periods.Period(until, until), unit)
        )
        return
    end = last_day(claim.span, until)
    if candidate.sense == Sense.ATTRIBUTE or claim.modality == Modality.ATTRIBUTE:
        since = covered.since(ledger, end, unit)
        start = min(since or date(end.year, 1, 1), date(end.year, 1, 1))
        yield ScopeRead(
            Scope.of(end, start=start, end=end, unit=unit), PeriodRule.SINCE_COVERAGE, since is not None
        )
        return
    if spoken(candidate.key).state:
        for day in dict.fromkeys((end, until) if carried else (end,)):
            held = covered.holds(ledger, periods.Period(day, day), unit)
            yield ScopeRead(Scope.of(day, unit=unit), PeriodRule.AS_SAID, held)
        return
    rule = candidate.phrase.period if candidate.phrase else ""
    since = covered.since(ledger, until if carried else end, unit)
    for read in admissible(claim.span, until, covered_since=since, rule=rule, carried=carried):
        # What is said to stand on a day is asked for as it stood then; anything else as the text's own day knows it.
        as_of = until if claim.span.start is not None else read.period.end
        yield ScopeRead(
            Scope.of(as_of, start=read.period.start, end=read.period.end, unit=unit),
            read.rule,
            _held(candidate, read, ledger, unit, covered),
        )


def _held(candidate: Candidate, read: PeriodRead, ledger: str, unit: Unit | None, covered: Covered) -> bool:
    if not covered.holds(ledger, read.period, unit):
        return False
    return candidate.sense != Sense.GROWTH or covered.holds(ledger, year_before(read.period), unit)
