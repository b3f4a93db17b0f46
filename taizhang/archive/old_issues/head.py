"""The head of an old issue: masthead, number, date, publisher, secrecy, and the table of contents where there is one."""

import re
from dataclasses import dataclass, field
from datetime import date

from taizhang.archive.old_issues.lines import TITLE_LENGTH, Paragraph, is_ornament, tidy
from taizhang.proofreading.inside.page import whole_number

MOST_LINES = 40  # of the beginning, contents included
_CHINESE = "零〇一二三四五六七八九十百"
_MASTHEAD = re.compile(
    r"([\u4e00-\u9fff]{1,12}?(?:信息|简报|快报|动态|参考|专报|要情|通报|通讯|内参|摘要|专刊|简讯|工作|交流|日报|周报))"
    r"(?:[（(](增刊|专刊|特刊)[）)])?"
)
_NUMBER = re.compile(
    rf"(增刊|专刊|特刊)?第([\d{_CHINESE}]{{1,5}})[期号](?:[（(]总第?[\d{_CHINESE}]+期?[）)])?"
)
_BRACKET_NUMBER = re.compile(r"[〔\[［【（(](\d{4})[〕\]］】）)]第?(\d{1,4})[号期]")
_YEAR = re.compile(r"(\d{4})年(?:度)?(?=[\s（(]*(?:增刊|专刊|特刊)?第)")
_DAY = re.compile(r"(\d{4})[年.\-/](\d{1,2})[月.\-/](\d{1,2})日?")
_CHINESE_DAY = re.compile(
    r"([二一][〇零○Ｏ一二三四五六七八九]{3})年([一二三四五六七八九十]{1,3})月([一二三四五六七八九十]{1,3})日"
)
_PUBLISHER = re.compile(
    r"(?:主办(?:单位)?|编发(?:单位)?|编印(?:单位)?|编)?[：:]?"
    r"([\u4e00-\u9fff（）()]{2,36}?(?:办公室|委员会|编辑部|领导小组|指挥部|信息科|综合科|中心|党委|政府|局|委|室|处|部|办))(?:编发|编印|主办|印发|编|办)?"
)
_SECRECY = re.compile(
    r"(绝密|机密|秘密)(?:[★☆].{0,8})?|(内部(?:资料|刊物|文件|参阅)(?:[，,、]?(?:注意|妥善|请勿).{2,6})?)"
)
_SERIAL = re.compile(r"(?:份号|编号)[：:]?(\d{3,8})|(\d{6})")
_CONTENTS = re.compile(r"[【〖\[]?(?:本期)?(?:目录|要目|导读|内容提要)[】〗\]]?[：:]?")
_ENTRY_MARK = re.compile(
    r"^(?:[◆●★☆■▲◇○▶·•*＊]|\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[一二三四五六七八九十]{1,2}、)\s*"
)
_LEADER = re.compile(r"[.…·．\-—]{2,}\s*[（(]?\d*[）)]?$|[（(]\d{1,3}[）)]$|(?<=\D)\s+\d{1,3}$")


@dataclass
class Head:
    """What the head gave; `rest` is the place of the first line after it, `contents` the titles that it lists."""

    masthead: str = ""
    number: int | None = None
    year: int | None = None
    supplement: bool = False
    issued_on: date | None = None
    publisher: str = ""
    secrecy: str = ""
    serial: str = ""
    contents: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    rest: int = 0


def day_in(text: str) -> date | None:
    """The first whole date of a line, in digits or in Chinese numerals; None where there is none or no such day."""
    if found := _DAY.search(text):
        year, month, day = (int(each) for each in found.groups())
    elif chinese := _CHINESE_DAY.search(text):
        year = int("".join(str("〇一二三四五六七八九".index(_zero(each))) for each in chinese[1]))
        month, day = (whole_number(each) or 0 for each in chinese.groups()[1:])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _zero(character: str) -> str:
    return "〇" if character in "零○Ｏ" else character


