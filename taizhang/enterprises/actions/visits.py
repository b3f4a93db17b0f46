"""Visits to enterprises are noted, and corrected."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.enterprises import access  # noqa: F401  declares the permissions that are required here
from taizhang.enterprises.actions.days import moment_of, not_later_than_today, written
from taizhang.enterprises.models import Enterprise, Visit
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import User


@transaction.atomic
def record_visit(*, by: User, enterprise: Enterprise, day: date, visitors: str, heard: str) -> Visit:
    """Note a visit by somebody of one's own unit."""
    require(by, "enterprises.record_visit")
    if by.unit is None:
        raise Refused(_("您现在没有任职，不能登记走访。"))
    not_later_than_today(day, "day")
    visit = Visit(
        enterprise=enterprise,
        unit=by.unit,
        day=day,
        visitors=written(visitors, "visitors", _("走访人"), 120),
        heard=written(heard, "heard", _("了解到的情况"), 2000),
    )
    visit.save(force_insert=True)
    record(
        subject=visit,
        kind="created",
        by=by,
        happened_at=moment_of(day),
        detail={"enterprise": enterprise.name},
    )
    return visit


@transaction.atomic
def change_visit(*, by: User, visit: Visit, day: date, visitors: str, heard: str) -> Visit:
    """Correct the words or the day of a visit of one's own unit; the enterprise stays."""
    require(by, "enterprises.record_visit")
    held = Visit.objects.select_for_update().get(pk=visit.pk)
    if held.unit_id not in by.home_unit_ids:
        raise Refused(_("这是别的单位的走访记录，由那个单位修改。"))
    not_later_than_today(day, "day")
    values = {
        "day": day,
        "visitors": written(visitors, "visitors", _("走访人"), 120),
        "heard": written(heard, "heard", _("了解到的情况"), 2000),
    }
    if changed := differences(held, values):
        for field, value in values.items():
            setattr(held, field, value)
        held.save(update_fields=[*values])
        record(subject=held, kind="changed", by=by, detail={"changed": changed})
    return held
