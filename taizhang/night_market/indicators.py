"""The figures of the night market: each names the rows that it counts."""

from typing import Any

from django.db.models import DateField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from taizhang.figures.indicator import Indicator, RowColumn, Scope
from taizhang.foundation import clock
from taizhang.night_market.models import (
    COUNTED_MINUTES,
    Breach,
    CheckIn,
    Measure,
    Merchant,
    Patrol,
    PermitSpell,
    Pledge,
    RungSpell,
    StallPermit,
)
from taizhang.night_market.models.merchants import canonical_of
from taizhang.night_market.states import BreachCategory, PatrolState, Rung
from taizhang.web import display

LEDGER = "night_market"


def _in_units(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    units = scope.unit_ids
    return rows if units is None else rows.filter(unit__in=units)


def _not_voided(scope: Scope) -> Q:
    return Q(voided_on=None) | Q(voided_on__gt=scope.until)


def _turnouts(scope: Scope, *, auxiliary: bool) -> QuerySet[Any]:
    """The first valid check-in of each person in each shift of the period."""
    valid = Q(officer__auxiliary=auxiliary)
    if not auxiliary:
        valid &= Q(officer__certificate_until=None) | Q(officer__certificate_until__gte=F("shift_on"))
    valid &= Q(checked_at__lte=clock.end_of(scope.as_of)) & _not_voided(scope)
    rows = _in_units(
        CheckIn.objects.filter(shift_on__gte=scope.period.start, shift_on__lte=scope.until), scope
    )
    rows = rows.filter(valid)
    earlier = CheckIn.objects.filter(
        officer=OuterRef("officer"), shift=OuterRef("shift"), id__lt=OuterRef("id")
    )
    return rows.exclude(Exists(_in_units(earlier.filter(valid), scope)))


def officer_turnouts(scope: Scope) -> QuerySet[Any]:
    """人次 of certified officers."""
    return _turnouts(scope, auxiliary=False)


def auxiliary_turnouts(scope: Scope) -> QuerySet[Any]:
    """人次 of auxiliaries, who are counted apart."""
    return _turnouts(scope, auxiliary=True)


def patrols(scope: Scope) -> QuerySet[Any]:
    """Finished visits of key areas that lasted long enough."""
    rows = Patrol.objects.filter(
        _not_voided(scope),
        shift_on__gte=scope.period.start,
        shift_on__lte=scope.until,
        ended_at__lte=clock.end_of(scope.as_of),
        minutes__gte=COUNTED_MINUTES,
        segment__key_area=True,
    ).exclude(state__in=(PatrolState.PLANNED, PatrolState.UNDER_WAY))
    return _in_units(rows, scope)


def _warning_spells(scope: Scope) -> QuerySet[Any]:
    """Verbal warnings served in the period and in force at its end, as the ladder stood on that day."""
    return RungSpell.objects.filter(
        Q(until=None) | Q(until__gt=scope.until),
        rung=Rung.VERBAL_WARNING,
        served_on__gte=scope.period.start,
        served_on__lte=scope.until,
        since__lte=scope.until,
    )


def warnings(scope: Scope) -> QuerySet[Any]:
    """Verbal warnings, one a night."""
    spells = _warning_spells(scope)
    own = spells.filter(measure=OuterRef("pk")).values("served_on")[:1]
    rows = Measure.objects.annotate(warned_on=Subquery(own, output_field=DateField()))
    return _in_units(rows.filter(pk__in=spells.values("measure")), scope)


def merchants_warned(scope: Scope) -> QuerySet[Any]:
    """Merchants, one record each, with at least one such warning."""
    spells = _warning_spells(scope)
    own = spells.filter(canonical=OuterRef("pk")).order_by().values("canonical")
    first = own.annotate(first=Min("served_on")).values("first")
    rows = Merchant.objects.annotate(warned_on=Subquery(first, output_field=DateField()))
    return _in_units(rows.filter(pk__in=spells.values("canonical")), scope)


def breaches(scope: Scope) -> QuerySet[Any]:
    """Breaches of the nights of the period that stand."""
    rows = Breach.objects.filter(
        _not_voided(scope),
        business_on__gte=scope.period.start,
        business_on__lte=scope.until,
        happened_at__lte=clock.end_of(scope.as_of),
    )
    return _in_units(rows, scope)


def merchants(scope: Scope) -> QuerySet[Any]:
    """Merchants registered by the day, one record each."""
    known = Q(registered_on=None) | Q(registered_on__lte=scope.until)
    return _in_units(Merchant.objects.canonical().filter(known), scope)


def merchants_with_both_pledges(scope: Scope) -> QuerySet[Any]:
    """Merchants that had signed both pledges by the day, under any of their records."""
    signed = Pledge.objects.filter(signed_on__lte=scope.until).annotate(
        canonical=canonical_of("merchant")
    ).filter(canonical=OuterRef("pk"))  # fmt: skip
    both = [Exists(signed.filter(kind=kind)) for kind in Pledge.Kind.values]
    return merchants(scope).filter(*both)


def active_permits(scope: Scope) -> QuerySet[Any]:
    """Permits active at the end of the day and within their validity."""
    spells = PermitSpell.objects.filter(
        Q(until=None) | Q(until__gt=scope.until), permit=OuterRef("pk"), since__lte=scope.until
    )
    since = Subquery(spells.order_by("-since").values("since")[:1], output_field=DateField())
    rows = StallPermit.objects.annotate(active_since=since).filter(valid_until__gte=scope.until)
    return _in_units(rows.filter(active_since__isnull=False), scope)


def _category(code: Any) -> str:
    return str(dict(BreachCategory.choices).get(code, code))


_UNIT = RowColumn("unit__short_name", _("单位"))
_TURNOUT = (
    RowColumn("shift_on", _("班次日期")),
    RowColumn("shift__name", _("班次")),
    RowColumn("officer__name", _("姓名")),
    RowColumn("officer__certificate", _("证号")),
    RowColumn("patrol__team", _("小组")),
    RowColumn("patrol__segment__name", _("路段")),
    _UNIT,
)
_MERCHANT = (
    RowColumn("name", _("商户名称")),
    RowColumn("person", _("负责人")),
    RowColumn("address", _("地址")),
    RowColumn("segment__name", _("路段")),
    _UNIT,
)

INDICATORS = [
    Indicator(
        key="night_market.officer_turnouts",
        title=_("出动执法人员"),
        unit_of_measure="人次",
        definition=_(
            "一名有执法证的人员在一个班次里有效签到，计一人次；同一班次两次巡查只计一次；协管人员另计。"
        ),
        ledger=LEDGER,
        rows=officer_turnouts,
        columns=_TURNOUT,
        date_path="shift_on",
        record_view="night_market:check-ins-record",
        names=("执法人员出动", "出动人次"),
    ),
    Indicator(
        key="night_market.auxiliary_turnouts",
        title=_("出动协管人员"),
        unit_of_measure="人次",
        definition=_("一名协管人员在一个班次里有效签到，计一人次。"),
        ledger=LEDGER,
        rows=auxiliary_turnouts,
        columns=_TURNOUT,
        date_path="shift_on",
        record_view="night_market:check-ins-record",
    ),
    Indicator(
        key="night_market.patrols",
        title=_("巡查重点夜市区域"),
        unit_of_measure="次",
        definition=_("对重点夜市区域已结束的巡查，时长满 10 分钟，每次计一次；作废的不计。"),
        ledger=LEDGER,
        rows=patrols,
        columns=(
            RowColumn("shift_on", _("班次日期")),
            RowColumn("shift__name", _("班次")),
            RowColumn("team", _("小组")),
            RowColumn("segment__name", _("路段")),
            RowColumn("started_at", _("开始时间"), display.moment),
            RowColumn("minutes", _("时长(分)"), number=True),
            _UNIT,
        ),
        date_path="shift_on",
        record_view="night_market:patrols-record",
        names=("巡查次数", "巡查"),
    ),
    Indicator(
        key="night_market.merchants_warned",
        title=_("口头警告商户"),
        unit_of_measure="家",
        definition=_(
            "期内送达口头警告、期末仍有效的商户，合并后一家计一次。口头警告是阶梯第二档，不是行政处罚里的警告。"
        ),
        ledger=LEDGER,
        rows=merchants_warned,
        columns=(*_MERCHANT, RowColumn("warned_on", _("首次警告"))),
        date_path="warned_on",
        record_view="night_market:merchants-record",
        names=("警告商户", "警告"),
    ),
    Indicator(
        key="night_market.warnings",
        title=_("口头警告"),
        unit_of_measure="次",
        definition=_("期内送达、期末仍有效的口头警告，同一商户同一营业日计一次。"),
        ledger=LEDGER,
        rows=warnings,
        columns=(
            RowColumn("business_on", _("营业日")),
            RowColumn("merchant__name", _("商户名称")),
            RowColumn("warned_on", _("送达日期")),
            _UNIT,
        ),
        date_path="warned_on",
        record_view="night_market:measures-record",
    ),
    Indicator(
        key="night_market.breaches",
        title=_("商户违规"),
        unit_of_measure="起",
        definition=_("期内各营业日发生、期末未撤销的违规；零点至六点算前一营业日。"),
        ledger=LEDGER,
        rows=breaches,
        columns=(
            RowColumn("happened_at", _("发生时间"), display.moment),
            RowColumn("business_on", _("营业日")),
            RowColumn("merchant__name", _("商户名称")),
            RowColumn("category", _("类别"), _category),
            _UNIT,
        ),
        date_path="business_on",
        record_view="night_market:breaches-record",
        names=("违规",),
    ),
    Indicator(
        key="night_market.merchants",
        title=_("登记商户"),
        unit_of_measure="家",
        definition=_("截至期末已登记的夜间经营商户，合并后一家计一次；旧台账没有登记日期的也计入。"),
        ledger=LEDGER,
        rows=merchants,
        columns=(*_MERCHANT, RowColumn("registered_on", _("登记日期"))),
        date_path="registered_on",
        record_view="night_market:merchants-record",
        names=("夜市商户",),
    ),
    Indicator(
        key="night_market.merchants_with_both_pledges",
        title=_("两项承诺齐全的商户"),
        unit_of_measure="家",
        definition=_("截至期末已签门前四包责任书和时段外不扰民保证书的商户，合并后一家计一次。"),
        ledger=LEDGER,
        rows=merchants_with_both_pledges,
        columns=_MERCHANT,
        record_view="night_market:merchants-record",
    ),
    Indicator(
        key="night_market.active_permits",
        title=_("有效摊位资格"),
        unit_of_measure="个",
        definition=_("期末状态有效、未过有效期的摊位资格。"),
        ledger=LEDGER,
        rows=active_permits,
        columns=(
            RowColumn("merchant__name", _("商户名称")),
            RowColumn("segment__name", _("路段")),
            RowColumn("tables", _("可摆桌数"), number=True),
            RowColumn("chairs", _("可摆椅数"), number=True),
            RowColumn("active_since", _("有效起始")),
            RowColumn("valid_until", _("有效期至")),
            _UNIT,
        ),
        date_path="active_since",
        record_view="night_market:permits-record",
    ),
]
