"""Working days: Monday–Friday but for the exceptions of the calendar that the administrator keeps."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.signals import request_started
from django.dispatch import receiver

from taizhang.foundation import clock
from taizhang.organisation.models import CalendarDay

KEPT = timedelta(minutes=1)  # a worker, which sees no requests, reads a changed calendar after that long
WEEK, WORKING_WEEK = 7, 5


@dataclass(frozen=True)
class Exceptions:
    """The exceptions, each list in order: weekdays that are free, weekend days that are worked."""

    free: tuple[date, ...]
    worked: tuple[date, ...]

    def is_working(self, day: date) -> bool:
        """Whether the day is worked."""
        days = self.free if day.weekday() < WORKING_WEEK else self.worked
        place = bisect_left(days, day)
        found = place < len(days) and days[place] == day
        return found if days is self.worked else not found

    def until(self, day: date) -> int:
        """How many working days there are up to and including the day, counted from one fixed Monday."""
        weeks, rest = divmod(day.toordinal() - 1, WEEK)  # 0001-01-01 was a Monday
        weekdays = weeks * WORKING_WEEK + min(rest + 1, WORKING_WEEK)
        return weekdays - bisect_right(self.free, day) + bisect_right(self.worked, day)


_known: tuple[datetime, Exceptions] | None = None


def exceptions() -> Exceptions:
    """The calendar's exceptions, read once a request (in a worker once a minute) with one query."""
    global _known
    now, known = clock.now(), _known
    if known is not None and timedelta() <= now - known[0] < KEPT:
        return known[1]
    rows = list(CalendarDay.objects.order_by("day").values_list("day", "is_working"))
    found = Exceptions(
        tuple(day for day, working in rows if not working and day.weekday() < WORKING_WEEK),
        tuple(day for day, working in rows if working and day.weekday() >= WORKING_WEEK),
    )
    _known = now, found
    return found


@receiver(request_started, dispatch_uid="organisation.workdays.forget")
def forget(**signal: Any) -> None:
    """Read the calendar anew when it is next asked for: at every request, and after a change."""
    global _known
    _known = None


def is_working_day(day: date) -> bool:
    """Whether the day is worked: an exception of the calendar, else Monday–Friday."""
    return exceptions().is_working(day)


def add_working_days(start: date, count: int) -> date:
    """The count-th working day after `start` (before it where count is negative); `start` itself is not counted.

    A limit of 3 working days given on a Friday is the Wednesday after. Zero gives `start` as it is.
    """
    known, step = exceptions(), timedelta(days=1 if count > 0 else -1)
    day, left = start, abs(count)
    while left:
        day += step
        left -= known.is_working(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days d lie in start < d ≤ end; negative, counted the other way, where end is before start.

    So `working_days_between(start, add_working_days(start, n)) == n` for every n > 0.
    """
    known = exceptions()
    return known.until(end) - known.until(start)
