"""What an office's Word papers are written with: its fonts, the measures of the page, a line, a run, equal files."""

import io
import zipfile
from enum import StrEnum

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun


class Role(StrEnum):
    """The hands in which GB/T 9704-2012 sets a page."""

    TITLE = "title"  # 小标宋: masthead and titles
    BODY = "body"  # 仿宋: text, number, date, foot
    FIRST = "first"  # 黑体: first level, secrecy
    SECOND = "second"  # 楷体: second level, source of an item
    SONG = "song"  # 宋体: page number, colophon

    @property
    def label(self) -> str:
        return {"title": "小标宋", "body": "仿宋", "first": "黑体", "second": "楷体", "song": "宋体"}[
            self.value
        ]


OFFICE_FONT = {
    Role.TITLE: "方正小标宋简体",
    Role.BODY: "仿宋_GB2312",
    Role.FIRST: "黑体",
    Role.SECOND: "楷体_GB2312",
    Role.SONG: "宋体",
}
LATIN_FONT = "Times New Roman"
RED = RGBColor(0xE6, 0x00, 0x12)

# Word's 三号 is 16 pt: 28 of them overflow 156 mm, so each gives up 0.25 pt. 22 lines of 29 pt
# overflow 225 mm.
PITCH = 28.95  # points
TIGHTENED = -5  # twentieths of a point
CELL = 15.75  # points
TYPE_WIDTH = Mm(156).pt
TITLE_LEADING = 33.0
SIZE_4 = 14.0  # 四号, points


def write(
    paragraph: WordParagraph, text: str, role: Role, *, size: float = 16, tracking: int | None = None
) -> WordRun:
    """Add a run in the office's font for the role, as East Asian text: size in points, tracking in 1/20."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    properties = run._r.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    latin = OFFICE_FONT[role] if role in (Role.TITLE, Role.FIRST, Role.SONG) else LATIN_FONT
    fonts.set(qn("w:ascii"), latin)
    fonts.set(qn("w:hAnsi"), latin)
    fonts.set(qn("w:eastAsia"), OFFICE_FONT[role])
    fonts.set(qn("w:hint"), "eastAsia")
    if tracking is not None:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(tracking))
        properties.insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
    return run


def element(name: str, **values: str) -> BaseOxmlElement:
    """An element such as w:kinsoku with its attributes in the same namespace."""
    made = OxmlElement(name)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


# The schema's order of what may follow the line-breaking properties of a paragraph, as far as it is set here.
AFTER_BREAKING = ("w:snapToGrid", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


def add_line(
    word: WordDocument, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY, *, height: float | None = None
) -> WordParagraph:
    """A paragraph of exact lines: of the page's pitch on its grid, or of `height` points off the grid."""
    paragraph = word.add_paragraph()
    paragraph.alignment = align
    if height is not None:
        set_height(paragraph, height)
    return paragraph


def set_height(paragraph: WordParagraph, height: float) -> None:
    """Exact lines of `height` points, not snapped to the 22 lines of the page."""
    paragraph.paragraph_format.line_spacing = Pt(height)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph._p.get_or_add_pPr().insert_element_before(element("w:snapToGrid", val="0"), *AFTER_BREAKING[1:])


def set_styles(word: WordDocument) -> None:
    """The style Normal carries the page: 仿宋 三号 in exact lines, 22 to a page."""
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = LATIN_FONT, Pt(16)
    fonts = normal.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), OFFICE_FONT[Role.BODY])
    normal.element.get_or_add_rPr().append(element("w:lang", val="en-US", eastAsia="zh-CN"))

    shape = normal.paragraph_format
    shape.line_spacing, shape.line_spacing_rule = Pt(PITCH), WD_LINE_SPACING.EXACTLY
    shape.space_before = shape.space_after = Pt(0)
    shape.widow_control = False
    # No mark at the start of a line, none outside the margin, no air between digits and characters.
    properties = normal.element.get_or_add_pPr()
    for name, value in (("kinsoku", "1"), ("overflowPunct", "0"), ("autoSpaceDE", "0"), ("autoSpaceDN", "0")):
        properties.insert_element_before(element(f"w:{name}", val=value), *AFTER_BREAKING)


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
        for kind in ("begin", "code", "end"):
            run = write(paragraph, "", Role.SONG, size=SIZE_4)
            if kind == "code":
                code = element("w:instrText")
                code.text = " PAGE "
                run._r.append(code)
            else:
                run._r.append(element("w:fldChar", fldCharType=kind))
        write(paragraph, " —", Role.SONG, size=SIZE_4)


def packed(word: WordDocument) -> bytes:
    """The package with every part dated 1980 and in the order of the names: equal papers are equal files."""
    made, packed = io.BytesIO(), io.BytesIO()
    word.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        names = sorted(parts.namelist(), key=lambda name: (name != "[Content_Types].xml", name))
        for name in names:
            out.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), parts.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
