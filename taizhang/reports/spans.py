"""Which days a report counts: its own stretch after the last closed day, and the year up to its end, one after another."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from taizhang.figures.indicator import Scope
from taizhang.foundation.periods import Period, month, year_to
from taizhang.foundation.refusals import Refused
from taizhang.organisation import district
from taizhang.reports.models import MonthlyReport, closed_until


@dataclass(frozen=True)
class Span:
    """The days from `start` to `until`, both in one month, that the next report of a ledger counts as its own."""

    ledger: str
    start: date
    until: date

    @classmethod
    def of(cls, report: MonthlyReport) -> "Span":
        """The days of a report."""
        return cls(report.ledger, report.start, report.until)

    @property
    def month_scope(self) -> Scope:
        """What a figure is asked for in the report's own stretch, as it stands at its end."""
        return Scope(self.until, Period(self.start, self.until))

    @property
    def year_scope(self) -> Scope:
        """What a figure is asked for in the year so far."""
        return Scope(self.until, year_to(self.until))

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed."""
        return self.until < district.business_today()


def following(ledger: str) -> Span:
    """The whole month, or what is left of it, after the last closed day; before any closing the last month that is over."""
    last, today = closed_until(ledger), district.business_today()
    start = today.replace(day=1) - timedelta(days=1) if last is None else last + timedelta(days=1)
    start = start.replace(day=1) if last is None else start
    return Span(ledger, start, month(start.year, start.month).end)


def ending(ledger: str, until: date) -> Span:
    """The days of a report that ends on a day. Raises Refused where a month would be closed twice or left out."""
    last = closed_until(ledger)
    if last is None:
        return Span(ledger, until.replace(day=1), until)
    expected = following(ledger)
    if until <= last:
        raise Refused(
            _("到 %(day)s 为止已经关账。下一期自 %(start)s 起。")
            % {"day": last.isoformat(), "start": expected.start.isoformat()},
            field="until",
        )
    if until > expected.until:
        raise Refused(
            _("各月依次关账：下一期自 %(start)s 起，最晚到 %(end)s。")
            % {"start": expected.start.isoformat(), "end": expected.until.isoformat()},
            field="until",
        )
    return Span(ledger, expected.start, until)
