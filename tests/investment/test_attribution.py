"""Projects that several units share: the figures of each unit under 独享, 比例 and 双计, and how they make up the district's."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.figures.indicator import Scope
from taizhang.foundation import clock
from taizhang.investment import counting
from taizhang.investment.actions.projects import change_project, import_projects
from taizhang.investment.entries import ProjectEntry, Share
from taizhang.investment.indicators import INDICATORS
from taizhang.investment.models import Attribution, Project, RuleSet
from taizhang.investment.states import AttributionScheme
from taizhang.organisation.models import Unit, User
from tests import factories
from tests.investment.makers import FIGURES, JUNE_12, JUNE_20, entry, figure, paid, signed, wan

TOWNS = ("峡窝镇", "中心路街道", "新安路街道", "济源路街道")
SOLE, BY_SHARE, DOUBLE = AttributionScheme.SOLE, AttributionScheme.BY_SHARE, AttributionScheme.DOUBLE
NOW = Scope.of(JUNE_20)
slow = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def by(scheme: str, year: int = 2020, since: date | None = None) -> None:
    """Let a version of the year's rules say how shared projects count."""
    rules = RuleSet.usual(year)
    rules.version = RuleSet.objects.filter(year=year).count() + 1
    rules.attribution, rules.effective_on = scheme, since or date(year, 1, 1)
    rules.save()


def towns() -> list[Unit]:
    return [factories.unit(name) for name in TOWNS]


def shared(verifier: User, yi: str, *percents: str | None, on: date = JUNE_12, **values: Any) -> Project:
    """A project that the first town leads and the next ones share."""
    lead, *others = towns()
    partners = tuple(
        Share(unit.pk, None if percent is None else Decimal(percent))
        for unit, percent in zip(others, percents, strict=False)
    )
    return signed(verifier, yi, on, unit=lead, partners=partners, **values)


def of_units(key: str, scope: Scope = NOW) -> list[Any]:
    """The figure of every town in turn; also proves that the breakdown says the same and reconciles."""
    indicator = FIGURES[key]
    values = [figure(key, scope.as_of, unit=town) for town in towns()]
    listed = {name: value for _pk, name, value in indicator.by_unit(scope)}
    assert [listed.get(name) or 0 for name in TOWNS] == [value or 0 for value in values]
    if indicator.measure.adds_up:
        whole = indicator.value(scope)
        assert sum(listed.values()) - (indicator.overlap(scope) or 0) == whole
        groups = [indicator.measure.of_group(group) for group in indicator.groups(scope).values()]
        assert sum(groups) == whole
    return values


def test_alone_the_lead_has_all_of_a_shared_project(verifier: User) -> None:
    shared(verifier, "10", "30", "20")
    assert of_units("signed_projects") == [1, 0, 0, 0]
    assert of_units("signed_amount") == [10, 0, 0, 0]
    assert FIGURES["signed_projects"].overlap(NOW) is None


def test_by_share_the_money_is_divided_and_the_count_stays_with_the_lead(verifier: User) -> None:
    by(BY_SHARE)
    project = shared(verifier, "10", "30", "20", outside=wan("8"))
    paid(verifier, project, date(2020, 6, 15), "1000.0001", "1000.0001")
    assert of_units("signed_projects") == [1, 0, 0, 0]
    assert of_units("signed_amount") == [5, 3, 2, 0]
    assert of_units("signed_over_10_amount") == [5, 3, 2, 0]
    assert of_units("out_of_district_funds") == [
        Decimal("0.05000001"), Decimal("0.030000"), Decimal("0.02"), 0
    ]  # fmt: skip
    assert FIGURES["signed_amount"].overlap(NOW) is None


def test_counted_doubly_every_unit_has_the_whole_and_the_line_says_how_much_is_too_many(
    verifier: User,
) -> None:
    by(DOUBLE)
    project = shared(verifier, "10", "30", None, outside=wan("8"))
    signed(verifier, "4", unit=towns()[1])
    paid(verifier, project, date(2020, 6, 15), "1000", "1000")
    assert of_units("signed_projects") == [1, 2, 1, 0]
    assert of_units("signed_amount") == [10, 14, 10, 0]
    assert of_units("out_of_district_funds") == [Decimal("0.1")] * 3 + [0]
    assert of_units("fulfilment_rate")[1] == 0
    overlaps = [FIGURES[key].overlap(NOW) for key in ("signed_projects", "signed_amount", "fulfilment_rate")]
    assert overlaps == [2, 20, None]
    assert (figure("signed_projects", JUNE_20), figure("signed_amount", JUNE_20)) == (2, 14)


def test_a_town_counts_once_what_its_own_offices_share(verifier: User) -> None:
    by(DOUBLE)
    town, other = towns()[:2]
    office, desk = (
        factories.unit(f"峡窝镇{name}", kind="team", parent=town) for name in ("招商办", "项目办")
    )
    signed(verifier, "6", unit=office, partners=(Share(desk.pk, None), Share(other.pk, None)))
    signed(verifier, "3", unit=other, partners=(Share(desk.pk, None), Share(office.pk, None)))
    assert figure("signed_projects", JUNE_20, unit=town) == 2
    groups = FIGURES["signed_projects"].groups(NOW)
    assert sum(groups[unit.pk]["n"] for unit in (office, desk)) == 2
    assert figure("signed_projects", JUNE_20, unit=desk) == groups[desk.pk]["n"] == 1
    within = Scope.of(JUNE_20, unit=town)
    assert sum(value for _pk, _name, value in FIGURES["signed_projects"].by_unit(within)) == 2
    assert FIGURES["signed_projects"].overlap(within) == 0


