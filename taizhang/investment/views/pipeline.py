"""推进情况: the four batches as a board and as a funnel; every number opens exactly the projects that it counts."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from taizhang.foundation.quantities import show_percent
from taizhang.investment import pipeline
from taizhang.investment.models import progress
from taizhang.investment.pipeline import TITLES, Ages, Column, Measured, Step
from taizhang.investment.progress_filters import ASIDE, LEFT, REACHED
from taizhang.investment.registers import PROJECTS, chains, tiers
from taizhang.investment.states import ProjectState
from taizhang.organisation import district
from taizhang.organisation.models import Unit
from taizhang.organisation.requests import SignedInRequest
from taizhang.web import display
from taizhang.web.forms import Form
from taizhang.workbooks.views import frame

CARDS = 8
BOARD, FUNNEL = "board", "funnel"
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class PipelineForm(Form):
    """What the pipeline is asked for; all of it stays in the address, an empty field asks for all."""

    as_of = forms.DateField(label=gettext_lazy("截至"), required=False)
    unit = forms.ModelChoiceField(
        label=gettext_lazy("牵头单位"),
        queryset=Unit.objects.exclude(kind=Unit.Kind.DISTRICT),
        required=False,
        empty_label=gettext_lazy("全区"),
    )
    chain = forms.ChoiceField(label=gettext_lazy("产业链"), required=False)
    tier = forms.ChoiceField(label=gettext_lazy("规模"), required=False)
    year = forms.IntegerField(
        label=gettext_lazy("签约年度"), required=False, min_value=_FIRST_YEAR, max_value=_LAST_YEAR
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        everything = [("", _("全部"))]
        self.fields["chain"].choices = [*everything, *chains()]  # type: ignore[attr-defined]
        self.fields["tier"].choices = [*everything, *tiers()]  # type: ignore[attr-defined]

    @classmethod
    def asked(cls, params: QueryDict) -> "PipelineForm":
        """The form of an address; it shows the day that holds where the address names none."""
        given = params.copy()
        given["as_of"] = given.get("as_of") or district.business_today().isoformat()
        return cls(given)

    @property
    def day(self) -> date:
        """The day for which it is asked."""
        self.full_clean()
        return self.cleaned_data.get("as_of") or district.business_today()

    def of_list(self) -> dict[str, str]:
        """The same question as 项目库 takes it."""
        day, cleaned = self.day, self.cleaned_data
        given = {"as_of": day.isoformat()}
        if unit := cleaned.get("unit"):
            given["unit"] = str(unit.pk)
        given |= {name: cleaned[name] for name in ("chain", "tier") if cleaned.get(name)}
        if year := cleaned.get("year"):
            # Who signs after the day has not signed yet.
            last = min(date(year, 12, 31), day)
            given |= {"signed_from": f"{year}-01-01", "signed_to": last.isoformat()}
        return given


@dataclass(frozen=True)
class Number:
    """A number on the page and the list of what it counts."""

    shown: str
    url: str


@dataclass(frozen=True)
class Links:
    """Addresses of 项目库 with the page's question kept."""

    asked: dict[str, str]

    def to(self, batch: str, **more: Any) -> str:
        """The projects of a batch, with further conditions."""
        return f"{PROJECTS.url()}?{urlencode({**self.asked, 'batch': batch, **more})}"

    def count(self, measured: Measured, batch: str, **more: Any) -> Number:
        """A number of projects."""
        return Number(str(measured.count), self.to(batch, **more))

    def ages(self, stage: str, ages: Ages) -> dict[str, int]:
        """The list's conditions for a stretch of days."""
        return {"aged_from": ages.least} | ({} if ages.most is None else {"aged_to": ages.most})


def _age_title(ages: Ages) -> str:
    if ages.most is None:
        return _("%(days)s 天以上") % {"days": ages.least}
    return _("%(least)s–%(most)s 天") % {"least": ages.least, "most": ages.most}


def _days(median: Fraction | None) -> str:
    return display.plain(median, 1)


def _cards(rows: QuerySet[Any], stage: str, day: date) -> list[dict[str, Any]]:
    """The first projects of a batch: those that have stood there longest, in use the latest."""
    cards = []
    for pk, name, unit, amount, since, state in progress.first_of(rows, stage, day, CARDS):
        gate = pipeline.next_gate(state)
        cards.append({
            "name": name, "unit": unit, "amount": display.yi(amount), "since": since,
            "days": None if since is None else pipeline.days_between(since, day),
            "gate": "" if gate is None else gate.label, "url": PROJECTS.url("record", pk=pk),
        })  # fmt: skip
    return cards


