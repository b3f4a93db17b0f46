"""The pages of two-way commitments and of leaders' links."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.foundation.quantities import show_yi
from taizhang.investment import lead_forms
from taizhang.investment.actions import commitments as actions
from taizhang.investment.actions import leaders
from taizhang.investment.link_registers import COMMITMENTS, LEADER_LINKS, OVERDUE, CommitmentStates
from taizhang.investment.models import Commitment, LeaderLink, Project
from taizhang.investment.registers import PROJECTS
from taizhang.investment.states import COMMITMENT, CommitmentState
from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import frame

form_methods = require_http_methods(["GET", "POST"])


def _asked_project(request: SignedInRequest) -> Project | None:
    """The project that the address names, where the person may read it."""
    asked = request.GET.get("project", "")
    if not asked.isdecimal():
        return None
    return Project.objects.visible_to(request.user).filter(pk=asked).first()


def _project_fact(request: SignedInRequest, project: Project) -> Fact:
    """The project's name, with a link for those who may open it."""
    readable = Project.objects.visible_to(request.user).filter(pk=project.pk).exists()
    return Fact(_("项目"), project.name, url=PROJECTS.url("record", pk=project.pk) if readable else "")


def _commitment(request: SignedInRequest, pk: int) -> Commitment:
    rows = Commitment.objects.visible_to(request.user).select_related("project", "unit", "duty_unit")
    return get_object_or_404(rows, pk=pk)


def _at(row: Commitment) -> str:
    return COMMITMENTS.url("record", pk=row.pk)


def _acts(request: SignedInRequest, row: Commitment) -> list[Act]:
    acts = []
    if may(request.user, "investment.settle_commitment", row):
        for transition in COMMITMENT.allowed_from(row.state):
            name = transition.name
            where = reverse("investment:commitments-step", args=[row.pk, name])
            acts.append(
                Act(transition.title, where, primary=name == "keep", more=name in {"waive", "reopen"})
            )
    if row.state == CommitmentState.OPEN and may(request.user, "investment.record_commitment", row):
        acts.insert(1, Act(_("修改"), COMMITMENTS.url("edit", pk=row.pk)))
    return acts


@require_GET
def commitment_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One promise."""
    row, today = _commitment(request, pk), district.business_today()
    shown = OVERDUE if row.is_overdue(today) else row.state
    facts = [
        Fact(_("状态"), CommitmentStates.label(shown), state=shown),
        _project_fact(request, row.project),
        Fact(_("承诺方"), row.get_side_display()),
        Fact(_("类别"), row.get_kind_display()),
        Fact(_("兑现期限"), row.due_on),
        Fact(_("金额(亿元)"), "" if row.amount is None else show_yi(row.amount)),
        Fact(_("责任单位"), row.duty_unit),
        Fact(_("牵头单位"), row.unit),
    ]
    if row.kept_on:
        late = (row.kept_on - row.due_on).days
        kept = _("%(day)s，迟 %(late)s 天") % {"day": row.kept_on.isoformat(), "late": late}
        facts.append(Fact(_("兑现日期"), kept if late > 0 else row.kept_on))
    context = {
        **frame(COMMITMENTS),
        "title": _("承诺：%s") % row.text,
        "subject": row,
        "facts": facts,
        "acts": _acts(request, row),
        "history": timeline(row),
        "back": COMMITMENTS.url(),
    }
    return render(request, "investment/commitment_record.html", context)


@form_methods
def commitment_add(request: SignedInRequest) -> HttpResponse:
    """Record a promise about a project."""
    project = _asked_project(request)
    require(request.user, COMMITMENTS.add_permission, project)

    def act(data: dict[str, Any]) -> Commitment:
        chosen = project or data["project"]
        entry = lead_forms.commitment_entry(data)
        return actions.record_commitment(by=request.user, project=chosen, entry=entry)

    back = PROJECTS.url("record", pk=project.pk) if project else COMMITMENTS.url()
    title = _("登记承诺：%s") % project.name if project else _("登记承诺")
    return form_view(
        request,
        lead_forms.CommitmentForm,
        act,
        page=FormPage(title=title, back=back),
        done=lambda row: back if project else _at(row),
        by=request.user,
        fixed=project is not None,
    )


@form_methods
def commitment_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct an open promise."""
    row = _commitment(request, pk)
    require(request.user, "investment.record_commitment", row)
    fields = ("side", "kind", "text", "due_on", "duty_unit")
    return form_view(
        request,
        lead_forms.CommitmentForm,
        lambda data: actions.change_commitment(
            by=request.user, commitment=row, entry=lead_forms.commitment_entry(data)
        ),
        page=FormPage(title=_("修改承诺"), back=_at(row)),
        done=_at,
        initial={
            **{field: getattr(row, field) for field in fields},
            "amount": "" if row.amount is None else show_yi(row.amount),
        },
        by=request.user,
        fixed=True,
    )


