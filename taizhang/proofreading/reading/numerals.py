"""Numbers as official texts write them: 1,234, 1.2万, 3亿2000万, 三百二十一, 百余, 数十, 十几, 三四百."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
MAGNITUDES = {"万": 10_000, "亿": 100_000_000}
_HUNDRED = "百(?!分[之点])"
_THOUSAND = "千(?![瓦克伏卡]|米(?!线))"
_MAGNITUDE = (
    f"(?:(?:{_HUNDRED}|{_THOUSAND})?万亿|(?:十|{_HUNDRED}|{_THOUSAND})?[万亿]|{_HUNDRED}|{_THOUSAND})"
)
_BLUR = "[余多来]"
# 几 and 数 stand for a digit before a place; 户数百余 and 人数十余 are not that.
_SEVERAL = r"(?:几|(?<![户人次总指系参函倍分基天岁票字位款额个件例项])数)(?=[十百千万亿])"
_CHINESE = (
    rf"(?:{_SEVERAL})?(?:[零〇一二两三四五六七八九十万亿]|{_HUNDRED}|{_THOUSAND})+"
    r"(?:点[零〇一二三四五六七八九]+(?=[万亿个倍]))?"
)
NUMBER = re.compile(
    rf"(?P<arabic>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)(?P<rest>(?:{_BLUR}|几)?{_MAGNITUDE}(?:\d{{1,4}}{_MAGNITUDE}?(?![\d.]))?)?"
    rf"(?P<blur>{_BLUR}(?![电自访信源宾]|样化|元化|功能|媒体|部门联|规合))?"
    rf"|(?P<chinese>{_CHINESE})(?P<few>几(?!乎|何))?(?P<inner>{_BLUR}(?=[百千万亿]))?(?P<magnitude>{_MAGNITUDE})?"
    rf"(?P<after>{_BLUR}(?![电自访信源宾]|样化|元化|功能|媒体|部门联|规合))?"
)
_REST = re.compile(
    rf"(?P<inner>{_BLUR}|几)?(?P<magnitude>{_MAGNITUDE})(?:(?P<low>\d{{1,4}})(?P<smaller>{_MAGNITUDE})?)?"
)
_MONEY_MAGNITUDE = re.compile(r"(万亿|亿|万)$")
# 一 that ends another word and stands before a numeral.
_WORD_ENDING_IN_ONE = frozenset("统唯之万单专逐同其")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at norm[start:end], magnitudes multiplied in: 1.2万 is 12000.

    `step` is its last non-zero place, `last` the size of its last printed digit, `blur` the 余, 多, 来 or 几 that stands in it.
    `low` and `high` are set for 三四百 (300, 400; closed) and 数十 (20, 100; the upper end open). `magnitude` is the 万, 亿 or 万亿 that
    ends it. `bare` marks 百, 千, 万, 亿 without a digit before it.
    """

    start: int
    end: int
    value: Decimal
    step: Decimal
    last: Decimal
    decimals: int = 0
    chinese: bool = False
    blur: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    high_open: bool = False
    magnitude: str = ""
    bare: bool = False


def scan(norm: str) -> Iterator[Number]:
    """All numbers of a normal text in their order; runs of digits that are no number (二七, 一二三) are left out."""
    for found in NUMBER.finditer(norm):
        number = _arabic(found) if found["arabic"] else _chinese(found, norm)
        if number is not None:
            yield number


def factor(magnitude: str) -> Decimal:
    """What a run of magnitudes multiplies by: 万亿 is 10^12."""
    product = 1
    for character in magnitude:
        product *= PLACES.get(character) or MAGNITUDES[character]
    return Decimal(product)


def last_place(digits: str) -> Decimal:
    """The last non-zero place of printed Arabic digits: 10 of 120, 0.1 of 1.2, 1 of 0."""
    whole, _, decimals = digits.partition(".")
    if stripped := decimals.rstrip("0"):
        return Decimal(1).scaleb(-len(stripped))
    zeros = len(whole) - len(whole.rstrip("0"))
    return Decimal(1).scaleb(zeros) if whole.strip("0") else Decimal(1)


