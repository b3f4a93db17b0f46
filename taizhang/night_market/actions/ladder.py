"""Keeps measures, cases and permits in step with the breaches: called inside the transaction of whatever changed them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.journal import bulk
from taizhang.journal.moves import move
from taizhang.journal.record import Entry, record, record_many
from taizhang.night_market.actions import permits
from taizhang.night_market.models import Breach, Measure, Merchant, PenaltyCase, RungSpell
from taizhang.night_market.rung_history import DatedBreach, Spell, rung_spells
from taizhang.night_market.states import PENALTY_CASE, MeasureState, Rung
from taizhang.organisation.models import User

CHUNK = 500

_MEASURE = (
    "id", "merchant_id", "canonical_id", "unit_id", "business_on", "rung", "passes_ladder", "state", "served_on",
    "served_how", "voided_on",
)  # fmt: skip
_SPELL = ("measure_id", "canonical_id", "rung", "served_on", "since", "until")
_CASE = ("id", "measure_id", "merchant_id", "unit_id", "state", "filed_on", "ended_on", "review_opened_on")
_FACT = (
    "id", "canonical_id", "merchant_id", "unit_id", "business_on", "happened_at", "served_on", "voided_on",
    "immediate_danger", "measure_id",
)  # fmt: skip


@dataclass(frozen=True)
class Cause:
    """Why the ladder is worked out again: by whom, when in the world, the reason given, the import it comes from."""

    by: User
    happened_at: datetime | None = None
    reason: str = ""
    source: dict[str, Any] = field(default_factory=dict)

    @property
    def day(self) -> date:
        """The day on which the consequences fall."""
        return clock.local_date(self.happened_at or clock.now())


class Fact(NamedTuple):
    """A breach as it is read for the ladder, in the order of _FACT."""

    id: int
    canonical_id: int
    merchant_id: int
    unit_id: int
    business_on: date
    happened_at: datetime
    served_on: date | None
    voided_on: date | None
    immediate_danger: bool
    measure_id: int | None

    def dated(self) -> DatedBreach:
        """The breach for `rung_spells`."""
        return DatedBreach(
            self.id,
            self.business_on,
            clock.local_date(self.happened_at),
            self.served_on,
            self.voided_on,
            self.immediate_danger,
        )


def history_of(root_id: int) -> list[DatedBreach]:
    """All breaches of a merchant, by the id of its canonical record."""
    return [fact.dated() for fact in _facts([root_id])]


def _facts(roots: list[int]) -> list[Fact]:
    found = Breach.objects.filter(canonical__in=roots).order_by("happened_at", "id").values_list(*_FACT)
    return [Fact(*row) for row in found]


def settle(roots: Iterable[int], cause: Cause) -> None:
    """Work out the ladder of these merchants (ids of canonical records) again and journal whatever it changes.

    New nights get a measure, changed rungs are written and journalled, a measure whose every breach was voided ends,
    rung 3 files a case, a case without its rung ends in no penalty, and permits follow the open cases.
    """
    wanted = sorted(set(roots))
    for start in range(0, len(wanted), CHUNK):
        _settle(wanted[start : start + CHUNK], cause)


def _settle(roots: list[int], cause: Cause) -> None:
    if (
        connection.features.has_select_for_update
    ):  # two officers at one shop: the second waits and sees the first
        list(Merchant.objects.select_for_update().filter(pk__in=roots).order_by("id").values_list("id"))
    facts: dict[int, list[Fact]] = defaultdict(list)
    for fact in _facts(roots):
        facts[fact.canonical_id].append(fact)
    measures: dict[tuple[int, date], list[Measure]] = defaultdict(list)
    for measure in Measure.objects.filter(canonical__in=roots).order_by("id"):
        measures[measure.canonical_id, measure.business_on].append(measure)
    held: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    if measures:
        spells = RungSpell.objects.filter(measure__canonical__in=roots).order_by("measure_id", "since", "id")
        for measure_id, *spell in spells.values_list(*_SPELL):
            held[measure_id].append(tuple(spell))
    new, at_the_top = _New(), any(m.rung == Rung.PENALTY for own in measures.values() for m in own)
    for root, own in facts.items():
        nights: dict[date, list[Fact]] = defaultdict(list)
        for fact in own:
            nights[fact.business_on].append(fact)
        for night, spells_of_night in rung_spells(fact.dated() for fact in own).items():
            known = measures.get((root, night), [])
            live = _live(known, spells_of_night)
            if live is None:
                new.add(root, night, nights[night], spells_of_night, cause)
            else:
                _renew(live, nights[night], spells_of_night, held[live.pk], cause)
            for other in known:
                if other is not live and other.state != MeasureState.VOIDED:
                    _absorb(other, cause)
            at_the_top = at_the_top or any(spell.rung == Rung.PENALTY for spell in spells_of_night)
    new.land(roots, cause)
    if at_the_top:  # only a night that is or was there has a case, and only cases hold permits
        _follow_with_cases(roots, cause)
        permits.follow_cases(roots, by=cause.by, happened_at=cause.happened_at, reason=cause.reason)


def _live(known: list[Measure], spells: list[Spell]) -> Measure | None:
    """The measure that the night has now; None where it needs a new one."""
    open_ones = [measure for measure in known if measure.state != MeasureState.VOIDED]
    if open_ones:
        return open_ones[0]
    stands = bool(spells) and spells[-1].until is None
    return known[-1] if known and not stands else None


def _ended_on(facts: list[Fact]) -> date | None:
    """The day on which the last breach of the night was voided; None while one stands."""
    days = [fact.voided_on for fact in facts]
    return None if None in days else max(day for day in days if day is not None)


class _New:
    """Measures about to be inserted, with their spells and events."""

    def __init__(self) -> None:
        self.next_id = 0
        self.measures: list[tuple[Any, ...]] = []
        self.spells: list[tuple[Any, ...]] = []
        self.entries: list[Entry] = []

    def add(self, root: int, night: date, facts: list[Fact], spells: list[Spell], cause: Cause) -> None:
        """A night that has no measure yet; without a spell (voided on the day it happened) it still has its paper."""
        ended_on, first = _ended_on(facts), facts[0]
        served_on = (
            spells[-1].served_on if spells else min((f.served_on for f in facts if f.served_on), default=None)
        )
        rung = spells[-1].rung if spells else Rung.EDUCATION.value
        passes = bool(spells) and spells[-1].passes_ladder
        if served_on is None:
            state = MeasureState.PROPOSED.value
        else:
            state = MeasureState.VOIDED.value if ended_on else MeasureState.SERVED.value
        pk = self.next_id or bulk.next_id(Measure)
        self.next_id = pk + 1
        self.measures.append(
            (pk, first.merchant_id, root, first.unit_id, night, rung, passes, state, served_on, "", ended_on)
        )
        self.spells += [(pk, root, spell.rung, spell.served_on, spell.since, spell.until) for spell in spells]
        detail = {**cause.source, "business_on": night, "rung": rung, "breaches": [fact.id for fact in facts]}
        detail["state"] = state
        kind = "imported" if cause.source else "created"
        self.entries.append(Entry(Measure.journal_type, pk, kind, first.happened_at, first.unit_id, detail))

    def land(self, roots: list[int], cause: Cause) -> None:
        """Insert what was added and lead the breaches without a measure to the one of their night."""
        if not self.measures:
            return
        bulk.insert(Measure, _MEASURE, self.measures)
        bulk.insert(RungSpell, _SPELL, self.spells)
        record_many(self.entries, by=cause.by)
        if len(self.measures) == 1:
            pk, _merchant, root, _unit, night, *_rest = self.measures[0]
            Breach.objects.filter(canonical=root, business_on=night, measure=None).update(measure=pk)
            return
        latest = Measure.objects.filter(canonical=OuterRef("canonical"), business_on=OuterRef("business_on"))
        Breach.objects.filter(canonical__in=roots, measure=None).update(
            measure_id=Subquery(latest.order_by("-id").values("id")[:1])
        )


def _renew(
    measure: Measure, facts: list[Fact], spells: list[Spell], held: list[tuple[Any, ...]], cause: Cause
) -> None:
    """Bring a measure that exists in step with its night."""
    root = measure.canonical_id
    now = [(root, spell.rung, spell.served_on, spell.since, spell.until) for spell in spells]
    if held != now:
        RungSpell.objects.filter(measure=measure).delete()
        bulk.insert(RungSpell, _SPELL, [(measure.pk, *spell) for spell in now])
    stray = [fact.id for fact in facts if fact.measure_id != measure.pk]
    if stray:
        Breach.objects.filter(pk__in=stray).update(measure=measure)
    if measure.state == MeasureState.VOIDED:
        return
    ended_on = _ended_on(facts)
    if ended_on is not None and measure.state in (MeasureState.SERVED, MeasureState.CONTESTED):
        _end(measure, ended_on, cause)
        return
    values: dict[str, Any] = {"voided_on": ended_on}
    if ended_on is None and spells:
        values |= {"rung": spells[-1].rung, "passes_ladder": spells[-1].passes_ladder}
        if measure.state != MeasureState.PROPOSED:
            values["served_on"] = spells[-1].served_on or measure.served_on
    changed = {
        name: [getattr(measure, name), value]
        for name, value in values.items()
        if getattr(measure, name) != value
    }
    if changed:
        for name, value in values.items():
            setattr(measure, name, value)
        measure.save(update_fields=list(values))
        _tell(measure, "changed", cause, changed=changed)
    served_on = spells[-1].served_on if spells else None
    if served_on is not None and measure.state == MeasureState.PROPOSED:
        move(
            measure, "serve", by=cause.by, happened_at=clock.start_of(served_on), changes={"served_on": served_on},
            detail=cause.source,
        )  # fmt: skip


def _end(measure: Measure, ended_on: date, cause: Cause) -> None:
    """A served measure without a standing breach: contested and voided on the same papers."""
    reason = cause.reason or str(_("当晚的违规已全部撤销。"))
    if measure.state == MeasureState.SERVED:
        move(measure, "contest", by=cause.by, happened_at=cause.happened_at, reason=reason)
    changes = {"voided_on": ended_on}
    move(measure, "void", by=cause.by, happened_at=cause.happened_at, reason=reason, changes=changes)


def _absorb(measure: Measure, cause: Cause) -> None:
    """A second measure of one night, which merged merchants may have: it stays on file and makes no rung."""
    if measure.rung is not None:
        RungSpell.objects.filter(measure=measure).delete()
        _tell(measure, "changed", cause, changed={"rung": [measure.rung, None]})
        measure.rung = None
        measure.save(update_fields=["rung"])


def _tell(row: Measure | PenaltyCase, kind: str, cause: Cause, **detail: Any) -> None:
    reason = {"reason": cause.reason} if cause.reason else {}
    record(
        subject=row,
        kind=kind,
        by=cause.by,
        happened_at=cause.happened_at,
        detail={**cause.source, **reason, **detail},
    )


def _follow_with_cases(roots: list[int], cause: Cause) -> None:
    """File a case where a measure stands on rung 3 and has none open; end the open ones that lost their rung."""
    open_cases = {
        case.measure_id: case
        for case in PenaltyCase.objects.filter(measure__canonical__in=roots, ended_on=None)
    }
    standing = Measure.objects.filter(canonical__in=roots, rung=Rung.PENALTY, voided_on=None)
    due = {row[0]: row[1:] for row in standing.values_list("id", "merchant_id", "unit_id", "business_on")}
    unfiled = [pk for pk in due if pk not in open_cases]
    if unfiled:
        since = dict(
            RungSpell.objects.filter(measure__canonical__in=roots, rung=Rung.PENALTY, until=None).values_list(
                "measure_id", "since"
            )
        )
        first_id, rows, entries = bulk.next_id(PenaltyCase), [], []
        for pk, measure_id in enumerate(unfiled, start=first_id):
            merchant_id, unit_id, night = due[measure_id]
            filed_on = since.get(measure_id, night)
            rows.append((pk, measure_id, merchant_id, unit_id, PENALTY_CASE.initial, filed_on, None, None))
            detail = {**cause.source, "measure": measure_id, "business_on": night}
            filed_at = clock.start_of(filed_on)
            entries.append(Entry(PenaltyCase.journal_type, pk, "created", filed_at, unit_id, detail))
        bulk.insert(PenaltyCase, _CASE, rows)
        record_many(entries, by=cause.by)
    for measure_id, case in open_cases.items():
        if measure_id not in due:
            _close(case, cause)


def _close(case: PenaltyCase, cause: Cause) -> None:
    """End a case whose rung is gone; a decided one is not erased: a review of it opens."""
    reason = cause.reason or str(_("违规撤销后不再是第三次。"))
    if case.state in PENALTY_CASE.transition("decide_no_penalty").sources:
        move(
            case, "decide_no_penalty", by=cause.by, happened_at=cause.happened_at, reason=reason,
            changes={"ended_on": cause.day},
        )  # fmt: skip
    elif case.review_opened_on is None:
        case.review_opened_on = cause.day
        case.save(update_fields=["review_opened_on"])
        _tell(case, "review_opened", cause, measure=case.measure_id)
