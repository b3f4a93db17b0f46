"""Items: who writes, who signs off, what the office may do, and what nobody may change any more."""

import pytest

from taizhang.bulletin import actions
from taizhang.bulletin.models import Item
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from tests import factories
from tests.bulletin.conftest import TODAY, Office


def change(item: Item, by, **values):
    item.refresh_from_db()
    given = {"title": item.title, "body": item.body, "source": item.source, "version": item.version, **values}
    return actions.change_item(item=item, by=by, **given)


def test_a_reporter_writes_for_the_own_unit_only(office: Office) -> None:
    item = office.item()
    assert (item.state, item.source, item.written_on) == ("draft", "住建局", TODAY)
    assert item.post == "住建局 信息报送员"
    with pytest.raises(NotPermitted, match="写稿"):
        actions.write_item(unit=office.bureau, title="示例", body="正文", by=office.stranger)


@pytest.mark.parametrize(
    ("title", "body", "field"),
    [("", "正文", "title"), ("共[[towns.counted]]", "正文", "title"), ("题", " ", "body")],
)
def test_an_item_has_a_plain_title_and_a_text(office: Office, title: str, body: str, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        office.item(title, body)
    assert refusal.value.field == field


def test_only_the_units_signer_signs_off(office: Office) -> None:
    item = office.item()
    with pytest.raises(NotPermitted):
        actions.sign_off_item(item=item, by=office.reporter)
    with pytest.raises(NotPermitted):
        actions.sign_off_item(item=item, by=factories.person("unit_signer", office.other))
    assert actions.sign_off_item(item=item, by=office.unit_signer).state == "signed_off"


def test_an_item_with_a_figure_that_cannot_be_printed_is_not_signed_off(office: Office) -> None:
    item = office.item(body="共有[[towns.nothing]]。")
    with pytest.raises(Refused, match=r"towns\.nothing"):
        actions.sign_off_item(item=item, by=office.unit_signer)
    item.refresh_from_db()
    assert item.state == "draft"


def test_an_item_goes_from_the_unit_to_the_office_and_back(office: Office) -> None:
    item = office.item()
    actions.sign_off_item(item=item, by=office.unit_signer)
    assert actions.submit_item(item=item, by=office.reporter).submitted_on == TODAY
    with pytest.raises(Conflict, match="已报送"):
        actions.submit_item(item=item, by=office.reporter)
    actions.receive_item(item=item, by=office.editor)
    with pytest.raises(Refused, match="理由"):
        actions.return_item(item=item, reason=" ", by=office.editor)
    actions.return_item(item=item, reason="请补充截止日期", by=office.editor)
    change(item, office.reporter, body="截至今天，共有[[towns.counted]]。")
    assert actions.sign_off_item(item=item, by=office.unit_signer).state == "signed_off"
    kinds = [event.kind for event in item.history]
    assert kinds == ["created", "sign_off", "submit", "receive", "return_item", "changed", "sign_off"]


def test_a_unit_takes_its_item_back_before_it_is_received(office: Office) -> None:
    item = office.item()
    actions.sign_off_item(item=item, by=office.unit_signer)
    actions.submit_item(item=item, by=office.reporter)
    taken = actions.withdraw_item(item=item, reason="数字要核", by=office.reporter)
    assert (taken.state, taken.submitted_on) == ("draft", None)


def test_an_item_that_is_not_used_carries_a_reason_and_may_be_taken_up_again(office: Office) -> None:
    item = office.received()
    actions.not_use_item(item=item, reason="与上期重复", by=office.editor)
    assert item.history.last().detail["reason"] == "与上期重复"
    assert actions.reconsider_item(item=item, reason="改登摘要", by=office.chief).state == "received"


def test_the_text_lies_in_the_hands_of_the_unit_then_of_nobody_then_of_the_office(office: Office) -> None:
    item = office.item()
    with pytest.raises(NotPermitted):
        change(item, office.editor, body="别人的草稿")
    change(item, office.reporter, body="改过一次")
    actions.sign_off_item(item=item, by=office.unit_signer)
    with pytest.raises(Conflict, match="已审签"):
        change(item, office.reporter, body="审签后再改")
    actions.submit_item(item=item, by=office.reporter)
    actions.receive_item(item=item, by=office.editor)
    with pytest.raises(NotPermitted, match="编改稿件"):
        change(item, office.reporter, body="收稿后再改")
    assert change(item, office.editor, body="编辑改过").body == "编辑改过"


def test_two_people_cannot_overwrite_each_other_unseen(office: Office) -> None:
    item = office.item()
    change(item, office.reporter, body="先改的")
    with pytest.raises(Conflict, match="已有人改过"):
        change(item, office.unit_signer, version=1, body="后改的")
    item.refresh_from_db()
    assert (item.body, item.version) == ("先改的", 2)


def test_a_change_is_journalled_with_the_whole_new_text_and_no_change_with_nothing(office: Office) -> None:
    item = office.item(body="共三家。")
    change(item, office.reporter, body="共有三家。")
    event = item.history.last()
    assert event.detail["body"] == "共有三家。"
    assert event.detail["changed"] == {"length": [4, 5]}
    change(item, office.reporter)
    assert item.history.count() == 2


def test_drafts_are_seen_by_the_own_unit_and_the_office_only(office: Office) -> None:
    item = office.item()
    seen = {
        who: Item.objects.visible_to(getattr(office, who)).filter(pk=item.pk).exists()
        for who in ("reporter", "unit_signer", "editor", "issuer", "stranger", "reader")
    }
    assert seen == {
        "reporter": True, "unit_signer": True, "editor": True, "issuer": True, "stranger": False, "reader": False,
    }  # fmt: skip
    assert not Item.objects.visible_to(factories.person("leader", office.other)).exists()
