"""The inbox: one's own reminders only, unread first, opened and marked; the bell counts them on every page."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.organisation.models import User
from taizhang.reminders.actions import daily, reading
from taizhang.reminders.models import Reminder
from tests import factories
from tests.reminders.makers import DAY, due, rule

Publish = Callable[..., None]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def clerk(publish: Publish) -> User:
    """Somebody with two reminders, beside a colleague with one."""
    mine, other = factories.person("town_clerk"), factories.person("town_clerk")
    publish(rule(lambda day: [due(1, mine), due(2, mine), due(3, other, text="别人的事")]))
    daily.remind(day=DAY)
    return mine


def test_one_sees_ones_own_reminders_only(clerk: User) -> None:
    page = signed_in(clerk).get("/reminders/").content.decode()
    assert "示例线索1快到期" in page and "示例线索2快到期" in page and "别人的事" not in page


def test_nobody_opens_or_marks_anothers(clerk: User) -> None:
    theirs = Reminder.objects.exclude(user=clerk).get()
    client = signed_in(clerk)
    assert client.post(f"/reminders/{theirs.pk}/open/").status_code == 404
    assert client.post(f"/reminders/{theirs.pk}/read/").status_code == 404
    with pytest.raises(Reminder.DoesNotExist):
        reading.mark_read(reminder=theirs, by=clerk)
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_opening_marks_as_read_and_leads_to_the_row(clerk: User) -> None:
    client, row = signed_in(clerk), Reminder.objects.filter(user=clerk).order_by("pk")[0]
    assert client.get(f"/reminders/{row.pk}/open/").status_code == 405
    answer = client.post(f"/reminders/{row.pk}/open/")
    assert answer.headers["Location"] == "/figures/?row=1"
    row.refresh_from_db()
    assert row.read_at is not None
    shown = [line[0].subject_id for line in client.get("/reminders/").context["lines"]]
    assert shown == [2, 1]


def test_all_that_were_seen_are_marked_and_later_ones_stay(clerk: User, publish: Publish) -> None:
    client = signed_in(clerk)
    newest = client.get("/reminders/").context["newest"]
    publish(rule(lambda day: [due(4, clerk)]))
    daily.remind(day=DAY)
    client.post("/reminders/read/", {"until": newest})
    assert [row.subject_id for row in Reminder.objects.visible_to(clerk).unread()] == [4]


def test_the_bell_counts_the_unread_on_every_page(clerk: User) -> None:
    client = signed_in(clerk)
    assert "未读 2 条" in client.get("/figures/").content.decode()
    client.post("/reminders/read/", {"until": Reminder.objects.latest("pk").pk})
    assert "未读" not in client.get("/figures/").content.decode()


def test_more_than_99_are_shown_as_such(clerk: User, publish: Publish) -> None:
    publish(rule(lambda day: [due(number, clerk) for number in range(100, 200)]))
    daily.remind(day=DAY)
    assert "99+" in signed_in(clerk).get("/figures/").content.decode()


def test_the_desk_names_the_unread(clerk: User) -> None:
    assert "没读的提醒" in signed_in(clerk).get("/").content.decode()


def test_the_inbox_asks_the_database_as_often_for_60_as_for_3(clerk: User, publish: Publish) -> None:
    client, counts = signed_in(clerk), []
    for many in (3, 60):
        publish(rule(lambda day, many=many: [due(many * 1000 + number, clerk) for number in range(many)]))
        daily.remind(day=DAY)
        with CaptureQueriesContext(connection) as queries:
            client.get("/reminders/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_list_is_filtered_and_says_when_nothing_fits(clerk: User) -> None:
    client = signed_in(clerk)
    assert len(client.get("/reminders/?state=unread&rule=test.rule").context["lines"]) == 2
    assert "没有这样的提醒" in client.get("/reminders/?state=read").content.decode()


def test_an_empty_inbox_says_what_comes_here() -> None:
    page = signed_in(factories.person("reader")).get("/reminders/").content.decode()
    assert "还没有提醒" in page and "渠道" not in page


def test_the_administrators_pages_are_the_administrators(clerk: User) -> None:
    client, admin = signed_in(clerk), signed_in(factories.person("administrator"))
    for path in ("rules/", "channels/", "channels/add/", "messages/"):
        assert client.get(f"/reminders/{path}").status_code == 403
        assert admin.get(f"/reminders/{path}").status_code == 200
    assert client.post("/reminders/rules/run/").status_code == 403
    page = admin.get("/reminders/rules/").content.decode()
    assert "示例规则" in page and "示例说明" in page
    assert admin.post("/reminders/rules/run/", follow=True).content.decode().count("新提醒 0 条") == 1
