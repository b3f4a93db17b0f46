"""The target of a figure as a figure itself: its rows are the targets in force."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from taizhang.figures.indicator import Indicator, RowColumn, Scope, Sum, Value
from taizhang.organisation.models import Unit
from taizhang.targets.models import Target
from taizhang.web import display


class Stated(Sum):
    """The value as it was handed down; None where no target is in force, since no target is not a target of nothing."""

    def __init__(self, path: str) -> None:
        super().__init__(path, Decimal(1))

    def of_query(self, rows: QuerySet[Any]) -> Value:
        """Measured by the database."""
        return self.of_rows(list(rows.values(self.path)))

    def of_rows(self, rows: list[dict[str, Any]]) -> Value:
        """Measured over rows already listed."""
        return super().of_rows(rows) if rows else None


COLUMNS = (
    RowColumn("title", _("指标")),
    RowColumn("year", _("年度")),
    RowColumn("unit__short_name", _("单位")),
    RowColumn("value", _("目标值"), display.plain, number=True),
    RowColumn("document", _("文号")),
)


def target_of(indicator: Indicator) -> Indicator:
    """The figure of an indicator's target: that of the year in which the period ends, the unit's own, or the district's."""

    def rows(scope: Scope) -> QuerySet[Target]:
        found = Target.objects.filter(indicator=indicator.key, year=scope.period.end.year).in_force(
            scope.as_of
        )
        whole = scope.unit is None or scope.unit.kind == Unit.Kind.DISTRICT
        return found.filter(unit__isnull=True) if whole else found.filter(unit=scope.unit)

    return Indicator(
        key=f"{indicator.key}.target",
        title=format_lazy(_("{title}目标"), title=indicator.title),
        unit_of_measure=indicator.unit_of_measure,
        definition=_("期末所在年度下达的目标值；不选单位时是全区自己的目标，不是各单位之和。"),
        ledger="targets",
        rows=rows,
        columns=COLUMNS,
        measure=Stated("value"),
        record_view="targets:targets-record",
        names=tuple(f"{name}目标" for name in indicator.names),
    )
