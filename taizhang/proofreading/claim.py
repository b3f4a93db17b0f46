"""What a reading of a text yields: quantities, claims about something, and faults inside the text. Pure data.

Offsets count characters of the text as read, stray blanks included: `text[claim.start:claim.end] == claim.text`.
The grammar is that of the domain rules: Scope? Period? Modality? Relation? Subject Filter* Quantity.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Dimension(StrEnum):
    """The type of a unit of measure: quantities of different dimensions are never compared."""

    MONEY = "money"  # 元, 万元, 亿元, 美元 (its own unit)
    COUNT = "count"  # 个, 家, 项, 处, 起, 件 …: distinct things; 次 and 人次 are not the things themselves
    EVENTS = "events"  # 次, 场次, 班次
    TURNOUT = "turnout"  # 人次, 车次, 台次
    PERSONS = "persons"  # 人, 名, 户 are counted apart by their unit
    PERCENT = "percent"  # %, ‰, 成
    POINTS = "points"  # 个百分点
    MEASURE = "measure"  # 平方米, 亩, 公里, 吨 …
    DURATION = "duration"  # 天, 小时, 个月, 个工作日 …
    TIMES = "times"  # 倍


class Modality(StrEnum):
    """In what sense a claim is made."""

    ACTUAL = "actual"
    TARGET = "target"
    ATTRIBUTE = "attribute"
    LIST_COUNT = "list_count"
    UNIVERSAL = "universal"


class Relation(StrEnum):
    """How a claim leans on another one of the same text."""

    NONE = ""
    SUBSET = "subset"  # 其中
    TOTAL = "total"  # 共, 合计, 总
    ZIP = "zip"  # 分别
    LIST = "list"  # 等N个
    RATIO = "ratio"  # 占…%, 完成…的37.22%
    CHANGE = "change"  # 同比, 较上年, 由A增加到B
    LIMIT = "limit"  # the first of two ends of 由A…到B


@dataclass(frozen=True)
class Quantity:
    """A number with its unit as written, as an interval in that unit.

    `value` is None for a range; `low`/`high` None where the wording leaves that side open-ended, `low_open`/`high_open`
    where the end itself does not belong to it (120余人次: value 120, low 120 open, high 130 open; 15个以上: low 15 closed,
    high None; 超10亿元: low 10 open). `unit` is the whole unit as printed ("亿元", "人次", "个百分点"), `approx` the words
    that blur it as printed ("余", "近", "以上"). 下降14.7% has value -14.7. `decimals` are those of the number as printed: a
    decimal allows half its last digit.
    """

    text: str
    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    dimension: Dimension
    low_open: bool = False
    high_open: bool = False
    approx: str = ""
    decimals: int = 0
    chinese: bool = False  # written 三, not 3
    last_digit: Decimal = Decimal(
        1
    )  # size of the last printed digit in `unit`: 0.1 of 225.7亿元, 1000 of 1.2万人次

    @property
    def is_exact(self) -> bool:
        """Whether one value is claimed, whatever the rounding of its last digit."""
        return self.value is not None and not self.approx


@dataclass(frozen=True)
class Threshold:
    """A bound that says which things are counted, inside a claim: 亿元以上 is (">=", 1, "亿元"), 超10亿元 (">", 10, "亿元").

    `band` is the upper end of 1—5亿元项目, else None. `loose` marks 5亿元项目, where 以上 is left out.
    """

    text: str
    start: int
    end: int
    comparison: str  # ">=", ">", "<=", "<", "="
    value: Decimal
    unit: str
    band: Decimal | None = None
    loose: bool = False


@dataclass(frozen=True)
class Span:
    """The time that a claim speaks of: the words, and the days that they mean where the text's date is known.

    `start` None: from an unsaid beginning (目前, 截至6月19日, 累计), which is read in every admissible way; `end` None: to the
    day of the text. `words` is empty where the claim names no time.
    """

    words: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Claim:
    """One claim: a quantity, or an implied one (全部整改到位, 位居全市前列) where `quantity` is None and `implied` says of
    what kind: universal, frequency, trend or rank.

    `subject` is what is counted in the text's own words ("新签约项目", "不合规商户"), `entity` the named thing whose attribute
    it is ("中原工学院民航校区"), `units` the organisation's units named as its scope ("区城管局"). `relation` leans on `of`, the
    place of another claim in the reading. `listed` is the number of things that the text itself lists for a list count,
    None where it lists none; `open_list` where 等 leaves the list open. `clause` and `sentence` are (start, end).
    """

    text: str
    start: int
    end: int
    quantity: Quantity | None
    modality: Modality
    subject: str = ""
    verb: str = ""
    entity: str = ""
    units: tuple[str, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    span: Span = field(default_factory=Span)
    relation: Relation = Relation.NONE
    of: int | None = None
    listed: int | None = None
    open_list: bool = False
    implied: str = ""
    sentence: tuple[int, int] = (0, 0)
    clause: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Problem:
    """A fault inside the text: where it stands and one sentence that says what is wrong. `kind` names the check.

    `claims` are the places in the reading of the claims that it speaks of; `sure` is False for a warning. `template` and
    `values` let a page print the sentence in another language: gettext(template) % values.
    """

    kind: str
    start: int
    end: int
    sentence: str
    claims: tuple[int, ...] = ()
    suggestion: str = ""
    sure: bool = True
    template: str = ""
    values: Mapping[str, object] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Reading:
    """A text as read: its claims in their order. `dated` is the day from which 今年 and 目前 are reckoned."""

    text: str
    claims: tuple[Claim, ...]
    dated: date | None = None
