"""The figures of investment promotion: each names the rows that it counts, as of a day, for a period, for a unit."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models import Sum as DbSum
from django.db.models.functions import Coalesce, Least
from django.utils.translation import gettext_lazy as _

from taizhang.figures.indicator import Count, Indicator, RowColumn, Scope, Share, Sum
from taizhang.investment.attributed import MONEY_PATH, Attributed
from taizhang.investment.models import MONEY, FundArrival, Project, RuleBook
from taizhang.investment.states import FundKind, ProjectState
from taizhang.web import display

LEDGER = "investment"


class Quotient:
    """The percentage that the sum of one column is of the sum of another; None where the second is nothing."""

    adds_up = False

    def __init__(self, path: str, whole: str) -> None:
        self.path, self.whole = path, whole

    def of_query(self, rows: QuerySet[Any]) -> Fraction | None:
        """Measured by the database."""
        return self.of_group(rows.aggregate(**self.expression()))

    def of_rows(self, rows: list[dict[str, Any]]) -> Fraction | None:
        """Measured over rows already listed with both columns."""
        return self.of_group(
            {"part": sum(row[self.path] for row in rows), "base": sum(row[self.whole] for row in rows)}
        )

    def expression(self) -> dict[str, Any]:
        """Aggregates for a breakdown."""
        return {"part": DbSum(self.path), "base": DbSum(self.whole)}

    def of_group(self, group: dict[str, Any]) -> Fraction | None:
        """The measure of one group of a breakdown."""
        return (
            Fraction(Decimal(group["part"] or 0)) * 100 / Fraction(Decimal(group["base"]))
            if group["base"]
            else None
        )


def _label(choices: type[Any]) -> Callable[[Any], str]:
    labels = dict(choices.choices)
    return lambda value: str(labels.get(value, value or ""))


def _reached(column: str) -> Callable[[Scope], QuerySet[Any]]:
    """Projects that reached a stage in the period, with amount and state at its end; `counted` is the amount."""

    def rows(scope: Scope) -> QuerySet[Any]:
        projects = Project.objects.reached(column, scope.period.start, scope.until)
        return projects.with_amount(scope.until).with_state(scope.until).annotate(counted=F("amount"))

    return rows


_signed = _reached("signed_on")


def _signed_over(tier: int) -> Callable[[Scope], QuerySet[Any]]:
    """Signed projects whose stored amount is at or above the bound that the rules of the signing's year give for a tier.

    The rules are those in force at the end of the scope: a version of a later day changes no earlier figure.
    """

    def rows(scope: Scope) -> QuerySet[Any]:
        book, last = RuleBook(), scope.until
        years = range(scope.period.start.year, last.year + 1)
        bounds = {year: book.in_force(year, last).bounds[tier] for year in years}
        if len(set(bounds.values())) == 1:
            return _signed(scope).filter(amount__gte=bounds[last.year])
        large = Q()
        for year, bound in bounds.items():
            large |= Q(signed_on__range=(date(year, 1, 1), date(year, 12, 31)), amount__gte=bound)
        return _signed(scope).filter(large)

    return rows


def _signed_having(column: str) -> Callable[[Scope], QuerySet[Any]]:
    """Signed projects, with whether they have reached a later stage by the end as `has`."""

    def rows(scope: Scope) -> QuerySet[Any]:
        has = Case(
            When(**{f"{column}__lte": scope.until}, then=Value(True)),
            default=Value(False),
            output_field=BooleanField(),
        )
        return _signed(scope).annotate(has=has)

    return rows


def _signed_with_part(scope: Scope) -> QuerySet[Any]:
    """Signed projects whose contract names an out-of-district part, with what of it has arrived."""
    vouchers = FundArrival.objects.filter(project=OuterRef("pk"), voucher_on__lte=scope.until).order_by()
    arrived = Subquery(vouchers.values("project").annotate(sum=DbSum("recognised")).values("sum"))
    nothing = Value(Decimal(0), output_field=MONEY)
    return (
        _signed(scope)
        .filter(outside__gt=0)
        .annotate(
            arrived=Least(Coalesce(arrived, nothing, output_field=MONEY), F("outside"), output_field=MONEY)
        )
    )


def _arrivals(scope: Scope) -> QuerySet[Any]:
    """Recognised vouchers of the period, each with the part that counts."""
    return FundArrival.objects.counted_at(scope.until).filter(
        voucher_on__gte=scope.period.start, recognised__gt=0
    )


_NAME = RowColumn("name", _("项目名称"))
_UNIT = RowColumn("unit__short_name", _("牵头单位"))
_AMOUNT = RowColumn("amount", _("总投资(亿元)"), display.yi, number=True)
_STATE = RowColumn("state_then", _("状态"), _label(ProjectState))
_SIGNED_ON = RowColumn("signed_on", _("签约日期"))
_COUNTED = RowColumn(MONEY_PATH, _("计入金额(亿元)"), display.yi, number=True)
PROJECT_COLUMNS = (_NAME, RowColumn("investor", _("投资方")), _UNIT, _SIGNED_ON, _AMOUNT, _STATE)
FUND_COLUMNS = (
    RowColumn("project__name", _("项目名称")),
    _UNIT,
    RowColumn("voucher_on", _("凭证日期")),
    RowColumn("voucher_no", _("凭证号")),
    RowColumn("payer", _("付款人")),
    RowColumn("kind", _("类别"), _label(FundKind)),
    RowColumn("recognised", _("认定区外金额(万元)"), display.wan, number=True),
    RowColumn("counted", _("计入金额(万元)"), display.wan, number=True),
)
PART_COLUMNS = (
    *PROJECT_COLUMNS,
    RowColumn("outside", _("合同区外资金(亿元)"), display.yi, number=True),
    RowColumn("arrived", _("已到位(亿元)"), display.yi, number=True),
)

_TIER_DEFINITIONS = (
    _(
        "时段内认定签约、截至日投资额达到第一档下限（通常 1 亿元，含）的项目数。按存储的金额判档，不按显示的金额。"
    ),
    _(
        "时段内认定签约、截至日投资额达到第二档下限（通常 5 亿元，含）的项目数。按存储的金额判档，不按显示的金额。"
    ),
    _(
        "时段内认定签约、截至日投资额达到第三档下限（通常 10 亿元，含）的项目数。按存储的金额判档，不按显示的金额。"
    ),
)


def _projects(key: str, title: Any, definition: Any, rows: Any, **options: Any) -> Indicator:
    options.setdefault("columns", PROJECT_COLUMNS)
    options.setdefault("unit_of_measure", "个")
    options.setdefault("date_path", "signed_on")
    measure = options.setdefault("measure", Count())
    attributed = Attributed(rows, measure, money=measure.path == MONEY_PATH)
    if attributed.money:
        options["columns"] = (*options["columns"], _COUNTED)
    return Indicator(
        key=f"{LEDGER}.{key}",
        title=title,
        definition=definition,
        ledger=LEDGER,
        rows=attributed.rows,
        further=attributed.further,
        record_view="investment:projects-record",
        **options,
    )


def _tier(number: int, key: str, title: Any, money: Any, *names: str) -> list[Indicator]:
    """The count and the amount of the signed projects of one tier."""
    return [
        _projects(
            key,
            title,
            _TIER_DEFINITIONS[number],
            _signed_over(number),
            names=names,
            takes_target=True,
        ),
        _projects(
            f"{key}_amount",
            money,
            _("同一批项目截至日投资额的合计。"),
            _signed_over(number),
            unit_of_measure="亿元",
            measure=Sum(MONEY_PATH),
        ),
    ]


def _stage(key: str, title: Any, column: str, column_title: Any, definition: Any, *names: str) -> Indicator:
    columns = (*PROJECT_COLUMNS[:4], RowColumn(column, column_title), *PROJECT_COLUMNS[4:])
    return _projects(
        key,
        title,
        definition,
        _reached(column),
        columns=columns,
        date_path=column,
        names=names,
        takes_target=True,
    )


_FUNDS = Attributed(_arrivals, Sum(MONEY_PATH), project="project", money=True)

INDICATORS: list[Indicator] = [
    _projects(
        "signed_projects",
        _("签约项目"),
        _("时段内认定签约的全部项目数，不论规模。不予认定的项目自裁定之日起不计。"),
        _signed,
        names=("签约项目数", "签约项目个数", "新签约项目", "引进项目", "引进项目个数", "招商引资项目"),
        takes_target=True,
    ),
    _projects(
        "signed_amount",
        _("签约金额"),
        _("时段内认定签约的全部项目截至日投资额的合计，用不晚于截至日的最近一次投资额。"),
        _signed,
        unit_of_measure="亿元",
        measure=Sum(MONEY_PATH),
        names=("签约总金额", "签约总额", "签约项目总投资", "合同金额", "签约投资额"),
        takes_target=True,
    ),
    *_tier(
        0, "signed_over_1", _("亿元以上签约项目"), _("亿元以上签约金额"),
        "引进超亿元项目", "超亿元项目", "亿元以上项目", "亿元以上项目个数", "引进亿元以上项目", "引进亿元以上项目个数",
        "超亿元项目个数", "新签约亿元以上项目", "1亿元以上项目", "1亿元以上项目个数", "亿元项目",
    ),
    *_tier(
        1, "signed_over_5", _("5亿元以上签约项目"), _("5亿元以上签约金额"),
        "5亿元项目", "5亿元以上项目", "5亿元以上项目个数", "引进5亿元项目", "引进5亿元以上项目", "5亿元项目个数",
        "超5亿元项目", "引进超5亿元项目", "五亿元以上项目",
    ),
    *_tier(
        2, "signed_over_10", _("10亿元以上签约项目"), _("10亿元以上签约金额"),
        "超10亿元项目", "10亿元项目", "10亿元以上项目", "10亿元以上项目个数", "引进超10亿元项目", "引进10亿元以上项目",
        "超10亿元项目个数", "10亿元项目个数", "十亿元以上项目",
    ),
    Indicator(
        key=f"{LEDGER}.out_of_district_funds",
        title=_("到位区外资金"),
        unit_of_measure="亿元",
        definition=_(
            "时段内凭证认定的区外资金。同一凭证全区只计一次；一个项目累计不超过合同约定的区外部分；不予认定的项目不计。"
        ),
        ledger=LEDGER,
        rows=_FUNDS.rows,
        further=_FUNDS.further,
        columns=FUND_COLUMNS,
        measure=_FUNDS.measure,
        date_path="voucher_on",
        record_view="investment:fund-arrivals-record",
        names=("区外资金", "引进区外资金", "引进区外资金额", "区外资金到位", "区外到位资金", "实际到位区外资金", "引进区外资金总额"),
        takes_target=True,
    ),
    _stage(
        "landed_projects", _("落地项目"), "landed_on", _("落地日期"), _("时段内认定落地的项目数。不予认定的项目自裁定之日起不计。"),
        "落地项目数", "落地项目个数", "签约落地项目",
    ),
    _stage(
        "started_projects", _("开工项目"), "started_on", _("开工日期"), _("时段内认定开工的项目数。不予认定的项目自裁定之日起不计。"),
        "开工项目数", "开工项目个数", "开工建设项目", "新开工项目",
    ),
    _stage(
        "in_use_projects", _("投产项目"), "in_use_on", _("投产日期"), _("时段内认定建成投用的项目数。不予认定的项目自裁定之日起不计。"),
        "投产项目数", "投产项目个数", "建成投用项目", "建成投产项目", "投用项目",
    ),
    _projects(
        "fulfilment_rate",
        _("履约率"),
        _("时段内签约的项目中，截至日已落地的所占百分比：落地 ÷ 签约。"),
        _signed_having("landed_on"),
        unit_of_measure="%",
        measure=Share("has"),
        columns=(*PROJECT_COLUMNS, RowColumn("has", _("已落地"))),
        names=("合同履约率", "项目履约率"),
    ),
    _projects(
        "start_rate",
        _("开工率"),
        _("时段内签约的项目中，截至日已开工的所占百分比：开工 ÷ 签约（不是 ÷ 落地）。"),
        _signed_having("started_on"),
        unit_of_measure="%",
        measure=Share("has"),
        columns=(*PROJECT_COLUMNS, RowColumn("has", _("已开工"))),
        names=("项目开工率",),
    ),
    _projects(
        "arrival_rate",
        _("资金到位率"),
        _("时段内签约、合同约定了区外资金的项目，截至日认定到位的区外资金占合同区外资金的百分比。"),
        _signed_with_part,
        unit_of_measure="%",
        measure=Quotient("arrived", "outside"),
        columns=PART_COLUMNS,
        names=("区外资金到位率",),
    ),
]  # fmt: skip
