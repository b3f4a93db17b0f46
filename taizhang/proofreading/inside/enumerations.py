"""Follows ①②③, （1）（2）, 第一第二 inside the lines, and holds a number against the list before it or in its brackets."""

import itertools
import re
from collections.abc import Iterator

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.page import Page, Stretch, _, whole_number

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮"
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_MARKS = {
    "①": re.compile(f"[{_CIRCLED}]"),
    "（1）": re.compile(r"（(?P<number>\d{1,2})）"),
    "（一）": re.compile(f"（(?P<number>{_NUMERAL})）"),
    "第一": re.compile(f"第(?P<number>{_NUMERAL})(?=[，、,：])"),
    "一是": re.compile(f"(?P<number>{_NUMERAL})是(?![否非])"),
    "一要": re.compile(f"(?P<number>{_NUMERAL})要(?![不是求])"),
    "其一": re.compile("其(?P<number>[一二三四五六])(?=[，：是])"),
    "1）": re.compile(r"(?<![\d（.])(?P<number>\d{1,2})）"),
}
_BEFORE = "。；：，、！？（"
_UNITS = "对|组|重|层|个|项|条|点|种|类|起|方面|大|件|宗|例|步|招|名|家|处|位|支"
_ANNOUNCED = re.compile(
    rf"(?<![第十百\d.])(?P<number>[0-9]{{1,2}}|[两二三四五六七八九十]{{1,2}})(?:{_UNITS})(?P<noun>[一-龥]{{0,10}})[”』」]?(?:：|，即：?|。)$"
)
# Words that only name what was just listed: 教育、医疗、养老四个领域; never 石桥镇、城关镇3个村.
_SUMMING = "大行动|大工程|大产业|大板块|大领域|大类|大体系|大机制|大平台|大支柱产业|大要素|大重点|大任务|大优势|大环节|个领域|个方面|个环节|个维度|个行业|个层面|个关键|个板块|个体系|大片区|个片区|大班子|大奖项|类[一-龥]{2}|位一体|措并举|管齐下|线并进|抓并举|抓同步|箭齐发|方联动|级联动|门联动"
_BACKWARD = re.compile(
    rf"(?P<listing>[^，。；：（）]*?、[^，。；：（）]*?)[“]?(?P<number>[0-9]{{1,2}}|[两二三四五六七八九十]{{1,2}})(?P<noun>{_SUMMING})"
)
_BY_KIND = re.compile(
    r"(?P<listing>[^，。；：（）]*?、[^，。；：（）]*?)(?P<number>[0-9]{1,2}|[两二三四五六七八九十]{1,2})(?:家|个|所|座|名)(?P<noun>企业|公司|医院|学校|中学|小学|银行|园区|景区|水库|乡镇|社区|街道|镇|乡|村|县|市|区)(?![一-龥]{0,2}?[个项处]|内|里|的[一-龥]{1,4}[户个处名])"
)
_KIND = {
    "企业": "公司|集团|厂|股份|企业|合作社", "公司": "公司|集团", "医院": "院", "学校": "校|中|小学|中学|小|学院|大学", "中学": "中|中学|校",
    "小学": "小|小学", "银行": "行|银行|社", "园区": "园|园区|区", "景区": "景区|山|湖|寺|园|谷|村|镇", "水库": "水库",
    "乡镇": "镇|乡", "社区": "社区", "街道": "街道", "镇": "镇", "乡": "乡", "村": "村", "县": "县", "市": "市", "区": "区",
}  # fmt: skip
_IN_BRACKETS = re.compile(
    rf"(?<![第十百\d.])(?P<number>[0-9]{{1,2}}|[两二三四五六七八九十]{{1,2}})(?:{_UNITS})(?P<noun>[一-龥]{{0,8}})（(?P<listing>[^（）]*?、[^（）]*?)）"
)
_SLOGAN = re.compile(
    r"“(?P<number>[两二三四五六七八九十])(?:个|大)(?P<noun>[一-龥]{2})”[^，。：；“]{1,10}：(?P<listing>[^，。：；]*?、[^，。：；]*)(?=[。；，]|$)"
)
_LEADS = re.compile(
    "^(?:坚持|围绕|聚焦|涉及|涵盖|投向|实施|建立|推进|推动|打造|深入|先后|走访|调研|覆盖|形成|实现|构建|突出|抓好|紧盯|针对|在|从|对|以|由|将|把|我县|我区|我市|全县)+"
)
_JOINTS = re.compile("以及|及|和|与|暨|、")
_LONGEST = 16


def find(page: Page) -> Iterator[Problem]:
    """Gaps and repeats in the numbering inside a paragraph, and lists of another length than the number by them."""
    for paragraph in _paragraphs(page):
        for kind, pattern in _MARKS.items():
            yield from _numbered(page, paragraph, kind, pattern)
    for match in _BACKWARD.finditer(page.text):
        yield from _summed(page, match)
    for match in _BY_KIND.finditer(page.text):
        yield from _by_kind(page, match)
    for match in _SLOGAN.finditer(page.text):
        yield from _slogan(page, match)
    for match in _IN_BRACKETS.finditer(page.text):
        yield from _bracketed(page, match)


def _paragraphs(page: Page) -> Iterator[Stretch]:
    edges = sorted({0, *page.breaks, len(page.text)})
    yield from itertools.pairwise(edges)


