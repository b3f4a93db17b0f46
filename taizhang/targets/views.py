"""The pages of targets: one target with its versions, handing one or a table of them down, pledges, exempt units."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.figures.indicator import Indicator
from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.models import Unit
from taizhang.organisation.requests import SignedInRequest
from taizhang.targets import actions, forms
from taizhang.targets.matching import choices
from taizhang.targets.models import Exemption, Pledge, Target
from taizhang.targets.registers import EXEMPTIONS, PLEDGES, TARGETS, figure_text, unit_text, years_of
from taizhang.web import display
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import frame

form_methods = require_http_methods(["GET", "POST"])


def _target(request: SignedInRequest, pk: int) -> Target:
    return get_object_or_404(Target.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _at(target: Target) -> str:
    return TARGETS.url("record", pk=target.pk)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A target, the versions before and after it, and its history."""
    target = _target(request, pk)
    current = target.superseded_on is None
    facts = [
        Fact(_("指标"), target.title),
        Fact(_("单位"), unit_text(target.unit and target.unit.short_name)),
        Fact(_("年度"), target.year),
        Fact(_("目标值"), f"{display.plain(target.value)} {target.unit_of_measure}"),
        Fact(_("文号"), target.document),
        Fact(_("版本"), target.version),
    ]
    if target.since:
        facts.append(Fact(_("自"), target.since))
    if not current:
        facts.append(Fact(_("被替换日期"), target.superseded_on))
    changes = current and may(request.user, "targets.set_targets", target)
    versions = Target.objects.filter(year=target.year, unit=target.unit, indicator=target.indicator).order_by(
        "-version"
    )
    context = {
        **frame(TARGETS),
        "title": target.title,
        "subject": target,
        "subtitle": f"{target.year} {unit_text(target.unit and target.unit.short_name)}",
        "facts": facts,
        "acts": [Act(_("调整"), TARGETS.url("edit", pk=pk), primary=True)] if changes else [],
        "versions": [
            {"row": row, "value": display.plain(row.value), "url": _at(row), "here": row.pk == target.pk}
            for row in versions
        ],
        "unit_of_measure": target.unit_of_measure,
        "pledges": Pledge.objects.of_target(target).order_by("pledged_on", "pk"),
        "exempt": Exemption.objects.of(target.year, district.business_today()).covers(
            target.unit_id, target.indicator
        ),
        "history": timeline(target),
        "back": TARGETS.url(),
    }
    return render(request, "targets/target_record.html", context)


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Hand down one target."""
    require(request.user, TARGETS.add_permission)

    def act(data: dict[str, Any]) -> Target:
        unit = data["unit"]
        entry = actions.TargetEntry(
            data["year"], unit.pk if unit else None, data["indicator"], data["value"], data["document"]
        )
        return actions.set_targets(by=request.user, targets=[entry])[0]

    return form_view(
        request,
        forms.TargetForm,
        act,
        page=FormPage(
            title=_("下达目标"),
            back=TARGETS.url(),
            note=_("全区目标不是各单位之和；各单位合计可以多于全区。"),
        ),
        done=_at,
        initial={"year": district.business_today().year},
    )


@form_methods
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a target by a new version."""
    target = _target(request, pk)
    require(request.user, "targets.set_targets", target)
    if target.superseded_on is not None:
        return redirect(_at(target))
    return form_view(
        request,
        forms.ChangeForm,
        lambda data: actions.change_target(by=request.user, target=target, **data),
        page=FormPage(
            title=_("调整目标：%s") % target.title, back=_at(target), note=_("原来的目标保留为上一版本。")
        ),
        done=_at,
        initial={
            "value": display.plain(target.value, 6),
            "document": target.document,
            "on": district.business_today(),
        },
    )


def _asked_figure(request: SignedInRequest, year: int) -> Indicator:
    """The figure that the address names; unless one is named, that of the district's first target, else the first of all."""
    figures, asked = choices(), request.GET.get("indicator")
    if not asked:
        asked = (
            Target.objects.filter(year=year, unit__isnull=True).values_list("indicator", flat=True).first()
        )
    found = next((figure for figure in figures if figure.key == (asked or figures[0].key)), None)
    if found is None:
        raise Http404
    return found


@form_methods
def hand_down(request: SignedInRequest) -> HttpResponse:
    """One figure's targets of a year, of the district and all units in one table; who sets targets hands them down here.

    Everybody else reads in it what they may read.
    """
    sets = may(request.user, "targets.set_targets")
    if request.method == "POST":
        require(request.user, "targets.set_targets")
    today, asked = district.business_today(), request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else today.year
    indicator = _asked_figure(request, year)
    held = Target.objects.visible_to(request.user).filter(
        year=year, indicator=indicator.key, superseded_on__isnull=True
    )
    by_unit = {target.unit_id: target for target in held}
    kinds = (Unit.Kind.TOWN, Unit.Kind.BUREAU)
    units = Unit.objects.filter(Q(kind__in=kinds if sets else ()) | Q(pk__in=[pk for pk in by_unit if pk]))
    years = sorted(
        {year, today.year, today.year + 1, *(number for number, _name in years_of(Target))}, reverse=True
    )

    def act(data: dict[str, Any]) -> list[Target]:
        given = {name: data[name] for name in ("values", "document", "on")}
        return actions.hand_down(by=request.user, year=year, indicator=indicator.key, **given)

    return form_view(
        request,
        forms.HandDownForm,
        act,
        page=FormPage(title=_("成表下达目标"), back=TARGETS.url()),
        done=lambda made: f"{reverse('targets:hand-down')}?year={year}&indicator={indicator.key}",
        initial={"on": today},
        template="targets/hand_down.html",
        sets=sets,
        units=list(units),
        held=by_unit,
        year=year,
        indicator=indicator,
        years=years,
    )


