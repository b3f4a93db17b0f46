"""The night market's rows: places and shops, patrols, breaches and what was done about them."""

from taizhang.night_market.models.breaches import Breach, Measure, PenaltyCase, RungSpell
from taizhang.night_market.models.merchants import (
    Approval,
    Merchant,
    PermitSpell,
    Pledge,
    RoadClass,
    RoadSegment,
    StallPermit,
)
from taizhang.night_market.models.patrols import COUNTED_MINUTES, CheckIn, Officer, Patrol, Shift

__all__ = [
    "COUNTED_MINUTES",
    "Approval",
    "Breach",
    "CheckIn",
    "Measure",
    "Merchant",
    "Officer",
    "Patrol",
    "PenaltyCase",
    "PermitSpell",
    "Pledge",
    "RoadClass",
    "RoadSegment",
    "RungSpell",
    "Shift",
    "StallPermit",
]
