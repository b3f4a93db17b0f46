"""Who else is after an investor: what a unit may know of another's report without opening its file (rule 12)."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from taizhang.investment.models import Lead, Project
from taizhang.investment.models.leads import GONE, same_investor
from taizhang.organisation.models import User


@dataclass(frozen=True)
class Rival:
    """Another unit's report or project of the same investor. `unit`, `name` and `url` are empty for who may not open it.

    `since` is the day on which the other unit reported the investor; None for a project, of which no such day is known.
    """

    since: date | None
    unit: str = ""
    name: str = ""
    url: str = ""


def rivals(*, key: str, credit_code: str, unit_id: int, day: date, reader: User) -> list[Rival]:
    """Other units' live reports of an investor, earliest first, and their projects; four queries at most."""
    found: list[Rival] = []
    by_name, by_code = same_investor(key, credit_code)
    same = by_name | by_code if credit_code else by_name
    leads = Lead.objects.live(day).filter(same).exclude(unit_id=unit_id).select_related("unit")
    open_leads = set(Lead.objects.held_by(reader).filter(same).values_list("pk", flat=True))
    for lead in leads.order_by("reported_on", "pk"):
        if lead.pk in open_leads:
            url = reverse("investment:leads-record", args=[lead.pk])
            found.append(Rival(lead.reported_on, str(lead.unit), lead.investor, url))
        else:
            found.append(Rival(lead.reported_on))
    projects = Project.objects.filter(same).exclude(unit_id=unit_id).exclude(state__in=GONE)
    open_projects = set(Project.objects.visible_to(reader).filter(same).values_list("pk", flat=True))
    hidden = False
    for project in projects.select_related("unit").order_by("pk"):
        if project.pk in open_projects:
            url = reverse("investment:projects-record", args=[project.pk])
            found.append(Rival(None, str(project.unit), project.name, url))
        else:
            hidden = True
    return [*found, *([Rival(None)] if hidden else [])]


def reported_elsewhere(project: Project, day: date, reader: User) -> list[Rival]:
    """Other units' live reports of a project's investor."""
    found = rivals(
        key=project.investor_key,
        credit_code=project.credit_code,
        unit_id=project.unit_id,
        day=day,
        reader=reader,
    )
    return [rival for rival in found if rival.since is not None]