def _numbered(page: Page, paragraph: Stretch, kind: str, pattern: re.Pattern[str]) -> Iterator[Problem]:
    runs: list[list[tuple[Stretch, int]]] = []
    for match in pattern.finditer(page.text, *paragraph):
        at = match.start()
        if kind == "（1）" and at > paragraph[0] and page.text[at - 1] not in _BEFORE:
            continue
        if kind not in ("①", "（1）") and at > paragraph[0] and page.text[at - 1] not in _BEFORE:
            continue
        number = _CIRCLED.index(match[0]) + 1 if kind == "①" else whole_number(match["number"])
        if number is None or (at == paragraph[0] and number != 1):
            continue  # at the head of a line it counts on from the line before
        if number == 1:
            runs.append([])
        elif not runs:
            continue
        runs[-1].append((match.span(), number))
    for run in runs:
        if kind not in ("一是", "一要"):  # the sequences are followed there
            yield from _gaps(page, run, kind)
        yield from _announced(page, paragraph, run)


def _gaps(page: Page, run: list[tuple[Stretch, int]], kind: str) -> Iterator[Problem]:
    for (before, last), (stretch, number) in itertools.pairwise(run):
        if number == last + 1:
            continue
        if number <= last and not (number == last and len(run) > 2):
            return
        yield page.problem(
            "lists",
            stretch,
            _("“%(before)s”之后直接是“%(mark)s”，序号不连续，请补上或改正序号。"),
            sure=len(run) > 2 or kind in ("第一", "①"),
            before=page.text[slice(*before)],
            mark=page.text[slice(*stretch)],
        )
        return


def _announced(page: Page, paragraph: Stretch, run: list[tuple[Stretch, int]]) -> Iterator[Problem]:
    """以下四个特点：（1）…（2）…（3）…: the announcement right before the first mark."""
    first = run[0][0][0]
    match = _ANNOUNCED.search(page.text, paragraph[0], first)
    numbers = [number for _stretch, number in run]
    if match is None or len(run) < 2 or numbers != list(range(1, len(run) + 1)):
        return
    announced = whole_number(match["number"])
    if announced is None or announced < 2 or announced == len(run):
        return
    yield page.problem(
        "lists",
        (match.start("number"), match.end("noun")),
        _("“%(name)s”与后文不符：后面从“%(first)s”到“%(last)s”共%(listed)s项，请核对数字或补足内容。"),
        name=match[0].rstrip("：，。即"),
        first=page.text[slice(*run[0][0])],
        last=page.text[slice(*run[-1][0])],
        listed=len(run),
    )


def _elements(listing: str) -> list[str]:
    return [_LEADS.sub("", element.strip("“”")) for element in listing.split("、")]


def _summed(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """强基、提质、增效、惠民、创新六大行动: short names of one form, and a word that sums them up."""
    announced, listing = whole_number(match["number"]), match["listing"]
    elements = _elements(listing)
    if (
        not announced
        or announced < 2
        or "等" in listing
        or any(not one or len(one) > 9 for one in elements[1:])
    ):
        return  # the first one may have words before it: 检查组重点查看了制度建设
    if len(elements[0]) > 24 or (len(elements) < 3 and len(elements[0]) > 9):
        return
    lengths = [len(one) for one in elements[1:]]
    if max(lengths) - min(lengths) > 3:
        return
    joined = elements[-1]
    most = len(elements) + len(re.findall("以及|及|和|与|暨", joined))
    if len(elements) <= announced <= most:
        return
    yield from _told(page, match, announced, most if announced > most else len(elements))


def _by_kind(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """恒远公司、瑞丰公司4家企业: names that all end in what is counted."""
    announced, listing = whole_number(match["number"]), match["listing"]
    if not announced or announced < 2 or "等" in listing:
        return
    elements = [one for one in _JOINTS.split(listing) if one]
    ending = re.compile(f"(?:{_KIND[match['noun']]})$")
    if len(elements) < 2 or any(len(one) > _LONGEST or not ending.search(one) for one in elements):
        return
    if announced == len(elements):
        return
    near = abs(announced - len(elements)) == 1 or match["noun"] in ("企业", "公司")
    yield from _told(page, match, announced, len(elements), sure=near)


def _slogan(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """“三个重点”抓落实：重点项目、重点企业、重点园区: each thing begins or ends with the announced word."""
    announced, word = whole_number(match["number"]), match["noun"]
    elements = match["listing"].split("、")
    joined = all(one.startswith(word) for one in elements) or all(one.endswith(word) for one in elements)
    if announced and joined and "等" not in match["listing"] and announced != len(elements):
        yield from _told(page, match, announced, len(elements))


def _bracketed(page: Page, match: re.Match[str]) -> Iterator[Problem]:
    """4支队伍（甲队、乙队、丙队、丁队）."""
    announced, listing = whole_number(match["number"]), match["listing"]
    elements = listing.split("、")
    if not announced or announced < 2 or re.search(r"等|\d|，|；|其中|含|包括|不|原", listing):
        return
    if any(len(one) > 12 for one in elements) or len(elements) == announced:
        return
    most = len(elements) + len(re.findall("以及|及|和|与|暨", listing))
    if len(elements) <= announced <= most:
        return
    yield from _told(page, match, announced, len(elements), sure=abs(announced - len(elements)) <= 2)


def _told(
    page: Page, match: re.Match[str], announced: int, listed: int, *, sure: bool = True
) -> Iterator[Problem]:
    yield page.problem(
        "lists",
        (match.start("number"), match.end("noun")),
        _("“%(name)s”与所列不符：列出的是%(listed)s项，请核对数字或所列内容。"),
        sure=sure,
        name=page.text[match.start("number") : match.end("noun")],
        listed=listed,
    )
