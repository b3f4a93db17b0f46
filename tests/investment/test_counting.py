"""How projects and their money are counted."""

import itertools
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation.periods import year, year_to
from taizhang.foundation.quantities import QuantityError, show_percent, show_yi, yi_to_wan
from taizhang.investment.counting import (
    Arrival,
    Correction,
    Part,
    RuleSet,
    Signing,
    amount_on,
    attribute,
    bands,
    corrections,
    double_counted,
    is_outside,
    parse_partners,
    rates,
    recognise,
    signed_in,
    split,
    tiers,
)
from taizhang.targets.progress import completion

RULES = RuleSet()
JUNE_12, JUNE_20 = date(2020, 6, 12), date(2020, 6, 20)
MONEY = st.decimals(min_value=0, max_value=10**7, places=6)


def wan(yi: str) -> Decimal:
    return yi_to_wan(Decimal(yi))


EIGHT = [
    Signing(number, JUNE_12, wan(yi))
    for number, yi in enumerate(["30", "6.5", "5", "5", "4.2", "2.3", "1.0000", "0.99996"])
]
WITHOUT_THE_FIRST = [Signing(0, JUNE_12, wan("30"), excluded_on=JUNE_20), *EIGHT[1:]]


def amounts(signings: list[Signing], as_of: date) -> list[Decimal]:
    return [signing.amount for signing in signed_in(signings, year(2020), as_of)]


def test_the_worked_example_by_tiers() -> None:
    over_1, over_5, over_10 = tiers(amounts(EIGHT, JUNE_12), RULES.tier_bounds)
    assert (over_1.count, over_5.count, over_10.count) == (7, 4, 1)
    assert show_yi(over_1.amount, 2) == "54.00"
    assert show_yi(sum(amounts(EIGHT, JUNE_12), Decimal(0))) == "54.99996"


def test_the_worked_example_by_bands() -> None:
    assert [band.count for band in bands(amounts(EIGHT, JUNE_12), RULES.tier_bounds)] == [3, 3, 1]


def test_the_worked_example_against_its_targets() -> None:
    counts = [tier.count for tier in tiers(amounts(EIGHT, JUNE_12), RULES.tier_bounds)]
    shown = [
        show_percent(completion(count, target)) for count, target in zip(counts, (15, 5, 2), strict=True)
    ]
    assert shown == ["46.7", "80.0", "50.0"]


def test_what_shows_as_one_yi_is_not_counted_as_one() -> None:
    last = EIGHT[-1].amount
    assert show_yi(last, 2) == "1.00"
    assert tiers([last], RULES.tier_bounds)[0].count == 0
    assert tiers([Decimal("10000.0000")], RULES.tier_bounds)[0].count == 1


def test_an_exclusion_changes_the_current_figures_and_leaves_the_published_ones() -> None:
    now = tiers(amounts(WITHOUT_THE_FIRST, JUNE_20), RULES.tier_bounds)
    assert [tier.count for tier in now] == [6, 3, 0]
    assert show_yi(now[0].amount, 2) == "24.00"
    then = tiers(amounts(WITHOUT_THE_FIRST, JUNE_12), RULES.tier_bounds)
    assert [tier.count for tier in then] == [7, 4, 1]


def test_the_next_report_prints_the_correction_by_name() -> None:
    published = {row.key: row.amount for row in signed_in(WITHOUT_THE_FIRST, year_to(JUNE_12), JUNE_12)}
    current = {row.key: row.amount for row in signed_in(WITHOUT_THE_FIRST, year_to(JUNE_12), JUNE_20)}
    lines = corrections(published, current)
    assert lines == [Correction(0, -1, wan("-30"))]
    assert show_yi(lines[0].amount) == "-30"
    assert corrections(published, published) == []
    assert corrections({1: Decimal(5)}, {1: Decimal(7), 2: Decimal(3)}) == [
        Correction(1, 0, Decimal(2)),
        Correction(2, 1, Decimal(3)),
    ]


