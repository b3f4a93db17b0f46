"""Closing a month: the numbers stay, what changes later is a named line of the next report."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.figures.models import PrintedFigure
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.investment.actions.money import recognise_arrival
from taizhang.investment.actions.stages import exclude
from taizhang.investment.models import Project
from taizhang.journal.models import Event
from taizhang.organisation.models import User
from taizhang.reports import actions
from taizhang.reports.models import MonthlyReport, ReportCell, ReportLine
from tests import factories
from tests.investment import makers
from tests.reports.conftest import cell, closed, lines, target

JUNE_12, JUNE_20, JUNE_30 = date(2020, 6, 12), date(2020, 6, 20), date(2020, 6, 30)
EIGHT = ("30", "6.5", "5", "5", "4.2", "2.3", "1.0000", "0.99996")


@pytest.fixture
def eight(verifier: User) -> list[Project]:
    """The worked example's eight signings of 12 June, under targets 15, 5 and 2."""
    for key, value in (("signed_over_1", "15"), ("signed_over_5", "5"), ("signed_over_10", "2")):
        target(verifier, key, value)
    return [makers.signed(verifier, yi, JUNE_12) for yi in EIGHT]


def kept(report: MonthlyReport) -> list[object]:
    """Everything that a report prints, and every row behind it."""
    return [
        list(MonthlyReport.objects.filter(pk=report.pk).values()),
        list(report.figures.order_by("pk").values()),
        list(ReportCell.objects.filter(figure__report=report).order_by("pk").values()),
        list(ReportLine.objects.filter(cell__figure__report=report).order_by("pk").values()),
        list(PrintedFigure.objects.filter(pk__in=report.figures.values("in_year")).order_by("pk").values()),
        list(PrintedFigure.objects.filter(pk__in=report.figures.values("in_month")).order_by("pk").values()),
    ]


def test_the_worked_example_is_printed_and_corrected_as_the_rules_say(
    verifier: User, eight: list[Project]
) -> None:
    printed = closed(verifier, JUNE_12)
    tiers = ("signed_over_1", "signed_over_5", "signed_over_10")
    assert [cell(printed, key).year_value for key in tiers] == ["7", "4", "1"]
    assert [cell(printed, key).shown["done"] for key in tiers] == ["46.7%", "80.0%", "50.0%"]
    assert cell(printed, "signed_amount").year_value == "54.99996"
    before = kept(printed)

    exclude(by=verifier, project=eight[0], code="fiscal", on=JUNE_20, reason="资金来自财政。")
    following = closed(verifier, JUNE_30)
    assert [cell(following, key).year_value for key in tiers] == ["6", "3", "0"]
    assert lines(following, "signed_over_1") == [(eight[0].name, "removed", "-1")]
    assert lines(following, "signed_amount") == [(eight[0].name, "removed", "-30")]
    assert cell(following, "signed_amount").year_value == "24.99996"
    line = cell(following, "signed_amount").lines.get()
    assert (line.delta_shown, line.reason) == ("−30", "资金来自财政。")
    assert kept(printed) == before


def test_what_was_printed_and_this_stretch_and_the_lines_are_the_number_of_the_year(verifier: User) -> None:
    town, other = factories.unit("峡窝镇"), factories.unit("中心路街道")
    april = makers.signed(verifier, "6", date(2020, 4, 8), unit=town)
    makers.signed(verifier, "3", date(2020, 4, 20), unit=other)
    closed(verifier, date(2020, 4, 30))
    makers.signed(verifier, "2", date(2020, 5, 6), unit=town)
    makers.revised(verifier, april, date(2020, 4, 15), "7.5")  # dated back into the closed month
    late = makers.signed(verifier, "1.5", date(2020, 4, 28), unit=other)
    may = closed(verifier, date(2020, 5, 31))
    for unit in (None, town, other):
        for key in ("signed_projects", "signed_amount", "signed_over_1"):
            found = cell(may, key, unit)
            parts = [Decimal(each or 0) for each in (found.before, found.month_value, found.corrected)]
            assert sum(parts) == Decimal(found.year_value)
            assert sum((Decimal(line.delta) for line in found.lines.all()), Decimal(0)) == parts[2]
    assert lines(may, "signed_amount") == sorted(
        [(april.name, "changed", "1.5"), (late.name, "added", "1.5")]
    )
    assert lines(may, "signed_amount", town) == [(april.name, "changed", "1.5")]
    assert lines(may, "signed_projects", other) == [(late.name, "added", "1")]
    assert (cell(may, "signed_amount").before, cell(may, "signed_amount").year_value) == ("9", "14")


