"""Pages of one inspection."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from taizhang.construction import actions
from taizhang.construction.forms import InspectionFacts, InspectionForm
from taizhang.construction.models import Inspection
from taizhang.construction.registers import INSPECTIONS
from taizhang.construction.states import PROBLEM, InspectionMode
from taizhang.construction.views.around import address, address_of
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.web.related import Line, Related
from taizhang.workbooks.views import record_context


def _inspection(request: SignedInRequest, pk: int) -> Inspection:
    inspections = Inspection.objects.visible_to(request.user).select_related("site", "unit")
    return get_object_or_404(inspections, pk=pk)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One inspection with the problems found at the site that day."""
    inspection = _inspection(request, pk)
    found = inspection.site.problems.filter(found_on=inspection.day).order_by("pk")[:50]
    relation = Related(
        _("当天发现的问题"),
        (_("问题描述"), _("重点"), _("整改期限"), _("状态")),
        tuple(
            Line(
                row.description,
                (row.get_focus_display(), row.due_on),
                address_of("problems", row.pk),
                row.state,
            )
            for row in found
        ),
        empty=_("当天没有发现问题。"),
        words=PROBLEM,
    )
    acts = []
    if may(request.user, "construction.record_problem", inspection):
        acts.append(Act(_("登记问题"), address("problems-add", site=inspection.site_id), primary=True))
    if may(request.user, "construction.change_inspection", inspection):
        acts.append(Act(_("修改"), INSPECTIONS.url("edit", pk=pk)))
    context = record_context(
        INSPECTIONS,
        title=f"{inspection.day} {inspection.get_mode_display()}",
        subtitle=inspection.site.name,
        facts=[
            Fact(_("点位"), inspection.site.name, url=address_of("sites", inspection.site_id)),
            Fact(_("属地单位"), inspection.unit),
            Fact(_("检查日期"), inspection.day),
            Fact(_("检查方式"), inspection.get_mode_display()),
            Fact(_("检查人员"), inspection.inspectors, wide=True),
        ],
        acts=acts,
        relations=[relation],
        subject=inspection,
        history=timeline(inspection),
    )
    return render(request, "construction/record.html", context)


def add(request: SignedInRequest) -> HttpResponse:
    """Record an inspection."""
    require(request.user, "construction.record_inspection")
    return form_view(
        request,
        InspectionForm,
        lambda data: actions.record_inspection(by=request.user, **data),
        page=FormPage(title=_("登记检查"), back=INSPECTIONS.url()),
        done=lambda inspection: INSPECTIONS.url("record", pk=inspection.pk),
        initial={
            "site": request.GET.get("site"), "day": business_today(), "mode": InspectionMode.FULL,
            "inspectors": str(request.user),
        },
        user=request.user,
    )  # fmt: skip


def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an inspection."""
    inspection = _inspection(request, pk)
    require(request.user, "construction.change_inspection", inspection)
    back = INSPECTIONS.url("record", pk=pk)
    return form_view(
        request,
        InspectionFacts,
        lambda data: actions.change_inspection(by=request.user, inspection=inspection, **data),
        page=FormPage(title=_("修改检查记录"), back=back, note=_("点位：%s") % inspection.site.name),
        done=lambda changed: back,
        initial={"day": inspection.day, "mode": inspection.mode, "inspectors": inspection.inspectors},
    )
