"""The table of permissions: every room, every post, who is excepted, narrowed by room and post, and as a workbook."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.organisation import matrix
from taizhang.organisation.access import PERMISSIONS, allow, may
from taizhang.organisation.models import Post, User
from taizhang.organisation.roles import ROLES
from tests import factories

import taizhang.urls  # noqa: F401  isort: skip  declares every permission

AT = "/organisation/permissions/"


@pytest.fixture
def admin(db: None) -> User:
    factories.district()
    return factories.person("administrator")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def workbook(client: Client, query: str = "") -> Any:
    answer = client.get(f"{AT}export/{query}")
    assert "attachment" in answer.headers["Content-Disposition"]
    return openpyxl.load_workbook(BytesIO(answer.content))


def test_every_permission_of_every_room_stands_on_the_page_once_under_the_rooms_name(admin: User) -> None:
    answer = signed_in(admin).get(AT)
    shown = [str(line.title) for section in answer.context["sections"] for line in section.lines]
    permitted = sorted(str(permission.title) for permission in PERMISSIONS.values())
    assert sorted(title for title in shown if title != "查看") == permitted
    page = answer.content.decode()
    assert all(title in page for title in permitted)
    assert {name.split(".")[0] for name in PERMISSIONS} <= set(matrix.ROOMS)
    assert not {key for role in ROLES.values() for key in role.whole} - set(matrix.ROOMS)


def test_every_post_has_its_column_and_the_readers_own_is_marked(admin: User) -> None:
    page = signed_in(admin).get(AT).content.decode()
    for role in ROLES.values():
        assert f"<span>{role.title}</span>" in page
    assert page.count('<th scope="col" aria-current="true">') == 1


def test_who_is_excepted_is_said_beside_the_permission(admin: User) -> None:
    page = signed_in(admin).get(f"{AT}?room=investment").content.decode()
    assert "自己和本单位（含下属机构）申报的除外" in page
    with pytest.raises(ValueError, match="come together"):
        allow("test.silent_exception", "试", "leader", unless=lambda _user, _row: True)
    assert "test.silent_exception" not in PERMISSIONS


def test_a_room_and_a_post_narrow_the_table(admin: User) -> None:
    client = signed_in(admin)
    shown = client.get(f"{AT}?room=supervision").context
    assert [section.key for section in shown["sections"]] == ["supervision"]
    assert len(shown["roles"]) == len(ROLES)
    shown = client.get(f"{AT}?room=investment&role=investment_clerk").context
    assert [role.key for role in shown["roles"]] == ["investment_clerk"]
    marks = {str(line.title): line.marks for section in shown["sections"] for line in section.lines}
    assert marks["申报项目阶段"] == (matrix.OWN_UNIT,) and "认定或退回阶段申报" not in marks
    assert client.get(f"{AT}?room=nowhere&role=nobody").context["count"] == client.get(AT).context["count"]
    nothing = client.get(f"{AT}?room=reports&role=officer").content.decode()
    assert "没有能办的事" in nothing


def test_a_phone_has_a_list_of_posts_in_place_of_the_wide_table(admin: User) -> None:
    page = signed_in(admin).get(f"{AT}?room=reports").content.decode()
    narrow = page.split('<div class="d-md-none">')[1]
    assert "月度关账" in narrow and "● 招商核定员" in narrow
    assert 'class="tz-table-wrap d-none d-md-block"' in page


def test_a_filter_changes_the_table_only(admin: User) -> None:
    answer = signed_in(admin).get(f"{AT}?room=reports", headers={"hx-request": "true"})
    assert answer.content.decode().lstrip().startswith('<div class="tz-table-tools">')


def test_the_workbook_has_the_cells_of_the_page_and_a_page_of_the_posts(admin: User) -> None:
    client = signed_in(admin)
    book = workbook(client)
    rows = [list(row) for row in book["权限表"].iter_rows(values_only=True)]
    assert rows[2] == ["能办的事", *(str(role.title) for role in ROLES.values()), "例外"]
    lines = [line for section in client.get(AT).context["sections"] for line in section.lines]
    exported = [
        (row[0], tuple(cell or "" for cell in row[1:-1])) for row in rows[3:] if any(row[1:]) and row[0]
    ]
    assert exported == [(str(line.title), line.marks) for line in lines]
    posts = [list(row) for row in book["岗位说明"].iter_rows(values_only=True)]
    assert len(posts) == len(ROLES) + 1
    assert ["招商核定员", ROLES["investment_verifier"].purpose, "招商引资、目标任务、企业服务"] in posts


def test_the_workbook_keeps_the_filter_of_the_page(admin: User) -> None:
    client = signed_in(admin)
    page = client.get(f"{AT}?room=reports&role=investment_verifier").content.decode()
    assert f"{AT}export/?room=reports&amp;role=investment_verifier" in page
    rows = list(
        workbook(client, "?room=reports&role=investment_verifier")["权限表"].iter_rows(values_only=True)
    )
    assert rows[2] == ("能办的事", "招商核定员", "例外")
    assert [row[0] for row in rows[3:]] == ["月度通报", "编制和撤回月度通报", "月度关账", "印发月度通报"]


def test_the_table_asks_the_database_nothing_for_its_cells(admin: User) -> None:
    client, counts = signed_in(admin), []
    for query in ("", "?room=reports"):
        with CaptureQueriesContext(connection) as queries:
            client.get(AT + query)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_own_unit_post_gives_nothing_in_a_unit_where_one_holds_another_post(admin: User) -> None:
    """The clerk of one town who is also a reader in another enters nothing for that other town."""
    home, other = factories.unit("峡窝镇"), factories.unit("中心路街道")
    below = factories.unit("示例·峡窝镇招商办", parent=home)
    clerk = factories.person("investment_clerk", home)
    Post.objects.create(user=clerk, unit=other, role="reader", since=date(2019, 1, 1))
    assert {other.pk, home.pk, below.pk} == clerk.home_unit_ids
    assert may(clerk, "investment.register_project", home.pk)
    assert may(clerk, "investment.register_project", below.pk)
    assert not may(clerk, "investment.register_project", other.pk)
