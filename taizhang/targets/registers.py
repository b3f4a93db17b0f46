"""The lists of targets, of pledges and of exempt units, with their filters."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.models import Unit
from taizhang.targets import sheets
from taizhang.targets.matching import choices
from taizhang.targets.models import Exemption, Pledge, Target
from taizhang.web import display
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, TabPage, UnitFilter

DISTRICT = "district"


def years_of(model: type[Target | Pledge | Exemption]) -> list[tuple[int, str]]:
    """The years that have such rows, the latest first."""
    found = model.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in found]


def units() -> list[tuple[str, Any]]:
    """The whole district, and every unit."""
    found = Unit.objects.exclude(kind=Unit.Kind.DISTRICT).values_list("pk", "short_name")
    return [(DISTRICT, _("全区")), *((str(pk), name) for pk, name in found)]


class TargetFilters(Filters):
    """Filters of 目标任务. Versions that were superseded are left out unless asked for."""

    search = ("title", "document", "unit__name", "unit__short_name")
    year = django_filters.ChoiceFilter(label=_("年度"), choices=lambda: years_of(Target))
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


def figure_text(value: Any) -> str:
    """A figure's title; all of them where none is named."""
    return value or str(_("全部指标"))


class PledgeFilters(Filters):
    """Filters of 表态承诺."""

    search = ("text", "speaker", "unit__name", "unit__short_name")
    year = django_filters.ChoiceFilter(label=_("年度"), choices=lambda: years_of(Pledge))
    unit = UnitFilter()

    class Meta:
        model = Pledge
        fields: list[str] = []


PLEDGES = Register(
    key="pledges",
    ledger="targets",
    title=_("表态承诺"),
    noun=_("表态"),
    rows=lambda user: Pledge.objects.visible_to(user),
    table=Table(
        [
            Column("unit__short_name", _("表态单位")),
            Column("year", _("年度")),
            Column("title", _("指标"), figure_text),
            Column("pledged_on", _("表态日期")),
            Column("speaker", _("表态人职务")),
            Column("text", _("表态内容"), wrap=True, sortable=False),
        ],
        order="-pledged_on",
    ),
    filters=PledgeFilters,
    add_permission="targets.record_pledge",
    hint=_("各单位主要负责人在会上对年度目标的表态，照原话登记。"),
)


class ExemptionFilters(Filters):
    """Filters of 免考单位."""

    search = ("reason", "document", "unit__name", "unit__short_name")
    year = django_filters.ChoiceFilter(label=_("年度"), choices=lambda: years_of(Exemption))
    unit = UnitFilter()

    class Meta:
        model = Exemption
        fields: list[str] = []


EXEMPTIONS = Register(
    key="exemptions",
    ledger="targets",
    title=_("免考单位"),
    noun=_("免考"),
    rows=lambda user: Exemption.objects.visible_to(user),
    table=Table(
        [
            Column("unit__short_name", _("单位")),
            Column("year", _("年度")),
            Column("title", _("指标"), figure_text),
            Column("reason", _("免考理由"), wrap=True, sortable=False),
            Column("document", _("文号"), wrap=True),
            Column("since", _("自")),
            Column("until", _("至")),
        ],
        order="-since",
    ),
    filters=ExemptionFilters,
    add_permission="targets.exempt_unit",
    hint=_("免考的单位不亮灯、不排名，写明理由。"),
)

REGISTERS = (TARGETS, PLEDGES, EXEMPTIONS)
PAGES = (TabPage("hand-down", _("成表下达"), "targets:hand-down"),)
