"""The page of a first report, and the forms that register it, follow it up and move it on."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from taizhang.investment import forms, lead_forms
from taizhang.investment.actions import leads as actions
from taizhang.investment.clashes import Rival, rivals
from taizhang.investment.lead_registers import LEADS, lead_rows
from taizhang.investment.lead_window import Standing
from taizhang.investment.models import Lead
from taizhang.investment.registers import PROJECTS
from taizhang.investment.states import LEAD, LeadState
from taizhang.journal.timeline import timeline
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import frame

form_methods = require_http_methods(["GET", "POST"])

# Transition → (permission, action) of the steps that ask for nothing but a reason.
STEPS: dict[str, tuple[str, Any]] = {
    "release": ("investment.register_lead", actions.release_lead),
    "reopen": ("investment.register_lead", actions.reopen_lead),
    "undo_convert": ("investment.register_lead", actions.undo_conversion),
    "reoffer": ("investment.reoffer_lead", actions.reoffer_lead),
    "undo_reoffer": ("investment.reoffer_lead", actions.undo_reoffer),
}


def _lead(request: SignedInRequest, pk: int) -> Lead:
    """A report that the person may see; 404 otherwise."""
    return get_object_or_404(lead_rows(request.user).select_related("unit", "project"), pk=pk)


def _held(request: SignedInRequest, pk: int) -> Lead:
    """A report whose whole file the person may open."""
    return get_object_or_404(Lead.objects.held_by(request.user).select_related("unit"), pk=pk)


def _at(lead: Lead) -> str:
    return LEADS.url("record", pk=lead.pk)


def _rivals(request: SignedInRequest, lead: Lead) -> list[Rival]:
    return rivals(
        key=lead.investor_key,
        credit_code=lead.credit_code,
        unit_id=lead.unit_id,
        day=district.business_today(),
        reader=request.user,
    )


def _acts(request: SignedInRequest, lead: Lead) -> list[Act]:
    """What this person may do with the report in its present state, the likeliest first."""
    user, acts = request.user, []

    def at(name: str, **more: Any) -> str:
        return reverse(f"investment:leads-{name}", kwargs={"pk": lead.pk, **more})

    if lead.state == LeadState.REGISTERED:
        if may(user, "investment.follow_up_lead", lead):
            acts.append(Act(_("跟进续期"), at("follow-up"), primary=lead.standing != Standing.LIVE))
        if may(user, "investment.register_lead", lead):
            acts.append(Act(_("转为项目"), at("convert"), primary=lead.standing == Standing.LIVE))
            acts.append(Act(_("修改"), LEADS.url("edit", pk=lead.pk)))
    other = bool(user.home_unit_ids.difference({lead.unit_id})) or may(user, "investment.take_up_lead", 0)
    if lead.state == LeadState.REOFFERED and other and may(user, "investment.take_up_lead"):
        acts.append(Act(_("承接"), at("take-up"), primary=True))
    for transition in LEAD.allowed_from(lead.state):
        if transition.name not in STEPS or not may(user, STEPS[transition.name][0], lead):
            continue
        if transition.name == "reoffer" and lead.standing != Standing.EXPIRED:
            continue
        likely = transition.name == "reoffer"
        acts.append(Act(transition.title, at("step", transition=transition.name), more=not likely))
    return acts


def _facts(lead: Lead) -> list[Fact]:
    facts = [
        Fact(_("状态"), lead.get_state_display(), state=lead.state),
        Fact(_("首报单位"), lead.unit),
        Fact(_("登记日期"), lead.reported_on),
        Fact(_("首次对接日期"), lead.first_contact_on),
        Fact(_("保护期至"), lead.expires_on),
    ]
    if lead.standing:
        facts.append(Fact(_("保护期"), Standing(lead.standing).label, state=lead.standing))
    facts += [
        Fact(_("统一社会信用代码"), lead.credit_code),
        Fact(_("对接人职务"), lead.contact),
    ]
    if lead.project is not None:
        facts.append(Fact(_("所转项目"), lead.project.name, url=PROJECTS.url("record", pk=lead.project.pk)))
    return [*facts, Fact(_("项目意向"), lead.idea, wide=True)]


@require_GET
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A report with its follow-ups. Of a report on offer another unit's clerk sees the facts, not the file."""
    lead = _lead(request, pk)
    whole = Lead.objects.held_by(request.user).filter(pk=pk).exists()
    context = {
        **frame(LEADS),
        "title": lead.investor,
        "lead": lead,
        "whole": whole,
        "facts": _facts(lead),
        "acts": _acts(request, lead),
        "rivals": _rivals(request, lead) if whole and lead.state == LeadState.REGISTERED else [],
        "follow_ups": lead.follow_ups.select_related("attachment", "by") if whole else [],
        "history": timeline(lead) if whole else [],
        "back": LEADS.url(),
        **({"subject": lead} if whole else {}),
    }
    return render(request, "investment/lead_record.html", context)


