"""How texts speak of a figure, so that a sentence can be linked to it: each ledger says so for its own figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Slot = tuple[str, ...]


@dataclass(frozen=True)
class Whole:
    """A statement about all of them that the figure decides (全部整改到位): of every slot one word, and the value it takes."""

    slots: tuple[Slot, ...]
    value: Decimal


@dataclass(frozen=True)
class Spoken:
    """The words of one figure.

    A text speaks of it where of every slot one word stands in the clause (出动 or 派出, and 执法人员 or 执法队员), one of
    `about` stands around (夜市, 商户 …; none are needed where it is empty), one of `also` too, and none of `never` there. `plain` are
    qualifiers that do not narrow what is counted; any other one does, and then the figure is not meant. `others` are the words
    of other services and campaigns: where one leads to the claim, the figure is not meant either.

    `at_least` is the bound in 亿元 from which its things are counted, `of` the figure of which they are a part; of a sum `sums`
    is the figure that counts the things summed. `units` are
    other units of measure in which the same number is told. `thing` is the values() path of the name of a row whose own
    measure texts tell as its attribute, and `attribute` the words for it (总投资5亿元的X). `state`: it stands at the end of
    a day, whatever the period. `beside` are figures often mistaken for it. `whole` is what it decides about all of them.
    """

    slots: tuple[Slot, ...] = ()
    about: Slot = ()
    also: Slot = ()
    never: Slot = ()
    others: Slot = ()
    plain: Slot = ()
    at_least: Decimal | None = None
    of: str = ""
    sums: str = ""
    units: Slot = ()
    thing: str = ""
    attribute: Slot = ()
    state: bool = False
    beside: tuple[str, ...] = ()
    whole: tuple[Whole, ...] = field(default=())


@dataclass(frozen=True)
class Daily:
    """What texts say is done every day (每日汇总更新): of every slot one word, and one of `about` around, none of `others`.

    Each doing makes a row of `journal_type`; the work that it goes with begins on the first day with a row of `since`.
    `title` is how it is called, `ledger` whose coverage holds it.
    """

    title: Any
    ledger: str
    slots: tuple[Slot, ...]
    about: Slot
    others: Slot
    journal_type: str
    since: str


SILENT = Spoken()
_daily: list[Daily] = []
_published: dict[str, Spoken] = {}


def publish(*ledgers: Mapping[str, Spoken]) -> None:
    """Add the words of ledgers' figures, by key; called by the catalogue. The later word about a key counts."""
    for words in ledgers:
        _published.update(words)


def publish_daily(*ledgers: Iterable[Daily]) -> None:
    """Say what ledgers do every day; called by the catalogue once."""
    _daily[:] = [each for ledger in ledgers for each in ledger]


def daily() -> tuple[Daily, ...]:
    """What the ledgers do every day."""
    return tuple(_daily)


def spoken(key: str) -> Spoken:
    """The words of a figure; none where its ledger says nothing."""
    return _published.get(key, SILENT)


def unknown(keys: Iterable[str]) -> list[str]:
    """Keys with words that are no figures of the catalogue: a slip of the pen."""
    return sorted(set(_published) - set(keys))
