"""The pages of claims: what a project still lacks, the claim, and its verification with the papers side by side."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.evidence.models import Attachment
from taizhang.foundation.quantities import show_yi
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.investment import forms, stage_gates
from taizhang.investment.actions import claims as actions
from taizhang.investment.actions import verdicts
from taizhang.investment.claim_register import STAGE_CLAIMS
from taizhang.investment.models import Project, StageClaim
from taizhang.investment.papers import gate_of, papers_of
from taizhang.investment.registers import PROJECTS
from taizhang.investment.states import OPEN_CLAIMS, ProjectState, StageClaimState
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import Form, FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import frame

AT_STAGE = "#stage"
MOST_TOGETHER = 50
form_methods = require_http_methods(["GET", "POST"])


def _step(pk: int, name: str) -> str:
    return reverse(f"investment:stage-claims-{name}", kwargs={"pk": pk})


def stage_card(user: User, project: Project) -> dict[str, Any]:
    """What a project's page says of its next stage: the gate with its papers, and the claims made so far."""
    claims = list(StageClaim.objects.filter(project=project).select_related("claimant_unit"))
    following = stage_gates.next_stage(project.state)
    gate = gate_of(project, following, papers_of(project)) if following else None
    held = next((each for each in claims if each.state in OPEN_CLAIMS and each.stage == following), None)
    waits = held is not None and held.state == StageClaimState.SUBMITTED
    may_claim = (
        gate is not None and gate.is_open and not waits and may(user, "investment.claim_stage", project)
    )
    return {
        "gate": gate,
        "claims": claims,
        "held": held,
        "claim_url": reverse("investment:projects-claim", kwargs={"pk": project.pk}) if may_claim else "",
        "claim_title": _("申报%s") % following.label if following else "",
    }


def stage_acts(user: User, card: dict[str, Any]) -> list[Act]:
    """The button that the next stage asks for: to claim it, or to look at the claim that waits."""
    held = card["held"]
    if card["claim_url"]:
        return [Act(card["claim_title"], card["claim_url"], primary=True)]
    if held is not None and held.state == StageClaimState.SUBMITTED:
        judges = may(user, "investment.verify_claim", held)
        title = _("核定%s申报") if judges else _("查看%s申报")
        return [Act(title % held.get_stage_display(), STAGE_CLAIMS.url("record", pk=held.pk), primary=judges)]
    return []


def _project(request: SignedInRequest, pk: int) -> Project:
    return get_object_or_404(Project.objects.visible_to(request.user).select_related("unit"), pk=pk)


@form_methods
def claim(request: SignedInRequest, pk: int) -> HttpResponse:
    """Claim the project's next stage; while papers are missing the way leads back to what is missing."""
    project = _project(request, pk)
    require(request.user, "investment.claim_stage", project)
    back = PROJECTS.url("record", pk=pk) + AT_STAGE
    following = stage_gates.next_stage(project.state)
    if following is None:
        return redirect(back)
    gate = gate_of(project, following, papers_of(project))
    if request.method == "GET" and not gate.is_open:
        messages.warning(request, gate.sentence)
        return redirect(back)
    signing = following == ProjectState.SIGNED

    def act(data: dict[str, Any]) -> StageClaim:
        total, outside = forms.contract_money(data)
        return actions.claim_stage(
            by=request.user, project=project, stage=following, note=data["note"], total=total, outside=outside
        )

    day = gate.recognised_on.isoformat() if gate.recognised_on else ""
    note = _("材料已齐。按材料日期，%(stage)s日期是 %(day)s；由其他单位的核定员对照材料认定。")
    return form_view(
        request,
        forms.ClaimForm,
        act,
        page=FormPage(
            title=_("申报%(stage)s：%(project)s") % {"stage": following.label, "project": project.name},
            back=back,
            submit=_("申报"),
            note=note % {"stage": following.label, "day": day} if day else gate.sentence,
        ),
        done=lambda made: STAGE_CLAIMS.url("record", pk=made.pk),
        saved=_("已申报，等待认定。"),
        initial={
            "total": show_yi(project.planned_total),
            "outside": "" if project.planned_outside is None else show_yi(project.planned_outside),
        },
        signing=signing,
    )


def _claim(request: SignedInRequest, pk: int) -> StageClaim:
    rows = StageClaim.objects.visible_to(request.user)
    rows = rows.select_related("project__unit", "unit", "claimant_unit", "by", "verifier")
    return get_object_or_404(rows, pk=pk)