def _column(column: Column, links: Links, cards: list[dict[str, Any]]) -> dict[str, Any]:
    stage, standing = column.stage, column.standing
    return {
        "stage": stage,
        "title": TITLES[ProjectState(stage)],
        "count": links.count(standing, stage),
        "amount": Number(display.yi(standing.amount), links.to(stage)),
        "landed": links.count(column.landed, ProjectState.LANDED) if column.landed.count else None,
        "median": None if column.median_age is None else _days(column.median_age),
        "cards": cards,
        "more": standing.count > len(cards),
    }


def _age_rows(columns: list[Column], links: Links) -> list[dict[str, Any]]:
    """A line for every batch: how many stand in it for how long; in use nobody waits."""
    return [
        {
            "title": TITLES[ProjectState(column.stage)],
            "cells": [
                (
                    _age_title(ages),
                    links.count(found, column.stage, **links.ages(column.stage, ages)),
                    bool(found.count) and ages.most is None,
                )
                for ages, found in column.ages
            ],
            "undated": column.undated.count,
        }
        for column in columns
        if column.stage != ProjectState.IN_USE
    ]


def _percent(share: Fraction | None) -> str:
    return "" if share is None else f"{show_percent(share)}%"


def _step(step: Step, column: Column, links: Links) -> dict[str, Any]:
    reached = links.to(f"{REACHED}{step.stage}")
    left = links.to(f"{LEFT}{step.stage}")
    return {
        "title": TITLES[ProjectState(step.stage)],
        "count": Number(str(step.reached.count), reached),
        "amount": Number(display.yi(step.reached.amount), reached),
        "from_previous": Number(_percent(step.from_previous), reached),
        "from_signing": Number(_percent(step.from_signing), reached),
        "median": Number(_days(step.median_days), left) if step.median_days is not None else None,
        "passed": step.passed,
        "standing": links.count(column.standing, step.stage),
        "median_age": None if column.median_age is None or step.stage == ProjectState.IN_USE else Number(_days(column.median_age), links.to(step.stage)),
    }  # fmt: skip


def _chart(steps: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "kind": "hbar",
        "categories": [str(step["title"]) for step in steps],
        "series": [{"name": _("走到这一批的项目"), "values": [step["count"].shown for step in steps]}],
        "unit": "个",
        "links": [step["count"].url for step in steps],
    }


@require_GET
def pipeline_page(request: SignedInRequest) -> HttpResponse:
    """The board, or with ?view=funnel the funnel, of the projects that the reader may open."""
    form = PipelineForm.asked(request.GET)
    day, asked = form.day, form.of_list()
    view = FUNNEL if request.GET.get("view") == FUNNEL else BOARD
    links = Links(asked)
    question = QueryDict(mutable=True)
    question.update(asked)
    _filters, rows = PROJECTS.filtered(request.user, question)
    groups = progress.standings(rows, day)
    columns = pipeline.board(groups, day)
    aside = pipeline.total(group for group in groups if group.aside)
    context: dict[str, Any] = {
        **frame(PROJECTS),
        "form": form,
        "view": view,
        "day": day,
        "switch": {
            each: f"?{_with(request.GET, view=None if each == BOARD else each)}" for each in (BOARD, FUNNEL)
        },
        "known": bool(groups),
        "filtered": len(asked) > 1,
        "clear": f"?{urlencode({'view': view})}",
        "own_only": not request.user.sees_all_of("investment"),
        "aside": links.count(aside, ASIDE) if aside.count else None,
    }
    if view == BOARD:
        context["columns"] = [_column(column, links, _cards(rows, column.stage, day)) for column in columns]
    else:
        context |= _funnel(groups, columns, progress.durations(rows, day), links)
    return render(request, "investment/pipeline.html", context)


def _funnel(
    groups: list[pipeline.Standing], columns: list[Column], durations: dict[str, dict[int, int]], links: Links
) -> dict[str, Any]:
    steps = [
        _step(step, column, links)
        for step, column in zip(pipeline.funnel(groups, durations), columns, strict=True)
    ]
    landed, fulfilment = pipeline.landed_of_signed(groups)
    reached = f"{REACHED}{ProjectState.LANDED}"
    return {
        "steps": steps,
        "landed": {
            "count": links.count(landed, reached),
            "amount": Number(display.yi(landed.amount), links.to(reached)),
            "share": Number(_percent(fulfilment), links.to(reached)),
        },
        "chart": _chart(steps),
        "ages": _age_rows(columns, links),
        "age_titles": [_age_title(ages) for ages in pipeline.AGES],
        "undated": pipeline.total(each for each in groups if each.since is None and not each.aside).count,
    }


def _with(params: QueryDict, **changes: str | None) -> str:
    """The query string of an address with some values set, or dropped where None."""
    copy = params.copy()
    for name, value in changes.items():
        copy.pop(name, None)
        if value is not None:
            copy[name] = value
    return copy.urlencode()
