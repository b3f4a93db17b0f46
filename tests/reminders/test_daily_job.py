"""The daily job: each person once for the same thing, however often it runs, whoever else runs it, whatever days it missed."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from taizhang.foundation import clock
from taizhang.foundation.refusals import NotPermitted
from taizhang.journal.models import Event
from taizhang.organisation.models import District
from taizhang.reminders import rules, schedule
from taizhang.reminders.actions import daily
from taizhang.reminders.models import DailyJob, Reminder, RuleRun, Run
from tests import factories
from tests.reminders.makers import DAY, due, rule

Publish = Callable[..., None]


def test_the_same_day_twice_reminds_once(publish: Publish) -> None:
    clerk, other = factories.person("town_clerk"), factories.person("leader")
    publish(rule(lambda day: [due(1, clerk, other), due(2, clerk)]))
    assert daily.remind(day=DAY).made == 3
    assert daily.remind(day=DAY).made == 0
    assert Reminder.objects.count() == 3 and Reminder.objects.filter(user=clerk).count() == 2


def test_another_limit_reminds_again_and_a_new_person_is_reminded(publish: Publish) -> None:
    clerk, other = factories.person("town_clerk"), factories.person("town_clerk")
    found = [due(1, clerk)]
    publish(rule(lambda day: found))
    daily.remind(day=DAY)
    found[:] = [due(1, clerk, other), due(1, clerk, on=DAY + timedelta(days=9))]
    assert daily.remind(day=DAY).made == 2


def test_two_jobs_at_once_remind_once(publish: Publish) -> None:
    """The other job finds and inserts everything after this one has found, and before it inserts."""
    clerk = factories.person("town_clerk")
    once = iter([True])

    def find(day: date) -> Iterator[rules.Due]:
        yield due(1, clerk)
        if next(once, False):
            daily.remind(day=day)
        yield due(2, clerk)

    publish(rule(find))
    assert daily.remind(day=DAY).made == 0
    assert Reminder.objects.count() == 2
    assert sorted(Run.objects.values_list("made", flat=True)) == [0, 2]


def test_only_one_worker_takes_the_day(publish: Publish) -> None:
    assert daily.claim(day=DAY) == ()
    assert daily.claim(day=DAY) is None
    daily.finish(run=daily.remind(day=DAY))
    assert daily.claim(day=DAY) is None
    assert schedule.remind_if_due() is None


def test_a_job_whose_worker_died_is_taken_by_another(publish: Publish) -> None:
    with time_machine.travel("2026-11-20 08:00+08:00", tick=False) as traveller:
        assert daily.claim(day=DAY) == ()
        traveller.shift(daily.LEASE)
        assert daily.claim(day=DAY) == ()


def test_the_worker_reminds_once_a_day_from_the_set_hour(publish: Publish) -> None:
    District.objects.update(stands_on=None)
    clerk = factories.person("town_clerk")
    publish(rule(lambda day: [due(1, clerk, on=day)]))
    made = []
    with time_machine.travel("2026-11-20 07:00+08:00", tick=False) as traveller:
        for hours in (0, 1, 1, 22, 1):  # 07:00, 08:00, 09:00, next day 07:00, 08:00
            traveller.shift(timedelta(hours=hours))
            run = schedule.remind_if_due()
            made.append(run.made if run else None)
    assert made == [None, 1, None, None, 1]


def test_missed_days_are_caught_up(publish: Publish) -> None:
    """A rule that finds a thing on its one day only; a thing found on several days counts for the latest."""
    clerk = factories.person("town_clerk")
    asked: list[date] = []

    def find(day: date) -> list[rules.Due]:
        asked.append(day)
        return [due(day.day, clerk, on=day), due(99, clerk, on=day)]

    publish(rule(find))
    DailyJob.objects.create(key=daily.JOB, done_on=date(2020, 6, 16))
    run = schedule.remind_if_due()
    assert asked == [date(2020, 6, 17), date(2020, 6, 18), DAY]
    assert run is not None and run.made == 4
    assert Reminder.objects.get(subject_id=99).on == DAY
    assert DailyJob.objects.get().done_on == DAY


def test_of_a_long_pause_only_the_last_week_is_caught_up() -> None:
    DailyJob.objects.create(key=daily.JOB, done_on=date(2020, 1, 1))
    missed = daily.claim(day=DAY)
    assert missed == tuple(DAY - timedelta(days=back) for back in range(7, 0, -1))


def test_a_rule_that_fails_stops_no_other_and_the_day_is_tried_again(publish: Publish) -> None:
    clerk = factories.person("town_clerk")

    def broken(day: date) -> list[rules.Due]:
        raise ZeroDivisionError

    publish(rule(broken, "test.broken"), rule(lambda day: [due(1, clerk)]))
    with time_machine.travel("2026-11-20 08:00+08:00", tick=False) as traveller:
        run = schedule.remind_if_due()
        assert run is not None and (run.made, run.faults) == (1, 1)
        assert "ZeroDivisionError" in RuleRun.objects.get(run=run, rule="test.broken").fault
        assert schedule.remind_if_due() is None
        traveller.shift(daily.LEASE)
        again = schedule.remind_if_due()
        assert again is not None and (again.made, again.faults) == (0, 1)


def test_a_page_outside_of_the_site_is_a_fault(publish: Publish) -> None:
    clerk = factories.person("town_clerk")
    away = rules.Due("investment.lead", 1, "示例", "https://elsewhere.example.cn/", DAY, (clerk.pk,))
    publish(rule(lambda day: [away]))
    assert daily.remind(day=DAY).faults == 1 and not Reminder.objects.exists()


def test_a_shut_account_is_not_reminded(publish: Publish) -> None:
    gone = factories.person("town_clerk", is_active=False)
    publish(rule(lambda day: [due(1, gone)]))
    assert daily.remind(day=DAY).made == 0


def test_a_rule_costs_as_many_queries_for_60_things_as_for_3(publish: Publish) -> None:
    clerk, counts = factories.person("town_clerk"), []
    for many in (3, 60):
        publish(rule(lambda day, many=many: [due(many * 1000 + number, clerk) for number in range(many)]))
        with CaptureQueriesContext(connection) as queries:
            assert daily.remind(day=DAY).made == many
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_run_is_journalled_once_and_by_hand_only_the_administrator_runs_it(publish: Publish) -> None:
    clerk, admin = factories.person("town_clerk"), factories.person("administrator")
    publish(rule(lambda day: [due(1, clerk)]))
    with pytest.raises(NotPermitted, match="系统管理员"):
        daily.remind(day=DAY, by=clerk)
    run = daily.remind(day=DAY, by=admin)
    event = Event.objects.get(subject_type="reminders.run", subject_id=run.pk)
    assert event.by == admin and event.detail == {"day": "2020-06-19", "made": 1, "faults": 0}
    assert clock.local_date(event.recorded_at) == clock.today()
