"""An old issue out of its text: head and foot taken off, the rest cut into items; what is unsure is said, never hidden."""

import re
from dataclasses import dataclass, field

from taizhang.archive.old_issues import titles
from taizhang.archive.old_issues.foot import Foot, read_foot
from taizhang.archive.old_issues.found import Doubt, OldIssue, OldItem
from taizhang.archive.old_issues.head import Head, read_head
from taizhang.archive.old_issues.lines import Paragraph, is_ornament, paragraphs, tidy

LONGEST_TITLE, LONGEST_SOURCE = 120, 60  # characters that the archive keeps
_SOURCE = re.compile(r"[（(]((?:来源[：:])?[^（）()。；：]{2,40})[）)]$")
_ENDS_OF_SOURCES = re.compile(
    r"(?:局|委|办|办公室|镇|乡|街道|办事处|中心|院|公司|集团|站|队|支队|大队|所|科|股|会|组|部|区|园|校|学院|厅|馆|处|室|社区|"
    r"村|县|市|集聚区|管委会|报社|社|台|供稿|报道|摘编|整理|综合|人行|分行|银行|联社|海关|税务|法院|检察院|武装部|工会|团区委|妇联|残联|文联|科协)$"
)
_BYWORDS = re.compile(r"^(?:来源|供稿|稿源)[：:]|(?:供稿|报道|提供)$")


@dataclass
class _Open:
    """An item being read."""

    title: str
    guessed: bool
    paragraphs: list[str] = field(default_factory=list)
    source: str = ""


def parse(text: str) -> OldIssue:
    """Read one old issue. Nothing is raised: what was not found is empty, and `doubts` say what to look at."""
    lines = text.replace("\r\n", "\n").replace("\ufeff", "").split("\n")
    head = read_head(lines)
    foot = read_foot(lines[head.rest :])
    body = paragraphs(lines[head.rest : head.rest + foot.first])
    items, left = _items(body, head.contents)
    issued_on = head.issued_on or foot.issued_on
    return OldIssue(
        masthead=head.masthead,
        number=head.number,
        year=head.year or (issued_on.year if issued_on else None),
        supplement=head.supplement,
        issued_on=issued_on,
        publisher=head.publisher or foot.publisher,
        items=items,
        sent_to=foot.sent_to,
        distributed_to=foot.distributed_to,
        editors=foot.editors,
        copies=foot.copies,
        secrecy=head.secrecy,
        serial=head.serial,
        left=(*head.left, *left, *foot.left),
        doubts=tuple(_doubts(head, foot, items, (*head.left, *left, *foot.left))),
    )


def _items(body: list[Paragraph], contents: list[str]) -> tuple[tuple[OldItem, ...], list[str]]:
    """The items, and the lines that belong to none (heads of columns, prose before the first title)."""
    items: list[_Open] = []
    left: list[str] = []
    for place, paragraph in enumerate(body):
        following = body[place + 1] if place + 1 < len(body) else None
        begun = _begins(paragraph, following, items, contents)
        if begun is not None:
            title, rest, guessed = begun
            if items and not items[-1].paragraphs and not items[-1].source:
                title = items.pop().title + title  # a title that was broken into two lines
            items.append(_Open(title, guessed))
            if rest:
                _add(items[-1], rest)
        elif paragraph.is_column or not items:
            left.append(paragraph.text)
        else:
            _add(items[-1], paragraph.raw)
    made = tuple(OldItem(each.title, tuple(each.paragraphs), each.source, each.guessed) for each in items)
    return made, left


def _begins(
    paragraph: Paragraph, following: Paragraph | None, items: list[_Open], contents: list[str]
) -> tuple[str, str, bool] | None:
    """(title, rest of the paragraph, guessed?) where an item begins here."""
    text = paragraph.text
    for entry in sorted(contents, key=len, reverse=True):
        if text == entry or (text.startswith(entry) and len(entry) >= titles.LEAST):
            return entry, text[len(entry) :], False
    if paragraph.is_column or is_ornament(paragraph.raw):
        return None
    numbered = re.sub(r"^(?:\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、)", "", text)
    if numbered != text and any(numbered == entry for entry in contents):
        return numbered, "", False
    if paragraph.is_like_a_title and following is not None and not _SOURCE.search(text):
        unsure = bool(items) and not items[-1].source and bool(items[-1].paragraphs)
        return text, "", unsure
    if glued := titles.cut(paragraph.raw):
        return glued[0], glued[1], True
    return None


def _add(item: _Open, raw: str) -> None:
    """One more paragraph; a source in brackets at its end is taken off, and closes the item until more comes."""
    text = tidy(raw)
    found = _SOURCE.search(text)
    if found and (source := _source(found[1])):
        text = text[: found.start()].strip()
        item.source = _apart(raw) or source
    if text:
        item.paragraphs.append(text)


def _apart(raw: str) -> str:
    """Several sources that only blanks keep apart, joined by 、; empty where there is one, or where blanks are stray."""
    inside = re.search(r"[（(]([^（）()]+)[）)]\s*$", raw)
    names = inside[1].split() if inside else []
    together = len(names) > 1 and all(len(name) > 2 and _ENDS_OF_SOURCES.search(name) for name in names)
    return "、".join(names) if together else ""


def _source(words: str) -> str:
    """The unit or the writer that a bracket at the end of an item names; empty where it is part of the prose."""
    bare = _BYWORDS.sub("", words).strip("：: ")
    return bare if bare and (bare != words or _ENDS_OF_SOURCES.search(bare)) else ""


def _doubts(head: Head, foot: Foot, items: tuple[OldItem, ...], left: tuple[str, ...]) -> list[Doubt]:
    found: list[Doubt] = []
    issued_on = head.issued_on or foot.issued_on
    if not head.masthead:
        found.append(Doubt(_("没有读出刊名，请填写。")))
    if head.number is None:
        found.append(Doubt(_("没有读出期号，请填写。")))
    if issued_on is None:
        found.append(Doubt(_("没有读出日期，请填写。")))
    elif head.year is not None and head.year != issued_on.year:
        values = {"year": head.year, "day": issued_on.isoformat()}
        found.append(Doubt(_("期号写的是 %(year)s 年，日期却是 %(day)s，请核对。"), values))
    if not (head.publisher or foot.publisher):
        found.append(Doubt(_("没有读出编发单位，请填写。")))
    if not items:
        found.append(Doubt(_("没有读出稿件，请在每篇标题前写 # 号。")))
    sourced = any(item.source for item in items)
    for place, item in enumerate(items, start=1):
        values = {"n": place, "title": item.title}
        if item.guessed:
            found.append(Doubt(_("第 %(n)s 篇的标题是按样式推测的：“%(title)s”。"), values))
        if not item.paragraphs:
            found.append(Doubt(_("第 %(n)s 篇“%(title)s”没有正文。"), values))
        elif sourced and not item.source:
            found.append(Doubt(_("第 %(n)s 篇“%(title)s”没有写来源。"), values))
    found += [Doubt(_("这一行没有归处：%(line)s"), {"line": line}) for line in left]
    if missing := [entry for entry in head.contents if all(entry != item.title for item in items)]:
        found.append(Doubt(_("目录里有、正文里没找到的：%(titles)s。"), {"titles": "、".join(missing)}))
    return found


def _(text: str) -> str:
    """Marks a sentence for translation; this package knows no language but its own."""
    return text
