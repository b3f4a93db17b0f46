"""The text of an item as its writer types it: one paragraph a line, headings told by 一、 and （一） at its start."""

import re
from collections.abc import Iterator

from taizhang.bulletin.typesetting.document import Level

_NUMERAL = "一二三四五六七八九十百"
_FIRST = re.compile(rf"[{_NUMERAL}]{{1,4}}、")
_SECOND = re.compile(rf"[（(][{_NUMERAL}]{{1,4}}[）)]")
_HEADING_LENGTH = (
    40  # characters; a longer paragraph, or one with a full stop inside, is text that begins with a number
)
_TOKEN = re.compile(r"\[\[.*?\]\]")


def paragraphs(body: str) -> Iterator[tuple[Level, str]]:
    """(level, text) of every paragraph; blank lines and the blanks around a paragraph are dropped."""
    for line in body.splitlines():
        text = line.strip(" \t\u3000")
        if text:
            yield level_of(text), text


def level_of(paragraph: str) -> Level:
    """The rank of a paragraph (GB/T 9704-2012, 7.3.3): "一、" first, "（一）" second, where it is a heading by itself."""
    plain = _TOKEN.sub("", paragraph)
    if len(plain) > _HEADING_LENGTH or any(mark in plain[:-1] for mark in "。；！？"):
        return Level.BODY
    if _FIRST.match(plain):
        return Level.FIRST
    return Level.SECOND if _SECOND.match(plain) else Level.BODY


def length(body: str) -> int:
    """The number of characters of a text, blanks aside, a token counting as one."""
    return len("".join(_TOKEN.sub("数", body).split()))
