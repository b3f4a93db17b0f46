"""What a figure is: a key, a definition, the query of the rows that it counts, and a measure over exactly those rows."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count as DbCount
from django.db.models import DateTimeField, F, Q, QuerySet
from django.db.models import Sum as DbSum
from django.db.models.functions import TruncDate

from taizhang.foundation import clock
from taizhang.foundation.periods import Period
from taizhang.journal.record import canonical
from taizhang.organisation.models import Unit, User

Value = int | Decimal | Fraction | None


@dataclass(frozen=True)
class Scope:
    """What a figure is asked for: the state at the end of `as_of` in Shanghai, a period, and a unit with all below it."""

    as_of: date
    period: Period
    unit: Unit | None = None

    @classmethod
    def of(
        cls, as_of: date, *, start: date | None = None, end: date | None = None, unit: Unit | None = None
    ) -> "Scope":
        """The default period runs from 1 January of the as-of year to the as-of day."""
        return cls(as_of, Period(start or date(as_of.year, 1, 1), end or as_of), unit)

    @property
    def until(self) -> date:
        """The last day that counts: the period's end, or the as-of day where that is earlier."""
        return min(self.period.end, self.as_of)

    @property
    def until_instant(self) -> Any:
        """The last instant that counts."""
        return clock.end_of(self.until)

    @property
    def unit_ids(self) -> list[int] | None:
        """Ids of the unit and everything below it; None for the whole district."""
        return (
            None if self.unit is None else list(Unit.objects.within(self.unit).values_list("id", flat=True))
        )


class Count:
    """The number of rows. `adds_up`: the values of several units together are a number of the same sort."""

    path = ""
    adds_up = True

    def of_query(self, rows: QuerySet[Any]) -> Value:
        """Measured by the database."""
        return rows.count()

    def of_rows(self, rows: list[dict[str, Any]]) -> Value:
        """Measured over rows already listed; always equal to `of_query`."""
        return len(rows)

    def expression(self) -> dict[str, Any]:
        """Aggregates for a breakdown."""
        return {"n": DbCount("pk")}

    def of_group(self, group: dict[str, Any]) -> Value:
        """The measure of one group of a breakdown."""
        return int(group["n"])


class Sum:
    """The sum of a Decimal column in 万元, given in 亿元 unrounded."""

    adds_up = True

    def __init__(self, path: str, scale: Decimal = Decimal(10000)) -> None:
        self.path, self.scale = path, scale

    def of_query(self, rows: QuerySet[Any]) -> Value:
        """Measured by the database."""
        return _scaled(rows.aggregate(total=DbSum(self.path))["total"], self.scale)

    def of_rows(self, rows: list[dict[str, Any]]) -> Value:
        """Measured over rows already listed."""
        return _scaled(sum((Decimal(row[self.path] or 0) for row in rows), Decimal(0)), self.scale)

    def expression(self) -> dict[str, Any]:
        """Aggregates for a breakdown."""
        return {"total": DbSum(self.path)}

    def of_group(self, group: dict[str, Any]) -> Value:
        """The measure of one group of a breakdown."""
        return _scaled(group["total"], self.scale)


class Share:
    """The percentage of the rows whose boolean column is true; None over no rows, since zero rows is not zero."""

    adds_up = False

    def __init__(self, path: str) -> None:
        self.path = path

    def of_query(self, rows: QuerySet[Any]) -> Value:
        """Measured by the database."""
        return self.of_group(rows.aggregate(**self.expression()))

    def of_rows(self, rows: list[dict[str, Any]]) -> Value:
        """Measured over rows already listed."""
        return self.of_group({"n": len(rows), "part": sum(1 for row in rows if row[self.path])})

    def expression(self) -> dict[str, Any]:
        """Aggregates for a breakdown."""
        return {"n": DbCount("pk"), "part": DbCount("pk", filter=Q(**{self.path: True}))}

    def of_group(self, group: dict[str, Any]) -> Value:
        """The measure of one group of a breakdown."""
        return Fraction(100 * group["part"], group["n"]) if group["n"] else None


def _scaled(total: Decimal | None, scale: Decimal) -> Decimal:
    quotient = Decimal(total or 0) / scale
    return quotient.normalize() if quotient else Decimal(0)


@dataclass(frozen=True)
class RowColumn:
    """A column of the drill-down: a values() path, its title, and how it is shown."""

    path: str
    title: Any
    show: Callable[[Any], Any] | None = None
    number: bool = False


