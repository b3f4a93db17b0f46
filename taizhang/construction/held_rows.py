"""Tells the rows of a sheet that are new from those the ledger holds already, however many it holds.

The ledger's rows are read once for each site that the file names, and kept as hashes: two integers a row. Two rows of
the ledger may be alike (two people recorded the same thing); then as many alike rows of the file are known ones.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from enum import Enum


class Standing(Enum):
    """How a row of the file stands to the ledger and to the rows above it."""

    NEW = "new"
    SAME = "same"
    OTHER = "other"  # the ledger has the key with other content
    TWICE = "twice"  # the file has the key twice


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing, and for TWICE the number of the earlier row."""

    standing: Standing
    earlier: int = 0


NEW, SAME, OTHER = Verdict(Standing.NEW), Verdict(Standing.SAME), Verdict(Standing.OTHER)


class HeldRows:
    """`load(site_id)` gives (key, content) of the rows that the ledger holds of a site; keys name the site too."""

    def __init__(
        self, load: Callable[[int], Iterable[tuple[Hashable, Hashable]]], *, empty: bool = False
    ) -> None:
        self._load = load
        self._empty = empty
        self._sites: set[int] = set()
        self._held: dict[int, list[int]] = {}
        self._seen: dict[int, int] = {}

    def judge(self, site_id: int, key: Hashable, content: Hashable, number: int) -> Verdict:
        """How the row with that number stands; remembers it for the rows below."""
        if not self._empty and site_id not in self._sites:
            self._sites.add(site_id)
            for held_key, held_content in self._load(site_id):
                self._held.setdefault(hash(held_key), []).append(hash(held_content))
        short = hash(key)
        earlier = self._seen.setdefault(short, number)
        held = self._held.get(short)
        if held:
            own = hash(content)
            if own not in held:
                return OTHER
            held.remove(own)
            return SAME
        return NEW if earlier == number else Verdict(Standing.TWICE, earlier)
