"""Issues on their way to the signing: what stands in them, in which order, and who has read them."""

from datetime import date

import pytest

from taizhang.bulletin import actions
from taizhang.bulletin.models import Issue
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from tests.bulletin.conftest import Office


def order(issue: Issue) -> list[str]:
    return [placement.item.title for placement in issue.placements.all()]


def test_editors_open_issues_and_units_do_not(office: Office) -> None:
    assert office.issue().state == "assembling"
    with pytest.raises(NotPermitted):
        actions.open_issue(masthead="示例", publisher="示例", cut_off=date(2020, 6, 19), by=office.reporter)


def test_figures_are_not_cut_off_in_the_future(office: Office) -> None:
    with pytest.raises(Refused, match="还没有到"):
        office.issue(cut_off=date(2020, 6, 20))
    with pytest.raises(Refused, match="还没有到"):
        actions.change_issue(issue=office.issue(), by=office.editor, cut_off=date(2020, 6, 20))


def test_items_are_put_in_moved_and_taken_out(office: Office) -> None:
    items = [office.received(title) for title in ("甲", "乙", "丙")]
    issue = office.issue(*items)
    assert order(issue) == ["甲", "乙", "丙"]
    actions.move_item(issue=issue, item=items[2], up=True, by=office.editor)
    actions.move_item(issue=issue, item=items[0], up=True, by=office.editor)
    assert order(issue) == ["甲", "丙", "乙"]
    actions.take_out_item(issue=issue, item=items[0], by=office.editor)
    assert [(p.position, p.item.title) for p in issue.placements.all()] == [(1, "丙"), (2, "乙")]
    items[0].refresh_from_db()
    assert items[0].state == "received"
    actions.place_item(issue=issue, item=items[0], by=office.editor)
    assert order(issue) == ["丙", "乙", "甲"]
    kinds = [event.kind for event in issue.history]
    assert kinds == ["created", *["item_placed"] * 3, "item_moved", "item_taken_out", "item_placed"]


def test_an_item_stands_in_one_issue_only(office: Office) -> None:
    item = office.received()
    office.issue(item)
    with pytest.raises(Conflict, match="已排入"):
        actions.place_item(issue=office.issue(), item=item, by=office.editor)


def test_an_item_that_the_office_has_not_received_is_not_placed(office: Office) -> None:
    with pytest.raises(Conflict, match="草稿"):
        actions.place_item(issue=office.issue(), item=office.item(), by=office.editor)


def test_an_empty_issue_goes_to_no_review(office: Office) -> None:
    with pytest.raises(Refused, match="还没有稿件"):
        actions.send_to_first_review(issue=office.issue(), by=office.editor)


def test_an_issue_with_a_wrong_figure_goes_to_no_review(office: Office) -> None:
    item = office.received(body="一切正常。")
    issue = office.issue(item)
    actions.change_item(
        item=item, version=1, title="题", body="共[[towns.nothing]]。", source="", by=office.editor
    )
    with pytest.raises(Refused, match=r"towns\.nothing"):
        actions.send_to_first_review(issue=issue, by=office.editor)


def test_each_review_is_the_work_of_its_own_post(office: Office) -> None:
    issue = office.issue(office.received())
    actions.send_to_first_review(issue=issue, by=office.editor)
    with pytest.raises(NotPermitted, match="初审"):
        actions.pass_first_review(issue=issue, by=office.issuer)
    actions.pass_first_review(issue=issue, by=office.editor)
    with pytest.raises(NotPermitted, match="二审"):
        actions.pass_second_review(issue=issue, by=office.editor)
    with pytest.raises(Conflict, match="二审中"):
        actions.sign_issue(issue=issue, by=office.issuer)
    assert actions.pass_second_review(issue=issue, by=office.chief).state == "to_sign"


def test_an_issue_that_waits_for_its_signing_is_changed_only_after_it_was_sent_back(office: Office) -> None:
    item = office.received()
    issue = office.reviewed(item)
    with pytest.raises(Conflict, match="待签发"):
        actions.take_out_item(issue=issue, item=item, by=office.editor)
    with pytest.raises(Conflict, match="待签发"):
        actions.change_item(item=item, version=1, title="题", body="文", source="", by=office.editor)
    actions.send_back_issue(issue=issue, reason="第二段再核", by=office.issuer)
    actions.take_out_item(issue=issue, item=item, by=office.editor)


def test_an_issue_is_dropped_when_it_is_empty(office: Office) -> None:
    item = office.received()
    issue = office.issue(item)
    with pytest.raises(Refused, match="先撤下"):
        actions.drop_issue(issue=issue, reason="并入下期", by=office.editor)
    actions.take_out_item(issue=issue, item=item, by=office.editor)
    assert actions.drop_issue(issue=issue, reason="并入下期", by=office.editor).state == "dropped"


def test_unsigned_issues_are_seen_by_the_office_and_signed_ones_by_everybody(office: Office) -> None:
    draft, signed = office.issue(), office.signed()
    assert set(Issue.objects.visible_to(office.editor)) == {draft, signed}
    assert set(Issue.objects.visible_to(office.reader)) == {signed}
    assert set(Issue.objects.visible_to(office.stranger)) == {signed}
