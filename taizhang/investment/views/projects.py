"""The page of a project, and the forms that enter it, change it and move it on."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from taizhang.foundation.quantities import show_plain, show_yi
from taizhang.investment import forms
from taizhang.investment.actions import projects as actions
from taizhang.investment.actions import stages, verdicts
from taizhang.investment.models import FundArrival, Project, UnitRole
from taizhang.investment.registers import PROJECTS, recognised_text
from taizhang.investment.states import PROJECT, SIDE_STATES, ProjectState
from taizhang.investment.views import bonds
from taizhang.investment.views.claims import stage_acts, stage_card
from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.web import display
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import frame

VOUCHERS_SHOWN = 20
form_methods = require_http_methods(["GET", "POST"])


def _project(request: SignedInRequest, pk: int) -> Project:
    return get_object_or_404(
        Project.objects.visible_to(request.user).select_related("unit", "referred_by"), pk=pk
    )


def _at(project: Project) -> str:
    return PROJECTS.url("record", pk=project.pk)


def _yi(amount: Decimal | None) -> str:
    return "" if amount is None else show_yi(amount)


def _acts(request: SignedInRequest, project: Project, card: dict[str, Any]) -> list[Act]:
    """What this person may do with the project in its present state, the likeliest first."""

    def at(name: str, **more: Any) -> str:
        return reverse(f"investment:projects-{name}", kwargs={"pk": project.pk, **more})

    user = request.user
    allowed = {transition.name: transition.title for transition in PROJECT.allowed_from(project.state)}
    recognises, sets_aside = (
        may(user, "investment.recognise", project),
        may(user, "investment.set_aside", project),
    )
    acts = stage_acts(user, card)
    if project.state in SIDE_STATES:
        excluded = project.state == ProjectState.NOT_RECOGNISED
        if recognises if excluded else sets_aside:
            acts.append(Act(_("恢复"), at("restore"), primary=True))
    if project.is_signed and may(user, "investment.record_arrival", project):
        acts.append(Act(_("登记到位资金"), f"{reverse('investment:fund-arrivals-add')}?project={project.pk}"))
    if project.is_signed and may(user, "investment.revise_amount", project):
        acts.append(
            Act(_("变更投资额"), f"{reverse('investment:amount-revisions-add')}?project={project.pk}")
        )
    if may(user, "investment.change_project", project):
        acts.append(Act(_("修改"), PROJECTS.url("edit", pk=project.pk)))
        if project.started_on is None and project.state not in SIDE_STATES:
            acts.append(Act(_("是否纯设备项目"), at("equipment-only"), more=True))
    if sets_aside:
        acts += [
            Act(allowed[name], at("aside", transition=name), more=True)
            for name in stages.SET_ASIDE
            if name in allowed
        ]
    if recognises:
        if "reject" in allowed:
            acts.append(Act(allowed["reject"], at("exclude"), more=True))
        undo = next((name for name in allowed if name.startswith("undo_")), None)
        if undo:
            acts.append(Act(allowed[undo], at("undo"), more=True))
    return acts


def _facts(project: Project, reason: str) -> list[Fact]:
    chain = " · ".join(
        part for part in (project.chain, project.node, project.get_link_kind_display()) if part
    )
    facts = [
        Fact(_("编号"), project.code),
        Fact(_("状态"), project.get_state_display(), state=project.state),
        Fact(_("牵头单位"), project.unit),
        Fact(_("总投资(亿元)"), _yi(project.amount)),
        Fact(_("合同区外资金(亿元)"), _yi(project.outside)),
        Fact(_("产业链"), chain),
        Fact(_("投资方"), project.investor),
        Fact(_("投资方所在地"), project.investor_place),
        Fact(_("统一社会信用代码"), project.credit_code),
        Fact(_("签约日期"), project.signed_on),
        *bonds.planned_start(project),
        Fact(_("落地日期"), project.landed_on),
        Fact(_("开工日期"), project.started_on),
        Fact(_("投产日期"), project.in_use_on),
    ]
    if project.referred_by is not None:
        url = reverse("enterprises:enterprises-record", args=[project.referred_by.pk])
        facts.append(Fact(_("推荐企业"), project.referred_by, url=url))
    if reason:
        facts.append(Fact(_("不予认定原因"), reason, wide=True))
    if project.note:
        facts.append(Fact(_("备注"), project.note, wide=True))
    return facts


def _money(project: Project, today: date) -> dict[str, Any]:
    """What came to the project: the vouchers shown, and the totals against the contracted part."""
    arrivals = FundArrival.objects.filter(project=project)
    totals = arrivals.aggregate(
        paid=Sum("amount"), vouchers=Count("pk"), pending=Count("pk", filter=Q(recognised__isnull=True))
    )
    counted = arrivals.counted_at(today).aggregate(sum=Sum("counted"))["sum"] or Decimal(0)
    return {
        "arrivals": [
            {"row": row, "amount": display.wan(row.amount), "recognised": recognised_text(row.recognised)}
            for row in arrivals.order_by("-voucher_on", "-pk")[:VOUCHERS_SHOWN]
        ],
        "more_arrivals": totals["vouchers"] > VOUCHERS_SHOWN,
        "pending": totals["pending"],
        "vouchers": totals["vouchers"],
        "paid": _yi(totals["paid"] or Decimal(0)),
        "counted": _yi(counted),
        "contracted": _yi(project.outside),
        "counted_wan": int(counted),
        "contracted_wan": int(project.outside or 0),
    }


def _shares(project: Project, today: date) -> list[dict[str, Any]]:
    parts = list(project.attributions.in_force(today).select_related("unit"))
    partners = [part for part in parts if part.role == UnitRole.PARTNER]
    rest = Decimal(100) - sum((part.percent or Decimal(0) for part in partners), Decimal(0))
    lead = {"unit": project.unit, "role": UnitRole.LEAD.label, "percent": show_plain(rest)}
    return [lead] + [
        {
            "unit": part.unit,
            "role": part.get_role_display(),
            "percent": "—" if part.percent is None else show_plain(part.percent),
        }
        for part in parts
    ]


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A project: its facts, amounts, money, units and history."""
    today = district.business_today()
    projects = (
        Project.objects.visible_to(request.user).select_related("unit", "referred_by").with_amount(today)
    )
    project = get_object_or_404(projects, pk=pk)
    card = stage_card(request.user, project)
    reason = project.exclusions.in_force(today).values_list("reason", flat=True).first() or ""
    context = {
        **frame(PROJECTS),
        "title": project.name,
        "project": project,
        "subject": project,
        "facts": _facts(project, reason),
        "acts": _acts(request, project, card),
        "revisions": [
            {"row": row, "total": _yi(row.total), "outside": _yi(row.outside)}
            for row in project.revisions.all()
        ],
        "shares": _shares(project, today),
        "history": timeline(project),
        "back": PROJECTS.url(),
        **_money(project, today),
        **bonds.of_project(request.user, project, today),
        **card,
    }
    return render(request, "investment/project_record.html", context)


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Enter a project."""
    require(request.user, PROJECTS.add_permission)
    return form_view(
        request,
        forms.ProjectForm,
        lambda data: actions.register_project(by=request.user, entry=forms.project_entry(data)),
        page=FormPage(
            title=_("登记项目"),
            back=PROJECTS.url(),
            note=_(
                "新项目从谋划对接开始。首次对接记录、洽谈纪要、查重结果在项目页上传，"
                "签约及以后各阶段凭材料逐步申报、认定。"
            ),
        ),
        done=_at,
        initial={"unit": request.user.unit},
        by=request.user,
    )


@form_methods
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change what was entered about a project."""
    project = _project(request, pk)
    require(request.user, "investment.change_project", project)
    fields = (
        "name",
        "investor",
        "credit_code",
        "investor_place",
        "chain",
        "node",
        "link_kind",
        "unit",
        "planned_start_on",
        "note",
    )
    shares = actions.partners_of(project, district.business_today())
    names = {
        unit.pk: unit.short_name
        for unit in type(project.unit).objects.filter(pk__in=[s.unit_id for s in shares])
    }
    initial = {
        **{field: getattr(project, field) for field in fields},
        "referred_by": project.referred_by.name if project.referred_by else "",
        "partners": actions.partners_text([(names[share.unit_id], share.percent) for share in shares]),
        "total": _yi(project.planned_total),
        "outside": _yi(project.planned_outside),
    }
    return form_view(
        request,
        forms.ProjectForm,
        lambda data: actions.change_project(
            by=request.user, project=project, entry=forms.project_entry(data, project)
        ),
        page=FormPage(title=_("修改项目"), back=_at(project)),
        done=_at,
        initial=initial,
        by=request.user,
        project=project,
    )


