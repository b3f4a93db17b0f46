"""The lists of the enterprises room, with their filters."""

from typing import Any

import django_filters
from django.db.models import Count, F, QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.enterprises.models import Chain, ChainNode, Enterprise, EnterpriseRequest, TargetFirm, Visit
from taizhang.enterprises.states import (
    ENTERPRISE_REQUEST,
    TARGET_FIRM,
    UNSOLVED,
    EnterpriseRequestState,
    RequestKind,
    TargetFirmState,
)
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.web.forms import DateInput
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, UnitFilter

OVERDUE, UNFINISHED, MANY_TRIPS = "overdue", "unsolved", "many_trips"


def _day(path: str, lookup: str, label: Any) -> django_filters.DateFilter:
    return django_filters.DateFilter(field_name=path, lookup_expr=lookup, label=label, widget=DateInput())


def _chains(request: Any) -> QuerySet[Chain]:
    return Chain.objects.all()


class RequestFilters(Filters):
    """Filters of the requests."""

    search = ("enterprise__name", "text")
    unit = UnitFilter(label=_("承办单位"))
    first_unit = UnitFilter("first_unit", label=_("首接单位"))
    kind = django_filters.ChoiceFilter(label=_("类别"), choices=RequestKind.choices)
    state = django_filters.ChoiceFilter(label=_("状态"), choices=EnterpriseRequestState.choices)
    situation = django_filters.ChoiceFilter(
        label=_("办理"),
        choices=((UNFINISHED, _("未办结")), (OVERDUE, _("超时限")), (MANY_TRIPS, _("跑动超过一次"))),
        method="by_situation",
    )
    opened_from = _day("opened_on", "gte", _("提出自"))
    opened_to = _day("opened_on", "lte", _("提出至"))

    class Meta:
        model = EnterpriseRequest
        fields: list[str] = []

    def by_situation(self, rows: Any, name: str, value: str) -> Any:
        """Not yet closed, past the limit, or a request for which the enterprise came more than once."""
        if value == OVERDUE:
            return rows.overdue(business_today())
        if value == MANY_TRIPS:
            return rows.filter(came__gt=1)
        return rows.filter(state__in=[str(state) for state in UNSOLVED])


class EnterpriseFilters(Filters):
    """Filters of the register of enterprises."""

    search = ("name", "credit_code", "place")
    unit = UnitFilter(label=_("属地单位"))
    chain = django_filters.ModelChoiceFilter(
        field_name="standings__node__chain", queryset=_chains, label=_("产业链"), distinct=True
    )

    class Meta:
        model = Enterprise
        fields: list[str] = []


class ChainFilters(Filters):
    """Filters of the chains."""

    search = ("name", "note")

    class Meta:
        model = Chain
        fields: list[str] = []


class TargetFilters(Filters):
    """Filters of the target firms."""

    search = ("name", "place", "why")
    unit = UnitFilter(label=_("招引单位"))
    chain = django_filters.ModelChoiceFilter(field_name="node__chain", queryset=_chains, label=_("产业链"))
    node = django_filters.ModelChoiceFilter(
        queryset=lambda request: ChainNode.objects.order_by("chain__position", "position"), label=_("环节")
    )
    state = django_filters.ChoiceFilter(label=_("状态"), choices=TargetFirmState.choices)

    class Meta:
        model = TargetFirm
        fields: list[str] = []


class VisitFilters(Filters):
    """Filters of the visits."""

    search = ("enterprise__name", "visitors", "heard")
    unit = UnitFilter(label=_("走访单位"))
    day_from = _day("day", "gte", _("走访自"))
    day_to = _day("day", "lte", _("走访至"))

    class Meta:
        model = Visit
        fields: list[str] = []


def _short(text: Any) -> str:
    """The beginning of a long text, for a list."""
    return text if len(text) <= 40 else f"{text[:40]}…"


def _chain_rows(user: User) -> QuerySet[Chain]:
    return (
        Chain.objects.visible_to(user)
        .order_by()
        .annotate(
            node_count=Count("nodes", distinct=True),
            firm_count=Count("nodes__firms__enterprise", distinct=True),
        )
    )


