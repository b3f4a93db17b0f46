"""What the construction ledger reminds of: problems whose limit passed without their being put right."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.construction.models import Problem
from taizhang.organisation.posts import holders, holders_by_unit
from taizhang.reminders.rules import Due, Rule


def _overdue(day: date) -> Iterator[Due]:
    """Problems of the unit's own clerk, of the district's team where the unit has none; one reminder for each limit."""
    clerks, team = holders_by_unit("town_clerk"), holders("site_clerk")
    for row in Problem.objects.overdue(day).select_related("site").order_by("due_on", "pk"):
        text = _("%(site)s的问题应在 %(day)s 前整改，已逾期：%(what)s") % {
            "site": row.site.name, "day": row.due_on.isoformat(), "what": row.description[:60],
        }  # fmt: skip
        url = reverse("construction:problems-record", args=[row.pk])
        yield Due(row.journal_type, row.pk, text, url, row.due_on, tuple(clerks.get(row.unit_id) or team))


REMINDERS: tuple[Rule, ...] = (
    Rule(
        "construction.problem_overdue",
        gettext_lazy("整改逾期"),
        _overdue,
        gettext_lazy(
            "问题过了整改期限还没整改，次日提醒属地经办人；属地没有经办人的，提醒整治专班。批准延期后按新期限再算。"
        ),
    ),
)
