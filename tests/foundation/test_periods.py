"""Periods of whole days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation.periods import Period, elapsed_months, month, parse_period, year, year_to
from taizhang.foundation.quantities import QuantityError

JUNE_19 = date(2020, 6, 19)
DAYS = st.dates(date(2015, 1, 1), date(2025, 12, 31))


def test_both_ends_are_in_the_period() -> None:
    period = year_to(JUNE_19)
    assert period == Period(date(2020, 1, 1), JUNE_19)
    assert period.contains(date(2020, 1, 1)) and JUNE_19 in period
    assert date(2020, 6, 20) not in period and date(2019, 12, 31) not in period


def test_years_and_months_are_whole() -> None:
    assert year(2020) == Period(date(2020, 1, 1), date(2020, 12, 31))
    assert month(2020, 2) == Period(date(2020, 2, 1), date(2020, 2, 29))


def test_a_period_is_cut_into_calendar_months() -> None:
    pieces = Period(date(2019, 12, 15), date(2020, 2, 3)).months()
    assert pieces == [
        Period(date(2019, 12, 15), date(2019, 12, 31)),
        month(2020, 1),
        Period(date(2020, 2, 1), date(2020, 2, 3)),
    ]


@given(DAYS, st.integers(0, 900))
def test_the_months_are_the_period_again(start: date, length: int) -> None:
    period = Period(start, start + timedelta(days=length))
    assert [day for piece in period.months() for day in piece.days()] == list(period.days())


def test_an_end_before_the_start_is_refused() -> None:
    with pytest.raises(QuantityError, match="早于起始日"):
        Period(JUNE_19, date(2020, 6, 18))


def test_empty_ends_mean_the_year_so_far() -> None:
    assert parse_period(None, "", JUNE_19) == year_to(JUNE_19)
    assert parse_period("2020.6.1", None, JUNE_19) == Period(date(2020, 6, 1), JUNE_19)
    assert parse_period("2019-01-01", "2019-12-31", JUNE_19) == year(2019)


def test_nothing_after_the_as_of_day_is_counted() -> None:
    assert parse_period("2020-06-01", "2020-12-31", JUNE_19) == Period(date(2020, 6, 1), JUNE_19)
    with pytest.raises(QuantityError, match="晚于截至日"):
        parse_period("2020-07-01", None, JUNE_19)
    with pytest.raises(QuantityError, match="早于起始日"):
        parse_period("2020-06-10", "2020-06-01", JUNE_19)


def test_stretches_that_still_last_overlap() -> None:
    june = month(2020, 6)
    assert june.overlaps(date(2020, 5, 1), None)
    assert june.overlaps(date(2020, 5, 1), date(2020, 6, 1))
    assert not june.overlaps(date(2020, 5, 1), date(2020, 5, 31))
    assert not june.overlaps(date(2020, 7, 1), None)
    assert june.until(date(2020, 5, 31)) is None
    assert june.until(JUNE_19) == Period(date(2020, 6, 1), JUNE_19)


def test_a_month_has_elapsed_when_its_last_day_has() -> None:
    assert [elapsed_months(day) for day in (date(2020, 6, 12), date(2020, 6, 30), date(2020, 1, 1))] == [
        5,
        6,
        0,
    ]
    assert elapsed_months(date(2020, 6, 12), count_current=True) == 6
    assert elapsed_months(date(2020, 12, 31)) == 12
