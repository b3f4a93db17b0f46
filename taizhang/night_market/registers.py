"""The lists of the night market: their columns, filters and tabs."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.night_market.models import (
    COUNTED_MINUTES,
    Approval,
    Breach,
    Merchant,
    Officer,
    Patrol,
    Pledge,
    RoadClass,
    RoadSegment,
    StallPermit,
)
from taizhang.night_market.sheets import BREACHES as BREACHES_SHEET
from taizhang.night_market.sheets import MERCHANTS as MERCHANTS_SHEET
from taizhang.night_market.sheets import PATROLS as PATROLS_SHEET
from taizhang.night_market.states import MEASURE, PATROL, STALL_PERMIT, BreachCategory, MeasureState, Rung
from taizhang.organisation import district
from taizhang.organisation.models import User
from taizhang.web import display
from taizhang.web.forms import DateInput
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, UnitFilter

YES_NO = ((True, _("是")), (False, _("否")))


def _day(path: str, lookup: str, label: Any) -> django_filters.DateFilter:
    return django_filters.DateFilter(field_name=path, lookup_expr=lookup, label=label, widget=DateInput)


def _segment(path: str = "segment") -> django_filters.ModelChoiceFilter:
    return django_filters.ModelChoiceFilter(
        field_name=path, label=_("路段"), queryset=lambda request: RoadSegment.objects.order_by("name")
    )


class FlagFilter(django_filters.ChoiceFilter):
    """Rows where a yes-or-no column is one of the two, or all of them."""

    def __init__(self, path: str, label: Any) -> None:
        super().__init__(field_name=path, label=label, choices=(("1", _("是")), ("0", _("否"))))

    def filter(self, rows: QuerySet[Any], value: Any) -> QuerySet[Any]:
        """Turns the code into the truth that the column holds."""
        return super().filter(rows, {"1": True, "0": False}.get(value, value))


class MerchantFilters(Filters):
    """What merchants are looked for by."""

    search = ("name", "credit_code", "person", "address")
    unit = UnitFilter()
    segment = _segment()
    pledges = django_filters.ChoiceFilter(
        label=_("承诺"), method="by_pledges", choices=(("both", _("两项齐全")), ("lacking", _("未齐")))
    )
    rung = django_filters.ChoiceFilter(label=_("受过处置"), method="by_rung", choices=Rung.choices)

    class Meta:
        model = Merchant
        fields: list[str] = []

    def by_pledges(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Records with both pledges, or without."""
        signed = [Pledge.objects.filter(kind=kind).values("merchant") for kind in Pledge.Kind.values]
        both = rows.filter(pk__in=signed[0]).filter(pk__in=signed[1])
        return both if value == "both" else rows.exclude(pk__in=both.values("pk"))

    def by_rung(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Records of merchants on whom that measure stands."""
        standing = Merchant.objects.filter(measures__rung=value, measures__voided_on=None)
        return rows.filter(pk__in=standing.values("pk"))


class PatrolFilters(Filters):
    """What patrols are looked for by."""

    search = ("team", "shift__name", "segment__name")
    since = _day("shift_on", "gte", _("班次日期起"))
    until = _day("shift_on", "lte", _("班次日期止"))
    unit = UnitFilter()
    segment = _segment()
    officer = django_filters.ModelChoiceFilter(
        label=_("人员"), method="by_officer", queryset=lambda request: Officer.objects.all()
    )
    counted = django_filters.ChoiceFilter(
        label=_("计入巡查次数"), method="by_counted", choices=(("1", _("是")), ("0", _("否")))
    )

    class Meta:
        model = Patrol
        fields: list[str] = []

    def by_officer(self, rows: QuerySet[Any], name: str, value: Officer | None) -> QuerySet[Any]:
        """Patrols to which someone checked in."""
        return rows.filter(pk__in=value.check_ins.values("patrol")) if value else rows

    def by_counted(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Patrols that the figure counts, or the others."""
        counted = {"minutes__gte": COUNTED_MINUTES, "segment__key_area": True, "voided_on": None}
        return (
            rows.filter(**counted)
            if value == "1"
            else rows.exclude(pk__in=Patrol.objects.filter(**counted).values("pk"))
        )


class BreachFilters(Filters):
    """What breaches are looked for by."""

    search = ("merchant__name", "note")
    since = _day("business_on", "gte", _("营业日起"))
    until = _day("business_on", "lte", _("营业日止"))
    unit = UnitFilter()
    category = django_filters.ChoiceFilter(label=_("类别"), choices=BreachCategory.choices)
    rung = django_filters.ChoiceFilter(field_name="measure__rung", label=_("处置"), choices=Rung.choices)
    state = django_filters.ChoiceFilter(
        field_name="measure__state", label=_("处置状态"), choices=MeasureState.choices
    )
    standing = django_filters.ChoiceFilter(
        label=_("是否撤销"), method="by_standing", choices=(("1", _("未撤销")), ("0", _("已撤销")))
    )

    class Meta:
        model = Breach
        fields: list[str] = []

    def by_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Breaches that stand, or the voided ones."""
        return rows.filter(voided_on__isnull=value == "1")


class SegmentFilters(Filters):
    """What segments are looked for by."""

    search = ("name", "code", "approval_document")
    unit = UnitFilter()
    approval = django_filters.ChoiceFilter(label=_("批准情况"), choices=Approval.choices)
    road_class = django_filters.ChoiceFilter(label=_("道路等级"), choices=RoadClass.choices)
    key_area = FlagFilter("key_area", _("重点夜市区域"))

    class Meta:
        model = RoadSegment
        fields: list[str] = []


class PermitFilters(Filters):
    """What permits are looked for by."""

    search = ("merchant__name", "segment__name")
    unit = UnitFilter()
    segment = _segment()
    state = django_filters.ChoiceFilter(label=_("状态"), choices=STALL_PERMIT.states.choices)
    until = _day("valid_until", "lte", _("有效期至不晚于"))

    class Meta:
        model = StallPermit
        fields: list[str] = []


class OfficerFilters(Filters):
    """What officers are looked for by."""

    search = ("name", "certificate")
    auxiliary = FlagFilter("auxiliary", _("协管人员"))

    class Meta:
        model = Officer
        fields: list[str] = []


def segments_of(user: User) -> QuerySet[Any]:
    """The segments that a person may read, with their approval as of the business day."""
    return RoadSegment.objects.visible_to(user).with_approval(district.business_today())


def officers_of(user: User) -> QuerySet[Any]:
    """Everyone who patrols, for the posts that read this ledger; nobody for the others."""
    return Officer.objects.all() if user.sees_all_of("night_market") else Officer.objects.none()


MERCHANTS = Register(
    key="merchants",
    ledger="night_market",
    title=_("商户"),
    noun=_("商户"),
    rows=lambda user: Merchant.objects.visible_to(user),
    table=Table(
        [
            Column("name", _("商户名称")),
            Column("segment__name", _("路段")),
            Column("unit__short_name", _("属地单位")),
            Column("person", _("负责人")),
            Column("address", _("地址"), wrap=True),
            Column("area", _("经营面积(㎡)"), show=display.wan, number=True),
            Column("frontage", _("门面宽(mm)"), number=True),
            Column("credit_code", _("统一社会信用代码"), hidden=True),
            Column("doors", _("门数"), number=True, hidden=True),
            Column("merged_into__name", _("并入"), hidden=True),
            Column("registered_on", _("登记日期"), hidden=True),
        ],
        order="-id",
    ),
    filters=MerchantFilters,
    sheet=MERCHANTS_SHEET,
    add_permission="night_market.keep_merchant",
)

PATROLS = Register(
    key="patrols",
    ledger="night_market",
    title=_("巡查"),
    noun=_("巡查"),
    rows=lambda user: Patrol.objects.visible_to(user),
    table=Table(
        [
            Column("segment__name", _("路段")),
            Column("shift_on", _("班次日期")),
            Column("shift__name", _("班次")),
            Column("team", _("小组")),
            Column("unit__short_name", _("属地单位")),
            Column("started_at", _("开始时间"), show=display.moment),
            Column("ended_at", _("结束时间"), show=display.moment),
            Column("minutes", _("时长(分)"), number=True),
            Column("officers", _("执法人员数"), number=True),
            Column("auxiliaries", _("协管人员数"), number=True),
            Column("state", _("状态"), states=PATROL, hidden=True),
        ],
        order="-started_at",
    ),
    filters=PatrolFilters,
    sheet=PATROLS_SHEET,
    add_permission="night_market.record_patrol",
)

BREACHES = Register(
    key="breaches",
    ledger="night_market",
    title=_("违规处置"),
    noun=_("违规"),
    rows=lambda user: Breach.objects.visible_to(user),
    table=Table(
        [
            Column("merchant__name", _("商户名称")),
            Column("happened_at", _("发生时间"), show=display.moment),
            Column("business_on", _("营业日")),
            Column("category", _("类别"), choices=BreachCategory.choices),
            Column("measure__rung", _("处置"), choices=Rung.choices),
            Column("measure__state", _("处置状态"), states=MEASURE),
            Column("served_on", _("送达日期")),
            Column("voided_on", _("撤销日期")),
            Column("unit__short_name", _("属地单位")),
            Column("note", _("备注"), hidden=True, wrap=True),
        ],
        order="-happened_at",
    ),
    filters=BreachFilters,
    sheet=BREACHES_SHEET,
    add_permission="night_market.record_breach",
)

SEGMENTS = Register(
    key="segments",
    ledger="night_market",
    title=_("路段"),
    noun=_("路段"),
    rows=segments_of,
    table=Table(
        [
            Column("name", _("路段名称")),
            Column("unit__short_name", _("属地单位")),
            Column("approval", _("批准情况"), choices=Approval.choices),
            Column("road_class", _("道路等级"), choices=RoadClass.choices),
            Column("footway_width", _("人行道宽(mm)"), number=True),
            Column("no_go_distance", _("距禁设区(mm)"), number=True),
            Column("key_area", _("重点夜市区域"), choices=YES_NO),
            Column("approval_valid_until", _("批准有效期至")),
            Column("approval_document", _("批准文件"), hidden=True),
            Column("code", _("路段编码"), hidden=True),
        ],
        order="-id",
    ),
    filters=SegmentFilters,
    add_permission="night_market.plan_segment",
    hint=_("可以新增路段；导入商户或巡查时，没有登记过的路段会自动列在这里，状态是待规划。"),
)

PERMITS = Register(
    key="permits",
    ledger="night_market",
    title=_("摊位资格"),
    noun=_("摊位资格"),
    rows=lambda user: StallPermit.objects.visible_to(user),
    table=Table(
        [
            Column("merchant__name", _("商户名称")),
            Column("segment__name", _("路段")),
            Column("unit__short_name", _("属地单位")),
            Column("state", _("状态"), states=STALL_PERMIT),
            Column("tables", _("可摆桌数"), number=True),
            Column("chairs", _("可摆椅数"), number=True),
            Column("applied_on", _("申请日期")),
            Column("valid_until", _("有效期至")),
        ],
        order="-id",
    ),
    filters=PermitFilters,
    hint=_("在商户的页面上申请摊位资格。"),
)

OFFICERS = Register(
    key="officers",
    ledger="night_market",
    title=_("执法人员"),
    noun=_("执法人员"),
    rows=officers_of,
    table=Table(
        [
            Column("name", _("姓名")),
            Column("certificate", _("执法证号")),
            Column("auxiliary", _("协管人员"), choices=YES_NO),
            Column("certificate_until", _("证件有效期至")),
        ],
        order="-id",
    ),
    filters=OfficerFilters,
    add_permission="night_market.keep_officer",
    hint=_("可以新增；导入巡查时，没有登记过的人员会自动列在这里。"),
)

REGISTERS = (MERCHANTS, PATROLS, BREACHES, SEGMENTS, PERMITS, OFFICERS)
