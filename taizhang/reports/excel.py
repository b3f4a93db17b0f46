"""The tables of a report as a workbook in the paper form: units down, figures across, each sheet on A4 across."""

from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal
from fractions import Fraction
from io import BytesIO
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils import translation

from taizhang.reports.compiling import Table
from taizhang.reports.models import ReportCell
from taizhang.reports.paper import DISTRICT, PLAIN, TARGETED, Paper, cell_of, in_groups

TARGETED_TOGETHER, PLAIN_TOGETHER = 3, 6
HEAD = 4  # rows over the first line: title, office and date, figures, their columns
A4 = 9
LIGHTS = {"green": "#1E7B34", "green_lagging": "#1E7B34", "yellow": "#B8860B", "red": "#C00000"}
LINE_HEADS = (("记录", 34), ("单位", 14), ("更正", 8), ("影响", 60), ("原因", 40))


@translation.override(settings.LANGUAGE_CODE)
def report_xlsx(paper: Paper) -> bytes:
    """The workbook; the same paper gives the same bytes. Numbers are numbers, exact, shown with two decimals."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.set_properties(
        {
            "title": paper.report.title,
            "author": paper.report.office,
            "comments": paper.number_line,
            "created": datetime.combine(paper.day, time(4, 0)),
        }
    )
    styles = _Styles(book)
    for number, group in enumerate(in_groups(paper.targeted, TARGETED_TOGETHER), start=1):
        _table(book, styles, paper, f"目标完成{number}", group, TARGETED)
    for number, group in enumerate(in_groups(paper.plain, PLAIN_TOGETHER), start=1):
        _table(book, styles, paper, f"其他指标{number}", group, PLAIN)
    _lines(book, styles, paper)
    book.close()
    return buffer.getvalue()


class _Styles:
    """The formats of the book."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        song = {"font_name": "宋体", "font_size": 10, "valign": "vcenter"}
        cell = {**song, "border": 1, "align": "center"}
        self.title = book.add_format(
            {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"}
        )
        self.left = book.add_format({**song, "align": "left"})
        self.right = book.add_format({**song, "align": "right"})
        self.head = book.add_format({**cell, "bold": True, "bg_color": "#E8EDF3", "text_wrap": True})
        self.name = book.add_format({**cell, "align": "left", "text_wrap": True})
        self.text = book.add_format({**cell, "align": "left", "text_wrap": True})
        self.note = book.add_format(
            {**song, "align": "left", "text_wrap": True, "valign": "top", "font_size": 9}
        )
        self.plain = book.add_format(cell)
        self.count = book.add_format({**cell, "num_format": "0"})
        self.money = book.add_format({**cell, "num_format": "0.00"})
        self.share = book.add_format({**cell, "num_format": "0.0%"})
        self.points = book.add_format({**cell, "num_format": "+0.0;−0.0;0.0"})
        self.change = book.add_format({**cell, "num_format": "+0.######;−0.######;0"})
        self.lights = {
            light: book.add_format({**cell, "bold": True, "font_color": colour})
            for light, colour in LIGHTS.items()
        }


def _page(book: xlsxwriter.Workbook, styles: _Styles, paper: Paper, name: str, width: int) -> Any:
    """A sheet with its merged title and the row of 填报单位, 日期, 第 N 期, set for A4 across."""
    page = book.add_worksheet(name)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    page.center_horizontally()
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页，共 &N 页")
    page.set_row(0, 34)
    page.set_row(1, 20)
    page.set_default_row(20)
    page.merge_range(0, 0, 0, width - 1, paper.report.title, styles.title)
    half = max(width // 2, 1)
    day = f"日期：{paper.day.isoformat()}　{paper.number_line}"
    _merged(page, 1, 0, half - 1, f"填报单位：{paper.report.office}", styles.left)
    _merged(page, 1, half, width - 1, day, styles.right)
    return page


def _merged(page: Any, row: int, first: int, last: int, text: str, style: Any) -> None:
    if last > first:
        page.merge_range(row, first, row, last, text, style)
    else:
        page.write_string(row, first, text, style)


def _table(
    book: xlsxwriter.Workbook,
    styles: _Styles,
    paper: Paper,
    name: str,
    group: Sequence[Table],
    words: Sequence[str],
) -> None:
    heads, width = paper.heads(words), 1 + len(group) * len(words)
    page = _page(book, styles, paper, name, width)
    page.set_column(0, 0, 16)
    page.set_column(1, width - 1, 8)
    page.merge_range(2, 0, 3, 0, "单位", styles.head)
    page.set_row(2, 30)
    for place, table in enumerate(group):
        first = 1 + place * len(words)
        title = f"{table.figure.title}（{table.figure.unit_of_measure}）"
        page.merge_range(2, first, 2, first + len(words) - 1, title, styles.head)
        for number, head in enumerate(heads):
            page.write_string(3, first + number, head, styles.head)
    row = HEAD
    for unit_id, unit in [(None, DISTRICT), *paper.units]:
        found = [cell_of(table, unit_id) for table in group]
        if unit_id is not None and not any(found):
            continue
        page.write_string(row, 0, unit, styles.name)
        for place, (table, cell) in enumerate(zip(group, found, strict=True)):
            for number, word in enumerate(words):
                _write(page, row, 1 + place * len(words) + number, word, cell, styles, table)
        row += 1
    row = _differences(page, row, styles, group, words)
    for note in paper.notes:
        page.merge_range(row, 0, row, width - 1, note, styles.note)
        page.set_row(row, 14 * (1 + len(note) * 2 // max(8 * width, 40)))
        row += 1
    page.print_area(0, 0, row - 1, width - 1)
    page.repeat_rows(0, HEAD - 1)
    page.freeze_panes(HEAD, 1)


def _write(
    page: Any, row: int, column: int, word: str, cell: ReportCell | None, styles: _Styles, table: Table
) -> None:
    text = "" if cell is None else {
        "目标": cell.target, "本期": cell.month_value, "累计": cell.year_value, "更正": cell.corrected,
        "完成率": cell.done, "比时序": cell.gap, "亮灯": cell.light, "名次": str(cell.place or ""),
    }[word]  # fmt: skip
    if word == "亮灯" and cell is not None and cell.exempt:
        page.write_string(row, column, cell.shown["light"], styles.plain)
    elif not text or (word == "更正" and not Decimal(text)):
        page.write_blank(row, column, None, styles.plain)
    elif word == "亮灯" and cell is not None:
        page.write_string(row, column, cell.shown["light"], styles.lights[text])
    else:
        style = {
            "完成率": styles.share,
            "比时序": styles.points,
            "名次": styles.count,
            "更正": styles.change,
        }.get(
            word, styles.count if table.figure.unit_of_measure in ("个", "家", "项", "处") else styles.money
        )
        page.write_number(row, column, float(Fraction(text)), style)


def _differences(page: Any, row: int, styles: _Styles, group: Sequence[Table], words: Sequence[str]) -> int:
    """The row that makes the units' sum the district's number, where there is one."""
    if not any(table.figure.differs for table in group):
        return row
    titles = "、".join(dict.fromkeys(each.figure.difference_title for each in group if each.figure.differs))
    page.write_string(row, 0, titles, styles.name)
    for place, table in enumerate(group):
        for number, word in enumerate(words):
            text = {"本期": table.figure.difference_month, "累计": table.figure.difference_year}.get(word, "")
            column = 1 + place * len(words) + number
            if text and Decimal(text):
                page.write_number(row, column, float(Decimal(text)), styles.change)
            else:
                page.write_blank(row, column, None, styles.plain)
    return row + 1


def _lines(book: xlsxwriter.Workbook, styles: _Styles, paper: Paper) -> None:
    """The named lines on a sheet of their own."""
    page = _page(book, styles, paper, "更正", len(LINE_HEADS))
    for place, (head, width) in enumerate(LINE_HEADS):
        page.set_column(place, place, width)
        page.write_string(2, place, head, styles.head)
    row = 3
    for line in paper.lines:
        year = f"{line.year}年数" if line.year != paper.report.year else ""
        values = (line.label, line.unit_name, f"{line.kind_label}{year}", line.text, line.reason)
        for place, text in enumerate(values):
            page.write_string(row, place, text, styles.text)
        row += 1
    if not paper.lines:
        page.merge_range(row, 0, row, len(LINE_HEADS) - 1, "上期以前的数没有变动。", styles.text)
        row += 1
    page.print_area(0, 0, row - 1, len(LINE_HEADS) - 1)
    page.repeat_rows(0, 2)
    page.freeze_panes(3, 1)
