"""The unit that has a request and the first unit are reminded before the limit and once after it."""

from taizhang.enterprises.actions import requests as actions
from taizhang.enterprises.reminders import REMINDERS
from taizhang.enterprises.waiting import WAITING
from taizhang.organisation.models import User
from taizhang.reminders.rules import Due
from tests import factories
from tests.enterprises import makers
from tests.enterprises.makers import day

NEAR, OVER = REMINDERS


def on(rule_number: int, text: str) -> list[Due]:
    return list(REMINDERS[rule_number].find(day(text)))


def test_a_request_is_near_its_limit_two_working_days_before(clerk: User) -> None:
    row = makers.request(clerk)  # due on Monday the 8th
    assert [len(on(0, text)) for text in ("06-03", "06-04", "06-05", "06-08", "06-09")] == [0, 1, 1, 1, 0]
    (due,) = on(0, "06-04")
    assert (due.subject_id, due.on, due.user_ids) == (row.pk, day("06-08"), (clerk.pk,))
    assert due.url == f"/enterprises/requests/{row.pk}/"
    assert row.enterprise.name in due.text and "2020-06-08" in due.text


def test_a_request_past_its_limit_reminds_until_it_is_answered(clerk: User) -> None:
    row = makers.request(clerk)
    assert [len(on(1, text)) for text in ("06-08", "06-09", "06-30")] == [0, 1, 1]
    assert on(1, "06-09") == on(1, "06-30")  # the same reminder, so that nobody is reminded of it twice
    makers.answered(clerk, row)
    assert not on(1, "06-30")


def test_the_first_unit_is_reminded_too_when_another_handles_it(clerk: User, rival: User) -> None:
    row = makers.request(clerk)
    actions.hand_over(by=clerk, request=row, unit=rival.unit, reason="归街道")
    (due,) = on(1, "06-09")
    assert due.user_ids == (rival.pk, clerk.pk)


def test_rules_take_the_same_queries_however_much_they_find(
    clerk: User, django_assert_num_queries: object
) -> None:
    for number in (1, 20):
        for _each in range(number):
            makers.request(clerk)
        on(1, "06-09")
        with django_assert_num_queries(2):  # type: ignore[operator]
            assert on(1, "06-09")


def test_only_the_own_units_requests_wait_for_a_clerk(clerk: User, rival: User) -> None:
    factories.district(stands_on=day("06-19"))
    makers.request(clerk)
    makers.request(rival, unit=clerk.unit)
    makers.request(clerk, unit=rival.unit)
    counts = {each.url(clerk).split("?")[1].split("&")[0]: each.count(clerk) for each in WAITING}
    assert counts == {"state=opened": 2, "state=assigned": 0, "situation=overdue": 2}
