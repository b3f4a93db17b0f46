"""Pages of one stop-work order, from its draft until it is lifted."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.construction import actions
from taizhang.construction.forms import OrderFacts, OrderForm, step_form
from taizhang.construction.models import StopWorkOrder
from taizhang.construction.registers import ORDERS
from taizhang.construction.states import PROBLEM, STOP_WORK_ORDER, StopWorkOrderState
from taizhang.construction.views.around import address, address_of
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.web.related import Line, Related
from taizhang.workbooks.steps import Step, step_acts, step_page
from taizhang.workbooks.views import record_context

_LIFT = gettext_lazy("须在申请复工以后复查过，点位的问题都已销号。")

STEPS: dict[str, Step] = {
    "approve": Step(
        "construction.approve_order", gettext_lazy("批准"), actions.approve_order, step_form("day")
    ),
    "return_to_draft": Step(
        "construction.approve_order", gettext_lazy("退回修改"), actions.return_order, step_form("reason")
    ),
    "serve": Step(
        "construction.serve_order", gettext_lazy("送达"), actions.serve_order, step_form("served_on")
    ),
    "request_resume": Step(
        "construction.request_resume", gettext_lazy("报告申请复工"), actions.request_resume, step_form("resume_requested_on")
    ),
    "lift": Step(
        "construction.lift_order", gettext_lazy("解除停工"), actions.lift_order, step_form("lifted_on"), _LIFT
    ),
    "keep_stopped": Step(
        "construction.lift_order", gettext_lazy("继续停工"), actions.keep_stopped, step_form("reason")
    ),
    "undo_lift": Step(
        "construction.correct_order", gettext_lazy("撤销解除"), actions.undo_lift_order, step_form("reason")
    ),
}  # fmt: skip


def _order(request: SignedInRequest, pk: int) -> StopWorkOrder:
    orders = StopWorkOrder.objects.visible_to(request.user).select_related("site", "unit")
    return get_object_or_404(orders, pk=pk)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One order with the problems of its site that are still open."""
    order = _order(request, pk)
    unsettled = order.site.problems.open_now().order_by("due_on", "pk")[:50]
    relation = Related(
        _("点位没有销号的问题"),
        (_("问题描述"), _("整改期限"), _("状态")),
        tuple(
            Line(row.description, (row.due_on,), address_of("problems", row.pk), row.state)
            for row in unsettled
        ),
        empty=_("点位的问题都已销号。"),
        words=PROBLEM,
    )
    acts = step_acts(ORDERS, order, STEPS, request.user)
    if order.state == StopWorkOrderState.DRAFT and may(request.user, "construction.draft_order", order):
        acts.append(Act(_("修改"), ORDERS.url("edit", pk=pk)))
    if order.state == StopWorkOrderState.RESUME_REQUESTED and may(
        request.user, "construction.record_inspection", order
    ):
        acts.append(Act(_("登记复查"), address("inspections-add", site=order.site_id)))
    context = record_context(
        ORDERS,
        title=_("第 %s 号停工令") % order.pk,
        subtitle=order.site.name,
        facts=[
            Fact(_("状态"), STOP_WORK_ORDER.label(order.state), state=order.state),
            Fact(_("点位"), order.site.name, url=address_of("sites", order.site_id)),
            Fact(_("属地单位"), order.unit),
            Fact(_("事由类别"), order.get_ground_display()),
            Fact(_("事由"), order.ground_text, wide=True),
            Fact(_("拟稿日期"), order.drafted_on),
            Fact(_("下达日期"), order.served_on),
            Fact(_("申请复工日期"), order.resume_requested_on),
            Fact(_("解除日期"), order.lifted_on),
        ],
        acts=acts,
        relations=[relation],
        subject=order,
        history=timeline(order),
    )
    return render(request, "construction/record.html", context)


def add(request: SignedInRequest) -> HttpResponse:
    """Draft an order."""
    require(request.user, "construction.draft_order")
    return form_view(
        request,
        OrderForm,
        lambda data: actions.draft_order(by=request.user, **data),
        page=FormPage(
            title=_("拟停工令"), back=ORDERS.url(), note=_("局主要负责人批准、送达以后，点位才算停工。")
        ),
        done=lambda order: ORDERS.url("record", pk=order.pk),
        initial={"site": request.GET.get("site"), "drafted_on": business_today()},
        user=request.user,
    )


def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a draft."""
    order = _order(request, pk)
    require(request.user, "construction.draft_order", order)
    back = ORDERS.url("record", pk=pk)
    return form_view(
        request,
        OrderFacts,
        lambda data: actions.change_order(by=request.user, order=order, **data),
        page=FormPage(title=_("修改停工令"), back=back, note=_("点位：%s") % order.site.name),
        done=lambda changed: back,
        initial={"ground": order.ground, "ground_text": order.ground_text},
    )


def step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """A transition."""
    return step_page(request, ORDERS, _order(request, pk), STEPS, step, "order")
