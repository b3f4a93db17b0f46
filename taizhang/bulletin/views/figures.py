"""Pages of the figures of a signed issue: the value as printed, its rows, and in what the ledgers have moved since."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from taizhang.bulletin.models import Issue, IssueFigure
from taizhang.figures.frozen import Difference, difference
from taizhang.figures.indicator import UnknownIndicator, published
from taizhang.figures.models import PrintedFigure, PrintedRow
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.models import Unit, User
from taizhang.organisation.requests import SignedInRequest

PAGE_SIZE = 100
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Moved:
    """A figure of a signed issue whose rows or number the ledgers now give otherwise."""

    figure: IssueFigure
    difference: Difference

    @property
    def words(self) -> str:
        """What to say beside the printed number."""
        if self.difference.gone:
            return _("口径已停用")
        if self.difference.moved:
            return _("现在 %(value)s") % {"value": self.difference.now_shown}
        return _("明细有变")


def moved_figures(issue: Issue) -> list[Moved]:
    """The figures of an issue that have moved, in their order; every distinct figure is worked out once."""
    known: dict[int, Difference] = {}
    found = []
    for figure in issue.figures.select_related("printed"):
        if figure.printed_id not in known:
            known[figure.printed_id] = difference(figure.printed)
        if known[figure.printed_id]:
            found.append(Moved(figure, known[figure.printed_id]))
    return found


@dataclass(frozen=True)
class Line:
    """A row ready for the template: where it opens, and its cells with whether they are numbers."""

    url: str
    cells: list[tuple[str, str, bool]]


class _Reader:
    """Which rows of a printed figure a person may see, and where they open."""

    def __init__(self, user: User, printed: PrintedFigure) -> None:
        self.user, self.printed = user, printed
        try:
            self.view = published().get(printed.key).record_view
        except UnknownIndicator:
            self.view = ""

    def readable(self, rows: Iterable[PrintedRow]) -> list[PrintedRow]:
        return [row for row in rows if self.printed.reads(self.user, row.unit_id)]

    def line(self, row: PrintedRow) -> Line:
        columns = self.printed.columns
        cells = [
            (title, text, number) for (_path, title, number), text in zip(columns, row.cells, strict=False)
        ]
        return Line(self.url(row), cells)

    def url(self, row: PrintedRow) -> str:
        try:
            return reverse(self.view, args=[row.pk]) if self.view else ""
        except NoReverseMatch:
            return ""


def _figure(request: SignedInRequest, pk: int, n: int) -> IssueFigure:
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    return get_object_or_404(issue.figures.select_related("printed", "issue", "item"), n=n)


@require_GET
def figure(request: SignedInRequest, pk: int, n: int) -> HttpResponse:
    """One number of a signed issue: value, definition, scope, digest, rows, and what differs today."""
    found = _figure(request, pk, n)
    printed = found.printed
    reader, now = _Reader(request.user, printed), difference(printed)
    rows = reader.readable(printed.printed_rows())
    asked = request.GET.get("page", "")
    last_page = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(max(int(asked), 1), last_page) if asked.isdecimal() and len(asked) < 6 else 1
    start = (number - 1) * PAGE_SIZE
    context: dict[str, Any] = {
        "figure": found,
        "issue": found.issue,
        "printed": printed,
        "room": ROOMS.get(printed.ledger, printed.ledger),
        "unit": Unit.objects.filter(code=printed.scope["unit"]).first() if printed.scope["unit"] else None,
        "lines": [reader.line(row) for row in rows[start : start + PAGE_SIZE]],
        "readable": len(rows),
        "hidden": len(printed.rows) - len(rows),
        "number": number,
        "more": number < last_page,
        "now": now,
        "added": [reader.line(row) for row in reader.readable(now.added)],
        "removed": [reader.line(row) for row in reader.readable(now.removed)],
        "changed": [
            (reader.line(each.row), each.cells)
            for each in now.changed
            if printed.reads(request.user, each.row.unit_id)
        ],
    }
    return render(request, "bulletin/figure.html", context)


@require_GET
def rows(request: SignedInRequest, pk: int, n: int) -> HttpResponse:
    """The frozen rows as a workbook, as far as the reader may see them."""
    found = _figure(request, pk, n)
    printed = found.printed
    readable = _Reader(request.user, printed).readable(printed.printed_rows())
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, {"constant_memory": True})
    page = book.add_worksheet(_("明细"))
    big, head = book.add_format({"bold": True, "font_size": 14}), book.add_format({"bold": True, "border": 1})
    cell = book.add_format({"border": 1})
    page.write_string(0, 0, f"{found.issue} {printed.title}：{printed.shown}", big)
    page.write_string(1, 0, _("口径：%s") % printed.definition)
    page.write_string(2, 0, _("明细摘要：%s") % printed.digest)
    for place, (_path, title, _number) in enumerate(printed.columns):
        page.set_column(place, place, 20)
        page.write_string(3, place, title, head)
    for line, row in enumerate(readable, start=4):
        for place, text in enumerate(row.cells):
            page.write_string(line, place, text, cell)
    book.close()
    name = f"{found.issue}-{printed.title}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(buffer.getvalue(), content_type=XLSX, headers=headers)