def test_a_revision_that_crosses_a_tier_is_named_with_its_exact_amounts(verifier: User) -> None:
    project = makers.signed(verifier, "0.99996", date(2020, 4, 8))
    closed(verifier, date(2020, 4, 30))
    makers.revised(verifier, project, date(2020, 5, 20), "1.2")
    may = closed(verifier, date(2020, 5, 31))
    assert lines(may, "signed_over_1") == [(project.name, "added", "1")]
    [line] = cell(may, "signed_amount").lines.all()
    assert (line.then_shown, line.now_shown, line.delta_shown) == ("0.99996", "1.2", "+0.20004")


def test_a_late_voucher_is_a_named_line(verifier: User) -> None:
    project = makers.signed(verifier, "5", date(2020, 3, 2), outside=makers.wan("4"))
    makers.paid(verifier, project, date(2020, 4, 10), "1000", "1000")
    waiting = makers.paid(verifier, project, date(2020, 4, 20), "500")
    april = closed(verifier, date(2020, 4, 30))
    recognise_arrival(by=verifier, arrival=waiting, recognised=Decimal(400))
    may = closed(verifier, date(2020, 5, 31))
    assert cell(april, "out_of_district_funds").year_value == "0.1"
    found = cell(may, "out_of_district_funds")
    assert (found.before, found.month_value, found.corrected, found.year_value) == (
        "0.1",
        "0",
        "0.04",
        "0.14",
    )
    [line] = found.lines.all()
    assert (line.kind, line.delta_shown) == ("added", "+0.04")


def test_a_change_of_the_lead_unit_is_a_line_of_both_units_and_none_of_the_district(verifier: User) -> None:
    town, other = factories.unit("峡窝镇"), factories.unit("中心路街道")
    project = makers.signed(verifier, "6", date(2020, 4, 8), unit=town)
    closed(verifier, date(2020, 4, 30))
    Project.objects.filter(pk=project.pk).update(unit=other)
    may = closed(verifier, date(2020, 5, 31))
    assert lines(may, "signed_projects") == []
    assert lines(may, "signed_projects", town) == [(project.name, "removed", "-1")]
    assert lines(may, "signed_projects", other) == [(project.name, "added", "1")]


def test_a_year_begins_anew_and_names_late_changes_of_the_year_before_once(verifier: User) -> None:
    factories.district().__class__.objects.update(stands_on=date(2021, 4, 2))
    makers.signed(verifier, "6", date(2020, 12, 8))
    december = closed(verifier, date(2020, 12, 31))
    late = makers.signed(verifier, "2", date(2020, 11, 30))
    makers.signed(verifier, "3", date(2021, 1, 5))
    january = closed(verifier, date(2021, 1, 31))
    assert (december.number, january.number, january.year) == (1, 1, 2021)
    found = cell(january, "signed_projects")
    assert (found.before, found.month_value, found.corrected, found.year_value) == ("0", "1", "0", "1")
    [line] = found.lines.all()
    assert (line.year, line.label, line.delta) == (2020, late.name, "1")
    february = closed(verifier, date(2021, 2, 28))
    assert not cell(february, "signed_projects").lines.exists()


def test_months_are_closed_in_order_and_only_when_they_are_over(verifier: User) -> None:
    closed(verifier, date(2020, 4, 30))
    with pytest.raises(Refused, match="各月依次关账"):
        actions.prepare_report(by=verifier, until=date(2020, 6, 30))
    with pytest.raises(Refused, match="已经关账"):
        actions.prepare_report(by=verifier, until=date(2020, 4, 30))
    may = actions.prepare_report(by=verifier)
    assert (may.start, may.until) == (date(2020, 5, 1), date(2020, 5, 31))
    with pytest.raises(Refused, match="还没有过完"):
        actions.close_report(by=verifier, report=may, on=date(2020, 5, 31))
    with pytest.raises(Conflict, match="还在编制"):
        actions.prepare_report(by=verifier)
    may.refresh_from_db()
    assert (may.state, may.number) == ("draft", None)
    assert actions.close_report(by=verifier, report=may, on=date(2020, 6, 1)).number == 2


