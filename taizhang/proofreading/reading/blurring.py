"""What blurs a number (约, 近, 超, 余, 左右, 以上), and the interval that is meant by it."""

import re
from dataclasses import dataclass
from decimal import Decimal

ABOUT = Decimal("0.05")  # 约 and 左右 allow ±5%
NEARLY = Decimal("0.10")  # 近 and 接近 reach from 10% below the number up to it, the number itself left out

_BEFORE = re.compile(
    r"(?P<about>大约|约为|(?<![签合节预公条契制违特邀赴失相履解简集隐婚续毁盟立缔])约|大概|大致|≈)$"
    r"|(?P<nearly>接近|将近|(?<![最附临靠邻就远亲贴逼相新周])近)$"
    r"|(?P<under>不足|不到|未满|不满|少于|低于|小于|<)$"
    r"|(?P<atmost>不超过|不高于|不多于|不大于|至多|最多|≤|(?<!少)少于等于)$"
    r"|(?P<atleast>不少于|不低于|不小于|不下于|不下|至少|最少|≥)$"
    r"|(?P<over>超过|超出|突破|超|逾|多于|高于|大于|>)$"
)
# 上百, 过千 and 破亿: only before a numeral that begins with a magnitude.
_AHEAD = re.compile(
    r"(?P<atleast>(?<![以会网线街路早晚桌市场身社历马])上)(?=[十百千万亿])"
    r"|(?P<over>(?<![通经超不渡路难])过(?=[十百千万亿])|(?<!突)破(?=[十百千万亿\d]))"
)
_LAST = frozenset("约为概致≈近足到满于<过多≤等少下≥出破超逾>上")
_WIDEST = 5
_NEGATED = {
    "over": "atmost",
    "under": "atleast",
}  # 不超过 and 不低于 are in the table; 未超过, 未突破, 没有超过 are turned here
_NEGATION = ("未", "没有", "不得", "不能", "不应", "没")
_AFTER = re.compile(
    r"(?P<atleast>及以上|以上(?:含本数)?|（含）以上)|(?P<atmost>及以下|以下(?![几简方内问情措事建意工：称两三四五六七八九十])|以内|之内|（含）以下)|(?P<about>左右|上下浮动|上下(?![游级联半班楼车]))|(?P<over>开外)|(?P<more>有余|多)"
)


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers that a wording admits; None is an end that it leaves open, `*_open` that the end itself is out."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False

    def negated(self) -> "Interval":
        """The interval of a fall: 下降5%以上 is at most -5."""
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_open,
            self.low_open,
        )


def before(norm: str, place: int) -> tuple[str, str]:
    """The blurring word that ends at a place and its kind: about, nearly, under, atmost, atleast, over; ("", "") for none."""
    if not place or norm[place - 1] not in _LAST:
        return "", ""
    found = _BEFORE.search(norm, max(0, place - _WIDEST), place) or _AHEAD.match(norm, place - 1)
    if found is None:
        return "", ""
    kind = found.lastgroup or ""
    if kind in _NEGATED and norm.endswith(_NEGATION, max(0, found.start() - 2), found.start()):
        kind = _NEGATED[kind]
    return found.group(), kind


def after(norm: str, place: int) -> tuple[str, str]:
    """The blurring word that begins at a place, after the unit, and its kind."""
    found = _AFTER.match(norm, place)
    if found is None or (
        found.group() == "多" and not norm.startswith(("，", "。", "；", "、", "的"), place + 1)
    ):
        return "", ""
    return found.group(), found.lastgroup or ""


def interval(value: Decimal, step: Decimal, inner: str, kinds: tuple[str, ...]) -> Interval:
    """The interval of a number: `inner` is the 余, 多, 几 or 来 in it, `kinds` those of the words before and after it.

    N余 is N < x < N + step, the step being the last non-zero place (120 → 10, 3000 → 1000); 以上 includes its bound, 超 and 逾 do not.
    """
    if inner == "来":
        return Interval(value - step / 2, value + step / 2, True, True)
    if inner:
        return Interval(value, value + step, True, True)
    for kind in kinds:
        if kind == "more":
            return Interval(value, value + step, True, True)
        if kind == "over":
            return Interval(value, None, low_open=True)
        if kind == "atleast":
            return Interval(value, None)
        if kind == "under":
            return Interval(None, value, high_open=True)
        if kind == "atmost":
            return Interval(None, value)
        if kind == "nearly":
            return Interval(value * (1 - NEARLY), value, high_open=True)
        if kind == "about":
            return Interval(value * (1 - ABOUT), value * (1 + ABOUT))
    return Interval(value, value)
