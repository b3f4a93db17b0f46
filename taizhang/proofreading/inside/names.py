"""Finds names of units and posts that do not exist but stand near one that does: 区域管局 for 区城管局."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.lookalikes import ORDINARY_DEPARTMENTS, confused_with
from taizhang.proofreading.inside.page import Page, Stretch, _

_UNIT_FORM = re.compile(
    r"(?:区|市|县)?[一-龥]{1,8}?(?:局|委员会|委|办公室|办事处|办|中心|镇|街道|乡|公司|支队|大队|院|会|协会|集团)"
)
_IN_TEXT = re.compile(r"(?:区|市|县)[一-龥]{1,6}?(?:局|委|办|中心|大队)")
_ENDING = re.compile("(?:局|委员会|委|办公室|办|厅|处|中心|部)$")
_SEPARATORS = re.compile("[、，；/和与及]|(?:供稿|报送|来源|撰稿|作者|通讯员)：?")
_LEVELS = "省市区县州乡镇街各该本我两"
_SHORTEST = 3


def find(page: Page) -> Iterator[Problem]:
    """Names in the source lines first, then those in the running text."""
    known = {"".join(name.split()) for name in page.names.units} | set(page.names.units.values())
    told: list[Stretch] = []
    for item, line in _with_items(page):
        for stretch in _sources(page, line):
            for problem in _source(page, item, stretch, known):
                told.append(stretch)
                yield problem
    yield from _running(page, _long_enough(known), told, post=False)
    yield from _running(
        page, _long_enough("".join(post.split()) for post in page.names.posts), told, post=True
    )


def _long_enough(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name for name in names if len(name) >= _SHORTEST)


def _with_items(page: Page) -> Iterator[tuple[Stretch, Stretch]]:
    for line in page.source_lines:
        yield page.item_at(line[0]), line


def _sources(page: Page, line: Stretch) -> Iterator[Stretch]:
    """The single names of a source line."""
    begin = line[0]
    edges = [*(match.span() for match in _SEPARATORS.finditer(page.text, *line)), (line[1], line[1])]
    for start, end in edges:
        if start > begin:
            yield begin, start
        begin = end


def _source(page: Page, item: Stretch, stretch: Stretch, known: set[str]) -> Iterator[Problem]:
    name = page.text[slice(*stretch)]
    if name in known:
        return
    if not _UNIT_FORM.fullmatch(name):  # 法苑 for 法院: the very word that makes it a unit may be misspelt
        above = page.text[item[0] : stretch[0]]
        meant = [unit for unit in _windows(above, name) if len(unit) >= 4 and _UNIT_FORM.fullmatch(unit)]
        if meant and name not in above:
            yield _misspelt(page, stretch, meant[0], in_text=True)
        return
    if any(unit.endswith(name) or name.startswith(unit) for unit in known if len(unit) >= _SHORTEST):
        return  # 城管局 for 区城管局, 区住建局质监站: a part of a name that is known
    body = set(_IN_TEXT.findall(page.text[item[0] : stretch[0]]))
    near = [unit for unit in _windows(page.text[item[0] : stretch[0]], name) if unit in known or not known]
    near += [unit for unit in known if _near(name, unit, loosely=True)]
    if not near and not known and not _ordinary(name):
        near = [
            unit for unit in sorted(body) if len(name) >= 4 and _near(name, unit, loosely=_ordinary(unit))
        ]
    if near:
        yield _misspelt(page, stretch, near[0], in_text=near[0] not in known)
    elif known:
        yield page.problem(
            "names",
            stretch,
            _("落款“%(name)s”不在单位名录中，请核对名称，或请管理员补入名录。"),
            sure=False,
            name=name,
        )


def _windows(text: str, name: str) -> list[str]:
    """The stretches of a text, as long as a name, that look confusingly like it."""
    length = len(name)
    found = (text[at : at + length] for at in range(len(text) - length + 1))
    return [window for window in dict.fromkeys(found) if window != name and _near(name, window)]


def _misspelt(page: Page, stretch: Stretch, unit: str, *, in_text: bool, post: bool = False) -> Problem:
    name = page.text[slice(*stretch)]
    if post:
        template = _("没有“%(name)s”这个职务，疑为“%(unit)s”之误，请改正。")
    elif in_text:
        template = _("落款“%(name)s”与文中的“%(unit)s”不一致，疑为“%(unit)s”之误，请改正。")
    else:
        template = _("没有叫“%(name)s”的单位，疑为“%(unit)s”之误，请改正。")
    return page.problem("names", stretch, template, suggestion=unit, name=name, unit=unit)


def _running(page: Page, known: frozenset[str], told: list[Stretch], *, post: bool) -> Iterator[Problem]:
    """Stretches of the text that differ from a known name only by characters that are easily confused."""
    occupied = {at for stretch in told for at in range(*stretch)}
    for start, end in _standing(page.text, _by_ending(known)):
        occupied.update(range(start, end))
    meant = _misspellings(known)
    for start, end in _standing(page.text, _by_ending(frozenset(meant))):
        words = page.text[start:end]
        if occupied.isdisjoint(range(start, end)) and not _ordinary(words):
            occupied.update(range(start, end))
            yield _misspelt(page, (start, end), meant[words], in_text=False, post=post)


def _standing(text: str, words: Mapping[str, Mapping[int, frozenset[str]]]) -> Iterator[Stretch]:
    """Where any of the words stands, the longer ones first at each ending."""
    for at, character in enumerate(text):
        sizes = words.get(character)
        for length, alike in sizes.items() if sizes else ():
            if length <= at + 1 and text[at + 1 - length : at + 1] in alike:
                yield at + 1 - length, at + 1


@lru_cache(maxsize=16)
def _by_ending(words: frozenset[str]) -> dict[str, dict[int, frozenset[str]]]:
    """Words by their last character and their length, the longest first: most characters end no name at all."""
    grouped: dict[str, dict[int, set[str]]] = {}
    for word in sorted(words, key=len, reverse=True):
        grouped.setdefault(word[-1], {}).setdefault(len(word), set()).add(word)
    return {
        ending: {length: frozenset(alike) for length, alike in sizes.items()}
        for ending, sizes in grouped.items()
    }


@lru_cache(maxsize=8)
def _misspellings(known: frozenset[str]) -> dict[str, str]:
    """Every known name with one character confused or two inner neighbours exchanged, to the name that is meant."""
    meant: dict[str, str] = {}
    for name in sorted(known):
        for place, character in enumerate(name):
            for other in confused_with(character):
                meant.setdefault(name[:place] + other + name[place + 1 :], name)
            if len(name) >= 4 and 0 < place < len(name) - 2:
                exchanged = name[:place] + name[place + 1] + character + name[place + 2 :]
                meant.setdefault(exchanged, name)
    return {words: name for words, name in meant.items() if words not in known}


def _near(name: str, unit: str, *, loosely: bool = False) -> bool:
    """Whether two names differ by one confusable character or by two neighbours exchanged; loosely, by any one."""
    if name == unit or len(name) != len(unit) or len(name) < _SHORTEST:
        return False
    differing = [place for place, (one, other) in enumerate(zip(name, unit, strict=True)) if one != other]
    if len(differing) == 2 and differing[1] == differing[0] + 1 and len(name) >= 4:
        first, second = differing
        return name[first] == unit[second] and name[second] == unit[first]
    if len(differing) != 1:
        return False
    one, other = name[differing[0]], unit[differing[0]]
    if other in confused_with(one):
        return True
    return loosely and len(name) >= 4 and one not in _LEVELS and other not in _LEVELS and not _ordinary(name)


def _ordinary(name: str) -> bool:
    """Whether a name is that of an ordinary department, which may exist though nobody entered it."""
    return _ENDING.sub("", name.lstrip("省市区县")) in ORDINARY_DEPARTMENTS
