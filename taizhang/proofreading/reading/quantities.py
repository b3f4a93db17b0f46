"""Finds the quantities of a text and sets aside what only looks like one: the numerals of official Chinese prose."""

import re
from dataclasses import dataclass
from decimal import Decimal

from taizhang.proofreading.claim import Dimension, Quantity, Threshold
from taizhang.proofreading.reading import (
    blurring,
    not_claims,
    numerals,
    printed,
    thresholds,
    unclaimed,
    units,
)
from taizhang.proofreading.reading.blurring import Interval
from taizhang.proofreading.reading.not_claims import Aside
from taizhang.proofreading.reading.numerals import Number
from taizhang.proofreading.reading.printed import JOINED, Printed
from taizhang.proofreading.reading.text import Text

_RANGE = re.compile(r"[—–~-]{1,2}|至|到")
_FROM = re.compile(r"(?:由|从|自)[^，。；、]{0,12}$")
_SHARING = 40  # characters back in which 分别 lets numbers share the unit of the last one
_POINTS = re.compile(r"(?:要求|意见|建议|希望|工作|措施|体会|思考|想法|看法|要点|安排|认识|打算)")
_MONEY_NOUN = re.compile(
    r"(?:投资|资金|收入|产值|税收|GDP|贷款|融资|金额|总额|存款|利润|增加值|总值|外资|支出|销售额|营收|债券|补贴|授信|交易额|成交额|额)[^，。；：]{0,8}$"
)
_FRACTION = re.compile(
    r"(?<=[的占近约达过有到为])(?P<part>[1-9])/(?P<whole>[2-9]|10)(?![\d/月])|"
    r"(?P<base>百|千|万|[二三四五六七八九十]|\d{1,2})分之(?P<share>\d+(?:\.\d+)?|[零一二三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)"
)
_NOUN_AFTER = re.compile(r"[\u4e00-\u9fff]")
_MINUS_AFTER = re.compile(r"[\u4e00-\u9fff（：，；]")
_MEASURING = (
    Dimension.MEASURE,
    Dimension.PERCENT,
    Dimension.POINTS,
    Dimension.TIMES,
    Dimension.MONEY,
    Dimension.DURATION,
)
_EXPONENTS = {"万": Decimal(10_000), "亿": Decimal(100_000_000), "万亿": Decimal(1_000_000_000_000)}


@dataclass(frozen=True, slots=True)
class Found:
    """What stands in a text: claims' quantities, bounds, and numerals set aside (others, with places in the normal text).

    Quantities and thresholds carry places in the raw text; `places` and `bounds` are their places in the normal text, in the
    same order.
    """

    quantities: tuple[Quantity, ...]
    thresholds: tuple[Threshold, ...]
    others: tuple[Aside, ...]
    places: tuple[tuple[int, int], ...]
    bounds: tuple[tuple[int, int], ...]


def find(text: Text) -> Found:
    """All quantities, bounds and numerals set aside of a text."""
    return _Finder(text).found()


