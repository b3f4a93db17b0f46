"""Every write of the targets room: handing targets down, new versions of them, a document's table, pledges, exemptions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from taizhang.figures.indicator import UnknownIndicator, published
from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal import bulk
from taizhang.journal.record import Entry, record, record_many
from taizhang.journal.timeline import differences
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User
from taizhang.targets import access  # noqa: F401  declares the permission that is required here
from taizhang.targets.matching import chinese_title, value_fault
from taizhang.targets.models import Exemption, Pledge, Target

FIRST_YEAR, LAST_YEAR = 2000, 2100
_COLUMNS = ("id", "year", "unit_id", "indicator", "title", "unit_of_measure", "value", "document", "version")


@dataclass(frozen=True, slots=True)
class TargetEntry:
    """A target as entered: `unit_id` None is the district's; `indicator` a key of the catalogue; `row` its row in a sheet."""

    year: int
    unit_id: int | None
    indicator: str
    value: Decimal
    document: str = ""
    row: int = 0

    @property
    def key(self) -> tuple[int, int | None, str]:
        """What may have one target in force."""
        return self.year, self.unit_id, self.indicator


@transaction.atomic
def set_targets(*, by: User, targets: Sequence[TargetEntry], on: date | None = None) -> list[Target]:
    """Hand targets down, all or none, on the day of their document (now unless said). Raises Refused at the field where one exists already or is not a sensible number."""
    require(by, "targets.set_targets")
    first = _insert(by=by, entries=targets, kind="created", on=on, detail=lambda entry: {})
    return list(Target.objects.filter(pk__gte=first).order_by("pk"))


