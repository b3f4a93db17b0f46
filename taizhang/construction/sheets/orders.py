"""停工令: the sheet of stop-work orders, each as it was served."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from taizhang.construction import actions
from taizhang.construction.actions.imports import OrderRow
from taizhang.construction.held_rows import HeldRows, Standing
from taizhang.construction.models import StopWorkOrder
from taizhang.construction.row_rules import order_faults
from taizhang.construction.sheets.words import CHUNK, Known, differing_words, refuse_verdict, site_column
from taizhang.construction.states import StopGround
from taizhang.foundation.quantities import normalise_name
from taizhang.organisation.models import User
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow, day

GROUNDS = {
    "扬尘问题逾期未改": StopGround.OVERDUE_DUST, "扬尘整改逾期": StopGround.OVERDUE_DUST,
    "扬尘逾期未整改": StopGround.OVERDUE_DUST, "重大隐患": StopGround.MAJOR_HAZARD,
    "重大安全隐患": StopGround.MAJOR_HAZARD,
}  # fmt: skip


def ground_of(words: str) -> str:
    """The code of a ground in a clerk's words; any other ground is one by statute, kept as written."""
    return GROUNDS.get(normalise_name(words), StopGround.OTHER).value


class OrdersSheet(Sheet):
    """停工令: served and lifted."""

    key = "stop-work-orders"
    title = gettext_lazy("停工令")
    permission = "construction.import_records"
    columns = (
        site_column(),
        day("served_on", "下达日期", required=True),
        SheetColumn(
            "ground_text", "事由", required=True, width=30, example="扬尘问题逾期未改",
            choices=lambda: ["扬尘问题逾期未改", "重大隐患"],
        ),
        day("lifted_on", "解除日期"),
    )  # fmt: skip

    def prepare(self, *, by: User) -> Any:
        """Sites by name; what the ledger holds is read once for each site of the file."""

        def load(site_id: int) -> Iterator[tuple[Any, Any]]:
            orders = StopWorkOrder.objects.filter(site_id=site_id, served_on__isnull=False)
            for served_on, words, lifted_on in orders.values_list("served_on", "ground_text", "lifted_on"):
                yield (site_id, served_on), (words, lifted_on)

        return Known(by, HeldRows(load, empty=not StopWorkOrder.objects.exists()))

    def check(self, row: SheetRow, known: Any) -> Any:
        """A known site, lifted not before it was served; a site's order of a day once."""
        site = known.sites.find(row["site"])
        if site is None:
            row.refuse("site", known.sites.unknown(row["site"]))
        content = (row["ground_text"], row["lifted_on"])
        for field, sentence in order_faults(
            ground_text=content[0], served_on=row["served_on"], lifted_on=content[1], today=known.today
        ):
            row.refuse(field, sentence)
        if row.errors or site is None:
            return None
        verdict = known.held.judge(site.pk, (site.pk, row["served_on"]), content, row.number)
        if verdict.standing is Standing.NEW:
            words, lifted_on = content
            return OrderRow(
                row.number, site.pk, site.unit_id, ground_of(words), words, row["served_on"], lifted_on
            )
        if verdict.standing is Standing.SAME:
            return UNCHANGED
        refuse_verdict(row, verdict, "site", lambda: self._differing(site.pk, row["served_on"], *content))
        return None

    def _differing(self, site_id: int, served_on: date, words: str, lifted_on: date | None) -> str:
        orders = StopWorkOrder.objects.filter(site_id=site_id, served_on=served_on)
        given = {"ground_text": words, "lifted_on": lifted_on}
        return differing_words(self.titles, orders.values(*given).first(), given)

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """Through actions.import_orders."""
        return actions.import_orders(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """Orders served by then; drafts are no orders yet."""
        found = (StopWorkOrder.objects.visible_to(by) if rows is None else rows).filter(served_on__lte=as_of)
        for name, served_on, words, lifted_on in (
            found.order_by("served_on", "pk")
            .values_list("site__name", "served_on", "ground_text", "lifted_on")
            .iterator(CHUNK)
        ):
            yield name, served_on, words, lifted_on if lifted_on and lifted_on <= as_of else None
