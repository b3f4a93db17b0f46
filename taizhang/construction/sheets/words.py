"""What the four sheets share: the words of their columns, the sites they name, and what is said of rows known already."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from taizhang.construction.held_rows import HeldRows, Standing, Verdict
from taizhang.construction.models import Site
from taizhang.construction.states import InspectionMode, RiskLevel, SiteKind
from taizhang.foundation import clock
from taizhang.foundation.quantities import normalise_name, parse_decimal
from taizhang.organisation.models import User
from taizhang.workbooks.columns import SheetColumn, SheetRow, text
from taizhang.workbooks.known_names import KnownNames

CHUNK = 5000
DEGREE = Decimal("0.000001")  # 0.1 m: what the ledger keeps of a coordinate

KIND_NAMES = {
    "建设工程": SiteKind.CONSTRUCTION, "建设项目": SiteKind.CONSTRUCTION, "建筑工地": SiteKind.CONSTRUCTION,
    "拆迁工地": SiteKind.DEMOLITION, "拆迁": SiteKind.DEMOLITION, "拆除工地": SiteKind.DEMOLITION,
    "待建空地": SiteKind.IDLE_PLOT, "空地": SiteKind.IDLE_PLOT,
}  # fmt: skip
RISK_NAMES = {
    "高": RiskLevel.HIGH, "高风险": RiskLevel.HIGH, "中": RiskLevel.MEDIUM, "中风险": RiskLevel.MEDIUM,
    "低": RiskLevel.LOW, "低风险": RiskLevel.LOW,
}  # fmt: skip
MODE_NAMES = {
    "全面": InspectionMode.FULL, "全面检查": InspectionMode.FULL, "抽查": InspectionMode.SPOT,
    "抽样": InspectionMode.SPOT, "抽样检查": InspectionMode.SPOT,
}  # fmt: skip
RISK_LABELS = {RiskLevel.HIGH.value: "高", RiskLevel.MEDIUM.value: "中", RiskLevel.LOW.value: "低"}
MODE_LABELS = {InspectionMode.FULL.value: "全面", InspectionMode.SPOT.value: "抽查"}
KIND_LABELS = {
    SiteKind.CONSTRUCTION.value: "建设工程", SiteKind.DEMOLITION.value: "拆迁工地", SiteKind.IDLE_PLOT.value: "待建空地",
}  # fmt: skip


def one_of(names: dict[str, Any], offered: Sequence[str]) -> Callable[[Any], str]:
    """A parser of a column with few admissible words."""

    def parse(value: Any) -> str:
        word = text(value)
        found = names.get(word) or names.get(normalise_name(word))
        if found is None:
            raise ValueError(
                _("“%(word)s”不在可选的范围内。应填：%(offered)s。")
                % {"word": word, "offered": "、".join(offered)}
            )
        return str(found.value)

    return parse


def degrees(value: Any) -> Decimal:
    """A coordinate in WGS-84 degrees, to the sixth decimal."""
    return parse_decimal(value).quantize(DEGREE)


def optional_text(longest: int) -> Callable[[Any], str]:
    """A text of at most so many characters."""

    def parse(value: Any) -> str:
        words = text(value)
        if len(words) > longest:
            raise ValueError(_("有 %(n)s 字，最多 %(longest)s 字。") % {"n": len(words), "longest": longest})
        return words

    return parse


def site_names() -> list[str]:
    """Sites that may be named, for the template's drop-down."""
    return list(Site.objects.filter(retired_on__isnull=True).order_by("name").values_list("name", flat=True))


def site_column() -> SheetColumn:
    """The column that names a site."""
    return SheetColumn(
        "site", "点位名称", required=True, choices=site_names, width=28, example="示例·金屏花园二期"
    )


class KnownSite(NamedTuple):
    """A site as the rows of a sheet need it."""

    pk: int
    unit_id: int
    retired_on: date | None


def known_sites() -> KnownNames[KnownSite]:
    """Every site by its name: one query."""
    rows = list(Site.objects.values_list("name_key", "name", "pk", "unit_id", "retired_on"))
    things = {key: KnownSite(pk, unit_id, retired_on) for key, _name, pk, unit_id, retired_on in rows}
    return KnownNames(_("点位"), things, {key: name for key, name, *_rest in rows})


def refuse_verdict(row: SheetRow, verdict: Verdict, field: str, differing: Callable[[], str]) -> None:
    """Say that a row stands twice in the file, or otherwise in the ledger."""
    if verdict.standing is Standing.TWICE:
        row.refuse(field, _("与第 %s 行重复。请删去其中一行。") % verdict.earlier)
    else:
        row.refuse(
            field,
            _("台账里已有这一条，但内容不同：%s。请在系统里修改那一条，或改正表格。") % differing(),
        )


def differing_words(titles: dict[str, str], held: dict[str, Any] | None, given: dict[str, Any]) -> str:
    """Which columns differ, in words."""
    parts = [
        _("%(title)s台账为“%(held)s”、表格为“%(given)s”")
        % {"title": titles[key], "held": held[key] or _("空"), "given": value or _("空")}
        for key, value in given.items()
        if held is not None and (held[key] or None) != (value or None)
    ]
    return "；".join(parts) or _("有同名的几条")


class Known:
    """What the checks of one file look things up in."""

    def __init__(self, by: User, held: HeldRows) -> None:
        self.by = by
        self.today = clock.today()
        self.sites = known_sites()
        self.held = held
