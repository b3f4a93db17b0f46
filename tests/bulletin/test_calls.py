"""约稿: who is asked, who answers, who is late, and who is reminded."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.models import Call, Item, Topic
from taizhang.bulletin.reminders import REMINDERS
from taizhang.bulletin.views.calls import answers_of
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from tests import factories
from tests.bulletin.conftest import TODAY, Office
from tests.bulletin.test_pages import client, count_queries, page

DUE = date(2020, 6, 23)  # the second working day after TODAY, a Friday
NEAR, OVER = (each for each in REMINDERS if each.key.startswith("bulletin.call"))


def called(office: Office, due_on: date = DUE, called_on: date = TODAY) -> Call:
    return actions.call_for_items(
        title="示例·夜市管理约稿",
        text="写近期做法。",
        units=[office.bureau, office.other],
        due_on=due_on,
        called_on=called_on,
        topic=Topic.objects.get(name="夜间经济"),
        by=office.editor,
    )


def submitted(office: Office, call: Call, on: date = TODAY) -> Item:
    item = actions.write_item(
        unit=office.bureau, title="应约一篇", body="文。", call=call, by=office.reporter
    )
    actions.sign_off_item(item=item, by=office.unit_signer)
    return actions.submit_item(item=item, by=office.reporter, on=on)


def test_a_call_needs_units_a_text_and_a_day_to_come(office: Office) -> None:
    given = {"title": "题", "text": "要求", "units": [office.bureau], "due_on": DUE, "by": office.editor}
    for wrong, field in (({"title": " "}, "title"), ({"units": []}, "units"), ({"text": ""}, "text"),
                         ({"due_on": date(2020, 6, 18)}, "due_on")):  # fmt: skip
        with pytest.raises(Refused) as refusal:
            actions.call_for_items(**{**given, **wrong})
        assert refusal.value.field == field
    with pytest.raises(NotPermitted):
        actions.call_for_items(**{**given, "by": office.reporter})


def test_an_item_answers_the_call_and_takes_its_topic(office: Office) -> None:
    call = called(office)
    item = submitted(office, call)
    assert (item.call, item.topic) == (call, call.topic)
    answers = {each.unit: each for each in answers_of(call, office.editor, TODAY)}
    assert answers[office.bureau].submitted_on == TODAY and answers[office.bureau].tone == "good"
    assert answers[office.other].submitted_on is None and answers[office.other].tone == ""


def test_lateness_is_told_in_working_days(office: Office) -> None:
    call = called(office)
    late = date(2020, 6, 24)
    submitted(office, call, on=late)
    on_monday = {each.unit: each for each in answers_of(call, office.editor, date(2020, 6, 29))}
    assert (on_monday[office.bureau].late, on_monday[office.bureau].tone) == (1, "warn")
    assert (on_monday[office.other].late, on_monday[office.other].tone) == (3, "bad")  # 端午 is not worked


def test_only_units_that_were_asked_answer_and_only_while_it_is_open(office: Office) -> None:
    call = called(office)
    third = factories.unit("教育局", kind="bureau")
    with pytest.raises(Refused, match="没有约教育局"):
        actions.write_item(
            unit=third, title="题", body="文", call=call, by=factories.person("reporter", third)
        )
    actions.close_call(call=call, by=office.editor)
    with pytest.raises(Refused, match="已经结束"):
        submitted(office, call)
    with pytest.raises(Refused, match="理由"):
        actions.reopen_call(call=call, reason="", by=office.editor)
    actions.reopen_call(call=call, reason="还缺一家", by=office.editor)
    assert submitted(office, call).call == call


def test_an_item_that_was_written_already_answers_by_a_button(office: Office) -> None:
    call, item = called(office), office.item()
    assert "用这篇应约" in page(office.reporter, "calls-record", call.pk)
    address = reverse("bulletin:calls-answer", args=[call.pk, item.pk])
    assert client(office.stranger).post(address).status_code == 404
    assert client(office.reporter).post(address).status_code == 302
    item.refresh_from_db()
    assert item.call == call
    actions.answer_call(item=item, call=None, by=office.reporter)
    assert Item.objects.get(pk=item.pk).call is None


def test_a_unit_that_wrote_for_it_stays_among_those_asked(office: Office) -> None:
    call = called(office)
    submitted(office, call)
    given = {"title": call.title, "text": "补充要求", "due_on": DUE, "by": office.editor}
    with pytest.raises(Refused, match="住建局已经应约写稿"):
        actions.change_call(call=call, units=[office.other], **given)
    actions.change_call(call=call, units=[office.bureau], topic=call.topic, **given)
    assert [each.unit for each in call.asked.all()] == [office.bureau]
    changed = call.history.last().detail["changed"]
    assert changed["units"] == ["住建局、城管局", "住建局"] and changed["text"][1] == "补充要求"
    actions.close_call(call=call, by=office.editor)
    with pytest.raises(Conflict, match="已经结束"):
        actions.change_call(call=call, units=[office.bureau], **given)


def test_a_unit_sees_its_own_answers_only_and_others_nothing(office: Office) -> None:
    call = called(office)
    submitted(office, call)
    assert "应约一篇" in page(office.reporter, "calls-record", call.pk)
    text = page(office.stranger, "calls-record", call.pk)
    assert "应约一篇" not in text and "住建局</td>" not in text and "写稿应约" in text
    nobody = factories.person("reporter", factories.unit("教育局", kind="bureau"))
    page(nobody, "calls-record", call.pk, status=404)
    assert "示例·夜市管理约稿" not in page(nobody, "calls")


def test_the_desk_shows_a_call_until_the_unit_has_submitted(office: Office) -> None:
    call = called(office)
    desk = client(office.reporter).get("/").content.decode()
    assert "等本单位应约的约稿" in desk and f"{reverse('bulletin:calls')}?mine=true" in desk
    assert call.title in page(office.reporter, "calls", data={"mine": "true"})
    submitted(office, call)
    assert "等本单位应约的约稿" not in client(office.reporter).get("/").content.decode()
    assert call.title not in page(office.reporter, "calls", data={"mine": "true"})


def test_the_form_of_a_new_item_is_filled_from_the_call(office: Office) -> None:
    call = called(office)
    text = page(office.reporter, "items-add", data={"call": str(call.pk)})
    assert f'<option value="{call.pk}" selected>' in text
    assert page(office.reporter, "items-add", data={"call": "nonsense"})


def test_units_are_reminded_near_and_over_the_deadline_and_not_once_they_answered(office: Office) -> None:
    call = called(office)
    assert not list(NEAR.find(date(2020, 6, 18)))
    [near] = NEAR.find(TODAY)
    assert set(near.user_ids) == {office.reporter.pk, office.unit_signer.pk, office.stranger.pk}
    assert near.on == DUE and near.subject_id == call.pk
    submitted(office, call)
    [near] = NEAR.find(DUE)
    assert near.user_ids == (office.stranger.pk,)
    assert not list(NEAR.find(date(2020, 6, 24)))
    [over] = OVER.find(date(2020, 6, 24))
    assert over.user_ids == (office.stranger.pk, office.editor.pk) and "已过 2020-06-23" in over.text
    actions.close_call(call=call, by=office.editor)
    assert not list(OVER.find(date(2020, 6, 24)))


def test_the_reminders_take_as_many_queries_for_many_calls_as_for_few(office: Office) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            list(NEAR.find(TODAY))
        return len(found)

    called(office)
    queries()  # the calendar of working days is read once
    few = queries()
    for _ in range(8):
        called(office)
    assert queries() == few


def test_the_list_takes_as_many_queries_for_many_as_for_few(office: Office) -> None:
    called(office)
    few = count_queries(office.editor, "calls")
    for _ in range(12):
        submitted(office, called(office))
    assert count_queries(office.editor, "calls") == few


def test_a_call_is_made_and_changed_on_its_pages(office: Office) -> None:
    typed = {"title": "示例·新约稿", "text": "要求", "due_on": "2020-06-30", "units": [office.bureau.pk]}
    signed_in = client(office.editor)
    assert signed_in.post(reverse("bulletin:calls-add"), {**typed, "units": []}).status_code == 422
    assert signed_in.post(reverse("bulletin:calls-add"), typed).status_code == 302
    call = Call.objects.get()
    assert "示例·新约稿" in page(office.editor, "calls-edit", call.pk)
    assert (
        signed_in.post(reverse("bulletin:calls-edit", args=[call.pk]), {**typed, "title": "改题"}).status_code
        == 302
    )
    assert signed_in.post(reverse("bulletin:calls-act", args=[call.pk, "close"])).status_code == 302
    call.refresh_from_db()
    assert (call.title, call.state) == ("改题", "closed")
    page(office.reporter, "calls-add", status=403)
