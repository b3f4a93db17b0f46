"""The figures of 20 units as of a date: what a figure's page asks beside the same by hand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection

from bench import by_hand, generator
from bench.district import District
from bench.timing import Line, in_turns
from taizhang.catalogue import CATALOGUE
from taizhang.figures.indicator import Scope

TARGET = 1.5


def measure(district: District, count: int) -> Iterator[Line]:
    """Problems found, closed, and the closure rate: of the year, and of all eighteen months."""
    district.open_ledger(count)
    for start, span in ((date(2020, 1, 1), "of the year"), (generator.FIRST_DAY, "of 18 months")):
        scope = Scope.of(generator.AS_OF, start=start)
        for key, column in (("problems_found", 2), ("problems_closed", 3), ("closure_rate", None)):
            indicator = CATALOGUE.get(f"construction.{key}")

            def by_sql(start: date = start, column: int | None = column) -> list[tuple[Any, ...]]:
                found = by_hand.by_unit(start, generator.AS_OF)
                return [(*row[:2], row[column] if column else 100 * row[3] / row[2]) for row in found]

            def by_indicator(
                indicator: Any = indicator, scope: Scope = scope, key: str = key
            ) -> list[tuple[Any, ...]]:
                return [
                    (pk, name, float(value) if key == "closure_rate" else value)
                    for pk, name, value in indicator.by_unit(scope)
                ]

            ours, raw = in_turns(by_indicator, by_sql, turns=district.turns, times=max(1, 20_000 // count))
            yield Line(
                f"20 units, {key.replace('_', ' ')} {span}", count, ours, raw, TARGET, "SQL, covering index"
            )
    connection.close()