@transaction.atomic
def import_targets(
    *,
    records: Sequence[TargetEntry],
    by: User,
    source: str,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Hand down the targets of a workbook; returns how many. Raises Refused naming the row."""
    require(by, "targets.set_targets")
    _insert(
        by=by, entries=records, kind="imported", detail=lambda entry: {"source": source, "row": entry.row}
    )
    progress(len(records))
    return len(records)


def _insert(
    *,
    by: User,
    entries: Sequence[TargetEntry],
    kind: str,
    detail: Callable[[TargetEntry], dict[str, Any]],
    on: date | None = None,
) -> int:
    taken = set(Target.objects.filter(superseded_on__isnull=True).values_list("year", "unit_id", "indicator"))
    catalogue, rows, events = published(), [], []
    happened_at = clock.start_of(on) if on else None
    first = bulk.next_id(Target)
    for number, entry in enumerate(entries, start=first):
        indicator = catalogue.get(entry.indicator)
        where = _("第 %s 行：") % entry.row if entry.row else ""
        if not FIRST_YEAR <= entry.year <= LAST_YEAR:
            raise Refused(
                where + _("年度应在 %(first)s 到 %(last)s 之间。") % {"first": FIRST_YEAR, "last": LAST_YEAR},
                field="year",
            )
        if not indicator.takes_target:
            raise Refused(where + _("“%s”不能下目标。") % indicator.title, field="indicator")
        if fault := value_fault(indicator, entry.value):
            raise Refused(where + fault, field="value")
        if entry.key in taken:
            raise Refused(
                where + _("这个单位这一年已有“%s”的目标。要改请打开那条目标。") % indicator.title,
                field="indicator",
            )
        taken.add(entry.key)
        rows.append((
            number, entry.year, entry.unit_id, entry.indicator, chinese_title(indicator), indicator.unit_of_measure,
            entry.value, entry.document, 1,
        ))  # fmt: skip
        facts = {"year": entry.year, "indicator": entry.indicator, "value": entry.value, **detail(entry)}
        events.append(Entry(Target.journal_type, number, kind, happened_at, entry.unit_id, facts))
    bulk.insert(Target, _COLUMNS, rows)
    record_many(events, by=by)
    return first


@transaction.atomic
def change_target(
    *, by: User, target: Target, value: Decimal, document: str = "", on: date | None = None
) -> Target:
    """Change a target from a day on (today unless said): the old version is superseded, the new one is returned.

    Raises Conflict where a newer version exists already, Refused at the field at fault.
    """
    require(by, "targets.set_targets")
    target = Target.objects.select_for_update(of=("self",)).get(pk=target.pk)
    if target.superseded_on is not None:
        raise Conflict(_("这条目标已被新的版本替换。请打开现行的一条。"))
    on = on or district.business_today()
    if on > clock.today():
        raise Refused(_("日期 %(day)s 在今天之后，请核对。") % {"day": on.isoformat()}, field="on")
    if target.since is not None and on <= target.since:
        raise Refused(_("生效日期要晚于现行版本的 %(day)s。") % {"day": target.since.isoformat()}, field="on")
    if fault := value_fault(published().get(target.indicator), value):
        raise Refused(fault, field="value")
    if target.value == value and target.document == document:
        return target
    target.superseded_on = on
    target.save(update_fields=["superseded_on"])
    changed = Target.objects.create(
        year=target.year,
        unit_id=target.unit_id,
        indicator=target.indicator,
        title=target.title,
        unit_of_measure=target.unit_of_measure,
        value=value,
        document=document,
        version=target.version + 1,
        since=on,
    )
    happened_at = clock.start_of(on)
    record(
        subject=target, kind="superseded", by=by, happened_at=happened_at, detail={"version": changed.version}
    )
    differences: dict[str, list[Any]] = {
        "value": [target.value, value],
        "document": [target.document, document],
    }
    record(
        subject=changed,
        kind="changed",
        by=by,
        happened_at=happened_at,
        detail={"changed": {field: pair for field, pair in differences.items() if pair[0] != pair[1]}},
    )
    return changed


@transaction.atomic
def hand_down(
    *,
    by: User,
    year: int,
    indicator: str,
    values: Mapping[int | None, Decimal | None],
    document: str = "",
    on: date | None = None,
) -> list[Target]:
    """Set a figure's targets of the district (None) and of units in one table, each journalled; returns what changed.

    A new value is a first target, another value a new version from `on` (today unless said), the same value nothing.
    Raises Refused at the field `value-<unit id>` ("value-district"), and where a target handed down is left empty.
    """
    require(by, "targets.set_targets")
    held = {
        target.unit_id: target
        for target in Target.objects.filter(year=year, indicator=indicator, superseded_on__isnull=True)
    }
    made: list[Target] = []
    for unit_id, value in values.items():
        target = held.get(unit_id)
        try:
            if value is None:
                if target is not None:
                    raise Refused(_("已下达的目标不能清空。不再考核的，请登记免考；要改数请填新的目标值。"))
            elif target is None:
                entry = TargetEntry(year, unit_id, indicator, value, document)
                made += set_targets(by=by, targets=[entry], on=on)
            elif target.value != value:
                made.append(change_target(by=by, target=target, value=value, document=document, on=on))
        except Refused as refusal:
            if refusal.field in ("year", "on"):
                raise
            raise Refused(refusal.message, field=f"value-{unit_id or 'district'}") from refusal
    if not made:
        raise Refused(_("没有改动：各目标值都与现行的相同。"))
    return made


# Pledges and exemptions


@dataclass(frozen=True, slots=True)
class PledgeEntry:
    """A pledge as entered: `indicator` empty is all of the unit's figures; `speaker` a post."""

    year: int
    unit: Unit
    pledged_on: date
    speaker: str
    text: str
    indicator: str = ""


def _refuse_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        sentence = _("年度应在 %(first)s 到 %(last)s 之间。") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise Refused(sentence, field="year")


def _title(key: str) -> str:
    """The Chinese title of a figure that takes targets, empty for all of them; raises Refused."""
    if not key:
        return ""
    try:
        indicator = published().get(key)
    except UnknownIndicator:
        indicator = None
    if indicator is None or not indicator.takes_target:
        raise Refused(_("请从列出的指标里选一个，或选“全部指标”。"), field="indicator")
    return chinese_title(indicator)


def _pledge_values(entry: PledgeEntry) -> dict[str, Any]:
    _refuse_year(entry.year)
    if entry.unit.kind == Unit.Kind.DISTRICT:
        raise Refused(_("表态的是单位，不是全区。"), field="unit")
    if entry.pledged_on > clock.today():
        sentence = _("日期 %(day)s 在今天之后，请核对。")
        raise Refused(sentence % {"day": entry.pledged_on.isoformat()}, field="pledged_on")
    for field in ("speaker", "text"):
        if not getattr(entry, field).strip():
            raise Refused(_("请填写这一项。"), field=field)
    return {
        "year": entry.year,
        "unit": entry.unit,
        "indicator": entry.indicator,
        "title": _title(entry.indicator),
        "pledged_on": entry.pledged_on,
        "speaker": entry.speaker.strip(),
        "text": entry.text.strip(),
    }


def _refuse_same_day(values: dict[str, Any], besides: int | None = None) -> None:
    keys = ("year", "unit", "indicator", "pledged_on")
    if Pledge.objects.filter(**{key: values[key] for key in keys}).exclude(pk=besides).exists():
        raise Refused(_("这个单位这一天的表态已经登记过。要改请打开那条。"), field="unit")


@transaction.atomic
def record_pledge(*, by: User, entry: PledgeEntry) -> Pledge:
    """Record what a unit's head pledged. Raises Refused at the field at fault."""
    require(by, "targets.record_pledge")
    values = _pledge_values(entry)
    _refuse_same_day(values)
    row = Pledge.objects.create(**values)
    detail = {**values, "unit": entry.unit.pk}
    record(subject=row, kind="created", by=by, happened_at=clock.start_of(entry.pledged_on), detail=detail)
    return row


@transaction.atomic
def change_pledge(*, by: User, pledge: Pledge, entry: PledgeEntry) -> Pledge:
    """Correct a pledge; old and new stand in the journal. Raises Refused at the field at fault."""
    require(by, "targets.record_pledge")
    row = Pledge.objects.select_for_update().get(pk=pledge.pk)
    values = _pledge_values(entry)
    _refuse_same_day(values, besides=row.pk)
    changed = {
        name: [str(pair[0]), str(pair[1])] if name == "unit" else pair
        for name, pair in differences(row, values).items()
    }
    if not changed:
        return row
    for field, value in values.items():
        setattr(row, field, value)
    row.save()
    record(subject=row, kind="changed", by=by, detail={"changed": changed})
    return row


@transaction.atomic
def exempt_unit(
    *,
    by: User,
    year: int,
    unit: Unit,
    reason: str,
    indicator: str = "",
    document: str = "",
    since: date | None = None,
) -> Exemption:
    """Exempt a unit from a figure of a year, or from all of them, from a day on (the year's first unless said).

    Raises Refused at the field at fault, or where it is exempt already.
    """
    require(by, "targets.exempt_unit")
    _refuse_year(year)
    title = _title(indicator)
    since = since or date(year, 1, 1)
    if unit.kind == Unit.Kind.DISTRICT:
        raise Refused(_("免考的是单位，全区的目标不能免。"), field="unit")
    if not reason.strip():
        raise Refused(_("请写明免考理由。"), field="reason")
    if since.year != year:
        raise Refused(_("起始日期应在 %s 年之内。") % year, field="since")
    held = Exemption.objects.filter(Q(until__isnull=True) | Q(until__gte=since), year=year, unit=unit)
    if held.filter(Q(indicator="") | Q(indicator=indicator)).exists():
        raise Refused(_("这个单位这一年已经免考，没有重复登记。"), field="unit")
    row = Exemption.objects.create(
        year=year,
        unit=unit,
        indicator=indicator,
        title=title,
        reason=reason.strip(),
        document=document.strip(),
        since=since,
    )
    happened_at = clock.start_of(since) if since <= clock.today() else None
    detail = {"year": year, "indicator": indicator, "reason": row.reason, "since": since}
    record(subject=row, kind="created", by=by, happened_at=happened_at, detail=detail)
    return row


@transaction.atomic
def end_exemption(*, by: User, exemption: Exemption, until: date, reason: str) -> Exemption:
    """Judge a unit again after a day, with a reason; days up to it stay exempt. Raises Refused at the field at fault."""
    require(by, "targets.exempt_unit")
    row = Exemption.objects.select_for_update().get(pk=exemption.pk)
    if row.until is not None:
        raise Refused(_("这条免考已在 %s 结束。") % row.until.isoformat())
    if until < row.since:
        raise Refused(_("结束日期不能早于起始日期 %s。") % row.since.isoformat(), field="until")
    if not reason.strip():
        raise Refused(_("请写明理由。"), field="reason")
    row.until = until
    row.save(update_fields=["until"])
    detail = {"reason": reason.strip(), "changed": {"until": [None, until]}}
    record(subject=row, kind="ended", by=by, detail=detail)
    return row
