"""What strangers may read: sent issues that were made public, and never one with a secrecy mark."""

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.archive import actions
from taizhang.archive.models import Openness
from taizhang.foundation.refusals import NotPermitted, Refused
from tests.bulletin.conftest import Office


def status(number: int = 1, name: str = "public_issue") -> int:
    return Client().get(reverse(name, args=[2020, number])).status_code


def test_an_issue_is_inside_until_it_is_made_public(office: Office, sent) -> None:
    issue = sent()
    assert status() == 404 and status(name="public_issue_pdf") == 404 and status(99) == 404
    with pytest.raises(NotPermitted):
        actions.set_openness(issue=issue, public=True, by=office.editor)
    actions.set_openness(issue=issue, public=True, by=office.chief)
    answer = Client().get(reverse("public_issue", args=[2020, 1]))
    text = answer.content.decode()
    assert answer.status_code == 200 and "共有" in text and "3家" in text
    assert "/bulletin/" not in text and "/figures/" not in text and "台账日志" not in text
    pdf = Client().get(reverse("public_issue_pdf", args=[2020, 1]))
    assert pdf["Content-Type"] == "application/pdf" and pdf.content.startswith(b"%PDF")
    assert issue.history.last().kind == "opened_to_public"
    actions.set_openness(issue=issue, public=False, by=office.issuer)
    assert status() == 404


def test_the_district_may_open_all_that_are_sent(office: Office, proofed, readers) -> None:
    with pytest.raises(NotPermitted):
        actions.settle(public_by_default=True, by=office.editor)
    actions.settle(public_by_default=True, by=office.chief)
    issue = proofed()
    assert status() == 404  # not sent yet
    actions.send_issue(issue=issue, lists=[readers], by=office.editor)
    assert status() == 200
    actions.set_openness(issue=issue, public=False, by=office.chief)
    assert status() == 404


@pytest.mark.parametrize("mark", [{"secrecy": "内部资料"}, {"serial": "000012"}])
def test_a_marked_issue_is_never_public(office: Office, sent, mark) -> None:
    actions.settle(public_by_default=True, by=office.chief)
    issue = sent(**mark)
    assert status() == 404
    with pytest.raises(Refused, match="密级或份号"):
        actions.set_openness(issue=issue, public=True, by=office.chief)
    Openness.objects.create(issue=issue, is_public=True, by=office.chief)
    assert status() == 404


def test_a_supplement_has_an_address_of_its_own(office: Office, sent) -> None:
    actions.settle(public_by_default=True, by=office.chief)
    sent(supplement=True)
    assert status() == 404
    assert status(name="public_supplement") == 200 and status(name="public_supplement_pdf") == 200


def test_the_page_of_the_issue_says_whether_it_is_public(office: Office, sent) -> None:
    issue = sent()
    chief = Client()
    chief.force_login(office.chief)
    url = reverse("bulletin:issues-record", args=[issue.pk])
    assert "内部" in chief.get(url).content.decode()
    assert chief.post(reverse("archive:openness", args=[issue.pk]), {"public": "1"}).status_code == 302
    assert reverse("public_issue", args=[2020, 1]) in chief.get(url).content.decode()
    settings = reverse("archive:settings")
    assert chief.post(settings, {"remind_after": "3"}).status_code == 302
    assert 'value="3"' in chief.get(settings).content.decode()
