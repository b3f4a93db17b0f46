"""Finds the quantities of a text and sets aside what only looks like one: the numerals of official Chinese prose."""

import re
from dataclasses import dataclass
from decimal import Decimal

from taizhang.proofreading.claim import Dimension, Quantity, Threshold
from taizhang.proofreading.reading import blurring, not_claims, numerals, thresholds, units
from taizhang.proofreading.reading.blurring import Interval
from taizhang.proofreading.reading.not_claims import Aside
from taizhang.proofreading.reading.numerals import Number
from taizhang.proofreading.reading.text import Text

_RANGE = re.compile(r"[—–~-]{1,2}|至|到")
_FROM = re.compile(r"(?:由|从|自)[^，。；、]{0,12}$")
_FALLING = "下降|减少|降低|回落|下滑|负增长|下跌|萎缩|下挫"
_FALL = re.compile(
    rf"(?:{_FALLING})(?:了|达到?|逾)?$|(?:{_FALLING})(?:的)?(?:幅度|率)(?:达到?|为|约|在|超)?$|(?:降幅|减幅|跌幅)(?:均|分别)?(?:达到?|为|约|在|超)?$"
    r"|(?:(?:同|环|年|相|均)比?|比[^，。；]{1,8}|较[^，。；]{1,8})(?:分别|均|再|又)?[降减跌]$|(?:下降|减少|降低|回落|下滑)(?:均|各)?(?:在|约)?$"
)
_JOINED = re.compile(r"[、和及与]|以及")
_SHARING = 40  # characters back in which 分别 lets numbers share the unit of the last one
_MEASURED_BEFORE = re.compile(
    r"(?:缩短|压缩|压减|提前|用时|平均|累计|缩减|减少|节约|节省|历时|延长|提速|推迟|耗时|天数|时长|寿命|减至|降至|至|到|超期|逾期|总计|合计|增加|同比|工时|学时|时间|达)[^，。；：、]{0,10}$"
)
_MEASURED_AFTER = re.compile(
    r"(?:以上|以内|左右)?(?:的)?(?:缩短|压缩|压减|缩减|减少|减|降|提速|延长|提升|增加|调整)(?:至|到|为)"
)
_DEADLINE = re.compile(
    r"(?:内|之内|以内|前|后|以前|之前|之后|行动|计划|规划|时间|期限|一次|[的]?(?:周期|期|试用|任期|整治|攻坚|集中))"
)
_ONE_COUNTS = ("新增", "仅", "仅有", "共", "只有", "共有", "增加", "减少", "只", "各", "新增加", "新建成")
_ONE_NEW = re.compile(r"(?:新增|新发|仅有?|共有?|只有)[^，。；、：]{1,12}$")
# What makes N个 the name of a rule: 三个必须, 四个不摘, 四个最严.
_RULES = ("必须", "不", "最", "零", "百分")
_BIG = re.compile(
    r"(?:重点|主要|专项|重大|核心|基础|支柱|主导|特色|民生|品牌|提升|攻坚|工作|产业|功能|关键|优势|标志性|攻坚|战略|新兴|传统|优势)*"
    r"(?:行动|工程|举措|措施|任务|产业|重点|专项|领域|体系|项目|板块|类|方面|机制|平台|中心|战役|计划|集群|片区|问题|环节|优势|目标|提升|战略|抓手|载体|场景|能力|支柱|主题|整治|活动|系统|模块|"
    r"事项|组团|园区|基地|制度|模式|品牌|短板|难题|清单|工作|效应|难点|阵地|路径|变化|亮点|特点|特色|支撑|突破|转变|风险|隐患)"
)
_POINTS = re.compile(r"(?:要求|意见|建议|希望|工作|措施|体会|思考|想法|看法|要点|安排|认识|打算)")
_MONEY_NOUN = re.compile(
    r"(?:投资|资金|收入|产值|税收|GDP|贷款|融资|金额|总额|存款|利润|增加值|总值|外资|支出|销售额|营收|债券|补贴|授信|交易额|成交额|额)[^，。；：]{0,8}$"
)
_FRACTION = re.compile(
    r"(?P<base>百|千|万|[二三四五六七八九十]|\d{1,2})分之(?P<share>\d+(?:\.\d+)?|[零一二三四五六七八九十百]+(?:点[零一二三四五六七八九]+)?)"
)
_NOUN_AFTER = re.compile(r"[\u4e00-\u9fff]")
_LETTER = re.compile(r"[A-Za-z]")
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


