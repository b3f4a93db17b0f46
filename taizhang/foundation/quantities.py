"""Reads dates, moments and numbers as clerks write them, and shows numbers as official texts print them."""

import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from taizhang.foundation.clock import SHANGHAI

EARLIEST_YEAR, LATEST_YEAR = 1949, 2199
LONGEST_NUMBER = 30

_DATE = r"(\d{4})(?:([-./])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]|(\d{2})(\d{2}))"
_GAP = r"(?:[T ]|(?<=[日号]))"
_CLOCK = r"(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:\.0+)?)?|[时点](?:(\d{1,2})分?(?:(\d{1,2})秒)?)?)"
_DATE_TEXT = re.compile(rf"{_DATE}(?:{_GAP}{_CLOCK})?", re.ASCII)
_MOMENT_TEXT = re.compile(rf"{_DATE}{_GAP}{_CLOCK}", re.ASCII)
_PLAIN_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_GROUPED_NUMBER = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_MONEY_TEXT = re.compile(r"([+-]?[\d,]+(?:\.\d+)?)(亿元|亿|万元|万|元)", re.ASCII)
_MINUS_SIGNS = str.maketrans("−–—‐", "----")
_BRACKETS = str.maketrans("〔〕【】[]・•", "()()()··")
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_COMPANY_ENDINGS = ("股份有限公司", "有限责任公司", "有限公司")
_UNIT_SPELLINGS = {"㎡": ("平方米", "平米"), "mm": ("毫米",), "亿元": ("亿",), "万元": ("万",)}
_MONEY_IN_WAN = {"亿元": 4, "亿": 4, "万元": 0, "万": 0, "元": -4}

_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES = {character: value for value, character in enumerate(_CREDIT_ALPHABET)}
_CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_CREDIT_CODE = re.compile(rf"[{_CREDIT_ALPHABET}]{{2}}\d{{6}}[{_CREDIT_ALPHABET}]{{10}}", re.ASCII)


def _(text: str) -> str:
    """Marks a sentence for translation; this floor knows no language but its own."""
    return text


class QuantityError(ValueError):
    """A value that cannot be read; str() is a Chinese sentence: what is wrong, and which form is expected.

    `template` and `values` let a page print the sentence in another language: gettext(template) % values.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template % values)
        self.template = template
        self.values = values


def _shown(value: object) -> str:
    """The value as a sentence may quote it: one line, at most 40 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else text[:39] + "…"


