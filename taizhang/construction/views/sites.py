"""Pages of one site: what is known of it, whether it complies today, and what may be done there."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from taizhang.construction import actions
from taizhang.construction.forms import SiteForm, step_form
from taizhang.construction.models import Site
from taizhang.construction.registers import SITES
from taizhang.construction.site_status import StatusWords, with_status
from taizhang.construction.states import PROBLEM, STOP_WORK_ORDER
from taizhang.construction.views.around import address, address_of
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.web.related import Line, Related
from taizhang.workbooks.views import record_context

SHOWN = 30
FIELDS = (
    "name", "kind", "unit", "risk", "parcel", "builder", "contractor", "supervisor", "permit", "lon", "lat",
    "idle_since", "registered_on",
)  # fmt: skip


def _site(request: SignedInRequest, pk: int) -> Site:
    return get_object_or_404(Site.objects.visible_to(request.user).select_related("unit"), pk=pk)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One site with its problems, inspections and orders."""
    sites = Site.objects.visible_to(request.user).select_related("unit", "counted_as")
    site = get_object_or_404(with_status(sites, business_today()), pk=pk)
    context = record_context(
        SITES,
        title=site.name,
        facts=_facts(site, request.user),
        acts=_acts(site, request.user),
        relations=[_problems(site), _inspections(site), _orders(site)],
        subject=site,
        history=timeline(site),
    )
    if site.retired_on is not None:
        context["note"] = _("这个点位已于 %s 退出，不再计入在册点位。") % site.retired_on
    return render(request, "construction/record.html", context)


def _facts(site: Any, user: User) -> list[Fact]:
    first = site.counted_as
    facts = [
        Fact(_("达标状态"), StatusWords.label(site.status), state=site.status),
        Fact(_("类别"), site.get_kind_display()),
        Fact(_("属地单位"), site.unit),
        Fact(_("风险等级"), site.get_risk_display()),
        Fact(_("建设单位"), site.builder),
        Fact(_("施工单位"), site.contractor),
        Fact(_("监理单位"), site.supervisor),
        Fact(_("施工许可证号"), site.permit),
        Fact(_("宗地编码"), site.parcel),
        Fact(_("经纬度"), f"{site.lon}, {site.lat}" if site.lon is not None else ""),
        Fact(_("纳入日期"), site.registered_on),
    ]
    if site.idle_since:
        facts.append(Fact(_("空置起"), site.idle_since))
    if first is not None and first.pk != site.pk:
        url = SITES.url("record", pk=first.pk) if may(user, "construction.change_site", first) else ""
        facts.append(Fact(_("与同一宗地的点位合计一家"), first.name, url=url, wide=True))
    return facts


def _acts(site: Site, user: User) -> list[Act]:
    offered = [
        ("construction.record_problem", _("登记问题"), address("problems-add", site=site.pk)),
        ("construction.record_inspection", _("登记检查"), address("inspections-add", site=site.pk)),
        ("construction.draft_order", _("拟停工令"), address("stop-work-orders-add", site=site.pk)),
        ("construction.retire_site", _("退出"), SITES.url("step", pk=site.pk)),
    ]
    acts = []
    if site.retired_on is None:
        acts = [
            Act(title, url, primary=place == 0)
            for place, (permission, title, url) in enumerate(offered)
            if may(user, permission, site)
        ]
    if may(user, "construction.change_site", site):
        acts.append(Act(_("修改"), SITES.url("edit", pk=site.pk)))
    return acts


def _problems(site: Site) -> Related:
    today = business_today()
    rows = site.problems.order_by("-found_on", "-pk")[:SHOWN]
    return Related(
        _("整改问题"),
        (_("问题描述"), _("重点"), _("发现日期"), _("整改期限"), _("状态")),
        tuple(
            Line(
                row.description,
                (row.get_focus_display(), row.found_on, row.due_on),
                address_of("problems", row.pk),
                state=row.state,
                tone="bad" if row.is_overdue(today) else "",
            )
            for row in rows
        ),
        empty=_("还没有发现问题。"),
        words=PROBLEM,
        more_url=address("problems", site=site.name),
    )


def _inspections(site: Site) -> Related:
    return Related(
        _("检查记录"),
        (_("检查日期"), _("检查方式"), _("检查人员")),
        tuple(
            Line(row.day, (row.get_mode_display(), row.inspectors), address_of("inspections", row.pk))
            for row in site.inspections.order_by("-day", "-pk")[:SHOWN]
        ),
        empty=_("还没有检查过。"),
        more_url=address("inspections", site=site.name),
    )


def _orders(site: Site) -> Related:
    return Related(
        _("停工令"),
        (_("事由"), _("下达日期"), _("解除日期"), _("状态")),
        tuple(
            Line(
                row.ground_text,
                (row.served_on, row.lifted_on),
                address_of("stop-work-orders", row.pk),
                row.state,
            )
            for row in site.orders.order_by("-pk")[:SHOWN]
        ),
        empty=_("没有停过工。"),
        words=STOP_WORK_ORDER,
    )


def add(request: SignedInRequest) -> HttpResponse:
    """A new site."""
    require(request.user, "construction.register_site")
    return form_view(
        request,
        SiteForm,
        lambda data: actions.register_site(by=request.user, **_given(data)),
        page=FormPage(title=_("登记点位"), back=SITES.url()),
        done=lambda site: SITES.url("record", pk=site.pk),
        initial={"registered_on": business_today()},
        user=request.user,
    )


def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a site."""
    site = _site(request, pk)
    require(request.user, "construction.change_site", site)
    return form_view(
        request,
        SiteForm,
        lambda data: actions.change_site(by=request.user, site=site, **_given(data)),
        page=FormPage(title=_("修改点位 · %s") % site.name, back=SITES.url("record", pk=pk)),
        done=lambda changed: SITES.url("record", pk=pk),
        initial={field: getattr(site, field) for field in FIELDS},
        user=request.user,
    )


def retire(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a site off the register."""
    site = _site(request, pk)
    require(request.user, "construction.retire_site", site)
    return form_view(
        request,
        step_form("retired_on", "reason"),
        lambda data: actions.retire_site(by=request.user, site=site, **data),
        page=FormPage(
            title=_("点位退出 · %s") % site.name,
            back=SITES.url("record", pk=pk),
            submit=_("退出"),
            note=_("竣工、停建或并入别的点位时退出；检查、问题和停工令都保留。"),
        ),
        done=lambda changed: SITES.url("record", pk=pk),
        initial={"retired_on": business_today()},
    )


def _given(data: dict[str, Any]) -> dict[str, Any]:
    return {field: data[field] for field in FIELDS}