@dataclass(slots=True)
class _Reading:
    """One quantity under construction, its places in the normal text."""

    start: int
    end: int
    number: Number
    interval: Interval
    value: Decimal | None
    unit: str
    dimension: Dimension
    approx: str
    scale: Decimal
    kind: str = ""
    posted: bool = False
    fallen: bool = False
    bound: str = ""


def find(text: Text) -> Found:
    """All quantities, bounds and numerals set aside of a text."""
    return _Finder(text).found()


class _Finder:
    def __init__(self, text: Text) -> None:
        self.text = text
        self.norm = text.norm
        self.others: list[Aside] = not_claims.scan(text.norm)
        self.read: list[_Reading] = []

    def found(self) -> Found:
        numbers = self._free_numbers()
        place = 0
        while place < len(numbers):
            used = self._range(numbers, place) or self._single(numbers, place)
            place += used
        self._share_units(numbers)
        quantities, places, bounds, spans = [], [], [], []
        for reading in self._signed(self._merged()):
            if reading.bound:
                bounds.append(self._threshold(reading))
                spans.append((reading.start, reading.end))
            else:
                quantities.append(self._quantity(reading))
                places.append((reading.start, reading.end))
        others = tuple(sorted(self.others, key=lambda other: other.start))
        return Found(tuple(quantities), tuple(bounds), others, tuple(places), tuple(spans))

    def _free_numbers(self) -> list[Number]:
        """The numbers that no form set aside covers; fractions and 百分之三十 are read at once."""
        taken = [(other.start, other.end) for other in self.others]
        if "分之" in self.norm:
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
        share, base = _number(found["share"]), _number(found["base"])
        if share is None or not base or share > base * 10:
            return False
        unit, value = "%", share
        if found["base"] == "千":
            unit = "‰"
        elif found["base"] != "百":
            value = (share * 100 / base).quantize(Decimal("0.01"))
        decimals = len(found["share"].partition(".")[2] or found["share"].partition("点")[2])
        last = Decimal(1).scaleb(-decimals)
        number = Number(
            found.start(), found.end(), value, last, last, decimals, not found["share"][0].isdigit()
        )
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
        if kind := self._set_aside(reading):
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
            money = bool(_MONEY_NOUN.search(norm, max(0, number.start - 24), number.start))
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
        printed = self.norm[number.start : number.end]
        at_head = (
            number.start == 0
            or number.start in self.text.breaks
            or self.norm[number.start - 1] in "。；：！？"
        )
        if not at_head or "." not in printed or number.value > 100 or number.blur:
            return number
        rest = printed.partition(".")[2]
        if rest.startswith("0"):
            return number
        self.others.append(Aside("marker", number.start, number.end - len(rest), printed[: -len(rest)]))
        value = Decimal(rest)
        return Number(number.end - len(rest), number.end, value, numerals.last_place(rest), Decimal(1))

    def _add(self, number: Number, end: int, unit: str, dimension: Dimension, scale: Decimal) -> _Reading:
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
        reading = _Reading(
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

    def _bound(self, reading: _Reading, *, ranged: bool) -> str:
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

    def _set_aside(self, reading: _Reading) -> str:
        """Why a number with a unit claims nothing after all; empty where it does."""
        norm, number, unit = self.norm, reading.number, reading.unit
        if reading.bound:
            return ""
        if reading.dimension is Dimension.DURATION:
            return "" if self._is_measured(reading) else "duration"
        if unit == "大" and not _BIG.match(norm, reading.end):
            return "word"
        if not number.chinese:
            return ""
        if (
            number.bare
            and not reading.approx
            and not norm.endswith(("达", "达到", "至", "到", "跨越", "迈上"), 0, reading.start)
        ):
            return "vague"
        if norm[number.start : number.end] == "二":
            return "word"
        if unit == "期":
            return "phase"
        if unit == "个" and norm.startswith(_RULES, reading.end):
            return "slogan"
        if number.value == 1 and not number.blur and norm[number.start] == "一" and reading.value is not None:
            counted = norm.endswith(_ONE_COUNTS, 0, reading.start) and not norm.endswith(
                ("唯一", "统一"), 0, number.end
            )
            if not counted and norm[reading.end : reading.end + 1] in ("", *"，。；、（）"):
                counted = bool(_ONE_NEW.search(norm, max(0, reading.start - 16), reading.start))
            return (
                ""
                if counted and unit not in ("次", "批", "轮", "道", "面", "把", "大", "片", "方面", "个方面")
                else "one"
            )
        return ""

    def _is_measured(self, reading: _Reading) -> bool:
        """Whether a duration is a result that was measured (压缩至3个工作日), not a deadline or the length of a plan."""
        if _DEADLINE.match(self.norm, reading.end):
            return False
        before = _MEASURED_BEFORE.search(self.norm, max(0, reading.start - 24), reading.start)
        return bool(before or _MEASURED_AFTER.match(self.norm, reading.end))

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
        if not reading.bound and dimension is Dimension.DURATION and not self._is_measured(reading):
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
            if not _JOINED.fullmatch(self.norm, number.end, following.start):
                continue
            back = self.norm[max(0, number.start - _SHARING) : number.start]
            if "分别" not in re.split("[。；！？]", back)[-1]:
                continue
            value = number.value if not number.magnitude else number.value / reading.scale
            shared = _Reading(
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

    def _merged(self) -> list[_Reading]:
        """The readings in order, 1亿元以上5亿元以下 made one."""
        merged: list[_Reading] = []
        for reading in sorted(self.read, key=lambda reading: reading.start):
            last = merged[-1] if merged else None
            if (
                last is not None
                and last.posted
                and last.kind == "atleast"
                and reading.kind in ("atmost", "under")
                and last.dimension is reading.dimension
                and last.value is not None
                and reading.value is not None
                and last.value * last.scale < reading.value * reading.scale
                and self.norm[last.end : reading.start] in ("", "、", "，", "至", "到")
            ):
                low = last.value * last.scale / reading.scale
                reading.interval = Interval(low, reading.value, False, reading.kind == "under")
                reading.start, reading.value, reading.approx = last.start, None, last.approx + reading.approx
                merged[-1] = reading
            else:
                merged.append(reading)
        return merged

    def _signed(self, readings: list[_Reading]) -> list[_Reading]:
        """Rates of a fall as negative ones: 下降14.7% is -14.7; 下降到30% is not."""
        last: _Reading | None = None
        for reading in readings:
            if reading.dimension in (Dimension.PERCENT, Dimension.POINTS) and not (
                reading.value is not None and reading.value < 0
            ):
                joined = (
                    last is not None
                    and last.fallen
                    and last.dimension is reading.dimension
                    and _JOINED.fullmatch(self.norm, last.end, reading.start)
                )
                if joined or _FALL.search(self.norm, max(0, reading.start - 14), reading.start):
                    reading.fallen = True
                    reading.value = None if reading.value is None else -reading.value
                    reading.interval = reading.interval.negated()
            last = reading
        return readings

    def _quantity(self, reading: _Reading) -> Quantity:
        start, end = self.text.span(reading.start, reading.end)
        interval = reading.interval
        return Quantity(
            self.text.raw[start:end],
            start,
            end,
            _plain(reading.value),
            _plain(interval.low),
            _plain(interval.high),
            reading.unit,
            reading.dimension,
            interval.low_open,
            interval.high_open,
            reading.approx,
            reading.number.decimals,
            reading.number.chinese,
            _plain(reading.number.last / reading.scale) or Decimal(1),
        )

    def _threshold(self, reading: _Reading) -> Threshold:
        start, end = self.text.span(reading.start, reading.end)
        comparison = {"over": ">", "atmost": "<=", "under": "<"}.get(reading.kind, ">=")
        value, band = reading.value, None
        if value is None:
            comparison, value, band = ">=", reading.interval.low, reading.interval.high
        return Threshold(
            self.text.raw[start:end],
            start,
            end,
            comparison,
            _plain(value) or Decimal(0),
            reading.unit,
            _plain(band),
            reading.bound == "loose",
        )


def _number(printed: str) -> Decimal | None:
    """The value of a number in Arabic or Chinese digits; None where it is none."""
    if printed[0].isdigit():
        return Decimal(printed)
    read = numerals.digits_value(printed)
    return None if read is None else read[0]


def _plain(value: Decimal | None) -> Decimal | None:
    """The value without trailing zeros and without an exponent: 12000, not 12000.0 nor 1.2E+4."""
    if value is None:
        return None
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain
