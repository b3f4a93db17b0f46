"""巡查: the workbook of patrols with who was on them."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.quantities import normalise_name
from taizhang.night_market.actions.patrols import PatrolRecord, import_patrols
from taizhang.night_market.crew import Person, people
from taizhang.night_market.models import CheckIn, Officer, Patrol, RoadSegment
from taizhang.night_market.sheets import cells
from taizhang.organisation.models import User
from taizhang.web import display
from taizhang.workbooks.columns import UNCHANGED, Sheet, SheetColumn, SheetRow, day, text

CHUNK = 500
LONGEST = timedelta(hours=24)
Key = tuple[date, str, str, str, datetime]


def crew_of(patrol_ids: QuerySet[Any] | list[int] | None = None) -> dict[int, tuple[list[int], list[int]]]:
    """Patrol id → (ids of its officers, ids of its auxiliaries), of these patrols or of all that stand."""
    found: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    rows = (
        CheckIn.objects.filter(voided_on=None)
        if patrol_ids is None
        else CheckIn.objects.filter(patrol__in=patrol_ids)
    )
    for patrol, officer, auxiliary in rows.order_by("id").values_list(
        "patrol_id", "officer_id", "officer__auxiliary"
    ):
        found[patrol][auxiliary].append(officer)
    return found


class Crew:
    """Who may be named in a cell, and who is named there for the first time."""

    def __init__(self, officers: Sequence[tuple[int, str, str, str, bool]]) -> None:
        self.by_certificate: dict[str, tuple[int, str, bool]] = {}
        self.by_name: dict[tuple[bool, str], list[int]] = defaultdict(list)
        self.names: dict[int, str] = {}
        for pk, _name, name_key, certificate, auxiliary in officers:
            if certificate:
                self.by_certificate[certificate] = (pk, name_key, auxiliary)
            if name_key:
                self.by_name[auxiliary, name_key].append(pk)
        self.new: dict[Person, bool] = {}
        shared = {pk for pks in self.by_name.values() if len(pks) > 1 for pk in pks}
        for pk, name, _key, certificate, _auxiliary in officers:
            self.names[pk] = certificate if certificate and (pk in shared or not name) else name

    def find(self, person: Person, *, auxiliary: bool) -> int | Person:
        """The id of the person, or the Person to be registered; raises ValueError with the sentence to show."""
        told = person.name or person.certificate
        if person.certificate:
            held = self.by_certificate.get(person.certificate)
            if held is not None:
                pk, name_key, is_auxiliary = held
                if person.name and name_key and normalise_name(person.name) != name_key:
                    raise ValueError(_("证号“%s”在台账里是别人的，请核对。") % person.certificate)
                self._same_kind(told, is_auxiliary, auxiliary)
                return pk
        else:
            key = normalise_name(person.name)
            known = self.by_name.get((auxiliary, key), ())
            if len(known) > 1:
                raise ValueError(_("有几个人叫“%s”，请改填执法证号。") % person.name)
            if known:
                return known[0]
            if (not auxiliary, key) in self.by_name:
                self._same_kind(told, not auxiliary, auxiliary)
        self._same_kind(told, self.new.setdefault(person, auxiliary), auxiliary)
        return person

    @staticmethod
    def _same_kind(told: str, is_auxiliary: bool, auxiliary: bool) -> None:
        if is_auxiliary and not auxiliary:
            raise ValueError(_("“%s”是协管人员，请填在“协管人员”列。") % told)
        if auxiliary and not is_auxiliary:
            raise ValueError(_("“%s”是执法人员，请填在“执法人员”列。") % told)


@dataclass(slots=True)
class Known:
    """What the ledger holds, read once."""

    crew: Crew
    held: dict[Key, tuple[datetime, frozenset[int], frozenset[int]]]
    now: datetime
    seen: dict[Key, int] = field(default_factory=dict)


class PatrolsSheet(Sheet):
    """巡查. Times may be bare times of the night; roads and people that nobody registered come in with the patrols."""

    key = "patrols"
    title = "巡查"
    permission = "night_market.import_patrols"
    columns = (
        day("shift_on", "班次日期", required=True),
        cells.short("shift", "班次", 20, required=True, example="晚班"),
        cells.short("team", "小组", 20, required=True, example="一组"),
        cells.short(
            "segment", "路段", 60, required=True, width=18, example="示例路",
            choices=lambda: list(RoadSegment.objects.values_list("name", flat=True)),
        ),
        cells.night_column("started_at", "开始时间"),
        cells.night_column("ended_at", "结束时间"),
        SheetColumn("officers", "执法人员", text, True, width=26, example="示例甲、示例乙"),
        SheetColumn("auxiliaries", "协管人员", text, width=22, example="示例丙"),
    )  # fmt: skip

    def prepare(self, *, by: User) -> Known:
        """Three queries, whatever the number of rows."""
        officers = Officer.objects.order_by("id").values_list(
            "id", "name", "name_key", "certificate", "auxiliary"
        )
        crews = crew_of()
        found = Patrol.objects.filter(voided_on=None).values_list(
            "id", "shift_on", "shift__name_key", "team_key", "segment__name_key", "started_at", "ended_at"
        )
        return Known(
            crew=Crew(list(officers)),
            held={
                tuple(key): (ended_at, frozenset(crews[pk][0]), frozenset(crews[pk][1]))
                for pk, *key, ended_at in found.order_by().iterator()
            },
            now=clock.now(),
        )

    def check(self, row: SheetRow, known: Known) -> Any:
        """Judge one row against the rules, the file above it and the ledger."""
        shift_on = row["shift_on"]
        started_at, ended_at = (
            value.on(shift_on) if isinstance(value, cells.ClockTime) else value
            for value in (row["started_at"], row["ended_at"])
        )
        self._check_times(row, shift_on, started_at, ended_at, known.now)
        officers = self._people(row, "officers", known)
        auxiliaries = self._people(row, "auxiliaries", known)
        if not officers and not row.errors:
            row.refuse("officers", _("至少要有一名执法人员。"))
        if set(officers) & set(auxiliaries):
            row.refuse("auxiliaries", _("同一个人不能既是执法人员又是协管人员。"))
        key = (
            shift_on, normalise_name(row["shift"]), normalise_name(row["team"]), RoadSegment.key(row["segment"]), started_at,
        )  # fmt: skip
        above = known.seen.setdefault(key, row.number)
        if above != row.number:
            row.refuse("started_at", cells.repeated(above))
        held = known.held.get(key)
        if held is None:
            return PatrolRecord(
                row.number,
                shift_on,
                row["shift"],
                row["team"],
                row["segment"],
                started_at,
                ended_at,
                officers,
                auxiliaries,
            )
        if held[0] != ended_at:
            row.refuse("ended_at", cells.differs(display.moment(held[0])))
        for column, there, here in (("officers", held[1], officers), ("auxiliaries", held[2], auxiliaries)):
            if there != set(here):
                row.refuse(column, cells.differs("、".join(known.crew.names[pk] for pk in sorted(there))))
        return UNCHANGED

    @staticmethod
    def _check_times(
        row: SheetRow, shift_on: date, started_at: datetime, ended_at: datetime, now: datetime
    ) -> None:
        if shift_on > clock.local_date(now):
            row.refuse("shift_on", _("日期在今天之后，请核对。"))
        elif ended_at > now:
            row.refuse("ended_at", _("时间在现在之后；巡查结束后再导入。"))
        if not 0 <= (clock.local_date(started_at) - shift_on).days <= 1:
            row.refuse("started_at", _("不在班次日期 %s 的当晚，请核对日期。") % shift_on)
        if ended_at <= started_at:
            row.refuse("ended_at", _("结束时间须晚于开始时间。过了零点的，请写全日期和时间。"))
        elif ended_at - started_at > LONGEST:
            row.refuse("ended_at", _("一次巡查超过 24 小时，请核对日期。"))

    @staticmethod
    def _people(row: SheetRow, column: str, known: Known) -> tuple[int | Person, ...]:
        found: dict[int | Person, None] = {}
        for person in people(row[column] or ""):
            if len(person.name) > 40 or len(person.certificate) > 40:
                row.refuse(
                    column, _("“%s…”太长。几个人之间请用、隔开。") % (person.name or person.certificate)[:20]
                )
                continue
            try:
                found[known.crew.find(person, auxiliary=column == "auxiliaries")] = None
            except ValueError as error:
                row.refuse(column, error)
        return tuple(found)

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """One action for all of them."""
        return import_patrols(records=records, by=by, source=source, progress=progress)

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """Patrols that were over by the end of a day and not voided by then."""
        patrols = Patrol.objects.visible_to(by) if rows is None else rows
        officers = Officer.objects.order_by("id").values_list(
            "id", "name", "name_key", "certificate", "auxiliary"
        )
        names = Crew(list(officers)).names
        standing = (
            patrols.filter(ended_at__lte=clock.end_of(as_of)).exclude(voided_on__lte=as_of).order_by("id")
        )
        found = standing.values_list(
            "id", "shift_on", "shift__name", "team", "segment__name", "started_at", "ended_at"
        )
        chunk: list[Any] = []
        for patrol in found.iterator(chunk_size=CHUNK):
            chunk.append(patrol)
            if len(chunk) == CHUNK:
                yield from _with_crews(chunk, names)
                chunk = []
        yield from _with_crews(chunk, names)


def _with_crews(patrols: list[Any], names: dict[int, str]) -> Iterator[Sequence[Any]]:
    crews = crew_of([patrol[0] for patrol in patrols]) if patrols else {}
    for pk, *values in patrols:
        yield [*values, *("、".join(names[officer] for officer in side) for side in crews[pk])]
