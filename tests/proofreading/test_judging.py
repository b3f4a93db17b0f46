"""A printed quantity against the value found: the domain's examples, one by one, and the wording offered instead."""

from decimal import Decimal
from fractions import Fraction

import pytest

from taizhang.proofreading.claim import Dimension, Quantity
from taizhang.proofreading.judging import Found, Verdict, factor, judge
from taizhang.proofreading.suggesting import suggestions

SUPPORTED, CONTRADICTED, WARNING, UNDECIDED = "支持", "矛盾", "警告", "无法判断"


def quantity(
    text: str,
    value: str | None,
    unit: str,
    low: str | None = None,
    high: str | None = None,
    *,
    approx: str = "",
    low_open: bool = False,
    high_open: bool = False,
) -> Quantity:
    """A quantity as the reading makes them; the ends are the value itself where none are given."""
    number = None if value is None else Decimal(value)
    ends = [None if end is None else Decimal(end) for end in (low, high)]
    if not approx and low is None and high is None:
        ends = [number, number]
    dimension = Dimension.MONEY if "元" in unit else Dimension.PERCENT if unit == "%" else Dimension.COUNT
    decimals = len(value.split(".")[1]) if value and "." in value else 0
    return Quantity(
        text, 0, len(text), number, ends[0], ends[1], unit, dimension, low_open, high_open, approx, decimals
    )


YU = quantity("120余人次", "120", "人次", "120", "130", approx="余", low_open=True, high_open=True)
ABOVE = quantity("15个以上", "15", "个", "15", approx="以上")
OVER = quantity("超10亿元", "10", "亿元", "10", approx="超", low_open=True)
AROUND = quantity("100家左右", "100", "家", "95", "105", approx="左右")
RANGE = quantity("3.2—3.5亿元", None, "亿元", "3.2", "3.5")
MONEY = quantity("225.7亿元", "225.7", "亿元")


@pytest.mark.parametrize(
    ("found", "verdict"), [(119, CONTRADICTED), (120, WARNING), (121, SUPPORTED), (129, SUPPORTED), (130, CONTRADICTED)]
)  # fmt: skip
def test_yu_is_an_open_interval_and_its_round_number_a_warning(found: int, verdict: str) -> None:
    assert judge(YU, found, "人次").verdict == verdict


def test_a_contradicted_yu_is_offered_in_its_own_manner() -> None:
    assert suggestions(YU, 130, "人次") == ("130人次", "130余人次")
    assert suggestions(YU, 137, "人次") == ("130余人次",)
    assert suggestions(YU, 119, "人次") == ("110余人次",)
    assert suggestions(YU, 8, "人次") == ("8人次",)


def test_forty_nine_merchants_are_no_fifty_odd() -> None:
    fifty = quantity("50余家", "50", "家", "50", "60", approx="余", low_open=True, high_open=True)
    assert judge(fifty, 49, "家").verdict == CONTRADICTED
    assert judge(fifty, 54, "家").verdict == SUPPORTED
    assert judge(fifty, 53, "次").verdict == UNDECIDED  # warnings are not merchants


@pytest.mark.parametrize(
    ("found", "verdict"),
    [("225.7", SUPPORTED), ("225.65", SUPPORTED), ("225.75", SUPPORTED), ("225.6499", CONTRADICTED), ("225.7501", CONTRADICTED)],
)  # fmt: skip
def test_a_decimal_is_good_for_half_its_last_digit(found: str, verdict: str) -> None:
    assert judge(MONEY, Decimal(found), "亿元").verdict == verdict


@pytest.mark.parametrize(
    ("printed", "found", "verdict"),
    [
        (ABOVE, 15, SUPPORTED),
        (ABOVE, 14, CONTRADICTED),
        (OVER, Decimal("10"), CONTRADICTED),
        (OVER, Decimal("10.01"), SUPPORTED),
        (AROUND, 95, SUPPORTED),
        (AROUND, 105, SUPPORTED),
        (AROUND, 106, CONTRADICTED),
        (RANGE, Decimal("3.3"), SUPPORTED),
        (RANGE, Decimal("3.6"), CONTRADICTED),
        (quantity("23个", "23", "个"), 23, SUPPORTED),
        (quantity("23个", "23", "个"), 22, CONTRADICTED),
        (quantity("23个", "23", "个"), None, UNDECIDED),
    ],
)
def test_bounds_are_kept_as_worded(printed: Quantity, found: Found, verdict: str) -> None:
    assert judge(printed, found, "家" if printed is AROUND else printed.unit).verdict == verdict


