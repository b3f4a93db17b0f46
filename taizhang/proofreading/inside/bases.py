"""Holds a change against the value it starts from, wherever that stands: 16.8万元，比上年的14万元增长25%; 由46家增至92家，翻两番."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.amounts import plain
from taizhang.proofreading.inside.page import Page, Placed, _, whole_number
from taizhang.proofreading.inside.written import Written, pattern, written

UP = "增加|增长|增产|增收|提高|提升|上升|扩大|上涨|升高|攀升|回升|净增|新增|多支出|多收入|多完成|扩充|扩面|发展|壮大|跃升|增|升"
DOWN = "减少|减产|减收|下降|降低|缩短|压减|压缩|回落|缩减|精简|压降|下滑|节约|少支出|减|降|缩"
_WAY = f"{UP}|{DOWN}"
_CHANGE = rf"(?P<way>(?:消除|削减|压减|压缩|下降|减少|精简|减排)(?:比例|幅度|率)(?:为|达)?|幅度?(?:为|达)?|增幅(?:为|达)?|降幅(?:为|达)?|压缩率(?:为|达)?|{_WAY})了?(?:达到?|为)?{pattern('change')}"
_FOLDS = rf"(?P<way>{UP}|翻)了?(?P<folds>[一二两三四五]番|(?P<times>\d+(?:\.\d+)?|[一二两三四五])倍)"
_WHEN = r"(?:(?:19|20)\d\d年?|\d{1,2}月份?|[^，。；：\d])"
# 由A…到B，…了C
_FROM_TO = (
    rf"(?:由|从)(?:{_WHEN}){{0,20}}?{pattern('old')}[^，。；：\d]{{0,10}}?(?P<reach>{_WAY})[^，。；：\d]{{0,4}}?(?:到|至|为|成)?"
    rf"(?:{_WHEN}){{0,14}}?{pattern('new')}"
)
_AFTER = r"[^，。；：\d]{0,8}，(?:环比)?(?:[^，。；：\d均比较]{0,8}?)"
# B，比上年的A增长C; B，较去年底（A）增加C
_OVER = (
    rf"{pattern('new')}[^，。；：\d]{{0,10}}，?(?:同比|环比)?(?:比|较|相比|与|由|从)(?P<base>(?:{_WHEN}){{1,20}}?)(?:的|（|为|时|是)?"
    rf"{pattern('old')}）?(?:相比)?[^，。；：\d]{{0,3}}?"
)
_THEN = (
    r"(?:去年|上年|上月|上季度|上期|上学期|上届|上次|上一年|前一年|年初|上年末|去年底|同期|(?:19|20)\d\d年|\d{1,2}月份?)"
    r"[^，。；：\d]{0,12}?"
)
# B，上年（为）A，…增长C
_BESIDE = rf"{pattern('new')}[^，。；：\d]{{0,10}}[，（；]{_THEN}{pattern('old')}[^，。；：\d]{{0,6}}）?，(?:同比|环比|[比较][^，。；\d]{{0,8}}?)?净?"
_BEFORE = (
    rf"{_THEN}{pattern('old')}[^，。；：\d]{{0,6}}，(?:今年|本年|本月|本学期|本期|本届|本次|目前|现在|现已?)[^，。；：\d]{{0,12}}?{pattern('new')}[^，。；：\d]{{0,6}}，"
    r"(?:同比|环比|[比较][^，。；\d]{0,8}?)?净?"
)
_PATTERNS = tuple(
    re.compile(lead + behind)
    for lead, behind in (
        (_FROM_TO + _AFTER, _CHANGE),
        (_FROM_TO + _AFTER, _FOLDS),
        (_OVER, _CHANGE),
        (_OVER + "，?", _FOLDS),
        (_BESIDE, _CHANGE),
        (_BESIDE, _FOLDS),
        (_BEFORE, _CHANGE),
    )
)
_OTHER = re.compile(
    "可比|同口径|扣除|实际增长|不变价|名义|剔除|年均|平均|目标|计划|预期|全省|全市平均|全国|其中|占|[去上]年全年"
)
_RANK = re.compile(
    r"(?:由|从)[^，。；\d]{0,12}第(?P<old>\d{1,3})[位名]?[^，。；\d第]{0,8}?(?P<way>上升|提升|前移|跃升|跃居|攀升|下降|下滑|后退|跌)(?:到|至)?[^，。；\d第]{0,6}"
    r"第(?P<new>\d{1,3})(?P<unit>[位名])?"
)
_PAST = re.compile("去年|上年|上月|上季|同期|年初|年底|年末|末|年|月|期|前|时")


def find(page: Page) -> Iterator[Problem]:
    """Changes that neither the difference nor the rate of the two values can be."""
    seen: set[tuple[int, int]] = set()
    for form in _PATTERNS:
        for match in form.finditer(page.text):
            for problem in _judged(page, match):
                if (problem.start, problem.end) not in seen:
                    seen.add((problem.start, problem.end))
                    yield problem
    for match in _RANK.finditer(page.text):
        yield from _rank(page, match)


def _judged(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    groups = match.groupdict()
    base = groups.get("base")
    if base is not None and (not _PAST.search(base) or re.search(_WAY, base)):
        return
    words = match[0][: match.start("way") - match.start()]
    if "分别" in words or _OTHER.search(match[0]) or (groups.get("reach") is None and re.search(_WAY, words)):
        return
    old, new = written(match, "old"), written(match, "new")
    if not old.alike(new) or old.value <= 0:
        return
    if groups.get("folds"):
        yield from _folds(page, match, old, new)
        return
    if groups.get("reach") is None and _turned(match["way"], old, new):
        yield page.problem(
            "changes",
            (match.start("change"), match.end("change_u")),
            _("“%(way)s”与数字方向不符：前面是%(old)s，后面是%(new)s，请核对两个数或改换用词。"),
            claims=_claims(page, old, new),
            way=match["way"],
            old=old.text,
            new=new.text,
        )
        return
    change = written(match, "change")
    if change.unit == "%" and old.unit != "%":
        yield from _rate(page, old, new, change)
    elif change.unit == old.unit or (change.unit == "个百分点" and old.unit == "%"):
        if change.unit == "%" and old.unit == "%":
            return
        yield from _difference(page, old, new, change)


def _turned(way: str, old: Written, new: Written) -> bool:
    """Whether a word of growth stands over a fall, or one of decline over a rise."""
    if re.fullmatch(UP, way):
        return new.high < old.low
    return bool(re.fullmatch(DOWN, way)) and old.high < new.low


def _difference(page: Page, old: Written, new: Written, change: Written) -> Iterator[Problem]:
    ends = sorted((abs(new.low - old.high), abs(new.high - old.low)))
    low = Decimal(0) if old.low <= new.high and new.low <= old.high else ends[0]
    if change.low <= ends[1] and low <= change.high:
        return
    factor = new.value / Decimal(re.sub("[^0-9.]", "", new.text)) if new.value else Decimal(1)
    difference = abs(new.value - old.value)
    points = change.unit == "个百分点"
    magnitude = "".join(re.findall("[万亿]+", new.text))
    yield page.problem(
        "changes",
        (change.start, change.end),
        _("由%(old)s到%(new)s相差%(difference)s，不是%(said)s，请核对。"),
        claims=_claims(page, old, new),
        old=old.text,
        new=new.text,
        difference=f"{plain(difference)}个百分点"
        if points
        else f"{plain(difference / factor)}{magnitude}{new.unit}",
        said=change.text,
    )


def _rate(page: Page, old: Written, new: Written, change: Written) -> Iterator[Problem]:
    if old.low <= 0:
        return
    low, high = sorted((abs(new.low / old.high - 1) * 100, abs(new.high / old.low - 1) * 100))
    slack = change.step / 2
    if low - slack <= change.value <= high + slack:
        return
    rate = abs(new.value / old.value - 1) * 100
    places = max(-int(change.step.as_tuple().exponent), 1)
    yield page.problem(
        "changes",
        (change.start, change.end),
        _("由%(old)s到%(new)s，变化是%(rate)s%%，不是%(said)s，请核对。"),
        claims=_claims(page, old, new),
        old=old.text,
        new=new.text,
        rate=plain(rate.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)),
        said=change.text,
    )


def _folds(page: Page, match: re.Match[str], old: Written, new: Written) -> Iterator[Problem]:
    """翻一番 is twice as many, 翻两番 four times, 增长两倍 three times."""
    if match["folds"].endswith("番"):
        times = Decimal(2) ** (whole_number(match["folds"][0]) or 1)
    elif match["way"] == "翻":
        return
    else:
        said = match["times"]
        times = 1 + (Decimal(said) if said[0].isdigit() else Decimal(whole_number(said) or 0))
    true, slack = new.value / old.value, Decimal("0.06")
    if new.low / old.high - slack <= times <= new.high / old.low + slack:
        return
    yield page.problem(
        "changes",
        (match.start("way"), match.end("folds")),
        _("由%(old)s到%(new)s，后者是前者的%(times)s倍，与“%(said)s”不符，请核对。"),
        claims=_claims(page, old, new),
        old=old.text,
        new=new.text,
        times=plain(true.quantize(Decimal("0.01"), ROUND_HALF_UP)),
        said=match[0][match.start("way") - match.start() : match.end("folds") - match.start()],
    )


def _rank(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """A rank rises towards the first place."""
    old, new = int(match["old"]), int(match["new"])
    up = match["way"] in ("上升", "提升", "前移", "跃升", "跃居", "攀升")
    if (new > old) if up else (new < old):
        yield page.problem(
            "changes",
            (match.start("way"), match.end()),
            _("“%(way)s”与名次方向不符：前面是第%(old)s，后面是第%(new)s，请核对两个名次或改换用词。"),
            way=match["way"],
            old=old,
            new=new,
        )


def _claims(page: Page, *numbers: Written) -> list[Placed]:
    return [one for one in page.claims for number in numbers if one.start == number.start]
