"""What keeps a unit's light from being green whatever its figure says, such as a planned month of start that was missed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from taizhang.figures.indicator import Indicator, Scope


@dataclass(frozen=True)
class Caution:
    """One ground: the light of the unit is at least yellow (rule 9 of the investment rules).

    `units(scope)` are the ids of the units concerned at the end of the scope, with one query. It bears on the figures
    of the ledger, or on those of `keys` alone. `title` is the ground as people read it.
    """

    key: str
    title: Any
    ledger: str
    units: Callable[[Scope], Iterable[int]]
    keys: frozenset[str] | None = None

    def bears_on(self, indicator: Indicator) -> bool:
        """Whether the light of this figure heeds the ground."""
        return indicator.ledger == self.ledger and (self.keys is None or indicator.key in self.keys)


_published: dict[str, Caution] = {}


def publish(cautions: Iterable[Caution]) -> None:
    """Add grounds; called by the catalogue. The later word about a key counts."""
    _published.update({caution.key: caution for caution in cautions})


def published() -> tuple[Caution, ...]:
    """Every ground."""
    return tuple(_published.values())
