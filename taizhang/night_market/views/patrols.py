"""Pages of patrols and of who goes on them."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from taizhang.night_market.actions import patrols as actions
from taizhang.night_market.forms import OfficerForm, PatrolForm
from taizhang.night_market.models import COUNTED_MINUTES, CheckIn, Officer, Patrol
from taizhang.night_market.registers import BREACHES, OFFICERS, PATROLS, SEGMENTS, officers_of
from taizhang.night_market.states import PatrolState
from taizhang.night_market.views.sections import (
    SHOWN,
    Line,
    Section,
    Step,
    present_moment,
    record_context,
    step_acts,
    take_step,
)
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web import display
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact

form_methods = require_http_methods(["GET", "POST"])
STEPS = {
    "void": Step(
        "night_market.void_patrol", gettext_lazy("作废"), actions.void_patrol, "patrol", needs_reason=True
    )
}


def _patrol(request: SignedInRequest, pk: int) -> Patrol:
    rows = Patrol.objects.visible_to(request.user).select_related("shift", "segment", "unit")
    return get_object_or_404(rows, pk=pk)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One patrol with its crew and the breaches that it met."""
    row = _patrol(request, pk)
    counted = row.minutes >= COUNTED_MINUTES and row.segment.key_area and row.voided_on is None
    facts = [
        Fact(_("状态"), row.get_state_display(), state=row.state),
        Fact(_("班次"), row.shift),
        Fact(_("小组"), row.team),
        Fact(_("路段"), row.segment, url=SEGMENTS.url("record", pk=row.segment_id)),
        Fact(_("属地单位"), row.unit),
        Fact(_("开始时间"), display.moment(row.started_at)),
        Fact(_("结束时间"), display.moment(row.ended_at)),
        Fact(_("时长(分)"), row.minutes),
        Fact(_("计入巡查次数"), _("是") if counted else _("否：须在重点夜市区域、满 10 分钟、未作废")),
    ]
    acts = step_acts(STEPS, row, "night_market:patrols-step", request.user)
    if row.state == PatrolState.FINISHED and may(request.user, "night_market.record_breach"):
        acts.insert(0, Act(_("登记违规"), f"{BREACHES.url('add')}?patrol={pk}", primary=True))
    context = record_context(
        PATROLS, row, title=f"{row.segment} {row.team}", subtitle=str(row.shift), facts=facts, acts=acts,
        sections=[_crew(row), _breaches(row)],
    )  # fmt: skip
    return render(request, "night_market/record.html", context)


def _crew(row: Patrol) -> Section:
    rows = row.check_ins.select_related("officer").order_by("officer__auxiliary", "id")
    return Section(
        _("签到"),
        (_("姓名"), _("证号"), _("身份")),
        [
            Line(
                OFFICERS.url("record", pk=c.officer_id),
                (
                    str(c.officer),
                    c.officer.certificate,
                    _("协管人员") if c.officer.auxiliary else _("执法人员"),
                ),
            )
            for c in rows
        ],
        _("没有人签到。"),
    )


def _breaches(row: Patrol) -> Section:
    rows = row.breaches.select_related("merchant", "measure").order_by("happened_at")
    return Section(
        _("查到的违规"),
        (_("商户名称"), _("发生时间"), _("类别"), _("处置")),
        [
            Line(
                BREACHES.url("record", pk=b.pk),
                (
                    b.merchant.name,
                    display.moment(b.happened_at),
                    b.get_category_display(),
                    b.measure.get_rung_display() if b.measure and b.measure.rung else "",
                ),
            )
            for b in rows
        ],
        _("没有查到违规。"),
    )


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Enter a finished patrol."""
    require(request.user, PATROLS.add_permission)
    now = present_moment()
    own = list(Officer.objects.filter(user=request.user))
    initial: dict[str, Any] = {
        "shift_on": business_today(), "shift": _("晚班"), "started_at": now - timedelta(minutes=30), "ended_at": now,
        "officers": own, "segment": request.GET.get("segment", ""),
    }  # fmt: skip
    return form_view(
        request,
        PatrolForm,
        lambda data: actions.record_patrol(by=request.user, **data),
        page=FormPage(
            title=_("登记巡查"),
            back=PATROLS.url(),
            note=_("一次巡查一个路段；不满 10 分钟的不计入巡查次数。"),
        ),
        done=lambda row: PATROLS.url("record", pk=row.pk),
        initial=initial,
    )


@form_methods
def step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """Void a patrol."""
    row = _patrol(request, pk)
    return take_step(request, STEPS, step, row, back=PATROLS.url("record", pk=pk), title=_("作废巡查"))


def check_in(request: SignedInRequest, pk: int) -> HttpResponse:
    """A check-in has no page of its own: its patrol's."""
    row = get_object_or_404(CheckIn.objects.visible_to(request.user), pk=pk)
    return redirect(PATROLS.url("record", pk=row.patrol_id))


def _officer(request: SignedInRequest, pk: int) -> Officer:
    return get_object_or_404(officers_of(request.user).select_related("user"), pk=pk)


def officer(request: SignedInRequest, pk: int) -> HttpResponse:
    """One officer with the last patrols."""
    row = _officer(request, pk)
    facts = [
        Fact(_("姓名"), row.name),
        Fact(_("执法证号"), row.certificate),
        Fact(_("证件有效期至"), row.certificate_until),
        Fact(_("身份"), _("协管人员") if row.auxiliary else _("执法人员")),
        Fact(_("账号"), row.user),
    ]
    acts = (
        [Act(_("修改"), OFFICERS.url("edit", pk=pk))]
        if may(request.user, "night_market.keep_officer")
        else []
    )
    found = row.check_ins.select_related("patrol__segment", "shift").order_by("-checked_at")[:SHOWN]
    section = Section(
        _("参加的巡查"),
        (_("班次"), _("小组"), _("路段"), _("开始时间")),
        [
            Line(
                PATROLS.url("record", pk=c.patrol_id),
                (str(c.shift), c.patrol.team, str(c.patrol.segment), display.moment(c.patrol.started_at)),
            )
            for c in found
        ],
        _("还没有参加过巡查。"),
        f"{PATROLS.url()}?officer={pk}",
    )
    context = record_context(
        OFFICERS, row, title=str(row), facts=facts, acts=acts, sections=[section], subject=None
    )
    return render(request, "night_market/record.html", context)


@form_methods
def officer_add(request: SignedInRequest) -> HttpResponse:
    """Register someone who patrols."""
    require(request.user, OFFICERS.add_permission)
    return form_view(
        request,
        OfficerForm,
        lambda data: actions.register_officer(by=request.user, **data),
        page=FormPage(title=_("新增执法人员"), back=OFFICERS.url()),
        done=lambda row: OFFICERS.url("record", pk=row.pk),
    )


@form_methods
def officer_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an officer."""
    row = _officer(request, pk)
    require(request.user, "night_market.keep_officer")
    fields = ("name", "certificate", "certificate_until", "auxiliary", "user")
    return form_view(
        request,
        OfficerForm,
        lambda data: actions.change_officer(officer=row, by=request.user, **data),
        page=FormPage(title=_("修改执法人员"), back=OFFICERS.url("record", pk=pk)),
        done=lambda changed: OFFICERS.url("record", pk=changed.pk),
        initial={name: getattr(row, name) for name in fields},
    )
