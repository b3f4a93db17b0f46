"""The demo's issue 47: every number out of the ledgers, signed, printed, and told in words of its own."""

import re
from pathlib import Path

import pytest

from taizhang.bulletin import printing
from taizhang.bulletin.models import Issue, Item
from taizhang.bulletin.views.figures import moved_figures
from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.journal import chain

pytestmark = pytest.mark.django_db

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference" / "issue-47.txt"
LONGEST_SHARED = 12  # characters that a name or a turn of speech may share with another text


def test_issue_47_prints_the_figures_of_the_ledgers(demo: Cast) -> None:
    issue = Issue.objects.get(year=2020, number=47)
    assert (issue.state, issue.issued_on) == ("sent", STANDS_ON)
    shown = [figure.printed.shown for figure in issue.figures.select_related("printed")]
    assert shown == [
        "23个", "225.7亿元", "8个", "2个", "15个", "5个", "2个", "105亿元", "8个",
        "120余人次", "60余次", "50余家", "75家", "6家", "175项", "100%",
    ]  # fmt: skip
    assert not moved_figures(issue)


def test_every_number_of_a_ledger_is_a_live_figure(demo: Cast) -> None:
    for item in Item.objects.all():
        prose = re.sub(r"\[\[.*?\]\]|\d+月\d+日|\d{4}年|\d+亿元以上", "", item.body)
        assert not re.search(r"\d", prose), item.title


def test_the_signer_the_reviewer_and_the_editor_are_three_people(demo: Cast) -> None:
    issue = Issue.objects.get(number=47)
    hands = {event.kind: event.by_id for event in issue.history}
    assert len({hands["sign"], hands["pass_second_review"], hands["pass_first_review"]}) == 3
    assert chain.verify(issue.head_hash).fault == ""


def test_something_waits_for_the_next_issue(demo: Cast) -> None:
    assert Issue.objects.get(number=None).state == "assembling"
    assert sorted(Item.objects.exclude(state="used").values_list("state", flat=True)) == [
        "draft", "merged", "merged", "received", "received", "received", "returned", "submitted", "to_confirm",
    ]  # fmt: skip


def test_two_prints_are_the_same_bytes(demo: Cast) -> None:
    issue = Issue.objects.get(number=47)
    assert printing.pdf_of(issue) == printing.pdf_of(Issue.objects.get(pk=issue.pk))


def test_no_sentence_is_taken_from_the_reference(demo: Cast) -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference text is not in the repository")
    blank = re.compile(r"\s+")
    theirs = blank.sub("", REFERENCE.read_text(encoding="utf-8"))
    for item in Item.objects.all():
        ours = blank.sub("", item.title + item.body)
        pieces = {ours[at : at + LONGEST_SHARED] for at in range(len(ours) - LONGEST_SHARED + 1)}
        assert not {piece for piece in pieces if piece in theirs}, item.title