@form_methods
def commitment_step(request: SignedInRequest, pk: int, transition: str) -> HttpResponse:
    """A promise was kept, found broken, waived, or is put back."""
    row = _commitment(request, pk)
    require(request.user, "investment.settle_commitment", row)
    keeps = transition == "keep"
    if not keeps and transition not in actions.SETTLING:
        raise Http404
    title = COMMITMENT.transition(transition).title

    def act(data: dict[str, Any]) -> Commitment:
        if keeps:
            return actions.keep_commitment(by=request.user, commitment=row, **data)
        return actions.settle_commitment(by=request.user, commitment=row, transition=transition, **data)

    return form_view(
        request,
        lead_forms.KeptForm if keeps else lead_forms.LeadReasonForm,
        act,
        page=FormPage(title=f"{title}：{row.text}", back=_at(row), submit=title),
        done=_at,
        initial={"on": district.business_today()} if keeps else {},
    )


# Leaders' links


def _link(request: SignedInRequest, pk: int) -> LeaderLink:
    rows = LeaderLink.objects.visible_to(request.user).select_related("project", "leader")
    return get_object_or_404(rows, pk=pk)


def _link_at(link: LeaderLink) -> str:
    return LEADER_LINKS.url("record", pk=link.pk)


@require_GET
def link_record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One leader's link."""
    link = _link(request, pk)
    about = _project_fact(request, link.project) if link.project else Fact(link.get_kind_display(), str(link))
    changes = may(request.user, "investment.link_leader")
    context = {
        **frame(LEADER_LINKS),
        "title": _("领导包联：%s") % link,
        "subject": link,
        "facts": [
            about,
            Fact(_("包联领导"), link.leader),
            Fact(_("自"), link.since),
            Fact(_("至"), link.until or _("现在")),
            Fact(_("职责"), link.duty, wide=True),
        ],
        "acts": [Act(_("调整或结束"), LEADER_LINKS.url("edit", pk=pk), primary=True)] if changes else [],
        "history": timeline(link),
        "back": LEADER_LINKS.url(),
    }
    return render(request, "web/record.html", context)


@form_methods
def link_add(request: SignedInRequest) -> HttpResponse:
    """Let a leader answer for a project, a chain or an enterprise."""
    require(request.user, "investment.link_leader")
    project = _asked_project(request)
    back = PROJECTS.url("record", pk=project.pk) if project else LEADER_LINKS.url()
    return form_view(
        request,
        lead_forms.LinkForm,
        lambda data: leaders.link_leader(by=request.user, entry=lead_forms.link_entry(data)),
        page=FormPage(title=_("登记领导包联"), back=back),
        done=lambda link: back if project else _link_at(link),
        initial={"since": district.business_today(), "project": project.name if project else ""},
        by=request.user,
    )


@form_methods
def link_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the days or the duty of a link."""
    link = _link(request, pk)
    require(request.user, "investment.link_leader")
    return form_view(
        request,
        lead_forms.LinkTimesForm,
        lambda data: leaders.change_link(by=request.user, link=link, **data),
        page=FormPage(title=_("调整包联：%s") % link, back=_link_at(link)),
        done=_link_at,
        initial={"duty": link.duty, "since": link.since, "until": link.until},
    )