REQUESTS = Register(
    key="requests",
    ledger="enterprises",
    title=_("企业诉求"),
    noun=_("企业诉求"),
    rows=lambda user: EnterpriseRequest.objects.visible_to(user),
    table=Table(
        [
            Column("enterprise__name", _("企业"), wrap=True),
            Column("text", _("诉求内容"), _short, wrap=True, sortable=False),
            Column("kind", _("类别"), choices=RequestKind.choices),
            Column("unit__short_name", _("承办单位")),
            Column("opened_on", _("提出日期")),
            Column("due_on", _("办理期限")),
            Column("came", _("跑动次数"), number=True),
            Column("state", _("状态"), states=ENTERPRISE_REQUEST),
            Column("first_unit__short_name", _("首接单位"), hidden=True),
            Column("closed_on", _("办结日期"), hidden=True),
        ],
        order="-opened_on",
    ),
    filters=RequestFilters,
    add_permission="enterprises.open_request",
    hint=_("谁遇到谁登记。首接单位负责到底，企业自己评价满意才算办结。"),
)

VISITS = Register(
    key="visits",
    ledger="enterprises",
    title=_("走访"),
    noun=_("走访记录"),
    rows=lambda user: Visit.objects.visible_to(user),
    table=Table(
        [
            Column("enterprise__name", _("企业"), wrap=True),
            Column("day", _("走访日期")),
            Column("unit__short_name", _("走访单位")),
            Column("visitors", _("走访人"), wrap=True),
            Column("heard", _("了解到的情况"), _short, wrap=True, sortable=False),
        ],
        order="-day",
    ),
    filters=VisitFilters,
    add_permission="enterprises.record_visit",
    hint=_("走访一家登记一条，听到的诉求从走访记录里登记。"),
)

ENTERPRISES = Register(
    key="enterprises",
    ledger="enterprises",
    title=_("企业名录"),
    noun=_("企业"),
    rows=lambda user: Enterprise.objects.visible_to(user),
    table=Table(
        [
            Column("name", _("企业名称"), wrap=True),
            Column("unit__short_name", _("属地单位")),
            Column("credit_code", _("统一社会信用代码")),
            Column("place", _("地址"), wrap=True),
            Column("contact_post", _("联系人职务"), hidden=True),
            Column("contact_phone", _("联系电话"), hidden=True),
            Column("note", _("备注"), hidden=True, wrap=True),
        ],
        order="-id",
    ),
    filters=EnterpriseFilters,
    add_permission="enterprises.register_enterprise",
    hint=_("登记本地企业，并放到产业链的环节上。"),
)

CHAINS = Register(
    key="chains",
    ledger="enterprises",
    title=_("产业链"),
    noun=_("产业链"),
    rows=_chain_rows,
    table=Table(
        [
            Column("name", _("产业链")),
            Column("unit__short_name", _("牵头单位")),
            Column("node_count", _("环节"), number=True),
            Column("firm_count", _("在链企业"), number=True),
            Column("note", _("说明"), wrap=True),
            Column("position", _("次序"), number=True, hidden=True),
        ],
        order="position",
    ),
    filters=ChainFilters,
    add_permission="enterprises.edit_chain",
    hint=_("先建产业链，再从上游到下游逐个登记环节。"),
)

TARGET_FIRMS = Register(
    key="target-firms",
    ledger="enterprises",
    title=_("目标企业"),
    noun=_("目标企业"),
    rows=lambda user: TargetFirm.objects.visible_to(user).annotate(chain_name=F("node__chain__name")),
    table=Table(
        [
            Column("name", _("目标企业"), wrap=True),
            Column("chain_name", _("产业链")),
            Column("node__name", _("环节")),
            Column("place", _("所在地")),
            Column("unit__short_name", _("招引单位")),
            Column("state", _("状态"), states=TARGET_FIRM),
            Column("why", _("招引理由"), _short, wrap=True),
            Column("contacted_on", _("对接日期"), hidden=True),
            Column("signed_on", _("签约日期"), hidden=True),
        ],
        order="-id",
    ),
    filters=TargetFilters,
    add_permission="enterprises.pursue_firm",
    hint=_("按产业链缺口登记想引进的企业，写明由谁招引。"),
)

REGISTERS = (REQUESTS, VISITS, ENTERPRISES, CHAINS, TARGET_FIRMS)
