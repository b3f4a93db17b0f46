"""What the enterprises room reminds of: requests near their limit, and past it."""

from collections.abc import Callable, Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.enterprises.access import HANDLERS
from taizhang.enterprises.models import EnterpriseRequest
from taizhang.enterprises.states import WITH_THE_UNIT
from taizhang.organisation.posts import holders_by_unit
from taizhang.organisation.workdays import add_working_days
from taizhang.reminders.rules import Due, Rule

NEAR_DAYS = 2  # working days before the limit


def _dues(
    first: date | None, last: date, day: date, sentence: Callable[[EnterpriseRequest], str]
) -> Iterator[Due]:
    """Requests still with a unit whose limit lies between two days, for those who handle them and for the first unit."""
    rows = EnterpriseRequest.objects.filter(
        state__in=[str(state) for state in WITH_THE_UNIT], due_on__lte=last
    )
    if first is not None:
        rows = rows.filter(due_on__gte=first)
    people = holders_by_unit(HANDLERS, day)
    for row in rows.select_related("enterprise").order_by("due_on", "pk"):
        units = dict.fromkeys((row.unit_id, row.first_unit_id))
        users = dict.fromkeys(user for unit in units for user in people.get(unit, ()))
        if users:
            url = reverse("enterprises:requests-record", kwargs={"pk": row.pk})
            yield Due(row.journal_type, row.pk, sentence(row), url, row.due_on, tuple(users))


def _near(day: date) -> Iterator[Due]:
    def sentence(row: EnterpriseRequest) -> str:
        return _("%(enterprise)s的诉求应在 %(day)s 前答复，还没有答复。") % {
            "enterprise": row.enterprise.name,
            "day": row.due_on,
        }

    return _dues(day, add_working_days(day, NEAR_DAYS), day, sentence)


def _over(day: date) -> Iterator[Due]:
    def sentence(row: EnterpriseRequest) -> str:
        return _("%(enterprise)s的诉求已超过时限 %(day)s，请尽快办理并答复企业。") % {
            "enterprise": row.enterprise.name,
            "day": row.due_on,
        }

    return _dues(None, _day_before(day), day, sentence)


def _day_before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


REMINDERS: tuple[Rule, ...] = (
    Rule(
        "enterprises.request_near_limit",
        gettext_lazy("企业诉求快到时限"),
        _near,
        gettext_lazy("时限前 2 个工作日提醒承办单位和首接单位。"),
    ),
    Rule(
        "enterprises.request_over_limit",
        gettext_lazy("企业诉求超过时限"),
        _over,
        gettext_lazy("超过时限还没有答复的，提醒承办单位和首接单位一次。"),
    ),
)
