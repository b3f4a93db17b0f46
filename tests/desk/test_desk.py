"""The desk: what waits for whom, the district's figures after it, and nothing for who has no post."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.construction import actions
from taizhang.desk import key_figures
from taizhang.desk.views import waiting_for
from taizhang.figures.indicator import published
from taizhang.organisation.access import PERMISSIONS
from taizhang.organisation.models import User
from taizhang.web import waiting
from taizhang.workbooks import registers
from tests import factories
from tests.construction import makers

pytestmark = pytest.mark.django_db
ROOMS = (
    "investment",
    "night_market",
    "construction",
    "enterprises",
    "targets",
    "bulletin",
    "supervision",
    "reports",
)


@pytest.fixture(autouse=True)
def district() -> None:
    factories.district(stands_on=date(2020, 6, 19))


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def titles(user: User) -> dict[str, int]:
    return {str(what.title): count for what, count, _url in waiting_for(user)}


def a_problem_reported_as_done(unit: Any = None) -> User:
    """One problem in the unit, notified in April, reported as put right, not yet verified; returns the inspector."""
    inspector, site = factories.person("inspector"), makers.site(factories.person("site_clerk"), unit=unit)
    problem = makers.problem(inspector, site, found_on=date(2020, 4, 1), due_on=date(2020, 4, 8))
    actions.notify_problem(by=inspector, problem=problem, day=date(2020, 4, 1))
    actions.submit_problem(by=inspector, problem=problem, submitted_on=date(2020, 4, 7))
    return inspector


def test_a_problem_to_verify_waits_for_the_inspector_and_not_for_the_clerk() -> None:
    inspector = a_problem_reported_as_done()
    assert titles(inspector)["待复核销号的问题"] == 1
    assert "待复核销号的问题" not in titles(factories.person("site_clerk"))
    page = of(inspector).get("/").content.decode()
    assert "待复核销号的问题" in page and "/construction/problems/?state=submitted" in page


def test_a_town_clerk_is_told_of_their_own_town_only() -> None:
    a_problem_reported_as_done(factories.unit("新安镇"))
    assert titles(factories.person("town_clerk", factories.unit("新安镇"))) == {"逾期未整改的问题": 1}
    assert titles(factories.person("town_clerk", factories.unit("峡窝镇"))) == {}


def test_every_kind_of_waiting_work_is_a_list_that_its_register_can_filter() -> None:
    for each in waiting.published():
        assert not each.permission or each.permission in PERMISSIONS
        if not each.permission:
            continue
        for role in (*PERMISSIONS[each.permission].roles, *PERMISSIONS[each.permission].own_unit_roles):
            user = factories.person(role)
            address = urlsplit(each.url(user))
            page = of(user).get(each.url(user))
            assert page.status_code == 200
            register = next(
                (
                    register for ledger in ROOMS
                    for register in _registers(ledger) if register.url() == address.path
                ),
                None,
            )  # fmt: skip
            if register is None:  # a list of its own kind, of which the page must say as many
                assert page.context["page"].paginator.count == each.count(user), each.key
                continue
            asked = QueryDict(address.query)
            filters, rows = register.filtered(user, asked)
            assert set(asked) <= set(filters.form.fields), each.key
            assert filters.form.is_valid(), (each.key, filters.form.errors)
            assert each.count(user) == rows.count()


def _registers(ledger: str) -> list[registers.Register]:
    from taizhang.bulletin.calls_register import CALLS
    from taizhang.bulletin.confirmations_register import CONFIRMATIONS
    from taizhang.bulletin.registers import ISSUES, ITEMS

    return [ISSUES, ITEMS, CALLS, CONFIRMATIONS] if ledger == "bulletin" else registers.registers_of(ledger)


def test_whoever_has_no_post_is_told_so() -> None:
    user = User.objects.create(username="nobody")
    assert "您现在没有任职" in of(user).get("/").content.decode()


def test_the_figures_come_after_the_page_and_lead_to_their_rows() -> None:
    inspector = a_problem_reported_as_done()
    client = of(inspector)
    page = client.get("/").content.decode()
    for system in key_figures.present():
        assert f"/desk/figures/{system.key}/" in page
        answer = client.get(f"/desk/figures/{system.key}/")
        assert [line.indicator.key for line in answer.context["lines"]] == [
            each.key for each in system.indicators()
        ]
        for line in answer.context["lines"]:
            assert client.get(line.url).context["line"].value == line.value
    assert client.get("/desk/figures/nowhere/").status_code == 404


def test_the_key_figures_all_stand_in_the_catalogue() -> None:
    known = published().indicators
    assert [
        key for system in key_figures.SYSTEMS for key in (*system.figures, system.drawn) if key not in known
    ] == []


def test_the_desk_asks_the_database_as_often_for_many_rows_as_for_few() -> None:
    inspector, counts = a_problem_reported_as_done(), []
    client, site = of(inspector), makers.site(factories.person("site_clerk"))
    for many in (1, 30):
        for _number in range(many):
            makers.problem(inspector, site)
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
