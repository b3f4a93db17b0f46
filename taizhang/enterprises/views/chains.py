"""Editing the chains as tables: a chain with its nodes, a node with its firms, and the firms that are sought."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.enterprises import forms
from taizhang.enterprises.actions import chains as actions
from taizhang.enterprises.models import Chain, ChainNode, TargetFirm
from taizhang.enterprises.registers import CHAINS, TARGET_FIRMS
from taizhang.enterprises.states import TARGET_FIRM, TargetFirmState
from taizhang.enterprises.views.around import address, address_of
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.web.related import Line, Related
from taizhang.workbooks.steps import Step, step_acts, step_page
from taizhang.workbooks.views import record_context

_EDIT, _PURSUE = "enterprises.edit_chain", "enterprises.pursue_firm"
form_methods = require_http_methods(["GET", "POST"])


def _may_edit(user: User, chain: Chain) -> bool:
    return may(user, _EDIT, chain.unit_id if chain.unit_id is not None else -1)


def _require_edit(user: User, chain: Chain) -> None:
    require(user, _EDIT, chain.unit_id if chain.unit_id is not None else -1)


def _chain(request: SignedInRequest, pk: int) -> Chain:
    return get_object_or_404(Chain.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _node(request: SignedInRequest, pk: int) -> ChainNode:
    rows = ChainNode.objects.visible_to(request.user).select_related("chain__unit")
    return get_object_or_404(rows, pk=pk)


def _target(request: SignedInRequest, pk: int) -> TargetFirm:
    rows = TargetFirm.objects.visible_to(request.user).select_related("node__chain", "unit")
    return get_object_or_404(rows, pk=pk)


@require_GET
def chain_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A chain as a table of its nodes, upstream first."""
    chain = _chain(request, pk)
    editing = _may_edit(request.user, chain)
    targets: dict[int, list[TargetFirm]] = {}
    for target in TargetFirm.objects.visible_to(request.user).filter(node__chain=chain).order_by("pk"):
        targets.setdefault(target.node_id, []).append(target)
    nodes = [
        {
            "node": node,
            "firms": [standing.enterprise for standing in node.firms.all()],
            "targets": targets.get(node.pk, []),
        }
        for node in chain.nodes.prefetch_related("firms__enterprise")
    ]
    acts = []
    if editing:
        acts = [
            Act(_("新增环节"), address_of("nodes-add", pk), primary=True),
            Act(_("修改产业链"), CHAINS.url("edit", pk=pk)),
        ]
    if nodes and may(request.user, _PURSUE):
        acts.append(Act(_("登记目标企业"), address("target-firms-add", chain=pk)))
    context = record_context(
        CHAINS,
        title=chain.name,
        facts=[Fact(_("牵头单位"), chain.unit), Fact(_("说明"), chain.note, wide=True)],
        acts=acts,
        chain=chain,
        nodes=nodes,
        editing=editing,
        history=timeline(chain),
    )
    return render(request, "enterprises/chain.html", context)


@form_methods
def chain_add(request: SignedInRequest) -> HttpResponse:
    """A new chain."""
    require(request.user, _EDIT)
    return form_view(
        request,
        forms.ChainForm,
        lambda data: actions.add_chain(by=request.user, **data),
        page=FormPage(title=_("新增产业链"), back=CHAINS.url()),
        done=lambda chain: CHAINS.url("record", pk=chain.pk),
    )


@form_methods
def chain_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a chain."""
    chain = _chain(request, pk)
    _require_edit(request.user, chain)
    return form_view(
        request,
        forms.ChainForm,
        lambda data: actions.change_chain(by=request.user, chain=chain, **data),
        page=FormPage(title=_("修改产业链 · %s") % chain, back=CHAINS.url("record", pk=pk)),
        done=lambda changed: CHAINS.url("record", pk=pk),
        initial={name: getattr(chain, name) for name in ("name", "unit", "position", "note")},
    )


@require_GET
def node_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A node with its firms and the firms that are sought for it."""
    node = _node(request, pk)
    acts = []
    if _may_edit(request.user, node.chain):
        acts.append(Act(_("修改"), address_of("nodes-edit", pk), primary=True))
        acts.append(
            Act(
                _("移除"),
                address_of("nodes-remove", pk),
                post=True,
                confirm=_("确定移除环节“%s”？") % node,
            )
        )
    if may(request.user, _PURSUE):
        acts.append(Act(_("登记目标企业"), address("target-firms-add", node=pk)))
    firms = [standing.enterprise for standing in node.firms.select_related("enterprise__unit")]
    targets = TargetFirm.objects.visible_to(request.user).filter(node=node).select_related("unit")
    context = record_context(
        CHAINS,
        title=node.name,
        subtitle=node.chain.name,
        facts=[
            Fact(_("产业链"), node.chain, url=CHAINS.url("record", pk=node.chain_id)),
            Fact(_("上中下游"), node.get_segment_display()),
            Fact(_("次序"), node.position),
            Fact(_("缺口"), node.gap, wide=True),
        ],
        acts=acts,
        relations=[
            Related(
                _("在链企业"),
                (_("企业"), _("属地单位")),
                tuple(
                    Line(firm.name, (firm.unit,), address_of("enterprises-record", firm.pk)) for firm in firms
                ),
                empty=_("这个环节还没有企业。"),
            ),
            Related(
                _("目标企业"),
                (_("目标企业"), _("所在地"), _("招引单位"), _("状态")),
                tuple(
                    Line(
                        row.name, (row.place, row.unit), address_of("target-firms-record", row.pk), row.state
                    )
                    for row in targets.order_by("pk")
                ),
                empty=_("没有您能看到的目标企业。"),
                words=TARGET_FIRM,
            ),
        ],
        history=timeline(node),
    )
    context["back"] = CHAINS.url("record", pk=node.chain_id)
    return render(request, "enterprises/record.html", context)


