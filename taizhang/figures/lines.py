"""A figure on one line, as the catalogue and the desk show it: value, target, completion, and where it leads."""

from dataclasses import dataclass
from fractions import Fraction

from taizhang.figures import charts, wording
from taizhang.figures.forms import address
from taizhang.figures.indicator import Indicator, Scope, Value, published
from taizhang.foundation.quantities import ratio, show_percent
from taizhang.web import display

TARGET = ".target"


@dataclass(frozen=True)
class Line:
    """A figure of the catalogue for a scope: its value, and its target where there is one."""

    indicator: Indicator
    value: Value
    target: Value
    url: str

    @property
    def shown(self) -> str:
        """The value as prose would print it."""
        return wording.number(self.value)

    @property
    def brief(self) -> str:
        """The value with two decimals at most, for a small tile."""
        return display.plain(self.value)

    @property
    def target_shown(self) -> str:
        """The target, or nothing."""
        return "" if self.target is None else wording.number(self.target)

    @property
    def share(self) -> Fraction | None:
        """Value ÷ target."""
        return None if self.value is None or not self.target else ratio(self.value, self.target)

    @property
    def completion(self) -> str:
        """The share in per cent, or nothing."""
        return "" if self.share is None else f"{show_percent(self.share)}%"

    @property
    def meter(self) -> int:
        """The share in thousandths, between nothing and all: how far the bar is filled."""
        return 0 if self.share is None else int(min(max(self.share, Fraction(0)), Fraction(1)) * 1000)


def target_of(indicator: Indicator, scope: Scope) -> Value:
    """The value of "<key>.target" for the scope, where the catalogue has one and it is not zero."""
    key = f"{indicator.key}{TARGET}"
    return (published().get(key).value(scope) or None) if key in published().indicators else None


def line(indicator: Indicator, scope: Scope) -> Line:
    """One figure with its target and its address."""
    return Line(
        indicator, indicator.value(scope), target_of(indicator, scope), charts.url(indicator, address(scope))
    )
