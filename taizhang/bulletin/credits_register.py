"""The list of credits, each leading to its item."""

import django_filters
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Credit
from taizhang.web.forms import DateInput
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, UnitFilter


class CreditFilters(Filters):
    """Filters of the credits."""

    search = ("item__title",)
    unit = UnitFilter()
    kind = django_filters.ChoiceFilter(choices=Credit.Kind.choices, label=_("事由"))
    since = django_filters.DateFilter("given_on", "gte", label=_("计分自"), widget=DateInput)
    until = django_filters.DateFilter("given_on", "lte", label=_("至"), widget=DateInput)

    class Meta:
        model = Credit
        fields: tuple[str, ...] = ()


CREDITS = Register(
    key="credits",
    ledger="bulletin",
    title=_("采用积分"),
    noun=_("采用积分"),
    rows=lambda user: Credit.objects.visible_to(user),
    table=Table(
        [
            Column("item__title", _("稿件"), wrap=True),
            Column("unit__short_name", _("单位")),
            Column("kind", _("事由"), choices=Credit.Kind.choices),
            Column("points", _("积分"), number=True),
            Column("given_on", _("计分日期")),
            Column("issue__number", _("期号"), number=True),
            Column("adoption__evidence", _("上级采用依据"), hidden=True),
        ],
        order="-given_on",
    ),
    filters=CreditFilters,
    hint=_("一期签发后，采用的稿件按办法给来稿单位计分，会列在这里。"),
)
