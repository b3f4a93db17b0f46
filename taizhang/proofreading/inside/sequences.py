"""Follows 一是…二是…三是, 一要…二要 and the numbered headings 一、（一）1.: none missing, none twice, as many as announced."""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.page import Page, Stretch, _, whole_number

_NUMERAL = "[一二两三四五六七八九十]{1,3}"
_SPOKEN = re.compile(rf"(?P<number>{_NUMERAL})(?P<kind>是|要)(?![否非]|不是)")
_HEADINGS = {
    "、": re.compile(rf"(?P<number>{_NUMERAL})、"),
    "（）": re.compile(rf"（(?P<number>{_NUMERAL})）"),
    ".": re.compile(r"(?P<number>\d{1,2})[.、](?!\d)"),
}
_NOUNS = "项?举措|项?措施|个?方面|点?要求|点?意见|点?建议|项?工作|项?任务|项?机制|项?行动|个?环节|个?到位|个?强化|个?聚焦|招|步|法|抓手"
_ANNOUNCED = re.compile(
    rf"(?<![第十百前\d.])(?P<number>{_NUMERAL}|\d{{1,2}})(?:个|项|点|大|条|种)?(?P<noun>{_NOUNS})"
)
_LEADS_UP = re.compile(r"[”』」]?[^，。；：”]{0,4}[：，。]?(?:即|分别是|具体是|具体为)?[：，]?")
_LONGEST_TITLE = 60
_BEFORE = "。；：，、！？”』（）"
_ONES = "零一二三四五六七八九十"


@dataclass
class _Run:
    """Markers of one kind that count up from one: where each stands and which number it is."""

    kind: str
    marks: list[tuple[Stretch, int]] = field(default_factory=list)

    @property
    def last(self) -> int:
        return self.marks[-1][1]


def find(page: Page) -> Iterator[Problem]:
    """Gaps and repeats in every sequence, and sequences of another length than the announcement before them says."""
    for item in page.items:
        for run in _spoken(page, item):
            yield from _faults(page, run, run.kind)
            yield from _against_announcement(page, item, run)
        yield from _headings(page, item)


def _spoken(page: Page, item: Stretch) -> list[_Run]:
    """The runs of 一是…二是: a run inside another one is closed when the outer one goes on."""
    finished: list[_Run] = []
    open_runs: list[_Run] = []
    for match in _SPOKEN.finditer(page.text, *item):
        at, number = match.start(), whole_number(match["number"])
        if number is None or not (page.gap_before(at) or page.text[at - 1] in _BEFORE):
            continue
        mark = ((match.start(), match.end()), number)
        kin = [run for run in open_runs if run.kind == match["kind"]]
        if number == 1:
            open_runs.append(_Run(match["kind"], [mark]))
            continue
        fitting = [run for run in kin if run.last == number - 1] or kin[-1:]
        if not fitting:
            continue
        run = fitting[-1]
        run.marks.append(mark)
        while open_runs[-1] is not run:
            finished.append(open_runs.pop())
    return sorted(finished + open_runs, key=lambda run: run.marks[0][0])


def _faults(page: Page, run: _Run, ending: str) -> Iterator[Problem]:
    sure = ending != "."  # 1. and 2. at the heads of lines may be anything
    for place, ((_before, last), (stretch, number)) in enumerate(itertools.pairwise(run.marks)):
        twice = place > 0 and run.marks[place - 1][1] == last  # a number said twice stands for the next one
        if number == last:
            yield page.problem(
                "lists",
                stretch,
                _("“%(mark)s”出现了两次，请把后一个改为“%(next)s”，或检查是否重复。"),
                sure=sure,
                mark=page.text[slice(*stretch)],
                next=_marked(page, stretch, last, last + 1),
            )
        elif number > last + (2 if twice else 1):
            yield page.problem(
                "lists",
                stretch,
                _("“%(before)s”之后直接是“%(mark)s”，缺少“%(missing)s”，请补上或改正序号。"),
                sure=sure,
                before=_marked(page, stretch, number, last),
                mark=page.text[slice(*stretch)],
                missing=_marked(page, stretch, number, last + 1),
            )


