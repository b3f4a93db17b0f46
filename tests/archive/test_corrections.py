"""Corrections: a draft for a later issue, linked both ways, while the earlier one stays as it was printed."""

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.archive import actions
from taizhang.archive.models import Correction
from taizhang.bulletin import actions as bulletin
from taizhang.bulletin import printing
from taizhang.bulletin.models import Issue, Item
from taizhang.foundation.refusals import NotPermitted, Refused
from tests import factories
from tests.bulletin.conftest import Office


def client(user) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def printed_later(office: Office, correction: Correction) -> Issue:
    """The correction's item passed on and signed in an issue of its own."""
    item = correction.item
    bulletin.sign_off_item(item=item, by=office.chief)
    bulletin.submit_item(item=item, by=office.chief)
    bulletin.receive_item(item=item, by=office.editor)
    return office.signed(Item.objects.get(pk=item.pk))


def test_a_figure_that_moved_is_corrected_by_what_the_ledgers_say_now(office: Office) -> None:
    issue = office.signed(office.received("工地", "共有[[towns.counted]]。"))
    figure = issue.figures.get()
    with pytest.raises(Refused, match="现在还是 3家"):
        actions.correct_figure(figure=figure, by=office.editor)
    factories.unit("中心路街道", parent=office.bureau)
    before = printing.pdf_of(issue)
    with pytest.raises(NotPermitted):
        actions.correct_figure(figure=figure, by=office.reporter)
    made = actions.correct_figure(figure=figure, by=office.editor)
    assert (made.was, made.becomes, made.item.state) == ("3家", "4家", "draft")
    assert made.item.body.startswith("本刊2020年第1期《工地》一文中的“3家”应为“[[towns.counted|")
    assert "as_of=2020-06-19" in made.item.body
    with pytest.raises(Refused, match="已经写了更正稿"):
        actions.correct_figure(figure=figure, by=office.editor)
    later = printed_later(office, made)
    assert later.figures.get().printed.shown == "4家"
    assert printing.pdf_of(Issue.objects.get(pk=issue.pk)) == before
    assert issue.history.last().kind == "corrected"


def test_both_pages_show_the_link(office: Office) -> None:
    issue = office.signed(office.received("工地", "共有[[towns.counted]]。"))
    factories.unit("中心路街道", parent=office.bureau)
    editor, url = client(office.editor), reverse("bulletin:issues-record", args=[issue.pk])
    panel = editor.get(url, {"compare": "1"}).content.decode()
    button = reverse("archive:correct-figure", args=[issue.pk, 1])
    assert "在以后的一期更正" in panel and button in panel
    assert button not in client(office.reader).get(url, {"compare": "1"}).content.decode()
    assert editor.post(button).status_code == 302
    made = Correction.objects.get()
    assert "更正稿待刊登" in editor.get(url).content.decode()
    for page in (url, reverse("archive:read", args=[issue.pk])):
        assert "应为" not in client(office.reader).get(page).content.decode()
    assert (
        "更正稿待刊登" in editor.get(reverse("bulletin:issues-figure", args=[issue.pk, 1])).content.decode()
    )
    later = printed_later(office, made)
    for who in (office.editor, office.reader):
        old = client(who).get(url).content.decode()
        assert "见2020年第2期" in old and "“3家”应为“4家”" in old
        new = client(who).get(reverse("bulletin:issues-record", args=[later.pk])).content.decode()
        assert "更正2020年第1期" in new and url in new
        assert "见2020年第2期" in client(who).get(reverse("archive:read", args=[issue.pk])).content.decode()


def test_what_the_proofreader_found_becomes_a_correction(office: Office, proofreader) -> None:
    issue = office.signed(office.received("工地", "由区任建局负责。"))
    printed = issue.printed_items.get()
    remark = bulletin.remark_on_proofs(
        issue=issue, printed=printed, passage="区任建局", text="单位名有误", by=proofreader
    )
    url = f"{reverse('archive:correct', args=[issue.pk])}?remark={remark.pk}"
    text = client(office.editor).get(url).content.decode()
    assert "单位名有误" in text and "区任建局" in text
    data = {"printed": printed.pk, "was": "区任建局", "becomes": "区住建局"}
    assert client(office.editor).post(url, data).status_code == 302
    made = Correction.objects.get()
    remark.refresh_from_db()
    assert (made.remark, remark.state) == (remark, "to_correct")
    assert made.item.body == "本刊2020年第1期《工地》一文中的“区任建局”应为“区住建局”。特此更正。"


@pytest.mark.parametrize(
    ("was", "becomes", "why"),
    [
        ("", "乙", "请写明"),
        ("甲", "", "请写明"),
        ("甲", "甲", "一样"),
        ("甲", "[[towns.counted]]", "普通文字"),
    ],
)
def test_a_correction_says_what_was_and_what_should_be(office: Office, was, becomes, why) -> None:
    with pytest.raises(Refused, match=why):
        actions.correct_passage(issue=office.signed(), was=was, becomes=becomes, by=office.editor)


def test_an_unsigned_issue_is_edited_not_corrected(office: Office) -> None:
    with pytest.raises(Refused, match="还没有签发"):
        actions.correct_passage(issue=office.issue(), was="甲", becomes="乙", by=office.editor)
