"""A number as printed with its unit and the words that blur it, and how it becomes a quantity or a bound."""

import re
from dataclasses import dataclass
from decimal import Decimal

from taizhang.proofreading.claim import Dimension, Quantity, Threshold
from taizhang.proofreading.reading.blurring import Interval
from taizhang.proofreading.reading.numerals import Number
from taizhang.proofreading.reading.text import Text

_FALLING = "下降|减少|降低|回落|下滑|负增长|下跌|萎缩|下挫"
_FALL = re.compile(
    rf"(?:{_FALLING})(?:了|达到?|逾)?$|(?:{_FALLING})(?:的)?(?:幅度|率)(?:达到?|为|约|在|超)?$|(?:降幅|减幅|跌幅)(?:均|分别)?(?:达到?|为|约|在|超)?$"
    r"|(?:(?:同|环|年|相|均)比?|比[^，。；]{1,8}|较[^，。；]{1,8})(?:分别|均|再|又)?[降减跌]$|(?:下降|减少|降低|回落|下滑)(?:均|各)?(?:在|约)?$"
)
JOINED = re.compile(r"[、和及与]|以及")


@dataclass(slots=True)
class Printed:
    """A number at norm[start:end] with what belongs to it; `value` and `interval` are in `unit`, which is `scale` of the plain unit.

    `kind` is that of the words around it (see blurring), `posted` whether one follows it, `fallen` whether it is the rate of a fall,
    `bound` how it bounds what is counted ("strict", "loose"), empty for a quantity.
    """

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


def merged(norm: str, readings: list[Printed]) -> list[Printed]:
    """The readings in order, 1亿元以上5亿元以下 made one."""
    kept: list[Printed] = []
    for reading in sorted(readings, key=lambda reading: reading.start):
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.posted
            and last.kind == "atleast"
            and reading.kind in ("atmost", "under")
            and last.dimension is reading.dimension
            and last.value is not None
            and reading.value is not None
            and last.value * last.scale < reading.value * reading.scale
            and norm[last.end : reading.start] in ("", "、", "，", "至", "到")
        ):
            low = last.value * last.scale / reading.scale
            reading.interval = Interval(low, reading.value, False, reading.kind == "under")
            reading.start, reading.value, reading.approx = last.start, None, last.approx + reading.approx
            kept[-1] = reading
        else:
            kept.append(reading)
    return kept


def signed(norm: str, readings: list[Printed]) -> list[Printed]:
    """Rates of a fall as negative ones: 下降14.7% is -14.7; 下降到30% is not."""
    last: Printed | None = None
    for reading in readings:
        if reading.dimension in (Dimension.PERCENT, Dimension.POINTS) and not (
            reading.value is not None and reading.value < 0
        ):
            joined = (
                last is not None
                and last.fallen
                and last.dimension is reading.dimension
                and JOINED.fullmatch(norm, last.end, reading.start)
            )
            if joined or _FALL.search(norm, max(0, reading.start - 14), reading.start):
                reading.fallen = True
                reading.value = None if reading.value is None else -reading.value
                reading.interval = reading.interval.negated()
        last = reading
    return readings


def quantity(text: Text, reading: Printed) -> Quantity:
    """The reading as a quantity of the raw text."""
    start, end = text.span(reading.start, reading.end)
    interval = reading.interval
    return Quantity(
        text.raw[start:end],
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


def threshold(text: Text, reading: Printed) -> Threshold:
    """The reading as a bound of the raw text."""
    start, end = text.span(reading.start, reading.end)
    comparison = {"over": ">", "atmost": "<=", "under": "<"}.get(reading.kind, ">=")
    value, band = reading.value, None
    if value is None:
        comparison, value, band = ">=", reading.interval.low, reading.interval.high
    return Threshold(
        text.raw[start:end],
        start,
        end,
        comparison,
        _plain(value) or Decimal(0),
        reading.unit,
        _plain(band),
        reading.bound == "loose",
    )


def _plain(value: Decimal | None) -> Decimal | None:
    """The value without trailing zeros and without an exponent: 12000, not 12000.0 nor 1.2E+4."""
    if value is None:
        return None
    plain = value.normalize()
    exponent = plain.as_tuple().exponent
    return plain.quantize(Decimal(1)) if isinstance(exponent, int) and exponent > 0 else plain
