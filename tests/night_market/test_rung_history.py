"""The rung of every night on every day agrees with the ladder over what was known by then."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from taizhang.night_market.escalation import rungs
from taizhang.night_market.rung_history import DatedBreach, rung_spells

START = date(2020, 1, 1)
histories = st.lists(
    st.tuples(
        st.integers(0, 200),
        st.integers(0, 1),
        st.none() | st.integers(0, 30),
        st.none() | st.integers(0, 40),
        st.integers(0, 19).map(lambda n: n == 0),
    ),
    max_size=9,
)


@given(histories, st.integers(0, 260))
def test_the_spells_of_a_day_are_the_ladder_of_that_day(raw: list[tuple], later: int) -> None:
    breaches = []
    for key, (night, after, served, voided, danger) in enumerate(raw):
        known = START + timedelta(night + after)
        breaches.append(
            DatedBreach(
                key,
                START + timedelta(night),
                known,
                None if served is None else known + timedelta(served),
                None if voided is None else known + timedelta(voided),
                danger,
            )
        )
    day = START + timedelta(later)
    known_by_then = [fact for breach in breaches if (fact := breach.on(day)) is not None]
    expected = {rung.business_on: rung for rung in rungs(known_by_then)}
    found = {
        night: spell
        for night, spells in rung_spells(breaches).items()
        for spell in spells
        if spell.since <= day and (spell.until is None or spell.until > day)
    }
    assert found.keys() == expected.keys()
    for night, spell in found.items():
        assert spell.rung == expected[night].rung
        assert spell.passes_ladder == expected[night].passes_ladder
        served = spell.served_on is not None and spell.served_on <= day
        assert served == expected[night].effective


def test_spells_of_a_night_do_not_overlap() -> None:
    first = DatedBreach(1, date(2020, 6, 1), date(2020, 6, 1), date(2020, 6, 1), date(2020, 6, 8))
    second = DatedBreach(2, date(2020, 6, 3), date(2020, 6, 3), date(2020, 6, 4), None)
    spells = rung_spells([first, second])
    assert [(s.rung, s.since.day, s.until and s.until.day) for s in spells[date(2020, 6, 1)]] == [(1, 1, 8)]
    assert [(s.rung, s.served_on and s.served_on.day, s.since.day) for s in spells[date(2020, 6, 3)]] == [
        (2, None, 3),
        (2, 4, 4),
        (1, 4, 8),
    ]


def test_a_breach_voided_on_its_own_day_never_stood() -> None:
    breach = DatedBreach(1, date(2020, 6, 1), date(2020, 6, 1), None, date(2020, 6, 1))
    assert rung_spells([breach]) == {date(2020, 6, 1): []}
