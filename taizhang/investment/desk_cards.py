"""What a leading official sees of the investment ledger on the own page: my projects, my chains, promises overdue."""

from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from taizhang.foundation.quantities import show_yi
from taizhang.investment.models import Commitment, LeaderLink, LinkedTo, Project
from taizhang.investment.states import SIDE_STATES
from taizhang.web.desk_cards import DeskCard, DeskRow


def _linked_projects(user: Any, day: date) -> Any:
    return LeaderLink.objects.of_leader(user, day).filter(kind=LinkedTo.PROJECT).values("project_id")


def my_projects(user: Any, day: date) -> list[DeskRow]:
    """The projects that a leader answers for, the largest first."""
    rows = Project.objects.filter(pk__in=_linked_projects(user, day)).select_related("unit").with_amount(day)
    return [
        DeskRow(
            title=project.name,
            url=reverse("investment:projects-record", args=[project.pk]),
            note=_("%(unit)s · %(amount)s 亿元") % {"unit": project.unit, "amount": show_yi(project.amount)},
            state=project.state,
            state_label=project.get_state_display(),
            tone="warn" if project.state in SIDE_STATES else "",
            instruct=(Project.journal_type, project.pk),
        )
        for project in rows.order_by("-amount", "pk")
    ]


def my_chains(user: Any, day: date) -> list[DeskRow]:
    """The chains that a leader answers for, with how many of their projects are signed and how many are not."""
    links = LeaderLink.objects.of_leader(user, day).filter(kind=LinkedTo.CHAIN)
    chains = list(dict.fromkeys(links.order_by("since", "pk").values_list("chain", flat=True)))
    counts = {
        row["chain"]: row
        for row in Project.objects.filter(chain__in=chains)
        .exclude(state__in=SIDE_STATES)
        .order_by()
        .values("chain")
        .annotate(signed=Count("pk", filter=Q(signed_on__isnull=False)), every=Count("pk"))
    }
    found = []
    for chain in chains:
        row = counts.get(chain, {"signed": 0, "every": 0})
        values = {"signed": row["signed"], "talks": row["every"] - row["signed"]}
        url = f"{reverse('investment:projects')}?chain={chain}"
        found.append(DeskRow(chain, url, _("已签约 %(signed)s 个，在谈 %(talks)s 个") % values))
    return found


def my_overdue_promises(user: Any, day: date) -> list[DeskRow]:
    """Promises overdue about the projects that a leader answers for."""
    rows = Commitment.objects.overdue(day).filter(project_id__in=_linked_projects(user, day))
    return [
        DeskRow(
            title=row.text,
            url=reverse("investment:commitments-record", args=[row.pk]),
            note=_("%(project)s，期限 %(day)s")
            % {"project": row.project.name, "day": row.due_on.isoformat()},
            tone="bad",
            instruct=(Commitment.journal_type, row.pk),
        )
        for row in rows.select_related("project").order_by("due_on", "pk")
    ]


DESK_CARDS = (
    DeskCard(
        "investment.my_projects",
        _t("我包联的项目"),
        my_projects,
        lambda: reverse("investment:leader-links"),
        _t("还没有登记您包联的项目。"),
    ),
    DeskCard("investment.my_chains", _t("我包联的产业链"), my_chains),
    DeskCard("investment.overdue_promises", _t("逾期的承诺"), my_overdue_promises, late=True),
)
