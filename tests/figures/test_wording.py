"""How values read in prose."""

from decimal import Decimal
from fractions import Fraction

import pytest

from taizhang.figures.wording import NUMBER, YU, exact, number, worded
from taizhang.foundation.refusals import Refused


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (75, "75"),
        (Decimal("225.70"), "225.7"),
        (Decimal("2.257E+2"), "225.7"),
        (Fraction(100), "100"),
        (Fraction(375, 10), "37.5"),
        (Fraction(140, 3), "46.67"),
        (None, "—"),
    ],
)
def test_a_value_is_printed_exactly_and_a_share_that_does_not_end_with_two_places(
    value: object, text: str
) -> None:
    assert number(value) == text  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [75, Decimal("54.99996"), Fraction(140, 3), Fraction(100)])
def test_the_exact_text_loses_nothing(value: int | Decimal | Fraction) -> None:
    assert Fraction(exact(value)) == Fraction(value)


def test_a_figure_is_worded_with_its_unit_without_it_or_rounded_down() -> None:
    assert worded(75, "家") == ("75", "家")
    assert worded(75, "家", NUMBER) == ("75", "")
    assert worded(124, "人次", YU) == ("120余", "人次")
    assert worded(68, "次", YU) == ("60余", "次")


@pytest.mark.parametrize(
    ("value", "said"),
    [(120, "正好是 120"), (8, "正好是 8"), (Decimal("225.7"), "整数"), (None, "没有可数的记录")],
)
def test_yu_is_refused_where_it_would_say_more_than_there_is(value: object, said: str) -> None:
    with pytest.raises(Refused, match=said):
        worded(value, "人次", YU)  # type: ignore[arg-type]