def _folded(text: str) -> str:
    """Full-width characters as half-width ones, outer spaces gone, every inner run of spaces one space."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(_INVISIBLE.sub(" ", text).split())


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _build_date(value: object, groups: tuple[str | None, ...]) -> date:
    """A date of the seven groups of _DATE; raises QuantityError where the calendar has no such day."""
    year, _separator, month, day, month_cn, day_cn, month_plain, day_plain = groups[:8]
    try:
        found = date(
            int(year or 0), int(month or month_cn or month_plain or 0), int(day or day_cn or day_plain or 0)
        )
    except ValueError:
        raise QuantityError(_("日期“%(value)s”在日历上不存在。"), value=_shown(value)) from None
    return _checked_year(found)


def _checked_year(day: date) -> date:
    if EARLIEST_YEAR <= day.year <= LATEST_YEAR:
        return day
    raise QuantityError(
        _("日期“%(value)s”的年份不在%(first)s年至%(last)s年之间。"),
        value=day.isoformat(),
        first=EARLIEST_YEAR,
        last=LATEST_YEAR,
    )


def parse_date(value: Any) -> date:
    """The day that a cell or a field means.

    Takes a date, a datetime (an aware one by its Shanghai day), 2020-06-19, 2020.6.19, 2020/6/19,
    2020年6月19日, 20200619 as text or number; a time behind the text is left aside. Raises QuantityError.
    """
    kind = type(value)
    if kind is date:
        return value if 1949 <= value.year <= 2199 else _checked_year(value)
    if kind is str and len(value) == 10 and value[4] == "-" == value[7]:
        try:
            found = date.fromisoformat(value)
        except ValueError:
            pass
        else:
            return found if 1949 <= found.year <= 2199 else _checked_year(found)
    if isinstance(value, datetime):
        return _checked_year(value.date() if value.tzinfo is None else value.astimezone(SHANGHAI).date())
    if isinstance(value, date):
        return _checked_year(value)
    if _is_blank(value):
        raise QuantityError(_("日期是空的，应写成 2020-06-19 这样的形式。"))
    text = value if isinstance(value, str) else ""
    if isinstance(value, int | float) and not isinstance(value, bool) and value == value // 1:
        text = str(int(value))
        if len(text) == 5:
            raise QuantityError(
                _("“%(value)s”是没有设成日期格式的序号，请把单元格设为日期，或写成 2020-06-19。"), value=text
            )
    return _date_from_text(text or str(value))


@lru_cache(maxsize=8192)
def _date_from_text(text: str) -> date:
    match = _DATE_TEXT.fullmatch(_date_text(text))
    if match is None:
        raise QuantityError(
            _("“%(value)s”不是日期，应写成 2020-06-19、2020年6月19日或 20200619。"), value=_shown(text)
        )
    return _build_date(text, match.groups())


def parse_moment(value: Any, *, date_means_midnight: bool = False) -> datetime:
    """The instant that a cell or a field means, aware, in Asia/Shanghai.

    Takes a datetime (a naive one is Shanghai time), 2020-06-01 21:10, 2020/6/1 21:10:00,
    2020年6月1日21时10分; 24:00 is the midnight that follows. Spreadsheets hand over midnight as a bare
    date: a reader of cells says `date_means_midnight`, anyone else is told that the time of day is missing.
    Raises QuantityError.
    """
    if type(value) is str and len(value) >= 16 and value[4] == "-" == value[7]:
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            value = value.strip()  # not ISO: read by the grammar below
    if isinstance(value, datetime):
        _checked_year(value)
        return value.replace(tzinfo=SHANGHAI) if value.tzinfo is None else value.astimezone(SHANGHAI)
    if isinstance(value, date) and date_means_midnight:
        return datetime(value.year, value.month, value.day, tzinfo=SHANGHAI)
    if _is_blank(value):
        raise QuantityError(_("时间是空的，应写成 2020-06-01 21:10 这样的形式。"))
    text = _date_text(value) if isinstance(value, str) else ""
    match = _MOMENT_TEXT.fullmatch(text)
    if match is None:
        if isinstance(value, date) or _DATE_TEXT.fullmatch(text):
            raise QuantityError(
                _("“%(value)s”只有日期没有时刻，应写成 2020-06-01 21:10。"), value=_shown(value)
            )
        raise QuantityError(
            _("“%(value)s”不是时间，应写成 2020-06-01 21:10 或 2020年6月1日21时10分。"), value=_shown(value)
        )
    groups = match.groups()
    day = _build_date(value, groups)
    clock = (groups[8], groups[9] or groups[11], groups[10] or groups[12])
    hour, minute, second = (int(part or 0) for part in clock)
    if (hour, minute, second) == (24, 0, 0):
        day, hour = day + timedelta(days=1), 0
    if hour > 23 or minute > 59 or second > 59:
        raise QuantityError(_("“%(value)s”的时刻不对，一天从 00:00 到 24:00。"), value=_shown(value))
    return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=SHANGHAI)


def _date_text(text: str) -> str:
    """A date's text without spaces, save the one between day and time."""
    folded = _folded(text).translate(_MINUS_SIGNS)
    return re.sub(r"\s*([-./:年月日号时点分秒])\s*", r"\1", folded)


