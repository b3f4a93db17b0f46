"""What the page frame shows of the reminders: how many the person has not read."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from taizhang.reminders.models import Reminder

SHOWN = 99  # beyond that the bell says 99+


def bell(request: HttpRequest) -> dict[str, Any]:
    """Template context: `unread` as text, empty for none; asked with one query, and only where a whole page is drawn."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"unread": ""}

    def count() -> str:
        found = Reminder.objects.visible_to(user).unread()[: SHOWN + 1].count()
        return "" if not found else f"{SHOWN}+" if found > SHOWN else str(found)

    return {"unread": SimpleLazyObject(count)}