@form_methods
def node_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """A new node of a chain."""
    chain = _chain(request, pk)
    _require_edit(request.user, chain)
    back = CHAINS.url("record", pk=pk)
    return form_view(
        request,
        forms.NodeForm,
        lambda data: actions.add_node(by=request.user, chain=chain, **data),
        page=FormPage(title=_("新增环节 · %s") % chain, back=back),
        done=lambda node: back,
        initial={"segment": "midstream"},
    )


@form_methods
def node_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a node and the firms on it."""
    node = _node(request, pk)
    _require_edit(request.user, node.chain)
    back = CHAINS.url("record", pk=node.chain_id)
    names = node.firms.select_related("enterprise").values_list("enterprise__name", flat=True)
    initial: dict[str, Any] = {name: getattr(node, name) for name in ("name", "segment", "position", "gap")}
    return form_view(
        request,
        forms.NodeForm,
        lambda data: actions.change_node(by=request.user, node=node, **data),
        page=FormPage(title=_("修改环节 · %s") % node, back=back),
        done=lambda changed: back,
        initial={**initial, "firms": "\n".join(names)},
    )


@require_POST
def node_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an empty node away."""
    node = _node(request, pk)
    actions.remove_node(by=request.user, node=node)
    return HttpResponseRedirect(CHAINS.url("record", pk=node.chain_id))


_T = TargetFirmState
STEPS: dict[str, Step] = {
    "contact": Step(
        _PURSUE, gettext_lazy("登记对接"), actions.contact_target, forms.DayForm
    ),
    "sign": Step(
        _PURSUE, gettext_lazy("登记签约"), actions.sign_target, forms.DayForm
    ),
    "resume": Step(
        _PURSUE, gettext_lazy("重新寻访"), actions.resume_target, forms.ReasonForm
    ),
    "give_up": Step(
        _PURSUE, gettext_lazy("放弃"), actions.give_up_target, forms.ReasonForm, rare=True
    ),
    "undo_sign": Step(
        _PURSUE, gettext_lazy("撤销签约"), actions.undo_sign_target, forms.ReasonForm, rare=True
    ),
}  # fmt: skip


@require_GET
def target_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One firm that is sought."""
    target = _target(request, pk)
    acts = step_acts(TARGET_FIRMS, target, STEPS, request.user)
    if may(request.user, _PURSUE, target):
        place = next((number for number, act in enumerate(acts) if act.more), len(acts))
        acts.insert(place, Act(_("修改"), TARGET_FIRMS.url("edit", pk=pk)))
    context = record_context(
        TARGET_FIRMS,
        title=target.name,
        facts=[
            Fact(_("状态"), target.get_state_display(), state=target.state),
            Fact(_("产业链"), target.node.chain, url=CHAINS.url("record", pk=target.node.chain_id)),
            Fact(_("环节"), target.node, url=address_of("nodes-record", target.node_id)),
            Fact(_("所在地"), target.place),
            Fact(_("招引单位"), target.unit),
            Fact(_("对接日期"), target.contacted_on),
            Fact(_("签约日期"), target.signed_on),
            Fact(_("招引理由"), target.why, wide=True),
        ],
        acts=acts,
        history=timeline(target),
    )
    return render(request, "enterprises/record.html", context)


@form_methods
def target_add(request: SignedInRequest) -> HttpResponse:
    """A firm to bring here."""
    require(request.user, _PURSUE)
    node = request.GET.get("node", "")
    return form_view(
        request,
        forms.TargetFirmForm,
        lambda data: actions.add_target(by=request.user, **data),
        page=FormPage(title=_("登记目标企业"), back=TARGET_FIRMS.url()),
        done=lambda target: TARGET_FIRMS.url("record", pk=target.pk),
        initial={"unit": request.user.unit, "node": int(node) if node.isdecimal() else None},
        user=request.user,
    )


@form_methods
def target_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what is known of a target firm."""
    target = _target(request, pk)
    require(request.user, _PURSUE, target)
    back = TARGET_FIRMS.url("record", pk=pk)
    return form_view(
        request,
        forms.TargetFirmForm,
        lambda data: actions.change_target(by=request.user, target=target, **data),
        page=FormPage(title=_("修改目标企业 · %s") % target, back=back),
        done=lambda changed: back,
        initial={name: getattr(target, name) for name in ("node", "name", "place", "unit", "why")},
        user=request.user,
    )


@form_methods
def target_step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """A transition of a target firm."""
    return step_page(request, TARGET_FIRMS, _target(request, pk), STEPS, step, "target")
