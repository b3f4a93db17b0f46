"""投资额变更: the workbook of revised amounts."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.quantities import show_yi, wan_to_yi
from taizhang.investment.actions.money import import_revisions
from taizhang.investment.entries import RevisionEntry
from taizhang.investment.models import AmountRevision
from taizhang.investment.sheets import cells
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow, day
from taizhang.workbooks.known_names import KnownNames

Held = tuple[Decimal, Decimal | None, str, bool]


@dataclass(slots=True)
class Known:
    """What the ledger holds, read once: projects by name, and (project, day) → total, part, basis, whether the signing's."""

    projects: KnownNames[tuple[int, int, date | None]]
    held: dict[tuple[int, date], Held]
    today: date
    own_units: frozenset[int] | None
    seen: dict[tuple[int, date], int] = field(default_factory=dict)


class AmountRevisionsSheet(Sheet):
    """投资额变更. The amount of the signing itself comes with the project."""

    key = "amount-revisions"
    title = "投资额变更"
    permission = "investment.import_ledger"
    columns = (
        SheetColumn("project", "项目名称", required=True, width=30, example="示例·智能装备产业园"),
        day("effective_on", "生效日期", required=True),
        cells.yi("total", "总投资(亿元)", required=True),
        cells.yi("outside", "合同区外资金(亿元)", example="4"),
        SheetColumn("basis", "依据", required=True, width=24, example="补充协议"),
    )

    def prepare(self, *, by: User) -> Known:
        """Two queries, whatever the number of rows."""
        found = AmountRevision.objects.filter(void=False).values_list(
            "project_id", "effective_on", "total", "outside", "basis", "initial"
        )
        return Known(
            projects=cells.known_projects(by),
            held={(values[0], values[1]): values[2:] for values in found.iterator()},
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
        entry = RevisionEntry(
            pk, unit_id, row["effective_on"], row["total"], row["outside"], row["basis"], row.number
        )
        cells.refuse_all(row, entry.faults(known.today, signed_on))
        key = (pk, entry.effective_on)
        earlier = known.seen.setdefault(key, row.number)
        if earlier != row.number:
            row.refuse(
                "effective_on", _("与第 %s 行重复：同一个项目同一天只能有一个投资额。请删去一行。") % earlier
            )
        if known.own_units is not None and unit_id not in known.own_units:
            row.refuse("project", _("您只能登记本单位牵头的项目。"))
        if row.errors:
            return None
        held = known.held.get(key)
        if held is None:
            return entry
        total, outside, basis, initial = held
        if entry.total != total:
            row.refuse("total", cells.differs(show_yi(total)))
        if entry.outside != outside and not (initial and entry.outside is None):
            row.refuse("outside", cells.differs(None if outside is None else show_yi(outside)))
        if entry.basis != basis and not initial:
            row.refuse("basis", cells.differs(basis))
        return UNCHANGED

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """One action for all of them."""
        return import_revisions(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """Revisions effective by a day, without the amounts of the signings, which stand in 项目库."""
        revisions = AmountRevision.objects.visible_to(by).changes() if rows is None else rows
        found = (
            revisions.filter(effective_on__lte=as_of)
            .order_by("pk")
            .values_list("project__name", "effective_on", "total", "outside", "basis")
        )
        for name, effective_on, total, outside, basis in found.iterator():
            yield name, effective_on, wan_to_yi(total), None if outside is None else wan_to_yi(outside), basis
