"""Every saved version is kept and any two can be compared."""

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.bulletin import actions
from tests.bulletin.conftest import Office
from tests.bulletin.test_items import change
from tests.bulletin.test_pages import client, page


def test_every_save_keeps_the_whole_text_with_hand_and_note(office: Office) -> None:
    item = office.item(body="共三家。")
    change(item, office.reporter, body="共四家。", note="数错了")
    change(item, office.unit_signer, title="新题")
    change(item, office.unit_signer)
    kept = [(each.version, each.title, each.body, each.by, each.note) for each in item.revisions.all()]
    assert kept == [
        (1, "示例·一篇", "共三家。", office.reporter, ""),
        (2, "示例·一篇", "共四家。", office.reporter, "数错了"),
        (3, "新题", "共四家。", office.unit_signer, ""),
    ]


def test_the_version_that_the_unit_stands_by_is_the_one_submitted(office: Office) -> None:
    item = office.received()
    item.refresh_from_db()
    assert item.vouched_version == 1
    change(item, office.editor, body="改了话，共[[towns.counted]]。")
    item.refresh_from_db()
    assert (item.vouched_version, item.version) == (1, 2)


def test_the_page_compares_the_last_two_and_any_two(office: Office) -> None:
    item = office.item(body="共三家，[[towns.counted]]。")
    change(item, office.reporter, body="共四家，[[towns.counted]]。")
    change(item, office.reporter, body="共五家，[[towns.turnouts]]。")
    text = page(office.reporter, "items-revisions", item.pk)
    assert "第 2 版到第 3 版" in text and "四</del>" in text and "五</ins>" in text
    assert "〔镇办数〕</del>" in text and "〔出动人次〕</ins>" in text and "（删去）" in text
    text = page(office.editor, "items-revisions", item.pk, data={"from": "1", "to": "2"})
    assert "三</del>" in text and "四</ins>" in text and "〔镇办数〕" in text
    assert "没有改动" in page(office.editor, "items-revisions", item.pk, data={"from": "2", "to": "2"})
    page(office.editor, "items-revisions", item.pk, data={"from": "99", "to": "x"})
    page(office.stranger, "items-revisions", item.pk, status=404)


def test_typed_marks_are_shown_as_text(office: Office) -> None:
    item = office.item(body="共<b>三</b>家。")
    change(item, office.reporter, body="共<i>四</i>家。")
    text = page(office.reporter, "items-revisions", item.pk)
    assert "<b>三" not in text and "<i>" not in text


def test_the_page_takes_as_many_queries_for_many_versions_as_for_few(office: Office) -> None:
    item = office.item(body="共1家。")

    def queries() -> int:
        signed_in = client(office.editor)
        address = reverse("bulletin:items-revisions", args=[item.pk])
        signed_in.get(address)
        with CaptureQueriesContext(connection) as found:
            signed_in.get(address)
        return len(found)

    change(item, office.reporter, body="共2家。")
    few = queries()
    for n in range(3, 23):
        change(item, office.reporter, body=f"共{n}家。")
    assert queries() == few


def test_withdrawing_takes_the_units_word_back(office: Office) -> None:
    item = office.item()
    actions.sign_off_item(item=item, by=office.unit_signer)
    actions.submit_item(item=item, by=office.reporter)
    actions.withdraw_item(item=item, reason="再核", by=office.reporter)
    item.refresh_from_db()
    assert item.vouched_version is None
