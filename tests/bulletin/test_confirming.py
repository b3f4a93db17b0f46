"""回核: figures that the office changed wait for the unit, and nothing goes to review before it has answered."""

import pytest
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.models import Confirmation, Item
from taizhang.bulletin.reminders import REMINDERS
from taizhang.bulletin.vouching import changes_of
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from tests import factories
from tests.bulletin.conftest import TODAY, Office
from tests.bulletin.test_items import change
from tests.bulletin.test_pages import client, page

NUMBERS = "排查75家，整改6家。"


def edited(office: Office, body: str = "排查76家，整改6家。") -> Item:
    item = office.received(body=NUMBERS)
    change(item, office.editor, body=body)
    item.refresh_from_db()
    return item


def asked(office: Office, item: Item) -> Confirmation:
    [made] = actions.ask_to_confirm(item=item, by=office.editor)
    item.refresh_from_db()
    return made


def test_the_unit_is_shown_every_changed_figure_with_its_sentence(office: Office) -> None:
    item = edited(office)
    made = asked(office, item)
    assert item.state == "to_confirm" and made.unit == office.bureau
    assert made.changes == [{"was": "75", "now": "76", "sentence": "排查76家，整改6家。"}]
    text = page(office.unit_signer, "confirmations-record", made.pk)
    assert "<del>75</del>" in text and "<ins>76</ins>" in text and "与单位原稿对照" in text
    assert "数字无误" in text and "数字无误" not in page(office.reporter, "confirmations-record", made.pk)
    page(office.stranger, "confirmations-record", made.pk, status=404)


def test_words_alone_need_no_confirming(office: Office) -> None:
    item = edited(office, "共排查75家、整改6家。")
    with pytest.raises(Refused, match="不用回核"):
        actions.ask_to_confirm(item=item, by=office.editor)


def test_only_the_units_signer_answers(office: Office) -> None:
    made = asked(office, edited(office))
    for by in (office.reporter, office.editor, factories.person("unit_signer", office.other)):
        with pytest.raises(NotPermitted):
            actions.confirm_figures(confirmation=made, by=by)
    with pytest.raises(NotPermitted):
        actions.ask_to_confirm(item=made.item, by=office.reporter)


def test_a_confirmed_item_is_placed_and_goes_to_review(office: Office) -> None:
    item = edited(office)
    actions.confirm_figures(confirmation=asked(office, item), by=office.unit_signer)
    item.refresh_from_db()
    assert (item.state, item.vouched_version) == ("confirmed", 2) and not changes_of(item)
    assert office.reviewed(item).state == "to_sign"


def test_a_disputed_item_goes_back_to_the_editor_with_the_reason(office: Office) -> None:
    item = edited(office)
    made = asked(office, item)
    with pytest.raises(Refused, match="应该是多少"):
        actions.dispute_figures(confirmation=made, reason=" ", by=office.unit_signer)
    actions.dispute_figures(confirmation=made, reason="是75家，不是76家", by=office.unit_signer)
    item.refresh_from_db()
    assert item.state == "received" and changes_of(item)
    assert "是75家，不是76家" in page(office.editor, "items-record", item.pk)
    with pytest.raises(Conflict, match="有异议"):
        actions.confirm_figures(confirmation=made, by=office.unit_signer)


def test_an_issue_with_unconfirmed_figures_does_not_go_to_review(office: Office) -> None:
    item = edited(office)
    issue = office.issue(item)
    with pytest.raises(Refused, match=r"《示例·一篇》.*没有经单位回核"):
        actions.send_to_first_review(issue=issue, by=office.editor)
    made = asked(office, item)
    assert item.state == "placed"
    with pytest.raises(Refused, match="回核"):
        actions.send_to_first_review(issue=issue, by=office.editor)
    with pytest.raises(Conflict, match="正等单位答复"):
        actions.ask_to_confirm(item=item, by=office.editor)
    actions.confirm_figures(confirmation=made, by=office.unit_signer)
    item.refresh_from_db()
    assert item.state == "placed"
    assert actions.send_to_first_review(issue=issue, by=office.editor).state == "first_review"


def test_a_figure_changed_during_review_holds_the_issue_there(office: Office) -> None:
    item = office.received(body=NUMBERS)
    issue = office.issue(item)
    actions.send_to_first_review(issue=issue, by=office.editor)
    item.refresh_from_db()
    change(item, office.editor, body="排查75家，整改9家。")
    with pytest.raises(Refused, match="回核"):
        actions.pass_first_review(issue=issue, by=office.editor)
    actions.confirm_figures(confirmation=asked(office, item), by=office.unit_signer)
    assert actions.pass_first_review(issue=issue, by=office.editor).state == "second_review"


