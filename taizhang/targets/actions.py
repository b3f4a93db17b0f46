"""Every write of the targets room: handing targets down, changing them by a new version, importing a document's table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.figures.indicator import published
from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal import bulk
from taizhang.journal.record import Entry, record, record_many
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import User
from taizhang.targets import access  # noqa: F401  declares the permission that is required here
from taizhang.targets.matching import chinese_title, value_fault
from taizhang.targets.models import Target

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
