"""A figure's page: its value, its rows as far as the reader may see them, its parts, and the workbook of its rows."""

import json
import re
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.figures.indicator import Scope, published
from taizhang.organisation.models import User
from tests import factories
from tests.construction import makers

pytestmark = pytest.mark.django_db
KEY, ASKED = "construction.problems_found", "as_of=2020-06-19"
SCOPE = Scope.of(date(2020, 6, 19))


@pytest.fixture
def inspector() -> User:
    factories.district(stands_on=date(2020, 6, 19))
    return factories.person("inspector")


@pytest.fixture
def client(inspector: User) -> Client:
    """Two problems in 峡窝镇, in May and June, and one in 新安镇, in June."""
    top = factories.unit("上街区", kind="district")
    near, far = (
        makers.site(factories.person("site_clerk"), unit=factories.unit(name, parent=top))
        for name in ("峡窝镇", "新安镇")
    )
    for where, day in ((near, date(2020, 5, 3)), (near, makers.DAY), (far, makers.DAY)):
        makers.problem(inspector, where, found_on=day)
    return of(inspector)


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def charts(page: str) -> dict[str, Any]:
    found = re.findall(r'<script id="([\w-]+)" type="application/json">(.*?)</script>', page)
    return {name: json.loads(text) for name, text in found}


def test_the_value_is_the_number_of_the_rows_listed(client: Client) -> None:
    page = client.get(f"/figures/{KEY}/?{ASKED}")
    assert page.context["line"].value == 3 == page.context["counted"] == len(page.context["lines"])
    assert str(published().get(KEY).definition) in page.content.decode()
    for url, _cells in page.context["lines"]:
        assert client.get(url).status_code == 200


def test_the_figure_follows_the_as_of_day_the_period_and_the_unit(client: Client) -> None:
    unit = factories.unit("峡窝镇")

    def value(query: str) -> Any:
        return client.get(f"/figures/{KEY}/?{query}").context["line"].value

    assert value("as_of=2020-05-31") == 1
    assert value(f"{ASKED}&from=2020-06-01&to=2020-06-30") == 2
    assert value(f"{ASKED}&unit={unit.code}") == 2
    assert value("") == 3


def test_every_bar_leads_to_the_same_figure_scoped_to_it(client: Client) -> None:
    drawn = charts(client.get(f"/figures/{KEY}/?{ASKED}").content.decode())
    assert drawn["by-unit"]["categories"] == ["峡窝镇", "新安镇"]
    assert drawn["by-month"]["categories"] == ["2020-05", "2020-06"]
    for chart in drawn.values():
        for value, link in zip(chart["series"][0]["values"], chart["links"], strict=True):
            assert str(client.get(link).context["line"].value) == value


def test_rows_of_other_units_are_counted_but_not_shown(client: Client) -> None:
    clerk = of(factories.person("town_clerk", factories.unit("新安镇")))
    page = clerk.get(f"/figures/{KEY}/?{ASKED}")
    assert (page.context["line"].value, len(page.context["lines"]), page.context["hidden"]) == (3, 1, 2)
    assert "您的岗位看不到明细" in page.content.decode()


def test_the_workbook_holds_exactly_the_rows_that_the_reader_sees(client: Client) -> None:
    for reader, rows in ((client, 3), (of(factories.person("town_clerk", factories.unit("新安镇"))), 1)):
        book = openpyxl.load_workbook(BytesIO(reader.get(f"/figures/{KEY}/export/?{ASKED}").content))
        lines = list(book.active.iter_rows(values_only=True))
        assert "3项" in lines[0][0] and str(published().get(KEY).definition) in lines[2][0]
        assert len(lines) - 4 == rows


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("as_of=gestern", "输入一个有效的日期"),
        ("from=2020-07-01&to=2020-06-01", "早于起始日"),
        ("unit=nowhere", "选择一个有效的选项"),
    ],
)
def test_an_address_that_makes_no_sense_is_said_and_the_default_shown(
    client: Client, query: str, sentence: str
) -> None:
    page = client.get(f"/figures/{KEY}/?{query}")
    assert page.status_code == 200 and sentence in page.content.decode()
    assert page.context["line"].value == 3


def test_more_than_fifty_rows_come_page_by_page_with_as_many_queries(client: Client, inspector: User) -> None:
    counts = []
    for more in (0, 60):
        site = makers.site(factories.person("site_clerk"))
        for _number in range(more):
            makers.problem(inspector, site)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/figures/{KEY}/?{ASKED}")
        counts.append(len(queries))
    assert counts[0] == counts[1]
    second = client.get(f"/figures/{KEY}/?{ASKED}&page=2", headers={"HX-Request": "true"})
    assert len(second.context["lines"]) == 13 and "<html" not in second.content.decode()
    assert len(client.get(f"/figures/{KEY}/?{ASKED}&page=99999").context["lines"]) == 0


def test_the_catalogue_lists_every_figure_ledger_by_ledger(client: Client) -> None:
    page = client.get(f"/figures/?{ASKED}")
    listed = []
    for ledger, _title in page.context["ledgers"]:
        answer = client.get(f"/figures/group/{ledger}/?{ASKED}")
        listed += [line.indicator.key for line in answer.context["lines"]]
    assert sorted(listed) == sorted(each.key for each in published() if not each.key.endswith(".target"))
    assert client.get("/figures/group/nowhere/").status_code == 404
    assert client.get("/figures/no.such.figure/").status_code == 404


def test_every_figure_has_a_page(client: Client) -> None:
    for indicator in published():
        assert client.get(f"/figures/{indicator.key}/?{ASKED}").status_code == 200, indicator.key
