"""The figures: the bulletin's worked example and the compliance example, through the database."""

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.construction import actions, compliance
from taizhang.construction.actions.imports import InspectionRow, OrderRow, ProblemRow, SiteRow
from taizhang.construction.indicators import INDICATORS
from taizhang.construction.models import Inspection, Problem, Site, StopWorkOrder
from taizhang.construction.site_status import with_status
from taizhang.figures.indicator import Scope
from taizhang.organisation.models import Unit, User
from tests import factories
from tests.construction import makers
from tests.construction.makers import day

FIGURES = {indicator.key.removeprefix("construction."): indicator for indicator in INDICATORS}


def value(key: str, as_of: date, **scope: Any) -> Any:
    """The figure's value; also proves that it is the measure of the rows listed."""
    indicator, asked = FIGURES[key], Scope.of(as_of, **scope)
    found = indicator.value(asked)
    assert indicator.measure.of_rows(indicator.listed(asked)) == found
    return found


@pytest.fixture
def sites(clerk: User) -> Callable[..., list[Site]]:
    """Makes so many sites at once, as a sheet does."""

    def make(
        count: int, kind: str = "construction", parcels: list[str] | None = None, **values: Any
    ) -> list[Site]:
        unit: Unit = values.get("unit") or factories.unit()
        start = Site.objects.count()
        rows = [
            SiteRow(
                n,
                f"示例·点位{start + n}",
                kind,
                parcels[n] if parcels else "",
                unit.pk,
                "",
                "",
                "medium",
                None,
                None,
            )
            for n in range(count)
        ]
        actions.import_sites(records=rows, by=clerk, source="test")
        return list(Site.objects.order_by("pk")[start:])

    return make


def survey(clerk: User, places: list[Site], on: date) -> None:
    rows = [InspectionRow(n, site.pk, site.unit_id, on, "full", "一组") for n, site in enumerate(places)]
    actions.import_inspections(records=rows, by=clerk, source="test")


def test_the_worked_example_of_the_bulletin(
    clerk: User, inspector: User, sites: Callable[..., list[Site]]
) -> None:
    """78 survey records, 181 problems, 7 orders: 75 家, 175 项, 6 家, 98.86%, a day later 100%."""
    built = sites(52)
    demolition = sites(14, "demolition", ["P1", "P2", "P3", *[""] * 11])
    idle = sites(12, "idle_plot", ["P1", "P2", "P3", *[""] * 9])
    every = [*built, *demolition, *idle]
    survey(clerk, every, day("05-20"))
    rows = [
        ProblemRow(
            n, site.pk, site.unit_id, "ENV", None, f"示例{n}", day("05-20"), day("06-10"), None, None, ""
        )
        for n, site in enumerate(every[n % 78] for n in range(177))
    ]
    actions.import_problems(records=rows, by=clerk, source="test")
    found = list(Problem.objects.order_by("pk"))
    for original in found[:4]:
        twin = makers.problem(inspector, original.site, found_on=day("05-20"))
        actions.merge_problems(by=clerk, keep=original, duplicates=[twin])
    for wrong in found[-2:]:
        actions.void_problem(by=clerk, problem=wrong, voided_on=day("06-01"), reason="不属本点位")
    for row in found[:-2]:
        actions.notify_problem(by=inspector, problem=row, day=day("05-21"))
        actions.submit_problem(by=inspector, problem=row, submitted_on=day("06-15"))
    for row in found[:173]:
        actions.close_problem(by=inspector, problem=row, closed_on=day("06-18"))
    stopped = [*every[:6], every[0]]
    orders = [
        OrderRow(n, site.pk, site.unit_id, "overdue_dust", "扬尘", day("05-25") + timedelta(n), day("06-18"), )
        for n, site in enumerate(stopped)
    ]  # fmt: skip
    actions.import_orders(records=orders, by=clerk, source="test")

    assert Problem.objects.count() == 181
    before = {
        "sites_surveyed": 75, "problems_found": 175, "problems_closed": 173, "sites_stopped": 6,
        "stop_work_orders": 7, "sites_still_stopped": 0, "problems_open": 2, "problems_overdue": 2,
        "problems_found_env": 175, "problems_found_can": 0,
    }  # fmt: skip
    assert {key: value(key, day("06-18")) for key in before} == before
    assert value("closure_rate", day("06-18")) == Fraction(17300, 175)
    assert round(float(value("closure_rate", day("06-18"))), 2) == 98.86
    assert value("sites_still_stopped", day("06-17")) == 6
    for row in found[173:175]:
        actions.close_problem(by=inspector, problem=row, closed_on=day("06-19"))
    assert value("closure_rate", day("06-19")) == 100
    assert value("problems_closed", day("06-19")) == 175
    assert {
        key: value(key, day("06-18")) for key in before
    } == before  # what stood on the day before still stands


