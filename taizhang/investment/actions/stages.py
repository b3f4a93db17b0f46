"""Setting a project aside, ruling it 不予认定, and bringing it back to the batch that it left."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.investment import access  # noqa: F401  declares the permissions that are required here
from taizhang.investment.models import Exclusion, Project, RuleSet
from taizhang.investment.states import RESTORING, SIDE_STATES, ExclusionReason, ProjectState
from taizhang.journal.moves import move
from taizhang.organisation.access import require
from taizhang.organisation.models import User

SET_ASIDE = ("pause", "terminate", "lose")


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
    year = (
        project.signed_on or on
    ).year  # a project is counted, or not, by the rules of the year of its signing
    if code not in RuleSet.in_force(year, on).exclusions:
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
