"""The lists of promises, of leaders' links and of the yearly rules, with their filters."""

from typing import Any

import django_filters
from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.quantities import show_yi
from taizhang.investment.day_filters import since, until
from taizhang.investment.models import Commitment, CommitmentKind, LeaderLink, LinkedTo, RuleSet, Side
from taizhang.investment.states import COMMITMENT, AttributionScheme, CommitmentState
from taizhang.organisation import district
from taizhang.web import display
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, UnitFilter

OVERDUE = "overdue"


class CommitmentFilters(Filters):
    """Filters of 双向承诺."""

    search = ("project__name", "text")
    unit = UnitFilter(label=_("牵头单位"))
    duty_unit = UnitFilter("duty_unit", label=_("责任单位"))
    side = django_filters.ChoiceFilter(label=_("承诺方"), choices=Side.choices)
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=CommitmentKind.choices)
    state = django_filters.ChoiceFilter(
        label=_("状态"), choices=[(OVERDUE, _("已逾期")), *CommitmentState.choices], method="of_state"
    )
    due_from = since("due_on", _("期限自"))
    due_to = until("due_on", _("期限至"))

    class Meta:
        model = Commitment
        fields: list[str] = []

    def of_state(self, rows: QuerySet[Commitment], name: str, value: str) -> QuerySet[Commitment]:
        """Promises in a state, or open after their day."""
        if value == OVERDUE:
            return rows.filter(state=CommitmentState.OPEN, due_on__lt=district.business_today())
        return rows.filter(state=value)


class CommitmentStates:
    """The state of a promise for its badge: an open one after its day is overdue."""

    @staticmethod
    def label(state: str) -> str:
        """The name of a state."""
        return str(_("已逾期")) if state == OVERDUE else COMMITMENT.label(state)


def commitment_rows(user: Any) -> QuerySet[Commitment]:
    """The promises that a person may read, with their state as it is shown today."""
    late = Q(state=CommitmentState.OPEN, due_on__lt=district.business_today())
    shown = Case(When(late, then=Value(OVERDUE)), default=F("state"), output_field=CharField())
    return Commitment.objects.visible_to(user).annotate(shown=shown)


COMMITMENTS = Register(
    key="commitments",
    ledger="investment",
    title=_("双向承诺"),
    noun=_("承诺"),
    rows=commitment_rows,
    table=Table(
        [
            Column("text", _("承诺内容"), wrap=True, sortable=False),
            Column("project__name", _("项目名称"), wrap=True),
            Column("side", _("承诺方"), choices=Side.choices),
            Column("kind", _("类别"), choices=CommitmentKind.choices),
            Column("due_on", _("兑现期限")),
            Column("shown", _("状态"), states=CommitmentStates(), sortable=False),
            Column("duty_unit__short_name", _("责任单位")),
            Column("unit__short_name", _("牵头单位"), hidden=True),
            Column("amount", _("金额(亿元)"), display.yi, number=True, hidden=True),
            Column("kept_on", _("兑现日期"), hidden=True),
        ],
        order="due_on",
    ),
    filters=CommitmentFilters,
    add_permission="investment.record_commitment",
    hint=_("投资方和政府各自答应了什么、什么时候兑现，一条一条登记；过期没有兑现的标为逾期。"),
)


class LinkFilters(Filters):
    """Filters of 领导包联. Links that have ended are left out unless asked for."""

    search = ("project__name", "chain", "enterprise", "leader__full_name", "duty")
    kind = django_filters.ChoiceFilter(label=_("包联对象"), choices=LinkedTo.choices)
    ended = django_filters.ChoiceFilter(
        label=_("时间"), choices=[("all", _("含已结束的"))], method="of_time", empty_label=_("现行的")
    )

    class Meta:
        model = LeaderLink
        fields: list[str] = []

    def of_time(self, rows: QuerySet[LeaderLink], name: str, value: str) -> QuerySet[LeaderLink]:
        """All links; without this filter only those that have not ended."""
        return rows

    def filter_queryset(self, queryset: QuerySet[LeaderLink]) -> QuerySet[LeaderLink]:
        """The filters above, over the links that have not ended unless all are asked for."""
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("ended"):
            return rows
        return rows.filter(Q(until__isnull=True) | Q(until__gte=district.business_today()))


def link_rows(user: Any) -> QuerySet[LeaderLink]:
    """The links that a person may read, with what each is about."""
    about = Case(
        When(kind=LinkedTo.PROJECT, then=F("project__name")),
        When(kind=LinkedTo.CHAIN, then=F("chain")),
        default=F("enterprise"),
        output_field=CharField(),
    )
    return LeaderLink.objects.visible_to(user).annotate(about=about)


LEADER_LINKS = Register(
    key="leader-links",
    ledger="investment",
    title=_("领导包联"),
    noun=_("包联"),
    rows=link_rows,
    table=Table(
        [
            Column("about", _("包联对象"), wrap=True),
            Column("kind", _("类别"), choices=LinkedTo.choices),
            Column("leader__full_name", _("包联领导")),
            Column("duty", _("职责"), wrap=True, sortable=False),
            Column("since", _("自")),
            Column("until", _("至")),
        ],
        order="-since",
    ),
    filters=LinkFilters,
    add_permission="investment.link_leader",
    hint=_("县处级领导包联到项目、产业链、企业，写明起止日期。"),
)


def years() -> list[tuple[int, str]]:
    """The years that have rules, the latest first."""
    found = RuleSet.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(year, str(year)) for year in found]


class RuleFilters(Filters):
    """Filters of 年度认定办法."""

    search = ("document",)
    year = django_filters.ChoiceFilter(label=_("年度"), choices=years)

    class Meta:
        model = RuleSet
        fields: list[str] = []


def bounds_text(value: Any) -> str:
    """The lower bounds of the tiers in 亿元."""
    return " / ".join(show_yi(bound) for bound in RuleSet(tier_bounds=value or []).bounds)


def version_text(value: Any) -> str:
    """第 2 版."""
    return str(_("第 %s 版")) % value


RULES = Register(
    key="rules",
    ledger="investment",
    title=_("年度认定办法"),
    noun=_("认定办法"),
    rows=lambda user: RuleSet.objects.visible_to(user),
    table=Table(
        [
            Column("year", _("年度")),
            Column("version", _("版本"), version_text),
            Column("effective_on", _("施行日期")),
            Column("document", _("文号"), wrap=True),
            Column("tier_bounds", _("规模档次(亿元)"), bounds_text, sortable=False),
            Column("attribution", _("归属办法"), choices=AttributionScheme.choices),
            Column("lead_days", _("首报保护期(天)"), number=True),
        ],
        order="-effective_on",
    ),
    filters=RuleFilters,
    add_permission="investment.set_rules",
    hint=_("每年一套认定办法，要改就另立一版，从施行日期起用；以前的数字仍按当时的办法算。"),
)
