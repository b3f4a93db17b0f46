"""What supervision reminds of: notices near and over their limit, and the red lights of a month that has just ended."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.organisation import district
from taizhang.organisation.posts import holders, holders_by_unit
from taizhang.organisation.workdays import add_working_days
from taizhang.reminders.rules import Due, Rule
from taizhang.supervision import red_lights
from taizhang.supervision.access import ANSWERING
from taizhang.supervision.models import Notice
from taizhang.supervision.states import WITH_THE_UNIT

NEAR_DAYS = 3  # working days before its limit in which a notice is near it


def _near(day: date) -> Iterable[Due]:
    rows = Notice.objects.filter(
        state__in=WITH_THE_UNIT, limit_on__gte=day, limit_on__lte=add_working_days(day, NEAR_DAYS)
    )
    people = holders_by_unit(ANSWERING, day)
    for row in rows.order_by("limit_on", "pk"):
        text = _("督办单 %(number)s“%(title)s”须于 %(limit)s 前反馈。") % _facts(row)
        yield _due(row, text, tuple(people.get(row.unit_id, ())))


def _over(day: date) -> Iterable[Due]:
    rows = Notice.objects.overdue(day)
    people, supervisors = holders_by_unit(ANSWERING, day), holders("supervisor", day=day)
    for row in rows.order_by("limit_on", "pk"):
        text = _("督办单 %(number)s“%(title)s”已过 %(limit)s 的期限，还没有反馈。") % _facts(row)
        yield _due(row, text, tuple(dict.fromkeys([*people.get(row.unit_id, ()), *supervisors])))


def _facts(row: Notice) -> dict[str, str]:
    return {"number": row.number, "title": row.title, "limit": row.limit_on.isoformat()}


def _due(row: Notice, text: str, user_ids: tuple[int, ...]) -> Due:
    url = reverse("supervision:notices-record", args=[row.pk])
    return Due(Notice.journal_type, row.pk, text, url, row.limit_on, user_ids)


def _red(day: date) -> Iterable[Due]:
    month_end = red_lights.last_month_end(min(day, district.business_today()))
    place = district.current()
    open_lights = [each for each in red_lights.at(month_end) if each.notice_id is None]
    if open_lights and place is not None:
        text = _("%(month)s 月末有 %(count)s 个红灯还没有督办，请到“按红灯督办”逐项确认。") % {
            "month": f"{month_end:%Y-%m}",
            "count": len(open_lights),
        }
        url = f"{reverse('supervision:red-lights')}?month={month_end:%Y-%m}"
        yield Due(place.journal_type, place.pk, text, url, month_end, tuple(holders("supervisor", day=day)))


REMINDERS = (
    Rule(
        "supervision.notice_near_limit",
        gettext_lazy("督办单临近期限"),
        _near,
        gettext_lazy("办理期限前 3 个工作日起，提醒责任单位反馈。"),
    ),
    Rule(
        "supervision.notice_over_limit",
        gettext_lazy("督办单逾期"),
        _over,
        gettext_lazy("过了办理期限还没有反馈的，提醒责任单位和督查员。"),
    ),
    Rule(
        "supervision.red_lights",
        gettext_lazy("月末红灯"),
        _red,
        gettext_lazy("月末有红灯没有督办的，提醒督查员。"),
    ),
)
