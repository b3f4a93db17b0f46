"""Pages of the figures of a signed issue: the value as printed, its rows, and in what the ledgers have moved since."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from taizhang.bulletin.models import Issue, IssueFigure
from taizhang.figures.frozen import Difference, difference
from taizhang.figures.printed_rows import RowReader, page_of, rows_workbook
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.models import Unit
from taizhang.organisation.requests import SignedInRequest

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


def _figure(request: SignedInRequest, pk: int, n: int) -> IssueFigure:
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    return get_object_or_404(issue.figures.select_related("printed", "issue", "item"), n=n)


@require_GET
def figure(request: SignedInRequest, pk: int, n: int) -> HttpResponse:
    """One number of a signed issue: value, definition, scope, digest, rows, and what differs today."""
    found = _figure(request, pk, n)
    printed = found.printed
    reader, now = RowReader(request.user, printed), difference(printed)
    context: dict[str, Any] = {
        "figure": found,
        "issue": found.issue,
        "printed": printed,
        "room": ROOMS.get(printed.ledger, printed.ledger),
        "unit": Unit.objects.filter(code=printed.scope["unit"]).first() if printed.scope["unit"] else None,
        **page_of(reader, list(printed.printed_rows()), request.GET),
        "now": now,
        **reader.differing(now),
    }
    return render(request, "bulletin/figure.html", context)


@require_GET
def rows(request: SignedInRequest, pk: int, n: int) -> HttpResponse:
    """The frozen rows as a workbook, as far as the reader may see them."""
    found = _figure(request, pk, n)
    printed = found.printed
    readable = RowReader(request.user, printed).readable(printed.printed_rows())
    content = rows_workbook(printed, readable, heading=f"{found.issue} {printed.title}：{printed.shown}")
    name = f"{found.issue}-{printed.title}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
