"""What people meet around the pages: ways that lead to them, lists in the order of their days, histories in words."""

from django.test import Client
from django.urls import reverse

from taizhang.archive import actions as archive
from taizhang.bulletin.actions import Addressee, choose_recipients, write_recipients
from taizhang.bulletin.views.checks import _checked
from taizhang.journal.timeline import timeline
from taizhang.organisation.models import User
from tests import factories
from tests.archive.layouts import PLAIN
from tests.bulletin.conftest import Office


def client(user: User) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def test_who_writes_is_led_to_drafting_from_figures(office: Office) -> None:
    way = reverse("bulletin:templates-draft")
    assert way in client(office.reporter).get(reverse("bulletin:items")).content.decode()
    assert way not in client(office.reader).get(reverse("bulletin:items")).content.decode()


def test_who_may_settle_the_archive_is_led_to_its_settings(office: Office) -> None:
    way = reverse("archive:settings")
    assert way in client(office.chief).get(reverse("archive:search")).content.decode()
    assert way not in client(office.editor).get(reverse("archive:search")).content.decode()


def test_old_issues_stand_at_their_days_with_their_items(office: Office) -> None:
    office.signed(office.received())
    archivist = factories.person("archivist")
    intake = archive.take_in(data=PLAIN.encode(), name="2018-12.txt", by=archivist)
    old = archive.enter_issue(intake=intake, by=archivist)
    unsigned = office.issue()
    page = client(office.editor).get(reverse("bulletin:issues")).context["page"]
    assert [line.cells[0].text for line in page.lines] == ["未编号", "第1期", "第12期"]
    assert [line.cells[4].text for line in page.lines] == ["0", "1", str(old.printed_items.count())]
    assert unsigned.number is None


def test_the_history_of_an_issue_names_its_lists_in_words(office: Office) -> None:
    issue = office.issue()
    entry = {
        "name": "各单位",
        "line": "sent_to",
        "printed": "各单位",
        "entries": [Addressee(unit=office.other)],
    }
    choose_recipients(issue=issue, lists=[write_recipients(by=office.editor, **entry)], by=office.editor)
    titles = [title for moment in timeline(issue) for title, _old, _new in moment.changes]
    assert "送发名单" in titles and "recipients" not in titles


def test_a_live_figure_is_led_to_no_other_figure(office: Office) -> None:
    item = office.received(body="任务书下达镇办数不少于[[towns.counted]]。")
    [entry] = _checked(item, office.editor).shown.entries
    assert (entry.tone, entry.live, entry.figure, entry.url) == ("good", True, "", "")
    assert entry.finding.why.startswith("活数字")
