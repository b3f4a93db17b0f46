"""Two-way commitments, leaders' links, planned months of start: what is late, who is told, who sees it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.figures.indicator import Scope
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.investment import planned_starts
from taizhang.investment.actions import commitments as actions
from taizhang.investment.actions.commitments import CommitmentEntry
from taizhang.investment.actions.leaders import LinkEntry, change_link, link_leader
from taizhang.investment.actions.projects import change_project, register_project
from taizhang.investment.actions.rules import set_rules
from taizhang.investment.actions.stages import set_aside
from taizhang.investment.cautions import units_that_missed_a_start
from taizhang.investment.desk_cards import my_chains, my_overdue_promises, my_projects
from taizhang.investment.lead_reminders import REMINDERS
from taizhang.investment.link_registers import COMMITMENTS, LEADER_LINKS
from taizhang.investment.models import Commitment, LeaderLink, Project
from taizhang.investment.registers import PROJECTS
from taizhang.organisation.models import User
from tests import factories
from tests.investment.lead_makers import JUNE_1, JUNE_19, followed_up, promised, reported, stand_on
from tests.investment.makers import entry, negotiated, signed, wan

RULES = {rule.key: rule for rule in REMINDERS}


@pytest.fixture
def leader(db: None) -> User:
    return factories.person("leader")


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def due(key: str, day: date) -> list[tuple[int, date, tuple[int, ...]]]:
    return [(each.subject_id, each.on, each.user_ids) for each in RULES[key].find(day)]


# Two-way commitments


def test_a_promise_is_open_overdue_kept_broken_waived_and_put_back(verifier: User, clerk: User) -> None:
    project = negotiated(clerk)
    row = promised(clerk, project)
    assert not row.is_overdue(JUNE_19) and row.is_overdue(date(2020, 6, 20))
    assert list(Commitment.objects.overdue(date(2020, 6, 20))) == [row]
    assert not Commitment.objects.overdue(JUNE_19).exists()
    actions.keep_commitment(by=clerk, commitment=row, on=date(2020, 6, 25))
    assert (row.state, row.kept_on) == ("kept", date(2020, 6, 25)) and not row.is_overdue(date(2021, 1, 1))
    for step in ("reopen", "break_off", "waive"):
        with pytest.raises(Refused):
            actions.settle_commitment(by=clerk, commitment=row, transition=step, reason=" ")
        actions.settle_commitment(by=clerk, commitment=row, transition=step, reason="说明")
        assert row.kept_on is None
    with pytest.raises(Conflict):
        actions.keep_commitment(by=clerk, commitment=row, on=JUNE_19)
    assert [event.kind for event in row.history] == ["created", "keep", "reopen", "break_off", "waive"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"kind": "land"}, "kind"),
        ({"side": "government", "kind": "tax"}, "kind"),
        ({"side": "government", "kind": "land"}, "duty_unit"),
        ({"text": " "}, "text"),
        ({"amount": wan("-1")}, "amount"),
    ],
)
def test_a_promise_that_makes_no_sense_is_refused(
    verifier: User, clerk: User, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        promised(clerk, negotiated(clerk), **values)
    assert refusal.value.field == field and not Commitment.objects.exists()


def test_promises_are_recorded_for_the_own_units_live_projects(
    verifier: User, clerk: User, rival: User
) -> None:
    project = negotiated(clerk)
    with pytest.raises(NotPermitted):
        promised(rival, project)
    set_aside(by=clerk, project=project, transition="lose", on=JUNE_19, reason="投资方退出")
    with pytest.raises(Refused, match="请先恢复项目"):
        promised(clerk, Project.objects.get())


def test_only_an_open_promise_is_changed(verifier: User, clerk: User) -> None:
    row = promised(clerk, negotiated(clerk))
    later = CommitmentEntry("investor", "start", "示例·按期开工", date(2020, 9, 30), amount=wan("1"))
    changed = actions.change_commitment(by=clerk, commitment=row, entry=later)
    assert changed.due_on == date(2020, 9, 30)
    assert changed.history.last().detail["changed"]["due_on"] == ["2020-06-19", "2020-09-30"]
    actions.change_commitment(by=clerk, commitment=row, entry=later)
    assert changed.history.count() == 2
    actions.keep_commitment(by=clerk, commitment=row, on=JUNE_19)
    with pytest.raises(Refused, match="要改请先重新挂账"):
        actions.change_commitment(by=clerk, commitment=row, entry=later)


def test_the_unit_that_has_to_keep_a_promise_sees_it_and_not_the_project(
    verifier: User, clerk: User, rival: User
) -> None:
    project = negotiated(clerk)
    row = promised(clerk, project, side="government", kind="land", duty_unit=rival.unit)
    own = promised(clerk, project)
    page = of(rival).get(COMMITMENTS.url("record", pk=row.pk))
    assert page.status_code == 200 and PROJECTS.url("record", pk=project.pk) not in page.content.decode()
    assert of(rival).get(COMMITMENTS.url("record", pk=own.pk)).status_code == 404
    assert of(rival).get(COMMITMENTS.url("edit", pk=row.pk)).status_code == 403
    assert of(clerk).get(COMMITMENTS.url("record", pk=own.pk)).status_code == 200


def test_the_project_page_shows_promises_and_marks_the_overdue(verifier: User, clerk: User) -> None:
    stand_on(date(2020, 6, 20))
    project = negotiated(clerk)
    address = PROJECTS.url("record", pk=project.pk)
    assert "还没有登记承诺" in of(clerk).get(address).content.decode()
    client = of(clerk)
    typed = {
        "side": "investor",
        "kind": "start",
        "text": "示例·六月开工",
        "due_on": "2020-06-19",
        "amount": "1.5",
    }
    assert client.post(f"{COMMITMENTS.url('add')}?project={project.pk}", typed).url == address
    page = client.get(address).content.decode()
    assert "示例·六月开工" in page and "1.5 亿元" in page and "已逾期" in page
    assert "逾期未兑现的承诺" in client.get("/").content.decode()
    row = Commitment.objects.get()
    lines = client.get(COMMITMENTS.url(), {"state": "overdue"}).context["page"].lines
    assert [line.pk for line in lines] == [row.pk]
    step = f"/investment/commitments/{row.pk}/step"
    assert client.get(f"{step}/nonsense/").status_code == 404
    assert client.post(f"{step}/keep/", {"on": "2020-06-20"}).status_code == 302
    assert "迟 1 天" in client.get(COMMITMENTS.url("record", pk=row.pk)).content.decode()
    assert not client.get(COMMITMENTS.url(), {"state": "overdue"}).context["page"].lines
    form = client.get(COMMITMENTS.url("add")).context["form"]
    assert "project" in form.fields
    typed["project"] = "没有这个项目"
    assert client.post(COMMITMENTS.url("add"), typed).status_code == 422


# Leaders' links


def test_a_leader_answers_for_one_thing_from_a_day_to_a_day(
    verifier: User, clerk: User, leader: User
) -> None:
    project = negotiated(clerk)
    link = link_leader(by=verifier, entry=LinkEntry(leader, JUNE_1, project=project))
    link_leader(by=verifier, entry=LinkEntry(leader, JUNE_19, chain="智能制造"))
    links = LeaderLink.objects.of_leader(leader, date(2020, 6, 18))
    assert [str(each) for each in links] == [str(project)]
    assert LeaderLink.objects.of_leader(leader, JUNE_19).count() == 2
    assert not LeaderLink.objects.of_leader(verifier, JUNE_19).exists()
    change_link(by=verifier, link=link, since=JUNE_1, until=JUNE_19, duty="协调用地")
    assert LeaderLink.objects.of_leader(leader, JUNE_19).count() == 2
    assert LeaderLink.objects.of_leader(leader, date(2020, 6, 20)).count() == 1
    assert [event.kind for event in link.history] == ["created", "changed"]


def test_a_link_that_makes_no_sense_is_refused(verifier: User, clerk: User, leader: User) -> None:
    project = negotiated(clerk)
    link_leader(by=verifier, entry=LinkEntry(leader, JUNE_1, project=project))
    wrong = (
        (LinkEntry(leader, JUNE_1), "project"),
        (LinkEntry(leader, JUNE_1, project=project, chain="智能制造"), "project"),
        (LinkEntry(leader, JUNE_19, until=JUNE_1, chain="智能制造"), "until"),
        (LinkEntry(clerk, JUNE_1, chain="智能制造"), "leader"),
        (LinkEntry(leader, JUNE_19, project=project), "leader"),
    )
    for given, field in wrong:
        with pytest.raises(Refused) as refusal:
            link_leader(by=verifier, entry=given)
        assert refusal.value.field == field
    with pytest.raises(NotPermitted):
        link_leader(by=clerk, entry=LinkEntry(leader, JUNE_1, chain="智能制造"))


def test_a_leaders_page_has_the_own_projects_chains_and_late_promises(
    verifier: User, clerk: User, leader: User
) -> None:
    mine, other = signed(verifier, "3", name="示例·甲", chain="智能制造"), negotiated(clerk, chain="智能制造")
    link_leader(by=verifier, entry=LinkEntry(leader, JUNE_1, project=mine))
    link_leader(by=verifier, entry=LinkEntry(leader, JUNE_1, chain="智能制造"))
    late = promised(clerk, mine, JUNE_1, text="示例·迟")
    promised(clerk, mine, date(2020, 7, 1)), promised(clerk, other, JUNE_1)
    [row] = my_projects(leader, JUNE_19)
    assert (row.title, row.instruct) == ("示例·甲", ("investment.project", mine.pk)) and "3 亿元" in row.note
    assert [row.note for row in my_chains(leader, JUNE_19)] == ["已签约 1 个，在谈 1 个"]
    assert [row.url for row in my_overdue_promises(leader, JUNE_19)] == [
        COMMITMENTS.url("record", pk=late.pk)
    ]
    assert my_projects(leader, date(2020, 5, 31)) == [] and my_projects(verifier, JUNE_19) == []


def test_links_are_made_and_ended_on_their_pages(verifier: User, clerk: User, leader: User) -> None:
    stand_on(JUNE_19)
    project, client = negotiated(clerk), of(verifier)
    typed = {"leader": str(leader.pk), "project": project.name, "since": "2020-06-01", "duty": "协调"}
    address = PROJECTS.url("record", pk=project.pk)
    assert client.post(f"{LEADER_LINKS.url('add')}?project={project.pk}", typed).url == address
    assert "协调" in client.get(address).content.decode()
    link = LeaderLink.objects.get()
    edit = LEADER_LINKS.url("edit", pk=link.pk)
    assert (
        client.post(edit, {"since": "2020-06-01", "until": "2020-06-18", "duty": "协调"}).status_code == 302
    )
    assert not client.get(LEADER_LINKS.url()).context["page"].lines
    assert len(client.get(LEADER_LINKS.url(), {"ended": "all"}).context["page"].lines) == 1
    assert of(clerk).get(LEADER_LINKS.url("record", pk=link.pk)).status_code == 200
    assert of(clerk).get(edit).status_code == 403
    assert client.post(LEADER_LINKS.url("add"), {**typed, "chain": "智能制造"}).status_code == 422


# Planned months of start


@pytest.mark.parametrize(
    ("planned", "day", "grace", "missed"),
    [
        (date(2020, 6, 1), date(2020, 6, 30), 0, False),
        (date(2020, 6, 1), date(2020, 7, 1), 0, True),
        (date(2020, 6, 17), date(2020, 7, 1), 0, True),
        (date(2020, 6, 1), date(2020, 7, 15), 15, False),
        (date(2020, 6, 1), date(2020, 7, 16), 15, True),
        (date(2019, 12, 1), date(2020, 1, 1), 0, True),
        (None, date(2020, 7, 1), 0, False),
    ],
)
def test_a_planned_month_is_missed_when_it_is_over_with_its_grace(
    planned: date | None, day: date, grace: int, missed: bool
) -> None:
    assert planned_starts.missed(planned, None, day, grace) is missed
    assert not planned_starts.missed(planned, day, day, grace)


def test_a_missed_start_dims_the_units_light_until_the_project_starts_or_is_set_aside(
    verifier: User, clerk: User
) -> None:
    signed(verifier, planned_start_on=date(2020, 5, 1), started_on=JUNE_19, landed_on=JUNE_19)
    project = signed(verifier, unit=factories.unit("中心路街道"), planned_start_on=date(2020, 5, 1))

    def units(day: date) -> set[int]:
        return set(units_that_missed_a_start(Scope.of(day)))

    town, other = factories.unit("峡窝镇").pk, factories.unit("中心路街道").pk
    assert units(date(2020, 5, 31)) == set()
    assert units(date(2020, 6, 18)) == {town, other}
    assert units(JUNE_19) == {other}
    set_rules(by=verifier, year=2020, effective_on=date(2020, 6, 20), start_grace_days=60)
    assert units(date(2020, 6, 20)) == set()
    assert units(date(2020, 8, 1)) == {other}
    set_aside(by=verifier, project=project, transition="pause", on=date(2020, 8, 2), reason="缓建")
    assert units(date(2020, 8, 1)) == {other} and units(date(2020, 8, 2)) == set()


def test_the_planned_month_is_entered_shown_and_journalled(verifier: User, clerk: User) -> None:
    stand_on(JUNE_19)
    first = entry("2", name="示例·甲")
    project = register_project(by=clerk, entry=first)
    client, edit = of(clerk), PROJECTS.url("edit", pk=project.pk)
    initial = {key: value for key, value in client.get(edit).context["form"].initial.items() if value}
    typed = {**initial, "unit": str(clerk.unit.pk), "planned_start_on": "2020-05"}
    assert client.post(edit, typed).status_code == 302
    project.refresh_from_db()
    assert project.planned_start_on == date(2020, 5, 1)
    assert project.history.last().detail["changed"] == {"planned_start_on": [None, "2020-05-01"]}
    assert "2020-05，已过期未开工" in client.get(PROJECTS.url("record", pk=project.pk)).content.decode()
    assert 'value="2020-05"' in client.get(edit).content.decode()
    answer = client.post(edit, {**typed, "planned_start_on": "五月"})
    assert answer.status_code == 422 and "请写成 2020-06" in answer.content.decode()
    change_project(by=clerk, project=project, entry=first)
    project.refresh_from_db()
    assert project.planned_start_on is None


# Reminders


@pytest.fixture
def papers(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


def test_a_report_near_its_end_reminds_its_clerks_once_for_each_end(
    papers: None, verifier: User, clerk: User, rival: User
) -> None:
    lead = reported(clerk)
    end = date(2020, 7, 1)
    assert due("investment.stale_lead", date(2020, 6, 25)) == []
    for day in (date(2020, 6, 26), end):
        assert due("investment.stale_lead", day) == [(lead.pk, end, (clerk.pk,))]
    assert due("investment.expired_lead", end) == []
    expired = due("investment.expired_lead", date(2020, 7, 2))
    assert expired == [(lead.pk, end, (clerk.pk, verifier.pk))]
    assert due("investment.stale_lead", date(2020, 7, 2)) == []
    followed_up(clerk, lead, date(2020, 7, 2))
    assert due("investment.expired_lead", date(2020, 7, 3)) == []
    assert due("investment.stale_lead", date(2020, 8, 1)) == [(lead.pk, date(2020, 8, 1), (clerk.pk,))]


def test_missed_starts_and_overdue_promises_remind_those_concerned(
    verifier: User, clerk: User, rival: User
) -> None:
    project = negotiated(clerk, planned_start_on=date(2020, 5, 1))
    row = promised(clerk, project, JUNE_1, side="government", kind="land", duty_unit=rival.unit)
    assert due("investment.missed_start", date(2020, 5, 31)) == []
    assert due("investment.missed_start", JUNE_1) == [(project.pk, date(2020, 5, 1), (clerk.pk,))]
    assert due("investment.overdue_commitment", JUNE_1) == []
    assert due("investment.overdue_commitment", JUNE_19) == [(row.pk, JUNE_1, (clerk.pk, rival.pk))]


def test_every_rule_asks_as_often_whatever_it_finds(verifier: User, clerk: User) -> None:
    def asked() -> list[int]:
        counts = []
        for rule in REMINDERS:
            with CaptureQueriesContext(connection) as queries:
                found = list(rule.find(date(2020, 6, 28)))
            counts.append(len(queries))
            assert found
        return counts

    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            project = negotiated(clerk, planned_start_on=date(2020, 4, 1))
            promised(clerk, project, JUNE_1)
            reported(clerk, f"示例·{number}", JUNE_1), reported(clerk, f"示例·旧{number}", date(2020, 4, 1))

    fill(0, 2)
    few = asked()
    fill(2, 20)
    assert asked() == few


@pytest.mark.parametrize("register", [COMMITMENTS, LEADER_LINKS], ids=lambda register: register.key)
def test_a_list_asks_as_often_whatever_its_rows(
    verifier: User, clerk: User, leader: User, register: Any
) -> None:
    client = of(verifier)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(register.url()).status_code == 200
        return len(queries)

    def fill(rows: int) -> None:
        for _number in range(rows):
            project = negotiated(clerk)
            promised(clerk, project)
            link_leader(by=verifier, entry=LinkEntry(leader, JUNE_1, project=project))

    fill(3)
    asked()
    few = asked()
    fill(30)
    assert asked() == few


def test_a_projects_page_asks_as_often_whatever_was_promised(
    verifier: User, clerk: User, leader: User
) -> None:
    project, client = negotiated(clerk), of(clerk)
    address = PROJECTS.url("record", pk=project.pk)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            day = date(2020, 6, 1 + number)
            promised(
                clerk, project, day, side="government", kind="land", duty_unit=factories.unit("区住建局")
            )
            link_leader(by=verifier, entry=LinkEntry(leader, day, day, project=project))

    fill(0, 2)
    asked()
    few = asked()
    fill(2, 20)
    assert asked() == few
