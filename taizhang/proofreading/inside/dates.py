"""Finds days that do not exist, days behind the text's own date told as past, and ranges that end before they begin."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.page import Page, _

_DAY = re.compile(r"(?:(?P<year>(?:19|20)\d{2})年)?(?<![\d.])(?P<month>\d{1,2})月(?P<day>\d{1,2})(?:日|号)")
_PLAIN = re.compile(r"(?<![\d.—-])(?P<year>20\d{2})([.—/-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d.])")
_MONTHS = re.compile(r"(?<![\d.年])(?P<first>\d{1,2})月?(?:—|至|到)(?P<last>\d{1,2})月(?!\d)(?:份)?")
_DAYS = re.compile(
    r"(?<!\d)(?P<month>\d{1,2})月(?P<first>\d{1,2})日?(?:—|至|到)(?:(?P<later>\d{1,2})月)?(?P<last>\d{1,2})日"
)
_YEARS = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d{2})年?(?:—|至|到)(?P<last>(?:19|20)\d{2})年")
_PAST = re.compile(
    "^(?:上午|下午|晚|晚上|当天|凌晨)?[，,]?[^，。；]{0,20}?(?:召开|举行|举办|开展了|组织了|完成了|赴|到[^，。；]{1,12}(?:调研|检查|督导)|启动了|印发了|荣获|揭牌|开工|签约|参加)"
)
_AHEAD = re.compile(
    "将|拟|计划|预计|定于|争取|力争|确保|安排|要求|前|底|截止|之间|通知|报名|期限|起|拟定|届时|请|准时|务必|应|需|要|预定|筹备"
)
_ANNOUNCES = re.compile(
    r"(?:（[^）]{1,4}）)?(?:上午|下午|晚上?)?\d{1,2}(?:[:：]\d\d|时|点)|(?:至|—)\d{1,2}(?:月\d{1,2})?日[^，。；了]{0,12}(?:举行|举办|召开)"
)
_UNTIL = re.compile(r"截至(?:目前)?(?:（)?$")


def find(page: Page) -> Iterator[Problem]:
    """Impossible days, days that lie ahead of the text, and ranges turned round."""
    for pattern in (_DAY, _PLAIN):
        for match in pattern.finditer(page.text):
            yield from _day(page, match)
    yield from _ranges(page)


def _day(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    month, day = int(match["month"]), int(match["day"])
    year = _year(page, match, month)
    longest = monthrange(year or 2000, month)[1] if 1 <= month <= 12 else 0
    if not 1 <= day <= longest:
        yield page.problem(
            "dates",
            match.span(),
            _("日期“%(day)s”在日历上不存在，请核对月份和日期。"),
            day=match[0],
        )
        return
    if page.reading.dated is None or year is None:
        return
    found = date(year, month, day)
    if found > page.reading.dated:
        yield from _ahead(page, match, found)


def _year(page: Page, match: re.Match[str], month: int) -> int | None:
    """The year said, or that of the text; a month far behind the text's own is one of the year before."""
    if match["year"]:
        return int(match["year"])
    dated = page.reading.dated
    said = re.search(
        r"((?:19|20)\d{2})年(?:[^。]{0,30})$", page.text[page.sentence_at(match.start())[0] : match.start()]
    )
    if said:
        return None if dated is None or int(said[1]) != dated.year else dated.year
    if dated is None:
        return None
    return dated.year - 1 if month - dated.month >= 3 else dated.year


def _ahead(page: Page, match: re.Match[str], found: date) -> Iterator[Problem]:
    """A day behind the text's date that the text tells as past."""
    dated = page.reading.dated
    assert dated is not None
    clause_begin = page.clause_start(match.start())
    before = page.text[clause_begin : match.start()]
    behind = page.text[match.end() : page.sentence_at(match.start())[1]]
    near = behind[:30]
    if _UNTIL.search(before) and not re.match("[前止]", behind):
        yield page.problem(
            "dates",
            match.span(),
            _("“截至%(day)s”晚于本文日期%(dated)s，请核对日期。"),
            day=match[0],
            dated=_printed(dated),
        )
    elif _ANNOUNCES.match(behind):
        return  # 9月23日上午9:30举行, 9月23日至25日举行: an announcement, which needs no 将
    elif _PAST.match(behind) and not _AHEAD.search(before + near) and "年" not in match[0][5:]:
        yield page.problem(
            "dates",
            match.span(),
            _("%(day)s的事写成了已经发生，而本文日期是%(dated)s，请核对日期。"),
            day=match[0],
            dated=_printed(dated),
        )


def _ranges(page: Page) -> Iterator[Problem]:
    for match in _MONTHS.finditer(page.text):
        first, last = int(match["first"]), int(match["last"])
        wraps = re.search(
            "次年|来年|冬|供暖|采暖|跨年|翌年|去年|上年",
            page.text[max(0, match.start() - 8) : match.end() + 8],
        )
        over_new_year = first >= 9 and last <= 5
        if not (1 <= first <= 12 and 1 <= last <= 12) or first <= last or wraps or over_new_year:
            continue
        yield _turned(page, match)
    for match in _DAYS.finditer(page.text):
        first_month, last_month = int(match["month"]), int(match["later"] or match["month"])
        if (last_month, int(match["last"])) < (
            first_month,
            int(match["first"]),
        ) and first_month - last_month < 6:
            yield _turned(page, match)
    for match in _YEARS.finditer(page.text):
        if int(match["last"]) < int(match["first"]):
            yield _turned(page, match)


def _turned(page: Page, match: re.Match[str]) -> Problem:
    return page.problem(
        "dates",
        match.span(),
        _("“%(range)s”的终点早于起点，请核对。"),
        range=match[0],
    )


def _printed(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
