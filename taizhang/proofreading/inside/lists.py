"""Holds a number that announces a list against the list itself: 九个着力, 四项举措, A、B、C等5个项目, 共3家：…"""

import re
from collections.abc import Iterator

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.page import Page, _, whole_number

_NUMBER = "[0-9]{1,3}|[一二两三四五六七八九十]{1,3}"
_ANNOUNCED = re.compile(
    rf"(?<![第十百\d.])(?P<number>{_NUMBER})[个大](?P<word>[一-龥]{{2}})(?P<close>[”』」]?)(?:，?(?:即|就是)：?|：|，(?=[“]?(?P=word)))"
)
_OPEN = re.compile(
    rf"等(?P<number>{_NUMBER})(?P<unit>[个家项名位条类种处起件所座户宗批])(?!月|小时|工作日|百分点|季度|方面[^，。；]*的)"
)
_CLOSED = re.compile(
    rf"(?<![第十百\d.])(?P<number>{_NUMBER})(?P<unit>[个家项名位条类种处起件所座户大])(?P<noun>[一-龥]{{0,8}}?)[”』」]?"
    r"(?P<lead>：|，?分别是：?|，?分别为：?|，即：?)"
)
_PLACED = re.compile(
    rf"(?<![第十百\d.])(?P<number>{_NUMBER})个?(?P<noun>镇（街道）|镇街道?|镇办|街道|镇|乡镇|社区|村|局|部门|单位)"
)
# “四减”行动 …减会议、减文件、减考核; the slogans of policy name more than any text repeats.
_SLOGAN = re.compile(r"“(?P<number>[两三四五六七八九十])(?P<word>(?!稳|保|好|化|会|风|公)[一-龥])”")
_NAMED = re.compile(
    r"(?P<names>(?:[一-龥]{2,4}、){2,8}[一-龥]{2,4}?)(?P<number>[两三四五六七八九十])家(?=[均都])"
)
_ENDINGS = {
    "镇（街道）": ("镇", "街道"), "镇街": ("镇", "街道"), "镇街道": ("镇", "街道"), "镇办": ("镇", "街道", "办", "办事处"),
    "街道": ("街道",), "镇": ("镇",), "乡镇": ("乡", "镇"), "社区": ("社区",), "村": ("村",), "局": ("局",),
    "部门": ("局", "委", "办"), "单位": ("局", "委", "办", "镇", "街道"),
}  # fmt: skip
_MAY_FOLLOW = re.compile(r"[，。；：、）]|进行|开展|的|为|在|参加|共|已|均|率先|完成|等|$")
_JOINTS = re.compile("以及|及|和|与|暨")
_OPENINGS, _CLOSINGS = "（《“【〈", "）》”】〉"
_LEADING = re.compile("由|对|从|在|以|按|每|主要|负责|通过")
_ONE_VERB = re.compile(
    "实现|加强|推进|做好|抓好|提高|坚持|建设|打造|开展|完善|落实|突出|强化|确保|推动|加快|围绕|聚焦|为|是"
)
_LONGEST_ELEMENT = 25


def find(page: Page) -> Iterator[Problem]:
    """Every list whose length cannot be the number that announces it, under any reading of its joints."""
    for match in _ANNOUNCED.finditer(page.text):
        yield from _repeated_word(page, match)
    for match in _OPEN.finditer(page.text):
        yield from _open_list(page, match)
    for match in _CLOSED.finditer(page.text):
        yield from _closed_list(page, match)
    for match in _SLOGAN.finditer(page.text):
        yield from _slogan(page, match)
    for match in _NAMED.finditer(page.text):
        yield from _named(page, match)
    for match in _PLACED.finditer(page.text):
        yield from _list_of_units(page, match)


