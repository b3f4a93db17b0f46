"""Pages of one enterprise of the register."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.enterprises import forms
from taizhang.enterprises.actions import enterprises as actions
from taizhang.enterprises.models import ChainNode, Enterprise, EnterpriseRequest, Visit
from taizhang.enterprises.registers import ENTERPRISES
from taizhang.enterprises.states import ENTERPRISE_REQUEST
from taizhang.enterprises.views.around import address, address_of
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.web.related import Line, Related
from taizhang.workbooks.views import record_context

SHOWN = 30
FIELDS = ("name", "credit_code", "unit", "place", "contact_post", "contact_phone", "note")


def _enterprise(request: SignedInRequest, pk: int) -> Enterprise:
    rows = Enterprise.objects.visible_to(request.user).select_related("unit")
    return get_object_or_404(rows, pk=pk)


@require_GET
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One enterprise: where it stands on the chains, what it asked for, who went to see it."""
    row = _enterprise(request, pk)
    acts = [
        Act(_("登记诉求"), address("requests-add", enterprise=row.name), primary=True),
        Act(_("登记走访"), address("visits-add", enterprise=row.name)),
    ]
    if may(request.user, "enterprises.change_enterprise", row):
        acts.append(Act(_("修改"), ENTERPRISES.url("edit", pk=pk)))
    context = record_context(
        ENTERPRISES,
        title=row.name,
        facts=[
            Fact(_("属地单位"), row.unit),
            Fact(_("统一社会信用代码"), row.credit_code),
            Fact(_("地址"), row.place),
            Fact(_("联系人职务"), row.contact_post),
            Fact(_("联系电话"), row.contact_phone),
            Fact(_("备注"), row.note, wide=True),
        ],
        acts=acts,
        relations=[_nodes(row), _requests(request, row), _visits(request, row)],
        history=timeline(row),
    )
    return render(request, "enterprises/record.html", context)


def _nodes(row: Enterprise) -> Related:
    nodes = (
        ChainNode.objects.filter(firms__enterprise=row).select_related("chain").order_by("chain", "position")
    )
    return Related(
        _("所在产业链环节"),
        (_("环节"), _("产业链"), _("上中下游")),
        tuple(
            Line(node.name, (node.chain, node.get_segment_display()), address_of("nodes-record", node.pk))
            for node in nodes
        ),
        empty=_("还没有放到产业链上。"),
    )


def _requests(request: SignedInRequest, row: Enterprise) -> Related:
    requests = (
        EnterpriseRequest.objects.visible_to(request.user).filter(enterprise=row).select_related("unit")
    )
    return Related(
        _("企业诉求"),
        (_("诉求内容"), _("承办单位"), _("提出日期"), _("办理期限"), _("状态")),
        tuple(
            Line(
                each.text[:60],
                (each.unit, each.opened_on, each.due_on),
                address_of("requests-record", each.pk),
                each.state,
            )
            for each in requests.order_by("-opened_on", "-pk")[:SHOWN]
        ),
        empty=_("没有您能看到的诉求。"),
        words=ENTERPRISE_REQUEST,
        more_url=address("requests", q=row.name),
        more=_("全部"),
    )


def _visits(request: SignedInRequest, row: Enterprise) -> Related:
    visits = Visit.objects.visible_to(request.user).filter(enterprise=row).select_related("unit")
    return Related(
        _("走访"),
        (_("走访日期"), _("走访单位"), _("走访人")),
        tuple(
            Line(each.day, (each.unit, each.visitors), address_of("visits-record", each.pk))
            for each in visits.order_by("-day", "-pk")[:SHOWN]
        ),
        empty=_("没有您能看到的走访。"),
    )


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Enter an enterprise."""
    require(request.user, "enterprises.register_enterprise")
    return form_view(
        request,
        forms.EnterpriseForm,
        lambda data: actions.register_enterprise(by=request.user, **data),
        page=FormPage(title=_("登记企业"), back=ENTERPRISES.url()),
        done=lambda row: ENTERPRISES.url("record", pk=row.pk),
        initial={"unit": request.user.unit},
        user=request.user,
    )


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an enterprise."""
    row = _enterprise(request, pk)
    require(request.user, "enterprises.change_enterprise", row)
    back = ENTERPRISES.url("record", pk=pk)
    nodes = list(ChainNode.objects.filter(firms__enterprise=row).values_list("pk", flat=True))
    return form_view(
        request,
        forms.EnterpriseForm,
        lambda data: actions.change_enterprise(by=request.user, enterprise=row, **data),
        page=FormPage(title=_("修改企业 · %s") % row, back=back),
        done=lambda changed: back,
        initial={**{name: getattr(row, name) for name in FIELDS}, "nodes": nodes},
        user=request.user,
    )
