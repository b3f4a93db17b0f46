"""A figure by unit and by month, as tables and as charts whose bars lead to the same figure scoped to that bar."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.figures.forms import address
from taizhang.figures.indicator import Indicator, Scope, Value
from taizhang.foundation.periods import Period
from taizhang.organisation.models import Unit
from taizhang.web import display

CHART_PLACES = 4


@dataclass(frozen=True)
class Bar:
    """One line of a breakdown: what it is called, its value, and where it leads."""

    title: str
    value: Value
    url: str

    @property
    def shown(self) -> str:
        """The value as people read it."""
        return display.plain(self.value)


def url(indicator: Indicator, query: str) -> str:
    """A figure's page with a scope."""
    return f"{reverse('figures:detail', args=[indicator.key])}?{query}"


def by_unit(indicator: Indicator, scope: Scope, codes: dict[int, str]) -> list[Bar]:
    """A bar for every unit that has rows; `codes` are the units' codes by id."""
    return [
        Bar(
            name or _("未归单位"),
            value,
            url(indicator, address(scope, unit=codes[unit_id])) if unit_id in codes else "",
        )
        for unit_id, name, value in indicator.by_unit(scope)
    ]


def overlap(indicator: Indicator, scope: Scope) -> str:
    """The line that reconciles the units with the whole, "−2": what is counted for several units; empty where nothing is."""
    twice = indicator.overlap(scope)
    return f"−{display.plain(twice)}" if twice else ""


def by_month(indicator: Indicator, scope: Scope) -> list[Bar]:
    """A bar for every month that has rows; a month at the edge of the period leads to its part within it."""
    found = []
    for month, value in indicator.by_month(scope):
        period = _month_within(month, scope)
        query = address(scope, period=period)
        found.append(Bar(f"{month:%Y-%m}", value, url(indicator, query)))
    return found


def _month_within(month: date, scope: Scope) -> Period:
    end = month.replace(day=monthrange(month.year, month.month)[1])
    return Period(max(month, min(scope.period.start, end)), min(end, max(scope.period.end, month)))


def chart(bars: list[Bar], *, kind: str, name: Any, unit: str) -> dict[str, Any]:
    """The JSON that frontend/src/charts.ts draws."""
    return {
        "kind": kind,
        "categories": [bar.title for bar in bars],
        "series": [
            {
                "name": str(name),
                "values": [
                    None if bar.value is None else display.plain(bar.value, CHART_PLACES) for bar in bars
                ],
            }
        ],
        "unit": unit,
        "links": [bar.url or None for bar in bars],
    }


def unit_codes() -> dict[int, str]:
    """Unit id → code, in one query."""
    return dict(Unit.objects.values_list("pk", "code"))
