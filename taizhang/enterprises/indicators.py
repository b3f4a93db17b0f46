"""The figures of the enterprises room: requests opened and solved, share in time, visits, and who had to come twice."""

from typing import Any

from django.db.models import Count as DbCount
from django.db.models import IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from taizhang.enterprises.models import Answer, EnterpriseRequest, RequestStep, Visit
from taizhang.enterprises.states import RequestKind
from taizhang.figures.indicator import Indicator, RowColumn, Scope, Share


def _of_unit(rows: QuerySet[Any], scope: Scope) -> QuerySet[Any]:
    unit_ids = scope.unit_ids
    return rows if unit_ids is None else rows.filter(first_unit__in=unit_ids)


def _opened(scope: Scope) -> Any:
    rows = EnterpriseRequest.objects.filter(opened_on__gte=scope.period.start, opened_on__lte=scope.until)
    return _of_unit(rows, scope)


def _solved(scope: Scope) -> Any:
    settled = Answer.objects.settled(scope.until).filter(verdict_on__gte=scope.period.start)
    rows = EnterpriseRequest.objects.with_outcome(scope.until).filter(pk__in=settled.values("request"))
    return _of_unit(rows, scope)


def _in_time_or_not(scope: Scope) -> Any:
    return _opened(scope).in_time_or_not(scope.until)


def _twice(scope: Scope) -> Any:
    trips = (
        RequestStep.objects.filter(request=OuterRef("pk"), came=True, day__lte=scope.until)
        .order_by()
        .values("request")
        .annotate(n=DbCount("pk"))
        .values("n")
    )
    came_then = Coalesce(Subquery(trips, output_field=IntegerField()), 0)
    return _opened(scope).annotate(came_then=came_then).filter(came_then__gt=1)


def _visits(scope: Scope) -> QuerySet[Visit]:
    rows = Visit.objects.filter(day__gte=scope.period.start, day__lte=scope.until)
    unit_ids = scope.unit_ids
    return rows if unit_ids is None else rows.filter(unit__in=unit_ids)


def _kind(value: Any) -> Any:
    return dict(RequestKind.choices).get(value, value)


_REQUEST = (
    RowColumn("enterprise__name", _("企业")),
    RowColumn("kind", _("类别"), _kind),
    RowColumn("text", _("诉求内容")),
    RowColumn("first_unit__short_name", _("首接单位")),
    RowColumn("opened_on", _("提出日期")),
)
_REQUESTS: dict[str, Any] = {
    "ledger": "enterprises", "record_view": "enterprises:requests-record", "unit_path": "first_unit",
}  # fmt: skip

INDICATORS: list[Indicator] = [
    Indicator(
        "enterprises.requests_opened", _("收到企业诉求"), "件",
        _("时段内提出的企业诉求，记在首接单位名下；不予受理的也算。"),
        rows=_opened, columns=(*_REQUEST, RowColumn("first_due_on", _("首次期限"))), date_path="opened_on",
        names=("企业诉求", "收集企业问题", "受理企业诉求"), **_REQUESTS,
    ),
    Indicator(
        "enterprises.requests_solved", _("办结企业诉求"), "件",
        _("时段内由企业自己评价满意的诉求，不论何时提出；到截至日企业又要求重办的不算。"),
        rows=_solved, columns=(*_REQUEST, RowColumn("solved_on", _("企业满意日期"))), date_path="solved_on",
        names=("解决企业问题", "解决企业诉求", "办结诉求"), takes_target=True, **_REQUESTS,
    ),
    Indicator(
        "enterprises.requests_on_time_rate", _("企业诉求按期办结率"), "%",
        _(
            "时段内提出的诉求里，在首次期限内答复、企业满意的 ÷（企业已满意的 + 首次期限已过的）。"
            "期限内已答复、企业还没有评价的，和不予受理的，都不计入。"
        ),
        rows=_in_time_or_not, columns=(*_REQUEST, RowColumn("first_due_on", _("首次期限"))), date_path="opened_on",
        measure=Share("in_time"), takes_target=True, **_REQUESTS,
    ),
    Indicator(
        "enterprises.over_one_trip", _("跑动超过一次的诉求"), "件",
        _("时段内提出的诉求里，到截至日企业为它跑了不止一次的。"),
        rows=_twice, columns=(*_REQUEST, RowColumn("came_then", _("跑动次数"), number=True)), date_path="opened_on",
        **_REQUESTS,
    ),
    Indicator(
        "enterprises.visits", _("走访企业"), "次",
        _("时段内登记的走访，按走访单位计。"),
        ledger="enterprises", rows=_visits, date_path="day", record_view="enterprises:visits-record",
        columns=(
            RowColumn("enterprise__name", _("企业")), RowColumn("unit__short_name", _("走访单位")),
            RowColumn("day", _("走访日期")), RowColumn("visitors", _("走访人")),
        ),
        names=("走访企业次数",), takes_target=True,
    ),
]  # fmt: skip
