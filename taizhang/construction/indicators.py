"""The figures of the construction sites: 家 surveyed and stopped, 项 found and put right, shares that comply."""

from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from taizhang.construction import checklist
from taizhang.construction.models import FOCUS_CHOICES, Inspection, Problem, Site, StopWorkOrder
from taizhang.construction.site_status import of_parcel, with_status
from taizhang.construction.states import SiteKind, SiteStatus, StopWorkOrderState
from taizhang.figures.indicator import Indicator, RowColumn, Scope, Share
from taizhang.organisation.models import Unit


def _of_unit(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    unit_ids = scope.unit_ids
    return rows if unit_ids is None else rows.filter(unit__in=unit_ids)


def _of_units(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    """Rows of a table that grows: for the district every unit is named, so that an index that begins with the unit serves."""
    unit_ids = scope.unit_ids
    return rows.filter(
        unit__in=list(Unit.objects.values_list("pk", flat=True)) if unit_ids is None else unit_ids
    )


def _heads(scope: Scope) -> QuerySet[Site]:
    """One site a parcel: the first."""
    return _of_unit(Site.objects.filter(counted_as=F("pk")), scope)


def _surveyed(scope: Scope) -> QuerySet[Site]:
    """One site a parcel with a full inspection in the period, and the day of the first."""
    full = Inspection.objects.full_between(scope.period.start, scope.until)
    first = full.filter(site__counted_as=OuterRef("pk")).order_by("day").values("day")[:1]
    return _heads(scope).filter(of_parcel(full)).annotate(surveyed_on=Subquery(first))


def _with_order(orders: QuerySet[StopWorkOrder], scope: Scope) -> QuerySet[Site]:
    """One site a parcel under one of the orders, with the first of them."""
    own = orders.filter(site__counted_as=OuterRef("pk")).order_by("served_on")
    return (
        _heads(scope)
        .filter(of_parcel(orders))
        .annotate(
            served_on=Subquery(own.values("served_on")[:1]),
            ground_text=Subquery(own.values("ground_text")[:1]),
        )
    )


def _stopped(scope: Scope) -> QuerySet[Site]:
    return _with_order(StopWorkOrder.objects.in_force_between(scope.period.start, scope.until), scope)


def _still_stopped(scope: Scope) -> QuerySet[Site]:
    return _with_order(StopWorkOrder.objects.in_force(scope.until), scope)


def _orders(scope: Scope) -> QuerySet[StopWorkOrder]:
    served = StopWorkOrder.objects.filter(served_on__gte=scope.period.start, served_on__lte=scope.until)
    return _of_unit(served, scope)


def _found(scope: Scope) -> QuerySet[Problem]:
    return _of_units(Problem.objects.found_between(scope.period.start, scope.until), scope)


def _closed(scope: Scope) -> QuerySet[Problem]:
    return _found(scope).filter(closed_on__lte=scope.until)


def _found_closed_or_not(scope: Scope) -> QuerySet[Problem]:
    return _found(scope).closed_or_not(scope.until)  # type: ignore[attr-defined]


def _found_in_time_or_not(scope: Scope) -> QuerySet[Problem]:
    return _found(scope).in_time_or_not(scope.until)  # type: ignore[attr-defined]


def _open(scope: Scope) -> QuerySet[Problem]:
    return _of_units(Problem.objects.open_on(scope.until), scope)


def _overdue(scope: Scope) -> QuerySet[Problem]:
    return _of_units(Problem.objects.overdue(scope.until), scope)


def _active(scope: Scope) -> QuerySet[Site]:
    return with_status(_of_unit(Site.objects.one_per_parcel(scope.until), scope), scope.until)


def _surveyed_or_not(scope: Scope) -> QuerySet[Site]:
    """The active sites, annotated with `surveyed`: fully inspected in the period."""
    full = Inspection.objects.full_between(scope.period.start, scope.until)
    return _of_unit(Site.objects.one_per_parcel(scope.until), scope).annotate(surveyed=of_parcel(full))


def _label(choices: Any) -> Any:
    titles = dict(choices)
    return lambda value: titles.get(value, value or "")


_SITE = (
    RowColumn("name", _("点位名称")),
    RowColumn("kind", _("类别"), _label(SiteKind.choices)),
    RowColumn("unit__short_name", _("属地单位")),
)
_PROBLEM = (
    RowColumn("site__name", _("点位名称")),
    RowColumn("unit__short_name", _("属地单位")),
    RowColumn("focus", _("重点"), _label(FOCUS_CHOICES)),
    RowColumn("description", _("问题描述")),
    RowColumn("found_on", _("发现日期")),
    RowColumn("due_on", _("整改期限")),
    RowColumn("closed_on", _("复核销号日期")),
)
_SITES: dict[str, Any] = {"ledger": "construction", "record_view": "construction:sites-record"}
_PROBLEMS: dict[str, Any] = {
    "ledger": "construction", "record_view": "construction:problems-record", "date_path": "found_on",
    "columns": _PROBLEM,
}  # fmt: skip

INDICATORS: list[Indicator] = [
    Indicator(
        "construction.sites_surveyed", _("排查建设项目"), "家",
        _("时段内至少全面检查过一次的点位，同一宗地只计一家。"),
        rows=_surveyed, date_path="surveyed_on", columns=(*_SITE, RowColumn("surveyed_on", _("首次全面检查"))),
        names=("排查", "排查项目", "排查工地", "摸排", "排查点位"), takes_target=True, **_SITES,
    ),
    Indicator(
        "construction.survey_rate", _("排查覆盖率"), "%",
        _("时段内至少全面检查过一次的点位 ÷ 期末在册点位，同一宗地只计一家。满 100% 才能写“全面摸排”。"),
        rows=_surveyed_or_not, measure=Share("surveyed"), columns=_SITE, **_SITES,
    ),
    Indicator(
        "construction.sites_stopped", _("停工整改"), "家",
        _("时段内曾处于停工令之下的点位，几张停工令也只计一家；解除了的也算。"),
        rows=_stopped, date_path="served_on",
        columns=(*_SITE, RowColumn("served_on", _("下达日期")), RowColumn("ground_text", _("事由"))),
        names=("停工整改项目", "责令停工", "停工"), **_SITES,
    ),
    Indicator(
        "construction.sites_still_stopped", _("仍在停工"), "家",
        _("截至日停工令还没有解除的点位。"),
        rows=_still_stopped, date_path="served_on",
        columns=(*_SITE, RowColumn("served_on", _("下达日期")), RowColumn("ground_text", _("事由"))), **_SITES,
    ),
    Indicator(
        "construction.stop_work_orders", _("下达停工令"), "份",
        _("时段内送达的停工令。"),
        ledger="construction", rows=_orders, date_path="served_on", record_view="construction:stop-work-orders-record",
        columns=(
            RowColumn("site__name", _("点位名称")), RowColumn("unit__short_name", _("属地单位")),
            RowColumn("ground_text", _("事由")), RowColumn("served_on", _("下达日期")),
            RowColumn("lifted_on", _("解除日期")), RowColumn("state", _("状态"), _label(StopWorkOrderState.choices)),
        ),
    ),
    Indicator(
        "construction.problems_found", _("查处问题"), "项",
        _("时段内发现的问题；作废的不算，重复登记的只算一项，销号以后再次发现的另算。"),
        rows=_found, names=("环境卫生问题", "查处施工现场环境卫生问题", "发现问题", "查处环境卫生问题"), takes_target=True, **_PROBLEMS,
    ),
    Indicator(
        "construction.problems_closed", _("整改到位"), "项",
        _("时段内发现的问题里，到截至日已由检查员现场复核销号的。"),
        rows=_closed, names=("整改到位问题", "已整改", "销号"), **_PROBLEMS,
    ),
    Indicator(
        "construction.closure_rate", _("整改率"), "%",
        _("整改到位 ÷ 查处问题。满 100% 才能写“全部整改到位”。"),
        rows=_found_closed_or_not, measure=Share("closed_by_then"), names=("整改完成率", "销号率"), takes_target=True, **_PROBLEMS,
    ),
    Indicator(
        "construction.on_time_rate", _("按期整改率"), "%",
        _("按期销号的 ÷（已销号的 + 没销号且逾期的），都是时段内发现的问题。"),
        rows=_found_in_time_or_not, measure=Share("in_time"), **_PROBLEMS,
    ),
    Indicator(
        "construction.problems_open", _("未销号问题"), "项",
        _("截至日还没有销号的问题，不论何时发现。"),
        rows=_open, names=("未整改问题",), **_PROBLEMS,
    ),
    Indicator(
        "construction.problems_overdue", _("逾期问题"), "项",
        _("截至日还没有销号、整改期限已过的问题，不论何时发现。"),
        rows=_overdue, names=("逾期未整改",), **_PROBLEMS,
    ),
    Indicator(
        "construction.compliance_rate", _("达标率"), "%",
        _(
            "达标的点位 ÷ 全部在册点位，同一宗地只计一家。停工、有问题没销号、没有全面检查过、"
            "最近一次全面检查超过 7、14、30 天（高、中、低风险）的，都不算达标。"
        ),
        rows=_active, measure=Share("complies"), names=("全面达标", "动态达标"), takes_target=True,
        columns=(*_SITE, RowColumn("status", _("达标状态"), _label(SiteStatus.choices))), **_SITES,
    ),
    *(
        Indicator(
            f"construction.problems_found_{area.code.lower()}", _("查处问题·%s") % area.title, "项",
            _("时段内发现的“%s”问题；作废和重复的不算。") % area.title,
            rows=lambda scope, code=area.code: _found(scope).filter(focus=code),  # type: ignore[misc]
            names=(f"{area.title}问题",), **_PROBLEMS,
        )
        for area in checklist.FOCUS_AREAS
    ),
]  # fmt: skip
