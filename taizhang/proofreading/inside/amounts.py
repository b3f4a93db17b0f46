"""Compares the numbers of claims: one base unit for 元 and 亿元, and the ends within which a printed number may lie."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from taizhang.proofreading.claim import Dimension, Quantity

_MAGNITUDES = {
    "万亿": 12, "千亿": 11, "百亿": 10, "亿": 8, "千万": 7, "百万": 6, "十万": 5, "万": 4,
}  # fmt: skip
_MAGNITUDE = re.compile("^(" + "|".join(_MAGNITUDES) + ")(?=.)")
_PRINTED = re.compile(r"(\d[\d,，]*(?:\.\d+)?)([^\d]*)$")
_INFINITE = Decimal("Infinity")


@dataclass(frozen=True)
class Amount:
    """What a printed number promises, in its base unit: at least `low`, at most `high`; `value` None for a range."""

    unit: str
    low: Decimal
    high: Decimal
    value: Decimal | None
    exact: bool

    def certainly_over(self, other: "Amount") -> bool:
        """Whether no reading of the two leaves this one at or below the other."""
        return self.low > other.high

    def meets(self, low: Decimal, high: Decimal) -> bool:
        """Whether some value that the number allows lies between two ends."""
        return self.low <= high and low <= self.high


def base_unit(unit: str) -> tuple[str, Decimal]:
    """The unit without its magnitude, and how many of it one is: 亿元 is 元 and 100000000."""
    match = _MAGNITUDE.match(unit)
    if match is None:
        return unit, Decimal(1)
    return unit[match.end() :], Decimal(1).scaleb(_MAGNITUDES[match[1]])


@lru_cache(maxsize=4096)  # every check of a text asks for the same ones, many for each pair
def amount(quantity: Quantity, *, round_whole: bool = False) -> Amount:
    """The ends of a quantity in its base unit.

    A decimal allows half its last digit (domain rule), of the number as printed: 152.3万人 half of 0.1万. A whole number is
    taken as exact, unless `round_whole` says that it may have been rounded.
    """
    unit, factor = base_unit(quantity.unit)
    if quantity.is_exact and quantity.value is not None:
        slack = Decimal(0)
        if quantity.decimals or round_whole:
            slack = Decimal("0.5").scaleb(-quantity.decimals) * _magnitude_of(quantity)
        value = abs(quantity.value)  # 下降14.7% has a sign; every check reads the direction from the words
        low, high = (value - slack) * factor, (value + slack) * factor
        return Amount(unit, low, high, value * factor, True)
    low = -_INFINITE if quantity.low is None else quantity.low * factor
    high = _INFINITE if quantity.high is None else quantity.high * factor
    if quantity.low is None and quantity.value is not None:
        low = Decimal(0)
    value_or_none = None if quantity.value is None else quantity.value * factor
    return Amount(unit, low, high, value_or_none, False)


def _magnitude_of(quantity: Quantity) -> Decimal:
    """What the number as printed is multiplied by to be the value: 10000 for 152.3万人, 1 for 225.7亿元."""
    printed = _PRINTED.search(shown(quantity))
    number = Decimal(printed[1].replace(",", "").replace("，", "")) if printed else Decimal(0)
    return abs(quantity.value / number) if number and quantity.value else Decimal(1)


def amounts(quantities: Iterable[Quantity]) -> list[Amount]:
    """The amounts of numbers that are set against each other: where one has decimals a whole one may be rounded."""
    group = list(quantities)
    rounded = any(one.decimals for one in group)
    return [amount(one, round_whole=not one.decimals and (rounded or _long(one))) for one in group]


def _long(quantity: Quantity) -> bool:
    """Whether a whole amount of money or measure has so many digits that it was rounded to them (744127亿元)."""
    measured = quantity.dimension in (Dimension.MONEY, Dimension.MEASURE, Dimension.PERSONS)
    return measured and quantity.value is not None and quantity.value / _magnitude_of(quantity) >= 1000


def shown(quantity: Quantity) -> str:
    """A number as printed, without stray blanks."""
    return "".join(quantity.text.split())


def plain(number: Decimal) -> str:
    """A number in full without zeros behind its last digit."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def in_unit(number: Decimal, unit: str) -> str:
    """A number of the base unit as it would be printed in `unit`: 250000000 in 亿元 is "2.5亿元"."""
    return plain(number / base_unit(unit)[1]) + unit


def like(number: Decimal, quantity: Quantity) -> str:
    """A number of the base unit as it would stand in the place of a printed quantity: 160.3万人 for 152.3万人."""
    printed = _PRINTED.search(shown(quantity))
    if printed is None or not quantity.is_exact:
        return in_unit(number, quantity.unit)
    return plain(number / base_unit(quantity.unit)[1] / _magnitude_of(quantity)) + printed[2]
