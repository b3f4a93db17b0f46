"""The list of what units were asked to confirm."""

import django_filters
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Confirmation
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, UnitFilter


class ConfirmationFilters(Filters):
    """Filters of the questions."""

    search = ("item__title",)
    unit = UnitFilter()
    outcome = django_filters.ChoiceFilter(choices=Confirmation.Outcome.choices, label=_("结果"))

    class Meta:
        model = Confirmation
        fields: tuple[str, ...] = ()


CONFIRMATIONS = Register(
    key="confirmations",
    ledger="bulletin",
    title=_("数字回核"),
    noun=_("回核"),
    rows=lambda user: Confirmation.objects.visible_to(user),
    table=Table(
        [
            Column("item__title", _("稿件"), wrap=True),
            Column("unit__short_name", _("单位")),
            Column("outcome", _("结果"), choices=Confirmation.Outcome.choices),
            Column("changes", _("改动的数字"), len, number=True, sortable=False),
            Column("asked_on", _("提请日期")),
            Column("answered_on", _("答复日期")),
            Column("reason", _("异议"), wrap=True),
        ]
    ),
    filters=ConfirmationFilters,
    hint=_("编辑改了单位稿件里的数字，提请回核后，会列在这里。"),
)