def test_another_figure_makes_another_question_and_other_words_do_not(office: Office) -> None:
    item = edited(office)
    office.issue(item)
    made = asked(office, item)
    change(item, office.editor, title="换了题")
    made.refresh_from_db()
    assert (made.outcome, made.version) == ("open", 3)
    change(item, office.editor, body="排查77家，整改6家。")
    made.refresh_from_db()
    assert made.outcome == "withdrawn"
    with pytest.raises(Conflict, match="已撤回"):
        actions.confirm_figures(confirmation=made, by=office.unit_signer)


def test_the_office_takes_its_question_back(office: Office) -> None:
    item = edited(office)
    made = asked(office, item)
    assert actions.withdraw_question(item=item, by=office.editor).state == "received"
    made.refresh_from_db()
    assert made.outcome == "withdrawn"
    with pytest.raises(Conflict, match="没有等答复"):
        actions.withdraw_question(item=item, by=office.editor)


def test_an_item_taken_out_while_a_unit_is_asked_waits_for_the_answer(office: Office) -> None:
    item = edited(office)
    issue = office.issue(item)
    made = asked(office, item)
    actions.take_out_item(issue=issue, item=item, by=office.editor)
    item.refresh_from_db()
    assert item.state == "to_confirm"
    actions.confirm_figures(confirmation=made, by=office.unit_signer)
    item.refresh_from_db()
    assert item.state == "confirmed"


def test_every_unit_of_a_merged_item_confirms(office: Office) -> None:
    first = office.received("甲", "排查75家。")
    second = actions.write_item(unit=office.other, title="乙", body="警告49家。", by=office.stranger)
    signer = factories.person("unit_signer", office.other)
    actions.sign_off_item(item=second, by=signer)
    actions.submit_item(item=second, by=office.stranger)
    actions.receive_item(item=second, by=office.editor)
    main = actions.merge_items(
        items=[first, second], title="合编", body="排查75家。另警告50家。", by=office.editor
    )
    assert [(each.was, each.now) for each in changes_of(main)] == [("49", "50")]
    questions = {each.unit: each for each in actions.ask_to_confirm(item=main, by=office.editor)}
    actions.confirm_figures(confirmation=questions[office.bureau], by=office.unit_signer)
    main.refresh_from_db()
    assert main.state == "to_confirm"
    actions.confirm_figures(confirmation=questions[office.other], by=signer)
    main.refresh_from_db()
    assert main.state == "confirmed" and not changes_of(main)


def test_the_editor_asks_by_the_button_and_the_unit_answers_by_its_own(office: Office) -> None:
    item = edited(office)
    text = page(office.editor, "items-record", item.pk)
    address = reverse("bulletin:items-act", args=[item.pk, "ask_to_confirm"])
    assert address in text and address not in page(office.reporter, "items-record", item.pk)
    editor, signer = client(office.editor), client(office.unit_signer)
    assert editor.get(address).status_code == 404
    assert editor.post(address).status_code == 302
    made = Confirmation.objects.get()
    assert reverse("bulletin:confirmations-record", args=[made.pk]) in page(
        office.unit_signer, "items-record", item.pk
    )
    desk = signer.get("/").content.decode()
    assert "待回核的稿件" in desk
    assert signer.post(reverse("bulletin:confirmations-agree", args=[made.pk])).status_code == 302
    assert "待回核的稿件" not in signer.get("/").content.decode() and "已回核" in page(
        office.unit_signer, "confirmations"
    )


def test_the_signer_is_reminded_once_on_the_day_after(office: Office) -> None:
    item = edited(office)
    made = asked(office, item)
    rule = {each.key: each for each in REMINDERS}["bulletin.figures_to_confirm"]
    assert not list(rule.find(TODAY))
    [due] = rule.find(TODAY.replace(day=20))
    assert due.user_ids == (office.unit_signer.pk,) and due.on == TODAY and "1 处数字" in due.text
    actions.confirm_figures(confirmation=made, by=office.unit_signer)
    assert not list(rule.find(TODAY.replace(day=20)))


def test_placing_an_item_with_unconfirmed_figures_warns_and_marks_it(office: Office) -> None:
    item, issue = edited(office), office.issue()
    address = reverse("bulletin:issues-place", args=[issue.pk, item.pk, "in"])
    text = client(office.editor).post(address, follow=True).content.decode()
    assert "还没有经单位回核" in text and "数字待回核" in text
    actions.confirm_figures(confirmation=asked(office, item), by=office.unit_signer)
    assert "数字待回核" not in page(office.editor, "issues-record", issue.pk)