def _step(
    request: SignedInRequest,
    project: Project,
    permission: str,
    form: Any,
    act: Any,
    title: Any,
    **initial: Any,
) -> HttpResponse:
    """A small form that moves the project on and comes back to its page."""
    require(request.user, permission, project)
    return form_view(
        request,
        form,
        act,
        page=FormPage(title=f"{title}：{project.name}", back=_at(project), submit=title),
        done=lambda moved: _at(project),
        initial={"on": district.business_today(), **initial},
    )


@form_methods
def undo(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back the last recognised stage."""
    project = _project(request, pk)
    return _step(
        request,
        project,
        "investment.recognise",
        forms.ReasonForm,
        lambda data: verdicts.undo_stage(by=request.user, project=project, **data),
        _("撤销认定"),
    )


@form_methods
def aside(request: SignedInRequest, pk: int, transition: str) -> HttpResponse:
    """Pause, terminate or lose the project."""
    project = _project(request, pk)
    if transition not in stages.SET_ASIDE:
        raise Http404
    return _step(
        request,
        project,
        "investment.set_aside",
        forms.AsideForm,
        lambda data: stages.set_aside(by=request.user, project=project, transition=transition, **data),
        PROJECT.transition(transition).title,
    )


@form_methods
def exclude(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rule the project 不予认定."""
    project = _project(request, pk)
    return _step(
        request,
        project,
        "investment.recognise",
        forms.ExclusionForm,
        lambda data: stages.exclude(by=request.user, project=project, **data),
        PROJECT.transition("reject").title,
    )


@form_methods
def restore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Bring the project back from a side state."""
    project = _project(request, pk)
    excluded = project.state == ProjectState.NOT_RECOGNISED
    return _step(
        request,
        project,
        "investment.recognise" if excluded else "investment.set_aside",
        forms.AsideForm,
        lambda data: stages.restore(by=request.user, project=project, **data),
        _("恢复"),
    )
