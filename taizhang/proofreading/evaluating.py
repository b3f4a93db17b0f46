"""What the ledgers say, each figure asked once a scope however many claims speak of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q
from django.urls import reverse

from taizhang.figures import charts
from taizhang.figures.forms import address
from taizhang.figures.indicator import Indicator, Scope, Value, published
from taizhang.figures.spoken import Daily, spoken
from taizhang.foundation.periods import Period
from taizhang.organisation.models import Unit, User
from taizhang.proofreading.candidates import Candidate, Sense
from taizhang.proofreading.claim_words import squeeze
from taizhang.proofreading.frequency import DaysKept, days_kept
from taizhang.proofreading.periods_of import year_before
from taizhang.proofreading.vocabulary import TARGET

MOST_ROWS = 3
_SHORTEST_NAME = 4
_ENDINGS = ("建设项目", "项目", "工程", "有限公司", "公司")


@dataclass(frozen=True)
class NamedRow:
    """A row that bears on a verdict: its name, its measure as text, its page."""

    name: str
    shown: str
    url: str = ""


@dataclass(frozen=True)
class Answer:
    """What the ledgers say to one reading: the value in a unit of measure, and the rows to name."""

    value: Value
    unit_of_measure: str
    rows: tuple[NamedRow, ...] = ()


def _key(indicator: str, scope: Scope) -> tuple[Any, ...]:
    return indicator, scope.as_of, scope.period, scope.unit.pk if scope.unit else None


@dataclass
class Ledgers:
    """The catalogue's values for one text; `reader` is whose rows may be named, None the system itself."""

    reader: User | None = None
    things: frozenset[str] = frozenset()
    _values: dict[tuple[Any, ...], Value] = field(default_factory=dict)
    _named: dict[tuple[Any, ...], list[tuple[int, str, Any]]] = field(default_factory=dict)
    _below: dict[tuple[Any, ...], tuple[NamedRow, ...]] = field(default_factory=dict)
    _pages: dict[tuple[Any, ...], str] = field(default_factory=dict)
    _kept: dict[tuple[Any, ...], DaysKept | None] = field(default_factory=dict)

    def value(self, key: str, scope: Scope) -> Value:
        """The value of a figure, asked once."""
        at = _key(key, scope)
        if at not in self._values:
            self._values[at] = published().get(key).value(scope)
        return self._values[at]

    def days_kept(self, done: Daily, start: date, end: date) -> DaysKept | None:
        """On which days a daily work was done, asked once; None where it had not begun."""
        at = done.journal_type, done.since, start, end
        if at not in self._kept:
            self._kept[at] = days_kept(done, start, end)
        return self._kept[at]

    def page(self, key: str, scope: Scope) -> str:
        """The address of the figure's page in a scope, with its rows."""
        at = _key(key, scope)
        if at not in self._pages:
            self._pages[at] = charts.url(published().get(key), address(scope))
        return self._pages[at]

    def answer(self, candidate: Candidate, scope: Scope, thing: str = "") -> Answer:
        """What a candidate says in a scope: a value, a difference of tiers, a target, a growth, a row's own measure."""
        indicator = published().get(candidate.key)
        unit = str(indicator.unit_of_measure)
        if candidate.sense == Sense.ATTRIBUTE:
            return self._thing(indicator, scope, thing)
        if candidate.sense == Sense.TARGET:
            return Answer(self.value(f"{candidate.key}{TARGET}", scope), unit)
        if candidate.sense == Sense.COMPLETION:
            target = self.value(f"{candidate.key}{TARGET}", scope)
            return Answer(_share(self.value(candidate.key, scope), target), "%")
        if candidate.sense == Sense.GROWTH:
            now = self.value(candidate.key, scope)
            then = self.value(candidate.key, _a_year_before(scope))
            if unit == "%":
                both = now is not None and then is not None
                return Answer(Fraction(now) - Fraction(then) if both else None, "个百分点")  # type: ignore[arg-type]
            share = _share(now, then)
            return Answer(None if share is None else share - 100, "%")
        value = self.value(candidate.key, scope)
        if candidate.less and value is not None:
            value = value - (self.value(candidate.less, scope) or 0)  # type: ignore[operator]
        return Answer(value, unit)

    def _thing(self, indicator: Indicator, scope: Scope, thing: str) -> Answer:
        unit, said = str(indicator.unit_of_measure), squeeze(thing)
        rows = self._rows_named(indicator, scope)
        for fits in (
            lambda name: name == said,
            lambda name: _stem(said) in name,
            lambda name: len(name) >= _SHORTEST_NAME and name in said,
        ):
            found = [row for row in rows if fits(squeeze(row[1]))]
            if len(found) == 1:
                pk, name, amount = found[0]
                scale = getattr(indicator.measure, "scale", Decimal(1))
                value = None if amount is None else Decimal(amount) / scale
                shown = f"{_plain(value)}{unit}"
                return Answer(value, unit, (NamedRow(name, shown, _address(indicator, pk)),))
        return Answer(None, unit)

    def _rows_named(self, indicator: Indicator, scope: Scope) -> list[tuple[int, str, Any]]:
        """The counted rows whose names the text's things may mean: the database looks for the names, not we through it."""
        at = _key(indicator.key, scope)
        if at not in self._named:
            path = spoken(indicator.key).thing
            wanted = Q(pk__in=())
            for thing in self.things:
                stem = _stem(squeeze(thing))
                if len(stem) >= _SHORTEST_NAME:
                    wanted |= Q(**{f"{path}__contains": stem}) | Q(**{f"{path}__in": _pieces(squeeze(thing))})
                else:
                    wanted |= Q(**{path: thing})
            rows = indicator.readable(scope, self.reader).filter(wanted).order_by("pk")
            self._named[at] = list(rows.values_list("pk", path, indicator.measure.path))
        return self._named[at]

    def just_below(self, key: str, scope: Scope) -> tuple[NamedRow, ...]:
        """The largest things of the figure of which `key` counts a part, that it does not count: what is missing by little."""
        words, at = spoken(key), _key(key, scope)
        if at not in self._below:
            found: tuple[NamedRow, ...] = ()
            if words.of and words.thing and words.at_least is not None:
                counted = published().get(key).rows(scope).values("pk")
                whole = published().get(words.of)
                rows = whole.readable(scope, self.reader).exclude(pk__in=counted).order_by("-amount", "pk")
                found = tuple(
                    NamedRow(name, f"{_plain(Decimal(amount) / 10000)}亿元", _address(whole, pk))
                    for pk, name, amount in rows.values_list("pk", words.thing, "amount")[:MOST_ROWS]
                )
            self._below[at] = found
        return self._below[at]


def target_scope(year: int, as_of: date, unit: Unit | None) -> Scope:
    """The scope of a year's target, in force on a day."""
    return Scope(as_of, Period(date(year, 1, 1), date(year, 12, 31)), unit)


def _a_year_before(scope: Scope) -> Scope:
    earlier = year_before(Period(scope.period.start, scope.until))
    return Scope(scope.as_of, earlier, scope.unit)


def _share(part: Value, whole: Value) -> Fraction | None:
    return None if part is None or not whole else Fraction(part) * 100 / Fraction(whole)


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def _stem(name: str) -> str:
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= _SHORTEST_NAME:
            return name[: -len(ending)]
    return name


def _pieces(name: str) -> list[str]:
    """The parts of a name that could themselves be the whole name of a row."""
    longest = name[:40]
    return sorted({
        longest[start:end]
        for start in range(len(longest))
        for end in range(start + _SHORTEST_NAME, len(longest) + 1)
    })  # fmt: skip


def _address(indicator: Indicator, pk: int) -> str:
    return reverse(indicator.record_view, args=[pk]) if indicator.record_view else ""


def entities(claims: Iterable[Any]) -> frozenset[str]:
    """The named things of a text's claims."""
    return frozenset(claim.entity for claim in claims if claim.entity)
