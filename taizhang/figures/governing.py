"""Which rules a ledger's figures follow on a day, by name: each ledger says so, and the papers above it print it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Governing:
    """`named` are the rules as a paper cites them; `difference` says why a sum of units is not the district's number.

    `shared` is true where a unit may have a part of a row, or a row another unit has too.
    """

    named: tuple[str, ...] = ()
    difference: str = ""
    shared: bool = False


_published: dict[str, Callable[[int, date], Governing]] = {}


def publish(ledger: str, rules: Callable[[int, date], Governing]) -> None:
    """Called by the catalogue for a ledger with rules: `rules(year, day)` are those of a year as in force on a day."""
    _published[ledger] = rules


def governing(ledger: str, year: int, day: date) -> Governing:
    """The rules of a ledger for a year's figures, in force on a day; nothing where the ledger has none."""
    return _published[ledger](year, day) if ledger in _published else Governing()
