"""First reports: their window, evidence that renews it, clashes that open nobody's file, and what becomes of them."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.evidence.models import Attachment
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.investment import lead_window
from taizhang.investment.actions import leads as actions
from taizhang.investment.actions.leads import LeadEntry
from taizhang.investment.actions.rules import set_rules
from taizhang.investment.actions.stages import set_aside
from taizhang.investment.lead_registers import LEADS
from taizhang.investment.lead_window import Standing
from taizhang.investment.models import Lead, LeadFollowUp, Project
from taizhang.investment.registers import PROJECTS
from taizhang.organisation.models import User
from tests import factories
from tests.investment.lead_makers import JUNE_1, JUNE_19, followed_up, reported, stand_on
from tests.investment.makers import entry, negotiated, signed

INVESTOR = "示例·启辰集团有限公司"
CODE = "91410100MA40000014"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path


@pytest.fixture
def other_clerk(db: None) -> User:
    return factories.person("investment_clerk", factories.unit("中心路街道"))


def of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def papers(lead: Lead) -> str:
    """The address of a report's papers, which is there for those who hold it."""
    return reverse("evidence:of", args=[lead.journal_type, lead.pk])


def kinds(lead: Lead) -> list[str]:
    return [event.kind for event in lead.history]


def shown(user: User, **params: str) -> list[str]:
    return [line.cells[0].text for line in of(user).get(LEADS.url(), params).context["page"].lines]


# The window


def test_a_window_ends_so_many_days_after_the_contact_and_its_last_days_are_near_the_end() -> None:
    end = lead_window.last_day(JUNE_1, 30)
    assert end == date(2020, 7, 1)
    days = [end - timedelta(6), end - timedelta(5), end, end + timedelta(1)]
    found = [lead_window.standing(end, day, 5) for day in days]
    assert found == [Standing.LIVE, Standing.SOON, Standing.SOON, Standing.EXPIRED]


def test_a_report_holds_for_the_days_that_the_years_rules_give(verifier: User, clerk: User) -> None:
    assert reported(clerk).expires_on == date(2020, 7, 1)
    set_rules(by=verifier, year=2020, effective_on=date(2020, 6, 10), lead_days=45)
    assert reported(clerk, "示例·甲公司", date(2020, 6, 9)).expires_on == date(2020, 7, 9)
    assert reported(clerk, "示例·乙公司", date(2020, 6, 10)).expires_on == date(2020, 7, 25)


def test_the_list_and_the_rule_agree_on_how_a_report_stands(verifier: User, clerk: User) -> None:
    lead = reported(clerk)
    for number in range(20, 35):
        day = JUNE_1 + timedelta(number)
        expected = lead_window.standing(lead.expires_on, day, 5)
        assert Lead.objects.with_standing(day, 5).get().standing == expected
        assert Lead.objects.live(day).exists() == (expected != Standing.EXPIRED)
        assert Lead.objects.soon(day, 5).exists() == (expected == Standing.SOON)
        assert Lead.objects.expired(day).exists() == (expected == Standing.EXPIRED)


def test_a_clerk_reports_for_the_own_unit_only_and_each_investor_once(verifier: User, clerk: User) -> None:
    lead = reported(clerk, credit_code=CODE)
    assert (lead.state, kinds(lead)) == ("registered", ["created"])
    with pytest.raises(NotPermitted):
        reported(clerk, "示例·甲公司", unit=factories.unit("中心路街道"))
    for again in ({"investor": " 示例·启辰集团有限公司"}, {"investor": "示例·改名公司", "credit_code": CODE}):
        with pytest.raises(Refused, match="本单位已在 2020-06-01 首报") as refusal:
            reported(clerk, **again)
        assert refusal.value.field == "investor"


@pytest.mark.parametrize("role", ["leader", "supervisor", "site_clerk", "reader", "administrator"])
def test_others_report_nobody(verifier: User, role: str) -> None:
    with pytest.raises(NotPermitted):
        reported(factories.person(role))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"investor": " "}, "investor"),
        ({"investor": "长" * 121}, "investor"),
        ({"idea": ""}, "idea"),
        ({"first_contact_on": date(2150, 1, 1)}, "first_contact_on"),
        ({"first_contact_on": date(2020, 6, 2)}, "first_contact_on"),
    ],
)
def test_a_wrong_report_is_refused_at_its_field(
    verifier: User, clerk: User, values: dict[str, Any], field: str
) -> None:
    given = replace(LeadEntry(clerk.unit.pk, INVESTOR, "产线", JUNE_1), **values)
    with pytest.raises(Refused) as refusal:
        actions.register_lead(by=clerk, entry=given, on=JUNE_1)
    assert refusal.value.field == field
    assert not Lead.objects.exists()


