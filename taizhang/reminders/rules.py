"""The rules that remind: each room says what falls due and whom it concerns; the daily job asks all of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Due:
    """Something that falls due: the row, one sentence for the people reminded, the row's page, the day it is about.

    `text` is the whole message that leaves the house by e-mail or webhook, so it names the row and nothing secret.
    `on` is the day that makes this reminder another one than the last: the limit itself where one reminder is enough
    for it, the day of the job where people are to be reminded daily. `user_ids` are asked as they are; nobody is
    reminded twice of the same (rule, row, on).
    """

    journal_type: str
    subject_id: int
    text: str
    url: str
    on: date
    user_ids: tuple[int, ...]


@dataclass(frozen=True)
class Rule:
    """One rule: its stable key ("investment.stale_lead"), its title, and what it finds due on a day.

    `find(day)` takes a fixed number of queries however much it finds. `explains` says in a sentence when it reminds
    whom, for the administrator's page. A room lists its own in `reminders.py` as REMINDERS.
    """

    key: str
    title: Any
    find: Callable[[date], Iterable[Due]]
    explains: Any = ""


_published: dict[str, Rule] = {}


def publish(rules: Iterable[Rule]) -> None:
    """Add rules; called by the catalogue and, for the rooms above it, where urls are joined. Again, nothing changes."""
    _published.update({rule.key: rule for rule in rules})


def published() -> tuple[Rule, ...]:
    """Every rule, in the order of the rooms."""
    return tuple(_published.values())


def rule(key: str) -> Rule | None:
    """The rule of that key, or None where the house no longer has it."""
    return _published.get(key)
