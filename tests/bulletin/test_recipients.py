"""Lists of recipients: kept by the office, chosen for an issue, printed in its foot, and the people behind them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.actions import Addressee
from taizhang.bulletin.models import RecipientList
from taizhang.bulletin.recipients import people_of
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.organisation.models import Post
from tests import factories
from tests.bulletin.conftest import Office


def listed(office: Office, *entries: Addressee, name: str = "各单位", line: str = "distributed_to", **more):
    entries = entries or (Addressee(unit=office.bureau),)
    return actions.write_recipients(
        name=name, line=line, printed=name, entries=entries, by=office.editor, **more
    )


def client(user) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def test_a_list_needs_a_name_of_its_own_and_somebody_in_it(office: Office) -> None:
    listed(office)
    with pytest.raises(Refused, match="已有叫"):
        listed(office)
    with pytest.raises(Refused, match="还没有人"):
        actions.write_recipients(name="空", line="sent_to", printed="", entries=[], by=office.editor)
    with pytest.raises(NotPermitted):
        actions.write_recipients(
            name="别的", line="sent_to", printed="", entries=[Addressee(role="leader")], by=office.reporter
        )


def test_the_lists_of_an_issue_fill_its_foot_and_stay_with_it(office: Office) -> None:
    issue = office.issue(sent_to="旧的")
    leaders = listed(office, Addressee(role="leader"), name="区级领导同志", line="sent_to")
    towns, bureaus = listed(office, name="各镇办"), listed(office, name="区直各单位")
    held = actions.choose_recipients(issue=issue, lists=[leaders, towns, bureaus], by=office.editor)
    assert (held.sent_to, held.distributed_to) == ("区级领导同志", "各镇办、区直各单位")
    assert [each.list for each in issue.recipients.all()] == [leaders, towns, bureaus]
    actions.choose_recipients(issue=issue, lists=[bureaus], by=office.editor)
    issue.refresh_from_db()
    assert (issue.sent_to, issue.distributed_to) == ("", "区直各单位")
    assert issue.last_edited_by == office.editor


def test_a_foot_that_would_be_too_long_is_refused(office: Office) -> None:
    lists = [listed(office, name=f"{n}" * 38) for n in range(9)]
    with pytest.raises(Refused, match="报尾最多"):
        actions.choose_recipients(issue=office.issue(), lists=lists, by=office.editor)


def test_the_lists_of_an_issue_are_fixed_once_it_waits_for_its_signing(office: Office) -> None:
    chosen = listed(office)
    issue = office.reviewed(office.received())
    with pytest.raises(Conflict, match="待签发"):
        actions.choose_recipients(issue=issue, lists=[chosen], by=office.editor)


def people(office: Office, *entries: Addressee) -> list:
    issue = office.issue()
    actions.choose_recipients(issue=issue, lists=[listed(office, *entries)], by=office.editor)
    return people_of(issue)


def test_a_unit_stands_for_those_who_receive_in_it_and_else_for_those_who_write(office: Office) -> None:
    assert [who for who, _why in people(office, Addressee(unit=office.other))] == [office.reader]
    head = factories.person("bureau_head", office.bureau)
    RecipientList.objects.update(active=False, name="旧名单")
    found = people(office, Addressee(unit=office.bureau))
    assert [who for who, _why in found] == [head, office.unit_signer]
    assert found[0][1] == "各单位：住建局"
    lone = factories.unit("档案馆", kind="bureau")
    writer = factories.person("reporter", lone)
    RecipientList.objects.filter(name="各单位").update(name="又一个")
    assert [who for who, _why in people(office, Addressee(unit=lone))] == [writer]


def test_a_unit_reaches_the_posts_of_the_units_below_it(office: Office) -> None:
    below = factories.person("reader", factories.unit("矿山街道"))
    assert below in [who for who, _why in people(office, Addressee(unit=office.bureau))]


def test_a_post_reaches_all_its_holders_a_person_themselves_and_nobody_twice(office: Office) -> None:
    leader = factories.person("leader")
    entries = (
        Addressee(role="leader"),
        Addressee(user=leader),
        Addressee(user=office.chief),
        Addressee(unit=office.other, role="reporter"),
        Addressee(outside="市委办公室", copies=2),
    )
    assert [who for who, _why in people(office, *entries)] == [leader, office.chief, office.stranger]


def test_who_has_left_the_post_or_the_office_is_not_reached(office: Office) -> None:
    Post.objects.filter(user=office.reader).update(until="2019-12-31")
    leader = factories.person("leader", is_active=False)
    entries = (Addressee(unit=office.other, role="reader"), Addressee(user=leader), Addressee(role="leader"))
    assert people(office, *entries) == []


def test_the_people_of_an_issue_take_two_queries_however_many_entries(
    office: Office, django_assert_num_queries
) -> None:
    issue = office.issue()
    units = [factories.unit(f"第{n}局", kind="bureau") for n in range(20)]
    for unit in units:
        factories.person("reader", unit)
    many = listed(office, *(Addressee(unit=unit) for unit in units))
    actions.choose_recipients(issue=issue, lists=[many], by=office.editor)
    with django_assert_num_queries(2):
        assert len(people_of(issue)) == 20


FORM = {
    "name": "各镇办",
    "line": "distributed_to",
    "printed": "各镇办主要负责同志",
    "role": "",
    "copies": "1",
}


def test_a_list_is_made_and_changed_on_its_pages(office: Office) -> None:
    editor = client(office.editor)
    assert "还没有送发名单" in editor.get(reverse("bulletin:recipients")).content.decode()
    filled = {
        **FORM,
        "units": [office.bureau.pk, office.other.pk],
        "posts": ["leader"],
        "outside": "市委办公室 2份\n省档案馆",
    }
    assert editor.post(reverse("bulletin:recipients-add"), filled).status_code == 302
    made = RecipientList.objects.get()
    outside = [(each.outside, each.copies) for each in made.entries.all() if each.outside]
    assert outside == [("市委办公室", 2), ("省档案馆", 1)] and made.entries.count() == 5
    page = editor.get(reverse("bulletin:recipients-record", args=[made.pk])).content.decode()
    assert "各镇办主要负责同志" in page and str(office.reader) in page and "纸质 2 份" in page
    form = editor.get(reverse("bulletin:recipients-edit", args=[made.pk])).content.decode()
    assert "市委办公室 2份" in form
    answer = editor.post(
        reverse("bulletin:recipients-edit", args=[made.pk]), {**FORM, "units": [office.other.pk]}
    )
    assert answer.status_code == 302 and made.entries.count() == 1
    assert made.history.last().detail["changed"]["entries"]
    before = made.history.count()
    editor.post(
        reverse("bulletin:recipients-edit", args=[made.pk]),
        {**FORM, "units": [office.other.pk], "position": 0},
    )
    assert made.history.count() == before
    editor.post(reverse("bulletin:recipients-switch", args=[made.pk]))
    assert "停用" in editor.get(reverse("bulletin:recipients")).content.decode()


def test_the_lists_are_the_offices(office: Office) -> None:
    made = listed(office)
    for user in (office.reporter, office.reader):
        assert client(user).get(reverse("bulletin:recipients")).status_code == 403
        assert client(user).get(reverse("bulletin:recipients-record", args=[made.pk])).status_code == 404
    issuer = client(office.issuer)
    assert issuer.get(reverse("bulletin:recipients-record", args=[made.pk])).status_code == 200
    assert issuer.get(reverse("bulletin:recipients-edit", args=[made.pk])).status_code == 403


def test_the_lists_of_an_issue_are_chosen_on_a_page(office: Office) -> None:
    issue, editor = office.issue(), client(office.editor)
    address = reverse("bulletin:issues-recipients", args=[issue.pk])
    assert editor.get(address)["Location"] == reverse("bulletin:recipients")
    made = listed(office)
    assert "各单位" in editor.get(address).content.decode()
    assert editor.post(address, {"lists": [made.pk]}).status_code == 302
    issue.refresh_from_db()
    assert issue.distributed_to == "各单位"
    assert client(office.reader).get(address).status_code == 404


def test_the_list_of_lists_takes_as_many_queries_for_many_as_for_few(office: Office) -> None:
    editor = client(office.editor)

    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert editor.get(reverse("bulletin:recipients")).status_code == 200
        return len(found)

    listed(office)
    queries()
    few = queries()
    for n in range(12):
        listed(office, name=f"第{n}组")
    assert queries() == few


def test_the_history_of_a_list_names_posts_and_people_in_words(office: Office) -> None:
    made = listed(office, Addressee(role="leader"), Addressee(user=office.reader))
    actions.change_recipients(
        list_=made, entries=[Addressee(unit=office.bureau, role="reader", copies=2)], by=office.editor
    )
    was, now = made.history.last().detail["changed"]["entries"]
    assert was == f"区领导、{office.reader}" and now == "住建局 收阅人×2"
