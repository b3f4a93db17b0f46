"""The calendar of working days on its page: looked at by everybody, kept by the administrator."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.test import Client

from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.journal.models import Event
from taizhang.organisation import calendar_actions, workdays
from taizhang.organisation.models import CalendarDay, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    factories.district()
    workdays.forget()
    yield
    workdays.forget()


@pytest.fixture
def admin() -> User:
    return factories.person("administrator")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_day_said_to_be_free_moves_every_limit_behind_it(admin: User) -> None:
    client = signed_in(admin)
    friday, monday = date(2020, 6, 19), date(2020, 6, 22)
    assert workdays.add_working_days(friday, 1) == monday
    given = {"day": "2020-06-22", "is_working": "0", "note": "防汛停工"}
    assert client.post("/organisation/calendar/add/", given).status_code == 302
    assert workdays.add_working_days(friday, 1) == date(2020, 6, 23)
    row = CalendarDay.objects.get(day=monday)
    client.post(f"/organisation/calendar/{row.pk}/edit/", {"note": "防汛"})
    assert "防汛" in client.get("/organisation/calendar/?year=2020").content.decode()
    client.post(f"/organisation/calendar/{row.pk}/remove/")
    assert workdays.add_working_days(friday, 1) == monday
    kinds = Event.objects.filter(subject_type="organisation.calendar_day", subject_id=row.pk)
    assert [event.kind for event in kinds] == ["created", "changed", "removed"]


def test_what_monday_to_friday_says_already_is_not_entered(admin: User) -> None:
    with pytest.raises(Refused, match="本来就上班"):
        calendar_actions.set_day(day=date(2020, 6, 22), is_working=True, note="", by=admin)
    with pytest.raises(Refused, match="本来就不上班"):
        calendar_actions.set_day(day=date(2020, 6, 21), is_working=False, note="", by=admin)


def test_a_year_without_days_says_so_and_is_filled_once(admin: User) -> None:
    client = signed_in(admin)
    assert "2055 年还没有放假安排" in client.get("/organisation/calendar/?year=2055").content.decode()
    with pytest.raises(Refused, match="2055 年的放假安排"):
        calendar_actions.fill_year(year=2055, by=admin)
    before = set(CalendarDay.objects.filter(day__year=2020).values_list("day", "is_working", "note"))
    CalendarDay.objects.filter(day__year=2020).delete()
    assert client.post("/organisation/calendar/fill/2020/").status_code == 302
    after = set(CalendarDay.objects.filter(day__year=2020).values_list("day", "is_working", "note"))
    assert after == before and len(after) == 25
    with pytest.raises(Conflict, match="没有再填"):
        calendar_actions.fill_year(year=2020, by=admin)


def test_others_look_but_do_not_change() -> None:
    clerk = factories.person("town_clerk")
    page = signed_in(clerk).get("/organisation/calendar/?year=2020").content.decode()
    assert "249 个工作日" in page and "端午" in page and "新增放假" not in page
    with pytest.raises(NotPermitted):
        calendar_actions.set_day(day=date(2020, 6, 22), is_working=False, note="", by=clerk)
    assert signed_in(clerk).get("/organisation/calendar/add/").status_code == 403
