"""Working days: Monday–Friday, the public holidays and their make-up days, and what the administrator changes of them."""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.organisation import posts, workdays
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    workdays.forget()
    yield
    workdays.forget()


def test_the_days_that_the_state_council_arranged_are_known() -> None:
    """Dragon Boat Festival 2020: Thursday 25 to Saturday 27 June free, Sunday 28 June worked."""
    worked = [workdays.is_working_day(date(2020, 6, day)) for day in range(22, 31)]
    assert worked == [True, True, True, False, False, False, True, True, True]


def test_every_day_of_2020_is_as_the_calendar_says() -> None:
    for number in range(366):
        day = date(2020, 1, 1) + timedelta(days=number)
        assert workdays.is_working_day(day) == chinese_calendar.is_workday(day), day


def test_past_the_known_years_monday_to_friday_holds() -> None:
    assert [workdays.is_working_day(date(2055, 10, day)) for day in range(1, 8)] == [
        date(2055, 10, day).weekday() < 5 for day in range(1, 8)
    ]


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        (date(2020, 6, 19), 0, date(2020, 6, 19)),
        (date(2020, 6, 19), 3, date(2020, 6, 24)),  # Friday: Monday, Tuesday, Wednesday
        (date(2020, 6, 19), 5, date(2020, 6, 29)),  # over the festival, by way of the worked Sunday
        (date(2020, 6, 25), 1, date(2020, 6, 28)),
        (date(2020, 6, 29), -4, date(2020, 6, 22)),
    ],
)
def test_a_limit_is_counted_in_working_days(start: date, count: int, end: date) -> None:
    assert workdays.add_working_days(start, count) == end
    assert workdays.working_days_between(start, end) == count


def test_counting_days_between_agrees_with_walking_over_them() -> None:
    start = date(2019, 12, 28)
    for length in range(0, 420, 7):
        end = start + timedelta(days=length)
        walked = sum(workdays.is_working_day(start + timedelta(days=day)) for day in range(1, length + 1))
        assert workdays.working_days_between(start, end) == walked
        assert workdays.working_days_between(end, start) == -walked


def test_the_calendar_is_read_once_however_often_it_is_asked() -> None:
    with CaptureQueriesContext(connection) as queries:
        for number in range(50):
            workdays.add_working_days(date(2020, 1, 1), number)
    assert len(queries) == 1


def test_the_holders_of_a_post_are_found_by_role_unit_and_day() -> None:
    town, other = factories.unit("峡窝镇"), factories.unit("示例街道")
    clerk, second = factories.person("town_clerk", town), factories.person("town_clerk", other)
    factories.person("town_clerk", town, is_active=False)
    reader = factories.person("reader", town)
    assert posts.holders("town_clerk") == [clerk.pk, second.pk]
    assert posts.holders(("town_clerk", "reader"), town.pk) == [clerk.pk, reader.pk]
    assert posts.holders("town_clerk", day=date(2018, 12, 31)) == []
    assert posts.holders_by_unit("town_clerk") == {town.pk: [clerk.pk], other.pk: [second.pk]}
