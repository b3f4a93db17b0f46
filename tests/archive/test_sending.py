"""Sending and reading: who gets an issue, who has opened and confirmed it, who is asked again."""

from datetime import date, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.archive import actions
from taizhang.archive.models import ArchiveSettings, Delivery
from taizhang.archive.reminders import REMINDERS
from taizhang.bulletin import actions as bulletin
from taizhang.bulletin.actions import Addressee
from taizhang.foundation.clock import SHANGHAI
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.journal.models import Event
from taizhang.reminders.models import Reminder
from tests import factories
from tests.bulletin.conftest import Office


def client(user) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def due(key: str, day: date) -> list:
    return list(next(rule for rule in REMINDERS if rule.key == key).find(day))


def test_sending_gives_everybody_behind_the_lists_a_copy(office: Office, readers, proofed) -> None:
    issue = actions.send_issue(issue=proofed(), lists=[readers], copies=120, by=office.editor)
    assert issue.state == "sent"
    people = Delivery.objects.filter(channel="system")
    assert {row.user for row in people} == {office.reader, office.unit_signer}
    assert people.get(user=office.reader).why == "各单位：城管局"
    paper = Delivery.objects.get(channel="paper")
    assert (paper.outside, paper.copies, paper.user) == ("示例公司", 3, None)
    assert issue.history.last().detail["copies"] == 120
    assert Event.objects.filter(subject_type="archive.delivery", kind="created").count() == 3
    with pytest.raises(Conflict, match="已印发"):
        actions.send_issue(issue=issue, lists=[readers], by=office.editor)


def test_nothing_is_sent_before_the_proofs_nor_to_nobody(office: Office, readers, proofed) -> None:
    with pytest.raises(Conflict, match="已签发"):
        actions.send_issue(issue=office.signed(), lists=[readers], by=office.editor)
    empty = bulletin.write_recipients(
        name="没有人", line="sent_to", printed="", entries=[Addressee(role="leader")], by=office.editor
    )
    issue = proofed(title="示例·另一篇")
    with pytest.raises(Refused, match="没有收阅人"):
        actions.send_issue(issue=issue, lists=[empty], by=office.editor)
    issue.refresh_from_db()
    assert issue.state == "proofed" and not Delivery.objects.exists()


def test_only_the_reader_confirms_and_only_once(office: Office, sent) -> None:
    mine = Delivery.objects.get(issue=sent(), user=office.reader)
    with pytest.raises(NotPermitted, match="不是发给您的"):
        actions.confirm_reading(delivery=mine, by=office.unit_signer)
    first = actions.confirm_reading(delivery=mine, by=office.reader)
    assert first.read_at and first.confirmed_at and first.state == "confirmed"
    again = actions.confirm_reading(delivery=mine, by=office.reader)
    assert again.confirmed_at == first.confirmed_at
    kinds = [event.kind for event in mine.history]
    assert kinds == ["created", "read", "confirmed"]


def test_opening_the_page_writes_nothing_and_its_beacon_the_first_reading(office: Office, sent) -> None:
    issue = sent()
    reader = client(office.reader)
    assert "待阅的信息" in reader.get("/").content.decode()
    text = reader.get(reverse("archive:read", args=[issue.pk])).content.decode()
    assert "共有" in text and "3家" in text and reverse("archive:opened", args=[issue.pk]) in text
    assert Delivery.objects.get(user=office.reader).read_at is None
    assert reader.post(reverse("archive:opened", args=[issue.pk])).status_code == 204
    assert Delivery.objects.get(user=office.reader).state == "read"
    assert reader.post(reverse("archive:confirm", args=[issue.pk])).status_code == 302
    assert "待阅的信息" not in reader.get("/").content.decode()
    text = reader.get(reverse("archive:read", args=[issue.pk])).content.decode()
    assert "已阅" in text and reverse("archive:confirm", args=[issue.pk]) not in text


def test_who_got_no_copy_may_read_but_has_nothing_to_confirm(office: Office, sent) -> None:
    issue = sent()
    stranger = client(office.stranger)
    text = stranger.get(reverse("archive:read", args=[issue.pk])).content.decode()
    assert "确认已阅" not in text
    assert stranger.post(reverse("archive:confirm", args=[issue.pk])).status_code == 404
    assert stranger.get(reverse("archive:deliveries", args=[issue.pk])).status_code == 403