def test_money_is_compared_across_units_exactly() -> None:
    assert judge(quantity("225700万元", "225700", "万元"), Decimal("22.57"), "亿元").verdict == SUPPORTED
    assert judge(quantity("4.2亿元", "4.2", "亿元"), Decimal("42000"), "万元").verdict == SUPPORTED
    assert judge(quantity("0.1亿元", "0.1", "亿元"), Decimal("1000"), "万元").verdict == SUPPORTED
    assert factor("亿元", "万元") == 10_000
    assert factor("亿元", "万美元") is None


def test_whole_money_that_was_rounded_is_a_warning() -> None:
    assert judge(quantity("226亿元", "226", "亿元"), Decimal("225.7"), "亿元").verdict == WARNING
    assert judge(quantity("226亿元", "226", "亿元"), Decimal("225.4"), "亿元").verdict == CONTRADICTED


def test_per_cent_is_held_against_the_fraction_with_its_printed_rounding() -> None:
    share = Fraction(140, 3)
    assert judge(quantity("46.67%", "46.67", "%"), share, "%").verdict == SUPPORTED
    assert judge(quantity("46.7%", "46.7", "%"), share, "%").verdict == SUPPORTED
    assert judge(quantity("46.6%", "46.6", "%"), share, "%").verdict == CONTRADICTED
    assert judge(quantity("47%", "47", "%"), share, "%").verdict == WARNING


def test_a_hundred_per_cent_is_said_of_nothing_less() -> None:
    assert judge(quantity("100%", "100", "%"), Fraction(9996, 100), "%").verdict == CONTRADICTED
    assert judge(quantity("100.0%", "100.0", "%"), Fraction(9996, 100), "%").verdict == CONTRADICTED
    assert judge(quantity("100%", "100", "%"), Fraction(100), "%").verdict == SUPPORTED


@pytest.mark.parametrize(
    ("one", "other"), [("人次", "人"), ("人次", "次"), ("家", "次"), ("%", "个百分点"), ("个", "人次")]
)
def test_units_of_other_things_do_not_compare(one: str, other: str) -> None:
    assert factor(one, other) is None


def test_measure_words_of_things_do_not_change_their_number() -> None:
    assert factor("家", "个") == factor("项", "处") == 1


@pytest.mark.parametrize(
    ("printed", "found", "unit", "offered"),
    [
        (quantity("23个", "23", "个"), 22, "个", "22个"),
        (MONEY, Decimal("224.69"), "亿元", "224.7亿元"),
        (quantity("4200万元", "4200", "万元"), Decimal("0.43"), "亿元", "4300万元"),
        (quantity("226亿元", "226", "亿元"), Decimal("225.7"), "亿元", "225.7亿元"),
        (quantity("50%", "50", "%"), Fraction(140, 3), "%", "46.67%"),
        (ABOVE, 14, "个", "14个"),
    ],
)
def test_what_is_offered_is_in_the_printed_unit(
    printed: Quantity, found: Found, unit: str, offered: str
) -> None:
    assert suggestions(printed, found, unit) == (offered,)
    assert judge(printed, found, unit).verdict != Verdict.SUPPORTED


def test_every_reason_is_one_whole_sentence() -> None:
    for printed, found in (
        (YU, 119),
        (YU, 120),
        (YU, 125),
        (MONEY, Decimal(1)),
        (OVER, Decimal(1)),
        (ABOVE, 1),
    ):
        judgement = judge(printed, found, printed.unit)
        sentence = judgement.template % {**judgement.values, "figure": "某数", "scope": "2020年"}
        assert sentence.endswith("。") and sentence.count("。") == 1
