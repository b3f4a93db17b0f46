"""What the archive reminds of: sent issues that their recipients have not confirmed, by the calendar and when asked again."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.archive.actions.delivering import CHASED
from taizhang.archive.models import ArchiveSettings, Delivery
from taizhang.bulletin.models import Issue
from taizhang.foundation.clock import SHANGHAI
from taizhang.organisation.workdays import add_working_days, working_days_between
from taizhang.reminders.rules import Due, Rule

LONGEST_DAYS = 60  # after so many days nobody is reminded of an issue any more


def _unread(day: date) -> Iterable[Due]:
    after = ArchiveSettings.in_force().remind_after
    rows = Delivery.objects.unconfirmed().select_related("issue")
    found: dict[int, tuple[Issue, date, list[int]]] = {}
    for row in rows.order_by("issue_id", "pk"):
        sent_on = row.sent_at.astimezone(SHANGHAI).date()
        old = (day - sent_on).days > LONGEST_DAYS
        if row.user_id is None or old or working_days_between(sent_on, day) < after:
            continue
        limit = add_working_days(sent_on, after)
        found.setdefault(row.issue_id, (row.issue, limit, []))[2].append(row.user_id)
    for issue, limit, people in found.values():
        text = _("%(name)s%(issue)s已印发 %(days)s 个工作日，请阅后点“确认已阅”。") % {
            "name": issue.masthead,
            "issue": issue,
            "days": after,
        }
        yield _due(issue, text, limit, people)


def _chased(day: date) -> Iterable[Due]:
    rows = (
        Delivery.objects.unconfirmed()
        .filter(chased_on=day)
        .select_related("issue")
        .order_by("issue_id", "pk")
    )
    found: dict[int, tuple[Issue, list[int]]] = {}
    for row in rows:
        if row.user_id is not None:
            found.setdefault(row.issue_id, (row.issue, []))[1].append(row.user_id)
    for issue, people in found.values():
        text = _("催阅：%(name)s%(issue)s请尽快阅读，阅后点“确认已阅”。") % {
            "name": issue.masthead,
            "issue": issue,
        }
        yield _due(issue, text, day, people)


def _due(issue: Issue, text: str, on: date, people: list[int]) -> Due:
    return Due(
        Issue.journal_type, issue.pk, text, reverse("archive:read", args=[issue.pk]), on, tuple(people)
    )


REMINDERS = (
    Rule(
        "archive.unread",
        gettext_lazy("信息未阅"),
        _unread,
        gettext_lazy("印发后过了设定的工作日还没有确认已阅的，提醒收阅人一次。"),
    ),
    Rule(
        CHASED,
        gettext_lazy("信息催阅"),
        _chased,
        gettext_lazy("编辑点“催阅”的当天，提醒还没有确认已阅的收阅人。"),
    ),
)