def test_shares_count_from_their_day_and_a_later_version_of_the_rules_changes_no_earlier_figure(
    verifier: User,
) -> None:
    by(BY_SHARE)
    by(DOUBLE, since=JUNE_20)
    project = shared(verifier, "10", "30", on=date(2020, 5, 1))
    Attribution.objects.update(effective_on=date(2020, 6, 1))
    assert of_units("signed_amount", Scope.of(date(2020, 5, 31)))[:2] == [10, 0]
    assert of_units("signed_amount", Scope.of(date(2020, 6, 19)))[:2] == [7, 3]
    assert of_units("signed_amount")[:2] == [10, 10]
    assert project.attributions.count() == 1


def test_a_lead_that_was_a_partner_has_its_share_with_the_rest(verifier: User) -> None:
    project = shared(verifier, "10", "30", "20")
    Project.objects.filter(pk=project.pk).update(unit=towns()[1])
    by(BY_SHARE)
    assert of_units("signed_amount") == [0, 8, 2, 0]
    by(DOUBLE)
    assert of_units("signed_projects") == [0, 1, 1, 0]


PERCENTS = st.lists(
    st.one_of(st.none(), st.integers(0, 333333).map(lambda part: Decimal(part).scaleb(-4))), max_size=3
)
MONEY = st.integers(1, 10**12).map(lambda fen: Decimal(fen).scaleb(-6))
PROJECTS = st.lists(st.tuples(MONEY, st.integers(0, 3), PERCENTS), min_size=1, max_size=5)


@slow
@given(PROJECTS, st.sampled_from(AttributionScheme.values))
def test_the_database_divides_as_the_rules_do(
    verifier: User, projects: Sequence[tuple[Decimal, int, Sequence[Decimal | None]]], scheme: str
) -> None:
    Attribution.objects.all().delete()
    Project.objects.update(signed_on=None)
    by(scheme)
    units, records, parts = towns(), [], []
    for amount, lead, percents in projects:
        others = [unit for place, unit in enumerate(units) if place != lead]
        partners = {unit.pk: percent for unit, percent in zip(others, percents, strict=False)}
        one = entry(
            unit=units[lead], signed_on=JUNE_12, partners=tuple(Share(*pair) for pair in partners.items())
        )
        fields = {name: getattr(one, name) for name in one.__slots__}
        records.append(ProjectEntry(**{**fields, "total": amount, "outside": None}))
        # A column holds six places; an amount is divided as finely as it is itself.
        parts.append(counting.attribute(amount.normalize(), units[lead].pk, partners, scheme))
    import_projects(records=records, by=verifier, source="test")
    every = [[each[unit.pk] for each in parts if unit.pk in each] for unit in units]
    assert of_units("signed_amount") == [
        sum((part.amount for part in has), Decimal(0)) / 10000 for has in every
    ]
    assert of_units("signed_projects") == [sum(part.count for part in has) for has in every]
    whole = counting.Part(len(projects), sum((amount for amount, _lead, _percents in projects), Decimal(0)))
    assert figure("signed_amount", JUNE_20) == whole.amount / 10000
    twice = counting.double_counted(parts, whole)
    assert (FIGURES["signed_projects"].overlap(NOW) or 0, FIGURES["signed_amount"].overlap(NOW) or 0) == (
        twice.count, twice.amount / 10000
    )  # fmt: skip


@pytest.mark.parametrize("scheme", [BY_SHARE, DOUBLE])
def test_shared_figures_ask_as_often_whatever_the_rows(verifier: User, scheme: str) -> None:
    by(scheme)
    unit = towns()[1]

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            for indicator in INDICATORS:
                for scope in (NOW, Scope.of(JUNE_20, unit=unit)):
                    (
                        indicator.value(scope),
                        indicator.by_unit(scope),
                        indicator.listed(scope),
                        indicator.by_month(scope),
                    )
        return len(queries)

    few = asked()
    for number in range(6):
        project = shared(verifier, "6", "33.3333", on=date(2020, 5, 1) + timedelta(number), outside=wan("5"))
        paid(verifier, project, date(2020, 6, 2), "1000", "900")
    assert asked() == few
    for indicator in INDICATORS:
        of_units(indicator.key.removeprefix("investment."))


def test_a_change_of_shares_counts_from_the_day_on_which_it_is_made(verifier: User) -> None:
    by(BY_SHARE, 2020)
    by(BY_SHARE, clock.today().year)
    project = shared(verifier, "10", "30")
    today = clock.today()
    entry_ = ProjectEntry(
        name=project.name, investor=project.investor, unit_id=project.unit_id, total=wan("10"),
        partners=(Share(towns()[2].pk, Decimal(40)),),
    )  # fmt: skip
    change_project(by=verifier, project=project, entry=entry_)
    since = {"start": date(2020, 1, 1)}
    assert figure("signed_amount", today, unit=towns()[1], **since) == 0
    assert figure("signed_amount", today, unit=towns()[2], **since) == 4
    assert figure("signed_amount", today - timedelta(1), unit=towns()[1], **since) == 3
