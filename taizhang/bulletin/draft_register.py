"""The list of the templates from which items are drafted."""

from typing import Any

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import DraftTemplate
from taizhang.organisation.access import may
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.models import User
from taizhang.web.records import Act
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register


class TemplateFilters(Filters):
    """Filters of the templates."""

    search = ("name", "title", "body")
    ledger = django_filters.ChoiceFilter(label=_("台账"), choices=list(ROOMS.items()))
    active = django_filters.ChoiceFilter(choices=((True, _("是")), (False, _("否"))), label=_("在用"))

    class Meta:
        model = DraftTemplate
        fields: tuple[str, ...] = ()


def _acts(user: User) -> list[Act]:
    acts = []
    if may(user, "bulletin.write_item"):
        acts.append(Act(_("从数字起草"), reverse("bulletin:templates-draft"), primary=True))
    if may(user, "bulletin.keep_templates"):
        acts.append(Act(_("放入常用模板"), reverse("bulletin:templates-defaults")))
    return acts


def _yes(active: Any) -> Any:
    return _("是") if active else _("否")


TEMPLATES = Register(
    key="templates",
    ledger="bulletin",
    title=_("起草模板"),
    noun=_("起草模板"),
    rows=lambda user: DraftTemplate.objects.visible_to(user),
    table=Table(
        [
            Column("name", _("名称")),
            Column("ledger", _("台账"), choices=ROOMS),
            Column("title", _("标题"), wrap=True),
            Column("active", _("在用"), _yes),
        ],
        order="ledger",
    ),
    filters=TemplateFilters,
    add_permission="bulletin.keep_templates",
    hint=_("模板里的数字起草时由台账给出；先放入常用模板，再按本单位的说法改。"),
    acts=_acts,
)
