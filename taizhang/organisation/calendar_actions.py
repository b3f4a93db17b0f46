"""The writes of the calendar of working days."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal import bulk
from taizhang.journal.record import Entry, record, record_many
from taizhang.journal.timeline import differences
from taizhang.organisation import public_holidays, workdays
from taizhang.organisation.access import allow, require
from taizhang.organisation.models import CalendarDay, User

KEEP = "organisation.keep_calendar"
allow(KEEP, gettext_lazy("维护工作日历"), "administrator")

EARLIEST, LATEST = 2000, 2100


def set_day(*, day: date, is_working: bool, note: str, by: User) -> CalendarDay:
    """Say of one day that it is worked or free, against Monday–Friday; raises Refused where Monday–Friday says so too."""
    require(by, KEEP)
    values: dict[str, Any] = {"is_working": is_working, "note": note.strip()}
    if not EARLIEST <= day.year <= LATEST:
        raise Refused(_("年份应在 2000 至 2100 之间，请改正。"), field="day")
    if is_working == (day.weekday() < workdays.WORKING_WEEK):
        sentence = (
            _("%s 是周一至周五，本来就上班，不用录入。")
            if is_working
            else _("%s 是周末，本来就不上班，不用录入。")
        )
        raise Refused(sentence % day.isoformat(), field="day")
    with transaction.atomic():
        row = CalendarDay.objects.select_for_update().filter(day=day).first()
        if row is None:
            row = CalendarDay(day=day, **values)
            row.save()
            record(subject=row, kind="created", by=by, detail={"day": day, **values})
        elif changed := differences(row, values):
            for field in changed:
                setattr(row, field, values[field])
            row.save(update_fields=list(changed))
            record(subject=row, kind="changed", by=by, detail={"changed": changed})
    workdays.forget()
    return row


def remove_day(*, row: CalendarDay, by: User) -> date:
    """Let Monday–Friday hold for the day again; returns it."""
    require(by, KEEP)
    with transaction.atomic():
        row = CalendarDay.objects.select_for_update().get(pk=row.pk)
        detail = {"day": row.day, "is_working": row.is_working, "note": row.note}
        record(subject=row, kind="removed", by=by, detail=detail)
        row.delete()
    workdays.forget()
    return row.day


def fill_year(*, year: int, by: User) -> int:
    """Enter the State Council's arrangement of a year that has none yet; returns how many days.

    Raises Refused for a year that the installed calendar does not know, Conflict where days are entered already.
    """
    require(by, KEEP)
    found = public_holidays.exceptions(year)
    if not found:
        raise Refused(_("系统还不知道 %s 年的放假安排。请逐日录入，或升级系统后再填。") % year)
    with transaction.atomic():
        number = bulk.next_id(CalendarDay)
        if CalendarDay.objects.filter(day__year=year).exists():
            raise Conflict(_("%s 年已有录入的日子，没有再填。请逐日核对。") % year)
        rows = [
            (number + place, bulk.column_form(day), working, note)
            for place, (day, working, note) in enumerate(found)
        ]
        bulk.insert(CalendarDay, ("id", "day", "is_working", "note"), rows)
        kind = CalendarDay.journal_type
        record_many(
            (
                Entry(
                    kind, number + place, "created", detail={"day": day, "is_working": working, "note": note}
                )
                for place, (day, working, note) in enumerate(found)
            ),
            by=by,
        )
    workdays.forget()
    return len(found)
