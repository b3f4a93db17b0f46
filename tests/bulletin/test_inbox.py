"""The inbox: what waits, how long, how late; several items at once; who may do what with items."""

from datetime import date

import pytest
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.inbox import rows_of, waiting_items
from taizhang.bulletin.models import Item, Topic
from taizhang.foundation.refusals import NotPermitted
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.organisation.roles import ROLES
from tests import factories
from tests.bulletin.conftest import TODAY, Office
from tests.bulletin.test_calls import called
from tests.bulletin.test_pages import HTMX, client, count_queries, page


def sent(office: Office, title: str = "示例·来稿", on: date = TODAY) -> Item:
    item = office.item(title, "文。")
    actions.sign_off_item(item=item, by=office.unit_signer)
    return actions.submit_item(item=item, by=office.reporter, on=on)


def test_age_is_counted_in_working_days_and_marked(office: Office) -> None:
    for on in (date(2020, 6, 11), date(2020, 6, 16), TODAY):
        sent(office, on=on)
    rows = rows_of(waiting_items(), TODAY)
    assert [(row.age, row.tone) for row in rows] == [(6, "bad"), (3, "warn"), (0, "")]


def test_lateness_is_counted_against_the_call(office: Office) -> None:
    call = called(office, due_on=date(2020, 6, 17), called_on=date(2020, 6, 15))
    item = sent(office)
    actions.answer_call(item=item, call=call, by=office.reporter)
    [row] = rows_of(waiting_items(), TODAY)
    assert row.late == 2
    text = page(office.editor, "inbox", data={"late": "true"})
    assert "迟 2 个工作日" in text and "示例·来稿" in text
    assert "没有符合条件的稿件" in page(office.editor, "inbox", data={"late": "false"})


def test_the_filters_narrow_the_list_and_htmx_gets_the_table_alone(office: Office) -> None:
    first, _second = sent(office, "示例·甲"), sent(office, "示例·乙")
    actions.receive_item(item=first, by=office.editor)
    topic = Topic.objects.get(name="工地整治")
    actions.classify_items(items=[first], topic=topic, by=office.editor)
    for asked in ({"state": "received"}, {"topic": topic.pk}, {"q": "甲"}):
        text = page(office.editor, "inbox", data=asked, headers=HTMX)
        assert "示例·甲" in text and "示例·乙" not in text and "<html" not in text


def test_several_are_received_at_once_and_the_filters_stay(office: Office) -> None:
    items = [sent(office, f"示例·{n}") for n in range(3)]
    actions.receive_item(item=items[0], by=office.chief)
    address = reverse("bulletin:inbox-together")
    typed = {"items": [item.pk for item in items], "do": "receive", "kept": "state=submitted"}
    answer = client(office.editor).post(address, typed)
    assert answer["Location"] == f"{reverse('bulletin:inbox')}?state=submitted"
    assert set(Item.objects.values_list("state", flat=True)) == {"received"}
    assert [event.kind for event in items[0].history].count("receive") == 1


def test_a_topic_is_set_for_several_and_two_go_on_to_be_merged(office: Office) -> None:
    items = [sent(office, f"示例·{n}") for n in range(2)]
    address, signed_in = reverse("bulletin:inbox-together"), client(office.editor)
    topic = Topic.objects.get(name="其他")
    chosen = {"items": [item.pk for item in items]}
    signed_in.post(address, {**chosen, "do": "topic", "topic": topic.pk})
    assert set(Item.objects.values_list("topic", flat=True)) == {topic.pk}
    answer = signed_in.post(address, {**chosen, "do": "merge"})
    assert answer["Location"] == f"{reverse('bulletin:merge-add')}?items={items[0].pk}&items={items[1].pk}"
    assert signed_in.post(address, {"do": "receive"})["Location"] == reverse("bulletin:inbox")


def test_a_unit_neither_opens_the_inbox_nor_receives(office: Office) -> None:
    item = sent(office)
    page(office.reporter, "inbox", status=403)
    with pytest.raises(NotPermitted):
        actions.receive_items(items=[item], by=office.reporter)
    typed = {"items": [item.pk], "do": "receive"}
    assert client(office.reporter).post(reverse("bulletin:inbox-together"), typed).status_code == 403


def test_an_empty_inbox_says_what_to_do(office: Office) -> None:
    assert "收稿箱是空的" in page(office.editor, "inbox")


@pytest.mark.parametrize("name", ["inbox", "confirmations", "credits", "ranking"])
def test_the_lists_take_as_many_queries_for_many_rows_as_for_few(office: Office, name: str) -> None:
    def fill(count: int) -> None:
        for n in range(count):
            sent(office, f"示例·{n}")
            item = office.received(f"示例·改{n}", "共1家。")
            actions.change_item(
                item=item, version=1, title=item.title, body="共2家。", source="", by=office.editor
            )
            actions.ask_to_confirm(item=item, by=office.editor)
        office.signed(*(office.received(f"示例·用{n}") for n in range(count)))

    fill(1)
    few = count_queries(office.editor, name)
    fill(6)
    assert count_queries(office.editor, name) == few


# Who may do what with items, written out by hand: A everywhere, o in the own unit.
MATRIX = {
    "bulletin.confirm_item": {"unit_signer": "o", "office_chief": "o"},
    "bulletin.read_inbox": dict.fromkeys(
        ("administrator", "operator", "editor", "proofreader", "office_chief", "issuer", "archivist"), "A"
    ),
    "bulletin.merge_items": {"editor": "A", "office_chief": "A"},
    "bulletin.call_for_items": {"editor": "A", "office_chief": "A"},
    "bulletin.edit_topics": {"administrator": "A", "editor": "A", "office_chief": "A"},
    "bulletin.record_adoption": {"editor": "A", "office_chief": "A"},
    "bulletin.set_credit_rules": {"administrator": "A", "office_chief": "A"},
}


@pytest.fixture
def people(office: Office) -> dict[str, User]:
    """One person for every post, all of them in the bureau."""
    return {role: factories.person(role, office.bureau) for role in ROLES}


@pytest.mark.parametrize("name", MATRIX)
def test_every_post_may_exactly_what_is_written(name: str, office: Office, people: dict[str, User]) -> None:
    marks = {(True, True): "A", (True, False): "o", (False, False): ""}
    found = {
        role: marks[may(user, name, office.bureau.pk), may(user, name, office.other.pk)]
        for role, user in people.items()
    }
    assert {role: mark for role, mark in found.items() if mark} == MATRIX[name]
