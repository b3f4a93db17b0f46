"""What waits for a person: each room says what it counts as waiting, and the desk shows it to those who may act on it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Waiting:
    """One kind of work that waits. A room lists its own in `waiting.py` as WAITING.

    `count(user)` counts the rows that this person could act on now, with one query; `url(user)` is the list that shows
    exactly them. `permission` is the name of the permission that acting on them requires: only those who have it are
    asked, everybody where it is empty. `tone` "warn" or "bad" marks what is late.
    """

    key: str
    title: Any
    count: Callable[[Any], int]
    url: Callable[[Any], str]
    permission: str
    tone: str = ""


@dataclass(frozen=True)
class LatestRow:
    """One line of news: its title, its page, and a note such as a date."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Latest:
    """The news of a room for the desk: `rows(user)` are the newest few that the person may open, with one query."""

    title: Any
    rows: Callable[[Any], list[LatestRow]]
    url: Callable[[], str]


_waiting: dict[str, Waiting] = {}
_latest: list[Latest] = []


def publish(waiting: Iterable[Waiting], latest: Iterable[Latest] = ()) -> None:
    """Add what waits in a room and its news; called by the catalogue and, for the rooms above it, where urls are joined.

    Called again with the same entries it changes nothing.
    """
    _waiting.update({each.key: each for each in waiting})
    _latest.extend(each for each in latest if each not in _latest)


def published() -> tuple[Waiting, ...]:
    """Everything that may wait, in the order of the rooms."""
    return tuple(_waiting.values())


def published_latest() -> tuple[Latest, ...]:
    """The news of every room that has some."""
    return tuple(_latest)
