"""Recomputes an average from the total and the count beside it: 62个村收入1240万元，村均20万元; 上半年受理54300件，平均每月9050件."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from taizhang.proofreading.claim import Dimension, Problem
from taizhang.proofreading.inside.amounts import amounts, base_unit, like, shown
from taizhang.proofreading.inside.page import Page, Placed, Stretch, _

_AVERAGE = re.compile(
    "(?:(?P<of>[人户村亩日月年天家])均|平均每个?(?P<each>[人户村亩日月年天家所名队支场期次批组]|乡镇|街道|网格|小区|镇|乡|项目|企业|学校|社区))[^，。；：\\d]{0,6}$"
)
_INCOME = re.compile("可支配|纯收入|工资|GDP|生产总值|预期|预计|约|将")
_UNITS = {
    "人": "人名", "名": "人名", "户": "户", "村": "个村", "亩": "亩", "家": "家", "企业": "家户", "所": "所", "学校": "所",
    "队": "支个", "支": "支", "场": "场", "期": "期", "次": "次", "镇": "个", "乡": "个", "批": "批", "组": "个组", "项目": "个项",
    "社区": "个", "乡镇": "个", "街道": "个", "网格": "个", "小区": "个",
}  # fmt: skip
_NOUN = {
    "乡镇": "乡镇",
    "街道": "街道|镇街",
    "网格": "网格",
    "小区": "小区",
    "村": "村",
    "镇": "镇|乡",
    "乡": "乡|镇",
    "社区": "社区",
    "项目": "项目",
    "组": "组",
    "队": "队",
}
_MONTHS = (
    (re.compile("上半年|下半年|1—6月|前6个月|前六个月"), 6),
    (re.compile("[一二三四]季度|首季"), 3),
    (re.compile("前三季度|1—9月"), 9),
    (re.compile("全年|1—12月"), 12),
)
_UP_TO = re.compile(r"(?:(?<!\d)1—(?P<last>\d{1,2})月|前(?P<first>\d{1,2})个月)")
_DAYS = re.compile(
    r"(?P<month>\d{1,2})月(?P<first>\d{1,2})日?(?:—|至|到)(?:(?P<later>\d{1,2})月)?(?P<last>\d{1,2})日"
)
_SO_MANY_DAYS = re.compile(r"(?<![\d第])(?P<days>\d{1,2})天(?!前|后)")


def find(page: Page) -> Iterator[Problem]:
    """Every average that is not the only total of its unit over the only count of its kind."""
    for one in page.claims:
        match = _AVERAGE.search(page.text[page.clause_start(one.start) : one.start])
        if match is None or one.quantity.value is None or one.quantity.approx:
            continue
        lead = page.text[page.clause_start(one.start) : one.start]
        if _INCOME.search(lead) or one.quantity.dimension in (Dimension.PERCENT, Dimension.POINTS):
            continue
        yield from _against(page, one, match["of"] or match["each"])


def _against(page: Page, average: Placed, each: str) -> Iterator[Problem]:
    sentence = page.sentence_at(average.start)
    words = page.text[sentence[0] : average.start]
    before = [
        one for one in page.claims_within((sentence[0], average.start)) if one.quantity.value is not None
    ]
    if re.search("同比|去年|上年|其中|目标|计划|预计", words) or len(before) > 3:
        return
    unit = base_unit(average.quantity.unit)[0]
    counts = [one for one in before if _counts(page, one, each)]
    totals = [
        one
        for one in before
        if base_unit(one.quantity.unit)[0] == unit
        and one.quantity.is_exact
        and one not in counts
        and not re.search("均|每", page.text[page.clause_start(one.start) : one.start])
    ]
    if each in "日天月":
        number = _period(page, sentence, average, each)
        if len(totals) != 1 or number is None or len(before) != 1:
            return
        yield from _unless_right(page, average, totals[0], None, Decimal(number))
        return
    if unit in "人名" and each in ("队", "支", "镇", "村", "组"):
        totals = [one for one in before if one.quantity.unit in ("人", "名")]
    if len(totals) == 1 and len(counts) == 1 and counts[0].quantity.is_exact:
        value = counts[0].quantity.value
        if value:
            yield from _unless_right(page, average, totals[0], counts[0], value)


def _counts(page: Page, one: Placed, each: str) -> bool:
    """Whether a number counts the things that the average is taken over."""
    unit = base_unit(one.quantity.unit)[0]
    behind = page.text[one.end : one.end + 3]
    noun = _NOUN.get(each)
    if noun and unit == "个":
        return bool(re.search(noun, behind))
    return bool(unit) and unit in _UNITS.get(each, "")


def _period(page: Page, sentence: Stretch, average: Placed, each: str) -> int | None:
    """How many months or days the total of a sentence was counted over, where the words say so."""
    words = page.text[sentence[0] : average.start]
    if each == "月":
        up_to = _UP_TO.search(words)
        if up_to:
            return int(up_to["last"] or up_to["first"])
        found = {number for pattern, number in _MONTHS if pattern.search(words)}
        return 9 if "前三季度" in words else found.pop() if len(found) == 1 else None
    days = _DAYS.search(words)
    if days:
        return _length(days, page.reading.dated)
    said = _SO_MANY_DAYS.findall(words)
    return int(said[0]) if len(said) == 1 else None


def _length(days: re.Match[str], dated: date | None) -> int | None:
    year = dated.year if dated else 2023
    try:
        first = date(year, int(days["month"]), int(days["first"]))
        last = date(year, int(days["later"] or days["month"]), int(days["last"]))
    except ValueError:
        return None
    return (last - first).days + 1 if last > first else None


def _unless_right(
    page: Page, average: Placed, total: Placed, count: Placed | None, number: Decimal
) -> Iterator[Problem]:
    """The printed average may be rounded, and the total too; more than two in a hundred off is no rounding."""
    whole, mean = amounts([total.quantity, average.quantity])
    if not number or whole.value is None or mean.value is None or not whole.value:
        return
    low, high = whole.low / number, whole.high / number
    slack = max(whole.value / number / 50, Decimal("0.5") * _step(average))
    if low - slack <= mean.high and mean.low <= high + slack:
        return
    true = whole.value / number
    rounded = true.quantize(_step(average), ROUND_HALF_UP)
    yield page.problem(
        "averages",
        (average.start, average.end),
        _("%(total)s按%(count)s平均是%(true)s，不是%(said)s，请核对这几个数。"),
        claims=(total, count) if count else (total,),
        total=shown(total.quantity),
        count=shown(count.quantity) if count else str(number),
        true=like(rounded, average.quantity),
        said=shown(average.quantity),
    )


def _step(average: Placed) -> Decimal:
    """The size of the last printed digit in the base unit."""
    return average.quantity.last_digit * base_unit(average.quantity.unit)[1]
