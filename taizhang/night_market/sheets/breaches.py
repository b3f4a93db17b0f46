"""违规: the workbook of breaches; the rung is worked out, never read."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.quantities import normalise_name
from taizhang.night_market.actions.breaches import BreachRecord, import_breaches
from taizhang.night_market.escalation import business_date
from taizhang.night_market.models import Breach, Merchant
from taizhang.night_market.sheets import cells
from taizhang.organisation.models import User
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow, day, moment
from taizhang.workbooks.known_names import KnownNames

Key = tuple[int, datetime, str]


class Shops:
    """Merchants as a cell may name them: by name, by credit code, or by 名称(地址) where a name is not enough."""

    def __init__(self, rows: Sequence[tuple[int, str, str, str, str, int | None]]) -> None:
        by_name: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
        self.by_code: dict[str, int] = {}
        for pk, name, key, address, code, merged_into in rows:
            by_name[key].append((pk, merged_into or pk, name, address))
            if code:
                self.by_code.setdefault(code, pk)
        self.by_name: dict[str, int] = {}
        self.ambiguous: dict[str, list[str]] = {}
        self.stands_for: dict[int, int] = {}
        for key, records in by_name.items():
            if len({root for _pk, root, _name, _address in records}) == 1:
                self.by_name[key] = records[0][0]
                for pk, *_rest in records[1:]:
                    self.stands_for[pk] = records[0][0]
            else:
                self.ambiguous[key] = [address for _pk, _root, _name, address in records]
                for pk, _root, name, address in records:
                    self.by_name[normalise_name(qualified(name, address))] = pk
        shown = {key: records[0][2] for key, records in by_name.items()}
        self.known = KnownNames(_("商户"), self.by_name, shown)

    def find(self, name: str) -> int:
        """The id of the record that a cell names; raises ValueError with the sentence to show."""
        found = self.known.find(name)
        if found is None:
            found = self.by_code.get(normalise_name(name))
        if found is not None:
            return found
        addresses = self.ambiguous.get(normalise_name(name))
        if addresses is None:
            raise ValueError(self.known.unknown(name))
        raise ValueError(
            _(
                "有 %(n)s 家商户叫“%(name)s”：%(addresses)s。请改填统一社会信用代码，或写成“%(name)s（地址）”。"
            )
            % {"n": len(addresses), "name": name, "addresses": "、".join(addresses[:5])}
        )


def qualified(name: str, address: str) -> str:
    """A merchant's name with its address, where several merchants share the name."""
    return f"{name}（{address}）"


@dataclass(slots=True)
class Known:
    """What the ledger holds, read once."""

    shops: Shops
    held: dict[Key, tuple[date | None, date | None, str]]
    today: date
    seen: dict[Key, int] = field(default_factory=dict)


class BreachesSheet(Sheet):
    """违规. Merchants must be registered; a breach served on no day does not count on the ladder."""

    key = "breaches"
    title = "违规"
    permission = "night_market.import_breaches"
    columns = (
        SheetColumn("merchant", "商户名称", required=True, width=26, example="示例·老街烧烤"),
        moment("happened_at", "发生时间", required=True),
        SheetColumn("category", "类别", cells.category, True, choices=cells.category_names, example="噪音"),
        day("served_on", "送达日期"),
        day("voided_on", "撤销日期"),
        cells.short("note", "备注", 500, width=30),
    )

    def prepare(self, *, by: User) -> Known:
        """Two queries, whatever the number of rows."""
        merchants = Merchant.objects.order_by("id").values_list(
            "id", "name", "name_key", "address", "credit_code", "merged_into_id"
        )
        shops = Shops(list(merchants))
        found = Breach.objects.order_by().values_list(
            "merchant_id", "happened_at", "category", "served_on", "voided_on", "note"
        )
        return Known(
            shops=shops,
            held={
                (shops.stands_for.get(merchant, merchant), happened_at, category): rest
                for merchant, happened_at, category, *rest in found.iterator()
            },
            today=clock.today(),
        )

    def check(self, row: SheetRow, known: Known) -> Any:
        """Judge one row against the rules, the file above it and the ledger."""
        try:
            merchant = known.shops.find(row["merchant"])
        except ValueError as error:
            row.refuse("merchant", error)
            return None
        happened_at, served_on, voided_on = row["happened_at"], row["served_on"], row["voided_on"]
        if clock.local_date(happened_at) > known.today:
            row.refuse("happened_at", _("日期在今天之后，请核对。"))
        night = business_date(happened_at)
        for column, given in (("served_on", served_on), ("voided_on", voided_on)):
            if given is not None and given > known.today:
                row.refuse(column, _("日期在今天之后，请核对。"))
            elif given is not None and given < night:
                row.refuse(column, _("早于违规发生的日期 %s，请核对。") % night)
        if served_on is not None and voided_on is not None and voided_on < served_on:
            row.refuse("voided_on", _("撤销日期早于送达日期，请核对。"))
        key = (merchant, happened_at, row["category"])
        above = known.seen.setdefault(key, row.number)
        if above != row.number:
            row.refuse("happened_at", cells.repeated(above))
        held = known.held.get(key)
        if held is None:
            return BreachRecord(
                row.number, merchant, row["category"], happened_at, served_on, voided_on, row["note"] or ""
            )
        for column, there, here in zip(
            ("served_on", "voided_on", "note"), held, (served_on, voided_on, row["note"] or ""), strict=True
        ):
            if there != here:
                row.refuse(column, cells.differs(there))
        return UNCHANGED

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """One action for all of them."""
        return import_breaches(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """Breaches that had happened by a day, served and voided as far as that was so by then."""
        breaches = Breach.objects.visible_to(by) if rows is None else rows
        shared = set(
            Merchant.objects.order_by().values("name_key").annotate(n=Count("id")).filter(n__gt=1)
            .values_list("name_key", flat=True)
        )  # fmt: skip
        labels = cells.category_labels()
        found = (
            breaches.filter(happened_at__lte=clock.end_of(as_of))
            .order_by("id")
            .values_list(
                "merchant__name", "merchant__name_key", "merchant__address", "happened_at", "category", "served_on",
                "voided_on", "note",
            )
        )  # fmt: skip
        for name, key, address, happened_at, category, served_on, voided_on, note in found.iterator():
            yield (
                qualified(name, address) if key in shared else name,
                happened_at,
                labels[category],
                served_on if served_on is not None and served_on <= as_of else None,
                voided_on if voided_on is not None and voided_on <= as_of else None,
                note,
            )
