"""Whether a printed quantity holds of a value that was found: 支持, 矛盾 or 警告, exactly and in the unit as printed."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from taizhang.foundation.quantities import show_fraction, show_plain
from taizhang.proofreading.claim import Dimension, Quantity

Found = int | Decimal | Fraction | None


def _(text: str) -> str:
    """Marks a sentence for translation; this module knows no language but its own."""
    return text


class Verdict(StrEnum):
    """What the ledgers say of a claim."""

    SUPPORTED = "支持"
    CONTRADICTED = "矛盾"
    UNDECIDED = "无法判断"
    WARNING = "警告"


@dataclass(frozen=True)
class Judgement:
    """A verdict with its reason: `template % values` is one Chinese sentence, gettext(template) % values the reader's.

    The values that are not known here (`figure`, `scope`) are for the caller to add.
    """

    verdict: Verdict
    template: str
    values: dict[str, str] = field(default_factory=dict)


# How many of the smallest unit each of a family holds; units of different families are never compared.
_FAMILIES: tuple[dict[str, Fraction], ...] = (
    {"元": Fraction(1), "千元": Fraction(10**3), "万元": Fraction(10**4), "十万元": Fraction(10**5),
     "百万元": Fraction(10**6), "千万元": Fraction(10**7), "亿元": Fraction(10**8), "亿": Fraction(10**8),
     "万亿元": Fraction(10**12)},
    {"‰": Fraction(1), "%": Fraction(10), "成": Fraction(100)},
    {"个百分点": Fraction(1)},
    {"平方米": Fraction(1), "㎡": Fraction(1), "万平方米": Fraction(10**4)},
)  # fmt: skip
# Things are counted by many measure words, which do not change their number; 人次 and 次 are never the things.
_THINGS = "个 家 项 处 起 件 宗 份 条 户 座 栋 块 所 间 张 把 辆 台 只 支 种 类 例 桩 批"
_EQUALS: tuple[frozenset[str], ...] = (
    frozenset(_THINGS.split()),
    frozenset(("次", "场次", "轮次", "轮", "班次", "次数", "趟")),
    frozenset(("人", "名", "位")),
    frozenset(("台次", "车次", "辆次")),
    frozenset(("篇", "条", "份")),
)
_ONE = Fraction(1)
_YU = ("余", "多")
_ROUNDED = (Dimension.MONEY, Dimension.PERCENT, Dimension.MEASURE, Dimension.POINTS)


def factor(unit_of_measure: str, printed: str) -> Fraction | None:
    """What a value in `unit_of_measure` is multiplied by to stand in the printed unit; None where they do not compare.

    亿元 → 万元 is 10000; 家 → 个 is 1; 人次 → 人 is None.
    """
    if unit_of_measure == printed:
        return _ONE
    for family in _FAMILIES:
        if unit_of_measure in family and printed in family:
            return family[unit_of_measure] / family[printed]
    return _ONE if any(unit_of_measure in same and printed in same for same in _EQUALS) else None


def half_digit(quantity: Quantity) -> Fraction:
    """Half of the last printed digit, in the printed unit; nothing for a whole number."""
    step: Decimal | None = getattr(quantity, "step", None)
    if step is not None and quantity.decimals:
        return Fraction(step) / 2
    return Fraction(1, 2 * 10**quantity.decimals) if quantity.decimals else Fraction(0)


def shown(value: Fraction, unit: str) -> str:
    """A value with its unit as a sentence says it: exact where it ends within six places, else rounded to two."""
    places = next((n for n in range(7) if (value * 10**n).denominator == 1), None)
    text = show_fraction(value, 2 if places is None else places)
    return f"{show_plain(Decimal(text))}{unit}"


def bounds(quantity: Quantity) -> tuple[str, dict[str, str]]:
    """What the printed words promise, as a template and its values: 大于120、小于130."""
    low, high = quantity.low, quantity.high
    values = {
        name: shown(Fraction(end), "") for name, end in (("low", low), ("high", high)) if end is not None
    }
    if low is None and high is None:
        return "", {}
    if high is None:
        return (_("大于%(low)s") if quantity.low_open else _("不小于%(low)s")), values
    if low is None:
        return (_("小于%(high)s") if quantity.high_open else _("不大于%(high)s")), values
    return {
        (True, True): _("大于%(low)s、小于%(high)s"),
        (True, False): _("大于%(low)s、不大于%(high)s"),
        (False, True): _("不小于%(low)s、小于%(high)s"),
        (False, False): _("在%(low)s和%(high)s之间"),
    }[quantity.low_open, quantity.high_open], values


def holds(quantity: Quantity, value: Fraction) -> bool:
    """Whether a value in the printed unit lies within what is printed, the rounding of a decimal allowed."""
    if _is_all_or_nothing(quantity):
        return value == Fraction(quantity.value or 0)
    slack = Fraction(0) if quantity.approx else half_digit(quantity)
    low = None if quantity.low is None else Fraction(quantity.low) - slack
    high = None if quantity.high is None else Fraction(quantity.high) + slack
    if low is not None and (value < low or (value == low and quantity.low_open)):
        return False
    return high is None or value < high or (value == high and not quantity.high_open)


def _is_all_or_nothing(quantity: Quantity) -> bool:
    """Whether 100% or 0% is printed: neither is said of 99.96%."""
    return quantity.dimension == Dimension.PERCENT and not quantity.approx and quantity.value in (0, 100)


def judge(quantity: Quantity, found: Found, unit_of_measure: str) -> Judgement:
    """The verdict on a quantity for the value found, which is in `unit_of_measure`.

    无法判断 where nothing was found or the units do not compare. Rule: the domain's 校数, with N余 an open interval (N
    itself a warning), 以上 with its bound and 超 without, a decimal good for half its last digit, and a whole number of
    money or per cent that was rounded a warning.
    """
    times = factor(unit_of_measure, quantity.unit)
    if found is None:
        return Judgement(Verdict.UNDECIDED, _("“%(figure)s”%(scope)s没有可数的记录。"))
    if times is None:
        return Judgement(
            Verdict.UNDECIDED,
            _("“%(figure)s”以“%(unit)s”计，与“%(claimed)s”不可比。"),
            {"unit": unit_of_measure, "claimed": quantity.text},
        )
    value = Fraction(found) * times
    said = {"found": shown(value, quantity.unit), "claimed": "".join(quantity.text.split())}
    if holds(quantity, value):
        return Judgement(Verdict.SUPPORTED, _("“%(figure)s”%(scope)s是%(found)s，符合“%(claimed)s”。"), said)
    printed = quantity.value
    if printed is not None and value == Fraction(printed) and any(word in quantity.approx for word in _YU):
        return Judgement(
            Verdict.WARNING, _("“%(figure)s”%(scope)s正好是%(found)s，写成“%(claimed)s”就多说了。"), said
        )
    if _rounds_to(quantity, value):
        return Judgement(
            Verdict.WARNING,
            _("“%(figure)s”%(scope)s是%(found)s，“%(claimed)s”只是取整的数；请写明小数，或者加“约”。"),
            said,
        )
    if quantity.is_exact:
        return Judgement(
            Verdict.CONTRADICTED, _("“%(figure)s”%(scope)s是%(found)s，文中写的是“%(claimed)s”。"), said
        )
    template, ends = bounds(quantity)
    return Judgement(
        Verdict.CONTRADICTED,
        _("“%(figure)s”%(scope)s是%(found)s，“%(claimed)s”说的是%(bounds)s，不符。"),
        {**said, "bounds": template % ends},
    )


def _rounds_to(quantity: Quantity, value: Fraction) -> bool:
    """Whether a whole number printed of something that has decimals is the value rounded."""
    if not quantity.is_exact or quantity.decimals or quantity.dimension not in _ROUNDED:
        return False
    if _is_all_or_nothing(quantity):
        return False
    assert quantity.value is not None
    return abs(value - Fraction(quantity.value)) <= Fraction(1, 2)
