"""When a planned start month is missed: when it is over, and the year's days of grace with it (rule 9)."""

from datetime import date, timedelta


def months_over_before(day: date, grace_days: int) -> date:
    """The first day of the first month that is not yet over, with grace, at the end of `day`.

    A start planned in an earlier month and not made is missed.
    """
    return (day - timedelta(days=grace_days)).replace(day=1)


def missed(planned_on: date | None, started_on: date | None, day: date, grace_days: int) -> bool:
    """Whether the start planned in a month (any day of it) was missed at the end of `day`."""
    if planned_on is None or (started_on is not None and started_on <= day):
        return False
    return planned_on < months_over_before(day, grace_days)
