"""Making the year's rules of supervision, and changing them by a new version from a day on."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.figures.indicator import published
from taizhang.foundation.quantities import show_plain
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import User
from taizhang.supervision import access  # noqa: F401  declares the permissions that are required here
from taizhang.supervision.actions.entries import day_of, moment_of
from taizhang.supervision.models import SupervisionRules
from taizhang.supervision.states import Formula

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_POINTS = Decimal(1000)
MOST_DAYS = 250
_FIELDS = (
    "document",
    "yellow_from",
    "red_above",
    "formula",
    "points",
    "notice_days",
    "appeal_days",
)


def _check(year: int, values: Mapping[str, Any]) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(
            _("年度应在 %(first)s 到 %(last)s 之间。") % {"first": FIRST_YEAR, "last": LAST_YEAR},
            field="year",
        )
    if not 0 < values["yellow_from"] <= values["red_above"]:
        raise Refused(_("黄灯起点要大于 0，且不超过红灯线。"), field="yellow_from")
    if values["red_above"] > 100:
        raise Refused(_("红灯线不能超过 100 个百分点。"), field="red_above")
    if values["formula"] not in Formula.values:
        raise Refused(_("请选计分办法。"), field="formula")
    known = published().indicators
    for key, text in values["points"].items():
        if key not in known or not known[key].takes_target:
            raise Refused(_("“%s”不是可以下目标的指标，不能给分值。") % key, field="points")
        if not 0 < Decimal(text) <= MOST_POINTS:
            raise Refused(
                _("“%(title)s”的分值应大于 0，且不超过 %(most)s。")
                % {"title": known[key].title, "most": MOST_POINTS},
                field="points",
            )
    for field in ("notice_days", "appeal_days"):
        if not 1 <= values[field] <= MOST_DAYS:
            raise Refused(_("期限应在 1 到 %s 个工作日之间。") % MOST_DAYS, field=field)


@transaction.atomic
def set_rules(
    *,
    by: User,
    year: int,
    since: date,
    yellow_from: Decimal,
    red_above: Decimal,
    formula: str,
    points: Mapping[str, Decimal],
    notice_days: int,
    appeal_days: int,
    document: str = "",
) -> SupervisionRules:
    """Make the rules of a year, or a new version of them from `since` on; returns the version in force.

    `points` are by key of the figure; empty scores every figure with 100. The first version of a year holds from the
    year's beginning. The same values again change nothing. Raises Refused at the field at fault.
    """
    require(by, "supervision.set_rules")
    since = day_of(since, field="since")
    values: dict[str, Any] = {
        "document": document.strip(),
        "yellow_from": yellow_from,
        "red_above": red_above,
        "formula": formula,
        "points": {key: show_plain(Decimal(value)) for key, value in points.items()},
        "notice_days": notice_days,
        "appeal_days": appeal_days,
    }
    _check(year, values)
    held = SupervisionRules.objects.select_for_update().filter(year=year, superseded_on__isnull=True).first()
    if held is None:
        made = SupervisionRules.objects.create(year=year, since=since, **values)
        record(
            subject=made, kind="created", by=by, happened_at=moment_of(since), detail={"year": year, **values}
        )
        return made
    changed = {
        field: [getattr(held, field), values[field]]
        for field in _FIELDS
        if getattr(held, field) != values[field]
    }
    if not changed:
        return held
    if since <= held.since:
        raise Refused(
            _("生效日期要晚于现行版本的 %(day)s。") % {"day": held.since.isoformat()}, field="since"
        )
    held.superseded_on = since
    held.save(update_fields=["superseded_on"])
    made = SupervisionRules.objects.create(year=year, since=since, version=held.version + 1, **values)
    happened_at = moment_of(since)
    record(subject=held, kind="superseded", by=by, happened_at=happened_at, detail={"version": made.version})
    record(subject=made, kind="changed", by=by, happened_at=happened_at, detail={"changed": changed})
    return made
