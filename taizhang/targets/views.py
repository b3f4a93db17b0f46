"""The pages of targets: one target with its versions, handing one down, changing it."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.targets import actions, forms
from taizhang.targets.models import Target
from taizhang.targets.registers import TARGETS, unit_text
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
