"""Pages of one visit."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.enterprises import forms
from taizhang.enterprises.actions import visits as actions
from taizhang.enterprises.models import EnterpriseRequest, Visit
from taizhang.enterprises.registers import VISITS
from taizhang.enterprises.states import ENTERPRISE_REQUEST
from taizhang.enterprises.views.around import address, address_of
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.web.related import Line, Related
from taizhang.workbooks.views import record_context


def _visit(request: SignedInRequest, pk: int) -> Visit:
    rows = Visit.objects.visible_to(request.user).select_related("enterprise", "unit")
    return get_object_or_404(rows, pk=pk)


@require_GET
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One visit with the requests that arose from it."""
    visit = _visit(request, pk)
    arose = EnterpriseRequest.objects.visible_to(request.user).filter(visit=visit).select_related("unit")
    acts = [Act(_("登记诉求"), address("requests-add", visit=pk), primary=True)]
    if visit.unit_id in request.user.home_unit_ids:
        acts.append(Act(_("修改"), VISITS.url("edit", pk=pk)))
    context = record_context(
        VISITS,
        title=visit.enterprise.name,
        subtitle=visit.day,
        facts=[
            Fact(_("企业"), visit.enterprise, url=address_of("enterprises-record", visit.enterprise_id)),
            Fact(_("走访日期"), visit.day),
            Fact(_("走访单位"), visit.unit),
            Fact(_("走访人"), visit.visitors),
            Fact(_("了解到的情况"), visit.heard, wide=True),
        ],
        acts=acts,
        relations=[
            Related(
                _("由此登记的诉求"),
                (_("诉求内容"), _("承办单位"), _("办理期限"), _("状态")),
                tuple(
                    Line(
                        row.text[:60],
                        (row.unit, row.due_on),
                        address_of("requests-record", row.pk),
                        row.state,
                    )
                    for row in arose.order_by("pk")
                ),
                empty=_("这次走访还没有登记诉求。"),
                words=ENTERPRISE_REQUEST,
            )
        ],
        subject=visit,
        history=timeline(visit),
    )
    return render(request, "enterprises/record.html", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Note a visit."""
    require(request.user, "enterprises.record_visit")
    return form_view(
        request,
        forms.VisitForm,
        lambda data: actions.record_visit(by=request.user, **data),
        page=FormPage(title=_("登记走访"), back=VISITS.url(), note=_("听到的诉求，保存后从走访记录里登记。")),
        done=lambda visit: VISITS.url("record", pk=visit.pk),
        initial={"day": business_today(), "enterprise": request.GET.get("enterprise", "")},
        template="enterprises/named_form.html",
    )


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a visit."""
    visit = _visit(request, pk)
    require(request.user, "enterprises.record_visit")
    back = VISITS.url("record", pk=pk)
    return form_view(
        request,
        forms.VisitFactsForm,
        lambda data: actions.change_visit(by=request.user, visit=visit, **data),
        page=FormPage(title=_("修改走访 · %s") % visit.enterprise, back=back),
        done=lambda changed: back,
        initial={"day": visit.day, "visitors": visit.visitors, "heard": visit.heard},
    )
