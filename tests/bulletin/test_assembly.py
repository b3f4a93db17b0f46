"""The assembly of an issue: items put anywhere in one move, two editors at once, the page and its fragment."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.models import Issue, Item
from taizhang.foundation.refusals import Conflict, NotPermitted
from tests.bulletin.conftest import Office

HTMX = {"HX-Request": "true"}


def order(issue: Issue) -> list[str]:
    return [placement.item.title for placement in issue.placements.all()]


@pytest.fixture
def items(office: Office) -> list[Item]:
    return [office.received(title) for title in ("甲", "乙", "丙", "丁")]


@pytest.fixture
def issue(office: Office, items: list[Item]) -> Issue:
    return office.issue(*items[:3])


def moved(
    office: Office, issue: Issue, item: Item, position: int | None, seen: list[Item] | None = None
) -> None:
    actions.move_item_to(
        issue=issue,
        item=item,
        position=position,
        seen=None if seen is None else [each.pk for each in seen],
        by=office.editor,
    )


def test_an_item_is_moved_to_any_place_in_one_act(office: Office, issue: Issue, items: list[Item]) -> None:
    moved(office, issue, items[2], 1)
    assert order(issue) == ["丙", "甲", "乙"]
    moved(office, issue, items[2], 99)
    assert order(issue) == ["甲", "乙", "丙"]
    moved(office, issue, items[0], 2)
    assert order(issue) == ["乙", "甲", "丙"]
    assert [placement.position for placement in issue.placements.all()] == [1, 2, 3]


def test_a_waiting_item_is_put_between_two_others_and_one_is_taken_out(
    office: Office, issue: Issue, items: list[Item]
) -> None:
    moved(office, issue, items[3], 2)
    assert order(issue) == ["甲", "丁", "乙", "丙"]
    moved(office, issue, items[0], None)
    assert order(issue) == ["丁", "乙", "丙"]
    items[0].refresh_from_db()
    assert items[0].state in {"received", "confirmed"}


def test_a_move_to_where_it_stands_is_no_event(office: Office, issue: Issue, items: list[Item]) -> None:
    before = issue.history.count()
    moved(office, issue, items[1], 2)
    assert issue.history.count() == before


def test_a_move_over_an_order_that_somebody_else_has_changed_is_refused_and_changes_nothing(
    office: Office, issue: Issue, items: list[Item]
) -> None:
    moved(office, issue, items[0], 3, seen=items[:3])
    with pytest.raises(Conflict, match="另一位编辑"):
        moved(office, issue, items[1], 3, seen=items[:3])
    with pytest.raises(Conflict, match="另一位编辑"):
        moved(office, issue, items[3], 1, seen=items[:3])
    assert order(issue) == ["乙", "丙", "甲"]


def test_only_the_office_moves_items_and_only_while_the_issue_is_open(
    office: Office, issue: Issue, items: list[Item]
) -> None:
    with pytest.raises(NotPermitted):
        actions.move_item_to(issue=issue, item=items[0], position=2, by=office.reporter)
    waiting = office.reviewed(items[3])
    with pytest.raises(Conflict, match="待签发"):
        moved(office, waiting, items[3], None)


def post(user, issue: Issue, **data: object):
    client = Client()
    client.force_login(user)
    return client.post(reverse("bulletin:issues-order", args=[issue.pk]), data, headers=HTMX)


def test_a_move_answers_with_the_assembly_as_it_stands(
    office: Office, issue: Issue, items: list[Item]
) -> None:
    seen = ",".join(str(item.pk) for item in items[:3])
    answer = post(office.editor, issue, item=items[3].pk, position=1, seen=seen)
    text = answer.content.decode()
    assert answer.status_code == 200 and "<html" not in text
    assert f'data-seen="{items[3].pk},{seen}"' in text
    stale = post(office.editor, issue, item=items[0].pk, position=1, seen=seen)
    assert stale.status_code == 409 and "data-sentence" in stale.content.decode()
    assert (
        post(office.editor, issue, item=items[0].pk, position="", seen=f"{items[3].pk},{seen}").status_code
        == 200
    )
    assert order(issue) == ["丁", "乙", "丙"]


def test_a_move_that_makes_no_sense_or_is_not_theirs_is_refused(
    office: Office, issue: Issue, items: list[Item]
) -> None:
    assert post(office.editor, issue, item="x", position=1).status_code == 400
    assert post(office.reader, issue, item=items[0].pk, position=1).status_code == 404
    assert post(office.issuer, issue, item=items[0].pk, position=1).status_code == 403


def test_the_assembly_takes_as_many_queries_for_many_items_as_for_few(office: Office, issue: Issue) -> None:
    client = Client()
    client.force_login(office.editor)
    address = reverse("bulletin:issues-order", args=[issue.pk])

    def queries() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    few = queries()
    for _ in range(6):
        actions.place_item(issue=issue, item=office.received(), by=office.editor)
        office.received()
    assert queries() == few
