"""When something that is known by its day is said to have happened."""

from datetime import date, datetime

from taizhang.foundation import clock


def moment_of(day: date | None) -> datetime | None:
    """The instant to journal for a day: None, which means now, for today or no day, else the day's first instant."""
    return None if day is None or day == clock.today() else clock.start_of(day)