def _repeated_word(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """“九个着力”，即着力…，着力…: the announced word begins (or ends) each thing that is listed."""
    announced, word = whole_number(match["number"]), match["word"]
    if not announced:
        return
    begin, end = match.end(), page.sentence_at(match.end() - 1)[1]
    while page.text[end : end + len(word)] == word and end < len(page.text):
        end = page.sentence_at(end)[1]
    clauses = [clause.strip("“”‘’") for clause in re.split("[，、；。：]", page.text[begin:end]) if clause]
    beginning = sum(clause.startswith(word) for clause in clauses)
    ending = sum(clause.endswith(word) for clause in clauses)
    listed = max(beginning, ending)
    if listed < 2 or announced in (beginning, ending):
        return
    if not match["close"] and listed < len(clauses):
        return
    if listed > announced and not (clauses[0].startswith(word) or clauses[0].endswith(word)):
        return
    name = f"{match['number']}个{word}"
    yield page.problem(
        "lists",
        (match.start("number"), match.end("word")),
        _("“%(name)s”应列%(announced)s项，后面实际列出%(listed)s项，请补足所列内容或改正数字。"),
        name=name,
        announced=announced,
        listed=listed,
    )


def _open_list(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """A、B、C等2个: more things named than counted."""
    announced = whole_number(match["number"])
    if not announced or page.text[match.end("number") :][:1] in "余多":
        return
    listing = page.text[page.clause_start(match.start()) : match.start()]
    listed = _fewest(listing)
    if listed <= announced or listed < 2:
        return
    lengths = [len(one) for one in _without_brackets(listing).split("、")[1:]]
    uneven = (
        max(lengths) >= min(lengths) + 3
    )  # 教育、卫生系统医院、学校等2类: a sort may hide among the things
    yield page.problem(
        "lists",
        (match.start(), match.end()),
        _(
            "“等%(number)s%(unit)s”前面已列出%(listed)s%(unit)s，比%(announced)s%(unit)s还多，请核对数字或所列内容。"
        ),
        number=match["number"],
        unit=match["unit"],
        sure=listed > announced + 1 or not uneven,
        listed=listed,
        announced=announced,
    )


def _closed_list(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """3家单位：A、B、C。 is closed: what is named must be what is counted; a list with 等 may only be shorter."""
    announced = whole_number(match["number"])
    begin = match.end()
    end = page.sentence_at(begin - 1)[1]
    listing = page.text[begin:end].rstrip("。！？")
    if not announced or announced < 2 or not listing or (page.gap_before(begin) and begin in page.breaks):
        return
    listing = _without_brackets(listing)
    if "；" in listing:
        parts = listing.rstrip("；").split("；")
        if any(len(part) > 4 * _LONGEST_ELEMENT for part in parts) or "，" not in listing:
            return
        low, high = len(parts), len(parts)
        if re.search("[一二三]是|其中|：", listing):
            return
    else:
        elements = listing.split("、")
        if re.search(rf"\d{match['unit']}", listing):
            return
        if "，" in listing or len(elements) < 2 or any(len(one) > _LONGEST_ELEMENT for one in elements):
            return
        low = len(elements)
        high = low + len(_JOINTS.findall(listing))
        if _LEADING.match(elements[0]):
            return
        if _ONE_VERB.match(elements[0]) and len(elements[0]) >= max(map(len, elements[1:])) + 2:
            return  # 由甲、乙牵头: the names are not the things announced
    if "等" in listing[-8:] or ("等" in listing and re.search(r"等(?![级候待])", listing)):
        high = 10**6
    if low <= announced <= high:
        return
    yield page.problem(
        "lists",
        (match.start(), match.end("noun")),
        _("前面说%(announced)s%(unit)s，后面列出的是%(listed)s%(unit)s，请核对数字或所列内容。"),
        announced=announced,
        unit=match["unit"],
        listed=high if announced > high and high < 10**6 else low,
    )


def _slogan(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """“四减” in the item's first line, with 减…、减…、减… behind it in one breath."""
    announced, word = whole_number(match["number"]), match["word"]
    item = page.item_at(match.start())
    near = page.text[match.end() : min(item[1], match.end() + 80)]
    listing = re.search(rf"(?:{word}[一-龥]{{1,8}}、)+{word}[一-龥]{{1,8}}", near)
    if listing is None:
        listing = re.search(rf"(?<=[：即])(?:[一-龥]{{1,6}}{word}、)+[一-龥]{{1,6}}{word}", near[:40])
    if (
        not announced
        or listing is None
        or match.start() - item[0] > 40
        or near[listing.end() :].startswith("等")
    ):
        return
    if match[0] in near[: listing.start()]:
        return  # named again nearer to the list, and judged there
    listed = listing[0].count("、") + 1
    if listed != announced and "等" not in listing[0]:
        yield page.problem(
            "lists",
            (match.start(), match.end()),
            _("“%(name)s”应列%(announced)s项，后面实际列出%(listed)s项，请补足所列内容或改正数字。"),
            name=match["number"] + word,
            announced=announced,
            listed=listed,
        )


def _named(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """宏远、安路、通达三家均…: short names directly before their number."""
    announced, listed = whole_number(match["number"]), match["names"].count("、") + 1
    if announced == listed or match.start() != page.clause_start(match.start()):
        return
    yield page.problem(
        "lists",
        (match.start("number"), match.end()),
        _("“%(number)s”前面列出的是%(listed)s个，不是%(announced)s个，请核对数字或所列名称。"),
        number=match["number"] + "家",
        listed=listed,
        announced=announced,
    )


def _list_of_units(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """A镇、B镇、C街道4个镇（街道）: names of one kind directly before their number."""
    announced, endings = whole_number(match["number"]), _ENDINGS[match["noun"]]
    if not announced or not _MAY_FOLLOW.match(page.text, match.end()):
        return
    listing = page.text[page.clause_start(match.start()) : match.start()]
    elements = re.split("、|以及|及|和|与", listing)
    if len(elements) < 2 or any(len(one) > 12 or not one.endswith(endings) for one in elements):
        return
    if len(elements) == announced:
        return
    yield page.problem(
        "lists",
        (match.start(), match.end()),
        _("“%(number)s”前面列出的是%(listed)s个，不是%(announced)s个，请核对数字或所列名称。"),
        number=match[0],
        listed=len(elements),
        announced=announced,
    )


def _fewest(listing: str) -> int:
    """The fewest things that a stretch of names joined by 、 can be read to list."""
    listing = _without_brackets(listing)
    readings = [_count(listing)]
    joints = list(_JOINTS.finditer(listing))
    if joints and "、" in listing[joints[-1].end() :]:
        readings.append(_count(listing[joints[-1].end() :]))
    links = [place for place, character in enumerate(listing) if character == "的"]
    if len(links) == 1 and "、" in listing[links[0] :]:
        readings.append(_count(listing[links[0] + 1 :]))
    elif len(links) == 1 and "、" in listing[: links[0]]:
        readings.append(1)
    return min(readings)


def _count(listing: str) -> int:
    """Things joined by 、, and by the joint before the last one."""
    elements = listing.split("、")
    return len(elements) if len(elements) > 1 else 0


def _without_brackets(text: str) -> str:
    """The text with what stands in brackets, quotes and book titles blotted out, at the same length."""
    depth, kept = 0, []
    for character in text:
        if character in _OPENINGS:
            depth += 1
        kept.append("□" if depth else character)
        if character in _CLOSINGS and depth:
            depth -= 1
    return "".join(kept)
