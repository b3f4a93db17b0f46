"""The list of targets, with its filters."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.models import Unit
from taizhang.targets import sheets
from taizhang.targets.matching import choices
from taizhang.targets.models import Target
from taizhang.web import display
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register

DISTRICT = "district"


def years() -> list[tuple[int, str]]:
    """The years that have targets, the latest first."""
    found = Target.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in found]


def units() -> list[tuple[str, Any]]:
    """The whole district, and every unit."""
    found = Unit.objects.exclude(kind=Unit.Kind.DISTRICT).values_list("pk", "short_name")
    return [(DISTRICT, _("全区")), *((str(pk), name) for pk, name in found)]


class TargetFilters(Filters):
    """Filters of 目标任务. Versions that were superseded are left out unless asked for."""

    search = ("title", "document", "unit__name", "unit__short_name")
    year = django_filters.ChoiceFilter(label=_("年度"), choices=years)
    unit = django_filters.ChoiceFilter(label=_("单位"), choices=units, method="of_unit")
    indicator = django_filters.ChoiceFilter(
        label=_("指标"), choices=lambda: [(indicator.key, indicator.title) for indicator in choices()]
    )
    versions = django_filters.ChoiceFilter(
        label=_("版本"), choices=[("all", _("含已替换的"))], method="of_version", empty_label=_("现行的")
    )

    class Meta:
        model = Target
        fields: list[str] = []

    def of_unit(self, rows: QuerySet[Target], name: str, value: str) -> QuerySet[Target]:
        """The district's own targets, or a unit's."""
        return rows.filter(unit__isnull=True) if value == DISTRICT else rows.filter(unit_id=value)

    def of_version(self, rows: QuerySet[Target], name: str, value: str) -> QuerySet[Target]:
        """All versions; without this filter only those in force."""
        return rows

    def filter_queryset(self, queryset: QuerySet[Target]) -> QuerySet[Target]:
        """The filters above, over the versions in force unless all are asked for."""
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("versions") else rows.filter(superseded_on__isnull=True)


def unit_text(value: Any) -> str:
    """A unit's name; the district where there is none."""
    return value or str(_("全区"))


TARGETS = Register(
    key="targets",
    ledger="targets",
    title=_("目标任务"),
    noun=_("目标任务"),
    rows=lambda user: Target.objects.visible_to(user),
    table=Table(
        [
            Column("title", _("指标")),
            Column("year", _("年度")),
            Column("unit__short_name", _("单位"), unit_text),
            Column("value", _("目标值"), display.plain, number=True),
            Column("unit_of_measure", _("计量单位")),
            Column("document", _("文号"), wrap=True),
            Column("version", _("版本"), number=True, hidden=True),
            Column("since", _("自"), hidden=True),
            Column("superseded_on", _("被替换日期"), hidden=True),
        ],
        order="id",
    ),
    filters=TargetFilters,
    sheet=sheets.TARGETS,
    add_permission="targets.set_targets",
    hint=_("下达年度目标：单位空着是全区自己的目标。可以逐条新增，或导入文件里的目标表。"),
)

REGISTERS = (TARGETS,)