class _Finder:
    def __init__(self, text: Text) -> None:
        self.text = text
        self.norm = text.norm
        self.others: list[Aside] = not_claims.scan(text.norm)
        self.read: list[Printed] = []

    def found(self) -> Found:
        numbers = self._free_numbers()
        place = 0
        while place < len(numbers):
            used = self._range(numbers, place) or self._single(numbers, place)
            place += used
        self._share_units(numbers)
        quantities, places, bounds, spans = [], [], [], []
        for reading in printed.signed(self.norm, printed.merged(self.norm, self.read)):
            if reading.bound:
                bounds.append(printed.threshold(self.text, reading))
                spans.append((reading.start, reading.end))
            else:
                quantities.append(printed.quantity(self.text, reading))
                places.append((reading.start, reading.end))
        others = tuple(sorted(self.others, key=lambda other: other.start))
        return Found(tuple(quantities), tuple(bounds), others, tuple(places), tuple(spans))

    def _free_numbers(self) -> list[Number]:
        """The numbers that no form set aside covers; fractions and 百分之三十 are read at once."""
        taken = [(other.start, other.end) for other in self.others]
        if "分之" in self.norm or "/" in self.norm:
            for found in _FRACTION.finditer(self.norm):
                if self._fraction(found):
                    taken.append(found.span())
            taken.sort()
        free, place = [], 0
        for number in numerals.scan(self.norm):
            while place < len(taken) and taken[place][1] <= number.start:
                place += 1
            if place == len(taken) or taken[place][0] >= number.end:
                free.append(number)
        return free

    def _fraction(self, found: re.Match[str]) -> bool:
        """百分之三十 as 30 %, 三分之二 as 66.67 %."""
        over, under = found["share"] or found["part"], found["base"] or found["whole"]
        share, base = _number(over), _number(under)
        if share is None or not base or share > base * 10:
            return False
        if found.start() and self.norm[found.start() - 1] in "个第零〇一二两三四五六七八九十":
            return True
        unit, value = "%", share
        if under == "千":
            unit = "‰"
        elif under != "百":
            value = (share * 100 / base).quantize(Decimal("0.01"))
        decimals = len(over.partition(".")[2] or over.partition("点")[2])
        last = Decimal(1).scaleb(-decimals)
        number = Number(found.start(), found.end(), value, last, last, decimals, not over[0].isdigit())
        self._add(number, number.end, unit, Dimension.PERCENT, Decimal(1))
        return True

    def _single(self, numbers: list[Number], place: int) -> int:
        number = numbers[place]
        unit = units.at(self.norm, number.end, chinese=number.chinese)
        if number.chinese and not unit:
            unit = self._announced(number)
        if not unit:
            self._without_unit(number)
            return 1
        dimension = units.dimension(unit)
        if number.decimals and not number.magnitude and dimension is Dimension.COUNT:
            number = self._numbered_heading(number)
        end, scale = number.end + len(unit), Decimal(1)
        if dimension is Dimension.MONEY and number.magnitude:
            unit, scale = number.magnitude + unit, _EXPONENTS[number.magnitude]
        reading = self._add(number, end, unit, dimension, scale)
        if kind := unclaimed.why_not(self.norm, reading):
            self.read.remove(reading)
            self.others.append(
                Aside(kind, reading.start, reading.end, self.norm[reading.start : reading.end])
            )
        return 1

    def _announced(self, number: Number) -> str:
        if self.norm.startswith("点", number.end) and _POINTS.match(self.norm, number.end + 1):
            return "点"
        return ""

    def _without_unit(self, number: Number) -> None:
        """12万群众, 投资3000万, 300余商户; 1. and 2、 as markers; the rest is no quantity."""
        norm, end = self.norm, number.end
        if number.magnitude:
            scale = _EXPONENTS[number.magnitude]
            money = "亿" in number.magnitude or bool(
                _MONEY_NOUN.search(norm, max(0, number.start - 24), number.start)
            )
            kind = blurring.before(norm, number.start)[1]
            if norm.startswith("级", end) or ((kind or number.bare) and thresholds.is_thing(norm, end)):
                reading = self._add(number, end, number.magnitude + "元", Dimension.MONEY, scale)
                reading.bound = reading.bound or "loose"
                return
            if number.bare and not kind and not number.blur:
                return
            if money:
                self._add(number, end, number.magnitude, Dimension.MONEY, scale)
            elif number.blur or kind or not number.chinese:
                self._add(number, end, "", Dimension.COUNT, Decimal(1))
        elif number.blur in ("余", "多") and _NOUN_AFTER.match(norm, end):
            if not number.bare or number.blur == "余":
                self._add(number, end, "", Dimension.COUNT, Decimal(1))
        elif not number.chinese and norm[end : end + 1] in ("、", ".", "）") and number.value < 100:
            self.others.append(Aside("marker", number.start, end + 1, norm[number.start : end + 1]))

    def _numbered_heading(self, number: Number) -> Number:
        """1.5家企业 at the head of a line is the heading 1. and 5家: things are not counted by halves."""
        shown = self.norm[number.start : number.end]
        at_head = (
            number.start == 0
            or number.start in self.text.breaks
            or self.norm[number.start - 1] in "。；：！？"
        )
        if not at_head or "." not in shown or number.value > 100 or number.blur:
            return number
        rest = shown.partition(".")[2]
        if rest.startswith("0"):
            return number
        self.others.append(Aside("marker", number.start, number.end - len(rest), shown[: -len(rest)]))
        value = Decimal(rest)
        return Number(number.end - len(rest), number.end, value, numerals.last_place(rest), Decimal(1))

    def _add(self, number: Number, end: int, unit: str, dimension: Dimension, scale: Decimal) -> Printed:
        """Reads what stands around a number and its unit."""
        before, kind = blurring.before(self.norm, number.start)
        after, kind_after = blurring.after(self.norm, end)
        start, end = number.start - len(before), end + len(after)
        value: Decimal | None = number.value / scale
        interval = blurring.interval(
            number.value / scale, number.step / scale, number.blur, (kind_after, kind)
        )
        blur = number.blur
        if number.low is not None and number.high is not None:
            value, interval = None, Interval(number.low / scale, number.high / scale, False, number.high_open)
            blur = (self.norm[number.start] if number.high_open else "") + blur
        elif before == "" and self._is_minus(start, dimension):
            start, value, interval = start - 1, -number.value / scale, interval.negated()
        reading = Printed(
            start,
            end,
            number,
            interval,
            value,
            unit,
            dimension,
            before + blur + after,
            scale,
            kind_after or kind,
        )
        reading.posted = bool(after)
        reading.bound = self._bound(reading, ranged=False)
        self.read.append(reading)
        return reading

    def _is_minus(self, start: int, dimension: Dimension) -> bool:
        if dimension not in _MEASURING or start < 1 or self.norm[start - 1] != "-":
            return False
        return start == 1 or bool(_MINUS_AFTER.match(self.norm, start - 2))

    def _bound(self, reading: Printed, *, ranged: bool) -> str:
        return thresholds.is_bound(
            self.norm,
            reading.start,
            reading.end,
            reading.dimension,
            reading.unit,
            kind=reading.kind,
            posted=reading.posted,
            ranged=ranged,
            bare=reading.number.bare,
        )

    def _range(self, numbers: list[Number], place: int) -> int:
        """3.2—3.5亿元, 3至5个, 1亿元至5亿元 as one; 0 where two numbers are no range (由3家到5家 is a change)."""
        if place + 1 == len(numbers):
            return 0
        first, second, norm = numbers[place], numbers[place + 1], self.norm
        own = units.at(norm, first.end, chinese=first.chinese) if second.start - first.end > 1 else ""
        separator = _RANGE.match(norm, first.end + len(own))
        if separator is None or separator.end() != second.start:
            return 0
        unit = units.at(norm, second.end, chinese=second.chinese)
        if (
            own
            and separator.group() in ("至", "到")
            and _FROM.search(norm, max(0, first.start - 16), first.start)
        ):
            return 0
        if not unit or first.low is not None or second.low is not None:
            return 0
        dimension = units.dimension(unit)
        if own and units.dimension(own) is not dimension:
            return 0
        scale = Decimal(1)
        end = second.end + len(unit)
        if dimension is Dimension.MONEY and second.magnitude:
            unit, scale = second.magnitude + unit, _EXPONENTS[second.magnitude]
        low = first.value
        shared = _EXPONENTS.get(second.magnitude, Decimal(1))
        if not own and not first.magnitude and low * shared < second.value:
            low *= shared
        if low >= second.value:
            return 0
        reading = self._add(second, end, unit, dimension, scale)
        before = blurring.before(norm, first.start)[0]
        reading.start, reading.value = first.start - len(before), None
        reading.interval = Interval(low / scale, second.value / scale)
        reading.approx = before + reading.approx
        reading.bound = self._bound(reading, ranged=True)
        if not reading.bound and dimension is Dimension.DURATION and not unclaimed.is_measured(norm, reading):
            self.read.remove(reading)
            self.others.append(
                Aside("duration", reading.start, reading.end, norm[reading.start : reading.end])
            )
        return 2

    def _share_units(self, numbers: list[Number]) -> None:
        """分别增长3、5个百分点: a number without a unit takes that of the next one."""
        by_start = {reading.number.start: reading for reading in self.read}
        for number, following in zip(reversed(numbers[:-1]), reversed(numbers[1:]), strict=True):
            reading = by_start.get(following.start)
            if reading is None or number.start in by_start or number.chinese or not reading.unit:
                continue
            if not JOINED.fullmatch(self.norm, number.end, following.start):
                continue
            back = self.norm[max(0, number.start - _SHARING) : number.start]
            if "分别" not in re.split("[。；！？]", back)[-1]:
                continue
            value = number.value if not number.magnitude else number.value / reading.scale
            shared = Printed(
                number.start,
                number.end,
                number,
                Interval(value, value),
                value,
                reading.unit,
                reading.dimension,
                "",
                Decimal(1),
            )
            self.others = [other for other in self.others if other.start != number.start]
            by_start[number.start] = shared
            self.read.append(shared)


def _number(digits: str) -> Decimal | None:
    """The value of a number in Arabic or Chinese digits; None where it is none."""
    if digits[0].isdigit():
        return Decimal(digits)
    read = numerals.digits_value(digits)
    return None if read is None else read[0]
