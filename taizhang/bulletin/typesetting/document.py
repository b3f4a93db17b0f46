"""An issue as it is to be printed: plain text and figures in their order, no word of fonts or paper."""

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

DRAFT_LINE = "（预览稿，未签发）"

# Line ends and tabs part two words of Latin text, and stand for nothing between Chinese characters.
_BREAK_IN_LATIN = re.compile(r"(?<=[!-~])[\t\n\x0b\f\r\x85\u2028\u2029]+(?=[!-~])")
# Control characters, and invisible marks without a glyph: soft hyphen, zero-width marks, joiners, BOM.
_INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]"
)
_BLANKS = re.compile(r"[\xa0\u2000-\u200a\u202f\u205f]")


def clean_text(text: str) -> str:
    """The text without control characters and invisible marks, which pasted prose often carries."""
    text = _BREAK_IN_LATIN.sub(" ", text)
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text))


class Level(StrEnum):
    """The rank of a paragraph (GB/T 9704-2012, 7.3.3): body 仿宋, first 黑体 "一、", second 楷体 "（一）"."""

    BODY = "body"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True)
class Figure:
    """A number and its unit (75 and 家), kept on one line."""

    number: str
    unit: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "number", clean_text(self.number).strip())
        object.__setattr__(self, "unit", clean_text(self.unit).strip())

    def __str__(self) -> str:
        return self.number + self.unit


Run = str | Figure


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: text and figures in reading order; blanks typed before and after it are dropped."""

    runs: tuple[Run, ...]
    level: Level = Level.BODY

    def __post_init__(self) -> None:
        runs = [clean_text(run) if isinstance(run, str) else run for run in self.runs]
        if runs and isinstance(runs[0], str):
            runs[0] = runs[0].lstrip(" \u3000")
        if runs and isinstance(runs[-1], str):
            runs[-1] = runs[-1].rstrip(" \u3000")
        object.__setattr__(self, "runs", tuple(run for run in runs if str(run)))
        object.__setattr__(self, "level", Level(self.level))

    @property
    def text(self) -> str:
        return "".join(str(run) for run in self.runs)


@dataclass(frozen=True)
class ItemBlock:
    """One item (稿件) of an issue: title (a line end in it is a wanted break), paragraphs, source."""

    title: str
    blocks: tuple[Paragraph, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        lines = [clean_text(line).strip(" \u3000") for line in self.title.splitlines()]
        object.__setattr__(self, "title", "\n".join(line for line in lines if line))
        object.__setattr__(self, "blocks", tuple(block for block in self.blocks if block.runs))
        object.__setattr__(self, "source", clean_text(self.source).strip(" \u3000"))

    @property
    def title_lines(self) -> tuple[str, ...]:
        """The lines that the editor asked for; one line when there was no wish."""
        return tuple(self.title.split("\n")) if self.title else ()


@dataclass(frozen=True)
class IssueDocument:
    """One issue (期) ready to be set.

    `number` is None in a preview, which then says in its head that it is not signed. `issued_on` is the date
    printed and the date inside the files. `sent_to` is the line 本期送, `distributed_to` the line 发; empty
    ones are left out. `copies` is the number after 共印. `secrecy` and `serial` stand at the top left and top
    right where set. `colophon` is the small line under the last rule with the head of the journal's chain.
    A `supplement` is a 增刊 with numbers of its own.
    """

    masthead: str
    number: int | None
    year: int
    publisher: str
    issued_on: date
    items: tuple[ItemBlock, ...]
    sent_to: str = ""
    distributed_to: str = ""
    editors: tuple[str, ...] = ()
    copies: int | None = None
    secrecy: str = ""
    serial: str = ""
    colophon: str = ""
    supplement: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        for name in ("masthead", "publisher", "sent_to", "distributed_to", "secrecy", "serial", "colophon"):
            object.__setattr__(self, name, clean_text(getattr(self, name)).strip(" \u3000"))
        object.__setattr__(self, "items", tuple(self.items))
        object.__setattr__(self, "editors", tuple(clean_text(editor).strip() for editor in self.editors))

    @property
    def number_line(self) -> str:
        """第47期, 增刊第2期, or the words that mark a preview."""
        if self.number is None:
            return DRAFT_LINE
        return f"{'增刊' if self.supplement else ''}第{self.number}期"

    @property
    def date_line(self) -> str:
        return f"{self.issued_on.year}年{self.issued_on.month}月{self.issued_on.day}日"

    @property
    def title(self) -> str:
        """The name under which the file is kept: masthead, year, number."""
        return (
            f"{self.masthead} {self.year}年{self.number_line}"
            if self.number
            else f"{self.masthead}{DRAFT_LINE}"
        )

    @property
    def recipients(self) -> tuple[tuple[str, str], ...]:
        """The labelled lines of the foot that say who gets the issue."""
        lines = (("本期送", self.sent_to), ("发", self.distributed_to))
        return tuple((label, names) for label, names in lines if names)

    @property
    def editors_line(self) -> str:
        return f"责任编辑：{'　'.join(self.editors)}" if self.editors else ""

    @property
    def copies_line(self) -> str:
        return f"共印{self.copies}份" if self.copies else ""


def printed_source(source: str) -> str:
    """The source as it closes an item: （区商务局）, with no second pair when the editor typed one."""
    return source if not source or source[0] in "（(" else f"（{source}）"
