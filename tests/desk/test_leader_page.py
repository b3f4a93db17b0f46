"""The leaders' page: what waits, what is overdue, what is mine, figures with lights; one tap to an instruction."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.organisation.models import User
from taizhang.supervision import actions
from taizhang.web import desk_cards
from taizhang.web.desk_cards import DeskCard, DeskRow
from tests import factories
from tests.construction import makers as sites
from tests.supervision import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def district() -> None:
    factories.district(stands_on=makers.DAY)


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_the_page_is_the_leaders() -> None:
    assert of(factories.person("supervisor")).get("/leader/").status_code == 403
    leader = of(factories.person("leader"))
    assert leader.get("/leader/").status_code == 200
    assert "/leader/" in leader.get("/").content.decode()
    assert "/leader/" not in of(factories.person("supervisor")).get("/").content.decode()


def test_overdue_notices_and_my_instructions_stand_there_with_one_tap_to_another() -> None:
    town, leader = factories.unit("峡窝镇"), factories.person("leader")
    makers.notice(town, title="示例·逾期事项")
    site = sites.site(factories.person("site_clerk"), unit=town)
    actions.instruct(
        by=leader, unit=town, text="示例·办", limit_on=date(2020, 7, 10), subject_type=site.journal_type, subject_id=site.pk
    )  # fmt: skip
    page = of(leader).get("/leader/").content.decode()
    assert "示例·逾期事项" in page and f"/supervision/instruct/construction.site/{site.pk}/" in page
    other = of(factories.person("leader")).get("/leader/").content.decode()
    assert "示例·逾期事项" in other and f"/supervision/instruct/construction.site/{site.pk}/" not in other


def test_what_waits_for_a_leader_is_counted() -> None:
    makers.proposal(factories.unit("峡窝镇"))
    tasks = of(factories.person("leader")).get("/leader/").context["tasks"]
    assert [(str(what.title), count) for what, count, _url in tasks] == [("待批准的奖惩建议", 1)]


def test_rooms_below_add_their_own_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_cards, "_published", {})
    row = DeskRow("示例·我的项目", "/investment/projects/1/", "区商务局", instruct=("construction.site", 1))
    desk_cards.publish([
        DeskCard("mine", "我的项目", lambda user, day: [row] if user.full_name == "示例leader" else []),
        DeskCard("none", "我的产业链", lambda user, day: []),
        DeskCard("said", "我的企业", lambda user, day: [], empty="还没有包联企业。"),
    ])  # fmt: skip
    page = of(factories.person("leader")).get("/leader/").content.decode()
    assert "示例·我的项目" in page and "我的产业链" not in page and "还没有包联企业。" in page


def test_the_figures_come_with_lights_and_the_units_behind() -> None:
    town = factories.unit("峡窝镇")
    makers.problems(town, 1)
    makers.target(None, 2)
    makers.target(town, 10)
    leader = of(factories.person("leader"))
    (section,) = leader.get("/leader/figures/").context["sections"]
    assert (section.district.light, section.units_behind) == ("green", [("bad", 1)])
    assert leader.get(section.district.url).context["line"].value == section.district.actual


def test_the_page_asks_the_database_as_often_for_many_notices_as_for_few() -> None:
    town, counts = factories.unit("峡窝镇"), []
    leader = of(factories.person("leader"))
    for many in (2, 20):
        for _number in range(many):
            makers.notice(town)
        with CaptureQueriesContext(connection) as queries:
            leader.get("/leader/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
