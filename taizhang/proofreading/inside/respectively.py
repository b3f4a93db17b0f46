"""Counts the things before 分别 and the numbers behind it: 东、西两区分别完成1.2亿元、0.8亿元 are two and two."""

import re
from collections.abc import Iterator

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.page import Page, _, whole_number

_NUMBER = r"(?:约|近|超)?[+-]?\d[\d,]*(?:\.\d+)?(?:[余多])?[一-龥%‰㎡]{0,5}?"
_ZIP = re.compile(
    rf"(?:分别|依次)(?P<verb>[^\d，。；：、分]{{0,14}}?)(?P<numbers>{_NUMBER}(?:(?:、|和|与|及|以及){_NUMBER})+)(?=[，。；）！？]|左右|以上|$)"
)
_JOINTS = re.compile("、|以及|及|和|与")
_COUNTED = re.compile(
    r"(?<![第\d.])(\d{1,2}|[两二三四五六七八九十])(?:[个家项类大座所种名位条处][一-龥]|区|镇|街道|乡|县|市(?!场)|村|地|产业|院|厂)"
)
_GOES_ON = re.compile(r"、[^，。；：、\d]+，$")  # 甲、乙、丙，丁和戊分别…: the list began before
_NAMED = re.compile(
    r"(?P<names>(?:[一-龥]{2,6}、)+[一-龥]{2,6}?)(?P<number>[两二三四五六七八九十]|\d{1,2})(?:个|家|镇|区|县|地|村|人|名)"
)
_MONTHS_OF = re.compile(r"^(?:今年|去年|(?:20\d\d)年)?(\d{1,2})月?[—至](\d{1,2})月份?(?=[^，]{0,8}$)")
_MONTHS = re.compile(r"\d[—至]\d")


def find(page: Page) -> Iterator[Problem]:
    """Every 分别 whose numbers are more or fewer than the things named before it, however those are read."""
    for match in _ZIP.finditer(page.text):
        numbers = len(_JOINTS.split(match["numbers"]))
        if (
            page.text[match.end() : match.end() + 2].startswith("，")
            and page.text[match.end() + 1 : match.end() + 2].isdigit()
        ):
            continue
        begin = page.clause_start(match.start())
        things = page.text[begin : match.start()]
        before = _in_clause_before(page, begin, things)
        if not before and _GOES_ON.search(page.text[page.sentence_at(match.start())[0] : begin]):
            continue
        ahead = page.text[page.sentence_at(match.start())[0] : match.start()].replace("，", "")
        admissible = _admissible(things) or before
        if not admissible and _MONTHS_OF.search(ahead):
            admissible = _admissible(ahead)
        if not admissible or numbers in admissible:
            continue
        yield page.problem(
            "respectively",
            (match.start(), match.end()),
            _("“分别”前面是%(things)s项，后面是%(numbers)s个数，对不上，请补足或改正。"),
            things=max(admissible),
            numbers=numbers,
        )


def _in_clause_before(page: Page, begin: int, things: str) -> set[int]:
    """青山、白塔、红岭三个镇位列前三，得分分别为…: the list and its own number stand in the clause before a bare noun."""
    if len(things) > 5 or page.text[begin - 1 : begin] != "，":
        return set()
    match = _NAMED.match(page.text, page.clause_start(begin - 1))
    if match is None or match.end() > begin:
        return set()
    said, named = whole_number(match["number"]), match["names"].count("、") + 1
    return {named} if said == named else set()


def _admissible(things: str) -> set[int]:
    """The numbers of things that the words may be read to name; empty where they name no list at all."""
    months = _MONTHS_OF.search(things)
    if months and "、" not in things[months.end() :]:
        return {int(months[2]) - int(months[1]) + 1}
    if _MONTHS.search(things) or re.search("等|各|每|（|）|“|《", things):
        return set()
    listed = len(_JOINTS.split(things))
    if listed < 2:
        said = [whole_number(number) for number in _COUNTED.findall(things[-10:])]
        return {said[0]} if len(said) == 1 and said[0] and said[0] > 1 else set()
    found = set(range(things.count("、") + 1, listed + 1))
    for place, character in enumerate(things):
        if character in "的两三四五六七" or character in "区镇县市业":
            left, right = _things_in(things[:place]), _things_in(things[place + 1 :])
            found |= {left * right, left, right} if left > 1 and right > 1 else set()
            if character in "两三四五六七":
                found.add(whole_number(character) or listed)
    found |= {whole_number(number) or listed for number in re.findall(r"\d{1,2}(?=[个家项类])", things)}
    found |= {len(part.split("、")) for part in re.split("以及|及|和|与", things) if "、" in part}
    return found - {1}


def _things_in(words: str) -> int:
    return len(_JOINTS.split(words)) if words else 1
