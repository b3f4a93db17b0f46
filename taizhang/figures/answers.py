"""A figure as other systems read it: the JSON of the API and of the command line."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from taizhang.figures.indicator import Indicator, Scope
from taizhang.organisation.models import User
from taizhang.web import display


def number(value: Any) -> int | float | str | None:
    """A JSON number, or a decimal string where a float would not hold it exactly."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Fraction):
        value = (Decimal(value.numerator) / Decimal(value.denominator)).normalize()
    near = float(value)
    if Decimal(repr(near)) == value:
        return int(near) if near.is_integer() else near
    return format(value, "f")


def _plain(value: Any) -> Any:
    if isinstance(value, int):
        return value
    return number(value) if isinstance(value, Decimal) else display.text(value)


def answer(
    indicator: Indicator, scope: Scope, *, rows: bool = False, reader: User | None = None
) -> dict[str, Any]:
    """{key, title, value, unit, as_of, period: {from, to}, of_unit?, rows?}; rows are those that the reader may open."""
    found: dict[str, Any] = {
        "key": indicator.key,
        "title": str(indicator.title),
        "value": number(indicator.value(scope)),
        "unit": str(indicator.unit_of_measure),
        "as_of": scope.as_of.isoformat(),
        "period": {"from": scope.period.start.isoformat(), "to": scope.period.end.isoformat()},
    }
    if scope.unit is not None:
        found["of_unit"] = scope.unit.name
    if rows:
        listed = indicator.listed(scope, reader=reader)
        scale = getattr(indicator.measure, "scale", Decimal(1))
        for (
            row
        ) in listed:  # the measured column in the figure's own unit, so that the rows add up to the value
            if scale != 1 and row[indicator.measure.path] is not None:
                row[indicator.measure.path] = Decimal(row[indicator.measure.path]) / scale
        found["rows"] = [{key: _plain(value) for key, value in row.items()} for row in listed]
    return found
