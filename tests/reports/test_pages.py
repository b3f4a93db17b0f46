"""The pages of the monthly reports: preview and what is missing, the closing, the printed numbers and their rows."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.investment.actions.stages import exclude
from taizhang.organisation.models import Unit, User
from taizhang.reports import actions, tasks
from taizhang.reports.models import MonthlyReport
from taizhang.reports.views import reports as views
from tests import factories
from tests.investment import makers
from tests.reports.conftest import cell, closed, target

MAY_31 = date(2020, 5, 31)


def client_of(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def at(report: MonthlyReport, name: str = "record") -> str:
    return reverse(f"reports:reports-{name}", args=[report.pk])


def cell_at(report: MonthlyReport, key: str, span: str, unit: Unit | None = None, name: str = "cell") -> str:
    return reverse(f"reports:reports-{name}", args=[report.pk, cell(report, key, unit).pk, span])


@pytest.fixture
def town() -> Unit:
    return factories.unit("峡窝镇")


@pytest.fixture
def may(verifier: User, town: Unit) -> MonthlyReport:
    """May, closed: six projects of 峡窝镇 and one of 中心路街道."""
    target(verifier, "signed_over_1", "10")
    target(verifier, "signed_over_1", "8", town)
    for _number in range(6):
        makers.signed(verifier, "2", date(2020, 5, 6), unit=town)
    makers.signed(verifier, "3", date(2020, 5, 7), unit=factories.unit("中心路街道"))
    return closed(verifier, MAY_31)


def test_a_preview_shows_the_numbers_and_says_what_is_missing(verifier: User, may: MonthlyReport) -> None:
    makers.signed(verifier, "2", date(2020, 7, 2))
    actions.close_report(by=verifier, report=actions.prepare_report(by=verifier))
    july = actions.prepare_report(by=verifier)
    text = client_of(verifier).get(at(july)).content.decode()
    assert "2020-07-31 还没有过完" in text and "还没有印发" in text
    assert "没有全区目标的指标" in text and "编制中" in text


def test_a_preview_names_what_the_closing_would_name(verifier: User, may: MonthlyReport, town: Unit) -> None:
    late = makers.signed(verifier, "4", date(2020, 5, 20), unit=town)
    june = actions.prepare_report(by=verifier)
    before = client_of(verifier).get(f"{at(june)}?lines=1").content.decode()
    actions.close_report(by=verifier, report=june)
    after = client_of(verifier).get(at(june)).content.decode()
    for text in (before, after):
        assert late.name in text and "补记" in text and "<strong>+1</strong>个" in text


def test_the_closing_is_confirmed_on_a_page_that_says_what_is_frozen(
    verifier: User, may: MonthlyReport
) -> None:
    june, client = actions.prepare_report(by=verifier), client_of(verifier)
    page = client.get(at(june, "close"))
    assert "关账没有退路" in page.content.decode() and "9 项指标" in page.content.decode()
    assert client.post(at(june, "close")).status_code == 302
    june.refresh_from_db()
    assert (june.state, june.number) == ("closed", 2)
    assert client.get(at(june, "close")).status_code == 302


def test_a_large_month_is_closed_by_the_worker(
    verifier: User, may: MonthlyReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    june, client = actions.prepare_report(by=verifier), client_of(verifier)
    monkeypatch.setattr(views, "AT_ONCE", 0)
    client.post(at(june, "close"))
    june.refresh_from_db()
    assert june.state == "draft"
    assert "正在关账" in client.get(at(june)).content.decode()
    assert "已完成 0 项" in client.get(at(june, "closing")).content.decode()
    tasks.close_month.func(june.pk, verifier.pk)
    june.refresh_from_db()
    assert june.state == "closed"
    assert client.get(at(june, "closing")).headers["HX-Redirect"] == at(june)


def test_a_closing_that_the_worker_refuses_is_said_on_the_page(verifier: User, may: MonthlyReport) -> None:
    june = actions.prepare_report(by=verifier)
    stranger = factories.person("town_clerk", factories.unit("峡窝镇"))
    tasks.close_month.func(june.pk, stranger.pk)
    assert "不能“月度关账”" in client_of(verifier).get(at(june)).content.decode()


def test_every_printed_number_opens_the_rows_that_it_counted(
    verifier: User, may: MonthlyReport, town: Unit
) -> None:
    client = client_of(verifier)
    for unit, rows in ((None, 7), (town, 6)):
        for span in ("month", "year"):
            page = client.get(cell_at(may, "signed_over_1", span, unit))
            assert (page.context["counted"], page.context["value"]) == (rows, str(rows))
            assert len(page.context["lines"]) == rows
            assert page.context["now"].changes == ()
    answer = client.get(cell_at(may, "signed_over_1", "year", town, name="cell-rows"))
    assert answer.headers["Content-Type"].endswith("sheet")


def test_a_printed_number_says_what_todays_ledger_makes_of_it(
    verifier: User, may: MonthlyReport, town: Unit
) -> None:
    project = makers.Project.objects.filter(unit=town).order_by("pk")[0]
    exclude(by=verifier, project=project, code="fiscal", on=date(2020, 6, 20), reason="财政资金。")
    page = client_of(verifier).get(cell_at(may, "signed_over_1", "year", town))
    assert page.context["value"] == "6" and page.context["now"].value == "5"
    [change] = page.context["now"].changes
    assert (change.label, change.kind) == (project.name, "removed")


def test_a_town_reads_published_reports_and_its_own_rows(
    verifier: User, may: MonthlyReport, town: Unit
) -> None:
    client = client_of(factories.person("town_clerk", town))
    assert client.get(at(may)).status_code == 404
    assert client.get(at(may, "docx")).status_code == 404
    actions.publish_report(by=verifier, report=may)
    assert client.get(at(may)).status_code == 200
    page = client.get(cell_at(may, "signed_over_1", "year"))
    assert (page.context["counted"], page.context["readable"], page.context["hidden"]) == (7, 6, 1)
    assert "关账" not in [str(act.title) for act in client.get(at(may)).context["acts"]]


def test_a_withdrawn_report_prints_nothing(verifier: User) -> None:
    report = actions.prepare_report(by=verifier, until=MAY_31)
    client = client_of(verifier)
    assert client.post(at(report, "withdraw"), {"reason": ""}).status_code == 422
    assert client.post(at(report, "withdraw"), {"reason": "选错了日子"}).status_code == 302
    assert "这份通报已撤回" in client.get(at(report)).content.decode()
    assert client.get(at(report, "xlsx")).status_code == 404


def test_the_form_offers_the_next_month_and_refuses_at_its_field(verifier: User, may: MonthlyReport) -> None:
    client = client_of(verifier)
    assert 'value="2020-06-30"' in client.get(reverse("reports:reports-add")).content.decode()
    answer = client.post(reverse("reports:reports-add"), {"ledger": "investment", "until": "2020-08-31"})
    assert answer.status_code == 422 and "各月依次关账" in answer.content.decode()
    assert client_of(factories.person("leader")).get(reverse("reports:reports-add")).status_code == 403


def test_the_list_and_the_report_ask_as_often_for_many_as_for_few(verifier: User, town: Unit) -> None:
    client, counts = client_of(verifier), []
    for month in (3, 4, 5):
        for _number in range(2 * month):
            makers.signed(verifier, "2", date(2020, month, 6), unit=town)
        report = closed(verifier, date.fromordinal(date(2020, month + 1, 1).toordinal() - 1))
        counts.append([])
        for url in (reverse("reports:reports"), at(report), cell_at(report, "signed_projects", "year")):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts[-1].append(len(queries))
    assert counts[1] == counts[2]


def test_an_empty_list_says_what_to_do_next(verifier: User) -> None:
    text = client_of(verifier).get(reverse("reports:reports")).content.decode()
    assert "还没有月度通报" in text and "由招商核定员编制" in text
