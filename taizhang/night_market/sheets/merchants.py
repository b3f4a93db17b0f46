"""商户: the workbook of merchants with their pledges."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.quantities import parse_decimal, show_plain
from taizhang.night_market.actions.merchants import MerchantRecord, import_merchants
from taizhang.night_market.models import Merchant, Pledge, RoadSegment
from taizhang.night_market.sheets import cells
from taizhang.organisation.models import User
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow, day

MOST_AREA = Decimal(1_000_000)
# credit code, person, segment's name, its key, area, frontage, latest pledges, unit
Held = tuple[str, str, str, str, Decimal, int | None, date | None, date | None, int]


def square_metres(value: Any) -> Decimal:
    """An area with at most two decimals; raises ValueError."""
    number = parse_decimal(value, unit="㎡", places=2)
    if number < 0:
        raise ValueError(_("不能是负数。"))
    if number > MOST_AREA:
        raise ValueError(_("面积过大，请核对单位是不是平方米。"))
    return number


@dataclass(slots=True)
class Known:
    """What the ledger holds, read once: merchants by name and address, units of segments by name."""

    held: dict[tuple[str, str], Held]
    segments: dict[str, int]
    own_units: frozenset[int] | None
    today: date
    seen: dict[tuple[str, str], int] = field(default_factory=dict)


def latest_pledges(as_of: date | None = None) -> dict[str, Max]:
    """Annotations `four_duties_on` and `quiet_on`: the days of the latest pledges, by a day where one is given."""
    known = Q(pledges__signed_on__lte=as_of) if as_of else Q()
    return {
        "four_duties_on": Max("pledges__signed_on", filter=Q(pledges__kind=Pledge.Kind.FOUR_DUTIES) & known),
        "quiet_on": Max("pledges__signed_on", filter=Q(pledges__kind=Pledge.Kind.QUIET) & known),
    }


class MerchantsSheet(Sheet):
    """商户. A road that nobody registered comes in with its merchants, unplanned."""

    key = "merchants"
    title = "商户"
    permission = "night_market.import_merchants"
    columns = (
        cells.short("name", "商户名称", 80, required=True, width=26, example="示例·老街烧烤"),
        SheetColumn("credit_code", "统一社会信用代码", cells.credit_code, width=22),
        cells.short("person", "负责人", 40, required=True),
        cells.short("address", "地址", 120, required=True, width=30, example="示例路12号"),
        cells.short(
            "segment", "路段", 60, required=True, width=18, example="示例路",
            choices=lambda: list(RoadSegment.objects.values_list("name", flat=True)),
        ),
        SheetColumn(
            "area", "经营面积(㎡)", square_metres, True, aliases=("经营面积", "经营面积(平方米)"), width=14, example="64"
        ),
        SheetColumn("frontage", "门面宽(mm)", cells.millimetres, aliases=("门面宽",), width=14, example="8000"),
        day("four_duties_on", "门前四包签订日期"),
        day("quiet_on", "不扰民承诺签订日期"),
    )  # fmt: skip

    def prepare(self, *, by: User) -> Known:
        """Two queries, whatever the number of rows."""
        merchants: Any = Merchant.objects.annotate(**latest_pledges())
        found = merchants.values_list(
            "name_key", "address_key", "credit_code", "person", "segment__name", "segment__name_key", "area", "frontage",
            "four_duties_on", "quiet_on", "unit_id",
        )  # fmt: skip
        everywhere = {"night_market_clerk", "operator"} & by.role_keys
        return Known(
            held={row[:2]: row[2:] for row in found.order_by().iterator()},
            segments=dict(RoadSegment.objects.values_list("name_key", "unit_id")),
            own_units=None if everywhere else by.home_unit_ids,
            today=clock.today(),
        )

    def check(self, row: SheetRow, known: Known) -> Any:
        """Judge one row against the rules, the file above it and the ledger."""
        for column in ("four_duties_on", "quiet_on"):
            if row[column] is not None and row[column] > known.today:
                row.refuse(column, _("日期在今天之后，请核对。"))
        segment_key = RoadSegment.key(row["segment"])
        if known.own_units is not None:
            unit_id = known.segments.get(segment_key)
            if unit_id is not None and unit_id not in known.own_units:
                row.refuse("segment", _("这个路段不属于您的单位，您只能导入本单位的商户。"))
                return None
        key = Merchant.keys(row["name"], row["address"])
        above = known.seen.setdefault(key, row.number)
        if above != row.number:
            row.refuse("name", cells.repeated(above))
        held = known.held.get(key)
        if held is not None:
            self._compare(row, held, segment_key, known)
            return UNCHANGED
        return MerchantRecord(
            row.number, row["name"], row["credit_code"] or "", row["person"], row["address"], row["segment"],
            row["area"], row["frontage"], row["four_duties_on"], row["quiet_on"],
        )  # fmt: skip

    def _compare(self, row: SheetRow, held: Held, segment_key: str, known: Known) -> None:
        code, person, segment, held_key, area, frontage, four_duties_on, quiet_on, unit_id = held
        if known.own_units is not None and unit_id not in known.own_units:
            row.refuse("name", _("同一地址的同名商户已由别的单位登记，请找夜间经济管理员。"))
            return
        pairs = (
            ("credit_code", code, row["credit_code"] or ""),
            ("person", person, row["person"]),
            ("frontage", frontage, row["frontage"]),
            ("four_duties_on", four_duties_on, row["four_duties_on"]),
            ("quiet_on", quiet_on, row["quiet_on"]),
        )
        for column, there, here in pairs:
            if there != here:
                row.refuse(column, cells.differs(there))
        if held_key != segment_key:
            row.refuse("segment", cells.differs(segment))
        if area != row["area"]:
            row.refuse("area", cells.differs(show_plain(area)))

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """One action for all of them."""
        return import_merchants(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """Every record with the pledges signed by a day."""
        merchants = (
            Merchant.objects.visible_to(by)
            if rows is None
            else Merchant.objects.filter(pk__in=rows.values("pk"))
        )
        found = merchants.order_by("id").annotate(**latest_pledges(as_of))
        yield from found.values_list(
            "name",
            "credit_code",
            "person",
            "address",
            "segment__name",
            "area",
            "frontage",
            "four_duties_on",
            "quiet_on",
        ).iterator()
