"""Writes of merchants: registered, changed, declared the same, pledges signed; and many at once from a sheet."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.journal import bulk
from taizhang.journal.record import Entry, record, record_many
from taizhang.journal.timeline import differences
from taizhang.night_market import access  # noqa: F401  declares the permissions
from taizhang.night_market.actions import identity
from taizhang.night_market.actions.days import moment_of
from taizhang.night_market.actions.ladder import Cause
from taizhang.night_market.actions.segments import segments_named, told
from taizhang.night_market.models import Merchant, Pledge, RoadSegment
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import User

FIELDS = ("name", "credit_code", "person", "address", "segment", "area", "frontage", "doors")
MARKS = {"credit_code", "person", "address"}
_COLUMNS = (
    "id", "name", "name_key", "credit_code", "person", "address", "address_key", "segment_id", "unit_id", "area",
    "frontage", "doors", "registered_on", "merged_into_id",
)  # fmt: skip


class MerchantRecord(NamedTuple):
    """A merchant as a sheet gives it; area in m², frontage in mm, `row` its number in the file."""

    row: int
    name: str
    credit_code: str
    person: str
    address: str
    segment: str
    area: Decimal
    frontage: int | None
    four_duties_on: date | None
    quiet_on: date | None

    @property
    def pledges(self) -> list[tuple[str, date]]:
        """(kind, day) of the pledges given."""
        given = ((Pledge.Kind.FOUR_DUTIES, self.four_duties_on), (Pledge.Kind.QUIET, self.quiet_on))
        return [(kind.value, day) for kind, day in given if day is not None]


def _check(values: dict[str, Any], row: Merchant | None = None) -> None:
    """Raise Refused for a name that stands at the address already, and for measures that cannot be."""
    name, address = values.get("name", row and row.name), values.get("address", row and row.address)
    name_key, address_key = Merchant.keys(name or "", address or "")
    same = Merchant.objects.filter(name_key=name_key, address_key=address_key)
    if same.exclude(pk=row.pk if row else None).exists():
        raise Refused(_("“%(name)s”在这个地址已登记，不能重复登记。") % {"name": name}, field="name")
    if values.get("area") is not None and values["area"] < 0:
        raise Refused(_("经营面积不能是负数。"), field="area")
    if values.get("frontage") is not None and values["frontage"] < 0:
        raise Refused(_("门面宽不能是负数。"), field="frontage")
    if strange := values.keys() - {*FIELDS, "unit", "registered_on"}:
        raise TypeError(f"a merchant has no {sorted(strange)}")


@transaction.atomic
def register_merchant(
    *,
    by: User,
    name: str,
    person: str,
    address: str,
    segment: RoadSegment,
    area: Decimal,
    registered_on: date | None = None,
    **details: Any,
) -> Merchant:
    """Register a shop; `details` are credit_code, frontage (mm) and doors. One merchant's older records are found by
    the credit code and by the person at the address, and their history goes on."""
    require(by, "night_market.keep_merchant", segment)
    values = {
        "name": name.strip(), "person": person.strip(), "address": address.strip(), "segment": segment, "area": area,
        **details,
    }  # fmt: skip
    _check(values)
    name_key, address_key = Merchant.keys(name, address)
    day = registered_on or district.business_today()
    row = Merchant(
        **values, name_key=name_key, address_key=address_key, unit_id=segment.unit_id, registered_on=day
    )
    row.save()
    record(
        subject=row,
        kind="created",
        by=by,
        happened_at=moment_of(day),
        detail={**values, "segment": segment.pk},
    )
    identity.regroup([row.pk], Cause(by))
    row.refresh_from_db()
    return row


@transaction.atomic
def change_merchant(*, merchant: Merchant, by: User, **values: Any) -> Merchant:
    """Change FIELDS of a shop; the unit follows the segment, and identity is worked out again."""
    require(by, "night_market.keep_merchant", merchant)
    row = Merchant.objects.select_for_update().get(pk=merchant.pk)
    segment = values.get("segment")
    if segment is not None:
        require(by, "night_market.keep_merchant", segment)
        values["unit"] = segment.unit
    _check(values, row)
    changed = differences(row, values)
    if not changed:
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.name_key, row.address_key = Merchant.keys(row.name, row.address)
    row.save()
    if segment is not None and "segment" in changed:
        row.permits.update(unit=segment.unit)
    record(subject=row, kind="changed", by=by, detail={"changed": told(changed)})
    if MARKS & changed.keys():
        identity.regroup([row.pk, row.canonical_id], Cause(by))
        row.refresh_from_db()
    return row


@transaction.atomic
def merge_merchants(*, merchant: Merchant, same_as: Merchant, reason: str, by: User) -> Merchant:
    """Declare that two records are one merchant, where neither code nor person and address show it."""
    require(by, "night_market.merge_merchants")
    if not reason.strip():
        raise Refused(_("认定为同一商户须写明理由。"), field="reason")
    row = Merchant.objects.select_for_update().get(pk=merchant.pk)
    if row.canonical_id == same_as.canonical_id:
        raise Refused(_("这两条记录已是同一商户。"), field="same_as")
    row.declared_same_as = same_as
    row.save(update_fields=["declared_same_as"])
    record(subject=row, kind="declared_same", by=by, detail={"same_as": same_as.pk, "reason": reason})
    identity.regroup([row.pk, same_as.pk], Cause(by, reason=reason))
    row.refresh_from_db()
    return row


@transaction.atomic
def sign_pledge(*, merchant: Merchant, kind: str, signed_on: date, by: User) -> Pledge:
    """Keep that a merchant signed one of the two pledges; the same one on the same day is kept once."""
    require(by, "night_market.take_pledge", merchant)
    if kind not in Pledge.Kind.values:
        raise Refused(_("请选一种承诺。"), field="kind")
    if signed_on > clock.today():
        raise Refused(_("签订日期在今天之后。"), field="signed_on")
    if Pledge.objects.filter(merchant=merchant, kind=kind, signed_on=signed_on).exists():
        raise Refused(_("这一天的这份承诺已登记。"), field="signed_on")
    pledge = Pledge(merchant=merchant, kind=kind, signed_on=signed_on)
    pledge.save()
    detail = {
        "kind": kind,
        "signed_on": signed_on,
        "changed": {str(pledge.get_kind_display()): [None, signed_on]},
    }
    record(subject=merchant, kind="pledged", by=by, happened_at=moment_of(signed_on), detail=detail)
    return pledge


@transaction.atomic
def import_merchants(
    *,
    records: Sequence[MerchantRecord],
    by: User,
    source: str,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Land many merchants with their pledges; roads that nobody registered become unplanned segments.

    A merchant is held to be registered since its first pledge; without one the list does not say since when, and it
    counts for every day. Returns how many were made. `source` names the file.
    """
    require(by, "night_market.import_merchants")
    origin = {"source": source}
    segments = segments_named((record.segment for record in records), by=by, source=origin)
    marks, first_id = identity.all_marks(), bulk.next_id(Merchant)
    for pk, given in enumerate(records, start=first_id):
        marks.append(identity.Marks(pk, given.credit_code, given.person, given.address))
    roots = identity.roots_of(marks)
    rows, pledges, entries, passed = [], [], [], set()
    for pk, given in enumerate(records, start=first_id):
        segment_id, unit_id = segments[RoadSegment.key(given.segment)]
        if unit_id not in passed:
            require(by, "night_market.import_merchants", unit_id)
            passed.add(unit_id)
        signed = given.pledges
        registered_on = min((day for _kind, day in signed), default=None)
        name_key, address_key = Merchant.keys(given.name, given.address)
        rows.append(
            (pk, given.name, name_key, given.credit_code, given.person, given.address, address_key, segment_id,
             unit_id, given.area, given.frontage, 1, registered_on, None if roots[pk] == pk else roots[pk])
        )  # fmt: skip
        pledges += [(pk, kind, day) for kind, day in signed]
        detail = {"source": source, "row": given.row, "name": given.name, "address": given.address}
        entries.append(
            Entry(Merchant.journal_type, pk, "imported", moment_of(registered_on), unit_id, detail)
        )
    bulk.insert(Merchant, _COLUMNS, rows)
    bulk.insert(Pledge, ("merchant_id", "kind", "signed_on"), pledges)
    record_many(entries, by=by)
    progress(len(rows))
    identity.apply_roots([mark for mark in marks if mark.id < first_id], roots, Cause(by, source=origin))
    return len(rows)
