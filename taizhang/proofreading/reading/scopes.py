"""Finds the units of the organisation whose doing a claim tells: by the names that are known, else by their form."""

import re
from dataclasses import dataclass

from taizhang.proofreading.names import Names
from taizhang.proofreading.reading.clauses import Layout

_PLACE = r"(?:[区市县省镇乡州旗]|[\u4e00-\u9fa5]{2,3}?[区市县省])"
_FORM = re.compile(
    rf"(?P<name>{_PLACE}?(?![本该各全局当格结布])[\u4e00-\u9fa5]{{2,14}}?"
    r"(?:管理局|监督局|执法局|城管局|住建局|[\u4e00-\u9fa5](?:局|(?<=[区市县镇委心府道].)办(?![事率理结公法学证案好了成])|(?<=^.)办|委(?![托员派屈婉]))|委员会|办公室|街道办事处|办事处|街道|管委会|(?<=..)镇|(?<=..)乡|大队|支队|总队|法院|检察院|服务中心|中心医院|执法队(?![员伍])|[\u4e00-\u9fa5]中心|公司))"
)
_OWN_TOWN = re.compile("[我全本](?:镇|街道|乡|办事处)")
_TOWN = re.compile("[\u4e00-\u9fa5]{2,3}(?:镇|街道|乡)")
_COORDINATE = re.compile(
    r"^(?:[\u4e00-\u9fa5]{2,12}?(?:局|办|委|镇|乡|街道|中心|公司|大队|支队|院|办事处)[、和与及])+$"
)
_NOT_UNITS = re.compile(
    r"按照|根据|遵照|以来|出动|派出|各|全|本|该|有关|相关|多个|结局|布局|格局|开局|当局|棋局|破局|委托|举办|承办|主办|创办|开办|督办|查办|交办|代办|经办|协办|新办|停办|难办|中心城|城乡|家乡|下乡|返乡|故乡|城镇|村镇|乡镇|集镇|市委托|[一二三四五六七八九十两\d]"
)
_WHOLE = re.compile(r"(?:全[区市县省镇]|我[区市县省镇]|[\u4e00-\u9fa5]{2,3}区(?=上下))")
_BARE_LEAD = re.compile(
    r"^(?:[“”（(]|据(?:悉|了解|统计)|会上|近日|其中|同时|此外|由|对|在|根据|按照|为|针对|通过|[一二三四五六七八九十]{1,2}(?:是|、)|，|今年|目前|以来|以及|和|与)*"
)
_OPENING = re.compile(
    r"(?:[“”（(]|据(?:悉|了解|统计)|会上|其中|同时|此外|目前|截至目前|今年|去年|以来|上半年|[\d—\-至年月日份]+|[一二三四五六七八九十]{1,2}(?:是|、)|，|截至|截止)*"
)
_REPORTS = re.compile(r"^[^，。；]{0,4}(?:强调|要求|指出|表态|作了|作表态|分别作|发言|通报|汇报)|^[、”’]")


@dataclass(frozen=True)
class Scope:
    """A unit, or the whole district (`name` empty), named as the subject at a place of the normalised text."""

    start: int
    end: int
    name: str


def scopes(layout: Layout, names: Names) -> list[Scope]:
    """The subjects of the text's clauses that are units or the whole district, in their order."""
    norm = layout.norm
    found = [
        Scope(match.start(), match.end(), "")
        for match in _WHOLE.finditer(norm)
        if _OPENING.fullmatch(norm[layout.clause(match.start())[0] : match.start()])
    ]
    known = _known(norm, names)
    found += known
    for match in _OWN_TOWN.finditer(norm):
        if _OPENING.fullmatch(norm[layout.clause(match.start())[0] : match.start()]):
            found = [scope for scope in found if scope.start != match.start()]
            found.append(Scope(match.start(), match.end(), _town_of(layout, match.start(), known)))
    taken = {(scope.start, scope.end) for scope in known}
    for match in _FORM.finditer(norm):
        start = match.start("name")
        clause = layout.clause(start)
        lead = norm[clause[0] : start]
        if any(begin < match.end() and start < stop for begin, stop in taken) or _NOT_UNITS.search(
            match["name"]
        ):
            continue
        stripped = _COORDINATE.sub("", _BARE_LEAD.sub("", lead))
        if stripped:
            continue
        found.append(Scope(start, match.end(), match["name"]))
    return _acting(norm, sorted(found, key=lambda scope: scope.start))


def _town_of(layout: Layout, place: int, known: list[Scope]) -> str:
    """The town that a report of its own calls 我镇: the one named before it, or its source; empty where none is."""
    item = layout.item(place)
    towns = [
        scope.name for scope in known if item[0] <= scope.start < item[1] and _TOWN.fullmatch(scope.name)
    ]
    source = _TOWN.search(layout.source(place))
    return towns[0] if towns else source[0] if source else ""


def _acting(norm: str, found: list[Scope]) -> list[Scope]:
    """The scopes that do something; those that only speak or are spoken of (、…分别作了表态发言) are left out."""
    kept: list[Scope] = []
    group: list[Scope] = []
    for number, scope in enumerate(found):
        group.append(scope)
        following = found[number + 1] if number + 1 < len(found) else None
        if following and following.start - scope.end == 1 and norm[scope.end] in "、和与及":
            continue
        if not scope.name or not _REPORTS.match(norm[scope.end : scope.end + 8]):
            kept += group
        group = []
    return kept


def _known(norm: str, names: Names) -> list[Scope]:
    if not names.units:
        return []
    longest_first = sorted(names.units, key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(name) for name in longest_first if len(name) > 1))
    return (
        [Scope(match.start(), match.end(), names.units[match[0]]) for match in pattern.finditer(norm)]
        if longest_first
        else []
    )


def units_for(layout: Layout, found: list[Scope], place: int, names: Names) -> tuple[str, ...]:
    """The units whose doing is told at a place: named in the sentence, before it in the paragraph, or as the item's source."""
    sentence = layout.sentence(place)
    near = [scope for scope in found if sentence[0] <= scope.start < place]
    if near:
        return _names(near[-1], near)
    start = layout.item(place)[0]
    paragraph = layout.paragraph(place)[0]
    for scope in reversed(found):
        if start <= scope.start < sentence[0] and (
            scope.start >= paragraph or scope.name == "" or _opens(layout, scope)
        ):
            return _names(scope, found)
    source = layout.source(place)
    return (names.units.get(source, source),) if source and _is_unit(source, names) else ()


def _opens(layout: Layout, scope: Scope) -> bool:
    """Whether a unit is named at the very beginning of a paragraph or a title."""
    return scope.start - layout.paragraph(scope.start)[0] <= 4


def _names(scope: Scope, found: list[Scope]) -> tuple[str, ...]:
    if not scope.name:
        return ()
    joined = [scope.name]
    edge = scope.start
    for other in reversed([one for one in found if one.name and one.end <= edge]):
        if edge - other.end != 1:
            break
        joined.insert(0, other.name)
        edge = other.start
    return tuple(dict.fromkeys(joined))


def _is_unit(source: str, names: Names) -> bool:
    return (
        source in names.units
        or re.search(r"(?:局|委|办|镇|乡|街道|中心|公司|院|队|处|所|站|部|会|厅|校|社)$", source) is not None
    )
