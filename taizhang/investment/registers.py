"""The lists of the investment ledger: those of projects and their money with their filters, and all of them in order."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.enterprises.models import Chain
from taizhang.foundation.quantities import normalise_name, show_yi
from taizhang.investment import chain_picture, sheets
from taizhang.investment.claim_register import STAGE_CLAIMS
from taizhang.investment.day_filters import since, until
from taizhang.investment.lead_registers import LEADS
from taizhang.investment.link_registers import COMMITMENTS, LEADER_LINKS, RULES
from taizhang.investment.models import AmountRevision, FundArrival, LinkKind, Project, RuleSet
from taizhang.investment.progress_filters import ProgressFilters
from taizhang.investment.states import PROJECT, FundKind, ProjectState
from taizhang.organisation import district
from taizhang.organisation.models import User
from taizhang.web import display
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, TabPage, UnitFilter

BELOW = "below"
NOT_FILLED = chain_picture.NOT_FILLED


def chains() -> list[tuple[str, str]]:
    """The chains as choices: the district's own, whatever else projects stand in, and none."""
    own = list(Chain.objects.values_list("name", flat=True))
    used = Project.objects.order_by("chain").values_list("chain", flat=True).distinct()
    found = [*own, *(chain for chain in used if chain and chain not in own)]
    return [*((chain, chain) for chain in found), (NOT_FILLED, str(_("未填产业链")))]


def tiers() -> list[tuple[str, str]]:
    """The tiers of this year's rules, as choices."""
    bounds = RuleSet.on(district.business_today()).bounds
    choices = [(str(number), str(_("%s 亿元以上")) % show_yi(bound)) for number, bound in enumerate(bounds)]
    return [*reversed(choices), (BELOW, str(_("不足 %s 亿元")) % show_yi(bounds[0]))]


class ProjectFilters(ProgressFilters):
    """Filters of 项目库."""

    search = ("name", "investor", "code", "credit_code")
    chain = django_filters.ChoiceFilter(label=_("产业链"), choices=chains, method="of_chain")
    node = django_filters.CharFilter(label=_("环节"), method="of_node")
    link_kind = django_filters.ChoiceFilter(label=_("链类"), choices=LinkKind.choices)
    unit = UnitFilter(label=_("牵头单位"))
    state = django_filters.ChoiceFilter(label=_("状态"), choices=ProjectState.choices)
    standing = django_filters.ChoiceFilter(
        label=_("进展"), choices=chain_picture.STANDING_CHOICES, method="of_standing"
    )
    tier = django_filters.ChoiceFilter(label=_("规模"), choices=tiers, method="of_tier")
    signed_from = since("signed_on", _("签约自"))
    signed_to = until("signed_on", _("签约至"))

    class Meta:
        model = Project
        fields: list[str] = []

    def of_chain(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Projects of a chain, or of none."""
        return rows.filter(chain="" if value == NOT_FILLED else value)

    def of_node(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Projects whose node is written like that, however it is spaced, or that name none."""
        if value == NOT_FILLED:
            return rows.filter(node="")
        written = rows.order_by().values_list("node", flat=True).distinct()
        key = normalise_name(value)
        return rows.filter(node__in=[node for node in written if normalise_name(node) == key])

    def of_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Projects that are talked about or signed, or only those that are signed and beyond."""
        return rows.filter(state__in=chain_picture.STANDINGS[value])

    def of_tier(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Projects whose stored amount on the day asked for is at or above the tier's bound, or below the lowest."""
        bounds = RuleSet.on(self.day).bounds
        return (
            rows.filter(amount__lt=bounds[0])
            if value == BELOW
            else rows.filter(amount__gte=bounds[int(value)])
        )


class RevisionFilters(Filters):
    """Filters of 投资额变更."""

    search = ("project__name", "basis")
    unit = UnitFilter(label=_("牵头单位"))
    effective_from = since("effective_on", _("生效自"))
    effective_to = until("effective_on", _("生效至"))

    class Meta:
        model = AmountRevision
        fields: list[str] = []


class ArrivalFilters(Filters):
    """Filters of 到位资金."""

    search = ("project__name", "voucher_no", "payer", "payer_place")
    unit = UnitFilter(label=_("牵头单位"))
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=FundKind.choices)
    ruled = django_filters.ChoiceFilter(
        label=_("认定"), choices=[("no", _("待认定")), ("yes", _("已认定"))], method="of_ruling"
    )
    voucher_from = since("voucher_on", _("凭证自"))
    voucher_to = until("voucher_on", _("凭证至"))

    class Meta:
        model = FundArrival
        fields: list[str] = []

    def of_ruling(self, rows: QuerySet[FundArrival], name: str, value: str) -> QuerySet[FundArrival]:
        """Vouchers on which somebody has ruled, or nobody."""
        return rows.filter(recognised__isnull=value == "no")