def test_the_office_sees_who_has_read_and_asks_the_others_again(office: Office, sent) -> None:
    issue = sent()
    actions.confirm_reading(delivery=Delivery.objects.get(user=office.reader), by=office.reader)
    editor = client(office.editor)
    text = editor.get(reverse("archive:deliveries", args=[issue.pk])).content.decode()
    assert str(office.reader) in text and "未阅" in text and "示例公司" in text and "催阅" in text
    waiting = editor.get(
        reverse("archive:deliveries", args=[issue.pk]), {"state": "waiting"}
    ).content.decode()
    assert str(office.unit_signer) in waiting and "示例公司" not in waiting
    assert editor.post(reverse("archive:chase", args=[issue.pk])).status_code == 302
    reminder = Reminder.objects.get(rule="archive.chased")
    assert reminder.user == office.unit_signer and "催阅" in reminder.text
    assert reminder.url == reverse("archive:read", args=[issue.pk])
    with pytest.raises(Refused, match="今天已经催过"):
        actions.chase_readers(issue=issue, by=office.editor)
    actions.confirm_reading(delivery=Delivery.objects.get(user=office.unit_signer), by=office.unit_signer)
    with pytest.raises(Refused, match="不必再催"):
        actions.chase_readers(issue=issue, by=office.editor)


def test_unread_copies_are_reminded_of_after_the_set_working_days(office: Office, readers, proofed) -> None:
    friday = datetime(2020, 6, 12, 17, tzinfo=SHANGHAI)
    issue = actions.send_issue(issue=proofed(), lists=[readers], by=office.editor, happened_at=friday)
    assert ArchiveSettings.in_force().remind_after == 2
    assert not due("archive.unread", date(2020, 6, 15))
    [one] = due("archive.unread", date(2020, 6, 16))
    assert set(one.user_ids) == {office.reader.pk, office.unit_signer.pk}
    assert one.on == date(2020, 6, 16) and "确认已阅" in one.text
    [later] = due("archive.unread", date(2020, 6, 18))
    assert later.on == one.on  # the same reminder, so nobody gets it twice
    actions.confirm_reading(delivery=Delivery.objects.get(user=office.reader), by=office.reader)
    [one] = due("archive.unread", date(2020, 6, 18))
    assert one.user_ids == (office.unit_signer.pk,) and one.subject_id == issue.pk
    actions.settle(remind_after=5, by=office.chief)
    assert not due("archive.unread", date(2020, 6, 18))


def test_the_archivist_puts_a_sent_issue_away(office: Office, archivist, sent) -> None:
    issue = sent()
    assert "待归档的期刊" in client(archivist).get("/").content.decode()
    with pytest.raises(NotPermitted):
        actions.archive_issue(issue=issue, by=office.editor)
    assert client(archivist).post(reverse("archive:put-away", args=[issue.pk])).status_code == 302
    issue.refresh_from_db()
    assert issue.state == "archived"
    late = Delivery.objects.get(user=office.reader)
    assert actions.confirm_reading(delivery=late, by=office.reader).confirmed_at


def test_the_form_of_sending_has_the_lists_of_the_issue_chosen(office: Office, readers, proofreader) -> None:
    issue = office.issue(office.received())
    bulletin.choose_recipients(issue=issue, lists=[readers], by=office.editor)
    bulletin.send_to_first_review(issue=issue, by=office.editor)
    bulletin.pass_first_review(issue=issue, by=office.editor)
    bulletin.pass_second_review(issue=issue, by=office.chief)
    bulletin.sign_issue(issue=issue, by=office.issuer)
    url = reverse("archive:send", args=[issue.pk])
    assert client(office.editor).get(url).status_code == 409
    looked_at = ["layout", "pages", "figures", "names", "head_and_foot"]
    bulletin.pass_proofs(issue=issue, looked_at=looked_at, by=proofreader)
    text = client(office.editor).get(url).content.decode()
    assert "各单位" in text and "checked" in text
    assert client(office.reader).get(url).status_code == 403
    answer = client(office.editor).post(url, {"lists": [readers.pk], "copies": "120"})
    assert answer.status_code == 302 and Delivery.objects.count() == 3


def test_the_lists_take_as_many_queries_for_many_rows_as_for_few(office: Office, proofed) -> None:
    def queries(user, url: str) -> int:
        signed_in = client(user)
        signed_in.get(url)
        with CaptureQueriesContext(connection) as captured:
            assert signed_in.get(url).status_code == 200
        return len(captured)

    def send_to(count: int, name: str, title: str):
        people = [factories.person("reader", office.other) for _ in range(count)]
        list_ = bulletin.write_recipients(
            name=name,
            line="sent_to",
            printed=name,
            entries=[Addressee(user=each) for each in (office.reader, *people)],
            by=office.editor,
        )
        return actions.send_issue(issue=proofed(title=title), lists=[list_], by=office.editor)

    few = send_to(3, "三人", "甲")
    deliveries, inbox = reverse("archive:deliveries", args=[few.pk]), reverse("archive:inbox")
    seen = queries(office.editor, deliveries), queries(office.reader, inbox)
    many = send_to(60, "六十人", "乙")
    send_to(0, "一人", "丙")
    assert queries(office.editor, reverse("archive:deliveries", args=[many.pk])) == seen[0]
    assert queries(office.reader, inbox) == seen[1]
