"""The bulletin's own figures, which join the catalogue when the site starts, since this room stands above it."""

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Item
from taizhang.bulletin.states import FROZEN_STATES, ItemState
from taizhang.figures.indicator import Indicator, RowColumn, Scope


def _of_units(rows: QuerySet[Item], scope: Scope) -> QuerySet[Item]:
    ids = scope.unit_ids
    return rows if ids is None else rows.filter(unit__in=ids)


def _submitted(scope: Scope) -> QuerySet[Item]:
    return _of_units(
        Item.objects.filter(submitted_on__gte=scope.period.start, submitted_on__lte=scope.until), scope
    )


def _used(scope: Scope) -> QuerySet[Item]:
    rows = Item.objects.filter(
        state__in=(ItemState.USED, ItemState.MERGED),
        placement__issue__state__in=FROZEN_STATES,
        placement__issue__issued_on__gte=scope.period.start,
        placement__issue__issued_on__lte=scope.until,
    )
    return _of_units(rows.annotate(issued_on=F("placement__issue__issued_on")), scope)


INDICATORS = [
    Indicator(
        key="bulletin.items_submitted",
        title=_("报送稿件"),
        unit_of_measure="篇",
        definition=_("时段内各单位报送给信息编辑部门的稿件，按报送日期计；撤回的不计。"),
        ledger="bulletin",
        rows=_submitted,
        columns=(
            RowColumn("title", _("标题")),
            RowColumn("unit__short_name", _("单位")),
            RowColumn("submitted_on", _("报送日期")),
            RowColumn("state", _("状态"), show=lambda state: ItemState(state).label),
        ),
        date_path="submitted_on",
        record_view="bulletin:items-record",
        names=("报送信息", "上报信息"),
    ),
    Indicator(
        key="bulletin.items_used",
        title=_("采用稿件"),
        unit_of_measure="篇",
        definition=_("时段内签发的各期采用的稿件，按签发日期计。"),
        ledger="bulletin",
        rows=_used,
        columns=(
            RowColumn("title", _("标题")),
            RowColumn("unit__short_name", _("单位")),
            RowColumn("issued_on", _("签发日期")),
            RowColumn("placement__issue__number", _("期号"), number=True),
        ),
        date_path="issued_on",
        record_view="bulletin:items-record",
        names=("采用信息", "刊发信息"),
    ),
]
