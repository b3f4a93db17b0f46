"""The rows behind a figure as a workbook: the value and its definition above, then exactly the rows listed."""

from collections.abc import Iterable
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from taizhang.figures.indicator import Indicator, RowColumn, Scope
from taizhang.web import display

HEAD_ROWS = 4


def shown(column: RowColumn, value: Any) -> str:
    """A cell as people read it."""
    return str((column.show or display.text)(value))


def workbook(
    indicator: Indicator, scope: Scope, value: str, rows: Iterable[tuple[Any, ...]], *, place: str
) -> bytes:
    """`rows` hold the values of the indicator's columns in their order; `value` is the figure as printed."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    page = book.add_worksheet(_("明细"))
    big, note = book.add_format({"bold": True, "font_size": 16}), book.add_format({"font_color": "#5B6572"})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#E8EDF3", "text_wrap": True})
    cell = book.add_format({"border": 1})
    for place_, _column in enumerate(indicator.columns):
        page.set_column(place_, place_, 20)
    page.write_string(0, 0, f"{place}{indicator.title}：{value}{indicator.unit_of_measure}", big)
    asked = _("截至 %(day)s；时段 %(start)s 至 %(end)s；%(unit)s") % {
        "day": scope.as_of,
        "start": scope.period.start,
        "end": scope.period.end,
        "unit": scope.unit or _("全区"),
    }
    page.write_string(1, 0, asked, note)
    page.write_string(2, 0, _("口径：%s") % indicator.definition, note)
    for place_, column in enumerate(indicator.columns):
        page.write_string(3, place_, str(column.title), head)
    page.freeze_panes(HEAD_ROWS, 0)
    for number, row in enumerate(rows, start=HEAD_ROWS):
        for place_, (column, each) in enumerate(zip(indicator.columns, row, strict=True)):
            if isinstance(each, int | Decimal) and not isinstance(each, bool) and column.show is None:
                page.write_number(number, place_, float(each), cell)
            else:
                page.write_string(number, place_, shown(column, each), cell)
    book.close()
    return buffer.getvalue()