def test_a_project_counts_in_the_year_of_its_recognised_signing_day() -> None:
    rows = [
        Signing("last year", date(2019, 12, 31), wan("2")),
        Signing("first day", date(2020, 1, 1), wan("2")),
        Signing("not recognised yet", None, wan("2")),
        Signing("later", JUNE_20, wan("2")),
    ]
    assert [row.key for row in signed_in(rows, year(2020), JUNE_12)] == ["first day"]


def test_the_latest_amount_on_or_before_the_cut_off_holds() -> None:
    revisions = [(date(2020, 1, 1), 1), (date(2020, 6, 12), 3), (date(2020, 6, 1), 2), (date(2020, 6, 12), 4)]
    assert amount_on(revisions, date(2019, 12, 31)) is None
    assert amount_on(revisions, date(2020, 6, 11)) == 2
    assert amount_on(revisions, date(2020, 6, 12)) == 4


def test_more_money_changes_the_amount_and_never_the_count() -> None:
    revisions = [(date(2020, 3, 1), wan("0.9")), (JUNE_12, wan("1.2"))]
    for day, count in ((date(2020, 6, 11), 0), (JUNE_12, 1)):
        amount = amount_on(revisions, day)
        assert amount is not None
        rows = signed_in([Signing("p", date(2020, 3, 1), amount)], year(2020), day)
        assert len(rows) == 1
        assert tiers([row.amount for row in rows], RULES.tier_bounds)[0].count == count


@given(st.lists(MONEY, max_size=30))
def test_tiers_are_nested_and_bands_make_the_first_tier(money: list[Decimal]) -> None:
    cumulative = tiers(money, RULES.tier_bounds)
    exclusive = bands(money, RULES.tier_bounds)
    assert [tier.count for tier in cumulative] == sorted((tier.count for tier in cumulative), reverse=True)
    assert sum(band.count for band in exclusive) == cumulative[0].count
    assert sum(band.amount for band in exclusive) == cumulative[0].amount


def test_tier_bounds_ascend() -> None:
    with pytest.raises(ValueError, match="ascend"):
        RuleSet(tier_bounds=(Decimal(5), Decimal(5)))


# Shares


@given(MONEY, st.lists(st.integers(0, 10000), min_size=1, max_size=6))
def test_the_shares_sum_to_the_whole(amount: Decimal, cuts: list[int]) -> None:
    edges = [0, *sorted(cuts), 10000]
    percents = [Decimal(high - low) / 100 for low, high in itertools.pairwise(edges)]
    parts = split(amount, percents)
    assert sum(parts) == amount
    for part, percent in zip(parts, percents, strict=True):
        assert abs(part - amount * percent / 100) < Decimal("0.0001")
        assert part >= 0


