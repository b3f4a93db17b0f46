"""What binds a project: its leaders, what was promised, its planned start, and who else is after its investor."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.foundation.quantities import show_yi
from taizhang.investment import planned_starts
from taizhang.investment.clashes import reported_elsewhere
from taizhang.investment.link_registers import OVERDUE, CommitmentStates
from taizhang.investment.models import Commitment, Project, RuleSet
from taizhang.investment.states import SIDE_STATES
from taizhang.organisation import district
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.web.records import Fact


def planned_start(project: Project) -> list[Fact]:
    """The planned month of start, marked where it was missed; nothing where none is planned."""
    planned = project.planned_start_on
    if planned is None:
        return []
    month, today = f"{planned:%Y-%m}", district.business_today()
    if missed_start(project, today):
        return [Fact(_("计划开工月份"), _("%s，已过期未开工") % month, state=OVERDUE)]
    return [Fact(_("计划开工月份"), month)]


def missed_start(project: Project, day: date) -> bool:
    """Whether a project that is not set aside missed its planned month of start, by the rules of the day."""
    planned = project.planned_start_on
    if planned is None or project.state in SIDE_STATES:
        return False
    grace = RuleSet.on(day).start_grace_days
    return planned_starts.missed(planned, project.started_on, day, grace)


def commitment_line(row: Commitment, day: date) -> dict[str, Any]:
    """A promise as a line of the project's card."""
    shown = OVERDUE if row.is_overdue(day) else row.state
    return {
        "row": row,
        "url": reverse("investment:commitments-record", args=[row.pk]),
        "amount": "" if row.amount is None else show_yi(row.amount),
        "shown": shown,
        "label": CommitmentStates.label(shown),
    }


def of_project(user: User, project: Project, day: date) -> dict[str, Any]:
    """The cards of a project's page: leaders, promises, and the warning that another unit reported the investor."""
    promises = Commitment.objects.filter(project=project).select_related("duty_unit").order_by("due_on", "pk")
    links = project.leader_links.select_related("leader").order_by("-since", "-pk")
    query = f"?project={project.pk}"
    adds = project.state not in SIDE_STATES and may(user, "investment.record_commitment", project)
    links_leaders = may(user, "investment.link_leader")
    return {
        "rivals": reported_elsewhere(project, day, user),
        "commitments": [commitment_line(row, day) for row in promises],
        "leader_links": [
            {
                "row": link,
                "url": reverse("investment:leader-links-record", args=[link.pk]),
                "ended": link.until is not None and link.until < day,
            }
            for link in links
        ],
        "add_commitment_url": f"{reverse('investment:commitments-add')}{query}" if adds else "",
        "add_leader_url": f"{reverse('investment:leader-links-add')}{query}" if links_leaders else "",
    }
