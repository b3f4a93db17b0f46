"""The bulletin's own figures, which join the catalogue when the site starts, since this room stands above it."""

from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Credit, Item, MergedSource
from taizhang.bulletin.states import FROZEN_STATES, ItemState
from taizhang.figures.indicator import Indicator, RowColumn, Scope, Sum


def _of_units(rows: QuerySet[Item], scope: Scope) -> QuerySet[Item]:
    ids = scope.unit_ids
    return rows if ids is None else rows.filter(unit__in=ids)


def _submitted(scope: Scope) -> QuerySet[Item]:
    return _of_units(
        Item.objects.filter(submitted_on__gte=scope.period.start, submitted_on__lte=scope.until), scope
    )


def _used(scope: Scope) -> QuerySet[Item]:
    """Items printed by themselves, and those merged into a printed one, with their issue's day and number.

    What the office put together itself is no unit's item: its sources are counted in its place.
    """
    own, main = "placement__issue", "merged_into__main__placement__issue"
    rows = Item.objects.annotate(
        issued_on=Coalesce(f"{own}__issued_on", f"{main}__issued_on"),
        issue_number=Coalesce(f"{own}__number", f"{main}__number"),
        is_composed=Q(submitted_on__isnull=True) & Exists(MergedSource.objects.filter(main=OuterRef("pk"))),
    ).filter(
        Q(state=ItemState.USED, placement__issue__state__in=FROZEN_STATES)
        | Q(state=ItemState.MERGED, merged_into__main__placement__issue__state__in=FROZEN_STATES),
        issued_on__gte=scope.period.start,
        issued_on__lte=scope.until,
        is_composed=False,
    )
    return _of_units(rows, scope)


def _credit(scope: Scope) -> QuerySet[Credit]:
    rows = Credit.objects.between(scope.period.start, scope.until)
    ids = scope.unit_ids
    return rows if ids is None else rows.filter(unit__in=ids)


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
        definition=_("时段内签发的各期采用的稿件，按签发日期计；并成一篇的，各来稿都算采用。"),
        ledger="bulletin",
        rows=_used,
        columns=(
            RowColumn("title", _("标题")),
            RowColumn("unit__short_name", _("单位")),
            RowColumn("issued_on", _("签发日期")),
            RowColumn("issue_number", _("期号"), number=True),
        ),
        date_path="issued_on",
        record_view="bulletin:items-record",
        names=("采用信息", "刊发信息"),
    ),
    Indicator(
        key="bulletin.credit",
        title=_("采用积分"),
        unit_of_measure="分",
        definition=_("时段内按采用积分办法给来稿单位计的分，单篇、并稿按签发日期，上级采用按采用日期。"),
        ledger="bulletin",
        rows=_credit,
        columns=(
            RowColumn("item__title", _("稿件")),
            RowColumn("unit__short_name", _("单位")),
            RowColumn("kind", _("事由"), show=lambda kind: Credit.Kind(kind).label),
            RowColumn("points", _("积分"), number=True),
            RowColumn("given_on", _("计分日期")),
        ),
        measure=Sum("points", scale=Decimal(1)),
        date_path="given_on",
        record_view="bulletin:credits-record",
        names=("信息积分", "采用得分"),
    ),
]