def test_the_odd_yuan_goes_to_the_largest_remainder() -> None:
    thirds = [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert split(Decimal("1.0000"), thirds) == [Decimal("0.3333"), Decimal("0.3333"), Decimal("0.3334")]
    halves = [Decimal(50), Decimal(50)]
    assert split(Decimal("0.0001"), halves) == [Decimal("0.0001"), Decimal("0.0000")]
    assert split(Decimal("-0.0001"), halves) == [Decimal("-0.0001"), Decimal("0.0000")]


@pytest.mark.parametrize("percents", [["60", "30"], ["120", "-20"], []])
def test_shares_that_are_no_whole_are_refused(percents: list[str]) -> None:
    with pytest.raises(ValueError, match="sum to 100"):
        split(Decimal(1), [Decimal(percent) for percent in percents])


def test_a_shared_project_counts_by_the_scheme_of_the_year() -> None:
    partners = {"峡窝镇": Decimal(30)}
    assert attribute(wan("10"), "商务局", partners, "sole") == {"商务局": Part(1, wan("10"))}
    assert attribute(wan("10"), "商务局", partners, "by_share") == {
        "商务局": Part(1, wan("7")),
        "峡窝镇": Part(0, wan("3")),
    }
    double = attribute(wan("10"), "商务局", partners, "double")
    assert double == {"商务局": Part(1, wan("10")), "峡窝镇": Part(1, wan("10"))}
    assert double_counted([double], Part(1, wan("10"))) == Part(1, wan("10"))
    with pytest.raises(ValueError, match="scheme"):
        attribute(wan("10"), "商务局", partners, "triple")


def test_the_units_of_a_cell_are_read_with_their_shares() -> None:
    assert parse_partners("峡窝镇:30%;中心路街道：20.5％") == [
        ("峡窝镇", Decimal(30)),
        ("中心路街道", Decimal("20.5")),
    ]
    assert parse_partners("峡窝镇（30%）、 中心路街道") == [("峡窝镇", Decimal(30)), ("中心路街道", None)]
    assert parse_partners("") == []
    for wrong, reason in (
        ("峡窝镇:30%;峡窝镇:20%", "两次"),
        ("甲:60%;乙:50%", "超过 100%"),
        ("30%", "看不懂"),
    ):
        with pytest.raises(QuantityError, match=reason):
            parse_partners(wrong)


# Money from outside


def arrival(number: int, amount: str, **changes: object) -> Arrival:
    fields: dict[str, object] = {
        "key": number,
        "project": "p",
        "voucher_on": date(2020, 3, 1) + timedelta(days=number),
        "voucher_no": f"记-{number}",
        "payer": "北京某公司",
        "outside": True,
        "kind": "capital",
        "amount": Decimal(amount),
    }
    return Arrival(**(fields | changes))  # type: ignore[arg-type]


def test_a_voucher_counts_once_in_the_whole_district() -> None:
    first = arrival(1, "100")
    again = arrival(1, "100.00", key=2, project="q", payer=" 北京某公司")
    found = recognise([first, again], {}, RULES)
    assert [(row.amount, row.cut_by) for row in found] == [(100, ""), (0, "duplicate")]


def test_money_from_inside_local_loans_and_purchases_from_capital_do_not_count() -> None:
    rows = [
        arrival(1, "100", outside=False),
        arrival(2, "100", kind="local_loan"),
        arrival(3, "100", kind="capital_purchase"),
        arrival(4, "100", stated=Decimal(60)),
        arrival(5, "100", kind="equipment"),
    ]
    found = recognise(rows, {}, RULES)
    assert [row.cut_by for row in found] == ["payer_inside", "kind", "kind", "stated", ""]
    assert sum(row.amount for row in found) == 160
    with_loans = RuleSet(uncounted_kinds=frozenset())
    assert sum(row.amount for row in recognise(rows, {}, with_loans)) == 360


def test_arrivals_never_exceed_the_contracts_part() -> None:
    rows = [
        arrival(3, "50"),
        arrival(1, "80"),
        arrival(2, "40"),
        arrival(1, "70", project="q", voucher_no="x"),
    ]
    found = recognise(rows, {"p": Decimal(100)}, RULES)
    by_key = {(row.arrival.project, row.arrival.amount): (row.amount, row.cut_by) for row in found}
    assert by_key["p", Decimal(80)] == (80, "")
    assert by_key["p", Decimal(40)] == (20, "beyond_contract")
    assert by_key["p", Decimal(50)] == (0, "beyond_contract")
    assert by_key["q", Decimal(70)] == (70, "")


@given(st.lists(MONEY, max_size=12), MONEY)
def test_the_cap_holds_whatever_arrives(money: list[Decimal], cap: Decimal) -> None:
    rows = [arrival(number, str(amount)) for number, amount in enumerate(money)]
    found = recognise(rows, {"p": cap}, RULES)
    assert sum(row.amount for row in found) == min(cap, sum(money, Decimal(0)))
    assert all(0 <= row.amount <= row.arrival.amount for row in found)


def test_a_place_is_outside_when_it_names_no_name_of_the_district() -> None:
    assert is_outside("北京市朝阳区", RULES.district_names)
    assert not is_outside("河南省郑州市 上街区", RULES.district_names)
    assert not is_outside("", RULES.district_names)


def test_rates_are_exact_and_starts_are_measured_on_signings() -> None:
    found = rates(signed=9, landed=6, started=3, arrived=Decimal("21922"), contracted=Decimal("58900"))
    assert found.fulfilment == Fraction(2, 3)
    assert found.start == Fraction(1, 3)
    assert show_percent(found.arrival, 2) == "37.22"
    assert rates(signed=0, landed=0, started=0, arrived=Decimal(0), contracted=Decimal(0)) == (
        None,
        None,
        None,
    )
