"""How a figure's value reads in prose: exact with its unit, the bare number, or rounded down with 余."""

from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from taizhang.figures.indicator import Value
from taizhang.foundation.quantities import rounded_down_yu, show_fraction, show_plain, yu_base
from taizhang.foundation.refusals import Refused

EXACT, NUMBER, YU = "", "number", "yu"
SHOWS = (EXACT, NUMBER, YU)
_EXACT_PLACES = 4  # a share that ends within so many decimals is printed as it is; any other with two


def exact(value: Value) -> str:
    """A value as text that loses nothing: "75", "225.7", "140/3"; Fraction(exact(value)) == value. None is empty."""
    return "" if value is None else show_plain(value) if isinstance(value, Decimal) else str(value)


def number(value: Value) -> str:
    """A value as prose prints it: money and counts exact, a share that does not end rounded half up to two places.

    100 is "100", Decimal("225.70") "225.7", Fraction(140, 3) "46.67"; None is "—".
    """
    if value is None:
        return "—"
    if not isinstance(value, Fraction):
        return exact(value)
    whole = value * 10**_EXACT_PLACES
    return show_plain(Decimal(show_fraction(value, _EXACT_PLACES if whole.denominator == 1 else 2)))


def worded(value: Value, unit_of_measure: str, show: str = EXACT) -> tuple[str, str]:
    """The number and the unit as printed: ("75", "家"), ("120余", "人次"), with NUMBER ("75", "").

    Raises Refused with a sentence where there is no value, and where 余 would claim more than there is: only a whole
    number above its round number may carry it.
    """
    if value is None:
        raise Refused(_("所选范围内没有可数的记录，不能印成数字。"))
    if show == NUMBER:
        return number(value), ""
    if show == YU:
        if not isinstance(value, int):
            raise Refused(_("只有整数才能写成“余”，这里是 %(value)s。") % {"value": number(value)})
        if yu_base(value) == value:
            raise Refused(_("正好是 %(value)s，写成“余”就多说了；请印准确数。") % {"value": value})
        return rounded_down_yu(value), unit_of_measure
    if show != EXACT:
        raise Refused(_("不认识的写法“%(show)s”，可用的是 yu 和 number。") % {"show": show})
    return number(value), unit_of_measure
