"""Targets against figures: how far the district and each unit have come, behind or ahead of the calendar, and who leads."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse

from taizhang.figures import charts, wording
from taizhang.figures.forms import address
from taizhang.figures.indicator import Indicator, Scope, Value, published
from taizhang.foundation.periods import elapsed_months, year
from taizhang.foundation.quantities import show_fraction, show_percent
from taizhang.organisation.models import Unit
from taizhang.targets import progress
from taizhang.targets.models import Target
from taizhang.targets.states import Light
from taizhang.web import display


@dataclass(frozen=True)
class Line:
    """One unit (None: the district itself) under one target: what was asked, what was done, and how that stands."""

    unit: Unit | None
    target: Target | None
    actual: Value
    done: Fraction | None
    gap: Fraction | None
    light: Light | None
    place: int | None
    url: str

    @property
    def actual_shown(self) -> str:
        """What was done, with two decimals at most; the figure's own page has them all."""
        return display.plain(self.actual)

    @property
    def target_shown(self) -> str:
        """What was asked."""
        return wording.number(self.target.value) if self.target else ""

    @property
    def target_url(self) -> str:
        """The target's own page."""
        return reverse("targets:targets-record", args=[self.target.pk]) if self.target else ""

    @property
    def done_shown(self) -> str:
        """Completion in per cent."""
        return "" if self.done is None else f"{show_percent(self.done)}%"

    @property
    def gap_shown(self) -> str:
        """Points ahead of the calendar (+) or behind it (−)."""
        if self.gap is None:
            return ""
        text = show_fraction(abs(self.gap))
        return f"{'−' if self.gap < 0 else '+' if self.gap else ''}{text}"

    @property
    def meter(self) -> int:
        """Completion in thousandths, between nothing and all."""
        return 0 if self.done is None else int(min(max(self.done, Fraction(0)), Fraction(1)) * 1000)

    @property
    def tone(self) -> str:
        """The badge colour of the light."""
        return TONES.get(self.light, "neutral") if self.light else "neutral"


TONES = {Light.GREEN: "good", Light.GREEN_LAGGING: "info", Light.YELLOW: "warn", Light.RED: "bad"}


@dataclass(frozen=True)
class Section:
    """One figure that takes targets: the district's line, the units' lines in order, and the over-assignment."""

    indicator: Indicator
    district: Line
    units: tuple[Line, ...]
    over_assignment: Fraction | None

    @property
    def over_shown(self) -> str:
        """The units' targets together ÷ the district's own, in per cent."""
        return "" if self.over_assignment is None else f"{show_percent(self.over_assignment)}%"


def years() -> list[int]:
    """The years that have targets, newest first."""
    return list(Target.objects.order_by("-year").values_list("year", flat=True).distinct())


def scope_of(year_number: int, as_of: date) -> Scope:
    """The year so far as it stands at the end of a day; all of it where the year is past or still to come."""
    return Scope.of(as_of) if as_of.year == year_number else Scope(as_of, year(year_number))


def months_of(scope: Scope) -> int:
    """The months of the scope's year that are over: none before it begins."""
    return elapsed_months(scope.until) if scope.until >= scope.period.start else 0


def sections(year_number: int, as_of: date) -> list[Section]:
    """Every figure with targets in that year: two queries, and one more for each figure, however many units or rows."""
    scope = scope_of(year_number, as_of)
    units = {unit.pk: unit for unit in Unit.objects.all()}
    targets: dict[str, dict[int | None, Target]] = defaultdict(dict)
    for target in Target.objects.filter(year=year_number).in_force(as_of):
        targets[target.indicator][target.unit_id] = target
    return [
        _section(indicator, scope, targets[indicator.key], units)
        for indicator in published()
        if indicator.key in targets
    ]


def _section(
    indicator: Indicator, scope: Scope, targets: Mapping[int | None, Target], units: Mapping[int, Unit]
) -> Section:
    groups = indicator.groups(scope)
    months = months_of(scope)
    asked = {unit_id: target for unit_id, target in targets.items() if unit_id is not None}
    shown = [unit for unit in units.values() if unit.pk in asked or unit.pk in groups]
    drafts = {unit.pk: _measured(indicator, _within(unit, groups, units)) for unit in shown}
    done = {
        pk: progress.completion(_number(actual), asked[pk].value) if pk in asked else None
        for pk, actual in drafts.items()
    }
    lines = [
        _line(indicator, scope, units[_pk(ranked.unit)], asked.get(_pk(ranked.unit)), drafts[_pk(ranked.unit)],
              ranked.score, months, ranked.place)
        for ranked in progress.rank(done)
    ]  # fmt: skip
    own = targets.get(None)
    actual = _measured(indicator, list(groups.values()))
    whole = progress.completion(_number(actual), own.value) if own else None
    over = (
        progress.over_assignment([target.value for target in asked.values()], own.value)
        if own and asked
        else None
    )
    return Section(
        indicator, _line(indicator, scope, None, own, actual, whole, months, None), tuple(lines), over
    )


def _pk(unit: Any) -> int:
    return int(unit)


def _number(value: Value) -> int | Decimal | Fraction:
    return 0 if value is None else value


def _within(
    unit: Unit, groups: Mapping[int | None, dict[str, Any]], units: Mapping[int, Unit]
) -> list[dict[str, Any]]:
    """The groups of a unit and of everything below it."""
    return [
        group
        for unit_id, group in groups.items()
        if unit_id is not None and unit_id in units and units[unit_id].path.startswith(unit.path)
    ]


def _measured(indicator: Indicator, groups: list[dict[str, Any]]) -> Value:
    """The measure over several groups together: every part (a count, a sum) adds up, since a row has one unit."""
    parts: dict[str, Any] = dict.fromkeys(indicator.measure.expression(), 0)
    for group in groups:
        for name in parts:
            parts[name] += group[name] or 0
    return indicator.measure.of_group(parts)


def _line(
    indicator: Indicator, scope: Scope, unit: Unit | None, target: Target | None, actual: Value,
    done: Fraction | None, months: int, place: int | None,
) -> Line:  # fmt: skip
    gap = None if done is None else progress.gap_points(done, months)
    light = progress.light(done, months)
    query = address(scope, unit=unit.code if unit else None)
    return Line(unit, target, actual, done, gap, light, place, charts.url(indicator, query))
