"""Units, people and posts on their pages: the administrator changes them, everybody else may only look."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.journal.models import Event
from taizhang.organisation import actions
from taizhang.organisation.models import Post, Unit, User
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin() -> User:
    factories.district()
    return factories.person("administrator")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def new_person(**changes: object) -> dict[str, object]:
    unit = factories.unit()
    given = {
        "full_name": "示例新人", "username": "new-one", "certificate": "", "unit": unit.pk, "role": "town_clerk",
        "title": "经办人", "since": "2020-01-01",
    }  # fmt: skip
    return {**given, **changes}


def test_a_new_person_gets_a_password_that_is_shown_once_and_must_be_changed(admin: User) -> None:
    answer = signed_in(admin).post("/organisation/people/add/", new_person())
    person = User.objects.get(username="new-one")
    password = answer.context["password"]
    assert password in answer.content.decode() and person.check_password(password)
    assert "no-store" in answer.headers["Cache-Control"]
    assert password not in "".join(Event.objects.values_list("detail_text", flat=True))

    client = Client()
    assert client.post("/account/login/", {"login": "new-one", "password": password}).status_code == 302
    assert client.get("/figures/").headers["Location"] == "/account/password/change/"
    changed = {"present": password, "password": "ein-Langes-Wort-9", "again": "ein-Langes-Wort-9"}
    assert client.post("/account/password/change/", changed).headers["Location"] == "/"
    assert client.get("/organisation/me/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "taken"}, "已有人用"),
        ({"username": "空 格"}, "合法的用户名"),
        ({"role": ""}, "这个字段是必填项"),
        ({"since": "昨天"}, "输入一个有效的日期"),
    ],
)
def test_a_person_given_wrongly_is_refused_with_all_that_was_typed(
    admin: User, changes: dict[str, object], sentence: str
) -> None:
    factories.person("reader", username="taken")
    answer = signed_in(admin).post("/organisation/people/add/", new_person(**changes))
    assert answer.status_code == 422
    assert sentence in answer.content.decode() and "示例新人" in answer.content.decode()
    assert not User.objects.filter(full_name="示例新人").exists()


def test_a_post_is_given_and_ended_by_date(admin: User) -> None:
    clerk, client = factories.person("town_clerk", factories.unit()), signed_in(admin)
    given = {"unit": factories.unit().pk, "role": "reporter", "title": "", "since": "2020-01-01", "until": ""}
    assert client.post(f"/organisation/people/{clerk.pk}/posts/add/", given).status_code == 302
    again = client.post(f"/organisation/people/{clerk.pk}/posts/add/", given)
    assert again.status_code == 422 and "已任此职" in again.content.decode()
    post = Post.objects.get(user=clerk, role="reporter")
    client.post(f"/organisation/posts/{post.pk}/end/", {"until": "2020-03-31"})
    post.refresh_from_db()
    assert post.until == date(2020, 3, 31)
    assert User.objects.get(pk=clerk.pk).role_keys == {"town_clerk"}
    assert [event.kind for event in post.history] == ["created", "ended"]


def test_the_last_administrator_stays(admin: User) -> None:
    post = admin.posts.get()
    with pytest.raises(Refused, match="最后一位系统管理员"):
        actions.end_post(post=post, until=clock.today(), by=admin)
    with pytest.raises(Refused, match="最后一位系统管理员"):
        actions.set_active(user=admin, active=False, reason="离职", by=admin)
    other = factories.person("administrator")
    actions.set_active(user=admin, active=False, reason="离职", by=other)
    assert not User.objects.get(pk=admin.pk).is_active


def test_a_shut_account_signs_in_no_more_and_its_session_ends(admin: User) -> None:
    clerk = factories.person("town_clerk")
    clerk.set_password("ein-Langes-Wort-9")
    clerk.save()
    theirs, client = signed_in(clerk), signed_in(admin)
    assert theirs.get("/organisation/me/").status_code == 200
    refused = client.post(f"/organisation/people/{clerk.pk}/shut/", {"reason": ""})
    assert refused.status_code == 422
    client.post(f"/organisation/people/{clerk.pk}/shut/", {"reason": "调离"})
    assert theirs.get("/organisation/me/").status_code == 302
    given = {"login": clerk.username, "password": "ein-Langes-Wort-9"}
    assert "账号已停用" in Client().post("/account/login/", given, follow=True).content.decode()
    client.post(f"/organisation/people/{clerk.pk}/open/")
    assert [event.kind for event in clerk.history] == ["shut", "opened"]


def test_a_unit_is_added_under_another_and_answers_to_its_aliases(admin: User) -> None:
    client, top = signed_in(admin), factories.unit("上街区", kind="district")
    given = {
        "name": "示例发展局", "short_name": "发展局", "kind": "bureau", "position": "9", "aliases": "发展、示发展",
        "code": "fazhan", "parent": top.pk,
    }  # fmt: skip
    assert client.post("/organisation/units/add/", given).status_code == 302
    unit = Unit.objects.get(code="fazhan")
    assert unit.aliases == ["发展", "示发展"] and unit.path == f"{top.path}{unit.pk}/"
    taken = client.post(
        "/organisation/units/add/", {**given, "code": "other", "name": "示例另一局", "aliases": "发展局"}
    )
    assert taken.status_code == 422 and "已用这个名称" in taken.content.decode()
    changed = {key: given[key] for key in ("name", "short_name", "kind", "position")}
    client.post(f"/organisation/units/{unit.pk}/edit/", {**changed, "aliases": "发展"})
    assert [event.kind for event in unit.history] == ["created", "changed"]
    assert "示例发展局" in client.get(f"/organisation/units/{unit.pk}/").content.decode()


def test_others_look_but_cannot_change(admin: User) -> None:
    clerk = factories.person("town_clerk")
    client = signed_in(clerk)
    page = client.get("/organisation/")
    assert page.status_code == 200 and "新增人员" not in page.content.decode()
    assert admin.username not in page.content.decode()
    assert client.get("/organisation/people/add/").status_code == 403
    assert client.get(f"/organisation/people/{admin.pk}/").status_code == 404
    assert client.post(f"/organisation/people/{admin.pk}/password/").status_code == 403
    assert client.get(f"/organisation/people/{clerk.pk}/").headers["Location"] == "/organisation/me/"


def test_the_list_finds_people_by_unit_role_and_words(admin: User) -> None:
    town = factories.unit("示例镇")
    clerk = factories.person("town_clerk", town)
    client = signed_in(admin)

    def listed(query: str) -> set[str]:
        return {person.username for person in client.get(f"/organisation/?{query}").context["people"]}

    assert listed(f"unit={town.pk}") == {clerk.username}
    assert listed("role=administrator") == {admin.username}
    assert listed("q=town_clerk") == {clerk.username}
    assert listed("state=shut") == set()


def test_the_list_asks_the_database_as_often_for_60_people_as_for_3(admin: User) -> None:
    client, counts = signed_in(admin), []
    for many in (3, 60):
        for _number in range(many):
            factories.person("officer")
        with CaptureQueriesContext(connection) as queries:
            client.get("/organisation/")
        counts.append(len(queries))
    assert counts[0] == counts[1]
