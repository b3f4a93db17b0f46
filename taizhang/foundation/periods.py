"""Periods of whole days, both ends included: the stretch of time that a figure counts."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from taizhang.foundation.quantities import QuantityError, parse_date


def _(text: str) -> str:
    """Marks a sentence for translation, as in quantities."""
    return text


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The days from `start` to `end`, both included; raises QuantityError where the end comes first."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise QuantityError(
                _("时段的截止日 %(end)s 早于起始日 %(start)s。"),
                start=self.start.isoformat(),
                end=self.end.isoformat(),
            )

    def contains(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return self.start <= day <= self.end

    __contains__ = contains

    def overlaps(self, start: date, end: date | None) -> bool:
        """Whether a stretch shares a day with the period; `end` None means that it still lasts."""
        return start <= self.end and (end is None or end >= self.start)

    def until(self, day: date) -> "Period | None":
        """The part of the period up to and including a day; None where the period begins later."""
        return None if day < self.start else Period(self.start, min(self.end, day))

    def days(self) -> Iterator[date]:
        """Every day of the period in order."""
        for number in range((self.end - self.start).days + 1):
            yield self.start + timedelta(days=number)

    def months(self) -> list["Period"]:
        """The period cut at the ends of calendar months; the first and the last may be parts of a month."""
        pieces, start = [], self.start
        while start <= self.end:
            end = min(self.end, month(start.year, start.month).end)
            pieces.append(Period(start, end))
            start = end + timedelta(days=1)
        return pieces

    def __str__(self) -> str:
        return f"{self.start.isoformat()}..{self.end.isoformat()}"


def year(number: int) -> Period:
    """The whole calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def month(year_number: int, month_number: int) -> Period:
    """The whole calendar month."""
    last = monthrange(year_number, month_number)[1]
    return Period(date(year_number, month_number, 1), date(year_number, month_number, last))


def year_to(day: date) -> Period:
    """From 1 January of a day's year to the day: what a figure counts unless told otherwise."""
    return Period(date(day.year, 1, 1), day)


def parse_period(start: Any, end: Any, as_of: date) -> Period:
    """The period of two optional fields; empty ones mean 1 January of the as-of year, and the as-of day.

    Nothing after the as-of day is known, so a later end is cut there. Raises QuantityError for what is no
    date, for an end before the start and for a start after the as-of day.
    """
    first = date(as_of.year, 1, 1) if start in (None, "") else parse_date(start)
    last = as_of if end in (None, "") else parse_date(end)
    if first > as_of:
        raise QuantityError(
            _("时段的起始日 %(start)s 晚于截至日 %(as_of)s。"),
            start=first.isoformat(),
            as_of=as_of.isoformat(),
        )
    return Period(first, min(last, as_of))


def elapsed_months(day: date, *, count_current: bool = False) -> int:
    """The months of the year that are over at the end of a day (12 June: 5, 30 June: 6), for 时序进度.

    Offices that take the running month as done say `count_current`.
    """
    over = count_current or day.day == monthrange(day.year, day.month)[1]
    return day.month if over else day.month - 1
