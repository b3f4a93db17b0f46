"""到位资金: the workbook of vouchers of money that arrived."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.quantities import show_plain
from taizhang.investment.actions.money import import_arrivals, used_voucher
from taizhang.investment.entries import ArrivalEntry
from taizhang.investment.models import FundArrival, RuleBook
from taizhang.investment.sheets import cells
from taizhang.investment.states import FundKind
from taizhang.organisation.access import may
from taizhang.organisation.models import Unit, User
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow, day
from taizhang.workbooks.known_names import KnownNames

Held = tuple[int, str, str, Decimal | None, date, int]


@dataclass(slots=True)
class Known:
    """What the ledger holds, read once.

    `held`: voucher → project, payer's place, kind, recognised part, when it was recorded and by which unit.
    """

    projects: KnownNames[tuple[int, int, date | None]]
    held: dict[str, Held]
    units: dict[int, str]
    today: date
    own_units: frozenset[int] | None
    rules: RuleBook = field(default_factory=RuleBook)
    seen: dict[str, int] = field(default_factory=dict)


class FundArrivalsSheet(Sheet):
    """到位资金. A voucher counts once in the whole district; 认定区外金额 is the verifier's to fill."""

    key = "fund-arrivals"
    title = "到位资金"
    permission = "investment.import_ledger"
    columns = (
        SheetColumn("project", "项目名称", required=True, width=30, example="示例·智能装备产业园"),
        day("voucher_on", "凭证日期", required=True),
        SheetColumn("voucher_no", "凭证号", required=True, width=18, example="记-0612-03"),
        SheetColumn("payer", "付款人", required=True, width=26, example="示例·某某控股有限公司"),
        SheetColumn("payer_place", "付款人所在地", required=True, example="江苏省苏州市"),
        SheetColumn("kind", "类别", cells.fund_kind, True, cells.labels(FundKind), example="资本金"),
        cells.wan("amount", "金额(万元)", required=True),
        cells.wan("recognised", "认定区外金额(万元)"),
    )

    def prepare(self, *, by: User) -> Known:
        """Three queries, and one for each year of vouchers that the file has."""
        found = FundArrival.objects.values_list(
            "voucher_key", "project_id", "payer_place", "kind", "recognised", "recorded_on", "unit_id"
        )
        return Known(
            projects=cells.known_projects(by),
            held={values[0]: values[1:] for values in found.iterator()},
            units=dict(Unit.objects.values_list("pk", "short_name")),
            today=clock.today(),
            own_units=None if may(by, "investment.import_history") else by.home_unit_ids,
        )

    def check(self, row: SheetRow, known: Known) -> Any:
        """Judge one row against the rules, the file above it and the ledger."""
        project = known.projects.find(row["project"])
        if project is None:
            row.refuse("project", known.projects.unknown(row["project"]))
            return None
        pk, unit_id, signed_on = project
        entry = ArrivalEntry(
            pk, unit_id, row["voucher_on"], row["voucher_no"], row["payer"], row["payer_place"], row["kind"],
            row["amount"], row["recognised"], row.number,
        )  # fmt: skip
        cells.refuse_all(row, entry.faults(known.today, signed_on, known.rules.on(entry.voucher_on)))
        key = entry.key
        earlier = known.seen.setdefault(key, row.number)
        if earlier != row.number:
            row.refuse("voucher_no", _("与第 %s 行重复：同一张凭证。请删去一行。") % earlier)
        if known.own_units is not None and unit_id not in known.own_units:
            row.refuse("project", _("您只能登记本单位牵头的项目。"))
        held = known.held.get(key)
        if known.own_units is not None and held is None and entry.recognised is not None:
            row.refuse("recognised", _("认定区外金额由招商核定员填写，请空着。"))
        if held is not None and held[0] != pk:
            row.refuse("voucher_no", used_voucher(held[4], known.units[held[5]]))
        if row.errors:
            return None
        if held is None:
            return entry
        _project, place, kind, recognised, _recorded_on, _unit = held
        if entry.payer_place != place:
            row.refuse("payer_place", cells.differs(place))
        if entry.kind != kind:
            row.refuse("kind", cells.differs(cells.chinese(FundKind)[kind]))
        if entry.recognised != recognised:
            row.refuse("recognised", cells.differs(None if recognised is None else show_plain(recognised)))
        return UNCHANGED

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """One action for all of them."""
        return import_arrivals(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """Vouchers up to a day."""
        arrivals = FundArrival.objects.visible_to(by) if rows is None else rows
        found = (
            arrivals.filter(voucher_on__lte=as_of)
            .order_by("pk")
            .values_list(
                "project__name",
                "voucher_on",
                "voucher_no",
                "payer",
                "payer_place",
                "kind",
                "amount",
                "recognised",
            )
        )
        for *texts, kind, amount, recognised in found.iterator():
            yield *texts, cells.chinese(FundKind)[kind], amount, recognised
