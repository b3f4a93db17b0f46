"""A Word file becomes a title, paragraphs and a source, for the writer to look over."""

import io
from collections.abc import Sequence

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH

from taizhang.bulletin.docx_import import read_word, soft_breaks
from taizhang.bulletin.models import Item
from taizhang.foundation.refusals import Refused
from tests.bulletin.conftest import Office
from tests.bulletin.test_pages import client


def word(paragraphs: Sequence[str], *, centred: int = 0, table: bool = False) -> bytes:
    document = Document()
    for place, text in enumerate(paragraphs):
        added = document.add_paragraph(text)
        if place < centred:
            added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if table:
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "排查", "75家"
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_title_paragraphs_and_source_are_told_apart() -> None:
    content = word(
        ["示例·工地整治", "有进展", "\u3000\u3000一、做法", "\u3000\u3000排查75家。", "（区住建局）"],
        centred=2,
    )
    found = read_word("稿件.docx", content)
    assert (found.title, found.body, found.source) == (
        "示例·工地整治有进展",
        "一、做法\n排查75家。",
        "区住建局",
    )
    assert found.notes == ()


def test_a_short_first_line_is_the_title_and_brackets_after_the_last_sentence_are_the_source() -> None:
    found = read_word("稿件.DOCX", word(["示例一题", "", "正文一句（含说明）的话。（来源：区城管局）"]))
    assert (found.title, found.body, found.source) == ("示例一题", "正文一句（含说明）的话。", "区城管局")


def test_a_text_that_begins_with_a_sentence_has_no_title_and_brackets_inside_are_no_source() -> None:
    found = read_word("稿件.docx", word(["今天开了一个会。", "会上定了三件事（见附件）"]))
    assert (found.title, found.source) == ("", "")
    assert found.body == "今天开了一个会。\n会上定了三件事（见附件）"


def test_a_soft_break_ends_a_line_only_where_a_sentence_ends() -> None:
    assert soft_breaks("一句没有\n说完。\n又一句") == ["一句没有说完。", "又一句"]
    assert soft_breaks("做法：\n第一条") == ["做法：", "第一条"]


def test_what_does_not_come_along_is_said() -> None:
    found = read_word("稿件.docx", word(["示例", "正文。"], table=True))
    assert "排查，75家" in found.body and "1 个表格" in found.notes[0]


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("稿件.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .docx"),
        ("稿件.wps", b"anything", "另存为 .docx"),
        ("稿件.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "另存为 .docx"),
        ("稿件.pdf", b"%PDF", "不是 .docx"),
        ("稿件.docx", b"PK not a zip", "打不开"),
        ("稿件.docx", b"0" * (10 * 1024 * 1024 + 1), "超过 10 MB"),
        ("稿件.docx", word([""]), "没有文字"),
    ],
)
def test_other_files_are_refused_with_what_to_do(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_word(name, content)


def test_a_zip_that_is_no_document_is_refused() -> None:
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr("nothing.txt", "nothing")
    with pytest.raises(Refused, match="不是 Word"):
        read_word("稿件.docx", buffer.getvalue())


def test_the_page_shows_what_was_read_and_keeps_nothing(office: Office) -> None:
    content = word(["示例·从文件来", "共75家。", "（区住建局）"], centred=1)
    upload = SimpleUploadedFile("稿件.docx", content)
    answer = client(office.reporter).post(reverse("bulletin:items-word"), {"file": upload})
    text = answer.content.decode()
    assert answer.status_code == 200 and 'value="示例·从文件来"' in text and "共75家。" in text
    assert f'action="{reverse("bulletin:items-add")}"' in text and "还没有保存" in text
    assert not Item.objects.exists()


def test_a_file_that_cannot_be_read_comes_back_with_the_sentence(office: Office) -> None:
    upload = SimpleUploadedFile("稿件.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    answer = client(office.reporter).post(reverse("bulletin:items-word"), {"file": upload})
    assert answer.status_code == 422 and "另存为 .docx" in answer.content.decode()
    assert client(office.reader).post(reverse("bulletin:items-word"), {"file": upload}).status_code == 403
