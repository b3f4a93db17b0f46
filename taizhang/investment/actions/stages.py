"""Recognising the stages of a project, setting it aside, ruling it 不予认定, and bringing it back."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.investment import access  # noqa: F401  declares the permissions that are required here
from taizhang.investment.actions.projects import SIGNING_BASIS, refuse_first
from taizhang.investment.entries import STAGE_DATES, TITLES, future_fault, money_faults, outside_fault
from taizhang.investment.models import AmountRevision, Exclusion, Project, RuleSet
from taizhang.investment.states import ADVANCING, RESTORING, SIDE_STATES, ExclusionReason, ProjectState
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
SET_ASIDE = ("pause", "terminate", "lose")


@transaction.atomic
def recognise_stage(
    *,
    by: User,
    project: Project,
    stage: str,
    on: date,
    total: Decimal | None = None,
    outside: Decimal | None = None,
) -> Project:
    """Recognise that a project reached a stage on a day; at the signing also the contract's amount, 万元.

    Without `total` the planned amount is the contract's. Raises NotPermitted, Refused at the field, Conflict.
    """
    require(by, "investment.recognise", project)
    state = ProjectState(stage)
    project = Project.objects.select_for_update().get(pk=project.pk)
    column, name = DATE_OF[state], ADVANCING[state]
    faults = list(future_fault(column, on, clock.today()))
    for earlier in STAGE_DATES[: STAGE_DATES.index(column)]:
        before = getattr(project, earlier)
        if before is not None and on < before:
            sentence = _("%(later)s %(day)s 早于%(earlier)s %(before)s，请核对。")
            faults.append((column, sentence % {
                "later": TITLES[column], "day": on.isoformat(), "earlier": TITLES[earlier], "before": before.isoformat(),
            }))  # fmt: skip
    refuse_first([("on", sentence) for _field, sentence in faults])
    detail: dict[str, Any] = {}
    if state == ProjectState.SIGNED:
        if total is None:
            total, outside = project.planned_total, project.planned_outside
        refuse_first([
            *money_faults("total", total, positive=True), *money_faults("outside", outside), *outside_fault(total, outside)
        ])  # fmt: skip
        detail = {"total": total, "outside": outside}
    moved = move(project, name, by=by, happened_at=clock.start_of(on), changes={column: on}, detail=detail)
    if detail:
        AmountRevision.objects.create(
            project=moved, unit_id=moved.unit_id, effective_on=on, basis=SIGNING_BASIS, initial=True, **detail
        )
    return moved


@transaction.atomic
def undo_stage(*, by: User, project: Project, reason: str) -> Project:
    """Take back the last recognised stage, with a reason; undoing the signing voids the amounts that rested on it."""
    require(by, "investment.recognise", project)
    project = Project.objects.select_for_update().get(pk=project.pk)
    state = ProjectState(project.state)
    if state not in DATE_OF:
        raise Conflict(_("现在的状态是“%s”，没有可撤销的认定。请刷新后再看。") % state.label)
    if state == ProjectState.SIGNED:
        AmountRevision.objects.filter(project=project, void=False).update(void=True)
    return move(project, f"undo_{ADVANCING[state]}", by=by, reason=reason, changes={DATE_OF[state]: None})


@transaction.atomic
def set_aside(*, by: User, project: Project, transition: str, on: date, reason: str) -> Project:
    """Pause, terminate or lose a project from a day on, with a reason."""
    require(by, "investment.set_aside", project)
    if transition not in SET_ASIDE:
        raise ValueError(f"{transition!r} does not set a project aside")
    _refuse_future(on)
    return move(
        project, transition, by=by, happened_at=clock.start_of(on), reason=reason, changes={"side_on": on}
    )


@transaction.atomic
def exclude(*, by: User, project: Project, code: str, on: date, reason: str) -> Project:
    """Rule a project 不予认定 from a day on: figures as of that day and later leave it out, earlier ones stay."""
    require(by, "investment.recognise", project)
    _refuse_future(on)
    if code not in RuleSet.of_year(on.year).exclusions:
        raise Refused(_("当年认定办法里没有这种不予认定情形。"), field="code")
    if project.signed_on and on < project.signed_on:
        raise Refused(_("日期 %(day)s 早于签约日期，请核对。") % {"day": on.isoformat()}, field="on")
    case = ExclusionReason(code)
    text = reason.strip()
    moved = move(
        project,
        "reject",
        by=by,
        happened_at=clock.start_of(on),
        reason=text,
        changes={"side_on": on},
        detail={"code": code},
    )
    Exclusion.objects.create(project=moved, code=case, reason=text[:200], since=on)
    return moved


@transaction.atomic
def restore(*, by: User, project: Project, on: date, reason: str) -> Project:
    """Bring a project back from a side state to the batch that its recognised dates say, with a reason."""
    project = Project.objects.select_for_update().get(pk=project.pk)
    excluded = project.state == ProjectState.NOT_RECOGNISED
    require(by, "investment.recognise" if excluded else "investment.set_aside", project)
    if project.state not in SIDE_STATES:
        raise Conflict(_("现在的状态是“%s”，不用恢复。请刷新后再看。") % ProjectState(project.state).label)
    _refuse_future(on)
    if project.side_on and on < project.side_on:
        raise Refused(_("恢复日期早于 %(day)s，请核对。") % {"day": project.side_on.isoformat()}, field="on")
    moved = move(
        project,
        RESTORING[project.batch],
        by=by,
        happened_at=clock.start_of(on),
        reason=reason,
        changes={"side_on": None},
    )
    Exclusion.objects.filter(project=project, until__isnull=True).update(until=on)
    return moved


def _refuse_future(on: date) -> None:
    if on > clock.today():
        raise Refused(_("日期 %(day)s 在今天之后，请核对。") % {"day": on.isoformat()}, field="on")
