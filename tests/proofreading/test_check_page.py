"""The page on which any text is checked: pasted or from files, and what it says when it cannot."""

import io
import json
from datetime import date
from decimal import Decimal

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from taizhang.journal.models import Event
from taizhang.proofreading import earlier
from taizhang.proofreading.checking import check
from taizhang.proofreading.inside import EarlierClaim
from tests import factories

WRONG = "全局落实“五项措施”，一是查。二是改。三是管。四是评。"
DAY = date(2020, 6, 19)
URL = reverse("proofreading:home")


@pytest.fixture
def editor(client: Client, db: None) -> Client:
    factories.district()
    client.force_login(factories.person("editor"))
    return client


def given(**values: object) -> dict[str, object]:
    return {"text": "", "as_of": "2020-06-19", **values}


def word_file(*paragraphs: str) -> SimpleUploadedFile:
    document, buffer = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(buffer)
    return SimpleUploadedFile("示例.docx", buffer.getvalue())


def test_a_pasted_text_is_checked_and_nothing_is_kept(editor: Client) -> None:
    before = Event.objects.count()
    page = editor.post(URL, given(text=WRONG)).content.decode()
    assert "五项措施" in page and 'data-tone="bad"' in page
    assert Event.objects.count() == before


def test_many_files_are_checked_at_once_and_a_bad_one_is_named(editor: Client) -> None:
    files = [
        word_file("近日，共检查企业75家。", WRONG),
        SimpleUploadedFile("旧刊.txt", "共排查隐患12处。".encode("gb18030")),
        SimpleUploadedFile("坏的.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    ]
    page = editor.post(URL, given(documents=files)).content.decode()
    assert "3 个文件" in page
    assert all(name in page for name in ("示例.docx", "旧刊.txt", "坏的.doc", "75家", "12处"))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "请贴一段文字，或选一个文件。"),
        ({"text": "共3家。", "as_of": "2099-01-01"}, "这一天还没有到"),
        ({"text": "共3家。", "as_of": ""}, "这个字段是必填项"),
    ],
    ids=["nothing", "future", "no day"],
)
def test_a_wrong_request_is_told_what_to_do(editor: Client, values: dict[str, object], sentence: str) -> None:
    answer = editor.post(URL, given(**values))
    assert answer.status_code == 422 and sentence in answer.content.decode()


def test_a_text_without_numbers_says_so(editor: Client) -> None:
    assert "文中没有读到数字" in editor.post(URL, given(text="今天天气很好。")).content.decode()


def test_who_writes_no_bulletin_is_told_which_posts_check(client: Client, db: None) -> None:
    client.force_login(factories.person("officer"))
    answer = client.get(URL)
    assert answer.status_code == 403 and "责任编辑" in answer.content.decode()


def test_a_cumulative_number_that_runs_backwards_is_found_at_every_door(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "截至6月19日，全区累计发放就业补贴80万元。"
    [claim] = check(text, as_of=DAY, earlier=()).reading.claims
    told = EarlierClaim(
        subject=claim.subject, unit="万元", units=claim.units, value=Decimal(90), low=Decimal(90), high=Decimal(90),
        as_of=date(2020, 6, 1), where="2020年第40期",
    )  # fmt: skip
    monkeypatch.setattr(earlier, "_find", [lambda day: [told] if day == DAY else []])
    assert [problem.kind for problem in check(text, as_of=DAY).problems] == ["earlier"]
    assert "2020年第40期" in editor.post(URL, given(text=text)).content.decode()
    body = {"text": text, "as_of": "2020-06-19"}
    answer = editor.post("/api/proofreading/check", json.dumps(body), content_type="application/json")
    assert [problem["kind"] for problem in answer.json()["problems"]] == ["earlier"]


def test_the_api_is_for_those_who_may_open_the_page(client: Client, db: None) -> None:
    client.force_login(factories.person("officer"))
    answer = client.post("/api/proofreading/check", '{"text": "共3家。"}', content_type="application/json")
    assert answer.status_code == 403
