"""The names that the organisation and its ledgers know, as far as the reading of a text needs them. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Names:
    """`units` maps every way a unit is named to its short name ("上街区城市管理局" → "区城管局"), `posts` are titles of
    posts, `entities` the names of projects, merchants, sites … that the ledgers know. All may be empty: then units and
    entities are found by their form alone.
    """

    units: Mapping[str, str] = field(default_factory=dict)
    posts: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
