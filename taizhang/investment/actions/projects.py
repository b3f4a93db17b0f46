"""Entering projects, one by hand or many from a sheet, and changing what was entered."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.enterprises.models import Enterprise
from taizhang.foundation import clock
from taizhang.foundation.quantities import normalise_name
from taizhang.foundation.refusals import Refused
from taizhang.investment import access  # noqa: F401  declares the permissions that are required here
from taizhang.investment.entries import Fault, ProjectEntry, Share, exclusion_code, outside_fault
from taizhang.investment.models import (
    AmountRevision,
    Attribution,
    Exclusion,
    FundArrival,
    Project,
    StageClaim,
    UnitRole,
)
from taizhang.investment.states import SIDE_STATES, ProjectState
from taizhang.journal import bulk
from taizhang.journal.record import Entry, record, record_many
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.models import Unit, User

SIGNING_BASIS = "签约合同"  # what the amount of a signing rests on, as the ledger writes it
PROGRESS_EVERY = 1000

_PROJECT_COLUMNS = (
    "id", "code", "name", "name_key", "investor", "investor_key", "credit_code", "investor_place", "chain", "node", "link_kind", "unit_id",
    "state", "planned_total", "planned_outside", "signed_on", "landed_on", "started_on", "in_use_on", "side_on", "note",
    "planned_start_on", "registered_on", "referred_by_id",
)  # fmt: skip
_REVISION_COLUMNS = ("project_id", "unit_id", "effective_on", "total", "outside", "basis", "initial", "void")
_PARTNER_COLUMNS = ("project_id", "unit_id", "role", "percent", "effective_on", "position")
_EXCLUSION_COLUMNS = ("project_id", "code", "reason", "since")


def refuse_first(faults: Sequence[Fault]) -> None:
    """Raise Refused for the first fault, at its field."""
    for field, sentence in faults:
        raise Refused(sentence, field=field)


def refuse_row(row: int, sentence: str) -> NoReturn:
    """Raise Refused for a row of an import, naming the row."""
    raise Refused(_("第 %(row)s 行：%(sentence)s") % {"row": row, "sentence": sentence})


@transaction.atomic
def register_project(*, by: User, entry: ProjectEntry) -> Project:
    """Enter a project under negotiation; stages are recognised one by one afterwards. Raises Refused at the field at fault."""
    require(by, "investment.register_project", entry.unit_id)
    if entry.settled_state != ProjectState.NEGOTIATING:
        raise Refused(_("新登记的项目从谋划对接开始，签约等阶段登记后再认定。"), field="state")
    refuse_first(list(entry.faults(clock.today())))
    _refuse_taken_name(entry.key)
    first = _insert([entry])
    project = Project.objects.get(pk=first)
    record(subject=project, kind="created", by=by, detail=_detail(entry))
    return project


@transaction.atomic
def import_projects(
    *,
    records: Sequence[ProjectEntry],
    by: User,
    source: str,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Enter many projects at once, with their stages where the importer may import history; returns how many.

    A clerk's rows are of the own units and under negotiation. Raises Refused naming the row.
    """
    require(by, "investment.import_ledger")
    historic, today = may(by, "investment.import_history"), clock.today()
    taken = set(Project.objects.values_list("name_key", flat=True))
    for entry in records:
        if not historic:
            require(by, "investment.import_ledger", entry.unit_id)
            if entry.settled_state != ProjectState.NEGOTIATING:
                refuse_row(entry.row, _("已签约的项目由招商核定员导入。"))
        for _field, sentence in entry.faults(today):
            refuse_row(entry.row, sentence)
        if entry.key in taken:
            refuse_row(entry.row, _("已有叫“%s”的项目。") % entry.name)
        taken.add(entry.key)
    first = _insert(records)
    kind = "recognised" if historic else "imported"
    events = []
    for number, entry in enumerate(records):
        day = entry.latest_day
        detail = {"source": source, "row": entry.row, **_detail(entry)}
        happened_at = clock.start_of(day) if day else None
        events.append(Entry(Project.journal_type, first + number, kind, happened_at, entry.unit_id, detail))
        if number % PROGRESS_EVERY == 0:
            progress(number)
    record_many(events, by=by)
    progress(len(records))
    return len(records)


def _detail(entry: ProjectEntry) -> dict[str, Any]:
    return {"name": entry.name, "state": str(entry.settled_state), "total": entry.total}


def _refuse_taken_name(key: str) -> None:
    taken = Project.objects.filter(name_key=key).select_related("unit").first()
    if taken is not None:
        sentence = _("已有叫“%(name)s”的项目，牵头单位是%(unit)s。") % {
            "name": taken.name,
            "unit": taken.unit,
        }
        raise Refused(sentence, field="name")


