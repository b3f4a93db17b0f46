"""How many tables fit in front of a shop."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.night_market.pitch_rules import Capacity, Module, PitchRules, RoadClassRule, capacity, depth


def of(road_class: int, footway: int, area: int = 64, no_go_distance: int | None = None) -> tuple[int, int]:
    found = capacity(
        road_class=road_class, footway=footway, frontage=8000, area=area, no_go_distance=no_go_distance
    )
    return found.tables, found.chairs


def test_class_3_with_3600_of_footway_has_3_tables_and_12_chairs() -> None:
    assert of(3, 3600) == (3, 12)


def test_class_2_with_3200_has_4_and_8() -> None:
    assert of(2, 3200) == (4, 8)


def test_class_2_with_2700_has_none() -> None:
    assert of(2, 2700) == (0, 0)


def test_class_1_has_none() -> None:
    assert of(1, 9000) == (0, 0)


def test_class_3_with_tactile_paving_at_1400_has_4_and_8() -> None:
    assert of(3, 3600, no_go_distance=1400) == (4, 8)


def test_a_shop_of_25_square_metres_has_2_and_8() -> None:
    assert of(3, 3600, area=25) == (2, 8)


def test_the_pitch_itself_is_said() -> None:
    found = capacity(road_class=3, footway=3600, frontage=8000, area=Decimal("64.5"))
    assert found == Capacity(3, 12, 1500, 6800, Module(4, 1500, 2000))
    assert capacity(road_class=1, footway=3600, frontage=8000, area=64).module is None
    narrow = capacity(road_class=3, footway=3600, frontage=8000, area=64, doors=2, excluded=1000)
    assert (narrow.length, narrow.tables, narrow.chairs) == (4600, 2, 8)


def test_of_equally_many_chairs_the_fewer_tables_are_taken() -> None:
    found = capacity(road_class=3, footway=3600, frontage=4300, area=64)
    assert (found.tables, found.chairs) == (1, 4)
    assert found.module == Module(4, 1500, 2000)


def test_the_policy_is_data() -> None:
    wide = PitchRules(road_classes=((2, RoadClassRule(extend=2000, clear=1000)),))
    assert depth(2, 3600, rules=wide) == 2000
    with pytest.raises(ValueError, match="road class 3"):
        depth(3, 3600, rules=wide)


def test_a_measure_is_not_negative() -> None:
    with pytest.raises(ValueError, match="negative"):
        capacity(road_class=3, footway=-1, frontage=8000, area=64)


LENGTHS = st.integers(0, 20000)


@given(
    st.sampled_from([1, 2, 3]),
    LENGTHS,
    LENGTHS,
    st.integers(0, 500),
    st.none() | LENGTHS,
    st.integers(0, 3000),
)
def test_more_footway_never_seats_fewer(
    road_class: int, footway: int, frontage: int, area: int, no_go: int | None, more: int
) -> None:
    narrow, wide = (
        capacity(road_class=road_class, footway=width, frontage=frontage, area=area, no_go_distance=no_go)
        for width in (footway, footway + more)
    )
    assert 0 <= narrow.chairs <= wide.chairs
    assert narrow.tables <= area // 10
    assert narrow.depth >= 0 and narrow.length >= 0
