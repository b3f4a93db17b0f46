"""The list of calls for items."""

from typing import Any

import django_filters
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Call, CallUnit, Topic
from taizhang.bulletin.states import CALL, CallState
from taizhang.organisation.models import User
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register


class CallFilters(Filters):
    """Filters of the calls; `mine` keeps those that still wait for an item of one of the reader's own units."""

    search = ("title", "text")
    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.all(), label=_("主题"))
    state = django_filters.ChoiceFilter(choices=CallState.choices, label=_("状态"))
    mine = django_filters.ChoiceFilter(
        label=_("等本单位应约"), choices=[("true", _("是")), ("false", _("否"))], method="waiting_for_me"
    )

    class Meta:
        model = Call
        fields: tuple[str, ...] = ()

    def waiting_for_me(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Open calls without a submitted item of the reader's units, or all the others."""
        return rows.filter(mine=value == "true")


def _rows(user: User) -> QuerySet[Call]:
    mine = CallUnit.objects.unanswered().filter(call=OuterRef("pk"), unit__in=user.home_unit_ids)
    return (
        Call.objects.visible_to(user)
        .annotate(
            units=Count("asked", distinct=True),
            answered=Count("items__unit", filter=Q(items__submitted_on__isnull=False), distinct=True),
        )
        .annotate(mine=Q(state=CallState.OPEN) & Exists(mine))
    )


CALLS = Register(
    key="calls",
    ledger="bulletin",
    title=_("约稿"),
    noun=_("约稿"),
    rows=_rows,
    table=Table(
        [
            Column("title", _("约稿题目"), wrap=True),
            Column("topic__name", _("主题")),
            Column("state", _("状态"), states=CALL),
            Column("called_on", _("发出日期")),
            Column("due_on", _("截稿日期")),
            Column("units", _("约稿单位"), number=True),
            Column("answered", _("已报送"), number=True),
        ],
        order="-due_on",
    ),
    filters=CallFilters,
    add_permission="bulletin.call_for_items",
    hint=_("信息科约稿后，被约单位在工作台和这里看到，按截稿日期应约。"),
)