def publisher_in(text: str) -> str:
    """The office that a line names and nothing else beside a date."""
    bare = _CHINESE_DAY.sub("", _DAY.sub("", text)).strip("，,。 ：:")
    found = _PUBLISHER.fullmatch(bare)
    return found[1] if found else ""


def read_head(lines: list[str]) -> Head:
    """Read the first lines until one is neither of the head nor an ornament."""
    head = Head()
    for place, line in enumerate(lines[:MOST_LINES]):
        text = tidy(line)
        if is_ornament(line):
            continue
        if _CONTENTS.fullmatch(text):
            head.rest = _read_contents(head, lines, place + 1)
            return head
        if not _take(head, text):
            head.rest = place
            return head
        head.rest = place + 1
    return head


def _take(head: Head, text: str) -> bool:
    """Whether the line belongs to the head; what it says is kept."""
    if not head.masthead and not head.number and (found := _MASTHEAD.fullmatch(text)):
        head.masthead, head.supplement = found[1], bool(found[2])
        return True
    if not head.secrecy and (found := _SECRECY.fullmatch(text)):
        head.secrecy = found[0]
        return True
    if not head.serial and not head.number and (found := _SERIAL.fullmatch(text)):
        head.serial = found[1] or found[2]
        return True
    rest = _take_number(head, text)
    day = day_in(rest)
    if day is not None and head.issued_on is None and len(rest) <= TITLE_LENGTH:
        named = publisher_in(rest)
        bare = _CHINESE_DAY.sub("", _DAY.sub("", rest)).strip("（）()，, ")
        if named or not bare:
            head.issued_on, head.publisher = day, named or head.publisher
            rest = ""
    elif rest and not head.publisher and (head.masthead or head.number) and not head.issued_on:
        if named := publisher_in(rest):
            head.publisher, rest = named, ""
    elif rest and not head.publisher and head.issued_on and len(rest) <= 30 and (named := publisher_in(rest)):
        head.publisher, rest = named, ""
    if rest and rest != text:  # a line such as 上街信息第47期: what stands beside the number
        if not head.masthead and (found := _MASTHEAD.fullmatch(rest)):
            head.masthead, rest = found[1], ""
        elif rest:
            head.left.append(rest)
            rest = ""
    return not rest


def _take_number(head: Head, text: str) -> str:
    """The line without the number and the year that it gave."""
    if head.number is not None or len(text) > TITLE_LENGTH + 10:
        return text
    if found := _BRACKET_NUMBER.search(text):
        head.year, head.number = int(found[1]), int(found[2])
        return text.replace(found[0], "")
    found = _NUMBER.search(text)
    if found is None or "。" in text or (found.start() and not _before_number(text[: found.start()])):
        return text
    head.number = whole_number(found[2])
    head.supplement = head.supplement or bool(found[1])
    if year := _YEAR.search(text):
        head.year = int(year[1])
        text = text.replace(year[0], "", 1)
    return text.replace(found[0], "").strip("（）() ")


def _before_number(before: str) -> bool:
    """Whether what stands before 第N期 may: a year, a masthead, a bracket; prose such as 举办 may not."""
    bare = re.sub(r"\d{4}年(?:度)?", "", before).strip("（( ")
    return not bare or bool(_MASTHEAD.fullmatch(bare))


def _read_contents(head: Head, lines: list[str], place: int) -> int:
    """Read the entries; the contents end where an entry comes again, or where prose begins."""
    while place < min(len(lines), MOST_LINES):
        text = tidy(lines[place])
        if is_ornament(lines[place]):
            place += 1
            continue
        entry = tidy(_LEADER.sub("", _ENTRY_MARK.sub("", lines[place].strip())))
        again = any(text.startswith(known) or known == entry for known in head.contents)
        if again or len(text) > TITLE_LENGTH + 15 or "。" in text or Paragraph(text).is_column:
            return place
        head.contents.append(entry)
        place += 1
    return place