def _insert(entries: Sequence[ProjectEntry]) -> int:
    """Insert projects with the amounts, partners and exclusions that belong to them; returns the first id."""
    first, today = bulk.next_id(Project), district.business_today()
    projects, revisions, partners, exclusions = [], [], [], []
    for number, entry in enumerate(entries, start=first):
        state = entry.settled_state
        side_on = entry.latest_day if state in SIDE_STATES else None
        projects.append((
            number, f"XM{number:06d}", entry.name, entry.key, entry.investor, normalise_name(entry.investor),
            entry.credit_code, entry.investor_place,
            entry.chain, entry.node, str(entry.link_kind), entry.unit_id, str(state), entry.total, entry.outside,
            entry.signed_on, entry.landed_on, entry.started_on, entry.in_use_on, side_on, entry.note,
            entry.planned_start_on, entry.registered_on or (None if entry.signed_on else today),
            entry.referred_by_id,
        ))  # fmt: skip
        if entry.signed_on is not None:
            revisions.append(
                (
                    number,
                    entry.unit_id,
                    entry.signed_on,
                    entry.total,
                    entry.outside,
                    SIGNING_BASIS,
                    True,
                    False,
                )
            )
        partners += _partner_rows(number, entry.partners, None)
        if state == ProjectState.NOT_RECOGNISED:
            reason = entry.exclusion_reason
            exclusions.append((number, str(exclusion_code(reason)), reason, entry.signed_on or today))
    bulk.insert(Project, _PROJECT_COLUMNS, projects)
    bulk.insert(AmountRevision, _REVISION_COLUMNS, revisions)
    bulk.insert(Attribution, _PARTNER_COLUMNS, partners)
    bulk.insert(Exclusion, _EXCLUSION_COLUMNS, exclusions)
    return first


def _partner_rows(project_id: int, partners: Sequence[Share], since: date | None) -> list[tuple[Any, ...]]:
    role = str(UnitRole.PARTNER.value)
    return [
        (project_id, share.unit_id, role, share.percent, since, position)
        for position, share in enumerate(partners)
    ]


def partners_of(project: Project, day: date) -> tuple[Share, ...]:
    """The partner units of a project on a day, in their order."""
    parts = project.attributions.in_force(day).filter(role=UnitRole.PARTNER)
    return tuple(Share(unit_id, percent) for unit_id, percent in parts.values_list("unit_id", "percent"))


_TEXTS = ("name", "investor", "credit_code", "investor_place", "chain", "node", "link_kind", "note")


@transaction.atomic
def change_project(*, by: User, project: Project, entry: ProjectEntry) -> Project:
    """Set what was entered about a project to the values of `entry`; dates and states have actions of their own.

    The investor's place is frozen at signing, and so is the amount, which is then revised with a date. Raises Refused.
    """
    project = Project.objects.select_for_update().get(pk=project.pk)
    require(by, "investment.change_project", project)
    if entry.unit_id != project.unit_id:
        require(by, "investment.change_project", entry.unit_id)
    undated = ProjectEntry(
        **{field: getattr(entry, field) for field in (*_TEXTS, "unit_id", "total", "outside", "partners")}
    )
    refuse_first([*undated.faults(clock.today()), *outside_fault(entry.total, entry.outside)])
    if entry.key != project.name_key:
        _refuse_taken_name(entry.key)
    _refuse_frozen(project, entry)
    today, units = district.business_today(), {unit.pk: str(unit) for unit in Unit.objects.all()}
    changed: dict[str, list[Any]] = {}
    for field in _TEXTS:
        if getattr(project, field) != getattr(entry, field):
            changed[field] = [getattr(project, field), str(getattr(entry, field))]
    for field, value in (("planned_total", entry.total), ("planned_outside", entry.outside)):
        if not project.is_signed and getattr(project, field) != value:
            changed[field] = [getattr(project, field), value]
    if project.planned_start_on != entry.planned_start_on:
        changed["planned_start_on"] = [project.planned_start_on, entry.planned_start_on]
    if project.referred_by_id != entry.referred_by_id:
        changed["referred_by"] = _enterprises(project.referred_by_id, entry.referred_by_id)
        project.referred_by_id = entry.referred_by_id
    before = partners_of(project, today)
    if before != entry.partners:
        changed["partners"] = [_named(before, units), _named(entry.partners, units)]
        project.attributions.in_force(today).filter(role=UnitRole.PARTNER).update(until=today)
        bulk.insert(Attribution, _PARTNER_COLUMNS, _partner_rows(project.pk, entry.partners, today))
    if entry.unit_id != project.unit_id:
        changed["unit"] = [units[project.unit_id], units[entry.unit_id]]
        for model in (AmountRevision, FundArrival, StageClaim):
            model.objects.filter(project=project).update(unit_id=entry.unit_id)
        project.unit_id = entry.unit_id
    if not changed:
        return project
    for field in changed.keys() - {"partners", "unit", "referred_by"}:
        setattr(project, field, changed[field][1])
    project.name_key, project.investor_key = normalise_name(project.name), normalise_name(project.investor)
    project.save()
    record(subject=project, kind="changed", by=by, detail={"changed": changed})
    return project


def _enterprises(*ids: int | None) -> list[str]:
    """The names of enterprises for the journal, nothing for none."""
    names = dict(
        Enterprise.objects.filter(pk__in=[pk for pk in ids if pk is not None]).values_list("pk", "name")
    )
    return [names.get(pk, "") if pk is not None else "" for pk in ids]


def _named(shares: Sequence[Share], units: dict[int, str]) -> str:
    return partners_text([(units[share.unit_id], share.percent) for share in shares])


def partners_text(parts: Sequence[tuple[str, Decimal | None]]) -> str:
    """Partner units as a sheet writes them: 峡窝镇:30%;中心路街道."""
    return ";".join(
        name if percent is None else f"{name}:{percent.normalize():f}%" for name, percent in parts
    )


def _refuse_frozen(project: Project, entry: ProjectEntry) -> None:
    if not project.is_signed:
        return
    if project.investor_place and entry.investor_place != project.investor_place:
        raise Refused(_("投资方所在地在签约时已固定，不能再改。"), field="investor_place")
    now = Project.objects.with_amount(district.business_today()).get(pk=project.pk)
    if (entry.total, entry.outside) != (now.amount, now.outside):
        raise Refused(_("已签约项目的投资额要用“投资额变更”登记，写明生效日期和依据。"), field="total")
