"""What a figure is: a key, a definition, the query of the rows that it counts, and a measure over exactly those rows."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
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
    """The number of rows."""

    path = ""

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
class Indicator:
    """A figure of the catalogue.

    `rows(scope)` is the queryset of the rows counted, unfiltered by reader; `measure` is over those rows.
    `unit_path` leads from a row to its Unit, `date_path` to the date (or instant) by which months are told apart; both may be
    annotations. `record_view` is the url name that opens a row by pk. `ledger` is the room whose readers may open rows.
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

    def groups(self, scope: Scope) -> dict[int | None, dict[str, Any]]:
        """Unit id → the parts of the measure over that unit's own rows: one query, which joins no other table."""
        path = f"{self.unit_path}__id"
        groups = self.rows(scope).order_by().values(path).annotate(**self.measure.expression())
        return {group.pop(path): group for group in groups}

    def by_unit(self, scope: Scope) -> list[tuple[int | None, str, Value]]:
        """(unit id, unit name, value) of every unit that has rows, in the units' order; rows without one come last."""
        groups = self.groups(scope)
        units = Unit.objects.order_by("position", "pk").values_list("pk", "short_name")
        names: list[tuple[int | None, str]] = [*units, (None, "")]
        return [(pk, name, self.measure.of_group(groups[pk])) for pk, name in names if pk in groups]

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
