"""Writes of patrols and officers: recorded, voided, and many at once from a sheet."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.quantities import normalise_name
from taizhang.foundation.refusals import Refused
from taizhang.journal import bulk
from taizhang.journal.moves import move
from taizhang.journal.record import Entry, record, record_many
from taizhang.journal.timeline import differences
from taizhang.night_market import access  # noqa: F401  declares the permissions
from taizhang.night_market.actions.days import moment_of
from taizhang.night_market.actions.segments import home_unit, segments_named, told
from taizhang.night_market.crew import Person
from taizhang.night_market.models import CheckIn, Officer, Patrol, RoadSegment, Shift
from taizhang.night_market.states import PatrolState
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import User

_PATROL = (
    "id", "shift_id", "shift_on", "team", "team_key", "segment_id", "unit_id", "state", "started_at", "ended_at",
    "minutes", "officers", "auxiliaries", "voided_on",
)  # fmt: skip
_CHECK_IN = ("patrol_id", "officer_id", "shift_id", "unit_id", "shift_on", "checked_at", "voided_on")


class PatrolRecord(NamedTuple):
    """A patrol as a sheet gives it; people are ids of officers, or Persons that nobody registered yet."""

    row: int
    shift_on: date
    shift: str
    team: str
    segment: str
    started_at: datetime
    ended_at: datetime
    officers: tuple[int | Person, ...]
    auxiliaries: tuple[int | Person, ...]


def minutes_between(started_at: datetime, ended_at: datetime) -> int:
    """Whole minutes of a visit."""
    return int((ended_at - started_at).total_seconds() // 60)


@transaction.atomic
def register_officer(
    *,
    by: User,
    name: str,
    certificate: str = "",
    certificate_until: date | None = None,
    auxiliary: bool = False,
    user: User | None = None,
) -> Officer:
    """Register someone who patrols; who is not auxiliary has a certificate. Raises Refused for a number in use."""
    require(by, "night_market.keep_officer")
    certificate = normalise_name(certificate)
    if not auxiliary and not certificate:
        raise Refused(_("执法人员须填执法证号；没有证件的请登记为协管人员。"), field="certificate")
    if certificate and Officer.objects.filter(certificate=certificate).exists():
        raise Refused(_("这个执法证号已登记。"), field="certificate")
    if not certificate and Officer.objects.filter(name_key=normalise_name(name), auxiliary=True).exists():
        raise Refused(_("已有叫“%s”的协管人员，请填编号以便区分。") % name, field="certificate")
    row = Officer(
        name=name.strip(), name_key=normalise_name(name), certificate=certificate, certificate_until=certificate_until,
        auxiliary=auxiliary, user=user,
    )  # fmt: skip
    row.save()
    detail = {"name": row.name, "certificate": certificate, "auxiliary": auxiliary, "user": user and user.pk}
    record(subject=row, kind="created", by=by, unit=home_unit(by), detail=detail)
    return row


@transaction.atomic
def change_officer(*, officer: Officer, by: User, **values: Any) -> Officer:
    """Change name, certificate, certificate_until, auxiliary or user of an officer."""
    require(by, "night_market.keep_officer")
    if strange := values.keys() - {"name", "certificate", "certificate_until", "auxiliary", "user"}:
        raise TypeError(f"an officer has no {sorted(strange)}")
    row = Officer.objects.select_for_update().get(pk=officer.pk)
    if "certificate" in values:
        values["certificate"] = normalise_name(values["certificate"])
    number = values.get("certificate", row.certificate)
    if number and Officer.objects.filter(certificate=number).exclude(pk=row.pk).exists():
        raise Refused(_("这个执法证号已登记。"), field="certificate")
    changed = differences(row, values)
    if changed:
        for name, value in values.items():
            setattr(row, name, value)
        row.name_key = normalise_name(row.name)
        row.save()
        record(subject=row, kind="changed", by=by, unit=home_unit(by), detail={"changed": told(changed)})
    return row


@transaction.atomic
def record_patrol(
    *,
    by: User,
    shift_on: date,
    shift: str,
    team: str,
    segment: RoadSegment,
    started_at: datetime,
    ended_at: datetime,
    officers: Iterable[Officer],
    auxiliaries: Iterable[Officer] = (),
) -> Patrol:
    """Record a finished visit of one segment by one team, with everyone who checked in."""
    require(by, "night_market.record_patrol")
    certified, others = list(officers), list(auxiliaries)
    if ended_at <= started_at:
        raise Refused(_("结束时间须晚于开始时间。"), field="ended_at")
    if ended_at > clock.now():
        raise Refused(_("结束时间在现在之后；巡查结束后再登记。"), field="ended_at")
    if not 0 <= (clock.local_date(started_at) - shift_on).days <= 1:
        raise Refused(_("开始时间不在班次日期的当晚。"), field="started_at")
    if not certified:
        raise Refused(_("至少要有一名执法人员。"), field="officers")
    if any(officer.auxiliary for officer in certified):
        raise Refused(_("协管人员不能填在执法人员里。"), field="officers")
    taken = Patrol.objects.filter(
        shift__day=shift_on, shift__name_key=normalise_name(shift), team_key=normalise_name(team), segment=segment,
        started_at=started_at, voided_on=None,
    )  # fmt: skip
    if taken.exists():
        raise Refused(_("这个小组同一时间在这个路段的巡查已登记。"), field="started_at")
    row = PatrolRecord(
        0, shift_on, shift.strip(), team.strip(), segment.name, started_at, ended_at,
        tuple(officer.pk for officer in certified), tuple(officer.pk for officer in others),
    )  # fmt: skip
    first = _land([row], by=by, detail={})
    return Patrol.objects.get(pk=first)


@transaction.atomic
def void_patrol(*, patrol: Patrol, reason: str, by: User) -> Patrol:
    """Take a patrol that was entered wrongly out of the count; it stays on file with the reason."""
    require(by, "night_market.void_patrol", patrol)
    day = district.business_today()
    moved = move(patrol, "void", by=by, happened_at=moment_of(day), reason=reason, changes={"voided_on": day})
    CheckIn.objects.filter(patrol=moved).update(voided_on=day)
    return moved


@transaction.atomic
def import_patrols(
    *,
    records: Sequence[PatrolRecord],
    by: User,
    source: str,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Land many finished patrols; roads and people that nobody registered are registered with them."""
    require(by, "night_market.import_patrols")
    if records:
        _land(records, by=by, detail={"source": source})
    progress(len(records))
    return len(records)


