"""The API of the figures answers as the command line does, and asks who is there."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from taizhang.figures.indicator import published
from tests import factories
from tests.construction import makers

pytestmark = pytest.mark.django_db
KEY = "construction.problems_found"


@pytest.fixture
def client() -> Client:
    factories.district(stands_on=date(2020, 6, 19))
    inspector = factories.person("inspector")
    makers.problem(inspector, makers.site(factories.person("site_clerk")))
    client = Client()
    client.force_login(inspector)
    return client


def ask(client: Client, path: str) -> Any:
    answer = client.get(f"/api/figures{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_one_figure_comes_with_its_rows_where_asked(client: Client) -> None:
    found = ask(client, f"/{KEY}?as_of=2020-06-19&rows=1")
    assert (found["key"], found["value"], found["unit"], found["as_of"]) == (KEY, 1, "项", "2020-06-19")
    assert found["period"] == {"from": "2020-01-01", "to": "2020-06-19"}
    assert len(found["rows"]) == 1
    assert "rows" not in ask(client, f"/{KEY}")


def test_the_period_and_the_unit_are_asked_for_by_name(client: Client) -> None:
    assert ask(client, f"/{KEY}?as_of=2020-06-19&from=2020-06-02&to=2020-06-19")["value"] == 0
    found = ask(client, f"/{KEY}?unit=峡窝镇")
    assert (found["value"], found["of_unit"]) == (1, "峡窝镇")


def test_the_whole_catalogue_is_listed(client: Client) -> None:
    assert [each["key"] for each in ask(client, "")] == [each.key for each in published()]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/no.such.figure", 404),
        (f"/{KEY}?unit=nowhere", 422),
        (f"/{KEY}?as_of=gestern", 422),
        (f"/{KEY}?from=2020-07-01&to=2020-06-01", 422),
    ],
)
def test_what_cannot_be_answered_is_said(client: Client, path: str, status: int) -> None:
    answer = client.get(f"/api/figures{path}")
    assert answer.status_code == status and answer.json()["detail"]


def test_a_stranger_is_asked_to_sign_in() -> None:
    assert Client().get("/api/figures").status_code == 401


def test_a_reader_gets_the_rows_of_their_own_units(client: Client) -> None:
    stranger = Client()
    stranger.force_login(factories.person("town_clerk", factories.unit("新安镇")))
    found = ask(stranger, f"/{KEY}?rows=1")
    assert (found["value"], found["rows"]) == (1, [])
