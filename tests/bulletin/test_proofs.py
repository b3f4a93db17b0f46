"""The proofs: looked at point by point, passed or remarked on, and the signed text as it was."""

import hashlib

import pytest
from django.test import Client
from django.urls import reverse

from taizhang.bulletin import actions, printing
from taizhang.bulletin.actions.proofing import LOOKED_AT
from taizhang.bulletin.models import Issue, ProofRemark
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from tests import factories
from tests.bulletin.conftest import Office

ALL = list(LOOKED_AT)


def client(user) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def test_the_proofs_pass_when_everything_was_looked_at(office: Office) -> None:
    proofreader, issue = factories.person("proofreader"), office.signed()
    with pytest.raises(Refused, match="还没有核对：页码、报头报尾"):
        actions.pass_proofs(issue=issue, looked_at=["layout", "figures", "names"], by=proofreader)
    assert Issue.objects.get().state == "frozen"
    passed = actions.pass_proofs(issue=issue, looked_at=ALL, note="第二页留意", by=proofreader)
    assert passed.state == "proofed"
    event = issue.history.last()
    assert event.kind == "pass_proofs" and event.detail["looked_at"] == ALL
    assert event.detail["pdf"] == hashlib.sha256(printing.pdf_of(issue)).hexdigest()
    with pytest.raises(Conflict, match="清样已校"):
        actions.pass_proofs(issue=passed, looked_at=ALL, by=proofreader)


def test_only_the_proofreader_passes_and_remarks(office: Office) -> None:
    issue = office.signed()
    for person in (office.editor, office.issuer, office.reader):
        with pytest.raises(NotPermitted):
            actions.pass_proofs(issue=issue, looked_at=ALL, by=person)
        with pytest.raises(NotPermitted):
            actions.remark_on_proofs(issue=issue, text="错字", by=person)


def test_an_unsigned_issue_has_no_proofs(office: Office) -> None:
    proofreader, issue = factories.person("proofreader"), office.reviewed(office.received())
    with pytest.raises(Conflict, match="待签发"):
        actions.pass_proofs(issue=issue, looked_at=ALL, by=proofreader)
    with pytest.raises(Conflict, match="不在校清样"):
        actions.remark_on_proofs(issue=issue, text="错字", by=proofreader)


def test_what_is_found_wrong_changes_no_byte_and_reaches_the_editor(office: Office) -> None:
    proofreader, issue = factories.person("proofreader"), office.signed()
    before = printing.pdf_of(issue)
    printed = issue.printed_items.get()
    remark = actions.remark_on_proofs(
        issue=issue, printed=printed, passage="共有", text="应为“共计有”", by=proofreader
    )
    assert printing.pdf_of(Issue.objects.get()) == before and remark.state == "open"
    assert issue.history.last().kind == "proofs_remarked"
    desk = client(office.editor).get("/").content.decode()
    assert "清样问题待处理的期刊" in desk
    with pytest.raises(Refused, match="须写明理由"):
        actions.dismiss_remark(remark=remark, reason=" ", by=office.editor)
    settled = actions.dismiss_remark(remark=remark, reason="两种写法都通", by=office.editor)
    assert (settled.state, settled.answer) == ("dismissed", "两种写法都通")
    assert "清样问题待处理的期刊" not in client(office.editor).get("/").content.decode()


def test_the_page_of_the_proofs(office: Office) -> None:
    proofreader, issue = factories.person("proofreader"), office.signed()
    url = reverse("bulletin:issues-proofs", args=[issue.pk])
    signed_in = client(proofreader)
    text = signed_in.get(url).content.decode()
    assert "逐项核对" in text and "姓名职务" in text and "还没有提出问题" in text
    answer = signed_in.post(url, {"pass": "1", "pass-looked_at": ["layout"]})
    assert answer.status_code == 422 and "还没有核对" in answer.content.decode()
    answer = signed_in.post(url, {"remark": "1", "remark-text": "第二页页码偏了"})
    assert answer.status_code == 302 and ProofRemark.objects.get().text == "第二页页码偏了"
    assert signed_in.post(url, {"pass": "1", "pass-looked_at": ALL}).status_code == 302
    assert Issue.objects.get().state == "proofed"
    text = client(office.editor).get(url).content.decode()
    assert "第二页页码偏了" in text and "不更正" in text and "逐项核对" not in text
    dismiss = reverse("bulletin:issues-proofs-dismiss", args=[issue.pk, ProofRemark.objects.get().pk])
    assert client(office.editor).post(dismiss, {"reason": "重印时已正"}).status_code == 302
    assert client(office.reader).get(url).status_code == 403


def test_the_proofreader_sees_on_the_desk_what_waits(office: Office) -> None:
    proofreader = factories.person("proofreader")
    assert "待校的清样" not in client(proofreader).get("/").content.decode()
    office.signed()
    assert "待校的清样" in client(proofreader).get("/").content.decode()