def parse_decimal(value: Any, *, unit: str = "", places: int | None = None) -> Decimal:
    """The exact number that a cell or a field means, in the column's unit of measure.

    Takes a Decimal, an int, a float (by the fifteen digits that a spreadsheet keeps: 0.99996 is
    Decimal("0.99996")), and text with thousands separators, full-width digits, a currency sign in front, the
    column's own `unit` behind. Another unit of money is refused with the amount rewritten in the
    column's own: nothing is converted unseen. More than `places` decimals are refused, not rounded. Raises
    QuantityError.
    """
    kind = type(value)
    if kind is float:
        number = _from_float(value)
    elif kind is int or kind is Decimal:
        number = _finite(Decimal(value))
    elif kind is str and _PLAIN_NUMBER.fullmatch(value):
        number = Decimal(value)
    elif _is_blank(value):
        raise QuantityError(_("数字是空的。"))
    elif isinstance(value, str):
        number = _from_text(value, unit)
    else:
        raise QuantityError(_("“%(value)s”不是数字，应写成 1234.5 这样的形式。"), value=_shown(value))
    if places is not None and _decimals(number) > places:
        raise QuantityError(
            _("“%(value)s”的小数超过 %(places)s 位，系统不替您四舍五入。"), value=_shown(value), places=places
        )
    return number


def parse_integer(value: Any, *, unit: str = "") -> int:
    """The whole number that a cell or a field means (64, 64.0, "1,200"); raises QuantityError."""
    kind = type(value)
    if kind is int or (kind is float and value.is_integer() and -1e15 < value < 1e15):
        return int(value)
    number = parse_decimal(value, unit=unit)
    whole = int(number)
    if whole != number:
        raise QuantityError(_("“%(value)s”不是整数。"), value=_shown(value))
    return whole


