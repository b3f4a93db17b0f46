"""The demo's targets for 2020: the district's four, and the units', who together were given more."""

import random
from datetime import date
from decimal import Decimal

from taizhang.demo.cast import Cast
from taizhang.targets.actions import TargetEntry, set_targets

YEAR = 2020
HANDED_DOWN_ON = date(2020, 3, 2)
DOCUMENT = "示例〔2020〕8号"
KEYS = ("signed_over_1", "signed_over_5", "signed_over_10", "out_of_district_funds")
DISTRICT = ("15", "5", "2", "105")
UNITS = {
    "峡窝镇": ("3", "1", "1", "24"),
    "中心路街道": ("2", "1", "", "13"),
    "新安路街道": ("2", "1", "", "12"),
    "济源路街道": ("2", "", "", "10"),
    "工业路街道": ("2", "1", "", "12"),
    "矿山街道": ("1", "", "", "6"),
    "商务局": ("2", "1", "1", "18"),
    "科工信局": ("2", "1", "1", "16"),
    "产业集聚区管委会": ("2", "1", "", "14"),
}


def load(cast: Cast, rng: random.Random) -> None:
    """Hand the year's targets down in one document."""
    entries = [_entry(None, key, value) for key, value in zip(KEYS, DISTRICT, strict=True)]
    for name, values in UNITS.items():
        unit_id = cast.unit(name).pk
        entries += [_entry(unit_id, key, value) for key, value in zip(KEYS, values, strict=True) if value]
    set_targets(by=cast.user("investment_verifier"), targets=entries, on=HANDED_DOWN_ON)


def _entry(unit_id: int | None, key: str, value: str) -> TargetEntry:
    return TargetEntry(YEAR, unit_id, f"investment.{key}", Decimal(value), DOCUMENT)
