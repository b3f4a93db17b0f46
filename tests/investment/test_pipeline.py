"""推进情况: the arithmetic of board and funnel, numbers that open exactly what they count, and the page's cost."""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation import clock
from taizhang.investment import pipeline
from taizhang.investment.actions.projects import import_projects
from taizhang.investment.actions.stages import exclude, set_aside
from taizhang.investment.models import Project
from taizhang.investment.pipeline import Measured, Standing
from taizhang.investment.registers import PROJECTS
from taizhang.organisation.models import User
from tests import factories
from tests.investment.makers import JUNE_20, entry, revised

PAGE = "/investment/pipeline/"
DAY = date(2020, 6, 30)


def stood(state: str, days: int | None, count: int = 1, yi: str = "1", aside: bool = False) -> Standing:
    since = None if days is None else DAY - timedelta(days)
    return Standing(state, aside, since, count, Decimal(yi) * 10000)


def test_the_median_of_an_even_number_lies_between_the_middle_two() -> None:
    assert pipeline.median({}) is None
    assert pipeline.median({7: 1}) == 7
    assert pipeline.median({1: 2, 10: 1, 20: 1}) == Fraction(11, 2)
    assert pipeline.median({1: 2, 10: 3}) == 10


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30))
def test_the_median_has_as_many_below_as_above(days: list[int]) -> None:
    found = pipeline.median({day: days.count(day) for day in days})
    assert found is not None
    assert sum(day < found for day in days) <= len(days) / 2
    assert sum(day > found for day in days) <= len(days) / 2


def test_landed_projects_stand_in_the_signed_batch_and_who_is_set_aside_in_none() -> None:
    groups = [stood("signed", 10, 2, "2"), stood("landed", 40, 1, "5"), stood("landed", 5, aside=True)]
    _talks, signed, started, _use = pipeline.board(groups, DAY)
    assert signed.standing == Measured(3, Decimal(70000))
    assert signed.landed.count == 1
    assert signed.median_age == 10
    assert started.standing.count == 0 and started.median_age is None


def test_every_age_belongs_to_one_stretch() -> None:
    ends = [0, 30, 31, 90, 91, 180, 181, 365, 366, 4000]
    groups = [stood("started", days) for days in ends] + [stood("started", None)]
    column = pipeline.board(groups, DAY)[2]
    assert [found.count for _ages, found in column.ages] == [2, 2, 2, 2, 2]
    assert (column.undated.count, column.standing.count) == (1, 11)


def test_the_funnel_counts_who_reached_a_batch_even_if_set_aside_since() -> None:
    groups = [
        stood("negotiating", 3, 10), stood("signed", 1, 3), stood("landed", 1, 1, aside=True), stood("started", 1, 2),
        stood("in_use", 1, 2),
    ]  # fmt: skip
    steps = pipeline.funnel(groups, {"signed": {-4: 1, 0: 1, 30: 1}})
    assert [step.reached.count for step in steps] == [18, 8, 4, 2]
    assert [step.from_previous for step in steps] == [None, Fraction(8, 18), Fraction(1, 2), Fraction(1, 2)]
    assert [step.from_signing for step in steps] == [None, None, Fraction(1, 2), Fraction(1, 4)]
    assert (steps[1].median_days, steps[1].passed) == (0, 3)
    landed, share = pipeline.landed_of_signed(groups)
    assert (landed.count, share) == (5, Fraction(5, 8))


def test_an_empty_funnel_divides_by_nothing() -> None:
    assert [step.from_signing for step in pipeline.funnel([], {})] == [None] * 4
    assert pipeline.landed_of_signed([]) == (Measured(0, Decimal(0)), None)


def test_the_next_gate_of_the_last_batch_is_none() -> None:
    assert [pipeline.next_gate(state) for state in ("negotiating", "signed", "landed", "started", "in_use")] == [
        "signed", "landed", "started", "in_use", None
    ]  # fmt: skip


