"""The editable Word copy of an issue, naming the fonts that offices have; the PDF is the layout of record."""

import math
from datetime import datetime, time

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from taizhang.bulletin.typesetting.breaking import cells, title_lines
from taizhang.bulletin.typesetting.document import IssueDocument, ItemBlock, Paragraph, printed_source
from taizhang.bulletin.typesetting.fonts import ROLE_OF_LEVEL, Role
from taizhang.bulletin.typesetting.word_foot import add_colophon, add_foot
from taizhang.foundation.word_paper import (
    AFTER_BREAKING,
    CELL,
    PITCH,
    RED,
    TIGHTENED,
    TITLE_LEADING,
    TYPE_WIDTH,
    add_line,
    add_page_numbers,
    element,
    packed,
    set_styles,
    write,
)


def render_docx(document: IssueDocument) -> bytes:
    """The issue as .docx, A4, 22 exact lines of 28.95 pt; the same document gives the same bytes.

    Font names are those of GB/T 9704-2012 offices; nothing is embedded, and no font need be installed here.
    """
    word = Document()
    _set_page(word)
    set_styles(word)
    add_page_numbers(word)
    _add_head(word, document)
    for at, item in enumerate(document.items):
        if at:
            add_line(word)
        _add_item(word, item)
    add_foot(word, document)
    add_colophon(word, document)
    _set_properties(word, document)
    return packed(word)


def _set_page(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24)
    grid = section._sectPr.find(qn("w:docGrid"))
    # Not linesAndChars: LibreOffice sets that grid with other character widths.
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(int(PITCH * 20)))

    settings = word.settings.element
    # The binding side changes with the side of the sheet.
    settings.find(qn("w:zoom")).addnext(element("w:mirrorMargins"))
    word.settings.odd_and_even_pages_header_footer = True
    settings.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    settings.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # Word 2013 and later: no "compatibility mode" in the title bar


def _add_head(word: WordDocument, document: IssueDocument) -> None:
    """Seven lines: secrecy and serial, masthead over three, number, publisher and date over the red rule."""
    top = add_line(word, WD_ALIGN_PARAGRAPH.LEFT)
    top.paragraph_format.tab_stops.add_tab_stop(Pt(TYPE_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    if document.secrecy or document.serial:
        write(top, document.secrecy, Role.FIRST)
        write(top, f"\t{document.serial}", Role.BODY)
    masthead = add_line(word, WD_ALIGN_PARAGRAPH.CENTER, height=PITCH * 3)
    size = min(64.0, math.floor((TYPE_WIDTH - 2 * CELL) / (max(len(document.masthead), 1) * 1.14)))
    write(
        masthead, document.masthead, Role.TITLE, size=size, tracking=round(size * 0.14 * 20)
    ).font.color.rgb = RED
    write(add_line(word, WD_ALIGN_PARAGRAPH.CENTER), document.number_line, Role.BODY)
    signed = add_line(word, WD_ALIGN_PARAGRAPH.LEFT)
    signed.paragraph_format.space_before = Pt(6)
    signed.paragraph_format.tab_stops.add_tab_stop(Pt(TYPE_WIDTH - CELL), WD_TAB_ALIGNMENT.RIGHT)
    write(signed, f"　{document.publisher}\t{document.date_line}", Role.BODY)
    _rule_below(signed)
    add_line(word, height=PITCH - 6)


def _rule_below(paragraph: WordParagraph) -> None:
    """The red rule of the head, 2 pt."""
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="16", space="4", color=str(RED)))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", *AFTER_BREAKING)


def _add_item(word: WordDocument, item: ItemBlock) -> None:
    _add_title(word, item)
    for block in item.blocks[:-1]:
        _add_block(word, block)
    source = printed_source(item.source)
    last = _add_block(word, item.blocks[-1]) if item.blocks else None
    if source:
        closing = last if last is not None else _indented(word)
        write(closing, source, Role.SECOND, tracking=TIGHTENED)
        closing.paragraph_format.keep_with_next = False


def _add_title(word: WordDocument, item: ItemBlock) -> None:
    """A title of n lines takes n + 1 lines of the page."""
    lines = title_lines(item.title_lines)
    if not lines:
        return
    count = sum(math.ceil(cells(line) / 20) for line in lines)
    air = max((count + 1) * PITCH - count * TITLE_LEADING, 0) / 2
    title = add_line(word, WD_ALIGN_PARAGRAPH.CENTER, height=TITLE_LEADING)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(round(air, 1))
    title.paragraph_format.keep_with_next = title.paragraph_format.keep_together = True
    for at, line in enumerate(lines):
        run = write(title, line, Role.TITLE, size=22)
        if at < len(lines) - 1:
            run.add_break()
    title._p.get_or_add_pPr().append(element("w:outlineLvl", val="0"))


def _indented(word: WordDocument) -> WordParagraph:
    """A paragraph with its first line two characters in."""
    paragraph = add_line(word)
    paragraph.paragraph_format.first_line_indent = Pt(CELL * 2)
    paragraph._p.get_or_add_pPr().find(qn("w:ind")).set(qn("w:firstLineChars"), "200")
    return paragraph


def _add_block(word: WordDocument, block: Paragraph) -> WordParagraph:
    role = ROLE_OF_LEVEL[block.level]
    paragraph = _indented(word)
    paragraph.paragraph_format.keep_with_next = True if role is not Role.BODY else None
    for run in block.runs:
        write(paragraph, str(run), role, tracking=TIGHTENED)
    return paragraph


def _set_properties(word: WordDocument, document: IssueDocument) -> None:
    properties = word.core_properties
    properties.title, properties.author = document.title[:255], document.publisher[:255]
    properties.last_modified_by, properties.comments = document.publisher[:255], document.colophon[:255]
    properties.created = properties.modified = datetime.combine(document.issued_on, time(4, 0))
    properties.revision, properties.language = 1, "zh-CN"
