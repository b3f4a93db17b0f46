"""The only place that reads the clock; every other module asks here, so that tests and imports can say when it is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Shanghai."""
    return now().astimezone(SHANGHAI).date()


def local_date(instant: datetime) -> date:
    """The Shanghai day on which an aware instant falls."""
    return instant.astimezone(SHANGHAI).date()


def start_of(day: date) -> datetime:
    """The first instant of a Shanghai day, aware."""
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)


def end_of(day: date) -> datetime:
    """The last microsecond of a Shanghai day, aware: what "as of D" means."""
    return datetime.combine(day, time.max, tzinfo=SHANGHAI)