@dataclass(frozen=True)
class Further:
    """What further units have of rows that several units share; the unit at the row's `unit_path` is its first.

    `rows` holds a row once for every further unit of it, whose id is at `unit_path`; `measure` is what that unit has, in
    the same parts as the indicator's own. `divided`: the first unit has so much less. Else each of them has the whole,
    and units together count more than there is.
    """

    rows: QuerySet[Any]
    unit_path: str
    measure: Any
    divided: bool


Groups = dict[int | None, dict[str, Any]]


@dataclass(frozen=True)
class Indicator:
    """A figure of the catalogue.

    `rows(scope)` is the queryset of the rows counted, unfiltered by reader; `measure` is over those rows.
    `unit_path` leads from a row to its Unit, `date_path` to the date (or instant) by which months are told apart; both may be
    annotations. `record_view` is the url name that opens a row by pk. `ledger` is the room whose readers may open rows.
    `further(scope)` says what further units have of the district's rows, None where every row is of its first unit alone;
    `rows(scope)` of a unit then holds what it shares too, and a divided measure is over a column with the unit's part.
    """

    key: str
    title: Any
    unit_of_measure: str
    definition: Any
    ledger: str
    rows: Callable[[Scope], QuerySet[Any]]
    columns: tuple[RowColumn, ...]
    measure: Any = field(default_factory=Count)
    unit_path: str = "unit"
    date_path: str | None = None
    record_view: str = ""
    names: tuple[str, ...] = ()
    takes_target: bool = False
    further: Callable[[Scope], Further | None] | None = None

    def value(self, scope: Scope) -> Value:
        """The number: the measure of `rows(scope)`."""
        return self.measure.of_query(self.rows(scope))

    def listed(
        self, scope: Scope, *, reader: User | None = None, also: tuple[str, ...] = ()
    ) -> list[dict[str, Any]]:
        """The rows as dicts of `id`, the drill-down's columns and what the measure needs; a reader sees their own only.

        `also` names further paths to read with every row.
        """
        paths = list(
            dict.fromkeys(
                path for path in (*(c.path for c in self.columns), self.measure.path, *also) if path
            )
        )
        return [
            {"id": row.pop("pk"), **row}
            for row in self.readable(scope, reader).order_by(*self._order()).values("pk", *paths)
        ]

    def readable(self, scope: Scope, reader: User | None) -> QuerySet[Any]:
        """The counted rows that a reader may open: of their own units, and of the whole district (no unit).

        All of them where `reader` is None, the system itself.
        """
        rows = self.rows(scope)
        if reader is None or reader.sees_all_of(self.ledger):
            return rows
        own = Q(**{f"{self.unit_path}__in": reader.home_unit_ids})
        return rows.filter(own | Q(**{f"{self.unit_path}__isnull": True}))

    def groups(self, scope: Scope) -> Groups:
        """Unit id → the parts of the measure over what that unit has, in one query, and one more where units share rows.

        None holds the rows of no unit, less what several units count as a whole each: so all the groups of the district
        together are the measure of its rows, whoever shares them.
        """
        groups, twice = self._groups(scope)
        if any(twice.values()):
            groups[None] = _sum(groups.get(None, {}), twice, -1)
        return groups

    def by_unit(self, scope: Scope) -> list[tuple[int | None, str, Value]]:
        """(unit id, unit name, value) of every unit that has rows, in the units' order; rows without one come last.

        Their sum is the district's value and what `overlap` says.
        """
        groups, _twice = self._groups(scope)
        units = Unit.objects.order_by("position", "pk").values_list("pk", "short_name")
        names: list[tuple[int | None, str]] = [*units, (None, "")]
        return [(pk, name, self.measure.of_group(groups[pk])) for pk, name in names if pk in groups]

    def overlap(self, scope: Scope) -> Value:
        """By how much the units of `by_unit` together exceed the value of the scope: what is counted for several of them.

        None where nothing can be: every row is of one unit, or is divided among its units, or the measure is a rate.
        """
        further = self.further(scope) if self.further and self.measure.adds_up else None
        if further is None or further.divided:
            return None
        return self.measure.of_group(self._shared_out({}, further, scope.unit_ids))

    def _groups(self, scope: Scope) -> tuple[Groups, dict[str, Any]]:
        """The groups of the units themselves, and the parts of the measure that several of them count."""
        further = self.further(scope) if self.further else None
        path = f"{self.unit_path}__id"
        rows = self.rows(scope if further is None else replace(scope, unit=None)).order_by()
        groups: Groups = {
            group.pop(path): group for group in rows.values(path).annotate(**self.measure.expression())
        }
        if further is None:
            return groups, {}
        unit_ids = scope.unit_ids
        twice = self._shared_out(groups, further, unit_ids)
        kept = groups if unit_ids is None else {pk: groups[pk] for pk in groups if pk in set(unit_ids)}
        # A first unit that gave all away has nothing left to show.
        return {pk: group for pk, group in kept.items() if any(group.values())}, twice

    def _shared_out(self, groups: Groups, further: Further, unit_ids: list[int] | None) -> dict[str, Any]:
        """Give the further units their parts in `groups`; returns the parts that are counted twice."""
        first, other = f"{self.unit_path}__id", further.unit_path
        twice: dict[str, Any] = dict.fromkeys(further.measure.expression(), 0)
        for pair in further.rows.order_by().values(first, other).annotate(**further.measure.expression()):
            from_, to = pair.pop(first), pair.pop(other)
            groups[to] = _sum(groups.get(to, {}), pair)
            if further.divided:
                groups[from_] = _sum(groups.get(from_, {}), pair, -1)
            elif unit_ids is None or {from_, to} <= set(unit_ids):
                twice = _sum(twice, pair)
        return twice

    def by_month(self, scope: Scope) -> list[tuple[date, Value]]:
        """(first day of month, value) of every month that has rows, in one query; empty where months do not apply."""
        if self.date_path is None:
            return []
        rows = self.rows(scope).order_by()
        moment = F(self.date_path).resolve_expression(rows.query.clone()).output_field
        if isinstance(moment, DateTimeField):
            rows = rows.annotate(day_of_row=TruncDate(self.date_path))
        else:
            rows = rows.annotate(day_of_row=F(self.date_path))
        # Days are put together to months here: SQLite would call Python for the month of every row.
        months: dict[date, dict[str, Any]] = {}
        for group in rows.values("day_of_row").annotate(**self.measure.expression()).order_by("day_of_row"):
            day = group.pop("day_of_row")
            if day is not None:
                parts = months.setdefault(day.replace(day=1), {})
                parts.update({name: (parts.get(name) or 0) + (part or 0) for name, part in group.items()})
        return [(month, self.measure.of_group(parts)) for month, parts in months.items()]

    def _order(self) -> tuple[str, ...]:
        return (self.date_path, "pk") if self.date_path else ("pk",)