@pytest.fixture
def ledger(verifier: User) -> User:
    """Projects in every batch, of two towns and two chains, some of them aside, one not recognised."""
    towns = [factories.unit("峡窝镇"), factories.unit("中心路街道")]
    records, day = [], date(2019, 3, 1)
    for number in range(24):
        stages: dict[str, Any] = {}
        for place, column in enumerate(("signed_on", "landed_on", "started_on", "in_use_on")):
            if number % 5 > place:
                stages[column] = day + timedelta(number * 17 + place * 40)
        if number == 22:  # as old ledgers have it: begun, without a day of landing
            stages = {"signed_on": date(2020, 1, 5), "started_on": date(2020, 2, 5)}
        stages["registered_on"] = (
            None if number % 7 == 3 and number % 5 else day + timedelta(number * 15 - 20)
        )
        chain = ("智能制造", "现代物流")[number % 2]
        records.append(
            entry(("0.8", "3", "6", "12")[number % 4], unit=towns[number % 3 == 0], chain=chain, **stages)
        )
    import_projects(records=records, by=verifier, source="test")
    made = list(Project.objects.order_by("pk"))
    set_aside(by=verifier, project=made[6], transition="pause", on=date(2020, 5, 1), reason="等地")
    set_aside(by=verifier, project=made[10], transition="lose", on=date(2020, 5, 2), reason="不来了")
    exclude(by=verifier, project=made[7], code="fiscal", on=JUNE_20, reason="财政")
    signed = next(project for project in made if project.signed_on and project.planned_total < 40000)
    revised(verifier, signed, date(2020, 6, 1), "13")
    return verifier


def links(page: str) -> list[tuple[str, int]]:
    """(address, number) of every count on the page."""
    found = re.findall(r'<a href="([^"]+)" data-number="count"[^>]*>(?:<b>)?(\d+)', page)
    return [(unescape(address), int(number)) for address, number in found]


QUESTIONS = (
    {}, {"as_of": "2020-06-19"}, {"as_of": "2020-06-20"}, {"as_of": "2019-08-01"}, {"year": "2019"},
    {"year": "2020", "as_of": "2020-03-01"}, {"chain": "现代物流"}, {"tier": "2"}, {"tier": "2", "as_of": "2020-05-31"},
    {"tier": "below"}, {"unit": "town"}, {"unit": "town", "chain": "智能制造", "tier": "0", "as_of": "2020-06-19"},
)  # fmt: skip


@pytest.mark.parametrize("asked", QUESTIONS, ids=str)
def test_every_number_opens_exactly_the_projects_that_it_counts(
    ledger: User, client: Client, asked: dict[str, str]
) -> None:
    if "unit" in asked:
        asked = {**asked, "unit": str(factories.unit("峡窝镇").pk)}
    client.force_login(ledger)
    numbers = []
    for view in ("board", "funnel"):
        numbers += links(client.get(PAGE, {**asked, "view": view}).content.decode())
    assert len(numbers) == 4 + 4 + 1 + 4 + 15
    for address, number in numbers:
        _filters, rows = PROJECTS.filtered(ledger, QueryDict(urlsplit(address).query))
        assert rows.count() == number, address
        kept = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert kept["as_of"] == asked.get("as_of", clock.today().isoformat())
        assert all(kept[name] == value for name, value in asked.items() if name != "year")
    assert sum(number for _address, number in numbers) > 0


def test_the_list_that_a_number_opens_shows_so_many_lines(ledger: User, client: Client) -> None:
    client.force_login(ledger)
    page = client.get(PAGE, {"as_of": "2020-06-19"}).content.decode()
    for address, number in links(page):
        assert client.get(address).content.decode().count("<tr data-href") == number


def test_board_and_funnel_reconcile_with_the_whole_list(ledger: User, client: Client) -> None:
    client.force_login(ledger)
    asked = {"as_of": "2020-06-20"}
    board = client.get(PAGE, asked).context
    funnel = client.get(PAGE, {**asked, "view": "funnel"}).context
    standing = sum(int(column["count"].shown) for column in board["columns"])
    assert int(funnel["steps"][0]["count"].shown) == standing + int(board["aside"].shown) == 23
    money = sum(Decimal(column["amount"].shown) for column in board["columns"])
    rows = Project.objects.filter(state__in=("negotiating", "signed", "landed", "started", "in_use"))
    assert money == sum(row.amount for row in rows.with_amount(JUNE_20)) / 10000


