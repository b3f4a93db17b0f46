"""Pages of the year's rules of supervision: one version, making them, changing them by a new version."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.figures.indicator import Indicator, published
from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.supervision import actions, forms
from taizhang.supervision.models import SupervisionRules
from taizhang.supervision.registers import RULES
from taizhang.targets.models import Target
from taizhang.web import display
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import frame

form_methods = require_http_methods(["GET", "POST"])


def _rules(request: SignedInRequest, pk: int) -> SupervisionRules:
    return get_object_or_404(RULES.rows(request.user), pk=pk)


def _scored(year: int, rules: SupervisionRules | None = None) -> list[Indicator]:
    """The figures that may be given points: those with targets in the year, and those that have points."""
    keys = set(Target.objects.filter(year=year).values_list("indicator", flat=True).distinct())
    keys |= set(rules.points if rules else ())
    return [indicator for indicator in published() if indicator.takes_target and indicator.key in keys]


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One version with its sentences, its points and the other versions of the year."""
    rules = _rules(request, pk)
    values, known = rules.values, published().indicators
    facts = [
        Fact(_("年度"), rules.year),
        Fact(_("版本"), rules.version),
        Fact(_("文号"), rules.document),
        Fact(_("生效日期"), rules.since),
        Fact(_("被替换日期"), rules.superseded_on),
        Fact(_("督办期限（工作日）"), rules.notice_days),
        Fact(_("申诉期限（工作日）"), rules.appeal_days),
        Fact(_("亮灯"), values.lights_text, wide=True),
        Fact(_("计分办法"), values.formula_text, wide=True),
    ]
    versions = SupervisionRules.objects.filter(year=rules.year).order_by("-version")
    current = rules.superseded_on is None
    context = {
        **frame(RULES),
        "title": _("%s 年督查考核办法") % rules.year,
        "subtitle": _("第 %s 版") % rules.version,
        "facts": facts,
        "acts": [Act(_("修订"), RULES.url("edit", pk=pk), primary=True)]
        if current and may(request.user, "supervision.set_rules")
        else [],
        "points": [
            (known[key].title, reverse("figures:detail", args=[key]), display.plain(value))
            for key, value in values.points.items()
            if key in known
        ],
        "versions": [
            {"row": row, "url": RULES.url("record", pk=row.pk), "here": row.pk == pk} for row in versions
        ],
        "history": timeline(rules),
        "back": RULES.url(),
    }
    return render(request, "supervision/rules.html", context)


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Make the rules of a year."""
    require(request.user, RULES.add_permission)
    day = district.business_today()
    scored = _scored(day.year)
    return form_view(
        request,
        forms.RulesForm,
        lambda data: actions.set_rules(by=request.user, **data),
        page=FormPage(
            title=_("制定考核办法"), back=RULES.url(), note=_("这一年已有办法的，会成为它的新版本。")
        ),
        done=lambda rules: RULES.url("record", pk=rules.pk),
        initial={"year": day.year, "since": day},
        scored=scored,
    )


@form_methods
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a year's rules by a new version."""
    rules = _rules(request, pk)
    require(request.user, "supervision.set_rules")
    back = RULES.url("record", pk=pk)
    if rules.superseded_on is not None:
        return redirect(back)
    scored = _scored(rules.year, rules)
    return form_view(
        request,
        forms.RulesForm,
        lambda data: actions.set_rules(by=request.user, year=rules.year, **data),
        page=FormPage(
            title=_("修订 %s 年督查考核办法") % rules.year, back=back, note=_("截至日在生效日期之前的，仍按原来的版本。")
        ),
        done=lambda changed: RULES.url("record", pk=changed.pk),
        initial={**forms.RulesForm.initial_of(rules, scored), "since": district.business_today()},
        scored=scored,
        year=rules.year,
    )  # fmt: skip