def _sum(group: dict[str, Any], more: dict[str, Any], sign: int = 1) -> dict[str, Any]:
    """A group with the parts of another one added, or taken off."""
    return {name: (group.get(name) or 0) + sign * (part or 0) for name, part in more.items()}


def digest(rows: list[dict[str, Any]]) -> str:
    """SHA-256 over the canonical JSON of the listed rows, in their order."""
    return hashlib.sha256(canonical({"rows": rows}).encode()).hexdigest()


class UnknownIndicator(KeyError):
    """A key that the catalogue does not have."""


class Catalogue:
    """Every indicator, in the order in which people read them."""

    def __init__(self, indicators: list[Indicator]) -> None:
        self.indicators = {indicator.key: indicator for indicator in indicators}
        if len(self.indicators) != len(indicators):
            raise ValueError("Two indicators share a key.")

    def __iter__(self) -> Any:
        return iter(self.indicators.values())

    def extend(self, indicators: list[Indicator]) -> None:
        """Take in the indicators of a room above the catalogue, called once by that room when the site starts."""
        if taken := [indicator.key for indicator in indicators if indicator.key in self.indicators]:
            raise ValueError(f"These indicators are listed twice: {taken}.")
        self.indicators.update({indicator.key: indicator for indicator in indicators})

    def get(self, key: str) -> Indicator:
        """The indicator of a key; raises UnknownIndicator."""
        try:
            return self.indicators[key]
        except KeyError as error:
            raise UnknownIndicator(key) from error


_published: list[Catalogue] = []


def publish(catalogue: Catalogue) -> Catalogue:
    """Called once by taizhang.catalogue, so that rooms below it can look figures up without importing the ledgers."""
    _published[:] = [catalogue]
    return catalogue


def published() -> Catalogue:
    """The district's catalogue."""
    return _published[0]
