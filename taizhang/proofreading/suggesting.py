"""The wording that an editor may print instead of a quantity that does not hold: in its own unit and manner."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from taizhang.foundation.quantities import show_fraction, show_plain, yu_base
from taizhang.proofreading.claim import Quantity
from taizhang.proofreading.judging import Found, factor

_AFTER = ("余", "多")
_WAN = 10000


def suggestions(quantity: Quantity, found: Found, unit_of_measure: str) -> tuple[str, ...]:
    """What may be printed for a value in `unit_of_measure`, best first; empty where the units do not compare.

    120余人次 and 137 give 130余人次; 130 gives 130人次 and, as the text likes 余, 130余人次; 23个 and 22 give 22个;
    225.7亿元 and 224.69 give 224.7亿元.
    """
    times = factor(unit_of_measure, quantity.unit)
    if found is None or times is None:
        return ()
    value = Fraction(found) * times
    whole = value.denominator == 1
    if whole and value >= 10 and any(word in quantity.approx for word in _AFTER):
        number = int(value)
        word = next(word for word in _AFTER if word in quantity.approx)
        base = yu_base(number)
        rounded = f"{_spelt(base, quantity)}{word}{quantity.unit}"
        return (rounded,) if base != number else (f"{number}{quantity.unit}", rounded)
    return (f"{_rounded(value, quantity)}{quantity.unit}",)


def _spelt(number: int, quantity: Quantity) -> str:
    """A round number as the text writes such: 1.2万 where it wrote 万, else digits."""
    if "万" in quantity.text and "万" not in quantity.unit and number >= _WAN:
        return f"{show_plain(Decimal(number) / _WAN)}万"
    return str(number)


def _rounded(value: Fraction, quantity: Quantity) -> str:
    """The value with as many decimals as were printed; exact where that many do not tell it from zero or are not needed."""
    if value.denominator == 1:
        return str(int(value))
    places = max(quantity.decimals, 0)
    if not places and not quantity.approx:
        exact = next((n for n in range(1, 5) if (value * 10**n).denominator == 1), 2)
        return show_fraction(value, exact)
    shown = show_fraction(value, places)
    if Decimal(shown) == 0:
        return show_plain(Decimal(show_fraction(value, 4)).quantize(Decimal("0.0001"), ROUND_HALF_UP))
    return shown
