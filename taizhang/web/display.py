"""How values look on screen: dates and moments in Shanghai time, money in 亿元 from 万元, nothing as nothing."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from taizhang.foundation.clock import SHANGHAI


def text(value: Any) -> str:
    """Any plain value; None is empty, dates are ISO, moments are Shanghai minutes."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "、".join(str(part) for part in value)
    return str(value)


def moment(value: datetime | None) -> str:
    """2020-06-19 18:00, in Shanghai."""
    return f"{value.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if value else ""


def yi(value: Decimal | None, places: int = 2) -> str:
    """万元 as 亿元 with a fixed number of places, half up: what a list shows, never what a rule tests."""
    if value is None:
        return ""
    return str((Decimal(value) / 10000).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def wan(value: Decimal | None) -> str:
    """万元 with thousands separators and no needless zeros."""
    return f"{Decimal(value).normalize():,f}" if value is not None else ""


def plain(value: Any, places: int = 2) -> str:
    """A figure's value: integers whole, Decimals and Fractions without needless zeros, at most `places` places."""
    if value is None:
        return "—"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Fraction):
        value = Decimal(value.numerator) / Decimal(value.denominator)
    rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".") if "." in f"{rounded:f}" else f"{rounded:f}"
