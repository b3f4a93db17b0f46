"""The API of problems: recorded once for each receipt, read page by page, by whom they concern."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.construction.models import Problem, Site
from taizhang.journal.models import RefusedReceipt
from taizhang.organisation.models import User
from tests import factories
from tests.construction import makers
from tests.construction.makers import day

URL = "/api/construction/problems"


def body(site: Site, **values: Any) -> dict[str, Any]:
    return {
        "site": site.pk, "item": "ENV-04", "description": "东侧裸土", "found_on": "2020-06-01", "due_on": "2020-06-08",
        **values,
    }  # fmt: skip


def post(user: User | None, content: dict[str, Any], **headers: str) -> Any:
    client = Client(enforce_csrf_checks=False)
    if user is not None:
        client.force_login(user)
    return client.post(URL, json.dumps(content), content_type="application/json", headers=headers)


def test_the_same_receipt_and_body_answer_as_the_first_time(inspector: User, site: Site) -> None:
    receipt = str(uuid4())
    first = post(inspector, body(site), **{"X-Receipt": receipt})
    assert first.status_code == 201
    found = Problem.objects.get()
    assert first.json() == {"id": found.pk, "state": "open", "found_on": "2020-06-01"}
    assert (found.item.code, found.focus, found.unit) == ("ENV-04", "ENV", site.unit)
    again = post(inspector, body(site, receipt=receipt))  # in the body it counts as the same
    assert (again.status_code, again.json()) == (201, first.json())
    assert Problem.objects.count() == 1


def test_another_body_under_the_same_receipt_is_refused_and_kept(inspector: User, site: Site) -> None:
    receipt = str(uuid4())
    post(inspector, body(site, receipt=receipt))
    answer = post(inspector, body(site, receipt=receipt, description="西侧裸土"))
    assert answer.status_code == 409
    assert "留存待查" in answer.json()["detail"]
    assert RefusedReceipt.objects.get().body["description"] == "西侧裸土"
    assert Problem.objects.count() == 1


def test_two_phones_may_record_the_same(inspector: User, clerk: User, site: Site) -> None:
    for user in (inspector, clerk):
        assert post(user, body(site, receipt=str(uuid4()))).status_code == 201
    assert Problem.objects.count() == 2


@pytest.mark.parametrize(
    ("values", "status", "part"),
    [
        ({"receipt": None}, 400, "缺少回执号"),
        ({"item": "ENV-99"}, 400, "不是检查表的编码"),
        ({"found_on": "2099-01-01", "due_on": "2099-01-02"}, 400, "晚于今天"),
        ({"due_on": "2020-05-01"}, 400, "早于发现日期"),
        ({"description": ""}, 422, ""),
        ({"site": 0}, 404, ""),
    ],
)
def test_a_wrong_problem_is_refused_with_a_sentence(
    inspector: User, site: Site, values: dict[str, Any], status: int, part: str
) -> None:
    answer = post(inspector, {"receipt": str(uuid4()), **body(site), **values})
    assert answer.status_code == status
    assert part in str(answer.json()["detail"])
    assert not Problem.objects.exists()


@pytest.mark.parametrize(
    ("item", "focus", "code"),
    [("食堂", "CAN", None), ("CAN", "CAN", None), ("env04", "ENV", "ENV-04"), ("can-04", "CAN", "CAN-04")],
)
def test_an_item_is_named_by_code_or_area(
    inspector: User, site: Site, item: str, focus: str, code: str | None
) -> None:
    assert post(inspector, body(site, item=item, receipt=str(uuid4()))).status_code == 201
    found = Problem.objects.get()
    assert (found.focus, found.item.code if found.item else None) == (focus, code)


def test_strangers_and_other_towns_are_refused(clerk: User, town_clerk: User) -> None:
    elsewhere = makers.site(clerk, unit=factories.unit("中心路街道"))
    content = body(elsewhere, receipt=str(uuid4()))
    assert post(None, content).status_code == 401
    assert post(town_clerk, content).status_code == 404
    leader = factories.person("leader")
    assert post(leader, content).status_code == 403
    assert not Problem.objects.exists()


def test_a_browser_without_the_token_is_refused(inspector: User, site: Site) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(inspector)
    answer = client.post(URL, json.dumps(body(site, receipt=str(uuid4()))), content_type="application/json")
    assert answer.status_code == 403


def test_recording_takes_few_queries(inspector: User, site: Site) -> None:
    client = Client()
    client.force_login(inspector)
    content = json.dumps(body(site, receipt=str(uuid4())))
    with CaptureQueriesContext(connection) as caught:
        assert client.post(URL, content, content_type="application/json").status_code == 201
    assert len(caught) <= 16  # transactions and savepoints included


def test_open_problems_come_page_by_page_by_their_due_day(
    clerk: User, inspector: User, town_clerk: User
) -> None:
    here, there = makers.site(clerk), makers.site(clerk, unit=factories.unit("中心路街道"))
    for number in range(5):
        makers.problem(clerk, here, description=f"{number}", due_on=day(f"06-{20 - number // 2:02d}"))
    makers.problem(clerk, there)
    makers.settle(inspector, makers.problem(clerk, here, description="closed"), day("06-05"))
    client = Client()
    client.force_login(town_clerk)
    seen, after = [], ""
    for _page in range(3):
        page = client.get(URL, {"open": "true", "limit": 2, "after": after}).json()
        seen += [row["description"] for row in page["rows"]]
        after = page["after"]
    assert (seen, after) == (["4", "2", "3", "0", "1"], "")
    assert len(client.get(URL).json()["rows"]) == 6
    assert [row["description"] for row in client.get(URL, {"state": "closed"}).json()["rows"]] == ["closed"]
    assert client.get(URL, {"unit": there.unit_id}).json()["rows"] == []
    assert client.get(URL, {"after": "nonsense"}).status_code == 400
