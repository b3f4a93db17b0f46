"""Holds growth and decline against the values they speak of: 由A增加到B, 同比增长X% beside both values, 减少2倍."""

import re
from collections.abc import Iterator
from decimal import Decimal

from taizhang.proofreading.claim import Dimension, Problem
from taizhang.proofreading.inside.amounts import Amount, amount, like, plain, shown
from taizhang.proofreading.inside.page import Page, Placed, _

_UP = "增加|增长|提高|提升|上升|扩大|上涨|升高|攀升|增至|升至|扩大|拓展|发展|壮大"
_DOWN = "减少|下降|降低|缩短|压减|压缩|回落|减至|降至|缩减|精简|压降"
_FROM = re.compile(r"(?:由|从)[^，。；：]{0,12}$")
_REACHES = re.compile(
    rf"[^，。；：]{{0,10}}?，?(?P<way>{_UP}|{_DOWN})了?(?:到|至|为)?(?:\d{{1,4}}[年月])?[^，。；\d]{{0,4}}"
)
# Not 较 nor 比: 由100家增加到120家，比去年增加30家 speaks of another base.
_CHANGE = re.compile(
    rf"[^，。；：\d]{{0,6}}，净?(?P<way>{_UP}|净增|{_DOWN}|增幅|降幅)了?(?:为|达|达到|近|约)?"
)
_RATE_WORDS = re.compile(rf"(?:同比|比上年|较上年|比去年|较去年)[^，。；\d]{{0,4}}(?P<way>{_UP}|{_DOWN})了?$")
_BARE_RATE = re.compile(rf"\d[^，。；\d]{{0,4}}，(?P<way>{_UP}|{_DOWN})了?$")
_DIRECT = re.compile(
    rf"(?:比|较)(?:去年|上年)[^，。；\d]{{0,8}}[\d.]+[^，。；\d]{{0,4}}(?P<way>{_UP}|{_DOWN})了?$"
)
_INCREASE = re.compile(
    rf"，?(?:同比|比上年|较上年|比去年|较去年|比上年末|较上年末|比上年同期|较上年同期)?(?:净)?(?P<way>{_UP}|{_DOWN}|增|减)了?"
)
_OTHER_BASE = re.compile("可比|同口径|扣除|实际增长|不变价|名义|剔除")
_LAST_YEAR = re.compile(
    "(?:去年同期|上年同期|去年|上年|同期)(?:的|为|是|仅|有|完成|达|共|实现|仅为|[^，。；\\d]{0,6})$"
)
_FALLS = re.compile(f"(?P<way>{_DOWN})了?(?:近|约|超过|超|达)?$")


def find(page: Page) -> Iterator[Problem]:
    """Changes whose direction or size cannot be true of the values beside them."""
    for first, second in zip(page.claims, page.claims[1:], strict=False):
        yield from _from_to(page, first, second)
    for now, more, rate in zip(page.claims, page.claims[1:], page.claims[2:], strict=False):
        yield from _grown(page, now, more, rate)
    for placed in page.claims:
        yield from _too_far_down(page, placed)
        yield from _against_last_year(page, placed)


def _from_to(page: Page, first: Placed, second: Placed) -> Iterator[Problem]:
    """由A增加到B: B must lie on the side that the word says, and a change said behind it must be B − A."""
    if second.start - first.end > 20 or page.sentence_at(first.start) != page.sentence_at(second.start):
        return
    before = page.text[page.sentence_at(first.start)[0] : first.start]
    match = _REACHES.fullmatch(page.text, first.end, second.start)
    old, new = amount(first.quantity), amount(second.quantity)
    if match is None or not _FROM.search(before) or old.unit != new.unit:
        return
    if not re.search("到|至|为", match[0]) or re.search("每|排名|位次|级别|第", before[-12:] + match[0]):
        return
    up = bool(re.match(_UP, match["way"]))
    if (old.certainly_over(new)) if up else (new.certainly_over(old)):
        yield page.problem(
            "changes",
            (first.start, second.end),
            _("“%(way)s”与数字方向不符：前面是%(old)s，后面是%(new)s，请核对两个数或改换用词。"),
            way=match["way"],
            old=shown(first.quantity),
            new=shown(second.quantity),
        )
        return
    following = page.claims_within((second.end, page.sentence_at(second.start)[1]))
    if following:
        yield from _said_change(page, first, second, following[0])