def test_the_board_shows_the_longest_waiting_first_and_the_rest_in_the_list(
    verifier: User, client: Client
) -> None:
    records = [
        entry(name=f"示例·第{number}个", registered_on=date(2020, 6, 20) - timedelta(number))
        for number in range(10)
    ]
    import_projects(records=records, by=verifier, source="test")
    client.force_login(verifier)
    column = client.get(PAGE, {"as_of": "2020-06-20"}).context["columns"][0]
    assert [card["days"] for card in column["cards"]] == [9, 8, 7, 6, 5, 4, 3, 2]
    assert column["more"] and column["cards"][0]["gate"] == "签约"
    page = client.get(PAGE, {"as_of": "2020-06-20"}).content.decode()
    assert "全部 10 个" in page


def test_a_clerk_sees_the_pipeline_of_the_own_unit_only(ledger: User, clerk: User, client: Client) -> None:
    client.force_login(clerk)
    context = client.get(PAGE, {"as_of": "2020-06-19", "view": "funnel"}).context
    own = Project.objects.visible_to(clerk).count()
    assert 0 < int(context["steps"][0]["count"].shown) == own < Project.objects.count()
    assert context["own_only"]


def test_what_one_asks_for_stays_in_the_address(ledger: User, client: Client) -> None:
    client.force_login(ledger)
    page = client.get(PAGE, {"chain": "现代物流", "year": "2020"})
    assert (
        page.context["switch"]["funnel"]
        == "?chain=%E7%8E%B0%E4%BB%A3%E7%89%A9%E6%B5%81&year=2020&view=funnel"
    )
    assert "view" not in client.get(PAGE, {"year": "2020", "view": "funnel"}).context["switch"]["board"]


@pytest.mark.parametrize(
    "asked", [{"as_of": "昨天"}, {"year": "99999"}, {"tier": "9"}, {"unit": "0"}, {"view": "x"}]
)
def test_what_makes_no_sense_is_said_at_the_field(
    ledger: User, client: Client, asked: dict[str, str]
) -> None:
    client.force_login(ledger)
    page = client.get(PAGE, asked)
    assert page.status_code == 200
    assert ("tz-field-error" in page.content.decode()) == ("view" not in asked)


@pytest.mark.parametrize(
    "query", ["batch=nowhere", "aged_from=-3", "aged_from=1e9", "aged_to=x", "as_of=2020-02-31", "batch=landed&aged_from=999999"]
)  # fmt: skip
def test_a_list_asked_for_nonsense_answers(ledger: User, client: Client, query: str) -> None:
    client.force_login(ledger)
    assert client.get(f"/investment/projects/?{query}").status_code == 200


def test_empty_pages_say_what_to_do_next(verifier: User, client: Client) -> None:
    client.force_login(verifier)
    assert "登记项目或导入项目库后" in client.get(PAGE).content.decode()
    import_projects(records=[entry()], by=verifier, source="test")
    assert "没有符合条件的项目" in client.get(PAGE, {"chain": "", "year": "2001"}).content.decode()
    assert "这一批现在没有项目" in client.get(PAGE).content.decode()


@pytest.mark.parametrize("view", ["board", "funnel"])
def test_the_page_asks_as_often_whatever_the_rows(verifier: User, client: Client, view: str) -> None:
    client.force_login(verifier)

    def enter(count: int) -> None:
        days = [date(2019, 1, 1) + timedelta(number * 3) for number in range(count)]
        records = [
            entry(registered_on=day - timedelta(9), signed_on=day, started_on=day + timedelta(5))
            for day in days
        ]
        import_projects(records=records + [entry() for _day in days], by=verifier, source="test")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE, {"view": view})
        return len(queries)

    enter(3)
    few = asked()
    enter(60)
    assert asked() == few <= 25
