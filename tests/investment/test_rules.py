"""The yearly rules: versions in force by their day, a year recounted under its own, pages that compare them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.investment import counting
from taizhang.investment.actions.money import import_arrivals
from taizhang.investment.actions.projects import import_projects
from taizhang.investment.actions.rules import set_rules
from taizhang.investment.actions.stages import exclude
from taizhang.investment.link_registers import RULES
from taizhang.investment.models import Project, RuleBook, RuleSet
from taizhang.investment.rule_forms import rule_differences
from taizhang.organisation.models import User
from tests import factories
from tests.investment.lead_makers import JUNE_19, stand_on
from tests.investment.makers import JUNE_12, entry, figure, paid, signed, voucher, wan

EIGHT = ["30", "6.5", "5", "5", "4.2", "2.3", "1.0000", "0.99996"]
YEAR_2019 = {"start": date(2019, 1, 1), "end": date(2019, 12, 31)}


@pytest.fixture
def as_verifier(client: Client, verifier: User) -> Client:
    client.force_login(verifier)
    return client


def made(by: User, on: date, *bounds: str, **values: Any) -> RuleSet:
    tiers = [wan(bound) for bound in bounds] or None
    return set_rules(by=by, year=on.year, effective_on=on, tier_bounds=tiers, **values)


def eight(by: User, on: date = JUNE_12) -> list[Project]:
    import_projects(records=[entry(yi, signed_on=on) for yi in EIGHT], by=by, source="test")
    return list(Project.objects.order_by("pk"))


def tiers(as_of: date, **scope: Any) -> tuple[Any, ...]:
    return tuple(figure(f"signed_over_{bound}", as_of, **scope) for bound in (1, 5, 10))


# In force by day


def test_a_version_holds_from_its_day_and_before_it_the_one_before(verifier: User) -> None:
    usual = RuleSet.on(date(2019, 6, 1))
    assert usual.pk is None and usual.bounds == (wan("1"), wan("5"), wan("10"))
    first = made(verifier, date(2019, 3, 1), "2", "5", "10")
    second = made(verifier, date(2020, 1, 1), "3", "5", "10")
    third = made(verifier, date(2020, 7, 1), "4", "5", "10")
    days = {
        date(2019, 2, 28): None,
        date(2019, 3, 1): first.pk,
        date(2019, 12, 31): first.pk,
        date(2020, 6, 30): second.pk,
        date(2020, 7, 1): third.pk,
        date(2021, 5, 1): third.pk,
    }
    book = RuleBook()
    for day, pk in days.items():
        assert RuleSet.on(day).pk == book.on(day).pk == pk
    assert RuleSet.in_force(2019, date(2020, 12, 31)).pk == first.pk
    assert [RuleSet.of_year(year).pk for year in (2018, 2019, 2020)] == [None, first.pk, third.pk]


def test_figures_of_a_day_before_a_change_keep_the_old_version(verifier: User) -> None:
    eight(verifier)
    assert tiers(JUNE_19) == (7, 4, 1)
    made(verifier, date(2020, 1, 1))
    made(verifier, date(2020, 6, 15), "2", "6", "30")
    assert tiers(date(2020, 6, 14)) == (7, 4, 1)
    assert tiers(date(2020, 6, 15)) == (6, 2, 1)
    assert figure("signed_over_1_amount", date(2020, 6, 14)) == Decimal("54.00")
    assert figure("signed_over_1_amount", JUNE_19) == Decimal("53.00")


def test_last_year_recomputed_under_its_own_rules_gives_last_years_figures(verifier: User) -> None:
    made(verifier, date(2019, 1, 1))
    eight(verifier, date(2019, 6, 12))
    last_year = tiers(date(2019, 12, 31))
    assert last_year == (7, 4, 1)
    made(verifier, date(2020, 1, 1), "2", "6", "31")
    signed(verifier, "1.5", date(2020, 3, 1)), signed(verifier, "40", date(2020, 3, 1))
    assert tiers(JUNE_19, **YEAR_2019) == last_year
    assert tiers(JUNE_19) == (1, 1, 1)
    both = {"start": date(2019, 1, 1), "end": JUNE_19}
    assert tiers(JUNE_19, **both) == (8, 5, 2)


def test_a_case_excludes_by_the_rules_of_the_signings_year(verifier: User) -> None:
    made(verifier, date(2019, 1, 1), exclusions=["fiscal"])
    made(verifier, date(2020, 1, 1), exclusions=["fiscal", "real_estate"])
    old, new = signed(verifier, on=date(2019, 5, 1)), signed(verifier, on=date(2020, 5, 1))
    with pytest.raises(Refused) as refusal:
        exclude(by=verifier, project=old, code="real_estate", on=JUNE_19, reason="房地产")
    assert refusal.value.field == "code"
    assert (
        exclude(by=verifier, project=new, code="real_estate", on=JUNE_19, reason="房地产").state
        == "not_recognised"
    )


def test_a_voucher_is_ruled_on_by_the_rules_of_its_own_day(verifier: User) -> None:
    project = signed(verifier, "5", date(2019, 1, 10))
    made(verifier, date(2019, 1, 1), uncounted_kinds=[])
    made(verifier, date(2020, 1, 1), inside_names=["上街区"])
    made(verifier, date(2020, 6, 1), inside_names=["上街区", "苏州市"])
    paid(verifier, project, date(2019, 12, 31), "100", "100", kind="local_loan")
    with pytest.raises(Refused, match="不计入区外资金"):
        paid(verifier, project, date(2020, 1, 1), "100", "100", kind="local_loan")
    paid(verifier, project, date(2020, 5, 31), "100", "100")
    late = voucher(project, date(2020, 6, 1), "200", "200")
    with pytest.raises(Refused, match="付款人在本区"):
        import_arrivals(records=[late], by=verifier, source="test")


# Making a version


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"year": 1999, "effective_on": date(1999, 1, 1)}, "year"),
        ({"effective_on": date(2021, 1, 1)}, "effective_on"),
        ({"effective_on": date(2020, 1, 1)}, "effective_on"),
        ({"tier_bounds": [wan("1"), wan("1"), wan("2")]}, "tier_bounds"),
        ({"inside_names": [" "]}, "inside_names"),
        ({"lead_days": 0}, "lead_days"),
        ({"lead_days": 5}, "lead_soon_days"),
        ({"start_grace_days": 400}, "start_grace_days"),
    ],
)
def test_a_version_that_makes_no_sense_is_refused(verifier: User, values: dict[str, Any], field: str) -> None:
    made(verifier, date(2020, 1, 1))
    with pytest.raises(Refused) as refusal:
        set_rules(**{"by": verifier, "year": 2020, "effective_on": date(2020, 7, 1), **values})
    assert refusal.value.field == field
    assert RuleSet.objects.count() == 1


def test_only_the_verifier_makes_rules_and_the_journal_keeps_them(verifier: User, clerk: User) -> None:
    with pytest.raises(NotPermitted):
        made(clerk, date(2020, 1, 1))
    rules = made(verifier, date(2020, 1, 1), attribution="double", lead_days=20, document="示例〔2020〕1号")
    detail = rules.history.get().detail
    assert (detail["attribution"], detail["lead_days"], detail["version"]) == ("double", 20, 1)


def test_the_difference_of_two_versions_is_said_in_words(verifier: User) -> None:
    old = made(verifier, date(2020, 1, 1))
    new = made(verifier, date(2020, 7, 1), "2", "5", "10", attribution="by_share", lead_days=45)
    assert rule_differences(old, new) == [
        ("规模档次", "1 亿元以上、5 亿元以上、10 亿元以上", "2 亿元以上、5 亿元以上、10 亿元以上"),
        ("归属办法", "独享", "比例"),
        ("首报保护期", "30 天", "45 天"),
    ]
    assert rule_differences(new, new) == []


# Pages


def test_a_new_version_starts_from_the_one_that_holds(as_verifier: Client, verifier: User) -> None:
    stand_on(JUNE_19)
    made(verifier, date(2020, 1, 1), "2", "6", "12", lead_days=40, exclusions=["fiscal"])
    form = as_verifier.get(RULES.url("add")).context["form"]
    assert form.initial["second_bound"] == "6" and form.initial["lead_days"] == 40
    typed = {
        **form.initial,
        "effective_on": "2020-06-19",
        "third_bound": "20",
        "exclusions": ["fiscal", "other"],
        "inside_names": "上街区、峡窝镇",
        "document": "示例〔2020〕9号",
    }
    answer = as_verifier.post(RULES.url("add"), typed)
    assert answer.status_code == 302
    rules = RuleSet.objects.get(version=2)
    assert (rules.bounds[2], rules.exclusions, rules.inside_names) == (
        wan("20"), ["fiscal", "other"], ["上街区", "峡窝镇"],
    )  # fmt: skip
    page = as_verifier.get(answer.url).content.decode()
    assert (
        "现行" in page
        and "2 亿元以上、6 亿元以上、20 亿元以上" in page
        and "2 亿元以上、6 亿元以上、12 亿元以上" in page
    )
    again = as_verifier.post(RULES.url("add"), typed)
    assert again.status_code == 422 and "要晚于现行版本的 2020-06-19" in again.content.decode()


def test_a_version_is_compared_with_the_one_before_or_with_any_other(
    as_verifier: Client, verifier: User
) -> None:
    stand_on(JUNE_19)
    first, second = made(verifier, date(2019, 1, 1)), made(verifier, date(2020, 1, 1), lead_days=20)
    third = made(verifier, date(2020, 6, 30), lead_days=60)
    page = as_verifier.get(RULES.url("record", pk=third.pk)).content.decode()
    assert "20 天" in page and "60 天" in page and "尚未施行" in page
    page = as_verifier.get(RULES.url("record", pk=third.pk), {"with": first.pk}).content.decode()
    assert "30 天" in page and "60 天" in page
    page = as_verifier.get(RULES.url("record", pk=second.pk)).content.decode()
    assert "现行" in page and "2020-06-30 的前一天" in page
    assert as_verifier.get(RULES.url("record", pk=third.pk), {"with": "999"}).status_code == 404


def test_everybody_with_a_post_reads_the_rules_and_nobody_else_makes_them(
    client: Client, verifier: User, clerk: User
) -> None:
    rules = made(verifier, date(2020, 1, 1))
    client.force_login(clerk)
    assert len(client.get(RULES.url()).context["page"].lines) == 1
    assert client.get(RULES.url("record", pk=rules.pk)).status_code == 200
    assert client.get(RULES.url("add")).status_code == 403


def test_the_list_asks_as_often_whatever_its_rows(as_verifier: Client, verifier: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_verifier.get(RULES.url()).status_code == 200
        return len(queries)

    made(verifier, date(2001, 1, 1))
    asked()
    few = asked()
    for number in range(20):
        made(verifier, date(2002 + number, 1, 1))
    assert asked() == few


# Properties

CENTS = st.integers(1, 10**9).map(lambda cents: Decimal(cents).scaleb(-4))
DAYS = st.integers(0, 730).map(lambda days: date(2019, 1, 1) + timedelta(days))
BOUNDS = st.lists(st.integers(1, 50), min_size=3, max_size=3, unique=True).map(sorted)
slow = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@slow
@given(st.lists(st.tuples(DAYS, CENTS), min_size=1, max_size=10), BOUNDS, BOUNDS, DAYS)
def test_tiers_are_nested_bands_make_the_first_and_every_year_keeps_its_rules(
    verifier: User, signings: list[tuple[date, Decimal]], old: list[int], new: list[int], as_of: date
) -> None:
    RuleSet.objects.all().delete()
    unit = factories.unit(f"单位{Project.objects.count()}", kind="bureau")
    bounds = {2019: old, 2020: new, 2021: new}
    for year, given_bounds in bounds.items():
        made(verifier, date(year, 1, 1), *(str(bound) for bound in given_bounds))
    records = [entry("1", signed_on=day, unit=unit) for day, _amount in signings]
    fields = {name for name in records[0].__slots__}
    records = [
        type(one)(**{**{name: getattr(one, name) for name in fields}, "total": amount})
        for one, (_day, amount) in zip(records, signings, strict=True)
    ]
    import_projects(records=records, by=verifier, source="test")
    whole = {"start": date(2019, 1, 1), "end": date(2020, 12, 31), "unit": unit}
    found = tiers(max(as_of, date(2019, 1, 1)), **whole)
    assert list(found) == sorted(found, reverse=True)
    expected = [0, 0, 0]
    for year in (2019, 2020):
        amounts = [amount for day, amount in signings if day.year == year and day <= as_of]
        rules = RuleSet.of_year(year).bounds
        cumulative, exclusive = counting.tiers(amounts, rules), counting.bands(amounts, rules)
        assert sum(band.count for band in exclusive) == cumulative[0].count
        assert sum((band.amount for band in exclusive), Decimal(0)) == cumulative[0].amount
        expected = [sofar + tally.count for sofar, tally in zip(expected, cumulative, strict=True)]
    assert list(found) == expected


@given(
    st.dictionaries(st.integers(0, 9), CENTS, max_size=8),
    st.dictionaries(st.integers(0, 9), CENTS, max_size=8),
)
def test_corrections_lead_from_what_was_published_to_what_holds_now(
    published: dict[int, Decimal], current: dict[int, Decimal]
) -> None:
    lines = counting.corrections(published, current)
    assert len(published) + sum(line.count for line in lines) == len(current)
    assert sum(published.values(), Decimal(0)) + sum((line.amount for line in lines), Decimal(0)) == sum(
        current.values(), Decimal(0)
    )
    assert len({line.key for line in lines}) == len(lines)


PARTNERS = st.lists(st.integers(0, 25), max_size=4)


@given(st.lists(st.tuples(CENTS, PARTNERS), max_size=8), st.sampled_from(["sole", "by_share", "double"]))
def test_the_units_reconcile_with_the_district_under_every_scheme(
    projects: list[tuple[Decimal, list[int]]], scheme: str
) -> None:
    district = counting.Part(len(projects), sum((amount for amount, _partners in projects), Decimal(0)))
    parts = [
        counting.attribute(
            amount, "lead", {f"unit{number}": Decimal(share) for number, share in enumerate(partners)}, scheme
        )
        for amount, partners in projects
    ]
    printed = counting.double_counted(parts, district)
    every = [part for project in parts for part in project.values()]
    assert sum(part.count for part in every) - printed.count == district.count
    assert sum((part.amount for part in every), Decimal(0)) - printed.amount == district.amount
    if scheme != "double":
        assert printed == counting.Part(0, Decimal(0))
    else:
        twice = sum((amount * len(partners) for amount, partners in projects), Decimal(0))
        assert printed.amount == twice
