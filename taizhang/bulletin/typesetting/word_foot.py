"""The foot of a Word copy: 版记 at the bottom of the last page, the colophon under it, the page numbers."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from taizhang.bulletin.typesetting.document import IssueDocument
from taizhang.bulletin.typesetting.fonts import Role
from taizhang.bulletin.typesetting.word_text import TYPE_WIDTH, write

SIZE_4 = 14.0  # 四号, points
THICK, THIN = "8", "6"  # eighths of a point: 0.35 mm and 0.25 mm


def _element(name: str, **values: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    return element


def add_foot(word: WordDocument, document: IssueDocument) -> None:
    """A table that floats on the lower edge of the type area, with the rules 0.35, 0.25 and 0.35 mm.

    A table needs a paragraph after it; that one is a point high and carries the table to the last page.
    """
    rows = []
    if document.recipients:
        rows.append([f"{label}：{names}" for label, names in document.recipients])
    if document.editors_line or document.copies_line:
        rows.append([f"{document.editors_line}\t{document.copies_line}"])
    rows = rows or [[""]]
    table = word.add_table(rows=len(rows), cols=1)
    table.autofit = False
    properties = table._tbl.tblPr
    style = properties.find(qn("w:tblStyle"))
    if style is not None:
        properties.remove(style)
    properties.insert(
        0,
        _element(
            "w:tblpPr", leftFromText="0", rightFromText="0", topFromText="0", bottomFromText="0",
            vertAnchor="margin", horzAnchor="margin", tblpXSpec="center", tblpYSpec="bottom",
        ),
    )  # fmt: skip
    properties.insert(1, _element("w:tblOverlap", val="never"))
    borders = _element("w:tblBorders")
    for side, size in (("top", THICK), ("bottom", THICK), ("insideH", THIN)):
        borders.append(_element(f"w:{side}", val="single", sz=size, space="0", color="000000"))
    layout = properties.find(qn("w:tblLayout"))
    layout.addprevious(borders)
    table.columns[0].width = Pt(TYPE_WIDTH)
    for row, lines in zip(table.rows, rows, strict=True):
        cell = row.cells[0]
        cell.width = Pt(TYPE_WIDTH)
        for at, text in enumerate(lines):
            paragraph = cell.paragraphs[0] if at == 0 else cell.add_paragraph()
            _foot_line(cell, paragraph, text, first=at == 0, last=at == len(lines) - 1)
    _closing(word)


def _foot_line(cell: _Cell, paragraph: WordParagraph, text: str, *, first: bool, last: bool) -> None:
    shape = paragraph.paragraph_format
    shape.line_spacing, shape.line_spacing_rule = Pt(23), WD_LINE_SPACING.EXACTLY
    shape.space_before, shape.space_after = Pt(3 if first else 0), Pt(3 if last else 0)
    label = text.split("：")[0]
    hang = SIZE_4 * (len(label) + 1) if "\t" not in text else 0.0
    shape.left_indent, shape.first_line_indent = Pt(SIZE_4 / 2 + hang), Pt(-hang)
    shape.right_indent = Pt(SIZE_4 / 2)
    if "\t" in text:
        shape.tab_stops.add_tab_stop(Pt(TYPE_WIDTH - SIZE_4 - 5.4), WD_TAB_ALIGNMENT.RIGHT)
    write(paragraph, text, Role.BODY, size=SIZE_4)


def _closing(word: WordDocument) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(1)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY


def add_colophon(word: WordDocument, document: IssueDocument) -> None:
    """The journal's chain head in small type, in the margin between the last rule and the page number."""
    if not document.colophon:
        return
    paragraph = word.paragraphs[-1].insert_paragraph_before()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = Pt(8)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    write(paragraph, document.colophon, Role.SONG, size=6.5)
    frame = _element(
        "w:framePr", w=str(round(TYPE_WIDTH * 20)), hSpace="0", wrap="around", vAnchor="page", hAnchor="margin",
        xAlign="center", y=str(Mm(263.4).twips),
    )  # fmt: skip
    paragraph._p.get_or_add_pPr().insert_element_before(frame, "w:widowControl", "w:spacing", "w:ind", "w:jc")


def add_page_numbers(word: WordDocument) -> None:
    """— 1 — in 四号 宋体, right on odd pages and left on even ones, one character in."""
    section = word.sections[0]
    for footer, alignment in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(SIZE_4)
        write(paragraph, "— ", Role.SONG, size=SIZE_4)
        for kind in ("begin", None, "end"):
            run = write(paragraph, "", Role.SONG, size=SIZE_4)
            if kind:
                run._r.append(_element("w:fldChar", fldCharType=kind))
            else:
                code = OxmlElement("w:instrText")
                code.text = " PAGE "
                run._r.append(code)
        write(paragraph, " —", Role.SONG, size=SIZE_4)
