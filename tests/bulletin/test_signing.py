"""The signing: number and date, figures with their rows, a text that nothing changes any more."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import translation

from taizhang.bulletin import actions, printing
from taizhang.bulletin.models import Issue, IssueRun, Item
from taizhang.figures.frozen import difference
from taizhang.figures.models import PrintedFigure
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.journal import chain
from taizhang.journal.models import Event
from taizhang.organisation.models import Post, User
from tests import factories
from tests.bulletin.conftest import TODAY, Office, Towns

BODY = "一、情况\n共有[[towns.counted]]，出动[[towns.turnouts|show=yu]]，再说一遍[[towns.counted]]。"


def test_the_signing_gives_number_date_and_the_head_of_the_journal(office: Office) -> None:
    actions.set_run(year=2020, last_number=46, by=office.chief)
    issue = office.signed()
    assert (issue.state, issue.year, issue.number, issue.issued_on) == ("frozen", 2020, 47, TODAY)
    assert issue.signed_by == office.issuer
    head = Event.objects.get(seq=issue.head_seq)
    assert head.hash == issue.head_hash and issue.head_hash in issue.colophon
    assert chain.verify(issue.head_hash).fault == ""
    assert Item.objects.get().state == "used"


def test_two_signings_give_48_and_49(office: Office) -> None:
    actions.set_run(year=2020, last_number=47, by=office.chief)
    first, second = (office.reviewed(office.received(title)) for title in ("甲", "乙"))
    assert actions.sign_issue(issue=second, by=office.issuer).number == 48
    assert actions.sign_issue(issue=first, by=office.issuer).number == 49
    with pytest.raises(Conflict, match="已签发"):
        actions.sign_issue(issue=first, by=office.issuer)
    assert IssueRun.objects.get().last_number == 49


def test_a_refused_signing_takes_no_number_and_freezes_nothing(office: Office) -> None:
    issue = office.reviewed(office.received())
    actions.set_run(year=2020, last_number=47, by=office.chief)
    item = Item.objects.get()
    Item.objects.filter(pk=item.pk).update(body="共[[towns.nothing]]。")
    with pytest.raises(Refused, match="不能签发"):
        actions.sign_issue(issue=issue, by=office.issuer)
    issue.refresh_from_db()
    assert (issue.state, issue.number) == ("to_sign", None)
    assert not PrintedFigure.objects.exists() and IssueRun.objects.get().last_number == 47


def test_a_character_that_no_font_has_is_named_before_the_signing(office: Office) -> None:
    issue = office.reviewed(office.received(body="稀见字\U0002ffff一个。"))
    with pytest.raises(Refused, match="2FFFF"):
        actions.sign_issue(issue=issue, by=office.issuer)
    issue.refresh_from_db()
    assert issue.state == "to_sign"


def test_the_database_itself_keeps_a_number_from_being_given_twice(office: Office) -> None:
    issue = office.signed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Issue.objects.filter(pk=office.issue().pk).update(year=issue.year, number=issue.number)


def test_a_supplement_has_a_run_of_its_own(office: Office) -> None:
    assert office.signed().number == 1
    extra = office.signed(office.received("示例·增刊"), supplement=True)
    assert (extra.number, str(extra)) == (1, "2020年增刊第1期")


def test_a_run_is_never_set_below_a_number_that_was_given(office: Office) -> None:
    actions.set_run(year=2020, last_number=46, by=office.chief)
    office.signed()
    with pytest.raises(Refused, match="不能往回设"):
        actions.set_run(year=2020, last_number=10, by=office.chief)
    with pytest.raises(NotPermitted):
        actions.set_run(year=2020, last_number=60, by=office.editor)


def test_only_the_issuer_signs_and_never_who_edited_last(office: Office) -> None:
    item = office.received()
    with pytest.raises(NotPermitted, match="签发信息"):
        actions.sign_issue(issue=office.reviewed(item), by=office.chief)
    both = factories.person("issuer")
    Post.objects.create(user=both, unit=both.unit, role="editor", since=TODAY)
    both = User.objects.get(pk=both.pk)
    issue = office.issue(office.received("示例·另一篇"))
    actions.change_issue(issue=issue, by=both, copies=120)
    actions.send_to_first_review(issue=issue, by=office.editor)
    actions.pass_first_review(issue=issue, by=office.editor)
    actions.pass_second_review(issue=issue, by=office.chief)
    with pytest.raises(NotPermitted, match="最后编改"):
        actions.sign_issue(issue=issue, by=both)
    assert actions.sign_issue(issue=issue, by=office.issuer).number == 1


def test_figures_are_numbered_through_the_issue_and_each_is_kept_once(office: Office, towns: Towns) -> None:
    issue = office.reviewed(office.received("甲", BODY), office.received("乙", BODY))
    towns.asked.clear()
    signed = actions.sign_issue(issue=issue, by=office.issuer)
    assert len(towns.asked) == 2  # the rows of each distinct figure were read once
    shown = [(each.n, each.printed.shown) for each in signed.figures.select_related("printed")]
    assert shown == [(1, "3家"), (2, "120余人次"), (3, "3家"), (4, "3家"), (5, "120余人次"), (6, "3家")]
    assert PrintedFigure.objects.count() == 2
    first = signed.printed_items.first()
    assert first.paragraphs[0] == {"level": "first", "runs": ["一、情况"]}
    assert first.paragraphs[1]["runs"][1] == {"n": 1, "number": "3", "unit": "家"}


def test_a_later_row_changes_no_byte_of_the_paper_and_shows_as_a_difference(office: Office) -> None:
    issue = office.signed(office.received(body=BODY))
    before = printing.pdf_of(issue), printing.docx_of(issue)
    factories.unit("后补的镇", parent=office.bureau)
    again = Issue.objects.get(pk=issue.pk)
    assert (printing.pdf_of(again), printing.docx_of(again)) == before
    now = difference(again.figures.first().printed)
    assert (now.now_shown, [row.cells[0] for row in now.added]) == ("4家", ["后补的镇"])


def test_nothing_of_a_signed_issue_can_be_edited(office: Office) -> None:
    item = office.received()
    issue = office.signed(item)
    item.refresh_from_db()
    given = {"version": item.version, "title": "题", "body": "文", "source": ""}
    with pytest.raises(Conflict, match="已采用"):
        actions.change_item(item=item, by=office.reporter, **given)
    with pytest.raises((Conflict, NotPermitted)):
        actions.change_item(item=item, by=office.editor, **given)
    with pytest.raises(Conflict, match="更正请登在以后的一期"):
        actions.change_issue(issue=issue, by=office.editor, masthead="别名")
    with pytest.raises(Conflict):
        actions.place_item(issue=issue, item=office.received("示例·后来"), by=office.editor)
    with pytest.raises(Conflict):
        actions.take_out_item(issue=issue, item=item, by=office.editor)


def test_the_paper_is_made_of_what_was_kept_even_if_the_item_is_changed_behind_its_back(
    office: Office,
) -> None:
    issue = office.signed()
    before = printing.pdf_of(issue)
    Item.objects.update(title="偷改", body="偷改")
    assert printing.pdf_of(Issue.objects.get(pk=issue.pk)) == before


def test_the_paper_speaks_chinese_whatever_the_signers_screen_speaks(office: Office) -> None:
    issue = office.reviewed(office.received())
    with translation.override("en"):
        signed = actions.sign_issue(issue=issue, by=office.issuer)
    assert signed.figures.first().printed.title == "镇办数"
    assert printing.issue_document(signed).number_line == "第1期"


def test_a_preview_has_no_number_and_says_so(office: Office) -> None:
    issue = office.issue(office.received())
    document = printing.issue_document(issue)
    assert document.number is None and "未签发" in document.number_line
    assert printing.pdf_of(issue).startswith(b"%PDF")
