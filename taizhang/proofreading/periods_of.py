"""The periods that the words of a claim admit: as said, the year so far, since the ledger's coverage began."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from taizhang.foundation import periods
from taizhang.foundation.periods import Period
from taizhang.proofreading.claim import Span


class PeriodRule(StrEnum):
    """How a period was read, or is to be read by a named phrase."""

    AS_SAID = "as_said"
    YEAR_SO_FAR = "year_so_far"
    SINCE_COVERAGE = "since_coverage"
    MONTH_SO_FAR = "month_so_far"


@dataclass(frozen=True)
class PeriodRead:
    """A period and how it came about."""

    rule: PeriodRule
    period: Period


def last_day(span: Span, until: date) -> date:
    """The last day that a claim can speak of: the end that it names, or the day of the text where that is earlier."""
    return until if span.end is None else min(span.end, until)


def admissible(
    span: Span,
    until: date,
    *,
    covered_since: date | None = None,
    rule: str = "",
    carried: bool = False,
) -> list[PeriodRead]:
    """The admissible periods of a claim in a text of the day `until`, the likeliest first; empty where all lies ahead.

    A named time is that time and nothing else. 目前, 累计, 截至D and no time at all begin where they are not said to: the
    year so far, then since the ledger's coverage began. So does a time that was named in an earlier sentence and only
    `carried` over, besides that time itself. A phrase's `rule` leaves one of them.
    """
    end = last_day(span, until)
    if span.start is not None:
        said = [PeriodRead(PeriodRule.AS_SAID, Period(span.start, end))] if span.start <= end else []
        if not carried:
            return said
        return said + admissible(Span(), until, covered_since=covered_since, rule=rule)
    found = [PeriodRead(PeriodRule.YEAR_SO_FAR, periods.year_to(end))]
    if rule == PeriodRule.MONTH_SO_FAR:
        return [PeriodRead(PeriodRule.MONTH_SO_FAR, Period(end.replace(day=1), end))]
    if covered_since is not None and covered_since <= end and covered_since != found[0].period.start:
        found.append(PeriodRead(PeriodRule.SINCE_COVERAGE, Period(covered_since, end)))
    chosen = [each for each in found if each.rule == rule]
    return chosen or found


def year_before(period: Period) -> Period:
    """The same days a year earlier, as 同比 compares them; 29 February becomes the 28th."""
    return Period(_year_before(period.start), _year_before(period.end))


def _year_before(day: date) -> date:
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def target_year(span: Span, until: date) -> int:
    """The year whose target a claim names: that in which its time ends, else the text's own."""
    named = span.end or span.start
    return (named or until).year
