"""The list of monthly reports, with its filters."""

import django_filters
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.matrix import ROOMS
from taizhang.reports.models import MonthlyReport
from taizhang.reports.states import REPORT, ReportState
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register


class ReportFilters(Filters):
    """Filters of the monthly reports."""

    search = ("title",)
    year = django_filters.NumberFilter("year", label=_("年度"))
    state = django_filters.ChoiceFilter(choices=ReportState.choices, label=_("状态"))

    class Meta:
        model = MonthlyReport
        fields: tuple[str, ...] = ()


def _number(number: int | None) -> str:
    return str(_("第%(n)s期") % {"n": number}) if number else ""


REPORTS = Register(
    key="reports",
    ledger="reports",
    title=_("月度通报"),
    noun=_("月度通报"),
    rows=lambda user: MonthlyReport.objects.visible_to(user),
    table=Table(
        [
            Column("title", _("标题"), wrap=True),
            Column("number", _("期号"), _number),
            Column("state", _("状态"), states=REPORT),
            Column("start", _("本期起")),
            Column("until", _("截至")),
            Column("closed_on", _("关账日期")),
            Column("published_on", _("印发日期")),
            Column("ledger", _("台账"), choices=ROOMS, hidden=True),
            Column("unit__short_name", _("填报单位"), hidden=True),
            Column("prepared_on", _("编制日期"), hidden=True),
        ],
        order="-until",
    ),
    filters=ReportFilters,
    add_permission="reports.prepare",
    hint=_("一个月过完以后，由招商核定员编制、关账、印发；关账以后数字不再变，之后的更正列在下一期。"),
)
