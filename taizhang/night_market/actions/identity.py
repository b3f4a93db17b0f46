"""Keeps `merged_into` true: which records are one merchant, and whose ladder their breaches climb."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from taizhang.journal.record import Entry, record_many
from taizhang.night_market import escalation
from taizhang.night_market.actions import ladder
from taizhang.night_market.models import Breach, Measure, Merchant


class Marks(NamedTuple):
    """What says who a record is: its id, credit code, person, address, and the record declared to be the same."""

    id: int
    credit_code: str
    person: str
    address: str
    declared_same_as_id: int | None = None
    merged_into_id: int | None = None


_COLUMNS = ("id", "credit_code", "person", "address", "declared_same_as_id", "merged_into_id")


def roots_of(records: Iterable[Marks]) -> dict[int, int]:
    """Record id → id of the oldest record of the same merchant, declared sameness included."""
    ordered = sorted(records)
    given = {record.id for record in ordered}
    claims: list[tuple[int, str, str, str]] = [(r.id, r.credit_code, r.person, r.address) for r in ordered]
    for record in ordered:
        if record.declared_same_as_id in given and record.declared_same_as_id is not None:
            link = f"={record.id}"  # a mark that only the two share; no credit code begins so
            claims += [(record.id, link, "", ""), (record.declared_same_as_id, link, "", "")]
    return escalation.merge_merchants(claims)


def all_marks() -> list[Marks]:
    """Every record's marks, for an import that adds many."""
    return [Marks(*row) for row in Merchant.objects.values_list(*_COLUMNS)]


def _related(ids: Iterable[int]) -> list[Marks]:
    """The records with these ids and all that share a mark with them, directly or through others."""
    found: dict[int, Marks] = {}
    wanted = Q(pk__in=list(ids)) | Q(merged_into__in=list(ids))
    while True:
        rows = {row[0]: Marks(*row) for row in Merchant.objects.filter(wanted).values_list(*_COLUMNS)}
        fresh = [row for pk, row in rows.items() if pk not in found]
        if not fresh:
            return list(found.values())
        found |= {row.id: row for row in fresh}
        codes = {row.credit_code for row in fresh if row.credit_code}
        addresses = {Merchant.keys("", row.address)[1] for row in fresh if row.address}
        roots = {row.merged_into_id or row.id for row in fresh}
        named = roots | {row.declared_same_as_id for row in fresh if row.declared_same_as_id}
        own = {row.id for row in fresh}
        wanted = (
            Q(pk__in=named)
            | Q(merged_into__in=roots)
            | Q(declared_same_as__in=own)
            | Q(credit_code__in=codes)
            | Q(address_key__in=addresses)
        )


def regroup(ids: Iterable[int], cause: ladder.Cause) -> None:
    """Work out again to which merchant these records belong, with all that hang together with them.

    Breaches and measures follow their record, and the ladders of all merchants concerned are worked out again.
    """
    records = _related(ids)
    apply_roots(records, roots_of(records), cause)


def apply_roots(records: Iterable[Marks], roots: dict[int, int], cause: ladder.Cause) -> None:
    """Write the roots that differ from `merged_into`, journal them, and settle the ladders concerned."""
    moved: dict[int, int] = {}
    touched: set[int] = set()
    for record in records:
        before, after = record.merged_into_id or record.id, roots[record.id]
        if before != after:
            moved[record.id] = after
            touched |= {before, after}
    if not moved:
        return
    rows = {row.pk: row for row in Merchant.objects.filter(pk__in=touched | moved.keys())}
    entries = []
    for pk, root in moved.items():
        row = rows[pk]
        old, new = row.merged_into_id, None if root == pk else root
        row.merged_into_id = new
        row.save(update_fields=["merged_into"])
        Breach.objects.filter(merchant=pk).update(canonical=root)
        Measure.objects.filter(merchant=pk).update(canonical=root)
        names = [rows[other].name if other in rows else other for other in (old, new)]
        detail = {**cause.source, "changed": {"merged_into": names}, "merged_into": new}
        entries.append(Entry(Merchant.journal_type, pk, "changed", cause.happened_at, row.unit_id, detail))
    record_many(entries, by=cause.by)
    ladder.settle(touched, cause)
