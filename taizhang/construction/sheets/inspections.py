"""检查: the sheet of visits to sites."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from taizhang.construction import actions, row_rules
from taizhang.construction.actions.imports import InspectionRow
from taizhang.construction.held_rows import HeldRows, Standing
from taizhang.construction.models import Inspection
from taizhang.construction.sheets.words import (
    CHUNK,
    MODE_LABELS,
    MODE_NAMES,
    Known,
    one_of,
    refuse_verdict,
    site_column,
)
from taizhang.organisation.models import User
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow, day


class InspectionsSheet(Sheet):
    """检查: visits to sites."""

    key = "inspections"
    title = gettext_lazy("检查")
    permission = "construction.import_records"
    columns = (
        site_column(),
        day("day", "检查日期", required=True),
        SheetColumn(
            "mode", "检查方式", one_of(MODE_NAMES, [*MODE_LABELS.values()]), required=True,
            choices=lambda: [*MODE_LABELS.values()], example="全面",
        ),
        SheetColumn("inspectors", "检查人员", required=True, width=20, example="检查一组"),
    )  # fmt: skip

    def prepare(self, *, by: User) -> Any:
        """Sites by name; what the ledger holds is read once for each site of the file."""

        def load(site_id: int) -> Iterator[tuple[Any, Any]]:
            for key in Inspection.objects.filter(site_id=site_id).values_list(
                "site_id", "day", "mode", "inspectors"
            ):
                yield key, None

        return Known(by, HeldRows(load, empty=not Inspection.objects.exists()))

    def check(self, row: SheetRow, known: Any) -> Any:
        """A known site, a day that has come; the same visit once."""
        values = row.values
        site = known.sites.find(values["site"])
        if site is None:
            row.refuse("site", known.sites.unknown(values["site"]))
            return None
        faults = row_rules.inspection_faults(
            day=values["day"], inspectors=values["inspectors"], retired_on=site.retired_on, today=known.today
        )
        for field, sentence in faults:
            row.refuse(field, sentence)
        if faults:
            return None
        record = InspectionRow(
            row.number, site.pk, site.unit_id, values["day"], values["mode"], values["inspectors"]
        )
        verdict = known.held.judge(site.pk, (site.pk, *record[3:]), None, row.number)
        if verdict.standing is Standing.NEW:
            return record
        if verdict.standing is Standing.SAME:
            return UNCHANGED
        refuse_verdict(row, verdict, "site", str)
        return None

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """Through actions.import_inspections."""
        return actions.import_inspections(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """Inspections up to the day."""
        found = (Inspection.objects.visible_to(by) if rows is None else rows).filter(day__lte=as_of)
        for name, on, mode, people in (
            found.order_by("day", "pk").values_list("site__name", "day", "mode", "inspectors").iterator(CHUNK)
        ):
            yield name, on, MODE_LABELS[mode], people
