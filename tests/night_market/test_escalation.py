"""The ladder of measures, and who is one merchant."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation.clock import SHANGHAI
from taizhang.night_market.escalation import (
    BreachFact,
    LadderRules,
    RungChange,
    business_date,
    identity_marks,
    merchant_key,
    merge_merchants,
    next_rung,
    rung_by_breach,
    rung_changes,
    rungs,
    warnings_in_force,
)

EDUCATION, WARNING, PENALTY = 1, 2, 3


def at(month: int, day: int, hour: int, minute: int) -> date:
    return business_date(datetime(2020, month, day, hour, minute, tzinfo=SHANGHAI))


EXAMPLE = [
    BreachFact("卫生", at(6, 1, 21, 10)),
    BreachFact("噪音", at(6, 1, 23, 40)),
    BreachFact("噪音二", at(6, 5, 0, 30)),
    BreachFact("占道", at(6, 10, 20, 0)),
]
THIRD_VOIDED = [
    BreachFact(breach.key, breach.business_on, voided=breach.key == "噪音二") for breach in EXAMPLE
]


def test_half_past_midnight_belongs_to_last_night() -> None:
    assert at(6, 5, 0, 30) == date(2020, 6, 4)
    assert at(6, 5, 5, 59) == date(2020, 6, 4)
    assert at(6, 5, 6, 0) == date(2020, 6, 5)
    assert business_date(datetime(2020, 6, 4, 16, 30, tzinfo=UTC)) == date(2020, 6, 4)
    assert business_date(datetime(2020, 6, 5, 0, 30, tzinfo=SHANGHAI), rollover_hours=0) == date(2020, 6, 5)
    with pytest.raises(ValueError, match="aware"):
        business_date(datetime(2020, 6, 5))


def test_the_worked_example_climbs_to_the_third_rung() -> None:
    assert rung_by_breach(rungs(EXAMPLE)) == {
        "卫生": EDUCATION,
        "噪音": EDUCATION,
        "噪音二": WARNING,
        "占道": PENALTY,
    }
    assert [rung.business_on for rung in rungs(EXAMPLE)] == [
        date(2020, 6, 1),
        date(2020, 6, 4),
        date(2020, 6, 10),
    ]


def test_voiding_recomputes_the_later_rungs() -> None:
    before, after = rungs(EXAMPLE), rungs(THIRD_VOIDED)
    assert rung_by_breach(after) == {"卫生": EDUCATION, "噪音": EDUCATION, "占道": WARNING}
    assert rung_changes(before, after) == [
        RungChange("噪音二", WARNING, None),
        RungChange("占道", PENALTY, WARNING),
    ]
    assert [rung.keys for rung in warnings_in_force(after)] == [("占道",)]


def test_day_90_is_in_the_window_and_day_91_is_not() -> None:
    assert next_rung(THIRD_VOIDED, on=date(2020, 9, 8)) == WARNING
    assert next_rung(THIRD_VOIDED, on=date(2020, 9, 9)) == EDUCATION


def test_the_window_is_a_setting() -> None:
    assert next_rung(EXAMPLE, LadderRules(window_days=5), on=date(2020, 6, 16)) == EDUCATION
    assert next_rung(EXAMPLE, LadderRules(window_days=6), on=date(2020, 6, 16)) == WARNING


def test_several_breaches_of_one_night_make_one_rung() -> None:
    assert next_rung(EXAMPLE[:1], on=date(2020, 6, 1)) == EDUCATION
    one_voided = [BreachFact(1, date(2020, 6, 1), voided=True), BreachFact(2, date(2020, 6, 1))]
    assert next_rung(one_voided, on=date(2020, 6, 2)) == WARNING
    assert rungs(one_voided)[0].keys == (2,)


def test_what_was_not_served_does_not_count_yet() -> None:
    unserved = [BreachFact(1, date(2020, 6, 1), served=False)]
    assert rungs(unserved)[0].rung == EDUCATION
    assert not rungs(unserved)[0].effective
    assert next_rung(unserved, on=date(2020, 6, 2)) == EDUCATION
    assert warnings_in_force(rungs([BreachFact(0, date(2020, 5, 31)), *unserved])) == []


def test_immediate_danger_goes_past_the_ladder() -> None:
    danger = [BreachFact("消防通道", date(2020, 6, 1), immediate_danger=True)]
    [rung] = rungs(danger)
    assert (rung.rung, rung.passes_ladder) == (PENALTY, True)
    assert next_rung([], on=date(2020, 6, 1), immediate_danger=True) == PENALTY
    assert next_rung(danger, on=date(2020, 6, 2)) == WARNING
    on_top = [*EXAMPLE[:3], BreachFact("消防通道", date(2020, 6, 10), immediate_danger=True)]
    assert not rungs(on_top)[-1].passes_ladder


def test_the_order_of_recording_does_not_matter() -> None:
    assert rungs(reversed(EXAMPLE))[-1].rung == PENALTY


BREACHES = st.lists(
    st.builds(
        BreachFact,
        key=st.integers(),
        business_on=st.dates(date(2020, 1, 1), date(2020, 12, 31)),
        served=st.booleans(),
        voided=st.booleans(),
        immediate_danger=st.booleans(),
    ),
    max_size=25,
)


@given(BREACHES)
def test_every_rung_is_on_the_ladder_and_every_night_has_one(breaches: list[BreachFact]) -> None:
    ladder = rungs(breaches)
    assert all(1 <= rung.rung <= 3 for rung in ladder)
    nights = {breach.business_on for breach in breaches if not breach.voided}
    assert [rung.business_on for rung in ladder] == sorted(nights)


@given(BREACHES)
def test_each_rung_follows_the_formula(breaches: list[BreachFact]) -> None:
    ladder = rungs(breaches)
    for rung in ladder:
        earlier = [
            other
            for other in ladder
            if other.effective and timedelta(0) < rung.business_on - other.business_on <= timedelta(90)
        ]
        if not any(breach.immediate_danger for breach in breaches if breach.business_on == rung.business_on):
            assert rung.rung == min(3, 1 + len(earlier))


@given(BREACHES)
def test_voiding_never_raises_a_rung(breaches: list[BreachFact]) -> None:
    if not breaches:
        return
    first = breaches[0]
    voided = [BreachFact(first.key, first.business_on, first.served, True), *breaches[1:]]
    after = {rung.business_on: rung.rung for rung in rungs(voided)}
    before = {rung.business_on: rung.rung for rung in rungs(breaches)}
    assert all(after[night] <= before[night] for night in after if night in before)


def test_identity_follows_the_credit_code() -> None:
    assert merchant_key("91350100m000100y43", "甲", "一号") == ("code", "91350100M000100Y43")
    assert merchant_key("", "甲 ", "新安路（东）1号") == merchant_key("", "甲", "新安路(东)1号")
    assert merchant_key("", "甲", "") == ()
    assert len(identity_marks("91350100M000100Y43", "甲", "一号")) == 2


def test_a_new_licence_at_the_same_address_keeps_the_history() -> None:
    found = merge_merchants(
        [
            ("old", "91350100M000100Y43", "甲", "一号"),
            ("new", "91110000600037341L", "甲", "一号"),
            ("moved", "91110000600037341L", "甲", "二号"),
            ("neighbour", "", "乙", "一号"),
            ("nobody", "", "", ""),
            ("nobody else", "", "", ""),
        ]
    )
    assert found == {
        "old": "old",
        "new": "old",
        "moved": "old",
        "neighbour": "neighbour",
        "nobody": "nobody",
        "nobody else": "nobody else",
    }


def test_a_record_may_join_two_that_were_apart() -> None:
    rows = [("a", "1", "甲", "一号"), ("b", "2", "乙", "二号"), ("c", "2", "甲", "一号")]
    assert merge_merchants(rows) == {"a": "a", "b": "a", "c": "a"}


def test_58_warnings_over_53_records_are_50_merchants_and_56_warnings() -> None:
    """53 records; 5 have two warnings; 2 records' only ones are voided; 2 others share a credit code."""
    records = [(number, f"code-{number}", f"人{number}", f"{number}号") for number in range(53)]
    records[52] = (52, "code-51", "人52", "52号")
    merchant = merge_merchants(records)
    warned: dict[int, list[bool]] = {number: [True] for number in range(53)}
    for number in range(5):
        warned[number].append(True)
    warned[10], warned[11] = [False], [False]
    standing = [number for number, each in warned.items() for in_force in each if in_force]
    assert sum(len(each) for each in warned.values()) == 58
    assert len(standing) == 56
    assert len({merchant[number] for number in standing}) == 50
