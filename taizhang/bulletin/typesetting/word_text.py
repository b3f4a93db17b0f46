"""What a Word copy is written with: offices' fonts, the measures of the page, a line, a run of text."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run as WordRun

from taizhang.bulletin.typesetting.fonts import Role

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
