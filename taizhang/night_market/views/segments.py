"""Pages of road segments."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.night_market.actions import segments as actions
from taizhang.night_market.forms import SegmentForm
from taizhang.night_market.models import Approval, Patrol, RoadSegment
from taizhang.night_market.registers import MERCHANTS, PATROLS, SEGMENTS
from taizhang.night_market.states import STALL_PERMIT
from taizhang.night_market.views.sections import SHOWN, Line, Section, badge, record_context
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web import display
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact

TONES = {Approval.NONE: "applied", Approval.VALID: "active", Approval.EXPIRED: "overdue"}
form_methods = require_http_methods(["GET", "POST"])


def _segment(request: SignedInRequest, pk: int) -> RoadSegment:
    return get_object_or_404(RoadSegment.objects.visible_to(request.user).select_related("unit"), pk=pk)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One segment with the merchants along it and the last patrols."""
    row = _segment(request, pk)
    approval = row.approval_on(business_today())
    hours = "–".join(f"{time:%H:%M}" for time in (row.opens, row.closes) if time)
    facts = [
        Fact(_("批准情况"), approval.label, state=TONES[approval]),
        Fact(_("批准文件"), row.approval_document),
        Fact(_("批准有效期至"), row.approval_valid_until),
        Fact(_("属地单位"), row.unit),
        Fact(_("道路等级"), row.get_road_class_display() if row.road_class else ""),
        Fact(_("人行道宽(mm)"), row.footway_width),
        Fact(_("距禁设区(mm)"), row.no_go_distance),
        Fact(_("重点夜市区域"), row.key_area),
        Fact(_("经营时段"), hours),
        Fact(_("路段编码"), row.code),
    ]
    acts = (
        [Act(_("修改"), SEGMENTS.url("edit", pk=pk))]
        if may(request.user, "night_market.plan_segment")
        else []
    )
    sections = [_merchants(row), _patrols(row)]
    context = record_context(SEGMENTS, row, title=row.name, facts=facts, acts=acts, sections=sections)
    return render(request, "night_market/record.html", context)


def _merchants(row: RoadSegment) -> Section:
    shops = row.merchants.order_by("-id").prefetch_related("permits")[:SHOWN]
    return Section(
        _("沿街商户"),
        (_("商户名称"), _("地址"), _("资格")),
        [
            Line(
                MERCHANTS.url("record", pk=shop.pk),
                (
                    shop.name,
                    shop.address,
                    badge(STALL_PERMIT, next((p.state for p in shop.permits.all()), None)),
                ),
            )
            for shop in shops
        ],
        _("还没有登记商户。"),
        f"{MERCHANTS.url()}?segment={row.pk}",
    )


def _patrols(row: RoadSegment) -> Section:
    rows = (
        Patrol.objects.filter(segment=row, voided_on=None).select_related("shift").order_by("-started_at")[:5]
    )
    return Section(
        _("最近的巡查"),
        (_("班次"), _("小组"), _("开始时间"), _("时长(分)")),
        [
            Line(
                PATROLS.url("record", pk=p.pk),
                (str(p.shift), p.team, display.moment(p.started_at), p.minutes),
            )
            for p in rows
        ],
        _("还没有巡查过。"),
        f"{PATROLS.url()}?segment={row.pk}",
    )


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Plan a segment."""
    require(request.user, SEGMENTS.add_permission)
    return form_view(
        request,
        SegmentForm,
        lambda data: actions.register_segment(by=request.user, **data),
        page=FormPage(title=_("新增路段"), back=SEGMENTS.url()),
        done=_at,
    )


@form_methods
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a segment."""
    row = _segment(request, pk)
    require(request.user, "night_market.plan_segment")
    initial: dict[str, Any] = {name: getattr(row, name) for name in actions.FIELDS}
    return form_view(
        request,
        SegmentForm,
        lambda data: actions.change_segment(segment=row, by=request.user, **data),
        page=FormPage(title=_("修改路段"), back=_at(row)),
        done=_at,
        initial=initial,
    )


def _at(row: RoadSegment) -> str:
    return SEGMENTS.url("record", pk=row.pk)
