"""The rows of a printed figure as a person may see them: on a page, in what differs today, as a workbook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from taizhang.figures.frozen import Difference
from taizhang.figures.indicator import UnknownIndicator, published
from taizhang.figures.models import PrintedFigure, PrintedRow
from taizhang.organisation.models import User

PAGE_SIZE = 100


@dataclass(frozen=True)
class Line:
    """A row ready for the template: where it opens, and its cells with whether they are numbers."""

    url: str
    cells: list[tuple[str, str, bool]]


class RowReader:
    """Which rows of a printed figure a person may see, and where they open."""

    def __init__(self, user: User, printed: PrintedFigure) -> None:
        self.user, self.printed = user, printed
        try:
            self.view = published().get(printed.key).record_view
        except UnknownIndicator:
            self.view = ""

    def readable(self, rows: Iterable[PrintedRow]) -> list[PrintedRow]:
        """The rows of the person's own units and of the whole district; all of them for who reads the ledger whole."""
        return [row for row in rows if self.printed.reads(self.user, row.unit_id)]

    def line(self, row: PrintedRow) -> Line:
        """The row for the template."""
        columns = self.printed.columns
        cells = [
            (title, text, number) for (_path, title, number), text in zip(columns, row.cells, strict=False)
        ]
        return Line(self.url(row), cells)

    def url(self, row: PrintedRow) -> str:
        """The record's page, where the ledger still has one."""
        try:
            return reverse(self.view, args=[row.pk]) if self.view else ""
        except NoReverseMatch:
            return ""

    def differing(self, now: Difference) -> dict[str, Any]:
        """`added`, `removed` and `changed` of a difference, as lines that the person may see."""
        return {
            "added": [self.line(row) for row in self.readable(now.added)],
            "removed": [self.line(row) for row in self.readable(now.removed)],
            "changed": [
                (self.line(each.row), each.cells)
                for each in now.changed
                if self.printed.reads(self.user, each.row.unit_id)
            ],
        }


def page_of(reader: RowReader, rows: Sequence[PrintedRow], params: QueryDict) -> dict[str, Any]:
    """The page of rows that the address asks for: `lines`, `readable`, `hidden`, `number`, `more`."""
    readable = reader.readable(rows)
    asked = params.get("page", "")
    last_page = max(1, -(-len(readable) // PAGE_SIZE))
    number = min(max(int(asked), 1), last_page) if asked.isdecimal() and len(asked) < 6 else 1
    start = (number - 1) * PAGE_SIZE
    return {
        "lines": [reader.line(row) for row in readable[start : start + PAGE_SIZE]],
        "readable": len(readable),
        "hidden": len(rows) - len(readable),
        "number": number,
        "more": number < last_page,
    }


def rows_workbook(printed: PrintedFigure, rows: Iterable[PrintedRow], *, heading: str) -> bytes:
    """Printed rows as .xlsx, under a heading, the definition and the digest of all rows of the figure."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    page = book.add_worksheet(_("明细"))
    big, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "border": 1})
    cell = book.add_format({"border": 1})
    page.write_string(0, 0, heading, big)
    page.write_string(1, 0, _("口径：%s") % printed.definition)
    page.write_string(2, 0, _("明细摘要：%s") % printed.digest)
    for place, (_path, title, _number) in enumerate(printed.columns):
        page.set_column(place, place, 20)
        page.write_string(3, place, title, head)
    for line, row in enumerate(rows, start=4):
        for place, text in enumerate(row.cells):
            page.write_string(line, place, text, cell)
    book.close()
    return buffer.getvalue()
