"""A report as an official Word paper: head, text in numbered sections, and its tables on pages across."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.utils import translation
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from taizhang.foundation.word_paper import (
    AFTER_BREAKING,
    CELL,
    RED,
    TIGHTENED,
    TITLE_LEADING,
    TYPE_WIDTH,
    Role,
    add_line,
    add_page_numbers,
    element,
    packed,
    set_height,
    set_styles,
    write,
)
from taizhang.reports.compiling import Table
from taizhang.reports.models import ReportCell
from taizhang.reports.paper import DISTRICT, PLAIN, TARGETED, Paper, cell_of, in_groups

TARGETED_TOGETHER, PLAIN_TOGETHER = 2, 5
ACROSS = 257.0  # mm of type on a page across
NAME_WIDTH = 34.0  # mm
WEIGHTS = {
    "目标": 1.0,
    "本期": 1.0,
    "累计": 1.0,
    "更正": 0.9,
    "完成率": 1.15,
    "比时序": 1.0,
    "亮灯": 1.5,
    "名次": 0.75,
}
SMALL = 10.5  # 五号, points
ROW_HEIGHT = Mm(7)
LIGHTS = {
    "green": RGBColor(0x1E, 0x7B, 0x34), "green_lagging": RGBColor(0x1E, 0x7B, 0x34),
    "yellow": RGBColor(0xB8, 0x86, 0x0B), "red": RGBColor(0xC0, 0x00, 0x00),
}  # fmt: skip


@translation.override(settings.LANGUAGE_CODE)
def report_docx(paper: Paper) -> bytes:
    """The report as .docx, A4; the same paper gives the same bytes. Fonts are named, not embedded."""
    word = Document()
    _set_page(word)
    set_styles(word)
    add_page_numbers(word)
    _add_head(word, paper)
    _add_text(word, paper)
    _add_tables(word, paper)
    properties = word.core_properties
    properties.title, properties.author = paper.report.title[:255], paper.report.office[:255]
    properties.last_modified_by, properties.comments = paper.report.office[:255], paper.number_line
    properties.created = properties.modified = datetime.combine(paper.day, time(4, 0))
    properties.revision, properties.language = 1, "zh-CN"
    return packed(word)


def _set_page(word: WordDocument) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(24)
    word.settings.odd_and_even_pages_header_footer = True
    settings_ = word.settings.element
    settings_.find(qn("w:characterSpacingControl")).set(qn("w:val"), "compressPunctuation")
    settings_.find(qn("w:themeFontLang")).set(qn("w:eastAsia"), "zh-CN")
    for setting in settings_.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _add_head(word: WordDocument, paper: Paper) -> None:
    """Masthead, number, office and date over the red rule, title."""
    masthead = add_line(word, WD_ALIGN_PARAGRAPH.CENTER, height=60)
    write(masthead, paper.masthead, Role.TITLE, size=36).font.color.rgb = RED
    write(add_line(word, WD_ALIGN_PARAGRAPH.CENTER), paper.number_line, Role.BODY)
    signed = add_line(word, WD_ALIGN_PARAGRAPH.LEFT)
    signed.paragraph_format.tab_stops.add_tab_stop(Pt(TYPE_WIDTH - CELL), WD_TAB_ALIGNMENT.RIGHT)
    write(signed, f"　{paper.report.office}\t{paper.date_line}", Role.BODY)
    borders = element("w:pBdr")
    borders.append(element("w:bottom", val="single", sz="16", space="4", color=str(RED)))
    signed._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", *AFTER_BREAKING)
    add_line(word, height=16)
    title = add_line(word, WD_ALIGN_PARAGRAPH.CENTER, height=TITLE_LEADING)
    title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(8)
    write(title, paper.report.title, Role.TITLE, size=22)


def _paragraph(word: WordDocument, *runs: tuple[str, Role]) -> WordParagraph:
    """A paragraph with its first line two characters in."""
    paragraph = add_line(word)
    paragraph.paragraph_format.first_line_indent = Pt(CELL * 2)
    paragraph._p.get_or_add_pPr().find(qn("w:ind")).set(qn("w:firstLineChars"), "200")
    for text, role in runs:
        write(paragraph, text, role, tracking=TIGHTENED)
    return paragraph


def _heading(word: WordDocument, text: str) -> None:
    _paragraph(word, (text, Role.FIRST)).paragraph_format.keep_with_next = True


def _add_text(word: WordDocument, paper: Paper) -> None:
    _paragraph(word, (paper.opening(), Role.BODY))
    _heading(word, "一、总体情况")
    for title, sentence in paper.overview():
        _paragraph(word, (f"{title}。", Role.SECOND), (sentence, Role.BODY))
    ranking = list(paper.ranking())
    if ranking:
        _heading(word, "二、各单位进度")
        for title, sentence in ranking:
            _paragraph(word, (f"{title}。", Role.SECOND), (sentence, Role.BODY))
    _heading(word, f"{'三' if ranking else '二'}、对上期以前的更正")
    for sentence in paper.corrections():
        _paragraph(word, (sentence, Role.BODY))
    _heading(word, f"{'四' if ranking else '三'}、办法和算法")
    for sentence in paper.notes:
        _paragraph(word, (sentence, Role.BODY))


def _add_tables(word: WordDocument, paper: Paper) -> None:
    """Every table on a page across of its own, under its title."""
    groups: list[tuple[list[Table], tuple[str, ...]]] = [
        (each, TARGETED) for each in in_groups(paper.targeted, TARGETED_TOGETHER)
    ]
    groups += [(each, PLAIN) for each in in_groups(paper.plain, PLAIN_TOGETHER)]
    for number, (group, words) in enumerate(groups, start=1):
        section = word.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
        section.left_margin = section.right_margin = Mm(20)
        section.top_margin, section.bottom_margin, section.footer_distance = Mm(18), Mm(18), Mm(9)
        caption = add_line(word, WD_ALIGN_PARAGRAPH.CENTER, height=24)
        write(caption, f"附表{number}　{_caption(group, words)}", Role.TITLE, size=16)
        under = add_line(word, WD_ALIGN_PARAGRAPH.LEFT, height=16)
        under.paragraph_format.tab_stops.add_tab_stop(Mm(ACROSS), WD_TAB_ALIGNMENT.RIGHT)
        write(
            under,
            f"填报单位：{paper.report.office}\t{paper.date_line}　{paper.number_line}",
            Role.SONG,
            size=SMALL,
        )
        _add_table(word, paper, group, words)


def _caption(group: Sequence[Table], words: Sequence[str]) -> str:
    titles = "、".join(table.figure.title for table in group)
    return f"{titles}完成情况" if words is TARGETED else titles


def _add_table(word: WordDocument, paper: Paper, group: Sequence[Table], words: Sequence[str]) -> None:
    heads, columns = paper.heads(words), 1 + len(group) * len(words)
    lines = _lines(paper, group, words)
    table = word.add_table(rows=2 + len(lines), cols=columns)
    _fix(table, _widths(len(group), words))
    top, under = table.rows[0].cells, table.rows[1].cells
    _put(top[0].merge(under[0]), "单位", head=True)
    for place, each in enumerate(group):
        first = 1 + place * len(words)
        title = f"{each.figure.title}（{each.figure.unit_of_measure}）"
        _put(top[first].merge(top[first + len(words) - 1]), title, head=True)
        for number, head in enumerate(heads):
            _put(under[first + number], head, head=True)
    for row, line in zip(table.rows[2:], lines, strict=True):
        cells = row.cells
        for place, (text, light) in enumerate(line):
            _put(cells[place], text, left=place == 0, colour=LIGHTS.get(light))


def _lines(paper: Paper, group: Sequence[Table], words: Sequence[str]) -> list[list[tuple[str, str]]]:
    """(text, light) of every cell of every line: the district, the units, the difference."""
    found = []
    for unit_id, unit in [(None, DISTRICT), *paper.units]:
        cells = [cell_of(table, unit_id) for table in group]
        if unit_id is None or any(cells):
            line = [(unit, "")]
            for cell in cells:
                line += [_text(cell, word) for word in words]
            found.append(line)
    if any(table.figure.differs for table in group):
        titles = dict.fromkeys(each.figure.difference_title for each in group if each.figure.differs)
        line = [("、".join(titles), "")]
        for table in group:
            shown = {"本期": table.figure.difference_month_shown, "累计": table.figure.difference_year_shown}
            line += [(shown.get(word, ""), "") for word in words]
        found.append(line)
    return found


def _text(cell: ReportCell | None, word: str) -> tuple[str, str]:
    if cell is None:
        return "", ""
    keys = {
        "目标": "target", "本期": "month", "累计": "year", "更正": "corrected", "完成率": "done", "比时序": "gap",
        "亮灯": "light", "名次": "place",
    }  # fmt: skip
    return cell.shown[keys[word]], cell.light if word == "亮灯" else ""


def _widths(figures: int, words: Sequence[str]) -> list[float]:
    """The columns' widths in mm, together the width of the type: nothing stands outside the page."""
    weights = [WEIGHTS[word] for word in words] * figures
    unit = (ACROSS - NAME_WIDTH) / sum(weights)
    return [NAME_WIDTH, *(weight * unit for weight in weights)]


def _fix(table: WordTable, widths: Sequence[float]) -> None:
    """A ruled table of fixed widths whose two head rows stand on every page and whose rows are not broken."""
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    properties = table._tbl.tblPr
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w="28", type="dxa"))
    properties.append(margins)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for number, row in enumerate(table.rows):
        row.height, row.height_rule = ROW_HEIGHT, WD_ROW_HEIGHT_RULE.AT_LEAST
        row_properties = row._tr.get_or_add_trPr()
        row_properties.append(element("w:cantSplit"))
        if number < 2:
            row_properties.append(element("w:tblHeader"))
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _put(cell: WordCell, text: str, *, head: bool = False, left: bool = False, colour: Any = None) -> None:
    paragraph = cell.paragraphs[0]
    for stray in cell.paragraphs[1:]:
        stray._p.getparent().remove(stray._p)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if left else WD_ALIGN_PARAGRAPH.CENTER
    set_height(paragraph, 14)
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    run = write(paragraph, text, Role.FIRST if head else Role.SONG, size=SMALL)
    if colour is not None:
        run.font.color.rgb, run.font.bold = colour, True
