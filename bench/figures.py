"""The figures of 20 units as of a date: what a figure's page asks beside the same by hand."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from bench import by_hand, generator
from bench.district import District
from bench.timing import Line, in_turns
from taizhang.catalogue import CATALOGUE
from taizhang.figures.indicator import Scope

TARGET, TARGET_AT = 1.5, 1_000_000


def measure(district: District, count: int) -> Iterator[Line]:
    """Problems found, closed, and the closure rate: of the year, and of all eighteen months."""
    district.open_ledger(count)
    for start, span in ((date(2020, 1, 1), "of the year"), (generator.FIRST_DAY, "of 18 months")):
        scope = Scope.of(generator.AS_OF, start=start)
        for figure in by_hand.FIGURES:
            indicator = CATALOGUE.get(f"construction.{figure}")
            ours, raw = in_turns(
                lambda indicator=indicator, scope=scope: _rounded(indicator.by_unit(scope)),
                lambda figure=figure, start=start: _rounded(by_hand.by_unit(figure, start, generator.AS_OF)),
                turns=district.turns,
                times=max(1, 50_000 // count),
            )
            work = f"20 units, {figure.replace('_', ' ')} {span}"
            target = TARGET if count == TARGET_AT else None
            yield Line(work, count, ours, raw, target, "SQL, covering index")


def _rounded(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """A share is a fraction here and a float there; counts stay as they are."""
    return [(pk, name, round(float(value), 9)) for pk, name, value in found]
