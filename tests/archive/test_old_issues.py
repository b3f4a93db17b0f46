"""Old issues coming in: a file is read, corrected and put into the archive, once, and counted as nobody's work."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.archive import actions, search
from taizhang.archive.models import Intake
from taizhang.bulletin import actions as bulletin
from taizhang.bulletin import printing
from taizhang.bulletin.models import Issue, IssueRun, Item
from taizhang.evidence import storage
from taizhang.evidence.models import Attachment
from taizhang.foundation.refusals import NotPermitted, Refused
from tests.archive.layouts import CONTENTS, GLUED, PLAIN, STRANGE, WRAPPED
from tests.archive.test_old_issues_parse import word_of
from tests.bulletin.conftest import Office


def client(user) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def taken(by, text: str = PLAIN, name: str = "2018-12.txt") -> Intake:
    return actions.take_in(data=text.encode(), name=name, by=by)


def test_a_file_is_kept_with_what_was_found_in_it(office: Office, archivist) -> None:
    intake = taken(archivist)
    assert (intake.state, intake.year, intake.number, intake.items, intake.doubts) == (
        "waiting", 2018, 12, 2, [],
    )  # fmt: skip
    assert intake.found["masthead"] == "东河政务信息" and intake.found["issued_on"] == "2018-03-08"
    assert intake.found["items"].startswith("# 区教育局推进校园食堂明厨亮灶\n")
    paper = Attachment.objects.get(subject_type="archive.intake", subject_id=intake.pk)
    assert paper.name == "2018-12.txt" and storage.path_of(paper.digest).read_bytes() == PLAIN.encode()
    with pytest.raises(Refused, match="同一个文件"):
        taken(archivist, name="另一个名字.txt")
    with pytest.raises(NotPermitted):
        taken(office.reader)
    for data, name, why in (
        (b"", "空.txt", "是空的"),
        (b" \n", "白.txt", "没有文字"),
        (b"x", "图.pdf", "不是 .txt"),
        (b"PK\x03\x04", "坏.docx", "打不开"),
    ):
        with pytest.raises(Refused, match=why):
            actions.take_in(data=data, name=name, by=archivist)
    assert Intake.objects.count() == 1


def test_an_entered_issue_stands_in_the_archive_and_counts_for_nobody(office: Office, archivist) -> None:
    issue = actions.enter_issue(intake=taken(archivist), by=archivist)
    assert (issue.year, issue.number, issue.state, issue.imported) == (2018, 12, "archived", True)
    assert (issue.copies, issue.signed_by, issue.head_hash) == (150, None, "")
    first, second = issue.printed_items.all()
    assert (first.title, first.source, first.item) == ("区教育局推进校园食堂明厨亮灶", "区教育局", None)
    assert second.paragraphs[0]["runs"] == ["白沙镇组织12支小队清淤27公里，灌溉麦田1.2万亩。"]
    assert not Item.objects.exists()
    assert IssueRun.objects.get(year=2018).last_number == 12
    assert issue.history.get().kind == "entered"
    assert [hit.issue for hit in search.find("春灌", user=office.reader).hits] == [issue]
    assert printing.pdf_of(issue).startswith(b"%PDF") and "台账日志" not in issue.colophon
    assert Intake.objects.get().issue == issue
    for page in ("bulletin:issues-record", "archive:read"):
        text = client(office.reader).get(reverse(page, args=[issue.pk])).content.decode()
        assert "明厨亮灶" in text and "None" not in text
    assert (
        "旧刊" in client(archivist).get(reverse("bulletin:issues-record", args=[issue.pk])).content.decode()
    )


def test_the_same_year_and_number_is_refused(office: Office, archivist) -> None:
    actions.enter_issue(intake=taken(archivist), by=archivist)
    again = taken(archivist, PLAIN.replace("近日", "日前"))
    with pytest.raises(Refused, match="2018年第12期已经在库"):
        actions.enter_issue(intake=again, by=archivist)
    again.refresh_from_db()
    assert again.state == "waiting" and Issue.objects.count() == 1


def test_old_numbers_never_run_into_those_that_the_system_gives(office: Office, archivist) -> None:
    text = PLAIN.replace("2018 年 3 月 8 日", "2020 年 3 月 8 日")
    actions.enter_issue(intake=taken(archivist, text), by=archivist)
    assert office.signed().number == 13
    later = taken(archivist, text.replace("第 12 期", "第 40 期"))
    with pytest.raises(Refused, match="只编到第13期"):
        actions.enter_issue(intake=later, by=archivist)
    earlier = taken(archivist, text.replace("第 12 期", "第 11 期"))
    assert actions.enter_issue(intake=earlier, by=archivist).number == 11
    assert IssueRun.objects.get(year=2020).last_number == 13


def test_what_is_missing_is_asked_for_and_a_day_to_come_refused(office: Office, archivist) -> None:
    intake = taken(archivist, STRANGE)
    for values, why in (
        ({}, "请填刊名"),
        ({"masthead": "示例信息"}, "请填期号"),
        ({"number": 3}, "请填年度"),
        ({"year": 2019}, "请填日期"),
        ({"issued_on": "2030-01-01"}, "请填编发单位"),
        ({"publisher": "示例办公室"}, "日期在今天之后"),
        ({"issued_on": "2019-02-01", "items": ""}, "还没有稿件"),
        ({"items": "没有标题的一段"}, "没有标题"),
        ({"items": "# 有标题"}, "没有正文"),
    ):
        actions.change_intake(intake=intake, by=archivist, **values)
        with pytest.raises(Refused, match=why):
            actions.enter_issue(intake=intake, by=archivist)
    actions.change_intake(intake=intake, by=archivist, items="# 有标题\n一、小标题\n正文。\n（来源）")
    issue = actions.enter_issue(intake=intake, by=archivist)
    assert [each["level"] for each in issue.printed_items.get().paragraphs] == ["first", "body"]
    with pytest.raises(Refused, match="已入库"):
        actions.change_intake(intake=intake, by=archivist, masthead="别的")


def test_a_dropped_file_can_be_taken_up_again(office: Office, archivist) -> None:
    intake = taken(archivist)
    with pytest.raises(Refused, match="须写明理由"):
        actions.drop_intake(intake=intake, reason="", by=archivist)
    actions.drop_intake(intake=intake, reason="重复的扫描件", by=archivist)
    with pytest.raises(Refused, match="不入库"):
        actions.enter_issue(intake=intake, by=archivist)
    actions.take_up_again(intake=intake, by=archivist)
    assert actions.enter_issue(intake=intake, by=archivist).number == 12


def test_many_files_are_uploaded_and_those_without_doubts_entered_at_once(office: Office, archivist) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile as File

    signed_in = client(archivist)
    files = [
        File("甲.txt", PLAIN.encode("gb18030")),
        File("乙.docx", word_of(WRAPPED)),
        File("丙.txt", GLUED.encode()),
        File("丁.pdf", b"%PDF-1.7"),
    ]
    answer = signed_in.post(reverse("archive:intakes-add"), {"file": files}, follow=True)
    text = answer.content.decode()
    assert Intake.objects.count() == 3 and "丁.pdf”不是" in text and "无疑点的 2 期入库" in text
    assert signed_in.post(reverse("archive:intakes-enter")).status_code == 302
    assert set(Issue.objects.values_list("year", "number")) == {(2018, 12), (2017, 46)}
    waiting = signed_in.get(reverse("archive:intakes"), {"state": "waiting"}).content.decode()
    assert "丙.txt" in waiting and "甲.txt" not in waiting
    refused = signed_in.post(reverse("archive:intakes-add"), {"file": [File("戊.pdf", b"%PDF")]})
    assert refused.status_code == 422


def test_a_person_corrects_what_was_read_beside_the_text(office: Office, archivist) -> None:
    intake = taken(archivist, GLUED)
    signed_in, url = client(archivist), reverse("archive:intake", args=[intake.pk])
    text = signed_in.get(url).content.decode()
    assert "按样式推测的" in text and "群众满意率" in text and "# 区审批局推行" in text
    found = {**intake.found, "supplement": "", "copies": ""}
    assert signed_in.post(url, {**found, "masthead": "南山信息"}).status_code == 302
    intake.refresh_from_db()
    assert (intake.found["masthead"], intake.state) == ("南山信息", "waiting")
    answer = signed_in.post(url, {**found, "number": "", "enter": "1"})
    assert answer.status_code == 422 and "请填期号" in answer.content.decode()
    assert (
        signed_in.post(url, {**found, "issued_on": "2020-01-15", "year": "2020", "enter": "1"}).status_code
        == 302
    )
    assert Issue.objects.get().printed_items.count() == 2
    text = signed_in.get(url).content.decode()
    assert "已入库" in text and 'name="enter"' not in text
    assert client(office.reader).get(url).status_code == 404


def test_a_folder_comes_in_by_command(office: Office, tmp_path, capsys) -> None:
    (tmp_path / "2019").mkdir()
    (tmp_path / "2019" / "7.txt").write_text(CONTENTS, encoding="gb18030")
    (tmp_path / "12.docx").write_bytes(word_of(PLAIN))
    (tmp_path / "图.png").write_bytes(b"\x89PNG")
    call_command("import_issues", str(tmp_path), "--enter")
    said = capsys.readouterr().out
    assert "收下 2/2 个文件" in said and "入库 1 期" in said
    assert Intake.objects.get(state="waiting").number == 7
    call_command("import_issues", str(tmp_path))
    assert "收下 0/2 个文件" in capsys.readouterr().out
    with pytest.raises(CommandError, match="不是文件夹"):
        call_command("import_issues", str(tmp_path / "nowhere"))


def test_a_new_issue_does_not_begin_with_the_head_of_an_old_one(office: Office, archivist) -> None:
    office.issue(masthead="本刊")
    actions.enter_issue(intake=taken(archivist), by=archivist)
    text = client(office.editor).get(reverse("bulletin:issues-add")).content.decode()
    assert "本刊" in text and "东河政务信息" not in text


def test_an_old_issue_takes_no_proofs(office: Office, archivist, proofreader) -> None:
    issue = actions.enter_issue(intake=taken(archivist), by=archivist)
    with pytest.raises(Refused):
        bulletin.remark_on_proofs(issue=issue, text="错字", by=proofreader)


def test_the_list_takes_as_many_queries_for_many_files_as_for_few(office: Office, archivist) -> None:
    def queries() -> int:
        signed_in = client(archivist)
        signed_in.get(reverse("archive:intakes"))
        with CaptureQueriesContext(connection) as captured:
            assert signed_in.get(reverse("archive:intakes")).status_code == 200
        return len(captured)

    for n in range(2):
        actions.enter_issue(
            intake=taken(archivist, PLAIN.replace("12 期", f"{n + 1} 期"), f"{n}.txt"), by=archivist
        )
    few = queries()
    for n in range(2, 20):
        taken(archivist, PLAIN.replace("12 期", f"{n + 1} 期"), f"{n}.txt")
    assert queries() == few
