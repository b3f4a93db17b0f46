"""Writes of road segments: planned, changed, or named by an import before anybody planned them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation.quantities import normalise_name
from taizhang.foundation.refusals import Refused
from taizhang.journal import bulk
from taizhang.journal.record import Entry, record, record_many
from taizhang.journal.timeline import differences
from taizhang.night_market import access  # noqa: F401  declares the permissions
from taizhang.night_market.models import (
    Breach,
    CheckIn,
    Measure,
    Merchant,
    Patrol,
    PenaltyCase,
    RoadSegment,
    StallPermit,
)
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User

FIELDS = (
    "name", "code", "unit", "road_class", "footway_width", "no_go_distance", "key_area", "opens", "closes",
    "approval_document", "approval_valid_until",
)  # fmt: skip
_COLUMNS = ("id", "name", "name_key", "code", "unit_id", "key_area", "approval_document")
_FOLLOWERS = (Merchant, StallPermit, Patrol, CheckIn, Breach, Measure, PenaltyCase)


def home_unit(by: User) -> Unit:
    """The unit under which a person's new segments stand: that of the first post, else the district itself."""
    return by.unit or Unit.objects.filter(parent=None).order_by("position", "id")[0]


def _check(values: dict[str, Any], row: RoadSegment | None = None) -> None:
    """Raise Refused for a name that is taken, and for a day of validity without the paper that it belongs to."""
    if "name" in values:
        same = RoadSegment.objects.filter(name_key=normalise_name(values["name"]))
        if same.exclude(pk=row.pk if row else None).exists():
            raise Refused(_("已有叫“%s”的路段。") % values["name"], field="name")
    paper = values.get("approval_document", row.approval_document if row else "")
    until = values.get("approval_valid_until", row.approval_valid_until if row else None)
    if until is not None and not paper:
        raise Refused(_("填了批准有效期，也要填批准文件。"), field="approval_document")


def told(changed: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Differences with rows named instead of numbered, as a history shows them."""
    return {name: [str(v) if hasattr(v, "pk") else v for v in pair] for name, pair in changed.items()}


@transaction.atomic
def register_segment(*, by: User, name: str, unit: Unit, **details: Any) -> RoadSegment:
    """Plan a segment; `details` are the other FIELDS, lengths in mm. Raises Refused for a name that is taken."""
    require(by, "night_market.plan_segment")
    values = {"name": name.strip(), "unit": unit, **details}
    _refuse_strangers(values)
    _check(values)
    row = RoadSegment(name_key=normalise_name(name), **values)
    row.save()
    record(subject=row, kind="created", by=by, detail={**values, "unit": unit.pk})
    return row


@transaction.atomic
def change_segment(*, segment: RoadSegment, by: User, **values: Any) -> RoadSegment:
    """Change FIELDS of a segment; with its unit go the merchants, permits, patrols and breaches along it."""
    require(by, "night_market.plan_segment")
    _refuse_strangers(values)
    row = RoadSegment.objects.select_for_update().get(pk=segment.pk)
    _check(values, row)
    changed = differences(row, values)
    if not changed:
        return row
    for name, value in values.items():
        setattr(row, name, value)
    row.name_key = normalise_name(row.name)
    row.save()
    if "unit" in changed:
        _move_rows(row)
    record(subject=row, kind="changed", by=by, detail={"changed": told(changed)})
    return row


def _refuse_strangers(values: dict[str, Any]) -> None:
    if strange := values.keys() - set(FIELDS):
        raise TypeError(f"a segment has no {sorted(strange)}")


def _move_rows(segment: RoadSegment) -> None:
    paths = {CheckIn: "patrol__segment", Breach: "merchant__segment", Measure: "merchant__segment"}
    for model in _FOLLOWERS:
        path = paths.get(model, "merchant__segment" if model is PenaltyCase else "segment")
        model._base_manager.filter(**{path: segment}).update(unit_id=segment.unit_id)


def segments_named(names: Iterable[str], *, by: User, source: dict[str, Any]) -> dict[str, tuple[int, int]]:
    """Normalised name → (id, unit id); a name that nobody registered becomes an unplanned segment of the person's unit.

    Part of an import: no permission of its own.
    """
    found = {
        key: (pk, unit_id)
        for pk, key, unit_id in RoadSegment.objects.values_list("id", "name_key", "unit_id")
    }
    missing = {key: name for name in names if (key := normalise_name(name)) not in found}
    if missing:
        unit_id, first_id = home_unit(by).pk, bulk.next_id(RoadSegment)
        rows = [
            (pk, name, key, "", unit_id, True, "")
            for pk, (key, name) in enumerate(missing.items(), start=first_id)
        ]
        bulk.insert(RoadSegment, _COLUMNS, rows)
        record_many(
            [
                Entry(RoadSegment.journal_type, row[0], "imported", None, unit_id, {**source, "name": row[1]})
                for row in rows
            ],
            by=by,
        )
        found |= {row[2]: (row[0], unit_id) for row in rows}
    return found
