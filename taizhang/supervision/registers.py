"""The lists of supervision: notices, proposals of reward or penalty, the rules of each year."""

from typing import Any

import django_filters
from django.db.models import BooleanField, Case, Q, QuerySet, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import may
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.supervision.models import Notice, Proposal, SupervisionRules
from taizhang.supervision.states import (
    NOTICE,
    PROPOSAL,
    UNSETTLED,
    WITH_THE_UNIT,
    Formula,
    NoticeOrigin,
    NoticeState,
    ProposalKind,
    ProposalState,
)
from taizhang.web.forms import DateInput
from taizhang.web.records import Act
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, TabPage, UnitFilter

OVERDUE, WITH_UNIT, CURRENT = "overdue", "with_unit", "unsettled"


class NoticeFilters(Filters):
    """Filters of the notices."""

    search = ("number", "title", "text")
    unit = UnitFilter()
    state = django_filters.ChoiceFilter(choices=NoticeState.choices, label=_("状态"))
    situation = django_filters.ChoiceFilter(
        label=_("进度"),
        method="by_situation",
        choices=((CURRENT, _("没有办结")), (WITH_UNIT, _("待单位反馈")), (OVERDUE, _("逾期"))),
    )
    origin = django_filters.ChoiceFilter(choices=NoticeOrigin.choices, label=_("来源"))
    since = django_filters.DateFilter("raised_on", "gte", label=_("下达自"), widget=DateInput)
    until = django_filters.DateFilter("raised_on", "lte", label=_("至"), widget=DateInput)

    class Meta:
        model = Notice
        fields: tuple[str, ...] = ()

    def by_situation(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Still unsettled, with the unit, or overdue."""
        if value == OVERDUE:
            return rows.filter(state__in=WITH_THE_UNIT, limit_on__lt=business_today())
        return rows.filter(state__in=UNSETTLED if value == CURRENT else WITH_THE_UNIT)


class ProposalFilters(Filters):
    """Filters of the proposals."""

    search = ("basis", "unit__name")
    unit = UnitFilter()
    kind = django_filters.ChoiceFilter(choices=ProposalKind.choices, label=_("种类"))
    state = django_filters.ChoiceFilter(choices=ProposalState.choices, label=_("状态"))
    year = django_filters.NumberFilter("year", label=_("年度"))

    class Meta:
        model = Proposal
        fields: tuple[str, ...] = ()


class RulesFilters(Filters):
    """Filters of the years' rules."""

    search = ("document",)
    year = django_filters.NumberFilter("year", label=_("年度"))

    class Meta:
        model = SupervisionRules
        fields: tuple[str, ...] = ()


def _notices(user: User) -> QuerySet[Notice]:
    late = Q(state__in=WITH_THE_UNIT, limit_on__lt=business_today())
    return Notice.objects.visible_to(user).annotate(
        late=Case(When(late, then=True), default=False, output_field=BooleanField())
    )


def _rules(user: User) -> QuerySet[SupervisionRules]:
    return SupervisionRules.objects.all() if user.role_keys else SupervisionRules.objects.none()


def _notice_acts(user: User) -> list[Act]:
    """The way to the red lights, for who may raise notices."""
    if not may(user, "supervision.raise_notice"):
        return []
    return [Act(_("按红灯督办"), reverse("supervision:red-lights"))]


NOTICES = Register(
    "notices", "supervision", _("督办单"), _("督办单"),
    rows=_notices, filters=NoticeFilters, add_permission="supervision.raise_notice",
    hint=_("月末亮红灯的单位可以一键督办，也可以自己下达；领导的批示也在这里。"),
    acts=_notice_acts,
    table=Table([
        Column("title", _("标题"), wrap=True),
        Column("unit__short_name", _("责任单位")),
        Column("origin", _("来源"), choices=NoticeOrigin.choices),
        Column("state", _("状态"), states=NOTICE),
        Column("raised_on", _("下达日期")),
        Column("limit_on", _("办理期限")),
        Column("late", _("是否逾期"), show=lambda late: _("逾期") if late else "", sortable=False),
        Column("number", _("文号")),
        Column("answered_on", _("反馈日期"), hidden=True),
        Column("closed_on", _("办结日期"), hidden=True),
    ], order="-id"),
)  # fmt: skip

PROPOSALS = Register(
    "proposals", "supervision", _("奖惩建议"), _("奖惩建议"),
    rows=lambda user: Proposal.objects.visible_to(user), filters=ProposalFilters,
    add_permission="supervision.draft_proposal",
    hint=_("督查员按排名或督办结果提出，领导批准后生效，单位可以在期限内申诉。"),
    table=Table([
        Column("unit__short_name", _("单位")),
        Column("kind", _("种类"), choices=ProposalKind.choices),
        Column("basis", _("事由"), wrap=True, sortable=False),
        Column("state", _("状态"), states=PROPOSAL),
        Column("drafted_on", _("拟稿日期")),
        Column("decided_on", _("批准日期")),
        Column("appeal_until", _("申诉截止"), hidden=True),
        Column("year", _("年度"), number=True, hidden=True),
    ], order="-id"),
)  # fmt: skip

RULES = Register(
    "rules", "supervision", _("考核办法"), _("考核办法"),
    rows=_rules, filters=RulesFilters, add_permission="supervision.set_rules",
    hint=_("每年一份，写明亮灯的界限、计分办法和各指标分值；没有制定时按默认值。"),
    table=Table([
        Column("year", _("年度")),
        Column("version", _("版本"), number=True),
        Column("formula", _("计分办法"), choices=Formula.choices),
        Column("yellow_from", _("黄灯起点"), number=True),
        Column("red_above", _("红灯线"), number=True),
        Column("since", _("生效日期")),
        Column("superseded_on", _("被替换日期")),
        Column("document", _("文号"), hidden=True),
    ], order="-year"),
)  # fmt: skip

REGISTERS = (NOTICES, PROPOSALS, RULES)
PAGES = (
    TabPage("progress", _("目标进度"), "supervision:progress"),
    TabPage("scores", _("考核排名"), "supervision:scores"),
)