def project_rows(user: User) -> QuerySet[Project]:
    """The projects that a person may read, with their amounts of today."""
    return Project.objects.visible_to(user).with_amount(district.business_today())


def recognised_text(value: Any) -> str:
    """The recognised part of a voucher in 万元, or that nobody has ruled on it."""
    return str(_("待认定")) if value is None else display.wan(value)


def part_text(value: Any) -> str:
    """A revision's contracted out-of-district part in 亿元, or that it stayed as it was."""
    return str(_("不变")) if value is None else display.yi(value)


PROJECTS = Register(
    key="projects",
    ledger="investment",
    title=_("项目库"),
    noun=_("项目"),
    rows=project_rows,
    table=Table(
        [
            Column("name", _("项目名称"), wrap=True),
            Column("unit__short_name", _("牵头单位")),
            Column("chain", _("产业链")),
            Column("investor", _("投资方"), wrap=True),
            Column("amount", _("总投资(亿元)"), display.yi, number=True),
            Column("signed_on", _("签约日期")),
            Column("state", _("状态"), states=PROJECT),
            Column("outside", _("合同区外资金(亿元)"), display.yi, number=True, hidden=True),
            Column("investor_place", _("投资方所在地"), hidden=True),
            Column("node", _("环节"), hidden=True),
            Column("link_kind", _("链类"), choices=LinkKind.choices, hidden=True),
            Column("landed_on", _("落地日期"), hidden=True),
            Column("started_on", _("开工日期"), hidden=True),
            Column("in_use_on", _("投产日期"), hidden=True),
            Column("registered_on", _("登记日期"), hidden=True),
            Column("code", _("编号"), hidden=True),
            Column("note", _("备注"), hidden=True, wrap=True),
        ],
        order="-signed_on",
    ),
    filters=ProjectFilters,
    sheet=sheets.PROJECTS,
    add_permission="investment.register_project",
)

AMOUNT_REVISIONS = Register(
    key="amount-revisions",
    ledger="investment",
    title=_("投资额变更"),
    noun=_("投资额变更"),
    rows=lambda user: AmountRevision.objects.visible_to(user).changes(),
    table=Table(
        [
            Column("project__name", _("项目名称"), wrap=True),
            Column("unit__short_name", _("牵头单位")),
            Column("effective_on", _("生效日期")),
            Column("total", _("总投资(亿元)"), display.yi, number=True),
            Column("outside", _("合同区外资金(亿元)"), part_text, number=True),
            Column("basis", _("依据"), wrap=True),
        ],
        order="-effective_on",
    ),
    filters=RevisionFilters,
    sheet=sheets.AMOUNT_REVISIONS,
    add_permission="investment.revise_amount",
    hint=_("签约时的投资额随项目登记；以后的变更在这里逐笔登记，写明生效日期和依据。"),
)

FUND_ARRIVALS = Register(
    key="fund-arrivals",
    ledger="investment",
    title=_("到位资金"),
    noun=_("到位资金"),
    rows=lambda user: FundArrival.objects.visible_to(user),
    table=Table(
        [
            Column("project__name", _("项目名称"), wrap=True),
            Column("unit__short_name", _("牵头单位")),
            Column("voucher_on", _("凭证日期")),
            Column("voucher_no", _("凭证号")),
            Column("payer", _("付款人"), wrap=True),
            Column("kind", _("类别"), choices=FundKind.choices),
            Column("amount", _("金额(万元)"), display.wan, number=True),
            Column("recognised", _("认定区外金额(万元)"), recognised_text, number=True),
            Column("payer_place", _("付款人所在地"), hidden=True),
            Column("recorded_on", _("登记日期"), hidden=True),
        ],
        order="-voucher_on",
    ),
    filters=ArrivalFilters,
    sheet=sheets.FUND_ARRIVALS,
    add_permission="investment.record_arrival",
    hint=_("一张凭证登记一行，同一凭证全区只计一次。"),
)

PAGES = (
    TabPage("pipeline", _("推进情况"), "investment:pipeline"),
    TabPage("chains", _("产业链图"), "investment:chains"),
)
REGISTERS = (
    PROJECTS,
    STAGE_CLAIMS,
    LEADS,
    AMOUNT_REVISIONS,
    FUND_ARRIVALS,
    COMMITMENTS,
    LEADER_LINKS,
    RULES,
)
