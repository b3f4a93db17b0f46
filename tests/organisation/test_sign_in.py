"""Signing in, out, and one's own password."""

import pytest
from django.test import Client

from taizhang.organisation.models import User
from tests import factories

pytestmark = pytest.mark.django_db
WORD = "ein-Langes-Wort-9"


@pytest.fixture
def clerk() -> User:
    factories.district()
    user = factories.person("town_clerk", factories.unit(), username="clerk")
    user.set_password(WORD)
    user.save()
    return user


def test_the_sign_in_page_names_the_district_and_offers_no_account(clerk: User) -> None:
    page = Client().get("/account/login/").content.decode()
    assert "上街区台账" in page and "tz-page-plain" in page
    assert "signup" not in page and "/account/password/reset" not in page
    assert Client().get("/account/signup/").status_code == 404


def test_a_person_signs_in_and_comes_to_the_page_they_asked_for(clerk: User) -> None:
    client = Client()
    asked = client.get("/figures/?as_of=2020-06-19")
    answer = client.post(asked.headers["Location"], {"login": "clerk", "password": WORD, "next": "/figures/"})
    assert answer.headers["Location"] == "/figures/"


@pytest.mark.parametrize(("login", "password"), [("clerk", "wrong"), ("nobody", WORD)])
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(clerk: User, login: str, password: str) -> None:
    answer = Client().post("/account/login/", {"login": login, "password": password})
    assert "登录名或密码不对" in answer.content.decode()


def test_signing_out_asks_for_a_form_and_ends_the_session(clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    assert client.get("/account/logout/").status_code == 200
    assert client.get("/organisation/me/").status_code == 200
    client.post("/account/logout/")
    assert client.get("/organisation/me/").status_code == 302


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"present": "wrong"}, "现在的密码不对"),
        ({"again": "something-else-1"}, "两次输入的新密码不同"),
        ({"password": WORD, "again": WORD}, "与现在的相同"),
        ({"password": "short-1", "again": "short-1"}, "太短"),
        ({"password": "1234567890", "again": "1234567890"}, "常见"),
    ],
)
def test_a_weak_or_mistyped_password_is_refused(clerk: User, given: dict[str, str], sentence: str) -> None:
    client = Client()
    client.force_login(clerk)
    whole = {"present": WORD, "password": "noch-Ein-Wort-10", "again": "noch-Ein-Wort-10", **given}
    answer = client.post("/account/password/change/", whole)
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_a_new_password_keeps_the_session_and_is_journalled_without_it(clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    given = {"present": WORD, "password": "noch-Ein-Wort-10", "again": "noch-Ein-Wort-10"}
    assert client.post("/account/password/change/", given).headers["Location"] == "/organisation/me/"
    assert client.get("/organisation/me/").status_code == 200
    event = clerk.history.get()
    assert event.kind == "password_changed" and event.detail == {}


def test_a_person_without_a_post_signs_in_and_sees_nothing(clerk: User) -> None:
    clerk.posts.update(until="2019-12-31")
    client = Client()
    client.force_login(clerk)
    assert "您现在没有任职" in client.get("/").content.decode()
    assert "现在没有任职" in client.get("/organisation/me/").content.decode()


def test_the_watchdog_needs_no_account() -> None:
    answer = Client().get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")


def test_strangers_may_choose_their_language(clerk: User) -> None:
    client = Client()
    assert client.post("/language/", {"language": "en", "next": "/account/login/"}).status_code == 302
    assert client.cookies["django_language"].value == "en"
