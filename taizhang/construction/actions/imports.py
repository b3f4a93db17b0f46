"""Rows from sheets: many at once, through the same gate, each with its event in the journal."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.db import models, transaction

from taizhang.construction.models import Inspection, Problem, Site, StopWorkOrder
from taizhang.construction.states import ProblemState, StopWorkOrderState
from taizhang.foundation.quantities import normalise_name
from taizhang.journal import bulk
from taizhang.journal.record import Entry, record_many
from taizhang.organisation.access import require
from taizhang.organisation.models import User

CHUNK = 20_000
Progress = Callable[[int], None]
Row = TypeVar("Row")


class SiteRow(NamedTuple):
    """A site of a sheet."""

    number: int
    name: str
    kind: str
    parcel: str
    unit_id: int
    builder: str
    contractor: str
    risk: str
    lon: Decimal | None
    lat: Decimal | None


class InspectionRow(NamedTuple):
    """An inspection of a sheet."""

    number: int
    site_id: int
    unit_id: int
    day: date
    mode: str
    inspectors: str


class ProblemRow(NamedTuple):
    """A problem of a sheet."""

    number: int
    site_id: int
    unit_id: int
    focus: str
    item_id: int | None
    description: str
    found_on: date
    due_on: date
    submitted_on: date | None
    closed_on: date | None
    void_reason: str


class OrderRow(NamedTuple):
    """A stop-work order of a sheet, served."""

    number: int
    site_id: int
    unit_id: int
    ground: str
    ground_text: str
    served_on: date
    lifted_on: date | None


def import_sites(
    *, records: Sequence[SiteRow], by: User, source: str, progress: Progress | None = None
) -> int:
    """Register the sites of a sheet; they count from the start, since a sheet has no day of registration."""
    require(by, "construction.import_sites")
    for unit_id in {row.unit_id for row in records}:
        require(by, "construction.import_sites", unit_id)
    columns = (
        "id", "name", "name_key", "kind", "parcel", "unit_id", "counted_as_id", "builder", "contractor", "supervisor",
        "permit", "risk", "lon", "lat",
    )  # fmt: skip
    with transaction.atomic():
        parcels: dict[str, int] = {}
        held = Site.objects.exclude(parcel="").order_by("-pk").values_list("parcel", "counted_as")
        parcels.update({parcel: first for parcel, first in held if first is not None})

        def stored(pk: int, row: SiteRow) -> tuple[Any, ...]:
            first = parcels.setdefault(row.parcel, pk) if row.parcel else pk
            return (
                pk, row.name, normalise_name(row.name), row.kind, row.parcel, row.unit_id, first, row.builder,
                row.contractor, "", "", row.risk, row.lon, row.lat,
            )  # fmt: skip

        def event(pk: int, row: SiteRow) -> Entry:
            detail = {"source": source, "row": row.number, "name": row.name, "parcel": row.parcel}
            return Entry(Site.journal_type, pk, "imported", None, row.unit_id, detail)

        return _land(Site, columns, records, stored, event, by=by, progress=progress)


def import_inspections(
    *, records: Sequence[InspectionRow], by: User, source: str, progress: Progress | None = None
) -> int:
    """Record the inspections of a sheet."""
    require(by, "construction.import_records")

    def event(pk: int, row: InspectionRow) -> Entry:
        detail = {"source": source, "row": row.number, "site": row.site_id, "day": row.day, "mode": row.mode}
        return Entry(Inspection.journal_type, pk, "imported", None, row.unit_id, detail)

    with transaction.atomic():
        return _land(
            Inspection, ("id", "site_id", "unit_id", "day", "mode", "inspectors"), records,
            lambda pk, row: (pk, row.site_id, row.unit_id, row.day, row.mode, row.inspectors), event,
            by=by, progress=progress,
        )  # fmt: skip


def import_problems(
    *, records: Sequence[ProblemRow], by: User, source: str, progress: Progress | None = None
) -> int:
    """Record the problems of a sheet in the state that their dates tell; history is marked as recognised.

    A row with a reason of voiding is void from the day it was found: a sheet has no date for it.
    """
    require(by, "construction.import_records")
    columns = (
        "id", "site_id", "unit_id", "focus", "item_id", "description", "place", "state", "found_on", "due_on",
        "submitted_on", "closed_on", "voided_on", "void_reason",
    )  # fmt: skip

    form = bulk.ColumnForms()

    # Rows are unpacked rather than asked by name: they come by the hundred thousand.
    def stored(pk: int, row: ProblemRow) -> tuple[Any, ...]:
        _number, site, unit, focus, item, description, found_on, due_on, submitted_on, closed_on, reason = row
        return (
            pk, site, unit, focus, item, description, "", _problem_state(submitted_on, closed_on, reason),
            form[found_on], form[due_on], form[submitted_on], form[closed_on], form[found_on] if reason else None, reason,
        )  # fmt: skip

    def event(pk: int, row: ProblemRow) -> Entry:
        number, site, unit, _focus, _item, _words, found_on, due_on, submitted_on, closed_on, reason = row
        state = _problem_state(submitted_on, closed_on, reason)
        detail = {
            "source": source, "row": number, "site": site, "found_on": found_on, "due_on": due_on, "state": state
        }  # fmt: skip
        if closed_on is not None:
            detail["closed_on"] = closed_on
        return Entry(
            Problem.journal_type, pk, "imported" if state == _OPEN else "recognised", None, unit, detail
        )

    with transaction.atomic():
        return _land(Problem, columns, records, stored, event, by=by, progress=progress)


def import_orders(
    *, records: Sequence[OrderRow], by: User, source: str, progress: Progress | None = None
) -> int:
    """Record the served stop-work orders of a sheet, in force or lifted, as history that was recognised."""
    require(by, "construction.import_records")
    columns = (
        "id", "site_id", "unit_id", "ground", "ground_text", "state", "served_on", "lifted_on"
    )  # fmt: skip
    lifted, in_force = StopWorkOrderState.LIFTED.value, StopWorkOrderState.IN_FORCE.value

    def stored(pk: int, row: OrderRow) -> tuple[Any, ...]:
        state = in_force if row.lifted_on is None else lifted
        return (
            pk,
            row.site_id,
            row.unit_id,
            row.ground,
            row.ground_text,
            state,
            row.served_on,
            row.lifted_on,
        )

    def event(pk: int, row: OrderRow) -> Entry:
        detail = {
            "source": source, "row": row.number, "site": row.site_id, "served_on": row.served_on,
            "lifted_on": row.lifted_on,
        }  # fmt: skip
        return Entry(StopWorkOrder.journal_type, pk, "recognised", None, row.unit_id, detail)

    with transaction.atomic():
        return _land(StopWorkOrder, columns, records, stored, event, by=by, progress=progress)


_OPEN, _SUBMITTED = ProblemState.OPEN.value, ProblemState.SUBMITTED.value
_CLOSED, _VOIDED = ProblemState.CLOSED.value, ProblemState.VOIDED.value


def _problem_state(submitted_on: date | None, closed_on: date | None, void_reason: str) -> str:
    if void_reason:
        return _VOIDED
    if closed_on is not None:
        return _CLOSED
    return _OPEN if submitted_on is None else _SUBMITTED


def _land(
    model: type[models.Model],
    columns: Sequence[str],
    records: Sequence[Row],
    stored: Callable[[int, Row], tuple[Any, ...]],
    event: Callable[[int, Row], Entry],
    *,
    by: User,
    progress: Progress | None,
) -> int:
    """Insert the records and their events piece by piece, in the caller's transaction; returns how many."""
    pk, done = bulk.next_id(model), 0
    with bulk.loading(model, len(records)):
        for piece in _pieces(records):
            numbered = [(pk + place, row) for place, row in enumerate(piece)]
            bulk.insert(model, columns, [stored(number, row) for number, row in numbered])
            record_many((event(number, row) for number, row in numbered), by=by)
            pk, done = pk + len(piece), done + len(piece)
            if progress is not None:
                progress(done)
    return done


def _pieces(records: Sequence[Row]) -> Iterator[list[Row]]:
    remaining = iter(records)
    while piece := list(islice(remaining, CHUNK)):
        yield piece
