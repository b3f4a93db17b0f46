"""Judging claims of stages by another person of another unit: recognising, returning, and taking a recognition back."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.investment import access
from taizhang.investment.actions.claims import contract_amount, next_claimed, require_open
from taizhang.investment.actions.projects import SIGNING_BASIS
from taizhang.investment.entries import STAGE_DATES
from taizhang.investment.models import AmountRevision, Project, StageClaim
from taizhang.investment.papers import gate_of, papers_of
from taizhang.investment.states import ADVANCING, ProjectState, StageClaimState
from taizhang.journal.moves import move
from taizhang.organisation.access import require
from taizhang.organisation.models import User

DATE_OF = dict(
    zip(
        (ProjectState.SIGNED, ProjectState.LANDED, ProjectState.STARTED, ProjectState.IN_USE),
        STAGE_DATES,
        strict=True,
    )
)


def _refuse_own(by: User, claim: StageClaim) -> None:
    """Who claims does not verify: another person, of another unit."""
    if claim.by_id == by.pk:
        raise NotPermitted(_("这是您自己申报的，不能由您核定。"))
    if access.of_the_same_office(by, claim):
        sentence = _("这是本单位（%s）申报的，须由其他单位的核定员核定。")
        raise NotPermitted(sentence % claim.claimant_unit)


def _locked(claim: StageClaim) -> tuple[StageClaim, Project]:
    """The claim and its project, the project locked first as everywhere."""
    project = Project.objects.select_for_update().get(pk=claim.project_id)
    fresh = StageClaim.objects.select_for_update(of=("self",)).select_related("claimant_unit")
    return fresh.get(pk=claim.pk), project


@transaction.atomic
def recognise_claim(
    *,
    by: User,
    claim: StageClaim,
    total: Decimal | None = None,
    outside: Decimal | None = None,
    verdict: str = "",
    at: datetime | None = None,
) -> StageClaim:
    """Recognise a claim: the project takes the stage from the day that the papers of the claim give.

    At a signing `total` and `outside` are the contract's 万元; left out, they are as claimed. `at` is the instant of the
    verdict, now where it is left out. Raises NotPermitted for the claimant and the claimant's unit, Refused naming
    missing papers, Conflict.
    """
    require(by, "investment.verify_claim")
    claim, project = _locked(claim)
    _refuse_own(by, claim)
    if claim.state != StageClaimState.SUBMITTED:
        sentence = _("这份申报现在是“%s”，不能认定。请刷新后再看。")
        raise Conflict(sentence % claim.get_state_display())
    stage = next_claimed(project, claim.stage)
    relied_on = [paper for paper in papers_of(project) if claim.rests_on(paper.pk)]
    gate = gate_of(project, stage, relied_on)
    require_open(gate)
    assert gate.recognised_on is not None
    if total is None:
        total, outside = claim.total, claim.outside if outside is None else outside
    _advance(project, stage, gate.recognised_on, claim, total, outside, by=by)
    changes = {
        "recognised_on": gate.recognised_on,
        "verifier": by,
        "judged_at": at or clock.now(),
        "verdict": verdict.strip(),
        "return_reason": "",
    }
    return move(claim, "recognise", by=by, happened_at=at, changes=changes)


def _advance(
    project: Project,
    stage: ProjectState,
    on: date,
    claim: StageClaim,
    total: Decimal | None,
    outside: Decimal | None,
    *,
    by: User,
) -> None:
    """Move the project to the stage; a signing brings the contract's amount with it."""
    detail: dict[str, Any] = {"claim": claim.pk}
    if stage == ProjectState.SIGNED:
        total, outside = contract_amount(project, total, outside)
        detail |= {"total": total, "outside": outside}
        AmountRevision.objects.create(
            project=project, unit_id=project.unit_id, effective_on=on, basis=SIGNING_BASIS, initial=True,
            total=total, outside=outside,
        )  # fmt: skip
    move(
        project,
        ADVANCING[stage],
        by=by,
        happened_at=clock.start_of(on),
        changes={DATE_OF[stage]: on},
        detail=detail,
    )


@transaction.atomic
def recognise_claims(*, by: User, claims: Iterable[StageClaim], verdict: str = "") -> list[StageClaim]:
    """Recognise several claims at once, each through the same gate: all of them, or none with every refusal named."""
    require(by, "investment.verify_claim")
    done, refusals = [], []
    for claim in claims:
        try:
            # A refusal by the database itself must not spoil what the others ask of it.
            with transaction.atomic():
                done.append(recognise_claim(by=by, claim=claim, verdict=verdict))
        except Refused as refusal:
            refusals.append(_("%(claim)s：%(why)s") % {"claim": claim, "why": refusal})
    if refusals:
        raise Refused(_("没有认定任何一份，因为有 %d 份不能认定：") % len(refusals) + " ".join(refusals))
    if not done:
        raise Refused(_("请先选要认定的申报。"))
    return done


@transaction.atomic
def send_back(*, by: User, claim: StageClaim, reason: str, at: datetime | None = None) -> StageClaim:
    """Return a claim to who made it, with what is wrong; it may be submitted again."""
    require(by, "investment.verify_claim")
    claim, _project = _locked(claim)
    _refuse_own(by, claim)
    changes = {"verifier": by, "judged_at": at or clock.now(), "return_reason": reason.strip()[:200]}
    return move(claim, "send_back", by=by, happened_at=at, reason=reason, changes=changes)


@transaction.atomic
def undo_stage(*, by: User, project: Project, reason: str) -> Project:
    """Take back the last recognised stage, with a reason, and revoke the claim by which it was recognised.

    Undoing the signing voids the amounts that rested on it. A stage that came with imported history has no claim.
    """
    require(by, "investment.recognise", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    state = ProjectState(project.state)
    if state not in DATE_OF:
        raise Conflict(_("现在的状态是“%s”，没有可撤销的认定。请刷新后再看。") % state.label)
    if state == ProjectState.SIGNED:
        AmountRevision.objects.filter(project=project, void=False).update(void=True)
    for claim in StageClaim.objects.filter(project=project, stage=state, state=StageClaimState.RECOGNISED):
        move(claim, "revoke", by=by, reason=reason)
    return move(project, f"undo_{ADVANCING[state]}", by=by, reason=reason, changes={DATE_OF[state]: None})


@transaction.atomic
def revoke_claim(*, by: User, claim: StageClaim, reason: str) -> StageClaim:
    """Take back the recognition of a claim, with a reason: the project goes back to the stage before.

    Raises Conflict while a later stage rests on it, or while the project stands aside.
    """
    require(by, "investment.recognise", claim)
    claim, project = _locked(claim)
    if claim.state != StageClaimState.RECOGNISED:
        sentence = _("这份申报现在是“%s”，没有可撤销的认定。请刷新后再看。")
        raise Conflict(sentence % claim.get_state_display())
    if project.state != claim.stage:
        here = ProjectState(project.state).label
        sentence = _("项目现在是“%s”。请先撤销后面的阶段或恢复项目，再撤销这个阶段。")
        raise Conflict(sentence % here)
    undo_stage(by=by, project=project, reason=reason)
    claim.refresh_from_db()
    return claim
