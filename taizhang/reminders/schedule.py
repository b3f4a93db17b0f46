"""When the worker reminds and delivers: once a day from a set hour, whatever restarts and however many workers there are."""

import logging
import threading
from datetime import date, time

from django.conf import settings
from django.db import close_old_connections, connection

from taizhang.foundation import clock
from taizhang.organisation import district
from taizhang.reminders.actions import daily, deliveries
from taizhang.reminders.models import Run

logger = logging.getLogger(__name__)

EVERY = 20.0  # seconds between two looks


def day_due() -> date | None:
    """The business day whose job may run now: from the set hour on, in a demonstration at any hour."""
    if district.current() is None:
        return None
    day, now = district.business_today(), clock.now().astimezone(clock.SHANGHAI)
    hour, minute = map(int, settings.REMIND_AT.split(":"))
    return None if day == now.date() and now.time() < time(hour, minute) else day


def remind_if_due() -> Run | None:
    """Do today's job, and what was missed before it, unless it is done or another worker is at it."""
    day = day_due()
    if day is None or (missed := daily.claim(day=day)) is None:
        return None
    run = daily.remind(day=day, missed=missed)
    daily.finish(run=run)
    return run


def round_once() -> None:
    """One look: remind if the day is due, then send what waits. A fault is logged, and the next look comes."""
    for step in (remind_if_due, deliveries.deliver):
        try:
            step()
        except Exception:
            logger.exception("The daily job of reminders failed")


def watch(stop: threading.Event) -> None:
    """Look again and again until told to stop; runs in a thread of its own beside the worker of background tasks."""
    while not stop.wait(EVERY):
        close_old_connections()
        round_once()
        connection.close()
