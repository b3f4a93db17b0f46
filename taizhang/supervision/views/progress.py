"""目标进度 and 考核排名: for a year, targets beside what was done with lights, and the scores; each number opens its figure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from taizhang.organisation import district
from taizhang.organisation.access import may
from taizhang.organisation.requests import SignedInRequest
from taizhang.supervision import board, scores
from taizhang.supervision.models import SupervisionRules
from taizhang.workbooks import writing
from taizhang.workbooks.columns import SheetColumn
from taizhang.workbooks.registers import tabs_of
from taizhang.workbooks.views import workbook_response


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the year, the day, the years to choose from, and whether every unit may be seen."""

    year: int
    years: list[int]
    as_of: date
    whole: bool

    @classmethod
    def by(cls, request: SignedInRequest) -> "Asked":
        """Where the address makes no sense, the year of the day in force."""
        years = board.years()
        try:
            as_of = date.fromisoformat(request.GET.get("as_of") or "")
        except ValueError:
            as_of = district.business_today()
        asked = request.GET.get("year", "")
        year = int(asked) if asked.isdecimal() and int(asked) in years else as_of.year
        whole = request.user.sees_all_of("supervision") or request.user.sees_all_of("targets")
        return cls(year, years if year in years else [year, *years], as_of, whole)

    def context(self, key: str) -> dict[str, Any]:
        """What both pages show around their tables."""
        return {
            "tabs": tabs_of("supervision"),
            "register": {"key": key},
            "year": self.year,
            "years": self.years,
            "as_of": self.as_of,
            "months": board.months_of(board.scope_of(self.year, self.as_of)),
            "whole": self.whole,
        }


@require_GET
def progress(request: SignedInRequest) -> HttpResponse:
    """The district's lines are everybody's; those of units are seen by who reads all of them, or by their own people."""
    asked = Asked.by(request)
    context = {
        **asked.context("progress"),
        "rules": SupervisionRules.objects.of(asked.year, asked.as_of),
        "sections": [
            (
                section,
                [
                    line
                    for line in section.units
                    if asked.whole or (line.unit and line.unit.pk in request.user.home_unit_ids)
                ],
            )
            for section in board.sections(asked.year, asked.as_of)
        ],
    }
    return render(request, "supervision/progress.html", context)


def _rows(request: SignedInRequest, asked: Asked, table: scores.ScoreTable) -> list[scores.UnitScore]:
    return [row for row in table.rows if asked.whole or row.unit.pk in request.user.home_unit_ids]


@require_GET
def ranking(request: SignedInRequest) -> HttpResponse:
    """Every unit's score under each figure, its total and its place; a unit's people see their own line of it."""
    asked = Asked.by(request)
    table = scores.table(asked.year, asked.as_of)
    context = {
        **asked.context("scores"),
        "table": table,
        "rows": _rows(request, asked, table),
        "may_propose": may(request.user, "supervision.draft_proposal"),
    }
    return render(request, "supervision/scores.html", context)


@require_GET
def ranking_export(request: SignedInRequest) -> HttpResponse:
    """The ranking as a workbook in the paper form, with its formula named under the title."""
    asked = Asked.by(request)
    table = scores.table(asked.year, asked.as_of)
    with translation.override("zh-hans"):
        columns = [SheetColumn("place", _("名次"), width=8), SheetColumn("unit", _("单位"), width=18)]
        columns += [
            SheetColumn(
                section.indicator.key,
                _("%(title)s（%(points)s 分）")
                % {"title": section.indicator.title, "points": f"{section.points:f}"},
            )
            for section in table.sections
        ]
        columns += [
            SheetColumn("total", _("得分")),
            SheetColumn("points", _("满分")),
            SheetColumn("percent", _("百分制")),
        ]
        lines = [
            [
                row.place,
                str(row.unit),
                *(cell.score_shown if cell else "" for cell in row.cells),
                row.total_shown,
                row.points_shown,
                row.percent_shown,
            ]
            for row in _rows(request, asked, table)
        ]
        place = district.current()
        title = _("%(place)s%(year)s 年考核排名") % {"place": place or "", "year": asked.year}
        content = writing.export(
            columns,
            lines,
            title=title,
            office=" ".join(str(part) for part in (place, request.user.unit) if part),
            as_of=asked.as_of,
            number=table.rules.formula_text,
        )
    return workbook_response(content, f"{title}-{asked.as_of:%Y%m%d}.xlsx")
