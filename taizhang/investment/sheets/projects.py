"""项目库: the workbook of projects."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.enterprises.models import Chain
from taizhang.foundation import clock
from taizhang.foundation.quantities import parse_credit_code, show_yi, wan_to_yi
from taizhang.investment.actions.projects import import_projects, partners_text
from taizhang.investment.counting import parse_partners
from taizhang.investment.entries import ProjectEntry, Share
from taizhang.investment.models import (
    AmountRevision,
    Attribution,
    Exclusion,
    LinkKind,
    Project,
    UnitRole,
)
from taizhang.investment.sheets import cells
from taizhang.investment.states import ProjectState
from taizhang.organisation import district
from taizhang.organisation.access import may
from taizhang.organisation.models import Unit, User
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow, day
from taizhang.workbooks.known_names import KnownNames

_TEXTS = ("investor", "credit_code", "investor_place", "chain", "node", "link_kind")
_DATES = ("signed_on", "landed_on", "started_on", "in_use_on")
_HELD = ("name_key", "pk", *_TEXTS, "unit_id", *_DATES, "state", "note")

Amounts = tuple[Decimal, Decimal | None]


@dataclass(slots=True)
class Known:
    """What the ledger holds, read once: projects by name, their amounts, partners and reasons."""

    units: KnownNames[Unit]
    shown: dict[int, str]
    held: dict[str, dict[str, Any]]
    amounts: dict[int, list[Amounts]]
    partners: dict[int, tuple[Share, ...]]
    reasons: dict[int, str]
    today: date
    own_units: frozenset[int] | None
    seen: dict[str, int] = field(default_factory=dict)


def _chains() -> list[str]:
    """The district's chains, for the template's drop-down."""
    return list(Chain.objects.values_list("name", flat=True))


def _amounts() -> dict[int, list[Amounts]]:
    """Project id → every pair of total and contracted part that held at some time, the first and the latest among them."""
    found: dict[int, list[Amounts]] = defaultdict(list)
    revisions = AmountRevision.objects.filter(void=False).order_by("project_id", "effective_on")
    for project_id, total, outside in revisions.values_list("project_id", "total", "outside").iterator():
        known = found[project_id]
        if outside is None and known:
            outside = known[-1][1]
        known.append((total, outside))
    return found


def partners_at(as_of: date) -> dict[int, tuple[Share, ...]]:
    """Project id → its partner units on a day, in one query."""
    found: dict[int, list[Share]] = defaultdict(list)
    parts = (
        Attribution.objects.in_force(as_of)
        .filter(role=UnitRole.PARTNER)
        .order_by("project_id", "position", "id")
    )
    for project_id, unit_id, percent in parts.values_list("project_id", "unit_id", "percent").iterator():
        found[project_id].append(Share(unit_id, percent))
    return {project_id: tuple(shares) for project_id, shares in found.items()}


class ProjectsSheet(Sheet):
    """项目库. The amount of a row is that of the signing; later ones come as 投资额变更."""

    key = "projects"
    title = "项目库"
    permission = "investment.import_ledger"
    columns = (
        SheetColumn("name", "项目名称", required=True, width=30, example="示例·智能装备产业园"),
        SheetColumn("investor", "投资方", required=True, width=26, example="示例·某某控股有限公司"),
        SheetColumn("credit_code", "统一社会信用代码", parse_credit_code, width=22),
        SheetColumn("investor_place", "投资方所在地", example="江苏省苏州市"),
        SheetColumn("chain", "产业链", choices=_chains, example="智能制造"),
        SheetColumn("node", "环节", example="零部件"),
        SheetColumn(
            "link_kind", "链类", cells.link_kind, choices=cells.labels(LinkKind), width=8, example="补"
        ),
        SheetColumn("unit", "牵头单位", required=True, choices=cells.unit_names, example="峡窝镇"),
        SheetColumn("partners", "协作单位", parse_partners, width=26, example="峡窝镇:30%;中心路街道:20%"),
        cells.yi("total", "总投资(亿元)", required=True),
        cells.yi("outside", "合同区外资金(亿元)", example="4"),
        day("signed_on", "签约日期"),
        day("landed_on", "落地日期"),
        day("started_on", "开工日期"),
        day("in_use_on", "投产日期"),
        SheetColumn(
            "state", "状态", cells.state, choices=cells.labels(ProjectState), width=12, example="签约"
        ),
        SheetColumn("exclusion_reason", "不予认定原因", width=20, example=""),
        SheetColumn("note", "备注", width=24),
    )

    def prepare(self, *, by: User) -> Known:
        """Seven queries, whatever the number of rows."""
        units = cells.known_units()
        held = Project.objects.values_list(*_HELD).iterator()
        reasons = Exclusion.objects.filter(until__isnull=True).values_list("project_id", "reason")
        planned = Project.objects.filter(signed_on__isnull=True).values_list(
            "pk", "planned_total", "planned_outside"
        )
        amounts = _amounts()
        for pk, total, outside in planned:
            amounts[pk] = [(total, outside)]
        return Known(
            units=units,
            shown={unit.pk: unit.short_name for unit in units.things.values()},
            held={values[0]: dict(zip(_HELD, values, strict=True)) for values in held},
            amounts=amounts,
            partners=partners_at(district.business_today()),
            reasons=dict(reasons),
            today=clock.today(),
            own_units=None if may(by, "investment.import_history") else by.home_unit_ids,
        )

    def check(self, row: SheetRow, known: Known) -> Any:
        """Judge one row against the rules, the file above it and the ledger."""
        unit = known.units.find(row["unit"])
        if unit is None:
            row.refuse("unit", known.units.unknown(row["unit"]))
        partners = self._partners(row, known, unit)
        if unit is None or partners is None:
            return None
        entry = ProjectEntry(
            name=row["name"], investor=row["investor"], unit_id=unit.pk, total=row["total"], outside=row["outside"],
            credit_code=row["credit_code"] or "", investor_place=row["investor_place"] or "", chain=row["chain"] or "",
            node=row["node"] or "", link_kind=row["link_kind"] or "", partners=partners, signed_on=row["signed_on"],
            landed_on=row["landed_on"], started_on=row["started_on"], in_use_on=row["in_use_on"], state=row["state"] or "",
            exclusion_reason=row["exclusion_reason"] or "", note=row["note"] or "", row=row.number,
        )  # fmt: skip
        cells.refuse_all(row, entry.faults(known.today))
        key = entry.key
        earlier = known.seen.setdefault(key, row.number)
        if earlier != row.number:
            row.refuse("name", _("与第 %s 行重复：同一个项目名称。请删去一行。") % earlier)
        if known.own_units is not None and key not in known.held:
            self._check_clerk(row, entry, known.own_units)
        if row.errors:
            return None
        held = known.held.get(key)
        if held is None:
            return entry
        for column, value in self._differences(entry, held, known):
            row.refuse(column, cells.differs(value))
        return UNCHANGED

    @staticmethod
    def _partners(row: SheetRow, known: Known, unit: Unit | None) -> tuple[Share, ...] | None:
        """The partner units of a cell, the lead unit left out where the shares named sum to the whole; None if unknown."""
        shares = []
        for name, percent in row["partners"] or ():
            partner = known.units.find(name)
            if partner is None:
                row.refuse("partners", known.units.unknown(name))
                return None
            shares.append(Share(partner.pk, percent))
        if unit is not None and sum((share.percent or Decimal(0) for share in shares), Decimal(0)) == 100:
            shares = [share for share in shares if share.unit_id != unit.pk]
        return tuple(shares)

    @staticmethod
    def _check_clerk(row: SheetRow, entry: ProjectEntry, own_units: frozenset[int]) -> None:
        if entry.unit_id not in own_units:
            row.refuse("unit", _("您只能登记本单位牵头的项目。"))
        if entry.settled_state != ProjectState.NEGOTIATING:
            row.refuse("state", _("您只能登记谋划对接的项目。签约及以后的阶段由招商核定员认定或导入。"))

    @staticmethod
    def _differences(entry: ProjectEntry, held: dict[str, Any], known: Known) -> Iterator[tuple[str, Any]]:
        """(column, what the ledger holds) for every cell that says otherwise."""
        for column in (*_TEXTS, *_DATES, "note"):
            if getattr(entry, column) != held[column]:
                value = held[column]
                yield column, cells.chinese(LinkKind)[value] if column == "link_kind" and value else value
        if entry.unit_id != held["unit_id"]:
            yield "unit", known.shown[held["unit_id"]]
        pk = held["pk"]
        amounts = known.amounts.get(pk, [])
        if (entry.total, entry.outside) not in amounts:
            total, outside = amounts[-1] if amounts else (Decimal(0), None)
            if entry.total not in [pair[0] for pair in amounts]:
                yield "total", show_yi(total)
            else:
                yield "outside", None if outside is None else show_yi(outside)
        partners = known.partners.get(pk, ())
        if entry.partners != partners:
            yield (
                "partners",
                partners_text([(known.shown[unit_id], percent) for unit_id, percent in partners]),
            )
        if entry.exclusion_reason != known.reasons.get(pk, ""):
            yield "exclusion_reason", known.reasons.get(pk, "")
        elif entry.state and entry.settled_state != held["state"]:
            yield "state", cells.chinese(ProjectState)[held["state"]]

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """One action for all of them."""
        return import_projects(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """Projects as of a day: their amount, dates and state by then; what was signed later only is not among them."""
        projects = (
            Project.objects.visible_to(by)
            if rows is None
            else Project.objects.filter(pk__in=rows.order_by().values("pk"))
        )
        names = dict(Unit.objects.values_list("pk", "short_name"))
        reasons = dict(Exclusion.objects.in_force(as_of).values_list("project_id", "reason"))
        partners = partners_at(as_of)
        found = (
            projects.exclude(signed_on__gt=as_of)
            .with_amount(as_of)
            .with_state(as_of)
            .order_by("pk")
            .values_list("pk", "name", *_TEXTS, "unit_id", "amount", "outside", *_DATES, "state_then", "note")
        )
        for values in found.iterator():
            pk, name, texts, (unit_id, amount, outside) = values[0], values[1], values[2:8], values[8:11]
            dates, state, note = values[11:15], values[15], values[16]
            yield (
                name,
                *texts[:5],
                cells.chinese(LinkKind)[texts[5]] if texts[5] else "",
                names[unit_id],
                partners_text([(names[share.unit_id], share.percent) for share in partners.get(pk, ())]),
                wan_to_yi(amount),
                None if outside is None else wan_to_yi(outside),
                *(day_ if day_ is not None and day_ <= as_of else None for day_ in dates),
                cells.chinese(ProjectState)[state],
                reasons.get(pk, ""),
                note,
            )