def _land(records: Sequence[PatrolRecord], *, by: User, detail: dict[str, Any]) -> int:
    """Insert patrols with their shifts and check-ins; returns the first id."""
    kind = "imported" if detail else "created"
    segments = segments_named((row.segment for row in records), by=by, source=detail)
    shifts = _shifts(records, by=by, kind=kind, detail=detail)
    people = _people(records, by=by, kind=kind, detail=detail)
    first_id = bulk.next_id(Patrol)
    patrols, check_ins, entries = [], [], []
    for pk, row in enumerate(records, start=first_id):
        segment_id, unit_id = segments[RoadSegment.key(row.segment)]
        shift_id = shifts[row.shift_on, normalise_name(row.shift)]
        officers = [person if isinstance(person, int) else people[False, person] for person in row.officers]
        others = [person if isinstance(person, int) else people[True, person] for person in row.auxiliaries]
        patrols.append(
            (pk, shift_id, row.shift_on, row.team, normalise_name(row.team), segment_id, unit_id,
             PatrolState.FINISHED.value, row.started_at, row.ended_at,
             minutes_between(row.started_at, row.ended_at), len(officers), len(others), None)
        )  # fmt: skip
        check_ins += [
            (pk, officer, shift_id, unit_id, row.shift_on, row.started_at, None)
            for officer in dict.fromkeys([*officers, *others])
        ]
        told: dict[str, Any] = {
            **detail, "shift_on": row.shift_on, "shift": row.shift, "team": row.team, "segment": segment_id,
            "started_at": row.started_at, "ended_at": row.ended_at, "officers": officers, "auxiliaries": others,
        }  # fmt: skip
        if row.row:
            told["row"] = row.row
        entries.append(Entry(Patrol.journal_type, pk, kind, row.ended_at, unit_id, told))
    bulk.insert(Patrol, _PATROL, patrols)
    bulk.insert(CheckIn, _CHECK_IN, check_ins)
    record_many(entries, by=by)
    return first_id


def _shifts(
    records: Sequence[PatrolRecord], *, by: User, kind: str, detail: dict[str, Any]
) -> dict[tuple[date, str], int]:
    """(day, normalised name) → id of every shift named, made where it is missing."""
    named = {(row.shift_on, normalise_name(row.shift)): row.shift for row in records}
    days = sorted({day for day, _key in named})
    held = Shift.objects.filter(day__gte=days[0], day__lte=days[-1])
    found = {(day, key): pk for pk, day, key in held.values_list("id", "day", "name_key")}
    missing = [(day, key, name) for (day, key), name in named.items() if (day, key) not in found]
    if missing:
        unit_id, first_id = home_unit(by).pk, bulk.next_id(Shift)
        rows = [(pk, day, name, key, unit_id) for pk, (day, key, name) in enumerate(missing, start=first_id)]
        bulk.insert(Shift, ("id", "day", "name", "name_key", "unit_id"), rows)
        record_many(
            [
                Entry(
                    Shift.journal_type,
                    pk,
                    kind,
                    clock.start_of(day),
                    unit_id,
                    {**detail, "day": day, "name": name},
                )
                for pk, day, name, _key, unit_id in rows
            ],
            by=by,
        )
        found |= {(row[1], row[3]): row[0] for row in rows}
    return found


def _people(
    records: Sequence[PatrolRecord], *, by: User, kind: str, detail: dict[str, Any]
) -> dict[tuple[bool, Person], int]:
    """(auxiliary?, Person) → id of everyone whom the records name and nobody registered yet."""
    missing: dict[tuple[bool, Person], None] = {}
    for row in records:
        for auxiliary, crew in ((False, row.officers), (True, row.auxiliaries)):
            missing |= {(auxiliary, person): None for person in crew if isinstance(person, Person)}
    if not missing:
        return {}
    unit_id, first_id = home_unit(by).pk, bulk.next_id(Officer)
    found = {who: pk for pk, who in enumerate(missing, start=first_id)}
    rows = [
        (pk, person.name, normalise_name(person.name), person.certificate, None, auxiliary, None)
        for (auxiliary, person), pk in found.items()
    ]
    columns = ("id", "name", "name_key", "certificate", "certificate_until", "auxiliary", "user_id")
    bulk.insert(Officer, columns, rows)
    record_many(
        [
            Entry(
                Officer.journal_type, row[0], kind, None, unit_id,
                {**detail, "name": row[1], "certificate": row[3], "auxiliary": row[5]},
            )
            for row in rows
        ],
        by=by,
    )  # fmt: skip
    return found