def _warned(request: SignedInRequest, lead: Lead) -> str:
    """The report's page; says at once where another unit is after the investor."""
    if _rivals(request, lead):
        messages.warning(request, _("注意：别的单位也在对接这个投资方，双方都会收到提示。"))
    return _at(lead)


@form_methods
def add(request: SignedInRequest) -> HttpResponse:
    """Register a first report."""
    require(request.user, LEADS.add_permission)
    unit = request.user.unit
    return form_view(
        request,
        lead_forms.LeadForm,
        lambda data: actions.register_lead(by=request.user, entry=lead_forms.lead_entry(data)),
        page=FormPage(
            title=_("首报登记"),
            back=LEADS.url(),
            note=_("别的单位已经首报的投资方也可以登记，双方和商务局会收到提示，但看不到对方的内容。"),
        ),
        done=lambda lead: _warned(request, lead),
        initial={"first_contact_on": district.business_today(), "unit": unit.pk if unit else None},
        by=request.user,
    )


@form_methods
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a report."""
    lead = _held(request, pk)
    require(request.user, "investment.register_lead", lead)
    fields = ("investor", "credit_code", "idea", "contact", "first_contact_on")
    return form_view(
        request,
        lead_forms.LeadForm,
        lambda data: actions.change_lead(
            by=request.user, lead=lead, entry=lead_forms.lead_entry(data, lead.unit_id)
        ),
        page=FormPage(title=_("修改首报登记"), back=_at(lead)),
        done=lambda changed: _warned(request, changed),
        initial={field: getattr(lead, field) for field in fields},
        by=request.user,
        fixed=True,
    )


@form_methods
def follow_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record a further contact, with the paper that proves it."""
    lead = _held(request, pk)
    require(request.user, "investment.follow_up_lead", lead)

    def act(data: dict[str, Any]) -> Lead:
        file = data.pop("file")
        actions.follow_up(by=request.user, lead=lead, file=file, name=file.name, **data)
        return lead

    return form_view(
        request,
        lead_forms.FollowUpForm,
        act,
        page=FormPage(
            title=_("跟进续期：%s") % lead.investor,
            back=_at(lead),
            note=_("现在的保护期到 %s。") % lead.expires_on.isoformat(),
        ),
        done=_at,
        initial={"on": district.business_today()},
    )


@form_methods
def convert(request: SignedInRequest, pk: int) -> HttpResponse:
    """Open a project from the report; the project's form comes filled in with what the report says."""
    lead = _held(request, pk)
    require(request.user, "investment.register_lead", lead)
    return form_view(
        request,
        forms.ProjectForm,
        lambda data: actions.convert_lead(by=request.user, lead=lead, entry=forms.project_entry(data)),
        page=FormPage(title=_("转为项目：%s") % lead.investor, back=_at(lead), submit=_("转为项目")),
        done=lambda project: PROJECTS.url("record", pk=project.pk),
        initial={
            "investor": lead.investor,
            "credit_code": lead.credit_code,
            "unit": lead.unit_id,
            "note": lead.idea,
        },
        by=request.user,
    )


@form_methods
def take_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take up a report that another unit lost."""
    lead = _lead(request, pk)
    require(request.user, "investment.take_up_lead")
    return form_view(
        request,
        lead_forms.TakeUpForm,
        lambda data: actions.take_up_lead(by=request.user, lead=lead, **data),
        page=FormPage(
            title=_("承接首报：%s") % lead.investor,
            back=_at(lead),
            submit=_("承接"),
            note=_("承接之日起重新计算保护期。"),
        ),
        done=_at,
        by=request.user,
        besides=lead.unit_id,
    )


@form_methods
def step(request: SignedInRequest, pk: int, transition: str) -> HttpResponse:
    """A step that asks for a reason: give up, register again, take back, and what undoes each."""
    lead = _held(request, pk)
    if transition not in STEPS:
        raise Http404
    permission, act = STEPS[transition]
    require(request.user, permission, lead)
    title = LEAD.transition(transition).title
    return form_view(
        request,
        lead_forms.LeadReasonForm,
        lambda data: act(by=request.user, lead=lead, **data),
        page=FormPage(title=f"{title}：{lead.investor}", back=_at(lead), submit=title),
        done=_at,
    )