def _finite(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise QuantityError(_("“%(value)s”不是数字，应写成 1234.5 这样的形式。"), value=_shown(number))
    return number


def _from_float(value: float) -> Decimal:
    """By the fifteen digits that a spreadsheet keeps: what a float shows beyond them was never entered."""
    text = f"{value:.15g}"
    if text.lstrip("-").replace(".", "").isdigit():
        return Decimal(text)
    number = _finite(Decimal(text))
    return Decimal(format(number, "f"))


def _from_text(value: str, unit: str) -> Decimal:
    text = _folded(value).translate(_MINUS_SIGNS).replace(" ", "").lstrip("¥")
    if len(text) > LONGEST_NUMBER + 10:
        raise QuantityError(_("“%(value)s”太长，不是一个数字。"), value=_shown(value))
    bare = text
    for spelling in (unit, *_UNIT_SPELLINGS.get(unit, ())):
        ending = unicodedata.normalize("NFKC", spelling)
        if ending and text.endswith(ending):
            bare = text[: -len(ending)]
            break
    if _GROUPED_NUMBER.fullmatch(bare):
        bare = bare.replace(",", "")
    if _PLAIN_NUMBER.fullmatch(bare):
        return Decimal(bare)
    money = _MONEY_TEXT.fullmatch(text)
    if money and unit in _MONEY_IN_WAN:
        amount = Decimal(money[1].replace(",", "")).scaleb(_MONEY_IN_WAN[money[2]] - _MONEY_IN_WAN[unit])
        raise QuantityError(
            _("“%(value)s”带着别的单位，本列以%(unit)s计，应写成 %(amount)s。"),
            value=_shown(value),
            unit=unit,
            amount=show_plain(amount),
        )
    raise QuantityError(_("“%(value)s”不是数字，应写成 1234.5 这样的形式。"), value=_shown(value))


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def yi_to_wan(amount: Decimal) -> Decimal:
    """亿元 to 万元, exact."""
    return amount * 10000


def wan_to_yi(amount: Decimal) -> Decimal:
    """万元 to 亿元, exact."""
    return amount.scaleb(-4)


def show_plain(number: Decimal) -> str:
    """A number in full, no exponent, no zeros behind the last digit: Decimal("225.7000") is "225.7"."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def show_yi(amount: Decimal, places: int | None = None) -> str:
    """An amount in 万元 as 亿元: exact and unrounded, or rounded half up to `places` where a text wants it.

    9999.6 is "0.99996" and with two places "1.00": a tier is never tested on what this returns.
    """
    yi = wan_to_yi(amount)
    return show_plain(yi) if places is None else str(yi.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def ratio(part: int | Decimal | Fraction, whole: int | Decimal | Fraction) -> Fraction | None:
    """part ÷ whole, exact; None where there is nothing to divide by."""
    return Fraction(part) / Fraction(whole) if whole else None


def show_percent(share: Fraction | None, places: int = 1) -> str:
    """A share of one as per cent without the sign, rounded half up: 7/15 is "46.7"; None is "—"."""
    return "—" if share is None else show_fraction(share * 100, places)


def show_fraction(number: Fraction, places: int = 1) -> str:
    """A fraction as decimals, rounded half up (away from zero)."""
    scaled = abs(number) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return str(Decimal(whole if number >= 0 or not whole else -whole).scaleb(-places))


def yu_base(count: int) -> int:
    """The round number that a count is said to exceed: two leading digits kept, one below a hundred."""
    if count < 10:
        return count
    step: int = 10 ** max(1, len(str(count)) - 2)
    return count // step * step


def yu_bounds(base: int) -> tuple[int, int]:
    """The open interval that "N余" promises: N to N plus its last non-zero place (120–130, 3000–4000)."""
    if base <= 0:
        raise ValueError("余 follows a positive number")
    step = 1
    while base % (step * 10) == 0:
        step *= 10
    return base, base + step


def rounded_down_yu(count: int) -> str:
    """A stored count as official prose rounds it down: 124 is "120余".

    An exact 120 stays "120", since "120余" would claim more than there is, and so does any count below ten.
    """
    base = yu_base(count)
    return str(count) if base == count else f"{base}余"


def judge_yu(count: int, base: int) -> str:
    """Whether a count bears the printed "N余": 支持 inside the interval, 警告 at N itself, else 矛盾."""
    low, high = yu_bounds(base)
    if count == low:
        return "警告"
    return "支持" if low < count < high else "矛盾"


@lru_cache(maxsize=65536)
def normalise_name(name: str) -> str:
    """A name as it is matched: full-width folded, no spaces, one kind of bracket, upper case."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", name)).translate(_BRACKETS).upper()


def company_stem(name: str) -> str:
    """A firm's normalised name without 有限公司 and its kin, only for warnings of likely duplicates."""
    stem = normalise_name(name)
    for ending in _COMPANY_ENDINGS:
        if stem.endswith(ending) and len(stem) > len(ending):
            return stem[: -len(ending)]
    return stem


def is_credit_code(text: str) -> bool:
    """Whether text is a 统一社会信用代码 by GB 32100-2015, check character included."""
    return bool(_CREDIT_CODE.fullmatch(text)) and text[17] == _credit_check(text)


def _credit_check(code: str) -> str:
    total = sum(_CREDIT_VALUES[code[place]] * weight for place, weight in enumerate(_CREDIT_WEIGHTS))
    return _CREDIT_ALPHABET[-total % 31]


@lru_cache(maxsize=16384)
def parse_credit_code(value: Any) -> str:
    """The 统一社会信用代码 of a cell, folded to half-width upper case; raises QuantityError."""
    code = normalise_name(str(value))
    if is_credit_code(code):
        return code
    if _CREDIT_CODE.fullmatch(code):
        raise QuantityError(_("统一社会信用代码“%(value)s”的校验位不对，请逐位核对。"), value=_shown(value))
    raise QuantityError(
        _("“%(value)s”不是统一社会信用代码，应为 18 位数字和大写字母，以文字填写。"), value=_shown(value)
    )
