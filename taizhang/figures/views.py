"""The catalogue of figures, and each figure with its definition, its parts and the rows that it counts."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from taizhang.figures import charts, export, wording
from taizhang.figures.forms import ScopeForm, address
from taizhang.figures.indicator import Indicator, Scope, UnknownIndicator, published
from taizhang.figures.lines import TARGET, line
from taizhang.organisation import district
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.requests import SignedInRequest

PAGE_SIZE = 50
DEEPEST_PAGE = 2000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _indicator(key: str) -> Indicator:
    try:
        return published().get(key)
    except UnknownIndicator as error:
        raise Http404 from error


def _ledgers() -> dict[str, Any]:
    """The ledgers that have figures of their own, in the order of the catalogue, with their names."""
    own = [indicator.ledger for indicator in published() if not indicator.key.endswith(TARGET)]
    return {ledger: ROOMS.get(ledger, ledger) for ledger in own}


@require_GET
def catalogue(request: SignedInRequest) -> HttpResponse:
    """Every figure on one screen; each ledger's values come after the page, so that the page is quick."""
    form = ScopeForm.asked(request.GET)
    scope = form.scope
    context = {"form": form, "scope": scope, "ledgers": _ledgers().items(), "address": address(scope)}
    return render(request, "figures/list.html", context)


@require_GET
def group(request: SignedInRequest, ledger: str) -> HttpResponse:
    """The figures of one ledger with their values."""
    indicators = [each for each in published() if each.ledger == ledger and not each.key.endswith(TARGET)]
    if not indicators:
        raise Http404
    scope = ScopeForm.asked(request.GET).scope
    lines = [line(indicator, scope) for indicator in indicators]
    context = {"lines": lines, "targets": any(each.target is not None for each in lines)}
    return render(request, "figures/_group.html", context)


def _rows(request: SignedInRequest, indicator: Indicator, scope: Scope) -> dict[str, Any]:
    """The page of counted rows that the address asks for, as far as the reader may see them."""
    counted = indicator.rows(scope).count()
    readable = indicator.readable(scope, request.user)
    seen = counted if request.user.sees_all_of(indicator.ledger) else readable.count()
    asked = request.GET.get("page", "")
    number = min(max(int(asked), 1), DEEPEST_PAGE) if asked.isdecimal() and len(asked) < 6 else 1
    start = (number - 1) * PAGE_SIZE
    order = (indicator.date_path, "pk") if indicator.date_path else ("pk",)
    found = readable.order_by(*order).values_list("pk", *(column.path for column in indicator.columns))
    lines = [
        (
            reverse(indicator.record_view, args=[row[0]]) if indicator.record_view else "",
            [
                (column, export.shown(column, value))
                for column, value in zip(indicator.columns, row[1:], strict=True)
            ],
        )
        for row in found[start : start + PAGE_SIZE]
    ]
    return {
        "lines": lines,
        "counted": counted,
        "hidden": counted - seen,
        "number": number,
        "first": start + 1,
        "last": start + len(lines),
        "seen": seen,
        "more": start + PAGE_SIZE < seen and number < DEEPEST_PAGE,
    }


@require_GET
def detail(request: SignedInRequest, key: str) -> HttpResponse:
    """One figure: value, definition, target, by unit, by month, and the rows; htmx receives the rows only."""
    indicator, form = _indicator(key), ScopeForm.asked(request.GET)
    scope = form.scope
    context: dict[str, Any] = {"indicator": indicator, "scope": scope, **_rows(request, indicator, scope)}
    if request.htmx and not request.htmx.boosted:
        return render(request, "figures/_rows.html", context)
    units = charts.by_unit(indicator, scope, charts.unit_codes())
    months = charts.by_month(indicator, scope)
    measure = {"name": indicator.title, "unit": str(indicator.unit_of_measure)}
    context |= {
        "form": form,
        "line": line(indicator, scope),
        "room": ROOMS.get(indicator.ledger, indicator.ledger),
        "units": units,
        "overlap": charts.overlap(indicator, scope),
        "months": months,
        "units_chart": charts.chart(units, kind="hbar", **measure),
        "months_chart": charts.chart(months, kind="bar", **measure),
        "address": address(scope),
    }
    return render(request, "figures/detail.html", context)


@require_GET
def rows_export(request: SignedInRequest, key: str) -> HttpResponse:
    """Exactly the rows listed, as a workbook."""
    indicator, scope = _indicator(key), ScopeForm.asked(request.GET).scope
    order = (indicator.date_path, "pk") if indicator.date_path else ("pk",)
    rows = indicator.readable(scope, request.user).order_by(*order)
    paths = [column.path for column in indicator.columns]
    content = export.workbook(
        indicator,
        scope,
        wording.number(indicator.value(scope)),
        rows.values_list(*paths).iterator(chunk_size=2000),
        place=str(district.current() or ""),
    )
    name = f"{indicator.title}-{_('明细')}-{scope.as_of:%Y%m%d}.xlsx"
    headers = {"Content-Disposition": content_disposition_header(True, name) or "attachment"}
    return HttpResponse(content, content_type=XLSX, headers=headers)
