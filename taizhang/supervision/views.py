"""目标进度: for a year, every target beside what was done, with its light; each number opens its figure."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from taizhang.organisation import district
from taizhang.organisation.requests import SignedInRequest
from taizhang.supervision import board


def _day(text: str | None, default: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return default


@require_GET
def progress(request: SignedInRequest) -> HttpResponse:
    """The district's lines are everybody's; those of units are seen by who reads all of them, or by their own people."""
    years = board.years()
    as_of = _day(request.GET.get("as_of"), district.business_today())
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else as_of.year
    whole = request.user.sees_all_of("supervision") or request.user.sees_all_of("targets")
    sections = board.sections(year, as_of)
    context = {
        "year": year,
        "years": years if year in years else [year, *years],
        "as_of": as_of,
        "months": board.months_of(board.scope_of(year, as_of)),
        "whole": whole,
        "sections": [
            (
                section,
                [
                    line
                    for line in section.units
                    if whole or (line.unit and line.unit.pk in request.user.home_unit_ids)
                ],
            )
            for section in sections
        ],
    }
    return render(request, "supervision/progress.html", context)
