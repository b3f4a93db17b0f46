"""Numbers as they are written, with or without a claim of their own: 去年同期251天, 2019年的40分钟 are no claims, but bases."""

import re
from dataclasses import dataclass
from decimal import Decimal

_MAGNITUDES = {None: Decimal(1), "万": Decimal(10**4), "亿": Decimal(10**8), "万亿": Decimal(10**12)}
_UNIT = (
    "亿美元|万美元|美元|元|个百分点|%|‰|微克/立方米|毫克/升|吨标准煤|平方公里|平方米|立方米|公顷|千瓦时|千瓦|人次|车次|批次|场次|"
    "个工作日|个月|小时|分钟|公里|千米|公斤|人|名|户|家|个|项|处|起|件|次|场|条|种|类|所|座|栋|套|辆|台|份|张|篇|册|支|吨|米|"
    "亩|天|位|分|头|只|株|棵|间|盏|块|宗|例|批|轮|期|枚|架|斤|倍"
)


@dataclass(frozen=True)
class Written:
    """A written number: `low` and `high` are the ends that its last digit allows, in the unit without its magnitude."""

    text: str
    start: int
    end: int
    value: Decimal
    slack: Decimal
    unit: str
    step: Decimal

    @property
    def low(self) -> Decimal:
        """The least that it can have been rounded from."""
        return self.value - self.slack

    @property
    def high(self) -> Decimal:
        """The most that it can have been rounded from."""
        return self.value + self.slack

    def alike(self, other: "Written") -> bool:
        """Whether both count in one unit."""
        return self.unit == other.unit


def pattern(name: str) -> str:
    """The pattern of a number with its unit, as groups `name`, `name`_m and `name`_u."""
    return rf"(?P<{name}>(?<![\d.])\d[\d,]*(?:\.\d+)?)(?P<{name}_m>万亿|亿|万)?(?P<{name}_u>{_UNIT})(?![余多来以])"


def written(match: re.Match[str], name: str) -> Written:
    """The number that a group of `pattern` found."""
    printed = match[name].replace(",", "")
    decimals = len(printed.partition(".")[2])
    factor = _MAGNITUDES[match[f"{name}_m"]]
    step = Decimal(1).scaleb(-decimals) * factor
    rounded = bool(decimals) or match[f"{name}_m"] is not None
    return Written(
        text=match[0][match.start(name) - match.start() : match.end(f"{name}_u") - match.start()],
        start=match.start(name),
        end=match.end(f"{name}_u"),
        value=Decimal(printed) * factor,
        slack=step / 2 if rounded else Decimal(0),
        unit=match[f"{name}_u"],
        step=step,
    )
