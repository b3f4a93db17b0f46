"""Who holds which post on a day: the people whom a rule or a notice addresses by their posts."""

from collections.abc import Iterable
from datetime import date

from taizhang.foundation import clock
from taizhang.organisation.models import Post


def _pairs(role: str | Iterable[str], day: date | None) -> list[tuple[int, int]]:
    keys = (role,) if isinstance(role, str) else tuple(role)
    held = Post.objects.held_on(day or clock.today()).filter(role__in=keys, user__is_active=True)
    return list(held.values_list("unit_id", "user_id"))


def holders(role: str | Iterable[str], unit_id: int | None = None, day: date | None = None) -> list[int]:
    """Ids of the active people who hold one of the roles on the day (today unless said), each once, oldest post first.

    `unit_id` keeps those whose post is in exactly that unit; None takes every unit. One query.
    """
    pairs = _pairs(role, day)
    return list(dict.fromkeys(user for unit, user in pairs if unit_id is None or unit == unit_id))


def holders_by_unit(role: str | Iterable[str], day: date | None = None) -> dict[int, list[int]]:
    """Unit id → ids as `holders` gives them, for many units with one query."""
    found: dict[int, list[int]] = {}
    for unit, user in _pairs(role, day):
        people = found.setdefault(unit, [])
        if user not in people:
            people.append(user)
    return found
