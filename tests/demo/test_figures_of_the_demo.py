"""The demo district's figures are those of issue 47, and each is the measure of its own rows."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.figures.indicator import Catalogue, Scope, published
from taizhang.journal import chain

import taizhang.urls  # noqa: F401  isort: skip  publishes the catalogue

LAST_YEAR = Scope.of(date(2019, 12, 31))
NOW = Scope.of(STANDS_ON)


def catalogue() -> Catalogue:
    return published()


@pytest.mark.parametrize(
    ("key", "scope", "value"),
    [
        ("investment.signed_over_1", LAST_YEAR, 23),
        ("investment.signed_over_1_amount", LAST_YEAR, Decimal("225.7")),
        ("investment.signed_over_5", LAST_YEAR, 8),
        ("investment.signed_over_10", LAST_YEAR, 2),
        ("investment.signed_projects", NOW, 8),
        ("investment.signed_over_1.target", NOW, 15),
        ("investment.signed_over_5.target", NOW, 5),
        ("investment.signed_over_10.target", NOW, 2),
        ("investment.out_of_district_funds.target", NOW, 105),
        ("construction.sites_surveyed", NOW, 75),
        ("construction.sites_stopped", NOW, 6),
        ("construction.problems_found", NOW, 175),
        ("construction.problems_closed", NOW, 175),
        ("construction.closure_rate", NOW, Fraction(100)),
        ("construction.closure_rate", Scope.of(date(2020, 6, 18)), Fraction(17300, 175)),
    ],
)
def test_the_figures_of_issue_47(demo: Cast, key: str, scope: Scope, value: object) -> None:
    assert catalogue().get(key).value(scope) == value


@pytest.mark.parametrize(
    ("key", "above", "below"),
    [
        ("night_market.officer_turnouts", 120, 130),
        ("night_market.patrols", 60, 70),
        ("night_market.merchants_warned", 50, 60),
    ],
)
def test_the_rounded_figures_lie_within_what_was_printed(
    demo: Cast, key: str, above: int, below: int
) -> None:
    value = catalogue().get(key).value(NOW)
    assert isinstance(value, int)
    assert above < value < below


def test_the_projects_that_the_bulletin_names_have_their_amounts(demo: Cast) -> None:
    rows = catalogue().get("investment.signed_projects").listed(NOW)
    amounts = {str(row["name"]): row["amount"] / 10000 for row in rows}
    named = {
        "中原工学院民航校区": "30",
        "宝供物流": "6.5",
        "郑上科创园": "5",
        "奥瑞环保科技": "5",
        "霸凌金国冷链": "4.2",
    }
    assert {name: amounts[name] for name in named} == {name: Decimal(text) for name, text in named.items()}


@pytest.mark.parametrize("scope", [LAST_YEAR, NOW, Scope.of(date(2020, 5, 31), start=date(2020, 5, 1))])
def test_every_figure_is_the_measure_of_the_rows_that_it_lists(demo: Cast, scope: Scope) -> None:
    for indicator in catalogue():
        rows = indicator.listed(scope)
        assert len({row["id"] for row in rows}) == len(rows), f"{indicator.key} lists a row twice"
        assert indicator.value(scope) == indicator.measure.of_rows(rows), indicator.key


def test_the_units_of_every_count_add_up_to_the_district(demo: Cast) -> None:
    for indicator in catalogue():
        if type(indicator.measure).__name__ in {"Count", "Sum"} and not indicator.key.endswith(".target"):
            parts = [value for _id, _name, value in indicator.by_unit(NOW)]
            assert sum(parts, start=Decimal(0)) == indicator.value(NOW), indicator.key  # type: ignore[arg-type]


def test_the_keys_that_the_bulletin_needs_are_there(demo: Cast) -> None:
    keys = {
        "investment.signed_projects", "investment.signed_amount", "investment.signed_over_1",
        "investment.signed_over_5", "investment.signed_over_10", "investment.signed_over_1_amount",
        "investment.signed_over_5_amount", "investment.signed_over_10_amount", "investment.out_of_district_funds",
        "investment.started_projects", "investment.in_use_projects", "night_market.officer_turnouts",
        "night_market.patrols", "night_market.merchants_warned", "night_market.warnings",
        "construction.sites_surveyed", "construction.sites_stopped", "construction.problems_found",
        "construction.problems_closed", "construction.closure_rate", "construction.compliance_rate",
        "bulletin.items_submitted", "bulletin.items_used",
    }  # fmt: skip
    assert keys <= {indicator.key for indicator in catalogue()}


def test_the_demo_leaves_a_whole_journal(demo: Cast) -> None:
    found = chain.verify()
    assert found.events > 500
    assert not found.fault
