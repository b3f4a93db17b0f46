"""The daily ledger: the day is summed up once and never changed."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.construction.actions.days import moment_of
from taizhang.construction.daily_seal import FIRST, seal
from taizhang.construction.indicators import INDICATORS
from taizhang.construction.models import COUNTED, DailyLedger, Problem, StopWorkOrder
from taizhang.figures.indicator import Scope
from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import User


def counts_on(day: date) -> dict[str, int]:
    """The numbers of a day by their names, as the ledger stands now."""
    figures, scope = {each.key: each for each in INDICATORS}, Scope.of(day)
    return {name: int(figures[f"construction.{name}"].value(scope) or 0) for name in COUNTED}


def members_on(day: date) -> dict[str, list[int]]:
    """Ids behind a day: problems found and closed on it and open at its end, sites stopped at its end."""
    counted = Problem.objects.not_void(day)
    rows: dict[str, Any] = {
        "found": counted.filter(found_on=day),
        "closed": counted.filter(closed_on=day),
        "open": Problem.objects.open_on(day),
    }
    members = {name: list(found.order_by("pk").values_list("pk", flat=True)) for name, found in rows.items()}
    stopped = StopWorkOrder.objects.in_force(day).order_by("site").values_list("site", flat=True).distinct()
    return {**members, "stopped": list(stopped)}


def close_day(*, by: User, day: date) -> DailyLedger:
    """Sum up a day that has come, later than every day summed up before.

    Raises NotPermitted, Conflict (it is summed up already) and Refused (a day to come, or an earlier one).
    """
    require(by, "construction.close_day")
    if day > clock.today():
        raise Refused(_("截止日 %s 晚于今天。请核对日期。") % day, field="day")
    with transaction.atomic():
        last = DailyLedger.objects.select_for_update().order_by("-day").first()
        if last is not None and last.day == day:
            raise Conflict(_("%s 的台账日报已经生成，不能再改。") % day)
        if last is not None and last.day > day:
            raise Refused(_("已有 %s 的台账日报，更早的日子不能再补。") % last.day, field="day")
        counts, members, previous = counts_on(day), members_on(day), last.hash if last else FIRST
        daily = DailyLedger.objects.create(
            day=day, members=members, previous=previous, hash=seal(day, counts, members, previous), **counts
        )
        record(
            subject=daily,
            kind="created",
            by=by,
            unit=by.unit,
            happened_at=moment_of(day),
            detail={"hash": daily.hash},
        )
    return daily
