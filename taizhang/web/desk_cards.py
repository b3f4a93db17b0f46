"""Cards of the leaders' page: each room says what it shows a leader of their own, such as my projects or my chain."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class DeskRow:
    """One line of a card: its title, its record page, a short note, a state code with its name, a tone ("warn", "bad").

    `instruct` is the (journal type, id) of the row on which an instruction can be left from the line, if any.
    """

    title: str
    url: str
    note: str = ""
    state: str = ""
    state_label: Any = ""
    tone: str = ""
    instruct: tuple[str, int] | None = None


@dataclass(frozen=True)
class DeskCard:
    """One card: `rows(user, day)` are the lines that are this person's own on the day, with a fixed number of queries.

    A card without lines is left out, unless `empty` says what that means. `late` puts it among what is overdue. `url`
    leads to the whole list.
    """

    key: str
    title: Any
    rows: Callable[[Any, date], list[DeskRow]]
    url: Callable[[], str] | None = None
    empty: Any = ""
    late: bool = False


_published: dict[str, DeskCard] = {}


def publish(cards: Iterable[DeskCard]) -> None:
    """Add cards; called by the catalogue and by the rooms above it. The later word about a key counts."""
    _published.update({card.key: card for card in cards})


def published() -> tuple[DeskCard, ...]:
    """Every card, in the order of the rooms."""
    return tuple(_published.values())