def _facts(row: StageClaim) -> list[Fact]:
    project = row.project
    facts = [
        Fact(_("状态"), row.get_state_display(), state=row.state),
        Fact(_("项目名称"), project, url=PROJECTS.url("record", pk=project.pk), wide=True),
        Fact(_("申报阶段"), row.get_stage_display()),
        Fact(_("材料确定的日期"), row.business_on),
        Fact(_("牵头单位"), row.unit),
        Fact(_("投资方"), project.investor, wide=True),
        Fact(_("统一社会信用代码"), project.credit_code, wide=True),
        Fact(_("投资方所在地"), project.investor_place),
    ]
    if row.is_signing:
        facts += [
            Fact(_("合同总投资(亿元)"), "" if row.total is None else show_yi(row.total)),
            Fact(_("合同区外资金(亿元)"), "" if row.outside is None else show_yi(row.outside)),
        ]
    if row.stage == ProjectState.STARTED:
        kind = _("纯设备项目") if project.equipment_only else _("有土建的项目")
        facts.append(Fact(_("项目类别"), kind))
    facts += [
        Fact(
            _("申报人"), _("%(unit)s %(person)s") % {"unit": row.claimant_unit, "person": row.by}, wide=True
        ),
        Fact(_("申报说明"), row.note, wide=True),
    ]
    if row.return_reason:
        facts.append(Fact(_("退回理由"), row.return_reason, wide=True))
    if row.recognised_on:
        facts.append(Fact(_("认定日期"), row.recognised_on))
    if row.verdict:
        facts.append(Fact(_("核定意见"), row.verdict, wide=True))
    if row.verifier_id:
        facts.append(Fact(_("核定人"), row.verifier, wide=True))
    return facts


def _acts(user: User, row: StageClaim) -> list[Act]:
    acts = []
    if may(user, "investment.claim_stage", row):
        if row.state == StageClaimState.RETURNED:
            title = _("补正后重新申报")
            acts.append(Act(title, PROJECTS.url("record", pk=row.project_id) + AT_STAGE, primary=True))
        if row.state in OPEN_CLAIMS:
            sure = _("撤回后可以重新申报。确定撤回这份申报？")
            acts.append(Act(_("撤回申报"), _step(row.pk, "withdraw"), post=True, confirm=sure))
    if row.state == StageClaimState.RECOGNISED and may(user, "investment.recognise", row):
        acts.append(Act(_("撤销认定"), _step(row.pk, "revoke"), more=True))
    return acts


def _page(
    request: SignedInRequest,
    row: StageClaim,
    *,
    verdict: Form | None = None,
    returning: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    user, judged = request.user, None
    if row.state == StageClaimState.SUBMITTED and may(user, "investment.verify_claim", row):
        stated = {"total": row.total, "outside": row.outside}
        initial = {name: show_yi(amount) for name, amount in stated.items() if amount is not None}
        judged = {
            "verdict": verdict
            or forms.VerdictForm(signing=row.is_signing, initial=initial, auto_id="verdict_%s"),
            "returning": returning or forms.ReasonForm(auto_id="returning_%s"),
            "recognise_url": _step(row.pk, "recognise"),
            "return_url": _step(row.pk, "send-back"),
        }
    ids = [paper["id"] for paper in row.papers]
    rested_on = Attachment.objects.filter(pk__in=ids).order_by("dated_on", "pk")
    context = {
        **frame(STAGE_CLAIMS),
        "title": _("%(stage)s申报") % {"stage": row.get_stage_display()},
        "subtitle": row.project.name,
        "claim": row,
        "facts": _facts(row),
        "acts": _acts(user, row),
        "gate": gate_of(row.project, ProjectState(row.stage), rested_on),
        "judged": judged,
        "own_claim": row.state == StageClaimState.SUBMITTED
        and judged is None
        and may(user, "investment.verify_claim"),
        "history": timeline(row),
        "back": STAGE_CLAIMS.url(),
    }
    return render(request, "investment/claim_record.html", context, status=status)


@require_GET
def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """A claim with the papers that it rests on in view, its facts beside them, and for who may judge it the verdict."""
    return _page(request, _claim(request, pk))


def _judge(
    request: SignedInRequest, row: StageClaim, form: Form, name: str, act: Callable[[], Any], said: str
) -> HttpResponse:
    """Take one verdict; a refusal comes back to the page with what was typed."""
    if form.is_valid():
        try:
            act()
        except NotPermitted:
            raise
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, said)
            return HttpResponseRedirect(STAGE_CLAIMS.url("record", pk=row.pk))
    row.refresh_from_db()
    forms_: dict[str, Any] = {name: form}
    return _page(request, row, status=422, **forms_)


