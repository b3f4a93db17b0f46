"""目标任务: the workbook of targets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.foundation.quantities import normalise_name, parse_decimal, parse_integer, show_plain
from taizhang.foundation.refusals import Refused
from taizhang.organisation import district
from taizhang.organisation.models import Unit, User
from taizhang.targets.actions import FIRST_YEAR, LAST_YEAR, TargetEntry, import_targets
from taizhang.targets.matching import KnownIndicators, chinese_title, choices, value_fault
from taizhang.targets.models import Target
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow
from taizhang.workbooks.known_names import KnownNames

Key = tuple[int, int | None, str]
WHOLE = ("全区", "本区")


@dataclass(slots=True)
class Known:
    """What is known, read once: units, figures, and the targets in force with their values and document numbers."""

    units: KnownNames[Unit]
    whole: frozenset[str]
    indicators: KnownIndicators
    held: dict[Key, tuple[Decimal, str]]
    earlier: dict[Key, set[tuple[Decimal, str]]]
    seen: dict[Key, int] = field(default_factory=dict)


def parse_year(value: Any) -> int:
    """2020 or 2020年; raises ValueError."""
    year = parse_integer(
        str(value).strip().removesuffix("年度").removesuffix("年") if isinstance(value, str) else value
    )
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(
            _("年度应在 %(first)s 到 %(last)s 之间。") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return year


class TargetsSheet(Sheet):
    """目标任务. An empty unit is the district; the value is in the figure's own unit of measure."""

    key = "targets"
    title = "目标任务"
    permission = "targets.set_targets"
    columns = (
        SheetColumn("year", "年度", parse_year, required=True, width=8, example="2020"),
        SheetColumn(
            "unit",
            "单位",
            choices=lambda: list(
                Unit.objects.exclude(kind=Unit.Kind.DISTRICT).values_list("short_name", flat=True)
            ),
            example="峡窝镇",
        ),
        SheetColumn(
            "indicator",
            "指标",
            required=True,
            choices=lambda: [chinese_title(indicator) for indicator in choices()],
            width=24,
            example="亿元以上签约项目",
        ),
        SheetColumn("value", "目标值", lambda value: value, required=True, width=12, example="15"),
        SheetColumn("document", "文号", width=24, example="上招商〔2020〕1号"),
    )

    def prepare(self, *, by: User) -> Known:
        """Three queries, whatever the number of rows."""
        units, place = Unit.by_name(), district.current()
        held: dict[Key, tuple[Decimal, str]] = {}
        earlier: dict[Key, set[tuple[Decimal, str]]] = {}
        for year, unit_id, indicator, value, document, over in Target.objects.values_list(
            "year", "unit_id", "indicator", "value", "document", "superseded_on"
        ):
            key = (year, unit_id, indicator)
            earlier.setdefault(key, set()).add((value, document))
            if over is None:
                held[key] = (value, document)
        whole = [
            *WHOLE,
            *([place.name] if place else ()),
            *(name for name, unit in units.items() if unit.kind == "district"),
        ]
        return Known(
            units=KnownNames(_("单位"), units, {name: unit.short_name for name, unit in units.items()}),
            whole=frozenset(normalise_name(name) for name in whole),
            indicators=KnownIndicators(),
            held=held,
            earlier=earlier,
        )

    def check(self, row: SheetRow, known: Known) -> Any:
        """Judge one row against the catalogue, the file above it and the targets in force."""
        unit_id = None
        if row["unit"] and normalise_name(row["unit"]) not in known.whole:
            unit = known.units.find(row["unit"])
            if unit is None:
                row.refuse("unit", known.units.unknown(row["unit"]))
            else:
                unit_id = unit.pk
        try:
            indicator = known.indicators.find(row["indicator"])
        except Refused as refusal:
            row.refuse("indicator", refusal)
            return None
        try:
            value = parse_decimal(row["value"], unit=indicator.unit_of_measure)
        except ValueError as error:
            row.refuse("value", error)
            return None
        if fault := value_fault(indicator, value):
            row.refuse("value", fault)
        document = row["document"] or ""
        if len(document) > 60:
            row.refuse("document", _("文号太长，最多 60 个字。"))
        entry = TargetEntry(row["year"], unit_id, indicator.key, value, document, row.number)
        first = known.seen.setdefault(entry.key, row.number)
        if first != row.number:
            row.refuse("indicator", _("与第 %s 行重复：同一单位同一年的同一指标。请删去一行。") % first)
        if row.errors:
            return None
        held = known.held.get(entry.key)
        if held is None:
            return entry
        if (value, document) not in known.earlier[entry.key]:
            sentence = _("这条目标已下达，现行的是“%s”。如要更改，请打开那条目标，用“调整”登记新版本。")
            if value != held[0]:
                row.refuse("value", sentence % show_plain(held[0]))
            if document != held[1]:
                row.refuse("document", sentence % held[1])
        return UNCHANGED

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """One action for all of them."""
        return import_targets(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """The targets in force on a day."""
        targets = (
            Target.objects.visible_to(by)
            if rows is None
            else Target.objects.filter(pk__in=rows.order_by().values("pk"))
        )
        found = targets.in_force(as_of).order_by("pk")
        for year, unit, title, value, document in found.values_list(
            "year", "unit__short_name", "title", "value", "document"
        ).iterator():
            yield year, unit or "", title, value, document


TARGETS = TargetsSheet()
SHEETS = (TARGETS,)
