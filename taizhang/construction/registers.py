"""The lists of the construction ledger: sites, problems, inspections, stop-work orders and the checklist."""

from collections.abc import Mapping
from typing import Any

import django_filters
from django.db.models import BooleanField, Case, Q, QuerySet, When
from django.utils.translation import gettext_lazy as _

from taizhang.construction import sheets
from taizhang.construction.models import (
    FOCUS_CHOICES,
    ChecklistItem,
    DailyLedger,
    Inspection,
    Problem,
    Site,
    StopWorkOrder,
)
from taizhang.construction.site_status import StatusWords, with_status
from taizhang.construction.states import (
    OPEN_PROBLEMS,
    PROBLEM,
    STOP_WORK_ORDER,
    STOPPING_ORDERS,
    InspectionMode,
    ProblemState,
    RiskLevel,
    SiteKind,
    SiteStatus,
    StopWorkOrderState,
)
from taizhang.foundation.quantities import normalise_name
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.web.forms import DateInput
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, UnitFilter

OPEN, OVERDUE, ACTIVE, RETIRED, STOPPED, GOING_ON = (
    "open",
    "overdue",
    "active",
    "retired",
    "stopped",
    "going_on",
)


class SiteNameFilter(django_filters.CharFilter):
    """Rows of the site of that name, or of the sites whose names hold the words."""

    def __init__(self) -> None:
        super().__init__(field_name="site", label=_("点位"))

    def filter(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """By the ids of the sites, so that the rows' own index is used."""
        if not value:
            return rows
        key = normalise_name(value)
        sites = Site.objects.filter(name_key=key).values_list("pk", flat=True)
        return rows.filter(
            site__in=list(sites)
            or list(Site.objects.filter(name_key__contains=key).values_list("pk", flat=True)[:500])
        )


def day_filter(path: str, lookup: str, label: Any) -> django_filters.DateFilter:
    """One end of a range of days."""
    return django_filters.DateFilter(path, lookup, label=label, widget=DateInput())


class SiteFilters(Filters):
    """Filters of the sites; the compliance status is worked out as of today."""

    search = ("name", "builder", "contractor", "parcel")
    unit = UnitFilter()
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=SiteKind.choices)
    risk = django_filters.ChoiceFilter(label=_("风险等级"), choices=RiskLevel.choices)
    standing = django_filters.ChoiceFilter(
        label=_("在册"), choices=((ACTIVE, _("在册")), (RETIRED, _("已退出"))), method="by_standing"
    )
    status = django_filters.ChoiceFilter(label=_("达标状态"), choices=SiteStatus.choices)

    class Meta:
        model = Site
        fields: list[str] = []

    def by_standing(self, rows: QuerySet[Site], name: str, value: str) -> QuerySet[Site]:
        """On the register, or off it."""
        return rows.filter(retired_on__isnull=value == ACTIVE)


class ProblemFilters(Filters):
    """Filters of the problems; "open" and "overdue" read the small index of what is still open."""

    search = ("description", "place")
    unit = UnitFilter()
    situation = django_filters.ChoiceFilter(
        label=_("办理"), choices=((OPEN, _("未销号")), (OVERDUE, _("逾期"))), method="by_situation"
    )
    state = django_filters.ChoiceFilter(label=_("状态"), choices=ProblemState.choices, method="by_state")
    focus = django_filters.ChoiceFilter(label=_("重点"), choices=FOCUS_CHOICES)
    site = SiteNameFilter()
    found_from = day_filter("found_on", "gte", _("发现自"))
    found_to = day_filter("found_on", "lte", _("发现至"))
    due_to = day_filter("due_on", "lte", _("期限至"))

    class Meta:
        model = Problem
        fields: list[str] = []

    def by_situation(self, rows: QuerySet[Problem], name: str, value: str) -> QuerySet[Problem]:
        """Still open, or open and past its due day."""
        rows = rows.filter(closed_on__isnull=True, voided_on__isnull=True)
        return rows.filter(due_on__lt=business_today()) if value == OVERDUE else rows

    def by_state(self, rows: QuerySet[Problem], name: str, value: str) -> QuerySet[Problem]:
        """In one state; that of an open problem is looked for among the open ones only."""
        rows = rows.filter(state=value)
        if value in OPEN_PROBLEMS:
            return rows.filter(closed_on__isnull=True, voided_on__isnull=True)
        return rows.filter(voided_on__isnull=False) if value == ProblemState.VOIDED else rows


