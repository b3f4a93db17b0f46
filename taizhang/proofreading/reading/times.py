"""Finds the times that a text speaks of and reckons the days that they mean from the day of the text."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.proofreading.claim import Span

_MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?:[12]\d|3[01]|0?[1-9]|[一二]?十[一二三四五六七八九]?|三十一?|[一二三四五六七八九])"
_COUNT = r"(?:\d{1,2}|[一二两三四五六七八九十]{1,3})"
_TO = r"(?:[-—–－~～]{1,2}|至|到)"
_YEAR = (
    r"(?:(?<!\d)(?:19|20)\d\d年度?|[一二][〇○零九0][〇○零一二三四五六七八九]{2}年度?"
    r"|今年|本年度?|去年|上一?年度?(?![龄轻])|前年|明年|来年|同年|当年)"
)


def _core(tag: str) -> str:
    """The part of a year, its groups named apart by a tag so that one expression may hold it twice."""
    return rf"""(?:
      (?P<day_m1{tag}>{_MONTH})月(?P<day_d1{tag}>{_DAY})[日号]?{_TO}(?:(?P<day_m2{tag}>{_MONTH})月)?(?P<day_d2{tag}>{_DAY})[日号]
     |(?P<month_1{tag}>{_MONTH})(?:月份?)?{_TO}(?P<month_2{tag}>{_MONTH})月份?
     |(?P<m{tag}>{_MONTH})月(?P<d{tag}>{_DAY})[日号]
     |(?P<month{tag}>{_MONTH})月(?P<part{tag}>份|底|末|初|[上中下]旬)?
     |(?P<half{tag}>[上下])半年
     |前(?P<quarters{tag}>{_COUNT})个?季度
     |第?(?P<quarter{tag}>[一二三四1-4])季度末?|(?P<first{tag}>首季)
     |[前头](?P<months{tag}>{_COUNT})个月
    )"""


_PERIOD = re.compile(
    rf"""(?P<pre>截至|截止到?|自|从|至|到)?(?:
      (?P<from>(?:19|20)\d\d)年?{_TO}(?P<to>(?:19|20)\d\d)年度?
     |(?P<since>(?:19|20)\d\d)年(?P<since_m>{_MONTH})月(?:份|(?P<since_d>{_DAY})[日号])?{_TO}
        (?P<till>(?:19|20)\d\d|今)年(?P<till_m>{_MONTH})月(?:份|(?P<till_d>{_DAY})[日号])?
     |(?P<y>{_YEAR})(?:{_core("")}|(?P<turn>年?[底末初]|内|全年))?
     |(?<![\d.]){_core("_b")}
     |(?P<this>年初(?:至今|以来)|年[底末内初]|全年|本年内)
    )(?P<post>以来|来(?=[，,])|底?以?之?前(?![列茅三五十\d])|起|期间|开始)?""",
    re.VERBOSE,
)

_NOW = (
    r"截[至止]到?(?:目前|当前|现在|发稿[时前]?|今[天日]|昨[天日]|本?月底|月末)(?:为止)?|[到至](?:目前|现在)(?:为止)?"
    r"|(?:目前|至今|迄今)(?:为止)?|当前|眼下|现阶段|截至当日|(?<=[，。；])现(?=有|共有)"
)
_LATELY = r"近日|日前|近期|近来|近段时间|最近|连日来|近年来?|近几[年月]来?|这几年来?|多年来|长期以来|一直以来|前期|前阶段|下阶段"
_RELATIVE = r"(?:本|上|当)(?:个?月份?|季度|个?季|周|星期)(?:以来|底前|底|末)?|昨[日天晚]|今[日天]|当[日天晚]|次日|同日"
_STRETCH = rf"(?:近|过去|最近|连续|前后){_COUNT}(?:年|个月|周|个星期|个?季度|天|日)(?:来|以来|间|里|内)?|{_COUNT}(?:年|个月|天)来"
_PLAN = r"[“\"]?十[一二三四五][”\"]?五[”\"]?(?:规划)?(?:时期|期间|以来|末)?"
_FEAST = (
    r"[“\"]?(?:元旦|春节|元宵|清明|五一|端午|中秋|国庆|双节|两节|国庆中秋)[”\"]?(?:节|假期|小长假|黄金周|假日)*(?:期间|前后|假期)"
    r"|(?:元旦|春节|元宵|清明|“?五一”?|端午|中秋|国庆)(?:节|假期|小长假|黄金周|假日)+(?=[，,])"
    r"|(?:疫情|汛期|节日|假日|暑期?|寒假|三夏|秋收|创建|活动|会议|整治|行动|防控)期间|会上|活动中|入[春夏汛秋冬]以来|复工(?:复产)?以来"
)
_VAGUE = re.compile(
    rf"(?P<now>{_NOW})|(?P<stretch>{_STRETCH})|(?P<lately>{_LATELY})|(?P<relative>{_RELATIVE})"
    rf"|(?P<plan>{_PLAN})|(?P<feast>{_FEAST})"
)

_YEAR_BEFORE = re.compile(r"(?:去年|上一?年)同期(?=(?:的|仅?为|是|仅|只有)?\d)")
_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_PLANS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026}


@dataclass(frozen=True)
class Time:
    """A time as said: where it stands in the normalised text, the days meant, and its kind.

    Kinds: `period` (2019年, 1—5月), `year` (年内), `as_of` (截至6月19日, 目前), `vague` (近日, 连续3个月), `occasion` (端午期间, 会上) and
    `deadline` (年底前, 到2025年), which makes a target of what follows.
    """

    start: int
    end: int
    span: Span
    kind: str
    year: int | None = None


def find(norm: str, dated: date | None) -> list[Time]:
    """The times of a normalised text in their order, those left out that only name what is compared with (较上年)."""
    found = [*_periods(norm, dated), *_vague(norm, dated)]
    found.sort(key=lambda time: (time.start, -time.end))
    kept: list[Time] = []
    for time in found:
        year_before = _same_time_of_last_year(norm, time, kept, dated)
        if year_before:
            kept.append(year_before)
            continue
        if (
            (kept and time.start < kept[-1].end)
            or _only_compares(norm, time)
            or _in_a_title(norm, time.start)
        ):
            continue
        longer = _joined(kept[-1], time, norm) if kept else None
        if longer:
            kept[-1] = longer
        else:
            kept.append(_that_month(norm, time, kept))
    return kept


def _that_month(norm: str, time: Time, kept: list[Time]) -> Time:
    """4月份最多，当月2个: the month or quarter that the sentence named before."""
    last = kept[-1] if kept else None
    if time.span.words not in ("当月", "当季") or last is None or last.span.start is None:
        return time
    if last.span.end is None or "。" in norm[last.end : time.start] or last.kind != "period":
        return time
    if (last.span.end - last.span.start).days >= (31 if time.span.words == "当月" else 92):
        return time
    span = Span(time.span.words, last.span.start, last.span.end)
    return Time(time.start, time.end, span, "period", last.year)


def _same_time_of_last_year(norm: str, time: Time, kept: list[Time], dated: date | None) -> Time | None:
    """去年同期23家: the stretch said before, a year earlier."""
    match = _YEAR_BEFORE.match(norm, time.start)
    if match is None or norm[max(0, time.start - 1) : time.start] in ("较", "比", "与", "同", "和"):
        return None
    last = kept[-1].span if kept else None
    start, end = (last.start, last.end) if last and last.end else (None, dated)
    if end is not None and start is None:
        start = date(end.year, 1, 1)
    return Time(
        time.start, match.end(), Span(match[0], _year_earlier(start), _year_earlier(end)), "period", time.year
    )


def _year_earlier(day: date | None) -> date | None:
    if day is None:
        return None
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _joined(before: Time, time: Time, norm: str) -> Time | None:
    """今年以来，截至6月19日: the later words end the stretch that the former began."""
    between = norm[before.end : time.start]
    if time.span.words in ("当月", "当季") and between == "":  # 10月份当月
        return Time(
            before.start,
            time.end,
            Span(norm[before.start : time.end], before.span.start, before.span.end),
            "period",
            before.year,
        )
    if time.kind == "as_of" and before.kind == "period" and between in ("", "，", ",") and before.span.start:
        words = norm[before.start : time.end]
        end = time.span.end
        if end is None or before.span.start <= end:
            return Time(before.start, time.end, Span(words, before.span.start, end), "period", before.year)
    return None


def _only_compares(norm: str, time: Time) -> bool:
    before, after = norm[max(0, time.start - 2) : time.start], norm[time.end : time.end + 10]
    if after.startswith(("同期", "同月", "同时段", "同一时期")) or (before == "（与" and "同期" in after):
        return True
    if time.span.words == "年初" and re.match("预期|目标|计划|确定|下达|任务|预算|制定", after):
        return True
    if before.endswith(("较", "比", "较之")) and not before.endswith(("占比", "环比", "同比")):
        return True
    if before.endswith(("是", "为")) and re.match(r"(?:同期)?的(?:约|近)?[\d.]+(?:倍|%)", after):
        return True
    return (
        before.endswith(("与", "同", "跟", "和"))
        and re.match(r"[^，。；]{0,6}(?:相比|持平|相当|一样)", after) is not None
    )


def _in_a_title(norm: str, place: int) -> bool:
    opened = norm.rfind("《", max(0, place - 60), place)
    return opened >= 0 and "》" not in norm[opened:place]


def _periods(norm: str, dated: date | None) -> Iterator[Time]:
    said: Time | None = None
    for match in _PERIOD.finditer(norm):
        bare = not (match["pre"] or match["y"] or match["this"] or match["from"])
        if bare and match.start() and norm[match.start() - 1] in "第.":
            continue  # 第二季度 begins with its 第; 第3月 of a document number is no time
        in_sentence = said is not None and not re.search("[。！？]", norm[said.end : match.start()])
        context = said.year if said is not None and (in_sentence or match["this"]) else None
        bounds = _bounds(match, dated, context)
        if bounds is None:
            continue
        time = _with_edges(match, bounds, dated)
        if (match["y"] or match["from"] or match["since"]) and not _only_compares(norm, time):
            said = time
        yield time


def _with_edges(
    match: re.Match[str], bounds: tuple[date | None, date | None, int | None], dated: date | None
) -> Time:
    """What 截至, 以来, 前 and 期间 make of the bare days."""
    start, end, year = bounds
    pre, post, words = match["pre"] or "", match["post"] or "", match[0]
    at, stop = match.start(), match.end()
    if pre in ("自", "从", "到", "至") and match.string.startswith(
        "的", stop
    ):  # 从2015年的1.2万人减少到2019年的326人
        return Time(at + 1, stop, Span(words[1:], start, end), "period", year)
    if post.endswith("前"):
        return Time(
            at, stop, Span(words, dated if dated and end and dated <= end else None, end), "deadline", year
        )
    if pre.startswith("截"):
        return Time(at, stop, Span(words, None, end), "as_of", year)
    if post in ("以来", "来", "起", "开始") or (
        pre in ("自", "从") and not (match["from"] or match["since"])
    ):
        return Time(at, stop, Span(words, start, dated), "period", year)
    if pre in ("到", "至"):
        future = dated is not None and end is not None and end > dated
        since = start if future and match["y"] and not _has_core(match) else None
        return Time(at, stop, Span(words, since, end), "deadline" if future else "as_of", year)
    if match["turn"] in ("底", "末", "年底", "年末") or match["this"] in ("年底", "年末"):
        return Time(at, stop, Span(words, None, end), "as_of", year)
    if match["this"] == "年内":
        return Time(at, stop, Span(words, start, end), "year", year)
    return Time(at, stop, Span(words, start, end), "period", year)


def _bounds(
    match: re.Match[str], dated: date | None, context: int | None
) -> tuple[date | None, date | None, int | None] | None:
    """First day, last day and year of the bare words; days None where the year is not known."""
    if match["from"]:
        first, last = int(match["from"]), int(match["to"])
        return (date(first, 1, 1), date(last, 12, 31), None) if first <= last else None
    if match["since"]:
        return _long_stretch(match, dated)
    tag = "" if match["y"] else "_b"
    year = _year(match["y"], dated, context) if match["y"] else context
    guessed = year is None and dated is not None
    if guessed and dated is not None:
        year = dated.year
    if match["this"] == "全年" and guessed and dated is not None and year is not None:
        year -= dated.month == 1  # 全年 said in January is the year just over
    if match["this"] or (match["y"] and not _has_core(match)):
        if year is None:
            return (None, None, None)
        if (match["this"] or "").startswith("年初") and match["this"] != "年初":
            return date(year, 1, 1), dated, year
        if (match["turn"] or match["this"] or "").endswith("初"):
            return date(year, 1, 1), date(year, 1, 31), year
        return date(year, 1, 1), date(year, 12, 31), year
    days = _days(match, tag)
    if days is None:
        return None
    if year is None:
        return (None, None, None)
    (first_month, first_day), (last_month, last_day) = days
    if guessed and dated is not None and not _looks_ahead(match):
        # 11月 and 1—10月 said in June are last year's; 上半年 said in June is nearly over.
        starts_later = (first_month, first_day) > (dated.month, dated.day)
        year -= starts_later or last_month > dated.month + 1
    try:
        start = date(year, first_month, first_day)
        end = date(year, last_month, last_day or monthrange(year, last_month)[1])
    except ValueError:
        return None  # 2月30日 is a fault for another to name
    return (start, end, year) if start <= end else None


def _looks_ahead(match: re.Match[str]) -> bool:
    ahead = (match["post"] or "").endswith("前") or (match["pre"] or "") in ("到", "至")
    return ahead or match["half_b"] == "下"


def _long_stretch(
    match: re.Match[str], dated: date | None
) -> tuple[date | None, date | None, int | None] | None:
    last = (
        dated.year if match["till"] == "今" and dated else 0 if match["till"] == "今" else int(match["till"])
    )
    if not last:
        return (None, None, None)
    first_month, last_month = _number(match["since_m"]), _number(match["till_m"])
    try:
        start = date(int(match["since"]), first_month, _number(match["since_d"] or "1"))
        last_day = _number(match["till_d"]) if match["till_d"] else monthrange(last, last_month)[1]
        end = date(last, last_month, last_day)
    except ValueError:
        return None
    return (start, end, None) if start <= end else None


def _has_core(match: re.Match[str]) -> bool:
    names = ("day_m1", "month_1", "m", "month", "half", "quarters", "quarter", "first", "months")
    return any(match[name] for name in names)


def _days(match: re.Match[str], tag: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """((month, day), (month, day)) of the words; a last day of 0 means the end of that month."""

    def group(name: str) -> str | None:
        return match[name + tag]

    if group("day_m1"):
        month = _number(group("day_m1"))
        return (month, _number(group("day_d1"))), (
            _number(group("day_m2")) or month,
            _number(group("day_d2")),
        )
    if group("month_1"):
        return (_number(group("month_1")), 1), (_number(group("month_2")), 0)
    if group("m"):
        day = (_number(group("m")), _number(group("d")))
        return day, day
    if group("month"):
        return _part_of_month(_number(group("month")), group("part") or "")
    if group("half"):
        return ((1, 1), (6, 30)) if group("half") == "上" else ((7, 1), (12, 31))
    if group("quarters"):
        last = _number(group("quarters"))
        return ((1, 1), (last * 3, 0)) if 1 <= last <= 4 else None
    if group("quarter") or group("first"):
        number = _number(group("quarter") or "1")
        return (number * 3 - 2, 1), (number * 3, 0)
    last = _number(group("months"))
    return ((1, 1), (last, 0)) if 1 <= last <= 12 else None


def _part_of_month(month: int, part: str) -> tuple[tuple[int, int], tuple[int, int]]:
    tens = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0), "初": (1, 10)}
    first, last = tens.get(part, (1, 0))
    return (month, first), (month, last)


def _year(words: str, dated: date | None, context: int | None) -> int | None:
    if words[0].isdigit():
        return int(words[:4])
    if words[0] in "一二" and words[1] in "〇○零九0":
        return int("".join(str(_DIGITS.get(char, 0)) for char in words[:4]))
    if words[0] in "同当" and context:
        return context
    if dated is None:
        return None
    return dated.year + {"去": -1, "上": -1, "前": -2, "明": 1, "来": 1}.get(words[0], 0)


def _number(words: str | None) -> int:
    """A small number in digits or in Chinese: 12, 十二, 二十三; 0 for nothing."""
    if not words:
        return 0
    if words.isdigit():
        return int(words)
    tens, has_ten, ones = words.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if has_ten else 0) + _DIGITS.get(ones, 0)


def _vague(norm: str, dated: date | None) -> Iterator[Time]:
    for match in _VAGUE.finditer(norm):
        words = match[0]
        at, stop = match.start(), match.end()
        if match["now"]:
            yield Time(at, stop, Span(words, None, dated), "as_of")
        elif match["relative"]:
            yield Time(at, stop, _relative(words, dated), "period")
        elif match["plan"]:
            first = _PLANS["".join(char for char in words if char in "一二三四五")[0]]
            end = dated if words.endswith("以来") else date(first + 4, 12, 31)
            yield Time(at, stop, Span(words, date(first, 1, 1), end), "period")
        elif match["feast"]:
            yield Time(at, stop, Span(words, None, None), "occasion")
        else:
            yield Time(at, stop, Span(words, None, dated), "vague")


def _relative(words: str, dated: date | None) -> Span:
    """本月, 上季度, 昨日 … as days; 当日 and 次日 lean on a day said before and stay open."""
    if dated is None or words[0] in "当次同":
        return Span(words, None, None)
    if words[0] in "昨今":
        day = dated - timedelta(days=words[0] == "昨")
        return Span(words, day, day)
    if "月" in words:
        start = dated.replace(day=1)
        if words[0] == "上":
            end = start - timedelta(days=1)
            return Span(words, end.replace(day=1), end)
        return Span(words, start, dated)
    if "季" in words:
        start = date(dated.year, (dated.month - 1) // 3 * 3 + 1, 1)
        if words[0] == "上":
            end = start - timedelta(days=1)
            return Span(words, date(end.year, end.month - 2, 1), end)
        return Span(words, start, dated)
    monday = dated - timedelta(days=dated.weekday())
    if words[0] == "上":
        return Span(words, monday - timedelta(days=7), monday - timedelta(days=1))
    return Span(words, monday, dated)
