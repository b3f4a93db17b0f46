"""Workbooks out: the template with drop-downs and an example, an export in the paper form, and a refused file's 错误原因."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils import translation
from django.utils.translation import gettext as _

from taizhang.foundation.clock import SHANGHAI
from taizhang.workbooks.columns import CellError, Sheet, SheetColumn
from taizhang.workbooks.importing import Checked
from taizhang.workbooks.reading import REASON_HEADER, cells_of

VALIDATED_ROWS = 5000


def _open(buffer: BytesIO) -> xlsxwriter.Workbook:
    return xlsxwriter.Workbook(
        buffer, {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "remove_timezone": True}
    )


def put(page: Any, row: int, column: int, value: Any, style: Any = None) -> None:
    """One value into one cell: dates as dates, moments in Shanghai, Decimals as numbers where a float keeps them whole."""
    if value is None or value == "":
        page.write_blank(row, column, None, style)
    elif isinstance(value, datetime):
        page.write_string(
            row, column, f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}".removesuffix(":00"), style
        )
    elif isinstance(value, date):
        page.write_string(row, column, value.isoformat(), style)
    elif isinstance(value, Decimal):
        if Decimal(repr(float(value))) == value:
            page.write_number(row, column, float(value), style)
        else:
            page.write_string(row, column, format(value, "f"), style)
    elif isinstance(value, bool):
        page.write_string(row, column, "是" if value else "否", style)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, style)
    else:
        page.write_string(row, column, str(value), style)


def _head(book: xlsxwriter.Workbook, page: Any, row: int, columns: Sequence[SheetColumn]) -> None:
    must = book.add_format(
        {
            "bold": True,
            "border": 1,
            "bg_color": "#E8EDF3",
            "text_wrap": True,
            "font_color": "#A61B1B",
            "align": "center",
        }
    )
    plain = book.add_format(
        {"bold": True, "border": 1, "bg_color": "#E8EDF3", "text_wrap": True, "align": "center"}
    )
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width)
        page.write_string(
            row,
            index,
            f"{column.title}*" if column.required else column.title,
            must if column.required else plain,
        )


@translation.override("zh-hans")
def template(sheet: Sheet) -> bytes:
    """An empty workbook with the headers, drop-downs of known names, and a second page that explains every column."""
    buffer = BytesIO()
    book = _open(buffer)
    page, notes, lists = (
        book.add_worksheet(str(sheet.title)[:31]),
        book.add_worksheet(_("填写说明")),
        book.add_worksheet(_("名称")),
    )
    _head(book, page, 0, sheet.columns)
    page.freeze_panes(1, 1)
    names = [list(column.choices() if column.choices else ()) for column in sheet.columns]
    for row in range(max((len(column) for column in names), default=0)):
        for index, options in enumerate(names):
            if row < len(options):
                lists.write_string(row, index, options[row])
    for index, options in enumerate(names):
        if options:
            letter = xlsxwriter.utility.xl_col_to_name(index)
            source = f"='{lists.get_name()}'!${letter}$1:${letter}${len(options)}"
            page.data_validation(
                1,
                index,
                VALIDATED_ROWS,
                index,
                {"validate": "list", "source": source, "error_type": "warning"},
            )
    notes.set_column(0, 0, 24)
    notes.set_column(1, 2, 40)
    for index, title in enumerate((_("列"), _("是否必填"), _("示例"))):
        notes.write_string(0, index, title)
    for row, column in enumerate(sheet.columns, start=1):
        notes.write_string(row, 0, column.title)
        notes.write_string(row, 1, _("必填") if column.required else _("可空"))
        notes.write_string(row, 2, column.example)
    book.close()
    return buffer.getvalue()


@translation.override("zh-hans")  # the paper form is Chinese whatever the screen speaks
def export(
    columns: Sequence[SheetColumn],
    rows: Iterable[Sequence[Any]],
    *,
    title: str,
    office: str,
    as_of: date,
    number: str = "",
) -> bytes:
    """The ledger as the paper form has it: a merged title row, 填报单位 and 日期, the headers, the rows."""
    buffer = BytesIO()
    book = _open(buffer)
    page = book.add_worksheet(title[:31])
    big = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
    page.set_row(0, 34)
    page.merge_range(0, 0, 0, max(len(columns) - 1, 1), title, big)
    page.write_string(1, 0, _("填报单位：%s") % office)
    page.write_string(
        1, max(len(columns) - 2, 1), _("日期：%s") % as_of.isoformat() + (f"　{number}" if number else "")
    )
    _head(book, page, 2, columns)
    page.freeze_panes(3, 1)
    cell = book.add_format({"border": 1})
    for row_number, row in enumerate(rows, start=3):
        for index, value in enumerate(row):
            put(page, row_number, index, value, cell)
    book.close()
    return buffer.getvalue()


@translation.override("zh-hans")
def refused(checked: Checked, errors: Sequence[CellError] | None = None) -> bytes:
    """The very workbook that was refused, cell by cell, with a 错误原因 column at the end and the wrong cells in red."""
    reasons: dict[int, list[CellError]] = defaultdict(list)
    for error in checked.errors if errors is None else errors:
        reasons[error.row].append(error)
    buffer = BytesIO()
    book = _open(buffer)
    page = book.add_worksheet(_("有误待改"))
    red = book.add_format({"bg_color": "#FBE3E3", "font_color": "#A61B1B"})
    layout = checked.layout
    keep = [index for index, header in enumerate(layout.headers) if header != REASON_HEADER]
    places = {checked.sheet.titles[key]: place for key, place in layout.places.items()}
    page.set_column(0, len(keep), 14)
    page.set_column(len(keep), len(keep), 60)
    for number, cells in enumerate(cells_of(checked.path, checked.name), start=1):
        wrong = {places.get(error.column) for error in reasons.get(number, ())}
        for index, place in enumerate(keep):
            if place < len(cells):
                put(page, number - 1, index, cells[place], red if place in wrong else None)
        if number == layout.header_row:
            page.write_string(number - 1, len(keep), REASON_HEADER)
        elif number in reasons:
            text = "；".join(f"{error.column}：{error.reason}" for error in reasons[number])
            page.write_string(number - 1, len(keep), text, red)
    book.close()
    return buffer.getvalue()