def test_nothing_leads_back_from_a_closed_month(verifier: User) -> None:
    report = closed(verifier, date(2020, 5, 31))
    with pytest.raises(Conflict, match="已关账"):
        actions.close_report(by=verifier, report=report)
    with pytest.raises(Conflict, match="已关账"):
        actions.withdraw_report(by=verifier, report=report, reason="试试")
    assert actions.publish_report(by=verifier, report=report).state == "published"
    with pytest.raises(Conflict):
        actions.publish_report(by=verifier, report=report)


def test_a_withdrawn_report_leaves_its_month_open(verifier: User) -> None:
    report = actions.prepare_report(by=verifier, until=date(2020, 5, 31))
    with pytest.raises(Refused, match="理由"):
        actions.withdraw_report(by=verifier, report=report, reason=" ")
    actions.withdraw_report(by=verifier, report=report, reason="截至日选错。")
    assert closed(verifier, date(2020, 5, 31)).number == 1


@pytest.mark.parametrize("role", ["town_clerk", "supervisor", "leader", "administrator", "operator"])
def test_only_the_commerce_bureau_prepares_closes_and_publishes(verifier: User, role: str) -> None:
    stranger = factories.person(role, factories.unit("峡窝镇"))
    with pytest.raises(NotPermitted):
        actions.prepare_report(by=stranger)
    report = actions.prepare_report(by=verifier, until=date(2020, 5, 31))
    with pytest.raises(NotPermitted):
        actions.withdraw_report(by=stranger, report=report, reason="试试")
    with pytest.raises(NotPermitted):
        actions.close_report(by=stranger, report=report)
    report = actions.close_report(by=verifier, report=report)
    with pytest.raises(NotPermitted):
        actions.publish_report(by=stranger, report=report)


def test_the_closing_names_rules_and_formula_and_is_journalled_with_every_number(
    verifier: User, eight: list[Project]
) -> None:
    report = closed(verifier, JUNE_30)
    assert report.rules[0] == "2020年未制定认定办法，按通行口径"
    assert "比时序＝完成率－已过月数÷12" in report.formula and "得分" in report.formula
    events = list(report.history.values_list("kind", flat=True))
    assert events == ["created", "close"]
    figures = report.figures.all()
    frozen = Event.objects.filter(subject_type="figures.printed", kind="frozen")
    assert frozen.count() == 2 * len(figures)


def test_a_unit_below_another_is_counted_with_it_and_once_in_the_difference(verifier: User) -> None:
    town = factories.unit("峡窝镇")
    team = factories.unit("峡窝镇一组", kind="team", parent=town)
    makers.signed(verifier, "6", date(2020, 5, 8), unit=town)
    makers.signed(verifier, "2", date(2020, 5, 9), unit=team)
    report = closed(verifier, date(2020, 5, 31))
    assert [cell(report, "signed_projects", each).year_value for each in (None, town, team)] == [
        "2",
        "2",
        "1",
    ]
    assert not cell(report, "signed_projects").figure.differs


def test_the_closing_asks_as_often_for_many_projects_as_for_few(verifier: User) -> None:
    town = factories.unit("峡窝镇")
    counts = []
    for month, many in ((3, 3), (4, 4), (5, 40)):
        for _number in range(many):
            makers.signed(verifier, "2", date(2020, month, 3), unit=town)
        report = actions.prepare_report(
            by=verifier,
            until=date(2020, month + 1, 1)
            .replace(day=1)
            .fromordinal(date(2020, month + 1, 1).toordinal() - 1),
        )
        with CaptureQueriesContext(connection) as queries:
            actions.close_report(by=verifier, report=report)
        counts.append(len(queries))
    assert counts[1] == counts[2]
