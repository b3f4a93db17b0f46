"""Where projects stand in the four batches at the end of a day, since when, and who reached or left a batch by then."""

from datetime import date, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    DateField,
    F,
    Func,
    IntegerField,
    Q,
    Sum,
    Value,
    When,
)

from taizhang.investment.pipeline import BEGINS, ENDS, STAGES, Standing
from taizhang.investment.states import ProjectState

_S = ProjectState
Projects = Any  # a queryset of projects
_LONGEST = 36500  # days
_DATE_OF = {
    _S.IN_USE: "in_use_on",
    _S.STARTED: "started_on",
    _S.LANDED: "landed_on",
    _S.SIGNED: "signed_on",
}


class DaysBetween(Func):
    """Whole days from one date column to a later one."""

    output_field = IntegerField()
    template = "(%(expressions)s)"
    arg_joiner = " - "

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        """SQLite keeps dates as text."""
        first, second = self.copy(), self.copy()
        first.set_source_expressions(self.source_expressions[:1])
        second.set_source_expressions(self.source_expressions[1:])
        later = first.as_sql(compiler, connection, template="julianday(%(expressions)s)", **extra)
        earlier = second.as_sql(compiler, connection, template="julianday(%(expressions)s)", **extra)
        return f"CAST({later[0]} - {earlier[0]} AS integer)", (*later[1], *earlier[1])


def _by(stage: str, day: date) -> Q:
    """Reached by its recognised date at the end of a day."""
    return Q(**{f"{_DATE_OF[_S(stage)]}__lte": day})


def _aside(day: date) -> Q:
    """Set aside by then, as `with_state` reads it."""
    states = (_S.PAUSED, _S.TERMINATED, _S.LOST)
    return Q(state__in=states) & (Q(side_on__isnull=True) | Q(side_on__lte=day))


def known_at(rows: Projects, day: date) -> Projects:
    """Projects that were talked about at the end of a day; since when is not known of older ones."""
    return rows.filter(Q(registered_on__isnull=True) | Q(registered_on__lte=day) | Q(signed_on__lte=day))


def counted_at(rows: Projects, day: date) -> Projects:
    """Projects of the pipeline at the end of a day: known by then, and not 不予认定."""
    return known_at(rows.recognised_at(day), day)


def set_aside_at(rows: Projects, day: date) -> Projects:
    """Those of them that are 暂停, 终止 or 流失."""
    return counted_at(rows, day).filter(_aside(day))


def reached(rows: Projects, state: str, day: date) -> Projects:
    """Those that reached a state (one of the five by dates) by the end of a day, set aside or not."""
    found = counted_at(rows, day)
    return found if state == _S.NEGOTIATING else found.filter(_reached(state, day))


def _reached(state: str, day: date) -> Q:
    """By its own date, or by that of a later state for old rows that skip one; none of them skips the signing."""
    if state == _S.SIGNED:
        return _by(state, day)
    places = list(_DATE_OF)
    wanted = Q()
    for each in places[: places.index(_S(state)) + 1]:
        wanted |= _by(each, day)
    return wanted


def standing_in(rows: Projects, stage: str, day: date) -> Projects:
    """Those that stand in a batch at the end of a day, without those set aside; "landed" names the landed among the signed."""
    found = reached(rows, stage, day).exclude(_aside(day))
    following = {
        _S.NEGOTIATING: _S.SIGNED,
        _S.SIGNED: _S.STARTED,
        _S.LANDED: _S.STARTED,
        _S.STARTED: _S.IN_USE,
    }
    later = following.get(_S(stage))
    return found if later is None else found.exclude(_reached(later, day))


def left(rows: Projects, stage: str, day: date) -> Projects:
    """Those that left a batch by the end of a day, where both its first day and the next one's are known."""
    ends = ENDS[_S(stage)]
    return counted_at(rows, day).filter(**{f"{BEGINS[_S(stage)]}__isnull": False, f"{ends}__lte": day})


def with_standing(rows: Projects, day: date) -> Projects:
    """Annotates `standing` (the state by dates), `aside`, and `since`, the first day of the batch, at the end of a day."""
    by_date = [When(_by(state, day), then=Value(state)) for state in _DATE_OF]
    begun = [When(_by(stage, day), then=F(BEGINS[stage])) for stage in reversed(STAGES[1:])]
    return rows.annotate(
        standing=Case(*by_date, default=Value(_S.NEGOTIATING), output_field=CharField()),
        aside=Case(When(_aside(day), then=Value(True)), default=Value(False), output_field=BooleanField()),
        since=Case(*begun, default=F("registered_on"), output_field=DateField()),
    )


def aged(rows: Projects, day: date, least: int | None, most: int | None) -> Projects:
    """Those that have stood in their batch for so many days at the end of a day, both ends included."""
    found = with_standing(counted_at(rows, day).exclude(_aside(day)), day).filter(since__isnull=False)
    if least:
        found = found.filter(since__lte=day - timedelta(min(least, _LONGEST)))
    if most is not None:
        found = found.filter(since__gte=day - timedelta(min(most, _LONGEST)))
    return found


def first_of(rows: Projects, stage: str, day: date, most: int) -> list[tuple[Any, ...]]:
    """(id, name, unit, 万元, first day, state by dates) of the projects that have stood in a batch longest, in use shortest."""
    begun = F(BEGINS[_S(stage)])
    order = begun.desc() if stage == _S.IN_USE else begun.asc(nulls_last=stage == _S.NEGOTIATING or None)
    found = with_standing(standing_in(rows, stage, day), day).order_by(order, "pk")
    return list(found.values_list("pk", "name", "unit__short_name", "amount", "since", "standing")[:most])


def standings(rows: Projects, day: date) -> list[Standing]:
    """Groups of projects that stand alike, from rows with `amount`: one query."""
    groups = (
        with_standing(counted_at(rows, day), day)
        .order_by()
        .values_list("standing", "aside", "since")
        .annotate(count=Count("pk"), total=Sum("amount"))
    )
    return [Standing(*group) for group in groups]


def durations(rows: Projects, day: date) -> dict[str, dict[int, int]]:
    """Batch → days in it → projects that left it after so many days: one query for each batch that can be left."""
    found: dict[str, dict[int, int]] = {}
    for stage in STAGES[:-1]:
        days = left(rows, stage, day).annotate(days=DaysBetween(F(str(ENDS[stage])), F(BEGINS[stage])))
        found[stage] = dict(days.order_by().values_list("days").annotate(count=Count("pk")))
    return found
