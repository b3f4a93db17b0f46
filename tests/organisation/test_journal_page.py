"""The journal's page: the latest events, filtered, for three posts only; and the walk along the chain."""

import pytest
from django.db import transaction
from django.test import Client

from taizhang.journal import chain, tasks
from taizhang.journal.record import Entry, record_many
from taizhang.organisation import actions
from taizhang.organisation.models import User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    factories.district()
    return factories.person("administrator")


@pytest.fixture
def client(admin: User) -> Client:
    client = Client()
    client.force_login(admin)
    return client


def test_events_are_named_as_people_call_them_and_lead_to_their_rows(admin: User, client: Client) -> None:
    clerk = factories.person("town_clerk")
    actions.set_active(user=clerk, active=False, reason="调离", by=admin)
    page = client.get("/journal/").content.decode()
    assert "停用账号" in page and "调离" in page and f"/organisation/people/{clerk.pk}/" in page
    assert chain.head()[1] in page


def test_the_filters_narrow_the_list(admin: User, client: Client) -> None:
    clerk = factories.person("town_clerk")
    actions.give_password(user=clerk, by=admin)
    actions.change_person(user=clerk, values={"full_name": "示例新名"}, by=admin)

    def kinds(query: str) -> list[str]:
        return [line["event"].kind for line in client.get(f"/journal/?{query}").context["lines"]]

    assert kinds("") == ["changed", "password_given"]
    assert kinds("kind=changed") == ["changed"]
    assert kinds(f"by={clerk.pk}") == []
    assert kinds(f"type=organisation.user&id={clerk.pk}") == ["changed", "password_given"]
    assert kinds("type=construction.problem") == []
    assert kinds("until=2001-01-01") == []
    assert kinds("since=2001-01-01&by=x&before=y&until=z") == ["changed", "password_given"]


def test_older_events_come_page_by_page(admin: User, client: Client) -> None:
    with transaction.atomic():
        record_many([Entry("test.row", number, "created") for number in range(120)], by=admin)
    first = client.get("/journal/")
    assert len(first.context["lines"]) == 50 and first.context["before"] == 71
    last = client.get("/journal/?before=21", headers={"HX-Request": "true"})
    assert len(last.context["lines"]) == 20 and last.context["before"] is None
    assert "<html" not in last.content.decode()


def test_only_three_posts_read_the_journal() -> None:
    factories.district()
    for role, status in (("supervisor", 200), ("leader", 200), ("town_clerk", 403), ("editor", 403)):
        client = Client()
        client.force_login(factories.person(role))
        assert client.get("/journal/").status_code == status
        assert client.get("/journal/verification/").status_code == status


def test_a_walk_along_the_chain_is_asked_for_and_its_outcome_shown(admin: User, client: Client) -> None:
    actions.give_password(user=factories.person("reader"), by=admin)
    assert client.post("/journal/verify/").status_code == 302
    assert "正在核验" in client.get("/journal/verification/").content.decode()
    tasks.verify_chain.call()
    assert "核验通过" in client.get("/journal/").content.decode()