@require_POST
def recognise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Recognise the claim."""
    row = _claim(request, pk)
    require(request.user, "investment.verify_claim")
    form = forms.VerdictForm(request.POST, signing=row.is_signing, auto_id="verdict_%s")

    def act() -> StageClaim:
        given = form.cleaned_data
        total, outside = forms.contract_money(given)
        return verdicts.recognise_claim(
            by=request.user, claim=row, verdict=given["verdict"], total=total, outside=outside
        )

    return _judge(request, row, form, "verdict", act, _("已认定。"))


@require_POST
def send_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Return the claim with what is wrong."""
    row = _claim(request, pk)
    require(request.user, "investment.verify_claim")
    form = forms.ReasonForm(request.POST, auto_id="returning_%s")

    def act() -> StageClaim:
        return verdicts.send_back(by=request.user, claim=row, reason=form.cleaned_data["reason"])

    return _judge(request, row, form, "returning", act, _("已退回。"))


@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the claim back."""
    row = _claim(request, pk)
    actions.withdraw_claim(by=request.user, claim=row)
    messages.success(request, _("已撤回。"))
    return HttpResponseRedirect(PROJECTS.url("record", pk=row.project_id) + AT_STAGE)


@form_methods
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a recognition back, with a reason."""
    row = _claim(request, pk)
    require(request.user, "investment.recognise", row)
    back = STAGE_CLAIMS.url("record", pk=pk)
    return form_view(
        request,
        forms.ReasonForm,
        lambda data: verdicts.revoke_claim(by=request.user, claim=row, reason=data["reason"]),
        page=FormPage(
            title=_("撤销认定：%s") % row,
            back=back,
            submit=_("撤销认定"),
            note=_("项目退回上一阶段；这份申报和材料留存备查，补正后可以重新申报。"),
        ),
        done=lambda done: back,
    )


@form_methods
def together(request: SignedInRequest) -> HttpResponse:
    """Recognise several claims at once: all that are chosen, or none, with every refusal named."""
    require(request.user, "investment.verify_claim")
    filters, rows = STAGE_CLAIMS.filtered(request.user, request.GET)
    rows = rows.filter(state=StageClaimState.SUBMITTED, own=False)
    rows = rows.select_related("project", "unit").order_by("claimed_at", "pk")
    refusal, chosen = "", request.POST.getlist("claim")
    if request.method == "POST":
        numbers = [int(text) for text in chosen if text.isdecimal()]
        picked = (
            StageClaim.objects.visible_to(request.user).filter(pk__in=numbers).order_by("claimed_at", "pk")
        )
        verdict = request.POST.get("verdict", "")[:200]
        try:
            done = verdicts.recognise_claims(by=request.user, claims=picked, verdict=verdict)
        except NotPermitted:
            raise
        except Refused as why:
            refusal = str(why)
        else:
            messages.success(request, _("已认定 %d 份申报。") % len(done))
            return redirect(STAGE_CLAIMS.url())
    context = {
        **frame(STAGE_CLAIMS),
        "filters": [filters.form[name] for name in ("q", "stage", "unit")],
        "lines": [
            {
                "claim": row,
                "chosen": str(row.pk) in chosen,
                "total": "" if row.total is None else show_yi(row.total),
                "papers": len(row.papers),
            }
            for row in rows[:MOST_TOGETHER]
        ],
        "refusal": refusal,
        "back": STAGE_CLAIMS.url(),
    }
    return render(request, "investment/claims_together.html", context, status=422 if refusal else 200)


@form_methods
def equipment_only(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether the project is one of equipment without building work."""
    project = _project(request, pk)
    require(request.user, "investment.change_project", project)
    back = PROJECTS.url("record", pk=pk) + AT_STAGE
    return form_view(
        request,
        forms.EquipmentOnlyForm,
        lambda data: actions.set_equipment_only(
            by=request.user,
            project=project,
            equipment_only=data["equipment_only"] == "yes",
            reason=data["reason"],
        ),
        page=FormPage(title=_("开工所要的材料：%s") % project.name, back=back),
        done=lambda done: back,
        initial={"equipment_only": "yes" if project.equipment_only else "no"},
    )
