"""Targets beside figures: completion, the gap to the calendar, lights and places; every number opens its rows."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.organisation.models import Unit, User
from taizhang.supervision import board
from taizhang.targets.models import Target
from tests import factories
from tests.construction import makers

pytestmark = pytest.mark.django_db
KEY, DAY = "construction.problems_found", date(2020, 6, 30)


@pytest.fixture
def towns() -> tuple[Unit, Unit, Unit]:
    """Ten problems in the first town, five in a team below it, two in the second, one in the third."""
    factories.district(stands_on=DAY)
    inspector, clerk = factories.person("inspector"), factories.person("site_clerk")
    first, second, third = (factories.unit(name) for name in ("峡窝镇", "新安镇", "中心镇"))
    team = factories.unit("峡窝镇一组", kind="team", parent=first)
    for unit, many in ((first, 10), (team, 5), (second, 2), (third, 1)):
        site = makers.site(clerk, unit=unit)
        for _number in range(many):
            makers.problem(inspector, site)
    return first, second, third


def target(unit: Unit | None, value: int, **values: Any) -> Target:
    return Target.objects.create(
        year=2020, unit=unit, indicator=KEY, title="查处问题", value=Decimal(value), **values
    )


def client_of(role: str, unit: Unit | None = None) -> Client:
    client = Client()
    client.force_login(factories.person(role, unit))
    return client


def test_units_are_ranked_by_completion_and_the_district_has_its_own_target(towns: tuple[Unit, ...]) -> None:
    first, second, third = towns
    target(None, 40)
    target(first, 20)
    target(second, 10)
    (section,) = board.sections(2020, DAY)
    assert (section.district.actual, section.district.done) == (18, Fraction(18, 40))
    lines = {line.unit: line for line in section.units}
    assert [line.unit for line in section.units[:2]] == [first, second]
    assert (lines[first].actual, lines[first].done, lines[first].place) == (15, Fraction(3, 4), 1)
    assert (lines[second].done, lines[second].place) == (Fraction(1, 5), 2)
    assert (lines[third].actual, lines[third].light, lines[third].place) == (1, None, None)
    assert section.over_assignment == Fraction(3, 4)


def test_lights_follow_the_calendar(towns: tuple[Unit, ...]) -> None:
    first, second, _third = towns
    target(None, 18)
    target(first, 20)
    target(second, 20)
    (section,) = board.sections(2020, DAY)
    assert [line.light for line in section.units[:2]] == ["green", "red"]
    assert (section.units[0].gap_shown, section.units[1].gap_shown) == ("+25.0", "−40.0")


def test_a_figure_without_a_district_target_still_lists_its_units(towns: tuple[Unit, ...]) -> None:
    target(towns[0], 20)
    (section,) = board.sections(2020, DAY)
    assert section.district.done is None and section.district.light is None
    assert section.over_assignment is None


def test_a_superseded_target_counts_no_more(towns: tuple[Unit, ...]) -> None:
    target(None, 10, superseded_on=date(2020, 3, 1))
    target(None, 40, version=2, since=date(2020, 3, 1))
    assert board.sections(2020, DAY)[0].district.target.value == 40  # type: ignore[union-attr]
    assert board.sections(2020, date(2020, 2, 1))[0].district.target.value == 10  # type: ignore[union-attr]


def test_every_number_opens_the_same_number(towns: tuple[Unit, ...]) -> None:
    target(None, 40)
    target(towns[0], 20)
    client = client_of("supervisor")
    page = client.get("/supervision/?as_of=2020-06-30")
    section, lines = page.context["sections"][0]
    for line in (section.district, *lines):
        assert client.get(line.url).context["line"].value == line.actual
        if line.target:
            assert client.get(line.target_url).status_code == 200


def test_a_town_sees_the_district_and_itself(towns: tuple[Unit, ...]) -> None:
    first, second, _third = towns
    target(None, 40)
    target(first, 20)
    target(second, 10)
    page = client_of("town_clerk", second).get("/supervision/")
    _section, lines = page.context["sections"][0]
    assert [(line.unit, line.place) for line in lines] == [(second, 2)]
    assert "峡窝镇" not in page.content.decode()


def test_a_year_without_targets_says_so(towns: tuple[Unit, ...]) -> None:
    assert "2020 年还没有下达目标" in client_of("leader").get("/supervision/").content.decode()


@pytest.mark.parametrize(
    "query", ["year=x", "year=1900", "as_of=gestern", "year=2020&as_of=2019-01-01", "as_of=2031-01-01"]
)
def test_an_address_that_makes_no_sense_shows_the_default(towns: tuple[Unit, ...], query: str) -> None:
    target(None, 40)
    assert client_of("leader").get(f"/supervision/?{query}").status_code == 200


def test_the_page_asks_the_database_as_often_for_many_units_as_for_few(towns: tuple[Unit, ...]) -> None:
    target(None, 40)
    client, clerk, counts = client_of("leader"), factories.person("site_clerk"), []
    inspector: User = factories.person("inspector")
    for many in (1, 12):
        for number in range(many):
            unit = factories.unit(f"示例镇{many}-{number}")
            target(unit, 5)
            makers.problem(inspector, makers.site(clerk, unit=unit))
        with CaptureQueriesContext(connection) as queries:
            client.get("/supervision/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