def test_the_worked_example_of_dynamic_compliance(
    clerk: User, inspector: User, sites: Callable[..., list[Site]]
) -> None:
    every = sites(75)
    survey(clerk, every[:60], day("06-05"))
    survey(clerk, every[60:], day("06-04"))
    assert value("compliance_rate", day("06-19")) == 80
    survey(clerk, every[60:69], day("06-19"))
    for site in every[60:62]:
        makers.problem(inspector, site, found_on=day("06-19"), due_on=day("06-26"))
    assert value("compliance_rate", day("06-19")) == Fraction(6700, 75)
    statuses = list(with_status(Site.objects.all(), day("06-19")).values_list("status", flat=True))
    assert [statuses.count(name) for name in ("compliant", "stale", "noncompliant")] == [67, 6, 2]
    makers.site(clerk, registered_on=day("06-19"))
    assert value("compliance_rate", day("06-19")) == Fraction(6700, 76)
    assert value("compliance_rate", day("06-18")) == 100  # the youngest inspections were 14 days old


def facts_of(site: Site) -> compliance.SiteFacts:
    """The site as the pure rules take it."""
    orders = StopWorkOrder.objects.filter(site=site, served_on__isnull=False)
    return compliance.SiteFacts(
        site.pk,
        site.risk,
        site.registered_on,
        site.retired_on,
        tuple(compliance.Order(order.served_on, order.lifted_on) for order in orders),
        tuple(
            compliance.ProblemFact(row.found_on, row.closed_on, row.voided_on, row.due_on, row.merged_into_id)
            for row in site.problems.all()
        ),
        tuple(site.inspections.filter(mode="full").values_list("day", flat=True)),
    )


def test_the_database_says_what_the_rules_say(clerk: User, inspector: User, head: User) -> None:
    places = [makers.site(clerk, risk=risk) for risk in ("high", "medium", "low") for _ in range(4)]
    for number, site in enumerate(places):
        if number % 4:
            makers.inspect(
                inspector, site, day("06-01") + timedelta(number), "full" if number % 3 else "spot"
            )
        if number % 5 == 1:
            found = makers.problem(clerk, site, found_on=day("06-03"), due_on=day("06-09"))
            if number % 2:
                makers.settle(inspector, found, day("06-12"))
            else:
                actions.void_problem(by=clerk, problem=found, voided_on=day("06-11"), reason="误登")
        if number % 6 == 2:
            makers.order_in_force(clerk, head, site, day("06-10"))
    for asked in (day("05-30"), day("06-05"), day("06-10"), day("06-12"), day("06-19"), day("07-05")):
        known = {site.pk: facts_of(site) for site in places}
        expected = {pk: compliance.status(facts, asked).value for pk, facts in known.items()}
        assert dict(with_status(Site.objects.all(), asked).values_list("pk", "status")) == expected
        assert value("compliance_rate", asked) == 100 * compliance.overall(known.values(), asked).rate
    tally = compliance.tally((fact for facts in known.values() for fact in facts.problems), day("06-19"))
    assert value("problems_found", day("06-19")) == tally.issued
    assert value("problems_closed", day("06-19")) == tally.closed
    assert value("problems_overdue", day("06-19")) == tally.open_overdue


