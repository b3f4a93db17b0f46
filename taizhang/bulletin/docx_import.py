"""Reading an item out of a Word file: the title, the paragraphs, the source in brackets at the end."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from taizhang.foundation.refusals import Refused
from taizhang.proofreading.reading.files import UnreadableFile, open_word

MOST_BYTES = 10 * 1024 * 1024
LONGEST_TITLE, LONGEST_BODY = 120, 40_000  # characters, as the form takes them
_SHORT = 40  # characters: a first line of at most so many that ends no sentence is a title
_BLANKS = " \t\u3000\u00a0"
_SOURCE = re.compile(r"[（(]\s*(?:来源[:：])?\s*([^（）()]{2,60}?)\s*[）)]\s*$")
_ENDS = "。！？；”’"


@dataclass(frozen=True)
class WordText:
    """What was read, for the writer to look over; `notes` are sentences about what did not come along."""

    title: str
    body: str
    source: str
    notes: tuple[str, ...]


def read_word(name: str, content: bytes) -> WordText:
    """The text of a .docx file. Raises Refused, saying what to do, for any other file, a damaged or too large one."""
    if len(content) > MOST_BYTES:
        raise Refused(
            _("“%(name)s”超过 10 MB，多半是带了图片。请把文字另存一份再传。") % {"name": name}, field="file"
        )
    if Path(name).suffix.lower() not in {".docx", ".doc", ".wps"}:
        raise Refused(
            _("“%(name)s”不是 .docx 文件，请选 Word 文档（.docx）。") % {"name": name}, field="file"
        )
    try:
        document = open_word(content, name)
    except UnreadableFile as fault:
        raise Refused(_(fault.template) % fault.values, field="file") from fault
    try:
        found = _read(document)
    except (
        Exception
    ) as fault:  # whatever a damaged file makes the reader raise: none of it is a fault of ours
        raise Refused(
            _("“%(name)s”读不出来，可能已损坏。请用 Word 打开另存一份再传，或直接粘贴文字。")
            % {"name": name},
            field="file",
        ) from fault
    if not found.title and not found.body:
        raise Refused(_("“%(name)s”里没有文字。") % {"name": name}, field="file")
    if len(found.body) > LONGEST_BODY:
        raise Refused(_("“%(name)s”的正文超过 4 万字，请分成几篇。") % {"name": name}, field="file")
    return found


def soft_breaks(text: str) -> list[str]:
    """The lines of one paragraph: a line break ends a line where a sentence or a heading ends before it, else it is none."""
    lines: list[str] = []
    for part in re.split(r"[\n\v\r]", text):
        bare = part.strip(_BLANKS)
        if not bare:
            continue
        if lines and lines[-1][-1] not in _ENDS + "：:":
            lines[-1] += bare
        else:
            lines.append(bare)
    return lines


def _read(document: WordDocument) -> WordText:
    paragraphs, notes = [], []
    numbered = False
    tables = 0
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            tables += 1
            paragraphs += [(line, False) for line in _cells(block)]
            continue
        numbered = numbered or (block._p.pPr is not None and block._p.pPr.numPr is not None)
        paragraphs += [(line, _stands_out(block)) for line in soft_breaks(block.text)]
    title, rest = _title(paragraphs)
    body, source = _source(rest)
    if tables:
        notes.append(_("文件里有 %(n)s 个表格，表格里的字按行放进了正文，请核对。") % {"n": tables})
    if numbered:
        notes.append(_("文件里有自动编号，编号没有读进来，请补上“一、”“（一）”。"))
    if document.element.body.findall(f".//{qn('w:drawing')}"):
        notes.append(_("图片没有读进来。"))
    return WordText(title, "\n".join(body), source, tuple(notes))


def _cells(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells = dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells)
        if line := "，".join(cell for cell in cells if cell):
            yield line


def _stands_out(paragraph: Paragraph) -> bool:
    """Whether it is set as a title is: centred, or in the style of one."""
    style = paragraph.style
    centred = paragraph.alignment == WD_ALIGN_PARAGRAPH.CENTER or (
        paragraph.alignment is None
        and style is not None
        and style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    )
    return centred or (style is not None and style.name in {"Title", "标题"})


def _title(paragraphs: list[tuple[str, bool]]) -> tuple[str, list[str]]:
    """The title and what comes after it: the centred lines at the head, else a short first line."""
    count = 0
    while count < len(paragraphs) and paragraphs[count][1] and paragraphs[count][0][-1] not in "。；":
        count += 1
    lines = [text for text, _centred in paragraphs]
    if (
        not count
        and lines
        and len(lines[0]) <= _SHORT
        and lines[0][-1] not in _ENDS + "：:，"
        and len(lines) > 1
    ):
        count = 1
    title = "".join(lines[:count])
    if len(title) > LONGEST_TITLE:
        return "", lines
    return title, lines[count:]


def _source(lines: list[str]) -> tuple[list[str], str]:
    """The body and the source: a last line in brackets, or brackets after the last full stop."""
    if not lines:
        return lines, ""
    last = lines[-1]
    found = _SOURCE.search(last)
    if found is None:
        return lines, ""
    before = last[: found.start()].rstrip(_BLANKS)
    if before and before[-1] not in _ENDS:
        return lines, ""
    return [*lines[:-1], *([before] if before else [])], found.group(1)
