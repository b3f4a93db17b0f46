"""What the bulletin reminds of: calls for items near and over their deadline, figures that wait to be confirmed."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.bulletin.models import Call, CallUnit, Confirmation, Item
from taizhang.bulletin.states import CallState
from taizhang.organisation.posts import holders_by_unit
from taizhang.organisation.workdays import add_working_days
from taizhang.reminders.rules import Due, Rule

NEAR_DAYS = 2  # working days before its deadline in which a call is near it
ANSWERING = ("reporter", "unit_signer")


def _unanswered(**conditions: object) -> dict[Call, list[int]]:
    """Open calls with the units that have not answered, in two queries."""
    rows = CallUnit.objects.unanswered().filter(call__state=CallState.OPEN, **conditions)
    found: dict[Call, list[int]] = {}
    for row in rows.select_related("call").order_by("call__due_on", "call", "unit"):
        found.setdefault(row.call, []).append(row.unit_id)
    return found


def _call_due(call: Call, sentence: str, user_ids: Iterable[int]) -> Due:
    text = sentence % {"title": call.title, "day": call.due_on.isoformat()}
    url = reverse("bulletin:calls-record", args=[call.pk])
    return Due(Call.journal_type, call.pk, text, url, call.due_on, tuple(dict.fromkeys(user_ids)))


def _near(day: date) -> Iterable[Due]:
    waiting = _unanswered(call__due_on__gte=day, call__due_on__lte=add_working_days(day, NEAR_DAYS))
    people = holders_by_unit(ANSWERING, day)
    for call, units in waiting.items():
        who = [user for unit in units for user in people.get(unit, ())]
        yield _call_due(call, _("约稿“%(title)s”%(day)s 截稿，本单位还没有报送。"), who)


def _over(day: date) -> Iterable[Due]:
    people = holders_by_unit(ANSWERING, day)
    for call, units in _unanswered(call__due_on__lt=day).items():
        who = [user for unit in units for user in people.get(unit, ())]
        yield _call_due(call, _("约稿“%(title)s”已过 %(day)s 的截稿日期，还没有报送。"), [*who, call.by_id])


def _to_confirm(day: date) -> Iterable[Due]:
    """One reminder a question, to whoever signs for the unit."""
    people = holders_by_unit("unit_signer", day)
    rows = Confirmation.objects.open().filter(asked_on__lt=day).select_related("item").order_by("pk")
    for row in rows:
        text = _("《%(title)s》有 %(n)s 处数字等本单位回核，回核以前不能送审。") % {
            "title": row.item.title,
            "n": len(row.changes),
        }
        url = reverse("bulletin:confirmations-record", args=[row.pk])
        yield Due(Item.journal_type, row.item_id, text, url, row.asked_on, tuple(people.get(row.unit_id, ())))


REMINDERS = (
    Rule(
        "bulletin.call_near_deadline",
        gettext_lazy("约稿临近截稿"),
        _near,
        gettext_lazy("截稿日期前 2 个工作日起，提醒还没有报送的单位的报送员和审签人。"),
    ),
    Rule(
        "bulletin.call_over_deadline",
        gettext_lazy("约稿逾期"),
        _over,
        gettext_lazy("过了截稿日期还没有报送的，提醒单位和约稿人。"),
    ),
    Rule(
        "bulletin.figures_to_confirm",
        gettext_lazy("数字等待回核"),
        _to_confirm,
        gettext_lazy("提请回核的第二天还没有答复的，提醒单位审签人。"),
    ),
)
