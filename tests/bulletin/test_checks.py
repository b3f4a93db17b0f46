"""校数 in the bulletin: what it says of an item, what an editor decides on it, and what nobody can sign over."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.checked import check_items, unanswered
from taizhang.bulletin.live_figures import Evaluation
from taizhang.bulletin.models import Issue, Item, PrintedItem
from taizhang.bulletin.sheet import set_live
from taizhang.bulletin.spelling import spelled
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.journal.models import Event
from taizhang.proofreading.deciding import decide, mark_of, withdraw_decision
from taizhang.proofreading.models import Decision
from tests.bulletin.conftest import TODAY, Office

WRONG = "全局落实“五项措施”，一是查。二是改。三是管。四是评。"
RIGHT = "共有[[towns.counted]]，出动[[towns.turnouts|show=yu]]。"


def checked(item: Item):
    [found] = check_items(set_live([item], Evaluation(TODAY, TODAY)), as_of=TODAY)
    return found


def finding(item: Item):
    return checked(item).shown.open[0].finding


def agree(item: Item, by, reason: str = "第五项另文印发，已与单位核实。"):
    return decide(subject=item, unit_id=item.unit_id, finding=finding(item), reason=reason, by=by)


def test_an_item_is_checked_as_it_will_read_and_its_live_figures_are_borne_out(office: Office) -> None:
    item = office.received(body=RIGHT)
    words = spelled(set_live([item], Evaluation(TODAY, TODAY))[0])
    assert words.text == "示例·一篇\n共有3家，出动120余人次。（住建局）"
    assert [words.text[start:end] for start, end in words.live] == ["3家", "120余人次"]
    assert {entry.tone for entry in checked(item).shown.entries} == {"good"}


def test_nobody_signs_over_a_fault_without_a_reason(office: Office) -> None:
    issue = office.reviewed(office.received(body=WRONG))
    with pytest.raises(Refused, match=r"1 处矛盾没有改正.*五项"):
        actions.sign_issue(issue=issue, by=office.issuer)
    assert not PrintedItem.objects.exists()


def test_a_reason_with_a_name_lets_it_be_issued_and_is_kept_with_the_issue(office: Office) -> None:
    item = office.received(body=WRONG)
    issue = office.reviewed(item)
    agree(item, office.editor)
    signed = actions.sign_issue(issue=issue, by=office.issuer)
    [printed] = signed.printed_items.all()
    [entry] = [each for each in printed.proofreading["entries"] if each.get("reason")]
    assert entry["words"] == "五项措施" and entry["kind"] == "overruled" and "责任编辑" in entry["by"]
    assert Event.objects.filter(subject_type="bulletin.item", kind="proof_decided").count() == 1


def test_a_decision_takes_a_reason_and_a_post(office: Office) -> None:
    item = office.received(body=WRONG)
    with pytest.raises(NotPermitted):
        agree(item, office.reporter)
    with pytest.raises(Refused, match="请写明理由") as refusal:
        agree(item, office.editor, reason=" ")
    assert refusal.value.field == "reason"
    agree(item, office.editor)
    with pytest.raises(Conflict, match="已有人处理过"):
        decide(
            subject=item, unit_id=item.unit_id, finding=_again(item), reason="再处理一次。", by=office.chief
        )


def _again(item: Item):
    [entry] = [entry for entry in checked(item).shown.entries if entry.tone == "bad"]
    assert entry.decision is not None and not entry.is_open
    return entry.finding


def test_a_decision_can_be_taken_back_and_lapses_when_the_sentence_changes(office: Office) -> None:
    item = office.received(body=WRONG)
    decision = agree(item, office.editor)
    assert unanswered([checked(item)]) == []
    withdraw_decision(decision=decision, by=office.chief)
    assert len(unanswered([checked(item)])) == 1
    with pytest.raises(Conflict):
        withdraw_decision(decision=decision, by=office.chief)
    agree(item, office.editor)
    item.refresh_from_db()
    actions.change_item(
        item=item,
        version=item.version,
        title=item.title,
        body=WRONG.replace("全局", "全区"),
        source="",
        by=office.editor,
    )
    item.refresh_from_db()
    assert len(unanswered([checked(item)])) == 1
    assert Decision.objects.in_force().count() == 1


def test_a_mark_knows_its_place_and_its_sentence() -> None:
    text = "甲3家。乙3家，丙3家。"
    marks = {mark_of(text, at, at + 2, "claim") for at in (1, 5, 9)}
    assert len(marks) == 3
    assert mark_of("前言。乙3家，丙3家。", 4, 6, "claim") == mark_of(text, 5, 7, "claim")
    assert mark_of(text, 5, 7, "parts") != mark_of(text, 5, 7, "claim")


def test_the_pages_show_what_was_found_and_take_a_decision(office: Office, client: Client) -> None:
    item = office.received(body=WRONG)
    issue = office.issue(item)
    client.force_login(office.editor)
    page = client.get(reverse("bulletin:items-check", args=[item.pk])).content.decode()
    assert "五项措施" in page and "写明理由，照印" in page
    fragment = client.get(reverse("bulletin:items-check", args=[item.pk]), headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    item.refresh_from_db()
    url = f"{reverse('bulletin:items-decide', args=[item.pk])}?mark={finding(item).mark}"
    assert "五项措施" in client.get(url).content.decode()
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "第五项另文印发。"}).status_code == 302
    whole = client.get(reverse("bulletin:issues-check", args=[issue.pk])).content.decode()
    assert "第五项另文印发。" in whole and "撤回处理" in whole
    decision = Decision.objects.get()
    client.post(reverse("bulletin:items-decide", args=[item.pk]), {"withdraw": decision.pk})
    assert not Decision.objects.in_force().exists()


def test_a_text_being_typed_is_checked_and_nothing_is_kept(office: Office, client: Client) -> None:
    client.force_login(office.reporter)
    before = Event.objects.count()
    page = client.post(
        reverse("bulletin:items-check-typed"), {"title": "示例", "body": WRONG, "source": "住建局"}
    ).content.decode()
    assert "五项措施" in page and Event.objects.count() == before


def test_a_signed_issue_shows_what_was_found_when_it_was_signed(office: Office, client: Client) -> None:
    signed = office.signed(office.received(body=RIGHT))
    client.force_login(office.reporter)
    page = client.get(reverse("bulletin:issues-check", args=[signed.pk])).content.decode()
    assert "120余人次" in page and "支持" in page


def test_another_units_item_is_not_there_and_a_unit_decides_nothing(office: Office, client: Client) -> None:
    item = office.received(body=WRONG)
    client.force_login(office.stranger)
    assert client.get(reverse("bulletin:items-check", args=[item.pk])).status_code == 404
    client.force_login(office.reporter)
    assert (
        "写明理由，照印" not in client.get(reverse("bulletin:items-check", args=[item.pk])).content.decode()
    )
    assert client.get(reverse("bulletin:items-decide", args=[item.pk])).status_code == 403


def test_the_check_of_an_issue_takes_as_many_queries_for_many_items_as_for_few(office: Office) -> None:
    def queries(issue: Issue) -> int:
        signed_in = Client()
        signed_in.force_login(office.editor)
        address = reverse("bulletin:issues-check", args=[issue.pk])
        signed_in.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert "五项" in signed_in.get(address).content.decode()
        return len(captured)

    issue = office.issue(office.received(body=WRONG), office.received(body=RIGHT))
    few = queries(issue)
    for body in (WRONG, RIGHT) * 3:
        actions.place_item(issue=issue, item=office.received(body=body), by=office.editor)
    assert queries(issue) == few