def _said_change(page: Page, first: Placed, second: Placed, change: Placed) -> Iterator[Problem]:
    """The change that is said directly behind 由A到B, as so many, so many per cent or so many points."""
    match = _CHANGE.fullmatch(page.text, second.end, change.start)
    if match is None:
        return
    old, new, said = amount(first.quantity), amount(second.quantity), amount(change.quantity)
    if old.value is None or new.value is None or not (old.exact and new.exact and said.exact):
        return
    percent = first.quantity.dimension == Dimension.PERCENT
    if percent and change.quantity.dimension == Dimension.PERCENT:
        points = abs(new.value - old.value)
        if said.value == points:
            yield page.problem(
                "changes",
                (change.start, change.end),
                _("由%(old)s到%(new)s相差的是百分点，不是百分之几，应写成“%(points)s个百分点”。"),
                claims=(first, second),
                suggestion=f"{plain(points)}个百分点",
                sure=False,
                old=shown(first.quantity),
                new=shown(second.quantity),
                points=plain(points),
            )
        return
    if change.quantity.dimension == Dimension.PERCENT:
        yield from _rate_of(page, old, new, first, second, change)
        return
    if said.unit == new.unit or (percent and change.quantity.dimension == Dimension.POINTS):
        yield from _difference(page, first, second, change)


def _difference(page: Page, first: Placed, second: Placed, change: Placed) -> Iterator[Problem]:
    """A change said as so many against the difference of the two values."""
    old, new, said = amount(first.quantity), amount(second.quantity), amount(change.quantity)
    ends = sorted((new.low - old.high, new.high - old.low))
    low, high = (ends[0], ends[1]) if ends[0] >= 0 else (max(-ends[1], Decimal(0)), max(-ends[0], ends[1]))
    if (said.low <= high and low <= said.high) or old.value is None or new.value is None:
        return
    difference = abs(new.value - old.value)
    points = change.quantity.dimension == Dimension.POINTS
    yield page.problem(
        "changes",
        (change.start, change.end),
        _("由%(old)s到%(new)s相差%(difference)s，不是%(said)s，请核对。"),
        claims=(first, second),
        old=shown(first.quantity),
        new=shown(second.quantity),
        difference=f"{plain(difference)}个百分点" if points else like(difference, second.quantity),
        said=shown(change.quantity).lstrip("-"),
    )


def _rate_of(
    page: Page, old: Amount, new: Amount, first: Placed, second: Placed, change: Placed
) -> Iterator[Problem]:
    """A growth rate against its two values, within the rounding of all three."""
    if old.low <= 0 or not old.value or new.value is None:
        return
    low, high = (new.low / old.high - 1) * 100, (new.high / old.low - 1) * 100
    rate = (new.value / old.value - 1) * 100
    low, high = sorted((abs(low), abs(high)))
    slack = Decimal("0.5").scaleb(-change.quantity.decimals)
    said = abs(change.quantity.value or Decimal(0))
    if low - slack <= said <= high + slack:
        return
    places = max(change.quantity.decimals, 1)
    yield page.problem(
        "changes",
        (change.start, change.end),
        _("由%(old)s到%(new)s，变化是%(rate)s%%，不是%(said)s，请核对。"),
        claims=(first, second),
        old=shown(first.quantity),
        new=shown(second.quantity),
        rate=plain(abs(rate).quantize(Decimal(1).scaleb(-places))),
        said=shown(change.quantity),
    )


