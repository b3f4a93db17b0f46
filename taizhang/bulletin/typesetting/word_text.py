"""Words of a Word copy: the fonts that offices have, the measures of the page, a line and a run in one of them."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
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

# Word's 三号 is 16 pt: 28 of them overflow 156 mm, so each gives up 0.25 pt; 22 lines of 29 pt overflow 225 mm.
PITCH = 28.95  # points
TIGHTENED = -5  # twentieths of a point
CELL = 15.75  # points
TYPE_WIDTH = Mm(156).pt
TITLE_LEADING = 33.0


def write(paragraph: WordParagraph, text: str, role: Role, *, size: float = 16, tracking: int | None = None) -> WordRun:
    """Add a run in the office's font for the role, told to Word as an East Asian one: size in points, tracking in 1/20."""
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


def add_line(
    word: WordDocument, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY, *, height: float | None = None
) -> WordParagraph:
    """A paragraph of exact lines; height in points, the pitch of the page when not given."""
    paragraph = word.add_paragraph()
    paragraph.alignment = align
    if height is not None:
        paragraph.paragraph_format.line_spacing = Pt(height)
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    return paragraph
