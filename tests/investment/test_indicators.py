"""The figures through the database: the worked example, amounts as of a day, money capped by the contract."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.figures.indicator import Scope
from taizhang.investment import counting
from taizhang.investment.actions.money import import_arrivals
from taizhang.investment.actions.projects import import_projects
from taizhang.investment.actions.rules import set_rules
from taizhang.investment.actions.stages import exclude, restore, set_aside
from taizhang.investment.indicators import INDICATORS
from taizhang.investment.models import FundArrival, Project, RuleSet
from taizhang.organisation.models import User
from tests import factories
from tests.investment.makers import (
    FIGURES,
    JUNE_12,
    JUNE_20,
    entry,
    figure,
    paid,
    recognised,
    revised,
    signed,
    voucher,
    wan,
)

JUNE_19 = date(2020, 6, 19)
EIGHT = ["30", "6.5", "5", "5", "4.2", "2.3", "1.0000", "0.99996"]


@pytest.fixture
def eight(verifier: User) -> list[Project]:
    """The eight signings of the worked example."""
    records = [entry(yi, signed_on=JUNE_12) for yi in EIGHT]
    import_projects(records=records, by=verifier, source="test")
    return list(Project.objects.order_by("pk"))


def tiers(as_of: date) -> tuple[int, int, int]:
    return tuple(figure(f"signed_over_{bound}", as_of) for bound in (1, 5, 10))


def test_the_worked_example(eight: list[Project]) -> None:
    assert tiers(JUNE_12) == (7, 4, 1)
    assert figure("signed_projects", JUNE_12) == 8
    assert figure("signed_amount", JUNE_12) == Decimal("54.99996")
    assert figure("signed_over_1_amount", JUNE_12) == Decimal("54.00")
    over_1, over_5, over_10 = tiers(JUNE_12)
    assert (over_1 - over_5, over_5 - over_10, over_10) == (3, 3, 1)


def test_a_project_ruled_out_later_leaves_the_figures_from_that_day_on(
    verifier: User, eight: list[Project]
) -> None:
    exclude(by=verifier, project=eight[0], code="fiscal", on=JUNE_20, reason="财政资金项目")
    assert tiers(JUNE_20) == (6, 3, 0)
    assert figure("signed_over_1_amount", JUNE_20) == 24
    assert tiers(JUNE_12) == (7, 4, 1)
    assert tiers(JUNE_19) == (7, 4, 1)
    published = {project.pk: wan(yi) for project, yi in zip(eight, EIGHT, strict=True)}
    current = {row["id"]: row["amount"] for row in FIGURES["signed_projects"].listed(Scope.of(JUNE_20))}
    assert counting.corrections(published, current) == [counting.Correction(eight[0].pk, -1, wan("-30"))]


def test_a_project_recognised_again_counts_again_and_the_days_between_stay(
    verifier: User, eight: list[Project]
) -> None:
    exclude(by=verifier, project=eight[0], code="fiscal", on=JUNE_20, reason="财政资金项目")
    restore(by=verifier, project=eight[0], on=date(2020, 7, 1), reason="更正")
    assert [tiers(day)[2] for day in (JUNE_19, JUNE_20, date(2020, 6, 30), date(2020, 7, 1))] == [1, 0, 0, 1]


def test_an_amount_counts_from_its_day_and_never_adds_a_project(verifier: User) -> None:
    project = signed(verifier, "4.8", date(2020, 3, 1))
    revised(verifier, project, date(2020, 5, 28), "5.2")
    assert figure("signed_over_5", date(2020, 5, 27)) == 0
    assert figure("signed_over_5", date(2020, 5, 28)) == 1
    assert figure("signed_projects", JUNE_19) == 1
    assert figure("signed_amount", date(2020, 5, 27)) == Decimal("4.8")
    assert figure("signed_amount", JUNE_19) == Decimal("5.2")


def test_a_closed_year_keeps_its_amounts(verifier: User) -> None:
    project = signed(verifier, "4.8", date(2019, 11, 1))
    revised(verifier, project, date(2020, 5, 28), "12")
    year = {"start": date(2019, 1, 1), "end": date(2019, 12, 31)}
    assert figure("signed_amount", JUNE_19, **year) == Decimal("4.8")
    assert figure("signed_projects", JUNE_19) == 0


def test_thresholds_come_from_the_rules_of_the_year(verifier: User, eight: list[Project]) -> None:
    bounds = [wan("2"), wan("6"), wan("30")]
    set_rules(by=verifier, year=2020, effective_on=date(2020, 1, 1), tier_bounds=bounds)
    assert tiers(JUNE_12) == (6, 2, 1)
    set_rules(by=verifier, year=2021, effective_on=date(2021, 1, 1))
    assert tiers(JUNE_12) == (6, 2, 1)
    assert RuleSet.of_year(2019).bounds == (wan("1"), wan("5"), wan("10"))


def test_a_unit_has_the_projects_that_it_leads_and_teams_below_it(verifier: User) -> None:
    town = factories.unit("峡窝镇")
    team = factories.unit("峡窝镇招商办", kind="team", parent=town)
    signed(verifier, "3", unit=team), signed(verifier, "7", unit=factories.unit("中心路街道"))
    assert figure("signed_amount", JUNE_19, unit=town) == 3
    assert figure("signed_projects", JUNE_19) == 2
    by_unit = FIGURES["signed_amount"].by_unit(Scope.of(JUNE_19))
    assert [(name, value) for _unit, name, value in by_unit] == [("峡窝镇招商办", 3), ("中心路街道", 7)]


def test_stages_and_their_rates(verifier: User, eight: list[Project]) -> None:
    days = [("landed", date(2020, 6, 13)), ("started", date(2020, 6, 14)), ("in_use", date(2020, 6, 16))]
    for project, steps in ((eight[0], 3), (eight[1], 2), (eight[2], 1)):
        for stage, on in days[:steps]:
            recognised(verifier, project, stage, on)
    keys = ("landed_projects", "started_projects", "in_use_projects")
    assert [figure(key, JUNE_19) for key in keys] == [3, 2, 1]
    assert [figure(key, date(2020, 6, 13)) for key in keys] == [3, 0, 0]
    assert figure("fulfilment_rate", JUNE_19) == Fraction(300, 8)
    assert figure("start_rate", JUNE_19) == 25
    assert figure("start_rate", date(2020, 1, 31)) is None


def test_a_paused_project_still_counts_as_signed(verifier: User, eight: list[Project]) -> None:
    set_aside(by=verifier, project=eight[0], transition="pause", on=JUNE_19, reason="资金未到")
    assert tiers(JUNE_20) == (7, 4, 1)
    states = {
        row["id"]: row["state_then"] for row in FIGURES["signed_projects"].listed(Scope.of(date(2020, 6, 18)))
    }
    assert states[eight[0].pk] == "signed"


def test_outside_money_is_what_was_recognised_up_to_the_contracted_part(verifier: User, clerk: User) -> None:
    project = signed(verifier, "5", date(2020, 1, 10), outside=wan("0.9"))
    paid(verifier, project, date(2020, 2, 1), "6000", "5000")
    paid(verifier, project, date(2020, 3, 1), "8000", "8000")
    paid(verifier, project, date(2020, 4, 1), "100", "0", kind="local_loan")
    paid(clerk, project, date(2020, 5, 1), "900")
    assert figure("out_of_district_funds", date(2020, 2, 29)) == Decimal("0.5")
    assert figure("out_of_district_funds", JUNE_19) == Decimal("0.9")
    assert figure("out_of_district_funds", JUNE_19, start=date(2020, 3, 1)) == Decimal("0.4")
    months = FIGURES["out_of_district_funds"].by_month(Scope.of(JUNE_19))
    assert months == [(date(2020, 2, 1), Decimal("0.5")), (date(2020, 3, 1), Decimal("0.4"))]
    assert figure("arrival_rate", date(2020, 2, 29)) == Fraction(500, 9)
    revised(verifier, project, date(2020, 6, 1), "5", outside="1.2")
    assert figure("out_of_district_funds", JUNE_19) == Decimal("1.2")
    exclude(by=verifier, project=project, code="fiscal", on=JUNE_20, reason="财政")
    assert figure("out_of_district_funds", JUNE_20) == 0


def test_a_contract_without_a_part_caps_nothing(verifier: User) -> None:
    project = signed(verifier, "5", date(2020, 1, 10))
    paid(verifier, project, date(2020, 2, 1), "60000", "60000")
    assert figure("out_of_district_funds", JUNE_19) == 6
    assert figure("arrival_rate", JUNE_19) is None


CENTS = st.integers(1, 10**9).map(lambda cents: Decimal(cents).scaleb(-4))
DAYS = st.integers(0, 200).map(lambda days: date(2020, 1, 1) + timedelta(days))
slow = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@slow
@given(st.lists(st.tuples(DAYS, CENTS), min_size=1, max_size=12), DAYS)
def test_the_database_counts_as_the_rules_do(
    verifier: User, signings: list[tuple[date, Decimal]], as_of: date
) -> None:
    before = Project.objects.count()
    unit = factories.unit(f"单位{before}", kind="bureau")
    records = [entry(signed_on=day, unit=unit, outside=None) for day, _amount in signings]
    records = [
        type(one)(**{**_fields(one), "total": amount})
        for one, (_day, amount) in zip(records, signings, strict=True)
    ]
    import_projects(records=records, by=verifier, source="test")
    counted = counting.signed_in(
        [counting.Signing(one.name, one.signed_on, one.total) for one in records],
        Scope.of(as_of).period,
        as_of,
    )
    cumulative = counting.tiers([one.amount for one in counted], RuleSet.of_year(2020).bounds)
    for tally, bound in zip(cumulative, (1, 5, 10), strict=True):
        assert figure(f"signed_over_{bound}", as_of, unit=unit) == tally.count
        assert figure(f"signed_over_{bound}_amount", as_of, unit=unit) == tally.amount / 10000


def _fields(one: object) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__slots__}  # type: ignore[attr-defined]


@slow
@given(st.lists(st.tuples(DAYS, CENTS), min_size=1, max_size=8), st.one_of(st.none(), CENTS), DAYS)
def test_the_database_caps_money_as_the_rules_do(
    verifier: User, vouchers: list[tuple[date, Decimal]], part: Decimal | None, as_of: date
) -> None:
    unit = factories.unit(f"机构{Project.objects.count()}", kind="bureau")
    project = signed(verifier, "99999", date(2020, 1, 1), unit=unit, outside=part)
    records = [voucher(project, day, str(amount), str(amount)) for day, amount in vouchers]
    import_arrivals(records=records, by=verifier, source="test")
    arrivals = [
        counting.Arrival(
            row.pk, project.pk, row.voucher_on, row.voucher_no, row.payer, True, row.kind, row.amount
        )
        for row in FundArrival.objects.filter(project=project, voucher_on__lte=as_of).order_by("pk")
    ]
    granted = counting.recognise(arrivals, {project.pk: part}, RuleSet.of_year(2020).as_rules())
    expected = sum((one.amount for one in granted), Decimal(0)) / 10000
    assert figure("out_of_district_funds", as_of, unit=unit) == expected


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.key)
def test_every_figure_breaks_down_and_asks_as_often_whatever_the_rows(verifier: User, indicator) -> None:
    def asked() -> int:
        scope = Scope.of(JUNE_19)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            (
                indicator.value(scope),
                indicator.listed(scope),
                indicator.by_unit(scope),
                indicator.by_month(scope),
            )
        return len(queries)

    few = asked()
    for number in range(5):
        project = signed(verifier, "6", date(2020, 1 + number, 1), outside=wan("1"))
        recognised(verifier, project, "landed", date(2020, 6, 1))
        paid(verifier, project, date(2020, 6, 2), "1000", "900")
    assert asked() == few
    scope = Scope.of(JUNE_19)
    if indicator.unit_of_measure != "%":
        total = indicator.value(scope)
        assert sum(value for _id, _name, value in indicator.by_unit(scope)) == total
        assert sum(value for _day, value in indicator.by_month(scope)) == total
