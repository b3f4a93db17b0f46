"""Claiming that a project reached a stage, by the unit that leads it: only with every paper that the gate asks for."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.investment import (
    access,  # noqa: F401  declares the permissions that are required here
    stage_gates,
)
from taizhang.investment.actions.projects import refuse_first
from taizhang.investment.entries import money_faults, outside_fault
from taizhang.investment.models import CLAIMED_STAGES, Project, StageClaim
from taizhang.investment.papers import Gate, gate_of, papers_of
from taizhang.investment.states import OPEN_CLAIMS, ProjectState, StageClaimState
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation.access import PERMISSIONS, require
from taizhang.organisation.models import Unit, User

CLAIMED = dict(CLAIMED_STAGES)


def next_claimed(project: Project, stage: str) -> ProjectState:
    """The stage, if it is the one that comes next for the project; raises Refused, Conflict."""
    if stage not in CLAIMED:
        raise Refused(_("可以申报的阶段是签约、落地、开工、建成投用。"), field="stage")
    following = stage_gates.next_stage(project.state)
    if following != stage:
        here = ProjectState(project.state).label
        if following is None:
            sentence = _("项目现在是“%(here)s”，不能申报%(stage)s。")
            raise Conflict(sentence % {"here": here, "stage": CLAIMED[stage]})
        sentence = _("项目现在是“%(here)s”，下一步只能申报%(next)s，不能申报%(stage)s。")
        raise Conflict(sentence % {"here": here, "next": following.label, "stage": CLAIMED[stage]})
    return following


def require_open(gate: Gate) -> None:
    """Raise Refused naming every paper that is missing."""
    if not gate.is_open:
        raise Refused(_("%s。请先上传这些材料，写明材料日期。") % gate.sentence)


def contract_amount(
    project: Project, total: Decimal | None, outside: Decimal | None
) -> tuple[Decimal, Decimal | None]:
    """The contract's amount as stated, 万元; without a total the planned one. Raises Refused at the field."""
    if total is None:
        total, outside = project.planned_total, project.planned_outside if outside is None else outside
    refuse_first([
        *money_faults("total", total, positive=True), *money_faults("outside", outside), *outside_fault(total, outside)
    ])  # fmt: skip
    return total, outside


def _claimants_unit(by: User, project: Project) -> Unit:
    """The unit by whose post the person claims: the one that leads the project, or stands above it."""
    roles = PERMISSIONS["investment.claim_stage"].own_unit_roles
    posts = [post.unit for post in by.current_posts if post.role in roles]
    return next(unit for unit in posts if project.unit.path.startswith(unit.path))


@transaction.atomic
def claim_stage(
    *,
    by: User,
    project: Project,
    stage: str,
    total: Decimal | None = None,
    outside: Decimal | None = None,
    note: str = "",
    at: datetime | None = None,
) -> StageClaim:
    """Claim that a project reached its next stage; a claim that was returned is submitted again with the papers of now.

    The date is worked out from the papers, never stated. `total` and `outside` are the contract's 万元 at a signing.
    `at` is the instant of the claim, now where it is left out. Raises Refused naming the missing papers, Conflict.
    """
    require(by, "investment.claim_stage", project)
    project = Project.objects.select_for_update(of=("self",)).select_related("unit").get(pk=project.pk)
    following = next_claimed(project, stage)
    held = StageClaim.objects.filter(project=project, stage=stage, state__in=OPEN_CLAIMS).first()
    if held is not None and held.state == StageClaimState.SUBMITTED:
        sentence = _("这个项目的%s已经申报，正在等待认定，不能再报一次。")
        raise Conflict(sentence % following.label)
    at = at or clock.now()
    if at > clock.now():
        raise Refused(_("申报时间在现在之后，请核对。"))
    gate = gate_of(project, following, papers_of(project))
    require_open(gate)
    values: dict[str, Any] = {
        "by": by,
        "claimant_unit": _claimants_unit(by, project),
        "claimed_at": at,
        "business_on": gate.recognised_on,
        "papers": [StageClaim.paper_of(paper) for paper in gate.papers],
        "note": note.strip(),
    }
    if following == ProjectState.SIGNED:
        values["total"], values["outside"] = contract_amount(project, total, outside)
    if held is not None:
        return move(held, "submit", by=by, happened_at=at, changes=values)
    claim = StageClaim.objects.create(project=project, unit_id=project.unit_id, stage=stage, **values)
    detail = {"project": project.pk, "stage": stage, **values}
    record(subject=claim, kind="created", by=by, happened_at=at, detail=detail)
    return claim


def withdraw_claim(*, by: User, claim: StageClaim) -> StageClaim:
    """Take back a claim on which nobody has ruled, or that was returned."""
    require(by, "investment.claim_stage", claim)
    return move(claim, "withdraw", by=by)


@transaction.atomic
def set_equipment_only(*, by: User, project: Project, equipment_only: bool, reason: str) -> Project:
    """Say whether a project is one of equipment without building work, by which another gate opens its start.

    A reason is needed, for the verifier to read. Raises Conflict once its start is claimed or recognised.
    """
    require(by, "investment.change_project", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    if not reason.strip():
        raise Refused(_("请写明理由。"), field="reason")
    if project.started_on is not None:
        raise Conflict(_("项目已认定开工，不能再改开工所要的材料。"))
    if StageClaim.objects.filter(
        project=project, stage=ProjectState.STARTED, state=StageClaimState.SUBMITTED
    ).exists():
        raise Conflict(_("开工申报正在等待认定。请先撤回申报，再改开工所要的材料。"))
    if project.equipment_only != equipment_only:
        changed = {"equipment_only": [project.equipment_only, equipment_only]}
        project.equipment_only = equipment_only
        project.save(update_fields=["equipment_only"])
        detail = {"changed": changed, "reason": reason.strip()}
        record(subject=project, kind="changed", by=by, detail=detail)
    return project
