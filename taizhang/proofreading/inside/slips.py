"""Tells a slip of the pen: one digit wrong, or two neighbouring digits exchanged, in one number of several."""

from collections.abc import Sequence
from decimal import Decimal

from taizhang.proofreading.inside.amounts import Amount


def one_slip_apart(parts: Sequence[Amount], whole: Amount) -> bool:
    """Whether one wrong digit, or two exchanged, in a part or in the whole explains that the parts do not make it up."""
    values = [one.value for one in (*parts, whole)]
    if any(value is None for value in values):
        return False
    *numbers, total = [value for value in values if value is not None]
    difference = total - sum(numbers, Decimal(0))
    return slip_of(total, total - difference) or any(
        slip_of(number, number + difference) for number in numbers
    )


def slip_of(printed: Decimal, meant: Decimal) -> bool:
    """Whether two numbers differ in one digit, or in two neighbours exchanged: 286 and 268, 58 and 68; never 8 and 9."""
    if meant <= 0:
        return False
    digits, others = _digits(printed, meant)
    if len(digits) != len(others) or len(digits) < 2:
        return False
    differing = [place for place, (one, other) in enumerate(zip(digits, others, strict=True)) if one != other]
    if len(differing) == 1:
        return True
    return (
        len(differing) == 2
        and differing[1] == differing[0] + 1
        and digits[differing[0]] == others[differing[1]]
        and digits[differing[1]] == others[differing[0]]
    )


def _digits(*numbers: Decimal) -> tuple[str, ...]:
    """The digits of numbers on one scale, without the zeros that all of them end in."""
    lowest = min(int(number.normalize().as_tuple().exponent) for number in numbers)
    return tuple(format(number.scaleb(-lowest), "f").split(".")[0] for number in numbers)