def _arabic(found: re.Match[str]) -> Number:
    digits = found["arabic"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    value, step, last = Decimal(digits), last_place(digits), Decimal(1).scaleb(-decimals)
    blur, magnitude = found["blur"] or "", ""
    if rest := _REST.fullmatch(found["rest"] or ""):
        magnitude = rest["magnitude"]
        scale = factor(magnitude)
        value, step, last = value * scale, step * scale, last * scale
        blur = (rest["inner"] or "") + blur
        if rest["low"]:
            smaller = factor(rest["smaller"] or "")
            value += Decimal(rest["low"]) * smaller
            step, last = last_place(rest["low"]) * smaller, smaller
            magnitude = rest["smaller"] or ""
    ending = _MONEY_MAGNITUDE.search(magnitude)
    return Number(
        found.start(),
        found.end(),
        value,
        step,
        last,
        decimals,
        blur=blur,
        magnitude=ending[1] if ending else "",
    )


def _chinese(found: re.Match[str], norm: str) -> Number | None:
    core, start = found["chinese"], found.start()
    if core[0] == "一" and len(core) > 1 and norm[start - 1 : start] in _WORD_ENDING_IN_ONE and start:
        core, start = core[1:], start + 1
    while core:
        read = digits_value(core)
        if read is not None:
            break
        core, start = core[1:], start + 1
    else:
        return None
    value, low, high, step, high_open, decimals = read
    magnitude = found["magnitude"] or ""
    scale = factor(magnitude)
    blur = (found["few"] or "") + (found["inner"] or "") + (found["after"] or "")
    ending = _MONEY_MAGNITUDE.search(core + magnitude)
    return Number(
        start,
        found.end(),
        value * scale,
        step * scale,
        step * scale if decimals else Decimal(1),
        decimals,
        True,
        blur,
        None if low is None else low * scale,
        None if high is None else high * scale,
        high_open,
        ending[1] if ending else "",
        core in ("百", "千", "万", "亿", "千万", "百万", "十万", "十亿", "百亿", "千亿", "万亿"),
    )


_Read = tuple[Decimal, Decimal | None, Decimal | None, Decimal, bool, int]


def digits_value(core: str) -> _Read | None:
    """Value, ends of 三四百 or 数十, last non-zero place, whether the upper end is open, decimals; None where it is no number."""
    if core[0] in "零〇":
        return None
    if core[0] in "数几":
        places = factor(core[1:]) if all(c in PLACES or c in MAGNITUDES for c in core[1:]) else None
        return None if places is None else (2 * places, 2 * places, 10 * places, places, True, 0)
    whole, dot, decimals = core.partition("点")
    trailing = ""
    if dot:
        printed = "".join(str(DIGITS[c]) for c in decimals)
        total = _whole(whole)
        if total is None or total[1] is not None:
            return None
        return (
            total[0] + Decimal(f"0.{printed}"),
            None,
            None,
            Decimal(1).scaleb(-len(printed)),
            False,
            len(printed),
        )
    total = _whole(whole + trailing)
    if total is None:
        return None
    value, upper, step = total
    return value, None if upper is None else value, upper, step, False, 0


def _whole(core: str) -> tuple[Decimal, Decimal | None, Decimal] | None:
    """Value, upper end where two digits stand together (三四百), and last non-zero place of a whole Chinese number."""
    total = section = Decimal(0)
    extra = Decimal(0)  # what the second of two digits adds
    digit: int | None = None
    second: int | None = None
    place, step = 10_000, Decimal(1)
    for character in core:
        if character in DIGITS:
            if digit:
                if second is not None or not (
                    DIGITS[character] == digit + 1 or (digit, DIGITS[character]) == (3, 5)
                ):
                    return None
                second = DIGITS[character]
                continue
            digit = DIGITS[character]
            step = Decimal(1)
        elif character in PLACES:
            if PLACES[character] >= place:
                return None
            place = PLACES[character]
            if digit == 0 and character != "十":
                return None
            section += (digit or 1) * place
            if second is not None:
                extra = Decimal((second - (digit or 0)) * place)
            digit = second = None
            step = Decimal(place)
        else:
            scale = MAGNITUDES[character]
            section += digit or 0
            if second is not None:
                extra = Decimal(second - (digit or 0))
            step = (step if digit is None and section else Decimal(1)) * scale
            if section == 0 and total:
                total, section = total * scale, Decimal(0)
            else:
                total += (section or 1) * scale
            extra *= scale
            section, digit, second, place = Decimal(0), None, None, 10_000
    total += section + (digit or 0)
    if second is not None:
        extra = Decimal(second - (digit or 0))
    return total, total + extra if extra else None, step