def test_a_follow_up_with_a_paper_renews_the_window(verifier: User, clerk: User, other_clerk: User) -> None:
    lead = reported(clerk)
    row = followed_up(clerk, lead, date(2020, 6, 20))
    lead.refresh_from_db()
    assert (lead.counted_from, lead.expires_on) == (date(2020, 6, 20), date(2020, 7, 20))
    paper = Attachment.objects.get()
    assert (row.attachment, paper.kind, paper.dated_on) == (paper, "minutes", date(2020, 6, 20))
    assert kinds(lead) == ["created", "attached", "followed_up"]
    followed_up(clerk, lead, date(2020, 6, 10))
    lead.refresh_from_db()
    assert lead.expires_on == date(2020, 7, 20)
    for on, field in ((date(2020, 5, 31), "on"), (date(2150, 1, 1), "on")):
        with pytest.raises(Refused) as refusal:
            followed_up(clerk, lead, on)
        assert refusal.value.field == field
    with pytest.raises(NotPermitted):
        followed_up(other_clerk, lead, date(2020, 6, 21))
    assert LeadFollowUp.objects.count() == 2


def test_without_a_paper_nothing_is_renewed(verifier: User, clerk: User) -> None:
    lead = reported(clerk)
    address = f"/investment/leads/{lead.pk}/follow-up/"
    answer = of(clerk).post(address, {"on": "2020-06-20", "note": "电话联系"})
    assert answer.status_code == 422 and "没有材料的跟进不能续期" in answer.content.decode()
    lead.refresh_from_db()
    assert lead.expires_on == date(2020, 7, 1) and not LeadFollowUp.objects.exists()
    file = SimpleUploadedFile("纪要.pdf", b"%PDF-1.7\nminutes", "application/pdf")
    answer = of(clerk).post(address, {"on": "2020-06-20", "note": "洽谈", "file": file})
    assert answer.status_code == 302
    page = of(clerk).get(LEADS.url("record", pk=lead.pk)).content.decode()
    assert "2020-07-20" in page and "洽谈" in page


def test_a_corrected_first_contact_moves_the_window_unless_a_follow_up_counts(
    verifier: User, clerk: User
) -> None:
    lead = reported(clerk, on=JUNE_19)
    given = LeadEntry(clerk.unit.pk, INVESTOR, "示例·零部件产线", date(2020, 6, 5))
    assert actions.change_lead(by=clerk, lead=lead, entry=given).expires_on == date(2020, 7, 5)
    followed_up(clerk, lead, date(2020, 6, 18))
    changed = actions.change_lead(by=clerk, lead=lead, entry=replace(given, first_contact_on=JUNE_1))
    assert changed.expires_on == date(2020, 7, 18)
    before = changed.history.count()
    actions.change_lead(by=clerk, lead=lead, entry=replace(given, first_contact_on=JUNE_1))
    assert lead.history.count() == before


# Clashes


def clashing(day: date = JUNE_19) -> set[int]:
    return set(Lead.objects.with_clash(day).filter(clash=True).values_list("pk", flat=True))


def test_a_second_unit_is_not_refused_and_both_are_warned(
    verifier: User, clerk: User, other_clerk: User
) -> None:
    stand_on(JUNE_19)
    first = reported(clerk, credit_code=CODE)
    assert clashing() == set()
    second = reported(other_clerk, "示例·启辰(集团)公司", date(2020, 6, 8), credit_code=CODE)
    assert clashing() == {first.pk, second.pk}
    assert shown(clerk, clash="yes") == [INVESTOR] and shown(other_clerk, clash="yes") == [second.investor]
    assert len(shown(verifier, clash="yes")) == 2
    for user in (clerk, other_clerk):
        assert "撞单" in of(user).get("/").content.decode()


def test_names_clash_however_they_are_written(verifier: User, clerk: User, other_clerk: User) -> None:
    reported(clerk, "示例·启辰（中国）公司"), reported(other_clerk, "示例·启辰 (中国)公司")
    assert len(clashing()) == 2
    assert clashing(date(2020, 7, 2)) == set()


def test_two_reports_without_a_code_do_not_clash_by_having_none(
    verifier: User, clerk: User, other_clerk: User
) -> None:
    reported(clerk, "示例·甲公司"), reported(other_clerk, "示例·乙公司")
    assert clashing() == set()


