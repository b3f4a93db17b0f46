"""Writes of breaches: recorded, voided, and many at once from a sheet; each keeps the ladder in step."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.journal import bulk
from taizhang.journal.record import Entry, record, record_many
from taizhang.night_market import access  # noqa: F401  declares the permissions
from taizhang.night_market.actions import ladder
from taizhang.night_market.actions.days import moment_of
from taizhang.night_market.actions.review import refuse_the_involved
from taizhang.night_market.escalation import business_date
from taizhang.night_market.models import Breach, Merchant, Patrol
from taizhang.night_market.states import DANGEROUS_CATEGORIES, BreachCategory, MeasureState
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import User

_COLUMNS = (
    "id", "merchant_id", "canonical_id", "unit_id", "patrol_id", "category", "happened_at", "business_on",
    "immediate_danger", "danger_reason", "note", "served_on", "voided_on", "measure_id", "recorded_by_id",
)  # fmt: skip


class BreachRecord(NamedTuple):
    """A breach as a sheet gives it: `merchant` is the id of the record named, `row` the row's number in the file."""

    row: int
    merchant: int
    category: str
    happened_at: datetime
    served_on: date | None
    voided_on: date | None
    note: str


@transaction.atomic
def record_breach(
    *,
    by: User,
    merchant: Merchant,
    category: str,
    happened_at: datetime,
    note: str = "",
    immediate_danger: bool = False,
    danger_reason: str = "",
    patrol: Patrol | None = None,
) -> Breach:
    """Record a breach; the measure of its night is worked out at once.

    Immediate danger (a blocked fire lane is always one) goes past the ladder and needs its reason.
    """
    require(by, "night_market.record_breach")
    if category not in BreachCategory.values:
        raise Refused(_("请选一种违规类别。"), field="category")
    if happened_at > clock.now():
        raise Refused(_("发生时间在现在之后。"), field="happened_at")
    danger = immediate_danger or category in DANGEROUS_CATEGORIES
    if danger and not danger_reason.strip():
        raise Refused(_("直接危险越过阶梯，须写明理由。"), field="danger_reason")
    same = Breach.objects.filter(
        merchant=merchant, category=category, happened_at=happened_at, voided_on=None
    )
    if same.exists():
        raise Refused(_("这家商户同一时间的同类违规已登记。"), field="happened_at")
    row = Breach(
        merchant=merchant, canonical_id=merchant.canonical_id, unit_id=merchant.unit_id, patrol=patrol,
        category=category, happened_at=happened_at, business_on=business_date(happened_at), immediate_danger=danger,
        danger_reason=danger_reason.strip() if danger else "", note=note.strip(), recorded_by=by,
    )  # fmt: skip
    row.save()
    detail: dict[str, Any] = {
        "merchant": merchant.pk, "category": str(category), "business_on": row.business_on, "note": row.note,
        "patrol": patrol and patrol.pk,
    }  # fmt: skip
    if danger:
        detail["danger"] = row.danger_reason
    record(subject=row, kind="created", by=by, happened_at=happened_at, detail=detail)
    ladder.settle([row.canonical_id], ladder.Cause(by, happened_at))
    row.refresh_from_db()
    return row


@transaction.atomic
def void_breach(*, breach: Breach, reason: str, by: User, on: date | None = None) -> Breach:
    """A reviewer finds that a breach does not stand: its night and all later rungs are worked out again.

    Raises Refused for who was involved, without a reason, or where the night's measure was upheld on review.
    """
    require(by, "night_market.review_measure", breach)
    if not reason.strip():
        raise Refused(_("撤销违规须写明理由。"), field="reason")
    row = Breach.objects.select_for_update(of=("self",)).select_related("measure").get(pk=breach.pk)
    if row.voided_on is not None:
        raise Refused(_("这次违规已经撤销。"))
    if row.measure is not None:
        if row.measure.state == MeasureState.UPHELD:
            raise Refused(_("当晚的处置经复核维持，不能再撤销违规。"))
        refuse_the_involved(row.measure, by)
    day = on or district.business_today()
    void_rows([row], on=day, reason=reason, by=by)
    ladder.settle([row.canonical_id], ladder.Cause(by, moment_of(day), reason))
    row.refresh_from_db()
    return row


def void_rows(rows: Sequence[Breach], *, on: date, reason: str, by: User) -> None:
    """Mark breaches voided on a day and journal it; the caller settles the ladder."""
    for row in rows:
        if on < clock.local_date(row.happened_at):
            raise Refused(_("撤销日期早于发生时间。"), field="on")
        row.voided_on = on
        row.save(update_fields=["voided_on"])
        record(
            subject=row,
            kind="voided",
            by=by,
            happened_at=moment_of(on),
            detail={"reason": reason, "voided_on": on},
        )


@transaction.atomic
def import_breaches(
    *,
    records: Sequence[BreachRecord],
    by: User,
    source: str,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Land many breaches and work out the measures of every merchant concerned; returns how many were made."""
    require(by, "night_market.import_breaches")
    if not records:
        return 0
    shops = {
        pk: (root or pk, unit_id)
        for pk, root, unit_id in Merchant.objects.values_list("id", "merged_into_id", "unit_id")
    }
    first_id, rows, entries = bulk.next_id(Breach), [], []
    for pk, given in enumerate(records, start=first_id):
        root, unit_id = shops[given.merchant]
        danger = given.category in DANGEROUS_CATEGORIES
        why = (given.note or str(BreachCategory(given.category).label)) if danger else ""
        rows.append(
            (pk, given.merchant, root, unit_id, None, given.category, given.happened_at,
             business_date(given.happened_at), danger, why[:200], given.note, given.served_on, given.voided_on, None,
             by.pk)
        )  # fmt: skip
        detail = {
            "source": source, "row": given.row, "merchant": given.merchant, "category": given.category,
            "served_on": given.served_on, "voided_on": given.voided_on,
        }  # fmt: skip
        entries.append(Entry(Breach.journal_type, pk, "imported", given.happened_at, unit_id, detail))
    bulk.insert(Breach, _COLUMNS, rows)
    record_many(entries, by=by)
    progress(len(rows))
    ladder.settle({row[2] for row in rows}, ladder.Cause(by, source={"source": source}))
    return len(rows)
