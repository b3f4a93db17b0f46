"""The desk: what waits for me today, the district's figures, and the latest bulletin."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from taizhang.desk import key_figures
from taizhang.figures import charts
from taizhang.figures.indicator import Scope
from taizhang.figures.lines import line
from taizhang.organisation import district
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web import waiting


def waiting_for(user: User) -> list[tuple[waiting.Waiting, int, str]]:
    """(what, how many, where) of the work that this person could do now; one query for each kind that they may do."""
    found = []
    for each in waiting.published():
        if (not each.permission or may(user, each.permission)) and (count := each.count(user)):
            found.append((each, count, each.url(user)))
    return found


@require_GET
def desk(request: SignedInRequest) -> HttpResponse:
    """The first page after signing in; the figures come after it, so that it is quick."""
    context = {
        "day": district.business_today(),
        "tasks": waiting_for(request.user),
        "systems": key_figures.present(),
        "latest": [(each, each.url(), each.rows(request.user)) for each in waiting.published_latest()],
    }
    return render(request, "desk/desk.html", context)


@require_GET
def figures(request: SignedInRequest, key: str) -> HttpResponse:
    """The figures of one system as of today, with their targets, and the months of one of them."""
    system = key_figures.system(key)
    if system is None:
        raise Http404
    scope = Scope.of(district.business_today())
    drawn = system.drawn_indicator()
    months = charts.by_month(drawn, scope) if drawn else []
    context = {
        "system": system,
        "lines": [line(indicator, scope) for indicator in system.indicators()],
        "drawn": drawn,
        "months": months,
        "chart_id": f"chart-{system.key}",
    }
    if drawn is not None:
        chart = charts.chart(months, kind="bar", name=drawn.title, unit=str(drawn.unit_of_measure))
        context["chart"] = json.dumps(chart, ensure_ascii=False)  # htmx drops script elements, so as text
    return render(request, "desk/_figures.html", context)
