"""How many tables a shop may put outside: depth and length of its pitch, and the module that seats most.

All lengths are integer mm, areas m². The values are local policy, so they come in PitchRules; the defaults
are the usual ones.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

Area = int | Decimal


class RoadClassRule(NamedTuple):
    """What a class of road allows: how far tables may come out, and how much footway stays clear."""

    extend: int
    clear: int


class Module(NamedTuple):
    """A table with its chairs and the room it takes: depth away from the shop × length along the front."""

    seats: int
    depth: int
    length: int


@dataclass(frozen=True)
class PitchRules:
    """Ratios and distances of local policy."""

    road_classes: tuple[tuple[int, RoadClassRule], ...] = (
        (1, RoadClassRule(extend=0, clear=0)),
        (2, RoadClassRule(extend=1000, clear=2000)),
        (3, RoadClassRule(extend=1500, clear=1500)),
    )
    modules: tuple[Module, ...] = (
        Module(seats=2, depth=1000, length=1500),
        Module(seats=4, depth=1500, length=2000),
    )
    per_door: int = 1200
    off_no_go: int = 250
    area_per_table: int = 10

    def road_class(self, number: int) -> RoadClassRule:
        """The rule of a road class; raises ValueError for a class that the policy does not know."""
        for known, rule in self.road_classes:
            if known == number:
                return rule
        raise ValueError(f"no rule for road class {number}")


DEFAULT_RULES = PitchRules()


class Capacity(NamedTuple):
    """Tables and chairs allowed, the pitch in mm, and the module chosen (None where no table fits)."""

    tables: int
    chairs: int
    depth: int
    length: int
    module: Module | None


def depth(
    road_class: int, footway: int, no_go_distance: int | None = None, rules: PitchRules = DEFAULT_RULES
) -> int:
    """How far the pitch may come out, never below 0.

    The least of the extension allowed, the footway beyond what stays clear, and the distance to the nearest
    no-go area less a margin.
    """
    rule = rules.road_class(road_class)
    limits = [rule.extend, footway - rule.clear]
    if no_go_distance is not None:
        limits.append(no_go_distance - rules.off_no_go)
    return max(0, min(limits))


def capacity(
    *,
    road_class: int,
    footway: int,
    frontage: int,
    area: Area,
    doors: int = 1,
    no_go_distance: int | None = None,
    excluded: int = 0,
    rules: PitchRules = DEFAULT_RULES,
) -> Capacity:
    """The tables and chairs that a shop may put outside.

    `footway`, `frontage`, `no_go_distance` (None: no such area near) and `excluded` (lengths that
    stay free) in mm, `area` in m². Of modules that seat equally many, the one with fewer tables is taken.
    Raises ValueError for a negative measure and for an unknown road class.
    """
    if min(footway, frontage, doors, excluded, no_go_distance or 0, area) < 0:
        raise ValueError("a measure is not negative")
    deep = depth(road_class, footway, no_go_distance, rules)
    long = max(0, frontage - rules.per_door * doors - excluded)
    by_area = int(area // rules.area_per_table)
    best = Capacity(0, 0, deep, long, None)
    for module in rules.modules:
        tables = min((long // module.length) * (deep // module.depth), by_area)
        found = Capacity(tables, tables * module.seats, deep, long, module)
        if tables and (found.chairs, -found.tables) > (best.chairs, -best.tables):
            best = found
    return best
