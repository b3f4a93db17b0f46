"""Holds what is said of days and years against each other: weekdays, lengths of time, anniversaries, five-year plans, hours."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.page import Page, _, whole_number

_DAY = r"(?:(?P<{0}_year>(?:19|20)\d\d)年)?(?<![\d.])(?P<{0}_month>\d{{1,2}})月(?P<{0}_day>\d{{1,2}})日"
_N = r"(?:\d{1,4}|[一二两三四五六七八九十百]{1,4})"
_WEEKDAY = re.compile(
    _DAY.format("a")
    + r"(?:（|，|,)?[^，。；（）\d]{0,2}?(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])(?!期|年)"
)
_WEEKDAY_FIRST = re.compile(
    r"(?:本|上|下)?(?:星期|周)(?P<weekday>[一二三四五六日天])（" + _DAY.format("a") + "）"
)
_NAMES = "一二三四五六日"
_FROM_TO = re.compile(
    r"(?:自|从|于)?"
    + _DAY.format("a")
    + r"(?P<between>[^。；\d]{0,14}?)(?:—|至|到|，|、)[^。；\d]{0,4}"
    + _DAY.format("b")
    + r"(?P<behind>[^。；\d]{0,14}?(?:历时|为期|历经|持续|整整|共计?|期限(?:为)?|前后|总共|长达))"
    + rf"(?:了|共|约)?(?P<number>{_N})(?P<unit>个月|个星期|周|天|年|日)"
)
_FIRST_LENGTH = re.compile(
    rf"(?:为期|历时|持续|期限(?:为)?|有效期|任期|工期|服务期)(?P<number>{_N})(?P<unit>个月|周|天|年|日)(?P<behind>[^。；\d]{{0,12}}?(?:自|从|，|（))"
    + _DAY.format("a")
    + r"(?P<between>[^。；\d]{0,6}?)(?:—|至|到)"
    + _DAY.format("b")
)
_TERM = re.compile(
    rf"(?:期限|有效期|任期|合同期|租期|工期)(?:为|共)?(?P<number>{_N})(?P<unit>年|个月)(?P<behind>[^。；\d]{{0,8}}?)"
    + _DAY.format("a")
    + r"(?P<between>[^。；\d]{0,6}?)(?:—|至|到)"
    + _DAY.format("b")
)
_FULL_RANGE = re.compile(
    _DAY.format("a") + r"(?:\d{1,2}(?:时|点|:\d\d))?(?:—|至|到|起至)(?:\d{1,2}(?:时|点))?" + _DAY.format("b")
)
_YEARS = re.compile(
    rf"(?P<number>{_N})年(?:来|间|期间)?[^，。；\d（]{{0,4}}（(?P<first>(?:19|20)\d\d)年?(?:—|至|到)(?P<last>(?:19|20)\d\d)年?）"
)
_YEARS_BEFORE = re.compile(
    rf"(?P<first>(?:19|20)\d\d)年?(?:—|至|到)(?P<last>(?:19|20)\d\d)年(?:的|这)?(?P<number>{_N})年(?:间|里|中|来|期间|时间)"
)
_PLANS = {"十一五": 2006, "十二五": 2011, "十三五": 2016, "十四五": 2021, "十五五": 2026}
_PLAN = re.compile(
    r"“(?P<plan>十[一二三四五]五)”(?:规划)?(?:时期|期间|规划期)?（(?P<first>20\d\d)年?(?:—|至|到)(?P<last>20\d\d)年?）"
)
_FOUNDED = re.compile(
    r"(?:成立|建立|创办|创建|始建|建校|建院|建厂|建馆|开馆|开园|诞生|组建|创刊)于?(?:公元)?(?P<year>(?:19|20)\d\d)年|(?P<year2>(?:19|20)\d\d)年[^，。；\d]{0,6}?(?:成立|建立|创办|创建|建校|建院|建厂|开馆|开园|组建|创刊)"
)
_ANNIVERSARY = re.compile(rf"(?P<number>{_N})周年")
_NATIONAL = (
    (re.compile(rf"(?:新中国|中华人民共和国|建国)(?:成立)?(?P<number>{_N})周年"), 1949),
    (re.compile(rf"(?:中国共产党成立|建党)(?P<number>{_N})周年"), 1921),
    (re.compile(rf"(?:中国人民解放军建军|建军)(?P<number>{_N})周年"), 1927),
    (re.compile(rf"改革开放(?P<number>{_N})周年"), 1978),
)
_CLOCK = re.compile(
    r"(?<![\d:.])(?P<hour>\d{1,2})(?::|：)(?P<minute>\d{2})(?![\d:%])|(?:上午|下午|晚上?|凌晨|中午|日)(?P<hour2>\d{1,2})(?:时|点)(?!\d*[次名个%])(?:(?P<minute2>\d{1,2})分)?"
)
_BORN = re.compile(
    r"(?P<year>19\d\d|20[01]\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:出?生)[^。；]{0,24}?(?:现年|今年|年龄为?)(?P<age>\d{1,3})周?岁"
)


def find(page: Page) -> Iterator[Problem]:
    """Weekdays that the calendar denies, lengths that the two days do not give, and years that do not add up."""
    for form in (_WEEKDAY, _WEEKDAY_FIRST):
        for match in form.finditer(page.text):
            yield from _weekday(page, match)
    for form in (_FROM_TO, _FIRST_LENGTH, _TERM):
        for match in form.finditer(page.text):
            yield from _length(page, match)
    for match in _FULL_RANGE.finditer(page.text):
        yield from _range(page, match)
    for form in (_YEARS, _YEARS_BEFORE):
        for match in form.finditer(page.text):
            yield from _years(page, match)
    for match in _PLAN.finditer(page.text):
        yield from _plan(page, match)
    yield from _anniversaries(page)
    for match in _CLOCK.finditer(page.text):
        yield from _clock(page, match)
    for match in _BORN.finditer(page.text):
        yield from _age(page, match)


def _day(page: Page, match: re.Match[str], name: str, year: int | None = None) -> date | None:
    """A day of the match; the year is the one said, else the one given, else that of the text."""
    said = match[f"{name}_year"]
    dated = page.reading.dated
    chosen = int(said) if said else year or (dated.year if dated else None)
    try:
        return (
            None if chosen is None else date(chosen, int(match[f"{name}_month"]), int(match[f"{name}_day"]))
        )
    except ValueError:
        return None  # the check of days tells of it


def _weekday(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    day = _day(page, match, "a")
    if day is None or re.match("[—至到、及和]", page.text[match.end() :]):
        return
    if not match["a_year"]:
        dated = page.reading.dated
        lead = page.text[page.sentence_at(match.start())[0] : match.start()]
        if re.search(r"去年|上年|明年|(?:19|20)\d\d年", lead) or (dated and abs((day - dated).days) > 100):
            return
    said = _NAMES.index("日" if match["weekday"] == "天" else match["weekday"])
    if said == day.weekday():
        return
    yield page.problem(
        "dates",
        match.span(),
        _("%(day)s是星期%(true)s，不是星期%(said)s，请核对日期和星期。"),
        suggestion=match[0].replace(match["weekday"], _NAMES[day.weekday()]),
        day=f"{day.year}年{day.month}月{day.day}日",
        true=_NAMES[day.weekday()],
        said=match["weekday"],
    )


def _both(page: Page, match: re.Match[str]) -> tuple[date, date] | None:
    first = _day(page, match, "a")
    if first is None:
        return None
    last = _day(page, match, "b", first.year)
    return None if last is None else (first, last)


def _length(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """历时三个月: by the calendar, counting the last day or not."""
    days, number = _both(page, match), whole_number(match["number"])
    if days is None or number is None or days[1] <= days[0]:
        return
    first, last = days
    if re.search("其中|每|之前|之后|休|提前|推迟|比", match["between"] + match["behind"]):
        return
    count = (last - first).days + 1
    unit = match["unit"]
    if unit in ("天", "日"):
        admissible = {count, count - 1}
        sentence = _("%(first)s至%(last)s是%(true)s天，不是%(said)s，请核对。")
        true = count
    elif unit in ("周", "个星期"):
        admissible, true = {round(count / 7), count // 7, -(-count // 7)}, round(count / 7)
        sentence = _("%(first)s至%(last)s约%(true)s周，不是%(said)s，请核对。")
    elif unit == "个月":
        months = count / 30.44
        admissible, true = {round(months), int(months), int(months + 0.7)}, round(months)
        sentence = _("%(first)s至%(last)s约%(true)s个月，不是%(said)s，请核对。")
    else:
        years = count / 365.25
        admissible, true = {round(years), int(years), last.year - first.year}, round(years)
        sentence = _("%(first)s至%(last)s约%(true)s年，不是%(said)s，请核对。")
    if number not in admissible:
        yield page.problem(
            "dates",
            match.span(),
            sentence,
            first=_printed(first),
            last=_printed(last),
            true=true,
            said=match["number"] + unit,
        )


def _range(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """Days with a year or an hour, or joined by a dash: the last must not lie before the first."""
    days = _both(page, match)
    if days is None or days[1] >= days[0]:
        return
    if not match["b_year"] and days[0] - days[1] > timedelta(days=120):
        return  # 11月15日至3月15日 goes over the new year
    yield page.problem("dates", match.span(), _("“%(range)s”的终点早于起点，请核对。"), range=match[0])


def _years(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    number, first, last = whole_number(match["number"]), int(match["first"]), int(match["last"])
    lead = page.text[max(0, match.start() - 1) : match.start()]
    if number is None or last <= first or lead in ("第", "“", "近", "约", "每") or number > 60:
        return
    if number not in (last - first, last - first + 1) or (
        "（" in match[0] and number != last - first + 1 and lead in ("续",)
    ):
        yield page.problem(
            "dates",
            match.span(),
            _("%(first)s年至%(last)s年是%(true)s年，不是%(said)s年，请核对。"),
            first=first,
            last=last,
            true=last - first + 1,
            said=match["number"],
        )


def _plan(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    begins = _PLANS.get(match["plan"])
    if begins is None:
        return
    first, last = int(match["first"]), int(match["last"])
    if (last - first == 4 and first == begins) or (first >= begins and last <= begins + 4):
        return
    yield page.problem(
        "dates",
        match.span(),
        _("“%(plan)s”是%(first)s—%(last)s年，这里写的是%(said)s，请核对。"),
        plan=match["plan"],
        first=begins,
        last=begins + 4,
        said=f"{first}—{last}年",
    )


def _anniversaries(page: Page) -> Iterator[Problem]:
    """成立于2013年，今年迎来成立15周年: by the year of the text; and the birthdays that everyone knows."""
    dated = page.reading.dated
    if dated is None:
        return
    for form, begun in _NATIONAL:
        for match in form.finditer(page.text):
            yield from _anniversary(page, match, begun, dated.year)
    for match in _ANNIVERSARY.finditer(page.text):
        begin = page.sentence_at(match.start())[0]
        lead = page.text[begin : match.start()]
        founded = list(_FOUNDED.finditer(lead))
        behind = lead[founded[-1].end() :] if founded else ""
        if len(founded) != 1 or re.search(r"明年|去年|(?:19|20)\d\d年", behind):
            continue
        if not re.search("今年|走过|迎来|喜迎|适逢|正值|至今|时值|庆祝|即将", behind):
            continue
        yield from _anniversary(page, match, int(founded[0]["year"] or founded[0]["year2"]), dated.year)


def _anniversary(page: Page, match: re.Match[str], begun: int, year: int) -> Iterator[Problem]:
    number = whole_number(match["number"])
    lead = page.text[page.clause_start(match.start()) : match.start()]
    behind = page.text[match.end() : match.end() + 2]
    if number is None or re.search(r"去年|明年|(?:19|20)\d\d年|以来|自", lead) or behind in ("以来",):
        return
    if number in (year - begun, year - begun + 1) and (number == year - begun or "即将" in lead):
        return
    yield page.problem(
        "dates",
        match.span(),
        _("从%(begun)s年到%(year)s年是%(true)s周年，不是%(said)s周年，请核对。"),
        begun=begun,
        year=year,
        true=year - begun,
        said=match["number"],
    )


def _clock(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """No hour after the 24th, no minute after the 59th; scores and ratios (3:65) are left alone."""
    hour, minute = int(match["hour"] or match["hour2"]), int(match["minute"] or match["minute2"] or 0)
    if hour <= 24 and minute <= 59:
        return
    if match["hour"]:
        near = page.text[max(0, match.start() - 14) : match.end() + 8]
        if hour > 24 and not re.search("时间|时段|上午|下午|晚", near):
            return
        if not re.search(
            r"时间|时段|上午|下午|晚|[至到—]\d{1,2}[:：]\d\d|\d[:：]\d\d[至到—]|日\d|开会|开始|结束", near
        ):
            return
    yield page.problem(
        "dates", match.span(), _("“%(time)s”不是一天里的时刻，请核对小时和分钟。"), time=match[0]
    )


def _age(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    dated = page.reading.dated
    if dated is None:
        return
    true, said = dated.year - int(match["year"]), int(match["age"])
    if said not in (true, true - 1, true + 1):
        yield page.problem(
            "dates",
            match.span(),
            _("%(year)s年出生，到%(now)s年应是%(true)s岁，不是%(said)s岁，请核对。"),
            year=match["year"],
            now=dated.year,
            true=true,
            said=said,
        )


def _printed(day: date) -> str:
    return f"{day.month}月{day.day}日"
