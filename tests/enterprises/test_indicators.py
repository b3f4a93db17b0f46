"""The figures of the requests hold for the day asked about, whatever happened later, and are the measure of their rows."""

from fractions import Fraction
from typing import Any

import pytest

from taizhang.enterprises.actions import replies
from taizhang.enterprises.actions import requests as actions
from taizhang.enterprises.actions.visits import record_visit
from taizhang.enterprises.indicators import INDICATORS
from taizhang.enterprises.models import Answer, EnterpriseRequest
from taizhang.figures.indicator import Scope
from taizhang.organisation.models import User
from tests.enterprises import makers
from tests.enterprises.makers import day

FIGURES = {indicator.key.removeprefix("enterprises."): indicator for indicator in INDICATORS}


def figure(key: str, as_of: str = "06-30", **scope: Any) -> Any:
    """The figure, which is also the measure of the rows that it lists."""
    indicator, asked = FIGURES[key], Scope.of(day(as_of), **scope)
    value = indicator.value(asked)
    assert value == indicator.measure.of_rows(indicator.listed(asked))
    return value


def say(answer: Answer, on: str, satisfied: bool = True) -> EnterpriseRequest:
    return replies.give_verdict(
        token=makers.token(answer), today=day(on), satisfied=satisfied, words="话", signed_as="", address=""
    )


def again(answer: Answer, on: str) -> EnterpriseRequest:
    return replies.reopen(token=makers.token(answer), today=day(on), words="又坏了", signed_as="", address="")


def test_opened_counts_by_the_day_and_the_first_unit(clerk: User, rival: User) -> None:
    row = makers.request(clerk)
    makers.request(clerk, opened_on=day("06-10"))
    actions.hand_over(by=clerk, request=row, unit=rival.unit, reason="归街道")
    assert [figure("requests_opened", on) for on in ("05-31", "06-01", "06-30")] == [0, 1, 2]
    assert figure("requests_opened", unit=clerk.unit) == 2
    assert figure("requests_opened", unit=rival.unit) == 0


def test_solved_is_the_enterprises_word_and_ends_when_it_comes_back(clerk: User) -> None:
    row = makers.request(clerk)
    first = makers.answered(clerk, row, "06-03")
    say(first, "06-05", satisfied=False)
    second = makers.answered(clerk, row, "06-08")
    assert figure("requests_solved") == 0
    say(second, "06-10")
    assert [figure("requests_solved", on) for on in ("06-09", "06-10", "06-30")] == [0, 1, 1]
    again(second, "06-20")
    assert [figure("requests_solved", on) for on in ("06-10", "06-19", "06-20")] == [1, 1, 0]
    say(makers.answered(clerk, row, "06-22"), "06-24")
    assert [figure("requests_solved", on) for on in ("06-19", "06-20", "06-24")] == [1, 0, 1]
    assert figure("requests_solved", start=day("06-20")) == 1
    assert figure("requests_solved", start=day("06-25")) == 0


def test_in_time_is_judged_by_the_first_limit(clerk: User) -> None:
    """All are opened on 1 June and due on the 8th."""
    assert figure("requests_on_time_rate") is None
    prompt, slow, twice, silent, waiting = (makers.request(clerk) for _each in range(5))
    say(makers.answered(clerk, prompt, "06-08"), "06-15")  # answered within the limit, judged after it
    say(makers.answered(clerk, slow, "06-09"), "06-10")
    say(makers.answered(clerk, twice, "06-02"), "06-03", satisfied=False)
    say(makers.answered(clerk, twice, "06-10"), "06-11")
    makers.answered(clerk, waiting, "06-08")
    assert figure("requests_on_time_rate", "06-30") == Fraction(100, 4)
    assert figure("requests_on_time_rate", "06-08") is None  # nobody's time is over, and nothing is solved
    assert figure("requests_on_time_rate", "06-09") == Fraction(0)  # slow, twice and silent are late
    assert figure("requests_on_time_rate", "06-15") == Fraction(100, 4)
    assert silent.state == "opened"


def test_a_declined_request_is_neither_in_time_nor_late_while_it_stands_so(
    clerk: User, verifier: User
) -> None:
    row = makers.request(clerk)
    answer = actions.decline(by=verifier, request=row, day=day("06-02"), reason="不归区里管")
    assert (figure("requests_opened"), figure("requests_on_time_rate")) == (1, None)
    replies.object_to_declining(
        token=makers.token(answer), today=day("06-20"), words="归", signed_as="", address=""
    )
    assert figure("requests_on_time_rate", "06-19") is None
    assert figure("requests_on_time_rate", "06-20") == Fraction(0)


def test_who_had_to_come_twice_is_counted_from_the_second_time(clerk: User) -> None:
    row = makers.request(clerk)
    for on in ("06-02", "06-05"):
        actions.record_step(by=clerk, request=row, day=day(on), text="来补材料", came=True)
    actions.record_step(by=clerk, request=row, day=day("06-06"), text="上门送证")
    assert [figure("over_one_trip", on) for on in ("06-04", "06-05", "06-30")] == [0, 1, 1]


def test_visits_are_counted_by_the_visiting_unit(clerk: User, rival: User) -> None:
    firm = makers.enterprise(clerk)
    for who, on in ((clerk, "06-01"), (rival, "06-10")):
        record_visit(by=who, enterprise=firm, day=day(on), visitors="招商专干", heard="订单稳定")
    assert [figure("visits", on) for on in ("05-31", "06-09", "06-10")] == [0, 1, 2]
    assert figure("visits", unit=rival.unit) == 1


@pytest.mark.parametrize("key", sorted(FIGURES))
def test_months_and_units_sum_to_the_whole(clerk: User, rival: User, key: str) -> None:
    for who in (clerk, rival):
        row = makers.request(who)
        for on in ("06-02", "06-05"):
            actions.record_step(by=who, request=row, day=day(on), text="来补材料", came=True)
        say(makers.answered(who, row, "06-05"), "06-06")
        record_visit(by=who, enterprise=row.enterprise, day=day("06-01"), visitors="招商专干", heard="稳定")
    indicator, scope = FIGURES[key], Scope.of(day("06-30"))
    if indicator.unit_of_measure == "%":
        assert {value for _pk, _name, value in indicator.by_unit(scope)} == {Fraction(100)}
    else:
        assert sum(value for _pk, _name, value in indicator.by_unit(scope)) == indicator.value(scope) == 2
        assert sum(value for _month, value in indicator.by_month(scope)) == 2
