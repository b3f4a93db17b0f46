"""Dynamic compliance: the status of a site as of an instant, and the shares that official prose prints.

Facts may carry days or instants: a day on a fact is its first moment in Shanghai, a day asked about its last.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from taizhang.construction.states import RiskLevel, SiteStatus
from taizhang.foundation.clock import end_of, local_date, start_of
from taizhang.foundation.periods import Period
from taizhang.foundation.quantities import ratio

When = date | datetime


@dataclass(frozen=True)
class FreshnessRules:
    """For how many days a full inspection keeps a site fresh, by risk; the last of them is still fresh."""

    days_by_risk: tuple[tuple[str, int], ...] = (
        (RiskLevel.HIGH, 7),
        (RiskLevel.MEDIUM, 14),
        (RiskLevel.LOW, 30),
    )

    def days(self, risk: str) -> int:
        """Days for a risk level; the strictest where the level is unknown."""
        known = dict(self.days_by_risk)
        return known.get(risk, min(known.values()))


DEFAULT_RULES = FreshnessRules()


class Order(NamedTuple):
    """A stop-work order: served, and lifted or None."""

    served: When
    lifted: When | None = None


class ProblemFact(NamedTuple):
    """A problem of a site; what has not happened is None, `duplicate_of` is the earlier record of it."""

    issued: When
    closed: When | None = None
    voided: When | None = None
    due_on: date | None = None
    duplicate_of: Hashable | None = None


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """What is known of one site; `full_inspections` leaves spot checks out."""

    key: Hashable
    risk: str = RiskLevel.MEDIUM
    registered: When | None = None
    retired: When | None = None
    orders: tuple[Order, ...] = ()
    problems: tuple[ProblemFact, ...] = ()
    full_inspections: tuple[When, ...] = ()


class Overall(NamedTuple):
    """All active sites by status; `rate` is compliant ÷ all of them, None where there is none."""

    counts: Mapping[SiteStatus, int]
    active: int
    compliant: int
    rate: Fraction | None

    @property
    def full(self) -> bool:
        """全面达标: every active site complies, and there is one."""
        return self.rate == 1


def _begins(when: When) -> datetime:
    return when if isinstance(when, datetime) else start_of(when)


def _asked(when: When) -> datetime:
    return when if isinstance(when, datetime) else end_of(when)


def _lasts(start: When | None, end: When | None, at: datetime) -> bool:
    """Whether something that began and perhaps ended was going on at an instant."""
    return (start is None or _begins(start) <= at) and (end is None or _begins(end) > at)


def is_open(problem: ProblemFact, at: When) -> bool:
    """Issued by then, and neither closed nor voided; a duplicate is never open beside its original."""
    asked = _asked(at)
    return (
        problem.duplicate_of is None
        and _lasts(problem.issued, problem.closed, asked)
        and _lasts(None, problem.voided, asked)
    )


def is_active(site: SiteFacts, at: When) -> bool:
    """Registered by then and not yet retired."""
    return _lasts(site.registered, site.retired, _asked(at))


def status(site: SiteFacts, at: When, rules: FreshnessRules = DEFAULT_RULES) -> SiteStatus:
    """Suspended, noncompliant, uninspected, stale or compliant: the first that fits, in this order."""
    asked = _asked(at)
    if any(_lasts(order.served, order.lifted, asked) for order in site.orders):
        return SiteStatus.SUSPENDED
    if any(is_open(problem, asked) for problem in site.problems):
        return SiteStatus.NONCOMPLIANT
    inspected = [_begins(when) for when in site.full_inspections if _begins(when) <= asked]
    if not inspected:
        return SiteStatus.UNINSPECTED
    age = (local_date(asked) - local_date(max(inspected))).days
    return SiteStatus.STALE if age > rules.days(site.risk) else SiteStatus.COMPLIANT


def overall(sites: Iterable[SiteFacts], at: When, rules: FreshnessRules = DEFAULT_RULES) -> Overall:
    """全面达标 as of an instant, over all active sites."""
    counts = Counter(status(site, at, rules) for site in sites if is_active(site, at))
    active, compliant = counts.total(), counts[SiteStatus.COMPLIANT]
    return Overall({name: counts[name] for name in SiteStatus}, active, compliant, ratio(compliant, active))


def day_by_day(
    sites: Iterable[SiteFacts], period: Period, rules: FreshnessRules = DEFAULT_RULES
) -> list[tuple[date, Overall]]:
    """动态达标: the overall state at the end of every day of a period."""
    known = list(sites)
    return [(day, overall(known, day, rules)) for day in period.days()]


def distinct_sites(records: Iterable[tuple[Hashable, str]]) -> int:
    """家: records (site key, parcel code or ""), each parcel once whatever kind of site it was by then."""
    return len({("parcel", parcel) if parcel else ("site", key) for key, parcel in records})


class ProblemTally(NamedTuple):
    """Problems as of an instant, duplicates and voided ones left out; prose prints `issued` as 项."""

    issued: int
    closed: int
    closed_in_time: int
    open_overdue: int

    @property
    def closure_rate(self) -> Fraction | None:
        """整改率: closed ÷ issued."""
        return ratio(self.closed, self.issued)

    @property
    def on_time_rate(self) -> Fraction | None:
        """按期整改率: closed in time ÷ (closed + open and overdue)."""
        return ratio(self.closed_in_time, self.closed + self.open_overdue)

    @property
    def may_print_all_closed(self) -> bool:
        """Whether 全部整改到位 may be printed: only at 100% of at least one."""
        return self.closure_rate == 1


def tally(problems: Iterable[ProblemFact], at: When) -> ProblemTally:
    """Counts the problems issued by an instant; a recurrence after closing is a problem of its own."""
    asked = _asked(at)
    issued = closed = in_time = overdue = 0
    for problem in problems:
        if problem.duplicate_of is not None or _begins(problem.issued) > asked:
            continue
        if problem.voided is not None and _begins(problem.voided) <= asked:
            continue
        issued += 1
        if problem.closed is not None and _begins(problem.closed) <= asked:
            closed += 1
            in_time += problem.due_on is None or local_date(_begins(problem.closed)) <= problem.due_on
        elif problem.due_on is not None and problem.due_on < local_date(asked):
            overdue += 1
    return ProblemTally(issued, closed, in_time, overdue)


def stopped_in(sites: Iterable[SiteFacts], period: Period) -> tuple[int, int]:
    """停工整改: distinct sites ever under an order in a period, and those still stopped at its end."""
    ever = still = 0
    for site in sites:
        ever += any(
            period.overlaps(
                local_date(_begins(order.served)),
                None if order.lifted is None else local_date(_begins(order.lifted)),
            )
            for order in site.orders
        )
        still += any(_lasts(order.served, order.lifted, end_of(period.end)) for order in site.orders)
    return ever, still
