"""The pages beside a text: the pictures, where an item falls, what is sent again, what is wrong."""

import base64
import io
import json
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from taizhang.bulletin import printing
from taizhang.bulletin.models import Issue, Item
from taizhang.bulletin.typesetting import pdf
from taizhang.bulletin.typesetting.images import page_images
from tests.bulletin.conftest import Office
from tests.bulletin.printed_pages import measured

LONG = "\n".join(
    ["共有[[towns.counted]]，各项工作都在往前走，没有哪一处停在原地，也没有哪一处等着别人。"] * 24
)


def typed(user, item: Item | None = None, *, have: str = "", etag: str = "", **text: str):
    client = Client()
    client.force_login(user)
    address = reverse("bulletin:pages") + (f"?item={item.pk}" if item else "")
    data = {"title": "题", "body": "文。", "source": "", "have": have, **text}
    return client.post(address, data, headers={"If-None-Match": etag} if etag else {})


def test_the_pictures_are_the_pages_of_the_record(office: Office) -> None:
    issue = office.issue(office.received(body=LONG), office.received("示例·又一篇"))
    document = printing.issue_document(issue)
    pages = page_images(document)
    assert len(pages.pages) == len(measured(pdf.render_pdf(document)))
    for page in pages.pages:
        width, height = Image.open(io.BytesIO(page.png)).size
        assert height / width == pytest.approx(297 / 210, abs=0.002)


def test_the_same_text_gives_the_same_pictures_and_another_text_changes_only_its_page(office: Office) -> None:
    issue = office.issue(office.received(body=LONG), office.received("示例·又一篇"))
    document = printing.issue_document(issue)
    first, second = document.items
    changed = replace(document, items=(first, replace(second, source="另一个来源")))
    one, same, other = page_images(document), page_images(document), page_images(changed)
    assert [page.digest for page in one.pages] == [page.digest for page in same.pages]
    assert one.pages[0].digest == other.pages[0].digest and one.pages[-1].digest != other.pages[-1].digest


def test_setting_pages_for_the_screen_changes_no_byte_of_the_record(office: Office) -> None:
    document = printing.issue_document(office.issue(office.received()))
    before = pdf.render_pdf(document)
    page_images(document)
    assert pdf.render_pdf(document) == before


def test_a_text_is_shown_in_its_issue_with_the_pages_on_which_it_falls(office: Office) -> None:
    first, second = office.received(body=LONG), office.received("示例·又一篇")
    office.issue(first, second)
    answer = json.loads(typed(office.editor, second, body="短短一段。").content)
    assert answer["from"] == answer["to"] == len(answer["pages"]) > 1
    whole = json.loads(typed(office.editor, first, body=LONG).content)
    assert whole["from"] == 1 and whole["to"] > 1
    png = base64.b64decode(answer["pages"][0]["src"].removeprefix("data:image/png;base64,"))
    assert png.startswith(b"\x89PNG")


def test_pages_that_the_browser_has_are_not_sent_again(office: Office) -> None:
    first, second = office.received(body=LONG), office.received("示例·又一篇")
    office.issue(first, second)
    answer = json.loads(typed(office.editor, second, body="短短一段。").content)
    have = ",".join(page["digest"] for page in answer["pages"])
    again = json.loads(typed(office.editor, second, body="短短两段。", have=have).content)
    assert [bool(page["src"]) for page in again["pages"]] == [False] * (len(again["pages"]) - 1) + [True]


def test_nothing_is_set_where_nothing_has_changed(office: Office) -> None:
    answer = typed(office.reporter)
    same = typed(office.reporter, etag=answer["ETag"])
    assert same.status_code == 304 and not same.content
    assert typed(office.reporter, body="别的。", etag=answer["ETag"]).status_code == 200


def test_a_text_in_no_issue_is_set_alone_and_nothing_is_kept(office: Office) -> None:
    answer = json.loads(typed(office.reporter, body="共[[towns.nothing]]。").content)
    assert answer["from"] == 1 and len(answer["pages"]) == 1
    assert any("towns.nothing" in error for error in answer["errors"])
    assert not Item.objects.exists() and not Issue.objects.exists()


def test_a_character_that_no_font_has_is_named(office: Office) -> None:
    answer = json.loads(typed(office.reporter, body="这里有\U0001f600。").content)
    assert answer["pages"] is None and "字库缺字" in answer["errors"][0]


def test_an_empty_text_still_has_a_page(office: Office) -> None:
    assert len(json.loads(typed(office.reporter, title="", body="").content)["pages"]) == 1


def test_readers_see_the_pages_of_signed_issues_only(office: Office) -> None:
    client = Client()
    client.force_login(office.reader)
    draft, signed = office.issue(office.received()), office.signed()
    assert client.get(reverse("bulletin:issues-pages", args=[draft.pk])).status_code == 404
    answer = client.get(reverse("bulletin:issues-pages", args=[signed.pk]))
    content = json.loads(answer.content)
    [item] = content["items"]
    assert content["items"][item] == 1 and content["from"] is None
    held = {"If-None-Match": answer["ETag"]}
    assert client.get(reverse("bulletin:issues-pages", args=[signed.pk]), headers=held).status_code == 304
    assert typed(office.reader).status_code == 403


def test_an_item_that_is_not_theirs_is_set_as_a_text_of_its_own(office: Office) -> None:
    item = office.received(body=LONG)
    office.issue(item)
    assert len(json.loads(typed(office.stranger, item).content)["pages"]) == 1
