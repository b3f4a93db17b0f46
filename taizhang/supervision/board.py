"""Targets against figures: how far the district and each unit have come, behind or ahead of the calendar, and who leads."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse

from taizhang.figures import cautions, charts, wording
from taizhang.figures.forms import address
from taizhang.figures.indicator import Indicator, Scope, Value, published
from taizhang.foundation.periods import elapsed_months, year
from taizhang.foundation.quantities import show_fraction, show_percent
from taizhang.organisation.models import Unit
from taizhang.supervision.models import SupervisionRules
from taizhang.supervision.year_rules import YearRules
from taizhang.targets import progress
from taizhang.targets.models import Exempt, Exemption, Target
from taizhang.targets.states import Light
from taizhang.web import display


@dataclass(frozen=True)
class Line:
    """One unit (None: the district itself) under one target: what was asked, what was done, and how that stands.

    `score` is out of the figure's points; `caution` says why the light is not green whatever the gap. An exempt unit
    is not judged: no completion, no light, no rank.
    """

    unit: Unit | None
    target: Target | None
    actual: Value
    done: Fraction | None
    gap: Fraction | None
    light: Light | None
    place: int | None
    url: str
    score: Fraction | None = None
    caution: str = ""
    exempt: bool = False

    @property
    def score_shown(self) -> str:
        """The score with two decimals."""
        return "" if self.score is None else show_fraction(self.score, 2)

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
    points: Decimal = Decimal(0)

    @property
    def units_behind(self) -> list[tuple[str, int]]:
        """(tone, how many units) of the red and the yellow lights, those that there are."""
        lights = [line.light for line in self.units]
        counts = [(TONES[light], lights.count(light)) for light in (Light.RED, Light.YELLOW)]
        return [(tone, count) for tone, count in counts if count]

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
    """Every figure with targets in that year, under the rules of the year as of the day.

    Four queries, one more for each figure and for each ground of caution, however many units or rows.
    """
    scope = scope_of(year_number, as_of)
    units = {unit.pk: unit for unit in Unit.objects.all()}
    targets: dict[str, dict[int | None, Target]] = defaultdict(dict)
    for target in Target.objects.filter(year=year_number).in_force(as_of):
        targets[target.indicator][target.unit_id] = target
    year_board = _Year(
        scope,
        units,
        SupervisionRules.objects.of(year_number, as_of),
        _cautioned(scope, units),
        Exemption.objects.of(year_number, as_of),
    )
    return [
        year_board.section(indicator, targets[indicator.key])
        for indicator in published()
        if indicator.key in targets
    ]


def _cautioned(scope: Scope, units: Mapping[int, Unit]) -> list[tuple[cautions.Caution, set[int]]]:
    """Every ground of caution with the units concerned, those above them included."""
    found = []
    for caution in cautions.published():
        paths = {units[pk].path for pk in caution.units(scope) if pk in units}
        found.append((caution, {pk for path in paths for pk in map(int, path.strip("/").split("/"))}))
    return found


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


@dataclass(frozen=True)
class _Year:
    """What every figure of one board shares: the scope, the units, the rules, the grounds of caution."""

    scope: Scope
    units: Mapping[int, Unit]
    rules: YearRules
    cautioned: list[tuple[cautions.Caution, set[int]]]
    exempt: Exempt

    def section(self, indicator: Indicator, targets: Mapping[int | None, Target]) -> Section:
        """One figure's lines, the units from the best to the worst."""
        groups = indicator.groups(self.scope)
        asked = {unit_id: target for unit_id, target in targets.items() if unit_id is not None}
        shown = [unit for unit in self.units.values() if unit.pk in asked or unit.pk in groups]
        actual = {unit.pk: _measured(indicator, _within(unit, groups, self.units)) for unit in shown}
        done = {
            pk: progress.completion(_number(value), asked[pk].value)
            if pk in asked and not self.exempt.covers(pk, indicator.key)
            else None
            for pk, value in actual.items()
        }
        scores = self.rules.scores(indicator.key, done)
        lines = [
            self._line(
                indicator, self.units[pk], asked.get(pk), actual[pk], done[pk], place=ranked.place, score=scores[pk]
            )
            for ranked in progress.rank(done)
            for pk in [int(str(ranked.unit))]
        ]  # fmt: skip
        own = targets.get(None)
        total = _measured(indicator, list(groups.values()))
        whole = progress.completion(_number(total), own.value) if own else None
        over = (
            progress.over_assignment([target.value for target in asked.values()], own.value)
            if own and asked
            else None
        )
        district = self._line(indicator, None, own, total, whole)
        return Section(indicator, district, tuple(lines), over, self.rules.points_of(indicator.key))

    def _line(
        self, indicator: Indicator, unit: Unit | None, target: Target | None, actual: Value, done: Fraction | None,
        *, place: int | None = None, score: Fraction | None = None,
    ) -> Line:  # fmt: skip
        months = months_of(self.scope)
        gap = None if done is None else progress.gap_points(done, months)
        grounds = [
            str(caution.title)
            for caution, concerned in self.cautioned
            if unit is not None and done is not None and unit.pk in concerned and caution.bears_on(indicator)
        ]
        light = progress.light(done, months, missed_start=bool(grounds), rules=self.rules.lights)
        url = charts.url(indicator, address(self.scope, unit=unit.code if unit else None))
        exempt = unit is not None and self.exempt.covers(unit.pk, indicator.key)
        return Line(unit, target, actual, done, gap, light, place, url, score, "；".join(grounds), exempt)
