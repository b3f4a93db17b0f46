"""The demo's targets for 2020: the district's four, the units', who together were given more, and what four pledged."""

import random
from datetime import date
from decimal import Decimal

from taizhang.demo.cast import Cast
from taizhang.targets.actions import PledgeEntry, TargetEntry, exempt_unit, record_pledge, set_targets

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


PLEDGED_ON = date(2020, 6, 12)
# The four that spoke at the meeting of 12 June; what they said is invented.
PLEDGES = (
    ("峡窝镇", "镇长", "示例·扛牢属地责任，亿元以上项目三季度前全部签约，逐月报进度。"),
    ("中心路街道", "主任", "示例·盯紧楼宇经济，两个亿元以上项目年内落地一个。"),
    ("商务局", "局长", "示例·一个项目一个专班，区外资金按时序进度到位。"),
    ("科工信局", "局长", "示例·围绕智能制造补链强链，十亿元以上项目年内签约。"),
)


def load(cast: Cast, rng: random.Random) -> None:
    """Hand the year's targets down in one document."""
    entries = [_entry(None, key, value) for key, value in zip(KEYS, DISTRICT, strict=True)]
    for name, values in UNITS.items():
        unit_id = cast.unit(name).pk
        entries += [_entry(unit_id, key, value) for key, value in zip(KEYS, values, strict=True) if value]
    by = cast.user("investment_verifier")
    set_targets(by=by, targets=entries, on=HANDED_DOWN_ON)
    for name, speaker, text in PLEDGES:
        record_pledge(by=by, entry=PledgeEntry(YEAR, cast.unit(name), PLEDGED_ON, speaker, text))
    exempt_unit(
        by=by,
        year=YEAR,
        unit=cast.unit("文广旅体局"),
        reason="示例·承担文旅活动专项任务，本年度不下招商指标。",
        document=DOCUMENT,
    )


def _entry(unit_id: int | None, key: str, value: str) -> TargetEntry:
    return TargetEntry(YEAR, unit_id, f"investment.{key}", Decimal(value), DOCUMENT)
