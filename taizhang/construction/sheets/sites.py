"""点位: the sheet of all sites."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.construction import actions, row_rules
from taizhang.construction.actions.imports import SiteRow
from taizhang.construction.models import Site
from taizhang.construction.sheets.words import (
    CHUNK,
    KIND_LABELS,
    KIND_NAMES,
    RISK_LABELS,
    RISK_NAMES,
    degrees,
    differing_words,
    one_of,
    optional_text,
)
from taizhang.construction.states import RiskLevel
from taizhang.foundation import clock
from taizhang.foundation.quantities import normalise_name
from taizhang.organisation.access import may
from taizhang.organisation.models import Unit, User
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow
from taizhang.workbooks.known_names import KnownNames


class SitesSheet(Sheet):
    """点位: the register of all sites."""

    key = "sites"
    title = gettext_lazy("点位")
    permission = "construction.import_sites"
    columns = (
        SheetColumn("name", "点位名称", required=True, width=28, example="示例·金屏花园二期"),
        SheetColumn(
            "kind", "类别", one_of(KIND_NAMES, [*KIND_LABELS.values()]), required=True,
            choices=lambda: [*KIND_LABELS.values()], example="建设工程",
        ),
        SheetColumn("parcel", "宗地编码", lambda value: normalise_name(optional_text(40)(value)), example="410106001001GB00001"),
        SheetColumn(
            "unit", "属地单位", required=True, width=18, example="峡窝镇",
            choices=lambda: list(Unit.objects.filter(kind="town").values_list("short_name", flat=True)),
        ),
        SheetColumn("builder", "建设单位", optional_text(80), width=24),
        SheetColumn("contractor", "施工单位", optional_text(80), width=24),
        SheetColumn(
            "risk", "风险等级", one_of(RISK_NAMES, [*RISK_LABELS.values()]), choices=lambda: [*RISK_LABELS.values()], example="中"
        ),
        SheetColumn("lon", "经度", degrees, example="113.28"),
        SheetColumn("lat", "纬度", degrees, example="34.81"),
    )  # fmt: skip

    def prepare(self, *, by: User) -> Any:
        """Units and all sites by name: two queries."""
        units = Unit.by_name()
        towns = {normalise_name(unit.short_name): unit.short_name for unit in units.values()}
        held = {
            row["name_key"]: row
            for row in Site.objects.values(
                "name_key", "name", "kind", "parcel", "unit_id", "builder", "contractor", "risk", "lon", "lat"
            )
        }
        return {
            "by": by,
            "units": KnownNames(_("单位"), units, towns),
            "held": held,
            "seen": {},
            "today": clock.today(),
        }

    def check(self, row: SheetRow, known: Any) -> Any:
        """A name once; a known unit, the clerk's own where the post is a town's; coordinates that can be."""
        name = row["name"]
        key = normalise_name(name)
        for field, sentence in row_rules.site_faults(
            name=name, lon=row["lon"], lat=row["lat"], today=known["today"]
        ):
            row.refuse(field, sentence)
        unit = known["units"].find(row["unit"])
        if unit is None:
            row.refuse("unit", known["units"].unknown(row["unit"]))
        elif not may(known["by"], self.permission, unit.pk):
            row.refuse("unit", _("您的岗位只能导入本单位的点位。请删去这一行，或请工地整治专班导入。"))
        if row.errors:
            return None
        earlier = known["seen"].setdefault(key, row.number)
        if earlier != row.number:
            row.refuse("name", _("与第 %s 行重复。请删去其中一行。") % earlier)
            return None
        record = SiteRow(
            row.number, name, row["kind"], row["parcel"] or "", unit.pk, row["builder"] or "", row["contractor"] or "",
            row["risk"] or RiskLevel.MEDIUM.value, row["lon"], row["lat"],
        )  # fmt: skip
        held = known["held"].get(key)
        if held is None:
            return record
        fields = ("kind", "parcel", "unit_id", "builder", "contractor", "risk", "lon", "lat")
        if all(held[field] == getattr(record, field) for field in fields):
            return UNCHANGED
        titles = {**self.titles, "unit_id": self.titles["unit"]}
        names = {unit.pk: unit.short_name for unit in known["units"].things.values()}
        labels = {**KIND_LABELS, **RISK_LABELS}

        def words(field: str, value: Any) -> Any:
            return names.get(value) if field == "unit_id" else labels.get(value, value)

        differing = differing_words(
            titles,
            {field: words(field, held[field]) for field in fields},
            {field: words(field, getattr(record, field)) for field in fields},
        )
        row.refuse(
            "name", _("台账里已有这个点位，但内容不同：%s。请在系统里修改那个点位，或改正表格。") % differing
        )
        return None

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """Through actions.import_sites."""
        return actions.import_sites(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """Sites that were on the register by then, retired ones too."""
        found = Site.objects.visible_to(by) if rows is None else rows
        found = found.filter(Q(registered_on__isnull=True) | Q(registered_on__lte=as_of)).order_by("pk")
        for name, kind, parcel, unit, builder, contractor, risk, lon, lat in found.values_list(
            "name", "kind", "parcel", "unit__short_name", "builder", "contractor", "risk", "lon", "lat"
        ).iterator(CHUNK):
            yield name, KIND_LABELS[kind], parcel, unit, builder, contractor, RISK_LABELS[risk], lon, lat