class InspectionFilters(Filters):
    """Filters of the inspections."""

    search = ("inspectors",)
    unit = UnitFilter()
    site = SiteNameFilter()
    mode = django_filters.ChoiceFilter(label=_("检查方式"), choices=InspectionMode.choices)
    day_from = day_filter("day", "gte", _("检查自"))
    day_to = day_filter("day", "lte", _("检查至"))

    class Meta:
        model = Inspection
        fields: list[str] = []


class OrderFilters(Filters):
    """Filters of the stop-work orders."""

    search = ("ground_text",)
    unit = UnitFilter()
    site = SiteNameFilter()
    state = django_filters.ChoiceFilter(label=_("状态"), choices=StopWorkOrderState.choices)
    stopping = django_filters.ChoiceFilter(
        label=_("停工"), choices=((STOPPED, _("停工中")), (GOING_ON, _("没有停工"))), method="by_stopping"
    )
    served_from = day_filter("served_on", "gte", _("下达自"))
    served_to = day_filter("served_on", "lte", _("下达至"))

    class Meta:
        model = StopWorkOrder
        fields: list[str] = []

    def by_stopping(self, rows: QuerySet[StopWorkOrder], name: str, value: str) -> QuerySet[StopWorkOrder]:
        """In force or not, whatever the exact state."""
        stopping = value == STOPPED
        return rows.filter(state__in=STOPPING_ORDERS) if stopping else rows.exclude(state__in=STOPPING_ORDERS)


class DailyFilters(Filters):
    """Filters of the daily ledgers; the search takes a part of the day, such as 2020-06."""

    search = ("day",)
    day_from = day_filter("day", "gte", _("截止日自"))
    day_to = day_filter("day", "lte", _("截止日至"))

    class Meta:
        model = DailyLedger
        fields: list[str] = []


class ChecklistFilters(Filters):
    """Filters of the checklist."""

    search = ("code", "text", "clause")
    focus = django_filters.ChoiceFilter(label=_("重点"), choices=FOCUS_CHOICES)
    active = django_filters.TypedChoiceFilter(
        label=_("在用"), choices=(("1", _("在用")), ("0", _("停用"))), coerce=lambda value: value == "1"
    )

    class Meta:
        model = ChecklistItem
        fields: list[str] = []


def _problems(user: User) -> QuerySet[Problem]:
    late = Q(closed_on__isnull=True, voided_on__isnull=True, due_on__lt=business_today())
    return Problem.objects.visible_to(user).annotate(
        late=Case(When(late, then=True), default=False, output_field=BooleanField())
    )


def _problems_order(params: Mapping[str, Any]) -> str:
    """What is still open by its due day, the first to come first; anything else from the latest finding on."""
    is_open = params.get("situation") in {OPEN, OVERDUE} or params.get("state") in OPEN_PROBLEMS
    return "due_on" if is_open else "-found_on"


def _late(value: bool) -> Any:
    return _("逾期") if value else ""


SITES = Register(
    "sites", "construction", _("点位底数"), _("点位"),
    rows=lambda user: with_status(Site.objects.visible_to(user), business_today()),
    filters=SiteFilters, sheet=sheets.SITES, add_permission="construction.register_site",
    table=Table([
        Column("name", _("点位名称"), wrap=True),
        Column("kind", _("类别"), choices=SiteKind.choices),
        Column("unit__short_name", _("属地单位")),
        Column("status", _("达标状态"), states=StatusWords(), sortable=False),
        Column("risk", _("风险等级"), choices=RiskLevel.choices),
        Column("builder", _("建设单位"), wrap=True),
        Column("contractor", _("施工单位"), wrap=True),
        Column("parcel", _("宗地编码"), hidden=True),
        Column("permit", _("施工许可证号"), hidden=True),
        Column("supervisor", _("监理单位"), hidden=True),
        Column("registered_on", _("纳入日期"), hidden=True),
        Column("retired_on", _("退出日期"), hidden=True),
    ], order="id"),
)  # fmt: skip

