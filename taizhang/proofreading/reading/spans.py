"""Says which of the times said in a text a claim speaks of: the nearest one that governs it."""

import re
from bisect import bisect_right
from dataclasses import replace
from datetime import date

from taizhang.proofreading.claim import Modality, Span
from taizhang.proofreading.reading.clauses import Layout
from taizhang.proofreading.reading.scenes import Scene
from taizhang.proofreading.reading.subjects import has_verb
from taizhang.proofreading.reading.times import Time

_LEAD = re.compile(
    r"^(?:据(?:悉|了解|统计|介绍|初步统计|不完全统计)|其中|同时|此外|另外|会上|[一二三四五六七八九十]{1,2}[是、]|（[^（）]*）|[\u4e00-\u9fa5]{0,10}?(?:[区市县省镇乡局办委村]|街道|中心|公司|大队|支队|法院|学校)|数据显示|自)*$"
)
_NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(]?[一二三四五六七八九十\d]{1,3}[)）、.]|第[一二三四五六七八九十]"
)


def governing(layout: Layout, said: list[Time], scene: Scene) -> Time | None:
    """The time that governs a quantity; None where the text names none."""
    return governing_place(layout, said, scene.mark.start)


def governing_place(layout: Layout, said: list[Time], place: int) -> Time | None:
    """The nearest time before a place in its clause, else one that opened a clause of the sentence or of the paragraph."""
    before = said[: bisect_right(said, place - 1, key=lambda time: time.start)]
    while before and before[-1].end > place:
        before.pop()
    clause, sentence = layout.clause(place)[0], layout.sentence(place)[0]
    paragraph = layout.paragraph(place)[0]
    for time in reversed(before):
        if time.start >= clause:
            return _dated_back(before, time)
        if time.span.words.endswith("同期"):
            continue  # 去年同期540起 speaks of that one number
        opens = _opens(layout, time)
        if time.start >= sentence and opens and _same_brackets(layout, time, place):
            return _dated_back(before, time)
        if (
            paragraph <= time.start < sentence
            and opens
            and time.kind not in ("deadline", "year")
            and not layout.in_brackets(time.start)
            and not layout.norm[: time.start].endswith("其中")
        ):
            return _dated_back(before, time)
        if time.start < paragraph and opens and _lasts(time):
            return time if _same_matter(layout, time.start, paragraph) else None
    return None


def _lasts(time: Time) -> bool:
    """Whether a time said in an earlier paragraph may still hold: a definite stretch or day of reckoning."""
    return (time.kind == "period" and time.span.start is not None and time.span.start != time.span.end) or (
        time.kind == "as_of" and re.search(r"\d", time.span.words) is not None
    )


def _same_matter(layout: Layout, start: int, paragraph: int) -> bool:
    """Whether no source line and no title of a new item stands between a place and a later paragraph."""
    if layout.item(start) != layout.item(paragraph):
        return False
    for number, begin in enumerate(layout.paragraphs):
        if not start < begin < paragraph:
            continue
        end = layout.paragraphs[number + 1]
        words = layout.norm[begin:end]
        if 6 <= len(words) <= 45 and not re.search("[，。；：]", words) and not _NUMBERED.match(words):
            return False
    return True


def _same_brackets(layout: Layout, time: Time, place: int) -> bool:
    around = layout.in_brackets(time.start)
    return around is None or around[1] >= place


def _dated_back(before: list[Time], time: Time) -> Time:
    """当日 and 当天 mean the last day said before."""
    if (
        time.span.words.startswith(("当日", "当天", "当晚", "同日", "活动", "会上"))
        and time.span.start is None
    ):
        for earlier in reversed(before):
            if earlier.start < time.start and earlier.span.start and earlier.span.start == earlier.span.end:
                return replace(time, span=Span(time.span.words, earlier.span.start, earlier.span.end))
    return time


def _opens(layout: Layout, time: Time) -> bool:
    """Whether a time stands at the head of its clause and so governs what follows, not inside a noun (召开2020年…会)."""
    lead = layout.norm[layout.clause(time.start)[0] : time.start]
    if not lead or _LEAD.match(lead):
        return not has_verb(lead) or _LEAD.match(lead) is not None
    return (
        len(lead) <= 12
        and not has_verb(lead)
        and re.search(r"[，]", layout.norm[time.end : time.end + 1]) is not None
    )


def since(layout: Layout, said: list[Time], time: Time | None) -> Time | None:
    """今年以来，…：截至6月19日: a day up to which is counted takes its beginning from the 以来 of the same sentence."""
    if time is None or time.kind != "as_of" or time.span.start is not None:
        return time
    sentence = layout.long_sentence(time.start)[0]
    for earlier in reversed(said):
        if earlier.start < sentence:
            break
        begun, until = earlier.span.start, time.span.end
        said_before = earlier.start < time.start
        if not (said_before and begun and earlier.span.words.endswith(("以来", "来", "起", "至今"))):
            continue
        if until is None or begun <= until:
            return replace(time, span=replace(time.span, start=begun))
    return time


def span(time: Time | None, sense: Modality, dated: date | None, *, whole_year: bool = False) -> Span:
    """The days that a claim speaks of: for what is done a year that still runs ends with the day of the text.

    `whole_year` says that an aim is named as that of the year (年度目标任务589亿元) and not of the months said.
    """
    if time is None:
        return Span()
    said = time.span
    if sense == Modality.TARGET and time.year and whole_year:
        return Span(said.words, date(time.year, 1, 1), date(time.year, 12, 31))
    if sense == Modality.TARGET or not (dated and said.start and said.end):
        return said
    return replace(said, end=dated) if said.start <= dated < said.end else said
