"""What became of an item, said to its unit in plain words; topics; two hands at one text."""

import pytest
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.models import Item, Topic
from taizhang.bulletin.whereabouts import steps_of
from taizhang.foundation.refusals import NotPermitted, Refused
from tests.bulletin.conftest import Office
from tests.bulletin.test_items import change
from tests.bulletin.test_pages import client, page


def words(item: Item) -> list[str]:
    item.refresh_from_db()
    return [step.words for step in steps_of(item)]


def test_a_returned_item_says_why(office: Office) -> None:
    item = office.received()
    actions.return_item(item=item, reason="请补截止日期", by=office.editor)
    assert words(item) == ["退回补充：请补截止日期", "信息科已收稿。", "已报送，等信息科收稿。"]
    assert "退回补充：请补截止日期" in page(office.reporter, "items-record", item.pk)


def test_an_item_that_is_not_used_says_why(office: Office) -> None:
    item = office.received()
    actions.not_use_item(item=item, reason="与上期重复", by=office.editor)
    assert words(item)[0] == "不采用：与上期重复"


def test_a_used_item_leads_to_its_issue_and_shows_its_credit(office: Office) -> None:
    item = office.received()
    issue = office.signed(item)
    assert words(item)[:2] == ["计采用积分 5 分。", "采用于2020年第1期。"]
    text = page(office.reporter, "items-record", item.pk)
    assert reverse("bulletin:issues-record", args=[issue.pk]) in text and "单篇采用" in text


def test_a_draft_says_what_to_do_next(office: Office) -> None:
    assert "审签后报送" in page(office.reporter, "items-record", office.item().pk)


def test_a_merged_item_says_into_which_and_in_which_issue_it_was_used(office: Office) -> None:
    first, second = office.received("甲", "共3家。"), office.received("乙", "共4家。")
    main = actions.merge_items(
        items=[first, second], main=first, title="合编", body="共3家。又共4家。", by=office.editor
    )
    assert words(second)[0] == "并入《合编》。"
    office.signed(main)
    assert "随《合编》采用于2020年第1期。" in words(second)


def test_the_list_has_a_tab_for_every_state_of_the_way(office: Office) -> None:
    text = page(office.reporter, "items")
    for state in ("to_confirm", "merged", "returned", "used"):
        assert f"?state={state}" in text


def test_the_topics_are_there_and_the_office_changes_them(office: Office) -> None:
    assert list(Topic.objects.values_list("name", flat=True)) == ["招商引资", "夜间经济", "工地整治", "其他"]
    made = actions.set_topic(name="民生", position=9, by=office.editor)
    with pytest.raises(Refused, match="已有叫"):
        actions.set_topic(name=" 民生 ", by=office.editor)
    actions.set_topic(topic=made, name="民生实事", in_use=False, by=office.editor)
    made.refresh_from_db()
    assert (made.name, made.in_use) == ("民生实事", False)
    with pytest.raises(NotPermitted):
        actions.set_topic(name="别的", by=office.reporter)
    text = page(office.editor, "topics")
    assert "民生实事" in text and reverse("bulletin:topics-edit", args=[made.pk]) in text


def test_unit_and_editor_set_the_topic_and_others_do_not(office: Office) -> None:
    item, topic = office.item(), Topic.objects.get(name="工地整治")
    assert actions.classify_items(items=[item], topic=topic, by=office.reporter) == 1
    assert actions.classify_items(items=[item], topic=topic, by=office.editor) == 0
    item.refresh_from_db()
    assert item.topic == topic and item.history.last().kind == "classified"
    with pytest.raises(NotPermitted):
        actions.classify_items(items=[item], topic=None, by=office.stranger)


def test_a_stale_save_shows_the_difference_and_keeps_what_was_typed(office: Office) -> None:
    item = office.item(body="共三家。")
    change(item, office.unit_signer, body="共有三家。")
    address, signed_in = reverse("bulletin:items-edit", args=[item.pk]), client(office.reporter)
    typed = {"title": item.title, "source": "", "body": "总共三家，都好。", "version": "1"}
    answer = signed_in.post(address, typed)
    text = answer.content.decode()
    assert answer.status_code == 422 and "已有人改过" in text and "总共三家，都好。" in text
    assert 'id="clash"' in text and "<ins>" in text and 'name="version" value="2"' in text
    item.refresh_from_db()
    assert item.body == "共有三家。"
    assert signed_in.post(address, {**typed, "version": "2"}).status_code == 302
    item.refresh_from_db()
    assert (item.body, item.version) == ("总共三家，都好。", 3)