PROBLEMS = Register(
    "problems", "construction", _("整改台账"), _("问题"),
    rows=_problems, filters=ProblemFilters, sheet=sheets.PROBLEMS, add_permission="construction.record_problem",
    table=Table([
        Column("description", _("问题描述"), wrap=True, sortable=False),
        Column("site__name", _("点位"), wrap=True, sortable=False),
        Column("unit__short_name", _("属地单位"), sortable=False),
        Column("focus", _("重点"), choices=FOCUS_CHOICES, sortable=False),
        Column("found_on", _("发现日期")),
        Column("due_on", _("整改期限")),
        Column("late", _("是否逾期"), show=_late, sortable=False),
        Column("state", _("状态"), states=PROBLEM, sortable=False),
        Column("closed_on", _("复核销号日期"), hidden=True),
        Column("submitted_on", _("整改完成日期"), hidden=True),
        Column("item__code", _("检查项"), sortable=False, hidden=True),
        Column("void_reason", _("作废原因"), sortable=False, hidden=True),
    ], order=_problems_order, large=True),
)  # fmt: skip

INSPECTIONS = Register(
    "inspections", "construction", _("检查"), _("检查记录"),
    rows=lambda user: Inspection.objects.visible_to(user),
    filters=InspectionFilters, sheet=sheets.INSPECTIONS, add_permission="construction.record_inspection",
    table=Table([
        Column("site__name", _("点位"), wrap=True, sortable=False),
        Column("unit__short_name", _("属地单位"), sortable=False),
        Column("day", _("检查日期")),
        Column("mode", _("检查方式"), choices=InspectionMode.choices, sortable=False),
        Column("inspectors", _("检查人员"), wrap=True, sortable=False),
    ], order="-day", large=True),
)  # fmt: skip

ORDERS = Register(
    "stop-work-orders", "construction", _("停工令"), _("停工令"),
    rows=lambda user: StopWorkOrder.objects.visible_to(user),
    filters=OrderFilters, sheet=sheets.ORDERS, add_permission="construction.draft_order",
    table=Table([
        Column("site__name", _("点位"), wrap=True),
        Column("unit__short_name", _("属地单位")),
        Column("ground_text", _("事由"), wrap=True),
        Column("served_on", _("下达日期")),
        Column("lifted_on", _("解除日期")),
        Column("state", _("状态"), states=STOP_WORK_ORDER),
    ], order="-id"),
)  # fmt: skip

CHECKLIST = Register(
    "checklist", "construction", _("检查表"), _("检查项"),
    rows=lambda user: ChecklistItem.objects.all(),
    filters=ChecklistFilters,
    table=Table([
        Column("code", _("编码")),
        Column("text", _("检查内容"), wrap=True, sortable=False),
        Column("focus", _("重点"), choices=FOCUS_CHOICES),
        Column("clause", _("依据条款")),
        Column("active", _("在用")),
    ], order="id"),
)  # fmt: skip

DAILY = Register(
    "daily", "construction", _("台账日报"), _("日报"),
    rows=lambda user: DailyLedger.objects.visible_to(user),
    filters=DailyFilters, add_permission="construction.close_day",
    hint=_("一天结束后生成一次；生成以后不再改动，后来的变化另外列出。"),
    table=Table([
        Column("day", _("截止日")),
        Column("problems_found", _("查处问题"), number=True, sortable=False),
        Column("problems_closed", _("整改到位"), number=True, sortable=False),
        Column("problems_open", _("未销号问题"), number=True, sortable=False),
        Column("sites_surveyed", _("排查建设项目"), number=True, sortable=False),
        Column("sites_still_stopped", _("仍在停工"), number=True, sortable=False),
    ], order="-day"),
)  # fmt: skip

REGISTERS = (SITES, PROBLEMS, INSPECTIONS, ORDERS, DAILY, CHECKLIST)
