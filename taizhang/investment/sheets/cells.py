"""How cells of the investment workbooks are read: 亿元 and 万元, states and kinds by the words that clerks use."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from taizhang.foundation.quantities import normalise_name, parse_decimal, yi_to_wan
from taizhang.investment.models import LinkKind, Project
from taizhang.investment.states import FundKind, ProjectState
from taizhang.organisation.models import Unit, User
from taizhang.workbooks.columns import SheetColumn, SheetRow, text
from taizhang.workbooks.known_names import KnownNames

_P, _F, _L = ProjectState, FundKind, LinkKind
_WORDS = {
    _P.NEGOTIATING: ("谋划", "对接", "洽谈", "在谈", "洽谈中"),
    _P.SIGNED: ("已签约", "签约落地"),
    _P.LANDED: ("已落地",),
    _P.STARTED: ("已开工", "开工建设", "在建"),
    _P.IN_USE: ("投产", "已投产", "投用", "已投用", "建成", "建成投产"),
    _P.PAUSED: ("已暂停", "暂缓"),
    _P.TERMINATED: ("已终止",),
    _P.LOST: ("已流失",),
    _P.NOT_RECOGNISED: ("不认定", "未予认定"),
    _L.BUILD: ("建链",),
    _L.EXTEND: ("延链",),
    _L.MEND: ("补链",),
    _L.STRENGTHEN: ("强链",),
}
# Words by which a kind is recognised, in the order in which they are looked for.
_FUND_WORDS = (
    ("资本金购", _F.CAPITAL_PURCHASE),
    ("区外贷款", _F.OUTSIDE_LOAN),
    ("贷款", _F.LOCAL_LOAN),
    ("资本", _F.CAPITAL),
    ("股权", _F.CAPITAL),
    ("设备", _F.EQUIPMENT),
    ("土地", _F.LAND),
    ("工程", _F.WORKS),
    ("建设", _F.WORKS),
    ("其它", _F.OTHER),
)


@cache
def chinese(choices: Any) -> dict[str, str]:
    """Code → Chinese label, whatever the language of the screen: a workbook is always Chinese."""
    with translation.override("zh-hans"):
        return {str(value): str(label) for value, label in choices.choices}


def labels(choices: Any) -> Callable[[], list[str]]:
    """The labels of coded choices, for a template's drop-down."""
    return lambda: list(chinese(choices).values())


@cache
def _codes(choices: Any) -> dict[str, str]:
    """Normalised word → code: the labels and the other words for them."""
    known = {normalise_name(label): value for value, label in chinese(choices).items()}
    return known | {
        normalise_name(word): str(code.value) for code in choices for word in _WORDS.get(code, ())
    }


def _coded(value: Any, choices: Any) -> str:
    found = _codes(choices).get(normalise_name(text(value)))
    if found is None:
        raise ValueError(
            _("不认识“%(value)s”。可以填：%(choices)s。")
            % {"value": text(value)[:20], "choices": "、".join(chinese(choices).values())}
        )
    return found


def state(value: Any) -> str:
    """The state code of a cell; raises ValueError naming the words that are known."""
    return _coded(value, ProjectState)


def link_kind(value: Any) -> str:
    """The code of 建/延/补/强; raises ValueError."""
    return _coded(value, LinkKind)


def fund_kind(value: Any) -> str:
    """The code of a kind of money, by its label or by a word in it; raises ValueError."""
    word = normalise_name(text(value))
    exact = _codes(FundKind).get(word)
    if exact is not None:
        return exact
    return next((str(code.value) for part, code in _FUND_WORDS if part in word), "") or _coded(
        value, FundKind
    )


def yi(key: str, title: str, *, required: bool = False, example: str = "6.5") -> SheetColumn:
    """A column in 亿元, read exactly as 万元; never negative."""
    return SheetColumn(
        key, title, lambda value: yi_to_wan(_not_negative(value, "亿元")), required, width=16, example=example
    )


def wan(key: str, title: str, *, required: bool = False, example: str = "3000") -> SheetColumn:
    """A column in 万元; never negative."""
    return SheetColumn(
        key, title, lambda value: _not_negative(value, "万元"), required, width=16, example=example
    )


def _not_negative(value: Any, unit: str) -> Decimal:
    number = parse_decimal(value, unit=unit)
    if number < 0:
        raise ValueError(_("不能是负数。"))
    return number


def known_units() -> KnownNames[Unit]:
    """The units by every name."""
    units = Unit.by_name()
    return KnownNames(_("单位"), units, {key: unit.short_name for key, unit in units.items()})


def unit_names() -> list[str]:
    """The units' short names, for a template's drop-down."""
    return list(Unit.objects.exclude(kind=Unit.Kind.DISTRICT).values_list("short_name", flat=True))


def known_projects(by: User) -> KnownNames[tuple[int, int, Any]]:
    """The projects that the person may read: name → (id, unit id, signing date)."""
    found = Project.objects.visible_to(by).values_list("name_key", "name", "pk", "unit_id", "signed_on")
    things, shown = {}, {}
    for key, name, pk, unit_id, signed_on in found.iterator():
        things[key] = (pk, unit_id, signed_on)
        shown[key] = name
    return KnownNames(_("项目"), things, shown)


def refuse_all(row: SheetRow, faults: Iterable[tuple[str, str]]) -> None:
    """Put each fault at its cell."""
    for field, sentence in faults:
        row.refuse(field, sentence)


def differs(held: Any) -> str:
    """The sentence for a cell that says other than the ledger does."""
    if held in (None, ""):
        return _(
            "这一行台账里已有，这一格在台账里是空的。如要更改，请在该记录的页面上改；否则请改成与台账一致。"
        )
    return (
        _("这一行台账里已有，这一格在台账里是“%s”。如要更改，请在该记录的页面上改；否则请改成与台账一致。")
        % held
    )