def test_the_warning_tells_the_day_and_nothing_else_of_the_rivals_file(
    verifier: User, clerk: User, other_clerk: User
) -> None:
    stand_on(JUNE_19)
    first = reported(clerk, idea="示例·机密产线", contact="投资总监")
    second = reported(other_clerk, contact_on=date(2020, 6, 8))
    page = of(other_clerk).get(LEADS.url("record", pk=second.pk)).content.decode()
    assert "另有单位已于 2020-06-01 首报同一投资方" in page
    for secret in ("峡窝镇", "示例·机密产线", "投资总监", f"/leads/{first.pk}/"):
        assert secret not in page
    assert of(other_clerk).get(LEADS.url("record", pk=first.pk)).status_code == 404
    assert of(other_clerk).get(papers(first)).status_code == 404
    assert of(clerk).get(papers(first)).status_code == 200
    page = of(verifier).get(LEADS.url("record", pk=second.pk)).content.decode()
    assert "峡窝镇已于 2020-06-01 首报" in page and LEADS.url("record", pk=first.pk) in page


def test_a_rivals_project_warns_too_until_it_is_lost(verifier: User, clerk: User, other_clerk: User) -> None:
    stand_on(JUNE_19)
    project = negotiated(clerk, name="示例·机密项目", investor=INVESTOR)
    lead = reported(other_clerk)
    assert clashing() == {lead.pk}
    page = of(other_clerk).get(LEADS.url("record", pk=lead.pk)).content.decode()
    assert "另有单位已有这个投资方的项目" in page and "示例·机密项目" not in page
    page = of(clerk).get(PROJECTS.url("record", pk=project.pk)).content.decode()
    assert "另有单位已于 2020-06-01 首报同一投资方" in page and "中心路街道已于" not in page
    set_aside(by=clerk, project=project, transition="lose", on=JUNE_19, reason="投资方退出")
    assert clashing() == set()


def test_the_same_units_project_and_report_do_not_clash(verifier: User, clerk: User) -> None:
    negotiated(clerk, investor=INVESTOR), reported(clerk)
    assert clashing() == set()


def test_a_clash_is_told_at_once_when_a_report_is_made(
    verifier: User, clerk: User, other_clerk: User
) -> None:
    stand_on(JUNE_19)
    reported(clerk)
    typed = {
        "investor": INVESTOR,
        "credit_code": "",
        "idea": "物流园",
        "contact": "",
        "first_contact_on": "2020-06-10",
        "unit": str(other_clerk.unit.pk),
    }
    answer = of(other_clerk).post(LEADS.url("add"), typed, follow=True)
    assert answer.status_code == 200 and "别的单位也在对接这个投资方" in answer.content.decode()
    typed |= {"investor": "示例·无人知晓公司"}
    assert "别的单位也在" not in of(other_clerk).post(LEADS.url("add"), typed, follow=True).content.decode()


# What becomes of a report


def test_only_an_expired_report_is_taken_back_and_another_unit_takes_it_up(
    verifier: User, clerk: User, other_clerk: User
) -> None:
    lead = reported(clerk)
    with pytest.raises(Refused, match="到 2020-07-01"):
        actions.reoffer_lead(by=verifier, lead=lead, reason="没有跟进", on=date(2020, 7, 1))
    with pytest.raises(NotPermitted):
        actions.reoffer_lead(by=clerk, lead=lead, reason="没有跟进", on=date(2020, 7, 2))
    lead = actions.reoffer_lead(by=verifier, lead=lead, reason="没有跟进", on=date(2020, 7, 2))
    assert set(Lead.objects.visible_to(other_clerk)) == {lead}
    assert not Lead.objects.held_by(other_clerk).exists()
    with pytest.raises(Refused, match="由别的单位承接"):
        actions.take_up_lead(by=clerk, lead=lead, unit=clerk.unit, on=date(2020, 7, 3))
    with pytest.raises(NotPermitted):
        actions.take_up_lead(by=other_clerk, lead=lead, unit=clerk.unit, on=date(2020, 7, 3))
    taken = actions.take_up_lead(by=other_clerk, lead=lead, unit=other_clerk.unit, on=date(2020, 7, 3))
    assert (taken.unit, taken.state, taken.expires_on) == (other_clerk.unit, "registered", date(2020, 8, 2))
    assert not Lead.objects.visible_to(clerk).exists()
    assert kinds(taken) == ["created", "reoffer", "take_up"]


def test_a_report_on_offer_shows_its_facts_and_not_its_file(
    verifier: User, clerk: User, other_clerk: User
) -> None:
    stand_on(date(2020, 8, 1))
    lead = reported(clerk)
    followed_up(clerk, lead, date(2020, 6, 2), note="示例·机密纪要")
    actions.reoffer_lead(by=verifier, lead=lead, reason="示例·收回理由")
    page = of(other_clerk).get(LEADS.url("record", pk=lead.pk)).content.decode()
    assert INVESTOR in page and "承接" in page
    assert "示例·机密纪要" not in page and "示例·收回理由" not in page
    assert of(other_clerk).get(papers(lead)).status_code == 404
    typed = {"unit": str(other_clerk.unit.pk)}
    assert of(other_clerk).post(f"/investment/leads/{lead.pk}/take-up/", typed).status_code == 302
    assert "示例·机密纪要" in of(other_clerk).get(LEADS.url("record", pk=lead.pk)).content.decode()


