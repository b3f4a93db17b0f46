"""The list of first reports, with its filters."""

from typing import Any

import django_filters
from django.db.models import Case, CharField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from taizhang.investment.day_filters import since, until
from taizhang.investment.lead_window import Standing
from taizhang.investment.models import Lead, RuleSet
from taizhang.investment.states import LEAD, LeadState
from taizhang.organisation import district
from taizhang.organisation.models import User
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, UnitFilter


class Standings:
    """How a report stands, for its badge."""

    @staticmethod
    def label(state: str) -> str:
        """The name of a standing; nothing where the report holds nobody."""
        return str(Standing(state).label) if state else ""


class LeadFilters(Filters):
    """Filters of 首报登记."""

    search = ("investor", "credit_code", "idea")
    unit = UnitFilter(label=_("首报单位"))
    state = django_filters.ChoiceFilter(label=_("状态"), choices=LeadState.choices)
    standing = django_filters.ChoiceFilter(
        label=_("保护期"), choices=[("held", _("未过期")), *Standing.choices], method="of_standing"
    )
    clash = django_filters.ChoiceFilter(label=_("撞单"), choices=[("yes", _("有撞单"))], method="of_clash")
    contact_from = since("first_contact_on", _("首次对接自"))
    contact_to = until("first_contact_on", _("首次对接至"))

    class Meta:
        model = Lead
        fields: list[str] = []

    def of_standing(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Reports that stand so today; "held" is live or near its end."""
        if value == "held":
            return rows.filter(standing__in=(Standing.LIVE, Standing.SOON))
        return rows.filter(standing=value)

    def of_clash(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Reports whose investor another unit names too."""
        return rows.filter(clash=True)


def lead_rows(user: User) -> QuerySet[Any]:
    """The reports that a person may see, with how they stand today and whether they clash."""
    today = district.business_today()
    soon_days = RuleSet.on(today).lead_soon_days
    flag = Case(When(clash=True, then=Value("clash")), default=Value(""), output_field=CharField())
    rows = Lead.objects.visible_to(user).with_standing(today, soon_days).with_clash(today)
    return rows.annotate(flag=flag)


class Clashes:
    """That another unit names the investor too, for a badge."""

    @staticmethod
    def label(state: str) -> str:
        """The word on the badge."""
        return str(_("撞单")) if state else ""


LEADS = Register(
    key="leads",
    ledger="investment",
    title=_("首报登记"),
    noun=_("首报"),
    rows=lead_rows,
    table=Table(
        [
            Column("investor", _("投资方"), wrap=True),
            Column("unit__short_name", _("首报单位")),
            Column("idea", _("项目意向"), wrap=True, sortable=False),
            Column("first_contact_on", _("首次对接日期")),
            Column("expires_on", _("保护期至")),
            Column("standing", _("保护期"), states=Standings()),
            Column("flag", _("撞单"), states=Clashes()),
            Column("state", _("状态"), states=LEAD),
            Column("credit_code", _("统一社会信用代码"), hidden=True),
            Column("contact", _("对接人职务"), hidden=True),
            Column("reported_on", _("登记日期"), hidden=True),
        ],
        order="-reported_on",
    ),
    filters=LeadFilters,
    add_permission="investment.register_lead",
    hint=_("谁先对接谁先报。保护期内要有带材料的跟进，过期不跟进的可以收回，另行分派。"),
)
