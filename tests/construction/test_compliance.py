"""The status of sites and what official prose may print of them."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction

from taizhang.construction.compliance import (
    FreshnessRules,
    Order,
    ProblemFact,
    SiteFacts,
    day_by_day,
    distinct_sites,
    overall,
    status,
    stopped_in,
    tally,
)
from taizhang.construction.states import SiteStatus
from taizhang.foundation.clock import SHANGHAI
from taizhang.foundation.periods import Period
from taizhang.foundation.quantities import show_percent

JUNE_4, JUNE_5, JUNE_19 = date(2020, 6, 4), date(2020, 6, 5), date(2020, 6, 19)
SITES = [SiteFacts(number, full_inspections=(JUNE_5,)) for number in range(60)] + [
    SiteFacts(number, full_inspections=(JUNE_4,)) for number in range(60, 75)
]
REINSPECTED = [
    replace(
        site,
        full_inspections=(JUNE_4, JUNE_19),
        problems=(ProblemFact(JUNE_19),) if site.key in (60, 61) else (),
    )
    if site.key in range(60, 69)
    else site
    for site in SITES
]


def test_the_worked_example_before_the_re_inspections() -> None:
    found = overall(SITES, JUNE_19)
    assert (found.compliant, found.active, show_percent(found.rate)) == (60, 75, "80.0")
    assert found.counts[SiteStatus.STALE] == 15
    assert not found.full


def test_the_worked_example_after_nine_re_inspections() -> None:
    found = overall(REINSPECTED, JUNE_19)
    assert (found.compliant, found.active, show_percent(found.rate)) == (67, 75, "89.3")
    assert found.counts[SiteStatus.STALE] == 6
    assert found.counts[SiteStatus.NONCOMPLIANT] == 2


def test_a_new_site_is_in_the_denominator_at_once() -> None:
    found = overall([*REINSPECTED, SiteFacts("new", registered=JUNE_19)], JUNE_19)
    assert found.rate == Fraction(67, 76)
    assert found.counts[SiteStatus.UNINSPECTED] == 1
    assert overall([*REINSPECTED, SiteFacts("later", registered=date(2020, 6, 20))], JUNE_19).active == 75
    assert overall([*REINSPECTED, SiteFacts("gone", retired=JUNE_19)], JUNE_19).active == 75


def test_the_first_status_that_fits_is_the_sites() -> None:
    site = SiteFacts("s")
    assert status(site, JUNE_19) == SiteStatus.UNINSPECTED
    site = replace(site, full_inspections=(date(2020, 1, 1),))
    assert status(site, JUNE_19) == SiteStatus.STALE
    site = replace(site, problems=(ProblemFact(JUNE_5),))
    assert status(site, JUNE_19) == SiteStatus.NONCOMPLIANT
    site = replace(site, orders=(Order(JUNE_5),))
    assert status(site, JUNE_19) == SiteStatus.SUSPENDED


def test_an_order_stops_until_it_is_lifted() -> None:
    site = SiteFacts("s", full_inspections=(JUNE_4,), orders=(Order(JUNE_5, date(2020, 6, 10)),))
    assert [status(site, day) for day in (JUNE_4, JUNE_5, date(2020, 6, 9), date(2020, 6, 10))] == [
        SiteStatus.COMPLIANT,
        SiteStatus.SUSPENDED,
        SiteStatus.SUSPENDED,
        SiteStatus.COMPLIANT,
    ]


def test_a_site_stays_fresh_by_its_risk() -> None:
    for risk, days in (("high", 7), ("medium", 14), ("low", 30), ("unheard of", 7)):
        site = SiteFacts("s", risk=risk, full_inspections=(date(2020, 5, 1),))
        last = date.fromordinal(date(2020, 5, 1).toordinal() + days)
        assert status(site, last) == SiteStatus.COMPLIANT
        assert status(site, date.fromordinal(last.toordinal() + 1)) == SiteStatus.STALE
    weekly = FreshnessRules(days_by_risk=(("medium", 1),))
    assert status(SiteFacts("s", full_inspections=(JUNE_4,)), JUNE_19, weekly) == SiteStatus.STALE


def test_what_comes_later_is_not_known_yet() -> None:
    site = SiteFacts(
        "s", full_inspections=(JUNE_4, date(2020, 6, 25)), problems=(ProblemFact(date(2020, 6, 25)),)
    )
    assert status(site, JUNE_5) == SiteStatus.COMPLIANT
    assert status(site, date(2020, 6, 25)) == SiteStatus.NONCOMPLIANT
    late = SiteFacts("t", full_inspections=(JUNE_19,))
    assert status(late, JUNE_5) == SiteStatus.UNINSPECTED


def test_an_instant_within_a_day_can_be_asked() -> None:
    closed = datetime(2020, 6, 19, 10, tzinfo=SHANGHAI)
    site = SiteFacts("s", full_inspections=(JUNE_5,), problems=(ProblemFact(JUNE_5, closed=closed),))
    assert status(site, datetime(2020, 6, 19, 9, tzinfo=SHANGHAI)) == SiteStatus.NONCOMPLIANT
    assert status(site, datetime(2020, 6, 19, 10, tzinfo=SHANGHAI)) == SiteStatus.COMPLIANT
    assert status(site, JUNE_19) == SiteStatus.COMPLIANT


def test_duplicates_and_voided_problems_keep_no_site_from_complying() -> None:
    problems = (ProblemFact(JUNE_5, duplicate_of=1), ProblemFact(JUNE_5, voided=JUNE_19))
    site = SiteFacts("s", full_inspections=(JUNE_5,), problems=problems)
    assert status(site, JUNE_19) == SiteStatus.COMPLIANT
    assert status(site, date(2020, 6, 18)) == SiteStatus.NONCOMPLIANT


def test_dynamic_compliance_is_told_day_by_day() -> None:
    days = day_by_day(SITES, Period(date(2020, 6, 18), date(2020, 6, 20)))
    assert [(day.day, found.compliant) for day, found in days] == [(18, 75), (19, 60), (20, 0)]
    assert days[0][1].full


def test_without_sites_there_is_no_rate() -> None:
    assert overall([], JUNE_19).rate is None
    assert not overall([], JUNE_19).full


def test_78_records_with_three_parcels_twice_are_75_sites() -> None:
    records = [(number, f"parcel-{number}") for number in range(66)]
    records += [(number, "parcel-1") for number in (66,)] + [(67, "parcel-2"), (68, "parcel-3")]
    records += [(number, "") for number in range(69, 78)]
    assert len(records) == 78
    assert distinct_sites(records) == 75


def evening(hour: int) -> datetime:
    return datetime(2020, 6, 18, hour, tzinfo=SHANGHAI)


def test_98_86_per_cent_is_not_all_of_them() -> None:
    problems = [ProblemFact(JUNE_5, closed=evening(12)) for _ in range(173)]
    problems += [ProblemFact(JUNE_5, closed=JUNE_19) for _ in range(2)]
    problems += [ProblemFact(JUNE_5, duplicate_of=0) for _ in range(4)]
    problems += [ProblemFact(JUNE_5, voided=JUNE_5) for _ in range(2)]
    assert len(problems) == 181
    found = tally(problems, evening(18))
    assert (found.issued, found.closed, show_percent(found.closure_rate, 2)) == (175, 173, "98.86")
    assert not found.may_print_all_closed
    assert tally(problems, JUNE_19).closure_rate == 1
    assert tally(problems, JUNE_19).may_print_all_closed
    assert not tally([], JUNE_19).may_print_all_closed


def test_the_on_time_rate_counts_what_is_closed_late_or_overdue() -> None:
    due = date(2020, 6, 10)
    problems = [
        ProblemFact(JUNE_4, closed=due, due_on=due),
        ProblemFact(JUNE_4, closed=date(2020, 6, 11), due_on=due),
        ProblemFact(JUNE_4, due_on=due),
        ProblemFact(JUNE_4, due_on=JUNE_19),
    ]
    found = tally(problems, JUNE_19)
    assert found.on_time_rate == Fraction(1, 3)
    assert (found.closed, found.closed_in_time, found.open_overdue) == (2, 1, 1)
    assert tally(problems, due).open_overdue == 0


def test_seven_orders_on_six_sites_are_six() -> None:
    period = Period(date(2020, 6, 1), JUNE_19)
    lifted = (Order(JUNE_4, JUNE_5), Order(date(2020, 6, 8), date(2020, 6, 9)))
    sites = [SiteFacts(number, orders=(Order(JUNE_4, date(2020, 6, 18)),)) for number in range(4)]
    sites += [SiteFacts(4, orders=lifted), SiteFacts(5, orders=(Order(date(2020, 5, 1)),))]
    sites += [SiteFacts(6, orders=(Order(date(2020, 5, 1), date(2020, 5, 31)),)), SiteFacts(7)]
    assert stopped_in(sites, period) == (6, 1)