def test_every_step_aside_has_a_reason_and_a_way_back(verifier: User, clerk: User) -> None:
    lead = reported(clerk)
    with pytest.raises(Refused):
        actions.release_lead(by=clerk, lead=lead, reason=" ")
    actions.release_lead(by=clerk, lead=lead, reason="投资方改投外地")
    actions.reopen_lead(by=clerk, lead=lead, reason="又来洽谈")
    stand_on(date(2020, 8, 1))
    actions.reoffer_lead(by=verifier, lead=lead, reason="没有跟进")
    actions.undo_reoffer(by=verifier, lead=lead, reason="有跟进，漏登了")
    assert lead.state == "registered"
    with pytest.raises(Conflict):
        actions.undo_reoffer(by=verifier, lead=lead, reason="再来")


def test_a_given_up_report_is_not_held_twice(verifier: User, clerk: User) -> None:
    lead = reported(clerk)
    actions.release_lead(by=clerk, lead=lead, reason="放弃")
    reported(clerk, contact_on=date(2020, 6, 10))
    with pytest.raises(Refused, match="本单位已在"):
        actions.reopen_lead(by=clerk, lead=lead, reason="又来洽谈")


def test_a_report_becomes_a_project_and_can_be_one_no_more_after_the_signing(
    verifier: User, clerk: User
) -> None:
    lead = reported(clerk)
    with pytest.raises(Refused, match="由首报单位牵头"):
        actions.convert_lead(by=verifier, lead=lead, entry=entry(unit=factories.unit("中心路街道")))
    project = actions.convert_lead(by=clerk, lead=lead, entry=entry(investor=INVESTOR))
    lead.refresh_from_db()
    assert (lead.state, lead.project, project.state) == ("converted", project, "negotiating")
    actions.undo_conversion(by=clerk, lead=lead, reason="转错了")
    lead.refresh_from_db()
    assert (lead.state, lead.project) == ("registered", None) and Project.objects.exists()
    made = signed(verifier, investor=INVESTOR)
    Lead.objects.filter(pk=lead.pk).update(project=made)
    with pytest.raises(Refused, match="已经认定签约"):
        actions.undo_conversion(by=clerk, lead=lead, reason="转错了")


def test_the_project_form_comes_filled_in_from_the_report(verifier: User, clerk: User) -> None:
    lead = reported(clerk, credit_code=CODE)
    address = f"/investment/leads/{lead.pk}/convert/"
    form = of(clerk).get(address).context["form"]
    assert form.initial["investor"] == INVESTOR and form.initial["credit_code"] == CODE
    typed = {"name": "示例·转来的项目", "investor": INVESTOR, "unit": str(clerk.unit.pk), "total": "2",
             "planned_start_on": "2020-09"}  # fmt: skip
    answer = of(clerk).post(address, typed)
    project = Project.objects.get()
    assert answer.url == PROJECTS.url("record", pk=project.pk)
    assert project.planned_start_on == date(2020, 9, 1)
    assert of(clerk).post(address, typed).status_code == 422


def test_a_rivals_forms_are_not_there(verifier: User, clerk: User, other_clerk: User) -> None:
    lead = reported(clerk)
    for name in ("edit", "follow-up", "convert", "take-up", "step/release"):
        assert of(other_clerk).get(f"/investment/leads/{lead.pk}/{name}/").status_code == 404
    assert of(clerk).get(f"/investment/leads/{lead.pk}/step/reoffer/").status_code == 403
    assert of(clerk).get(f"/investment/leads/{lead.pk}/step/nonsense/").status_code == 404


def test_the_filters_find_what_stands_how(verifier: User, clerk: User) -> None:
    stand_on(JUNE_19)
    for name, day in (("甲", date(2020, 5, 1)), ("乙", date(2020, 5, 22)), ("丙", date(2020, 6, 12))):
        reported(clerk, f"示例·{name}", day)
    for standing, names in (("expired", ["示例·甲"]), ("soon", ["示例·乙"]), ("live", ["示例·丙"])):
        assert shown(clerk, standing=standing) == names
    assert set(shown(clerk, standing="held")) == {"示例·乙", "示例·丙"}
    assert shown(clerk, q="丙") == ["示例·丙"] and len(shown(clerk, state="registered")) == 3


def test_the_list_asks_as_often_whatever_its_rows(verifier: User, clerk: User, other_clerk: User) -> None:
    client = of(verifier)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LEADS.url()).status_code == 200
        return len(queries)

    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            reported(clerk, f"示例·{number}"), reported(other_clerk, f"示例·{number}")

    fill(0, 3)
    asked()
    few = asked()
    fill(3, 30)
    assert asked() == few
