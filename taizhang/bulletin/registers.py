"""The two lists of the bulletin: the items and the issues."""

from typing import Any

import django_filters
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Issue, Item, Placement, ProofRemark, Topic
from taizhang.bulletin.states import ISSUE, ITEM, IssueState, ItemState, ProofRemarkState
from taizhang.web.forms import DateInput
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, UnitFilter


class ItemFilters(Filters):
    """Filters of the items; the state stands in the tabs."""

    search = ("title", "body")
    unit = UnitFilter()
    since = django_filters.DateFilter("written_on", "gte", label=_("撰稿自"), widget=DateInput)
    until = django_filters.DateFilter("written_on", "lte", label=_("至"), widget=DateInput)
    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.all(), label=_("主题"))
    state = django_filters.ChoiceFilter(choices=ItemState.choices, label=_("状态"))

    class Meta:
        model = Item
        fields: tuple[str, ...] = ()


class IssueFilters(Filters):
    """Filters of the issues; the search looks into the titles of their items."""

    year = django_filters.NumberFilter("year", label=_("年度"))
    state = django_filters.ChoiceFilter(choices=IssueState.choices, label=_("状态"))
    remarks = django_filters.ChoiceFilter(
        choices=[("open", ProofRemarkState.OPEN.label)], label=_("清样问题"), method="with_remarks"
    )

    class Meta:
        model = Issue
        fields: tuple[str, ...] = ()

    def look_for(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Issues of which some item's title has every word."""
        wanted = Q()
        for word in value.split():
            wanted &= Q(item__title__icontains=word)
        return rows.filter(pk__in=Placement.objects.filter(wanted).values("issue")) if wanted else rows

    def with_remarks(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Issues in whose proofs something was found wrong that no editor has answered yet."""
        return rows.filter(pk__in=ProofRemark.objects.filter(state=value).values("issue"))


def _number(number: int | None) -> str:
    return str(_("第%(n)s期") % {"n": number}) if number else str(_("未编号"))


ITEMS = Register(
    key="items",
    ledger="bulletin",
    title=_("稿件"),
    noun=_("稿件"),
    rows=lambda user: Item.objects.visible_to(user).with_points(),
    table=Table(
        [
            Column("title", _("标题"), wrap=True),
            Column("unit__short_name", _("单位")),
            Column("topic__name", _("主题")),
            Column("state", _("状态"), states=ITEM),
            Column("written_on", _("撰稿日期")),
            Column("submitted_on", _("报送日期")),
            Column("placement__issue__number", _("期号"), number=True),
            Column("points", _("积分"), number=True),
            Column("post", _("撰稿岗位"), hidden=True),
            Column("source", _("来源"), hidden=True),
        ]
    ),
    filters=ItemFilters,
    add_permission="bulletin.write_item",
    hint=_("写一篇，审签后报送；编辑收稿后排进一期。"),
)

ISSUES = Register(
    key="issues",
    ledger="bulletin",
    title=_("各期信息"),
    noun=_("期刊"),
    rows=lambda user: Issue.objects.visible_to(user).annotate(
        # An old issue has its items as printed text alone.
        items=Greatest(Count("placements", distinct=True), Count("printed_items", distinct=True)),
        stands_on=Coalesce("issued_on", "opened_on"),
    ),
    table=Table(
        [
            Column("number", _("期号"), show=_number),
            Column("year", _("年度"), number=True),
            Column("state", _("状态"), states=ISSUE),
            Column("issued_on", _("签发日期")),
            Column("items", _("稿件数"), number=True),
            Column("cut_off", _("数字截至")),
            Column("editors", _("责任编辑"), hidden=True),
            Column("masthead", _("刊名"), hidden=True),
        ],
        order="-stands_on",
    ),
    filters=IssueFilters,
    add_permission="bulletin.assemble",
    hint=_("签发后的各期在这里。"),
)

# The tabs over the items, in the order of their way: every state that an item can be in for long.
ITEM_TABS = (
    ItemState.DRAFT,
    ItemState.RETURNED,
    ItemState.SIGNED_OFF,
    ItemState.SUBMITTED,
    ItemState.RECEIVED,
    ItemState.KEPT,
    ItemState.TO_CONFIRM,
    ItemState.CONFIRMED,
    ItemState.PLACED,
    ItemState.USED,
    ItemState.MERGED,
    ItemState.NOT_USED,
)
