"""The lists of 校数: the kept phrases, and what each ledger covers."""

from typing import Any

import django_filters
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _

from taizhang.figures.indicator import UnknownIndicator, published
from taizhang.organisation.access import may
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.models import User
from taizhang.proofreading.access import KEEP_PHRASES, LEDGERS, cover
from taizhang.proofreading.models import Coverage, Phrase
from taizhang.web.records import Act
from taizhang.web.tables import Column, Table
from taizhang.workbooks.registers import Filters, Register, TabPage


def figure_title(key: str) -> str:
    """How the figure of a phrase is called; that it is held against none, where it is empty."""
    if not key:
        return _g("不与台账核对")
    try:
        return str(published().get(key).title)
    except UnknownIndicator:
        return key


def unit_title(name: str | None) -> str:
    """The unit of a declaration or a phrase, or the whole district."""
    return name or _g("全区")


def in_use(active: bool) -> str:
    """Whether a phrase counts."""
    return _g("在用") if active else _g("停用")


def in_force(active: bool) -> str:
    """Whether a declaration counts."""
    return _g("有效") if active else _g("已撤回")


class PhraseFilters(Filters):
    """Filters of the phrases."""

    search = ("words", "note")
    active = django_filters.ChoiceFilter(choices=((True, _("在用")), (False, _("停用"))), label=_("是否在用"))

    class Meta:
        model = Phrase
        fields: tuple[str, ...] = ()


class CoverageFilters(Filters):
    """Filters of the declarations."""

    search = ("note",)
    ledger = django_filters.ChoiceFilter(choices=[(key, ROOMS[key]) for key in LEDGERS], label=_("台账"))
    active = django_filters.ChoiceFilter(
        choices=((True, _("有效")), (False, _("已撤回"))), label=_("是否有效")
    )

    class Meta:
        model = Coverage
        fields: tuple[str, ...] = ()


PHRASES = Register(
    key="phrases",
    ledger="proofreading",
    title=_("校数用语"),
    noun=_("用语"),
    rows=lambda user: Phrase.objects.visible_to(user),
    table=Table(
        [
            Column("words", _("用语"), wrap=True),
            Column("unit_of_measure", _("计量单位")),
            Column("indicator", _("对应的数字"), figure_title),
            Column("unit__short_name", _("限于单位"), unit_title),
            Column("period", _("时段读法"), choices=dict(Phrase.Rule.choices)),
            Column("active", _("是否在用"), in_use),
            Column("added_on", _("添加日期")),
            Column("by__full_name", _("添加人"), hidden=True),
            Column("note", _("说明"), hidden=True, wrap=True),
        ],
        order="-added_on",
    ),
    filters=PhraseFilters,
    add_permission=KEEP_PHRASES,
    hint=_("编辑把文中的说法对应到哪个数字，都记在这里，写得出、看得见、停得掉；系统不会自己学。"),
)


def _declare(user: User) -> list[Act]:
    if any(may(user, cover(ledger)) for ledger in LEDGERS):
        return [Act(_g("声明覆盖"), COVERAGE.url("add"), primary=True)]
    return []


def ledger_title(key: str) -> Any:
    """How a ledger is called."""
    return str(ROOMS.get(key, key))


COVERAGE = Register(
    key="coverage",
    ledger="proofreading",
    title=_("台账覆盖"),
    noun=_("覆盖声明"),
    rows=lambda user: Coverage.objects.visible_to(user),
    table=Table(
        [
            Column("ledger", _("台账"), ledger_title),
            Column("unit__short_name", _("限于单位"), unit_title),
            Column("since", _("起")),
            Column("until", _("止")),
            Column("note", _("依据"), wrap=True),
            Column("active", _("是否有效"), in_force),
            Column("declared_on", _("声明日期")),
            Column("by__full_name", _("声明人"), hidden=True),
        ],
        order="-declared_on",
    ),
    filters=CoverageFilters,
    hint=_(
        "台账的主管岗位声明从哪天起记录是全的。校数只在声明的范围内判“支持”或“矛盾”，其余一律无法判断：没有记录不等于没有发生。"
    ),
    acts=_declare,
)
REGISTERS = (PHRASES, COVERAGE)
PAGES = (TabPage("check", _("校数"), "proofreading:home"),)