def test_one_parcel_complies_once(clerk: User, inspector: User) -> None:
    plot = makers.site(clerk, kind="idle_plot", parcel="P1")
    project = makers.site(clerk, parcel="P1")
    makers.inspect(inspector, plot, day("06-10"))
    assert value("compliance_rate", day("06-12")) == 100
    assert len(FIGURES["compliance_rate"].listed(Scope.of(day("06-12")))) == 1
    actions.retire_site(by=clerk, site=plot, retired_on=day("06-13"), reason="开工")
    assert value("compliance_rate", day("06-14")) == 100
    makers.problem(clerk, project, found_on=day("06-14"), due_on=day("06-16"))
    assert value("compliance_rate", day("06-14")) == 0
    assert value("sites_surveyed", day("06-14")) == 1


def test_a_recurrence_after_closing_is_new_and_on_time_counts_the_due_day(
    clerk: User, inspector: User, site: Site
) -> None:
    first = makers.problem(clerk, site, description="裸土")
    makers.settle(inspector, first, day("06-08"))  # the due day itself
    makers.problem(clerk, site, description="裸土", found_on=day("06-10"), due_on=day("06-12"))
    assert value("problems_found", day("06-12")) == 2
    assert value("on_time_rate", day("06-12")) == 100
    assert value("on_time_rate", day("06-13")) == 50
    assert value("on_time_rate", day("06-07")) is None


def test_a_period_counts_its_own_days_and_a_unit_its_own_rows(clerk: User, inspector: User) -> None:
    here, there = makers.site(clerk), makers.site(clerk, unit=factories.unit("中心路街道"))
    for site, on in (
        (here, day("04-30")),
        (here, day("05-01")),
        (there, day("05-31")),
        (there, day("06-01")),
    ):
        makers.problem(clerk, site, found_on=on, due_on=on)
    may_days = {"start": day("05-01"), "end": day("05-31")}
    assert value("problems_found", day("06-19"), **may_days) == 2
    assert value("problems_found", day("06-19"), unit=here.unit) == 2
    assert value("problems_found", day("06-19"), unit=here.unit, **may_days) == 1
    figure, scope = FIGURES["problems_found"], Scope.of(day("06-19"))
    assert [(name, count) for _pk, name, count in figure.by_unit(scope)] == [("峡窝镇", 2), ("中心路街道", 2)]
    assert [count for _month, count in figure.by_month(scope)] == [1, 2, 1]
    assert (
        figure.listed(scope, reader=factories.person("town_clerk", here.unit))[0]["site__name"] == here.name
    )


def test_only_full_inspections_survey(clerk: User, inspector: User, site: Site) -> None:
    makers.inspect(inspector, site, day("06-01"), "spot")
    assert value("sites_surveyed", day("06-19")) == 0
    makers.inspect(inspector, site, day("06-02"))
    makers.inspect(inspector, site, day("06-09"))
    assert value("sites_surveyed", day("06-19")) == 1
    assert FIGURES["sites_surveyed"].listed(Scope.of(day("06-19")))[0]["surveyed_on"] == day("06-02")
    assert Inspection.objects.count() == 3


@pytest.mark.parametrize("key", FIGURES)
def test_a_figure_takes_the_same_queries_however_many_rows(
    key: str, clerk: User, sites: Callable[..., list[Site]]
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            FIGURES[key].value(Scope.of(day("06-19")))
            FIGURES[key].by_unit(Scope.of(day("06-19")))
            FIGURES[key].by_month(Scope.of(day("06-19")))
            FIGURES[key].listed(Scope.of(day("06-19")))
        return len(caught)  # fmt: skip

    survey(clerk, sites(3), day("06-01"))
    few = queries()
    survey(clerk, sites(40), day("06-01"))
    assert queries() == few
