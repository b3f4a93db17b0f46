"""Completion, gaps, lights, scores and ranks."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.targets.progress import (
    LightRules,
    Ranked,
    capped_score,
    completion,
    efficacy_score,
    gap_points,
    light,
    over_assignment,
    rank,
)
from taizhang.targets.states import Light

SHARES = st.fractions(0, 2, max_denominator=1000)


def test_completion_is_an_exact_fraction() -> None:
    assert completion(7, 15) == Fraction(7, 15)
    assert completion(Decimal("225.7"), Decimal(105)) == Fraction(2257, 1050)
    assert completion(7, None) is None


def test_the_gap_is_in_exact_percentage_points() -> None:
    assert gap_points(Fraction(7, 15), 5) == Fraction(5)
    assert gap_points(Fraction(1, 3), 5) == Fraction(-25, 3)
    assert gap_points(Fraction(1), 12) == 0


@pytest.mark.parametrize(
    ("behind", "shown"),
    [
        (Fraction(-5), Light.GREEN),
        (Fraction(0), Light.GREEN),
        (Fraction(1, 1000), Light.GREEN_LAGGING),
        (Fraction(9999, 1000), Light.GREEN_LAGGING),
        (Fraction(10), Light.YELLOW),
        (Fraction(30), Light.YELLOW),
        (Fraction(30001, 1000), Light.RED),
    ],
)
def test_the_lights_change_where_the_rule_says(behind: Fraction, shown: Light) -> None:
    assert light(Fraction(1, 2) - behind / 100, 6) == shown


def test_a_missed_start_month_is_yellow_at_the_least() -> None:
    assert light(Fraction(1), 6, missed_start=True) == Light.YELLOW
    assert light(Fraction(0), 6, missed_start=True) == Light.RED


def test_without_a_target_there_is_no_light() -> None:
    assert light(completion(7, None), 6) is None
    assert light(completion(7, 0), 6) is None


def test_thresholds_are_data() -> None:
    strict = LightRules(yellow_from=Fraction(5), red_above=Fraction(8))
    assert light(Fraction(44, 100), 6, rules=strict) == Light.YELLOW
    assert light(Fraction(40, 100), 6, rules=strict) == Light.RED


@given(SHARES, SHARES, st.integers(0, 12))
def test_more_done_is_never_a_worse_light(one: Fraction, other: Fraction, months: int) -> None:
    order = list(Light)
    worse, better = sorted((one, other))
    first, second = light(worse, months), light(better, months)
    assert first is not None and second is not None
    assert order.index(second) <= order.index(first)


def test_the_units_targets_may_exceed_the_districts() -> None:
    assert over_assignment([6, 6, 6], 15) == Fraction(6, 5)


def test_the_capped_ratio_scores_no_more_than_full_marks() -> None:
    assert capped_score(Fraction(7, 15), 30) == 14
    assert capped_score(Fraction(3, 2), 30) == 30
    assert capped_score(Fraction(3, 2), 30, cap=Fraction(6, 5)) == 36


def test_the_efficacy_coefficient_runs_from_sixty_to_a_hundred() -> None:
    assert [efficacy_score(x, 2, 10) for x in (2, 6, 10)] == [60, 80, 100]
    assert efficacy_score(Decimal("4.2"), Decimal("4.2"), Decimal("4.2"), points=20) == 20
    assert efficacy_score(Fraction(1, 2), Decimal("0"), 1, points=10) == 8
    with pytest.raises(ValueError, match="outside"):
        efficacy_score(11, 2, 10)


def test_equal_scores_share_a_place_and_no_target_has_none() -> None:
    scores = {"甲": Fraction(80), "乙": Fraction(90), "丙": Fraction(80), "丁": None, "戊": Fraction(70)}
    assert rank(scores) == [
        Ranked("乙", Fraction(90), 1),
        Ranked("甲", Fraction(80), 2),
        Ranked("丙", Fraction(80), 2),
        Ranked("戊", Fraction(70), 4),
        Ranked("丁", None, None),
    ]
