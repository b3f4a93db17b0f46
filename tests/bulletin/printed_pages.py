"""An issue to print in tests, and a ruler for its printed pages: millimetres from the top left corner of the sheet."""

from collections.abc import Iterator
from ctypes import c_double, c_float, c_int, c_uint, create_string_buffer
from dataclasses import dataclass
from datetime import date
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from taizhang.bulletin.typesetting.document import Figure, IssueDocument, ItemBlock, Level, Paragraph
from taizhang.bulletin.typesetting.pdf import render_pdf

MM = 72 / 25.4
PITCH = 225 / 22
CELL = 156 / 28
CLOSING_MARKS = "，。、；：？！）》”’〉】%％"


def item(title: str, *texts: str | Paragraph, source: str = "区住建局") -> ItemBlock:
    blocks = tuple(Paragraph((text,)) if isinstance(text, str) else text for text in texts)
    return ItemBlock(title, blocks, source)


def issue(*items: ItemBlock, **changes: Any) -> IssueDocument:
    """The 47th issue of a district that does not exist."""
    fields: dict[str, Any] = {
        "masthead": "城关信息",
        "number": 47,
        "year": 2020,
        "publisher": "中共城关区委办公室",
        "issued_on": date(2020, 6, 19),
        "items": items or (SITES, SIGNINGS),
        "sent_to": "区委、区人大常委会、区政府、区政协领导",
        "distributed_to": "各镇、街道，区直各单位",
        "editors": ("编辑甲", "编辑乙"),
        "copies": 120,
        "colophon": "日志链首 第18342条 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    }
    return IssueDocument(**fields | changes)


SITES = ItemBlock(
    "区住建局集中整治建筑工地环境卫生",
    (
        Paragraph(("全区在建项目、拆迁工地和待建空地全部列入一本台账，由包片人员逐个上门检查。",)),
        Paragraph(("已检查项目", Figure("75", "家"), "，发现问题", Figure("175", "项"), "，全部整改到位。")),
    ),
    "区住建局",
)
SIGNINGS = ItemBlock(
    "我区召开重点招商项目落地推进会",
    (
        Paragraph(("一、上年签约质量稳步提高",), Level.FIRST),
        Paragraph(("（一）亿元以上项目",), Level.SECOND),
        Paragraph(("新签约亿元以上项目", Figure("23", "个"), "，总额", Figure("225.7", "亿元"), "。")),
    ),
    "区商务局",
)


@dataclass(frozen=True)
class Line:
    """One printed line: its text, the baseline, the left and right ends, in mm; `size` in points, `fonts` by name."""

    text: str
    baseline: float
    left: float
    right: float
    size: float
    fonts: tuple[str, ...]


@dataclass(frozen=True)
class Rule:
    """One horizontal rule: its middle, both ends and its thickness in mm, and its RGB colour."""

    y: float
    left: float
    right: float
    thickness: float
    colour: tuple[int, int, int]


@dataclass(frozen=True)
class Page:
    number: int
    lines: tuple[Line, ...]
    rules: tuple[Rule, ...]

    @property
    def left(self) -> float:
        """The left edge of the type area: the binding side is 28 mm, left on odd pages and right on even ones."""
        return 28.0 if self.number % 2 else 26.0

    @property
    def body(self) -> tuple[Line, ...]:
        """The lines of text, set in 三号."""
        return tuple(line for line in self.lines if abs(line.size - 156 / 28 * MM) < 0.01)

    @property
    def text(self) -> str:
        return "".join(line.text for line in self.lines)

    def line(self, words: str) -> Line:
        """The one line that has the words."""
        (found,) = [line for line in self.lines if words in line.text]
        return found


def printed(document: IssueDocument) -> list[Page]:
    """The issue as it comes off the press, measured."""
    return measured(render_pdf(document))


def measured(pdf: bytes) -> list[Page]:
    opened = pdfium.PdfDocument(pdf)
    try:
        return [_page(number, page) for number, page in enumerate(opened, 1)]
    finally:
        opened.close()


def _page(number: int, page: pdfium.PdfPage) -> Page:
    height = page.get_height()
    rows: list[list[_Glyph]] = []
    for glyph in sorted(_glyphs(page), key=lambda glyph: -glyph.baseline):
        if rows and rows[-1][0].baseline - glyph.baseline < 0.2:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = []
    for glyphs in rows:
        lines.append(
            Line(
                text="".join(glyph.text for glyph in glyphs),
                baseline=(height - glyphs[0].baseline) / MM,
                left=min(glyph.left for glyph in glyphs) / MM,
                right=max(glyph.right for glyph in glyphs) / MM,
                size=max(glyph.size for glyph in glyphs),
                fonts=tuple(sorted({glyph.font for glyph in glyphs})),
            )
        )
    rules = [_rule(path, height) for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    return Page(
        number,
        tuple(sorted(lines, key=lambda line: line.baseline)),
        tuple(sorted(rules, key=lambda rule: rule.y)),
    )


@dataclass(frozen=True)
class _Glyph:
    """One character in points from the lower left corner; left and right are those of its cell, not of its ink."""

    text: str
    baseline: float
    left: float
    right: float
    size: float
    font: str


def _glyphs(page: pdfium.PdfPage) -> Iterator[_Glyph]:
    text = page.get_textpage()
    x, y, flags, name = c_double(), c_double(), c_int(), create_string_buffer(100)
    box = raw.FS_RECTF()
    try:
        for at in range(text.count_chars()):
            if raw.FPDFText_IsGenerated(text, at):
                continue
            raw.FPDFText_GetCharOrigin(text, at, x, y)
            raw.FPDFText_GetLooseCharBox(text, at, box)
            raw.FPDFText_GetFontInfo(text, at, name, 100, flags)
            yield _Glyph(
                text=chr(raw.FPDFText_GetUnicode(text, at)),
                baseline=y.value,
                left=x.value,
                right=box.right,
                size=raw.FPDFText_GetFontSize(text, at),
                font=name.value.decode().split("+")[-1],
            )
    finally:
        text.close()


def _rule(path: Any, height: float) -> Rule:
    left, bottom, right, top = path.get_bounds()
    width = c_float()
    red, green, blue, alpha = (c_uint() for _ in range(4))
    raw.FPDFPageObj_GetStrokeWidth(path, width)
    raw.FPDFPageObj_GetStrokeColor(path, red, green, blue, alpha)
    # The bounds of a stroked line reach half its thickness beyond it on every side.
    spread = (top - bottom) / 2
    return Rule(
        y=(height - (top + bottom) / 2) / MM,
        left=(left + spread) / MM,
        right=(right - spread) / MM,
        thickness=width.value / MM,
        colour=(red.value, green.value, blue.value),
    )


def metadata(pdf: bytes) -> dict[str, str]:
    """What the file says of itself: Title, CreationDate and the like."""
    opened = pdfium.PdfDocument(pdf)
    try:
        return opened.get_metadata_dict()
    finally:
        opened.close()


def fonts_without_file(pdf: bytes) -> set[str]:
    """Names of the fonts that the file names but does not carry."""
    opened = pdfium.PdfDocument(pdf)
    try:
        missing = set()
        for page in opened:
            for words in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                font = raw.FPDFTextObj_GetFont(words)
                if raw.FPDFFont_GetIsEmbedded(font) != 1:
                    name = create_string_buffer(100)
                    raw.FPDFFont_GetBaseFontName(font, name, 100)
                    missing.add(name.value.decode())
        return missing
    finally:
        opened.close()


def text_of(pages: list[Page]) -> str:
    return "".join(page.text for page in pages)