# Pledges


def _pledge(request: SignedInRequest, pk: int) -> Pledge:
    return get_object_or_404(Pledge.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _pledge_at(row: Pledge) -> str:
    return PLEDGES.url("record", pk=row.pk)


@require_GET
def pledge_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a unit's head pledged."""
    row = _pledge(request, pk)
    changes = may(request.user, "targets.record_pledge")
    context = {
        **frame(PLEDGES),
        "title": _("%(unit)s的表态") % {"unit": row.unit},
        "subject": row,
        "facts": [
            Fact(_("表态单位"), row.unit),
            Fact(_("年度"), row.year),
            Fact(_("指标"), figure_text(row.title)),
            Fact(_("表态日期"), row.pledged_on),
            Fact(_("表态人职务"), row.speaker),
            Fact(_("表态内容"), row.text, wide=True),
        ],
        "acts": [Act(_("修改"), PLEDGES.url("edit", pk=pk))] if changes else [],
        "history": timeline(row),
        "back": PLEDGES.url(),
    }
    return render(request, "targets/papers_record.html", context)


@form_methods
def pledge_add(request: SignedInRequest) -> HttpResponse:
    """Record a pledge."""
    require(request.user, "targets.record_pledge")
    today = district.business_today()
    return form_view(
        request,
        forms.PledgeForm,
        lambda data: actions.record_pledge(by=request.user, entry=actions.PledgeEntry(**data)),
        page=FormPage(title=_("登记表态"), back=PLEDGES.url()),
        done=_pledge_at,
        initial={"year": today.year, "pledged_on": today},
    )


@form_methods
def pledge_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a pledge."""
    row = _pledge(request, pk)
    require(request.user, "targets.record_pledge")
    fields = ("year", "unit", "indicator", "pledged_on", "speaker", "text")
    return form_view(
        request,
        forms.PledgeForm,
        lambda data: actions.change_pledge(by=request.user, pledge=row, entry=actions.PledgeEntry(**data)),
        page=FormPage(title=_("修改表态"), back=_pledge_at(row)),
        done=_pledge_at,
        initial={field: getattr(row, field) for field in fields},
    )


# Exempt units


def _exemption(request: SignedInRequest, pk: int) -> Exemption:
    return get_object_or_404(Exemption.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _exemption_at(row: Exemption) -> str:
    return EXEMPTIONS.url("record", pk=row.pk)


@require_GET
def exemption_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """Why a unit is not judged, and since when."""
    row = _exemption(request, pk)
    ends = row.until is None and may(request.user, "targets.exempt_unit")
    context = {
        **frame(EXEMPTIONS),
        "title": _("%(unit)s免考") % {"unit": row.unit},
        "subject": row,
        "facts": [
            Fact(_("单位"), row.unit),
            Fact(_("年度"), row.year),
            Fact(_("指标"), figure_text(row.title)),
            Fact(_("自"), row.since),
            Fact(_("至"), row.until or _("本年底")),
            Fact(_("文号"), row.document),
            Fact(_("免考理由"), row.reason, wide=True),
        ],
        "acts": [Act(_("结束免考"), EXEMPTIONS.url("edit", pk=pk))] if ends else [],
        "history": timeline(row),
        "back": EXEMPTIONS.url(),
    }
    return render(request, "targets/papers_record.html", context)


@form_methods
def exemption_add(request: SignedInRequest) -> HttpResponse:
    """Exempt a unit."""
    require(request.user, "targets.exempt_unit")
    today = district.business_today()
    return form_view(
        request,
        forms.ExemptionForm,
        lambda data: actions.exempt_unit(by=request.user, **data),
        page=FormPage(title=_("登记免考单位"), back=EXEMPTIONS.url()),
        done=_exemption_at,
        initial={"year": today.year, "since": today},
    )


@form_methods
def exemption_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Judge a unit again."""
    row = _exemption(request, pk)
    require(request.user, "targets.exempt_unit")
    if row.until is not None:
        return redirect(_exemption_at(row))
    return form_view(
        request,
        forms.EndForm,
        lambda data: actions.end_exemption(by=request.user, exemption=row, **data),
        page=FormPage(title=_("结束免考：%s") % row.unit, back=_exemption_at(row), submit=_("结束免考")),
        done=_exemption_at,
        initial={"until": district.business_today()},
    )
