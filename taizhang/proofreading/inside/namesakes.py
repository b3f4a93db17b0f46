"""Finds a unit's name that is spelt in two ways in one text: 县应急理局 beside 县应急管理局, without any register of names."""

import re
from collections.abc import Iterator
from itertools import combinations

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.lookalikes import ORDINARY_DEPARTMENTS, confused_with
from taizhang.proofreading.inside.page import Page, Stretch, _

_ENDINGS = re.compile(
    "委员会|办公室|办事处|监管局|管理局|局|街道|镇|乡|公司|法院|检察院|中心|医院|小学|中学|学校|幼儿园|集团|支队|大队|社区|联合会|分局|委"
)
_BOUNDARY = "，。；：、！？（）“”《》 "
_OFTEN_LEFT_OUT = "和与及的县区市省镇"
_TELLS_APART = "省市县区乡镇村东西南北中上下左右前后大小新老一二三四五六七八九十甲乙丙丁ABCD两"
_LEAST_ALIKE = 5


def find(page: Page) -> Iterator[Problem]:
    """Two spellings that differ inside by one character, one too few, or two exchanged, and else agree far enough."""
    for item in page.items:
        names = list(_ENDINGS.finditer(page.text, *item))
        told: set[int] = set()
        for first, second in combinations(names, 2):
            if first[0][-1] != second[0][-1] or second.end() in told or first.end() in told:
                continue
            found = _differing(page.text, first.end(), second.end(), item[0])
            if found is None:
                continue
            one, other, sure = found
            if page.sentence_at(first.start()) == page.sentence_at(second.start()):
                if not sure:
                    continue  # named side by side they are two
                sure = False
            wrong, right = _wrong_one(page, one, other)
            told.add(wrong[1])
            yield page.problem(
                "names",
                wrong,
                _("“%(name)s”与文中的“%(unit)s”写法不一致，疑为笔误，请核对。"),
                suggestion=page.text[slice(*right)],
                sure=sure,
                name=page.text[slice(*wrong)],
                unit=page.text[slice(*right)],
            )


def _differing(text: str, first: int, second: int, begin: int) -> tuple[Stretch, Stretch, bool] | None:
    """Walks back from both ends to the first difference, over it in one of three ways, and on."""
    same = _back(text, first, second, begin)
    if same == 0 or text[first - same - 1 : first - same] in _BOUNDARY:
        return None
    one, other = first - same - 1, second - same - 1
    if min(one, other) <= begin or text[other] in _BOUNDARY:
        return None
    ways = (
        (1, 1, "changed"),
        (0, 1, "left out"),
        (1, 0, "left out"),
        (2, 2, "exchanged"),
    )
    for skip_one, skip_other, way in ways:
        here, there = one + 1 - skip_one, other + 1 - skip_other
        if min(here, there) <= begin and way != "changed":
            continue
        more = _back(text, here, there, begin)
        if more == 0:
            continue
        start, begun = here - more, there - more
        whole = same + more
        old, new = text[here : one + 1], text[there : other + 1]
        if way == "exchanged" and (len(old) != 2 or old != new[::-1] or whole < 3):
            continue
        closed = _closed(text, start, begin) and _closed(text, begun, begin)
        sure = _sure(way, old, new, whole, closed)
        if sure is None:
            continue
        return (start, first), (begun, second), sure
    return None


def _sure(way: str, old: str, new: str, alike: int, closed: bool) -> bool | None:
    """True for a fault, False for a doubt, None for two names that may well both exist."""
    if way == "exchanged":
        return True
    if way == "left out":
        left = old or new
        return None if left in _OFTEN_LEFT_OUT or alike < _LEAST_ALIKE else closed or alike >= 6
    if new in confused_with(old) and alike >= 4:
        return True
    if old in _TELLS_APART or new in _TELLS_APART or re.search(rf"[\d{_BOUNDARY}]", old + new):
        return None
    if new in confused_with(old):
        return True if alike >= 3 or (alike >= 2 and closed) else None
    if alike >= _LEAST_ALIKE:
        return alike >= 7
    return None


def _back(text: str, first: int, second: int, begin: int) -> int:
    """How many characters before two places are the same, up to a mark."""
    count = 0
    while (
        min(first, second) - count > begin
        and text[first - count - 1] == text[second - count - 1]
        and text[first - count - 1] not in _BOUNDARY
        and count < 16
    ):
        count += 1
    return count


def _closed(text: str, start: int, begin: int) -> bool:
    """Whether a name begins where it begins: behind a mark, or at a word that names a level."""
    return start <= begin or text[start - 1] in _BOUNDARY or text[start] in "县区市省"


def _wrong_one(page: Page, one: Stretch, other: Stretch) -> tuple[Stretch, Stretch]:
    """The rarer spelling is the wrong one; of two as rare the one that is no ordinary department, else the later."""
    first, second = page.text[slice(*one)], page.text[slice(*other)]
    counts = page.text.count(first), page.text.count(second)
    if counts[0] != counts[1]:
        return (one, other) if counts[0] < counts[1] else (other, one)
    known = [any(stem in name for stem in ORDINARY_DEPARTMENTS if len(stem) > 1) for name in (first, second)]
    if known[1] and not known[0]:
        return one, other
    return other, one