def _against_last_year(page: Page, change: Placed) -> Iterator[Problem]:
    """今年120家，去年同期100家，同比增长15%: the only value of now and the only one of then, in one sentence."""
    sentence = page.sentence_at(change.start)
    before = page.text[sentence[0] : change.start]
    match = _RATE_WORDS.search(before) or _BARE_RATE.search(before) or _DIRECT.search(before)
    if match is None or not change.quantity.is_exact:
        return
    numbers = [one for one in page.claims_within((sentence[0], change.start))]
    if len(numbers) != 2 or change.start - numbers[-1].end > 12:
        return
    then = [one for one in numbers if _is_last_years(page, one)]
    now = [one for one in numbers if one not in then]
    if len(then) != 1 or len(now) != 1 or re.search("其中|目标|计划|全年", before):
        return
    old, new = amount(then[0].quantity), amount(now[0].quantity)
    if old.unit != new.unit or not (old.exact and new.exact) or old.value is None or new.value is None:
        return
    up = bool(re.match(_UP, match["way"]))
    if (old.certainly_over(new)) if up else (new.certainly_over(old)):
        yield page.problem(
            "changes",
            (change.start, change.end),
            _("“%(way)s”与数字方向不符：前面是%(old)s，后面是%(new)s，请核对两个数或改换用词。"),
            claims=(then[0], now[0]),
            way=match["way"],
            old=shown(then[0].quantity),
            new=shown(now[0].quantity),
        )
        return
    if change.quantity.dimension == Dimension.PERCENT:
        yield from _rate_of(page, old, new, then[0], now[0], change)
    elif amount(change.quantity).unit == new.unit:
        yield from _difference(page, then[0], now[0], change)


def _is_last_years(page: Page, one: Placed) -> bool:
    """去年同期100家, but not 比上年增加20家."""
    lead = page.text[page.clause_start(one.start) : one.start]
    return bool(_LAST_YEAR.search(lead)) and not re.search(f"{_UP}|{_DOWN}|[增减多少]|高出|低", lead)


def _grown(page: Page, now: Placed, more: Placed, rate: Placed) -> Iterator[Problem]:
    """120万人，增加20万人，增长20%: the rate must be that of the increase over what was there before."""
    ways = [
        _INCREASE.fullmatch(page.text, first.end, second.start)
        for first, second in ((now, more), (more, rate))
    ]
    sentence = page.sentence_at(rate.start)
    if None in ways or rate.quantity.dimension != Dimension.PERCENT or not rate.quantity.is_exact:
        return
    new, step = amount(now.quantity), amount(more.quantity)
    if (
        new.unit != step.unit
        or not (new.exact and step.exact)
        or _OTHER_BASE.search(page.text[slice(*sentence)])
    ):
        return
    sign = 1 if re.match(f"{_UP}|增", ways[0]["way"]) else -1  # type: ignore[index]
    low, high = new.low - sign * step.high, new.high - sign * step.low
    least, most = min(low, high), max(low, high)
    if least <= 0 or new.value is None or step.value is None:
        return
    slack = Decimal("0.5").scaleb(-rate.quantity.decimals)
    said = abs(rate.quantity.value or Decimal(0))
    if step.low / most * 100 - slack <= said <= step.high / least * 100 + slack:
        return
    true = step.value / (new.value - sign * step.value) * 100
    yield page.problem(
        "changes",
        (rate.start, rate.end),
        _("现为%(now)s、变化%(step)s，变化幅度是%(rate)s%%，不是%(said)s，请核对这三个数。"),
        claims=(now, more),
        now=shown(now.quantity),
        step=shown(more.quantity).lstrip("-"),
        rate=plain(true.quantize(Decimal(1).scaleb(-max(rate.quantity.decimals, 1)))),
        said=shown(rate.quantity).lstrip("-"),
    )


def _too_far_down(page: Page, placed: Placed) -> Iterator[Problem]:
    """Nothing falls by more than all of it, and nothing falls by so many times."""
    match = _FALLS.search(page.text[page.clause_start(placed.start) : placed.start])
    if match is None:
        return
    if re.search("利润|收益|盈|亏|净", page.text[page.clause_start(placed.start) : placed.start]):
        return  # a gain may turn into a loss
    value = abs(placed.quantity.value or placed.quantity.low or Decimal(0))
    if placed.quantity.dimension == Dimension.PERCENT and placed.quantity.unit == "%" and value > 100:
        yield page.problem(
            "changes",
            (placed.start, placed.end),
            _("“%(way)s%(said)s”不可能，最多只能减少100%%，请核对数字或改换用词。"),
            way=match["way"],
            said=shown(placed.quantity).lstrip("-"),
        )
    elif placed.quantity.dimension == Dimension.TIMES and value >= 1:
        yield page.problem(
            "changes",
            (placed.start, placed.end),
            _("“%(way)s%(said)s”说不通，减少不能用“倍”，请改为百分之几或几分之几。"),
            way=match["way"],
            said=shown(placed.quantity),
        )
