"""The foot of a Word copy: 版记 at the bottom of the last page, the colophon under it."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from taizhang.bulletin.typesetting.document import IssueDocument
from taizhang.foundation.word_paper import (
    AFTER_BREAKING,
    SIZE_4,
    TYPE_WIDTH,
    Role,
    add_line,
    element,
    set_height,
    write,
)

THICK, THIN = 1.0, 0.7  # points: 0.35 mm and 0.25 mm
ROW, AIR = 23.0, 3.0  # points


def add_foot(word: WordDocument, document: IssueDocument) -> None:
    """The foot on the lower edge of the type area, its rules 0.35, 0.25 and 0.35 mm.

    It is a frame of paragraphs: LibreOffice sets a floating table of full width in the text. A frame needs a
    paragraph after it; that one is a point high and carries the frame to the last page.
    """
    rows: list[list[WordParagraph]] = []
    _rule(word, THICK)
    if document.recipients:
        rows.append([_recipients(word, label, names) for label, names in document.recipients])
    if document.editors_line or document.copies_line:
        if rows:
            _rule(word, THIN)
        rows.append([_editors(word, document)])
    _rule(word, THICK)
    for row in rows:
        row[0].paragraph_format.space_before = row[-1].paragraph_format.space_after = Pt(AIR)
    set_height(word.add_paragraph(), 1)


def _recipients(word: WordDocument, label: str, names: str) -> WordParagraph:
    line = _row(word, hang=SIZE_4 * (len(label) + 1))
    write(line, f"{label}：{names}", Role.BODY, size=SIZE_4)
    return line


def _editors(word: WordDocument, document: IssueDocument) -> WordParagraph:
    line = _row(word)
    line.paragraph_format.tab_stops.add_tab_stop(Pt(TYPE_WIDTH - SIZE_4), WD_TAB_ALIGNMENT.RIGHT)
    write(line, f"{document.editors_line}\t{document.copies_line}", Role.BODY, size=SIZE_4)
    return line


def _framed(word: WordDocument, height: float) -> WordParagraph:
    """A paragraph of the frame at the bottom of the type area; equal frames run together to one."""
    paragraph = add_line(word, height=height)
    _frame(paragraph, vAnchor="margin", yAlign="bottom")
    return paragraph


def _frame(paragraph: WordParagraph, **place: str) -> None:
    width = str(round(TYPE_WIDTH * 20))
    frame = element("w:framePr", w=width, wrap="notBeside", hAnchor="margin", xAlign="center", **place)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(frame, "w:widowControl", "w:shd", "w:tabs", *AFTER_BREAKING)


def _row(word: WordDocument, *, hang: float = 0) -> WordParagraph:
    """A line one character in on both sides; further lines of a list hang `hang` points deeper."""
    paragraph = _framed(word, ROW)
    shape = paragraph.paragraph_format
    shape.left_indent, shape.right_indent = Pt(SIZE_4 + hang), Pt(SIZE_4)
    if hang:
        shape.first_line_indent = Pt(-hang)
    return paragraph


def _rule(word: WordDocument, thickness: float) -> None:
    """A rule as an empty black line, as LibreOffice takes lines with borders out of the frame."""
    paragraph = _framed(word, thickness)
    shading = element("w:shd", val="clear", color="auto", fill="000000")
    paragraph._p.get_or_add_pPr().insert_element_before(shading, "w:tabs", *AFTER_BREAKING)


def add_colophon(word: WordDocument, document: IssueDocument) -> None:
    """The journal's chain head in small type, in the margin between the last rule and the page number."""
    if not document.colophon:
        return
    paragraph = word.paragraphs[-1].insert_paragraph_before()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    set_height(paragraph, 8)
    write(paragraph, document.colophon, Role.SONG, size=6.5)
    _frame(paragraph, vAnchor="page", y=str(Mm(263.4).twips))