def _marked(page: Page, stretch: Stretch, own: int, number: int) -> str:
    """The marker of another number in the form of one that stands in the text."""
    mark = page.text[slice(*stretch)]
    if mark[0].isdigit():
        return mark.replace(str(own), str(number), 1)
    match = re.search(_NUMERAL, mark)
    return mark if match is None else mark[: match.start()] + _chinese(number) + mark[match.end() :]


def _chinese(number: int) -> str:
    if number <= 10:
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return (_ONES[tens] if tens > 1 else "") + "十" + (_ONES[ones] if ones else "")


def _against_announcement(page: Page, item: Stretch, run: _Run) -> Iterator[Problem]:
    """“四项举措” in the title, or in the words just before 一是, against how many follow."""
    numbers = [number for _stretch, number in run.marks]
    if len(run.marks) < 2 or numbers != list(range(1, len(numbers) + 1)):
        return
    first = run.marks[0][0][0]
    match = _announcement(page, item, first, run)
    if match is None:
        return
    announced, listed = whole_number(match["number"]), len(numbers)
    if announced is None or announced < 2 or announced == listed:
        return
    yield page.problem(
        "lists",
        (match.start(), match.end()),
        _("“%(name)s”与后文不符：后面从“%(first)s”到“%(last)s”共%(listed)s项，请核对数字或补足内容。"),
        name=match[0],
        first=page.text[slice(*run.marks[0][0])],
        last=page.text[slice(*run.marks[-1][0])],
        listed=listed,
    )


def _announcement(page: Page, item: Stretch, first: int, run: _Run) -> re.Match[str] | None:
    """The announcement that governs a run: in the sentence that leads up to it, else, for 一是 alone, in the title."""
    text = page.text
    begin = page.sentence_at(first)[0]
    if first - begin < 2 and begin > item[0]:
        begin = page.sentence_at(begin - 1)[0]
    lead = list(_ANNOUNCED.finditer(text, begin, first))
    if lead:
        nearest = lead[-1]
        leads_up = _LEADS_UP.fullmatch(text, nearest.end(), first)
        return nearest if leads_up else _in_title(page, item, first, lead)
    return _in_title(page, item, first, []) if run.kind == "是" else None


def _in_title(page: Page, item: Stretch, first: int, lead: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The one announcement in quotes of the title above a run, if no other run begins between the two."""
    title = _title_above(page, item, first)
    found = list(_ANNOUNCED.finditer(page.text, *title))
    quoted = [match for match in found if match.start() and page.text[match.start() - 1] == "“"]
    if len(quoted) != 1 or any(match.start() >= title[1] for match in lead):
        return None
    earlier = (match for match in _SPOKEN.finditer(page.text, title[1], first) if match["number"] == "一")
    return None if any(page.text[match.start() - 1] in _BEFORE for match in earlier) else quoted[0]


def _title_above(page: Page, item: Stretch, first: int) -> Stretch:
    """The short line that ends in no mark, up to three lines above; or such words before a blank of the run's own line."""
    starts = [item[0], *sorted(at for at in page.breaks if item[0] < at <= first)]
    for begin, end in zip(starts[:-4:-1], [first, *starts[:-3:-1]], strict=False):
        for at in range(begin + 8, min(end, begin + _LONGEST_TITLE) + 1):
            if page.text[at - 1] in "。，；：、":
                break
            if at == end or page.gap_before(at):
                return begin, at
    return item[0], item[0]


def _headings(page: Page, item: Stretch) -> Iterator[Problem]:
    """Numbers at the heads of lines; each level begins anew under a heading of the level above."""
    levels = tuple(_HEADINGS)
    runs: dict[str, _Run] = {}
    for at in sorted(page.breaks):
        if not item[0] <= at < item[1]:
            continue
        for level, (kind, pattern) in enumerate(_HEADINGS.items()):
            match = pattern.match(page.text, at)
            number = whole_number(match["number"]) if match else None
            if match is None or number is None:
                continue
            mark = ((match.start(), match.end()), number)
            if number == 1:
                runs[kind] = _Run(kind, [mark])
            elif kind in runs:
                runs[kind].marks.append(mark)
                yield from _faults(page, _Run(kind, runs[kind].marks[-2:]), kind)
            for lower in levels[level + 1 :]:
                runs.pop(lower, None)
            break
