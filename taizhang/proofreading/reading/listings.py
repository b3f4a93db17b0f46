"""Counts what a text lists for a number: before it (A、B等5个), after it (3个：A、B、C) and as 一是…二是…."""

import re
from dataclasses import dataclass

from taizhang.proofreading.reading.clauses import Layout
from taizhang.proofreading.reading.relations import enumerated
from taizhang.proofreading.reading.scenes import Scene

_DIGITS = "一二三四五六七八九十"
_MARKERS = (
    r"(?<![一二三四五六七八九十百千万第统唯同专单之每\d])(?P<n>[一二三四五六七八九十]{1,2})是",
    r"(?<![一二三四五六七八九十百千万第统唯同专单之每\d])(?P<n>[一二三四五六七八九十]{1,2})要",
    r"(?:(?<=^)|(?<=[。；：！？”）]))(?P<n>[一二三四五六七八九十]{1,2})、",
    r"[（(](?P<n>[一二三四五六七八九十]{1,2})[)）]",
    r"(?:(?<=^)|(?<=[。；：！？”）]))(?P<n>\d{1,2})(?:、|\.(?!\d)|．)",
    r"[①②③④⑤⑥⑦⑧⑨⑩]",
)
_LEADS = re.compile(
    r"^[\u4e00-\u9fa5”\"]{0,14}?(?:，即|：|，分别(?:是|为)：?|，包括：?|，主要(?:是|包括|有)：?|，即：?|分别(?:是|为)：?|即：?)"
)
_MANY = 12


@dataclass(frozen=True)
class Listing:
    """How many things a text lists, where the list begins, and whether 等 leaves it open."""

    listed: int
    start: int
    open: bool = False
    first: str = ""


def before(layout: Layout, scene: Scene) -> Listing | None:
    """The things named before 等 and a number; None where nothing is listed."""
    norm, end = layout.norm, scene.mark.start - 1
    sentence = layout.long_sentence(end)[0]
    start, items, separators = end, 1, ""
    while start > sentence:
        char = norm[start - 1]
        if char in "）)】" and (start - 1) in layout.partner:
            start = layout.partner[start - 1]
            continue
        if char == "”":
            opened = norm.rfind("“", sentence, start - 1)
            if opened >= 0:
                start = opened
                continue
        if char in "、；" and not (char == "；" and separators == "、"):
            items += 1
            separators = separators or char
        elif char == "、" and separators == "；":
            pass
        elif char in "，。：！？（(":
            break
        start -= 1
    words = layout.without_brackets(start, end)
    if separators != "；":
        items = len(enumerated(words))
    return Listing(items, start, True, words) if items > 1 or words else None


def direct(layout: Layout, scene: Scene) -> Listing | None:
    """A、B、C3个单位: a closed list right before its number; None where fewer than two things are named."""
    words = layout.without_brackets(scene.clause[0], scene.mark.start)
    if "、" not in words or not scene.first or not scene.after:
        return None
    items = enumerated(words)
    return Listing(len(items), scene.clause[0], False, words) if len(items) > 1 else None


def announced(layout: Layout, scene: Scene) -> Listing | None:
    """What follows a number that announces a list, as far as the text lists it at all."""
    word = _announced_word(scene.rest)
    sentence_end = layout.long_sentence(scene.mark.end)[1]
    if word:
        repeats = list(
            re.finditer(
                rf"(?:(?<=[，、；：。])|(?<=[，、；：]即))“?{re.escape(word)}",
                layout.norm[scene.mark.end : sentence_end],
            )
        )
        if len(repeats) > 1:
            return Listing(len(repeats), scene.mark.end + repeats[0].start())
    lead = _LEADS.match(layout.norm[scene.mark.end : scene.mark.end + 40])
    if lead and not re.match(
        rf"[{_DIGITS}]{{1,2}}(?:是|要|、)|首先", layout.norm[scene.mark.end + lead.end() :]
    ):
        listing = _behind(layout, scene.mark.end + lead.end(), sentence_end)
        if listing and listing.listed > 1:
            return listing
    return _numbered(layout, scene.mark.end)


def in_brackets_behind(layout: Layout, scene: Scene) -> Listing | None:
    """3个项目（A、B、C）: the things that brackets right behind the noun name."""
    found = re.match(r"[\u4e00-\u9fa5]{0,8}（", layout.norm[scene.mark.end : scene.mark.end + 10])
    if not found:
        return None
    opened = scene.mark.end + found.end() - 1
    closed = layout.partner.get(opened, 0)
    inside = layout.norm[opened + 1 : closed]
    if closed <= opened or "、" not in inside or re.search(r"[\d，。；：]", inside):
        return None
    return Listing(len(enumerated(re.sub("等$", "", inside))), opened + 1, inside.endswith("等"))


def _announced_word(rest: str) -> str:
    match = re.match(r"([\u4e00-\u9fa5]{1,4})[”\"]?", rest)
    return match[1][:2] if match and len(match[1]) >= 2 else ""


def _behind(layout: Layout, start: int, end: int) -> Listing | None:
    words = layout.without_brackets(start, end).rstrip("。！？；")
    left_open = re.search(
        r"等(?:方面|内容|工作|环节|[\d一二三四五六七八九十]*[个项类条种大]*[^，。；、]{0,6})?$", words
    )
    words = words[: left_open.start()] if left_open else words
    if "；" in words:
        return Listing(len([piece for piece in words.split("；") if piece]), start, left_open is not None)
    first = re.split("，", words, maxsplit=1)[0]
    if "、" in first:
        return Listing(len(enumerated(first)), start, left_open is not None)
    pieces = [piece for piece in words.split("，") if piece]
    return Listing(len(pieces), start, left_open is not None) if 1 < len(pieces) <= _MANY else None


def _numbered(layout: Layout, start: int) -> Listing | None:
    """一是…二是… or （一）…（二）… as far as the item goes, until the list begins anew."""
    end = layout.item(start)[1]
    for marker in _MARKERS:
        count, first, last = 0, 0, 0
        for match in re.finditer(marker, layout.norm[start:end]):
            number = _number(match)
            if number == 1 and count:
                break
            if number == 1 or (count and number in (last + 1, last + 2, last)):
                first = first or start + match.start()
                count, last = count + 1, number
        if count > 1 and first - start < _reach(layout, start):
            return Listing(count, first)
    return None


def _reach(layout: Layout, start: int) -> int:
    """How far behind the announcement the list may begin: within the paragraph, or at the start of the next ones."""
    return max(layout.paragraph(start)[1] - start, 160)


def _number(match: re.Match[str]) -> int:
    words = match.groupdict().get("n")
    if words is None:
        return "①②③④⑤⑥⑦⑧⑨⑩".index(match[0]) + 1
    if words.isdigit():
        return int(words)
    tens, ten, ones = words.rpartition("十")
    return (_DIGITS.index(tens) + 1 if tens else 1) * 10 * bool(ten) + (
        _DIGITS.index(ones) + 1 if ones else 0
    )
