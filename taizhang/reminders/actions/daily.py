"""The daily job: asks every rule what is due, reminds each person once, and queues what the channels carry out."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import User
from taizhang.reminders import rules
from taizhang.reminders.access import MANAGE
from taizhang.reminders.models import DailyJob, Delivery, Reminder, RuleRun, Run
from taizhang.reminders.reach import Reach

logger = logging.getLogger(__name__)

JOB = "remind"
LEASE = timedelta(minutes=30)  # a job taken that long ago and not done died with its worker, or had a fault
MISSED_DAYS = 7  # at most so many missed days are caught up
TOGETHER = 500  # rows of one INSERT


class _Line(NamedTuple):
    """What one person is to be told; sorted, so that two jobs at once insert in the same order and cannot deadlock."""

    journal_type: str
    subject_id: int
    on: date
    user: int
    text: str
    url: str


def claim(*, day: date) -> tuple[date, ...] | None:
    """Take the day's job for this worker; returns the missed days before it, or None where it is done or being done."""
    with transaction.atomic():
        DailyJob.objects.get_or_create(key=JOB)
        job, now = DailyJob.objects.select_for_update().get(key=JOB), clock.now()
        if job.done_on is not None and job.done_on >= day:
            return None
        if job.taken_at is not None and now - job.taken_at < LEASE:
            return None
        job.taken_at = now
        job.save(update_fields=["taken_at"])
        missed = min((day - job.done_on).days - 1, MISSED_DAYS) if job.done_on is not None else 0
    return tuple(day - timedelta(days=back) for back in range(missed, 0, -1))


def finish(*, run: Run) -> None:
    """Note the day as done, unless a rule failed: then the job is taken again when its lease is over."""
    with transaction.atomic():
        DailyJob.objects.get_or_create(key=JOB)
        job = DailyJob.objects.select_for_update().get(key=JOB)
        if run.faults or (job.done_on is not None and job.done_on > run.day):
            return
        job.done_on, job.taken_at = run.day, None
        job.save(update_fields=["done_on", "taken_at"])


def remind(*, day: date, by: User | None = None, missed: Iterable[date] = ()) -> Run:
    """Remind everybody of what is due on the day, and of what was due on the missed days before it.

    Whoever was reminded of the same (rule, row, on) is left alone, so that the job may run as often as it likes, and
    twice at once. A rule that fails is noted with the run and does not stop the others. `by` None is the system itself.
    For each rule the same number of statements, but for one INSERT more per 500 rows.
    """
    if by is not None:
        require(by, MANAGE)
    return _remind(rules.published(), day, by, missed)


def remind_now(*, keys: Iterable[str], day: date, by: User) -> Run:
    """Ask a few rules at once, such as when an office asks its readers again; the room whose rules they are asked who may."""
    return _remind([each for key in keys if (each := rules.rule(key))], day, by)


def _remind(asked: Iterable[rules.Rule], day: date, by: User | None, missed: Iterable[date] = ()) -> Run:
    with transaction.atomic():
        run = Run(day=day, by=by, started_at=clock.now())
        run.save()
    reach = Reach()
    with translation.override(
        settings.LANGUAGE_CODE
    ):  # what is kept is not in the language of who started it
        outcomes = [_ask(rule, run, (*sorted(missed), day), reach) for rule in asked]
    with transaction.atomic():
        run.ended_at = clock.now()
        run.made = sum(outcome.made for outcome in outcomes)
        run.faults = sum(bool(outcome.fault) for outcome in outcomes)
        run.save(update_fields=["ended_at", "made", "faults"])
        if run.made or run.faults or by is not None:
            detail = {"day": day, "made": run.made, "faults": run.faults}
            record(subject=run, kind="reminded", by=by, detail=detail)
    return run


def _ask(rule: rules.Rule, run: Run, days: Iterable[date], reach: Reach) -> RuleRun:
    try:
        with _apart():
            lines, found = _due(rule, days, reach)
        with transaction.atomic():
            outcome = RuleRun(run=run, rule=rule.key, found=found)
            outcome.save()
            outcome.made = _make(rule, outcome, lines, reach)
            outcome.save(update_fields=["made"])
    except Exception as error:
        logger.exception("The rule %s failed on %s", rule.key, run.day)
        outcome = RuleRun(run=run, rule=rule.key)
        outcome.fault = (_("规则运行出错：%s。系统半小时后再试。") % type(error).__name__)[:200]
        with transaction.atomic():
            outcome.save()
    return outcome


def _apart() -> AbstractContextManager[Any]:
    """A savepoint inside somebody's transaction; outside of one nothing, so that reading locks nobody out."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _due(rule: rules.Rule, days: Iterable[date], reach: Reach) -> tuple[list[_Line], int]:
    """The lines to be told, in order, and how many things are due; of missed days only what no later day finds too."""
    latest: dict[tuple[str, int, int], tuple[date, dict[date, _Line]]] = {}
    subjects: set[tuple[str, int]] = set()
    for day in days:
        for due in rule.find(day):
            subjects.add((due.journal_type, due.subject_id))
            for user in reach.active(due.user_ids):
                key = (due.journal_type, due.subject_id, user)
                if key not in latest or latest[key][0] != day:
                    latest[key] = (day, {})
                latest[key][1].setdefault(due.on, _line(due, user))
    return sorted(line for _day, by_on in latest.values() for line in by_on.values()), len(subjects)


def _line(due: rules.Due, user: int) -> _Line:
    if not url_has_allowed_host_and_scheme(due.url, allowed_hosts=None):
        raise ValueError(f"{due.url!r} leads out of the site")
    return _Line(due.journal_type, due.subject_id, due.on, user, str(due.text)[:300], due.url)


def _make(rule: rules.Rule, outcome: RuleRun, lines: list[_Line], reach: Reach) -> int:
    """Insert what is new, and queue it for the channels that reach the person; returns how many are new."""
    if not lines:
        return 0
    now = clock.now()
    Reminder.objects.bulk_create(
        (
            Reminder(
                rule=rule.key, journal_type=line.journal_type, subject_id=line.subject_id, on=line.on,
                user_id=line.user, text=line.text, url=line.url, made_at=now, found_by=outcome,
            )
            for line in lines
        ),
        ignore_conflicts=True,
        batch_size=TOGETHER,
    )  # fmt: skip
    made = list(Reminder.objects.filter(found_by=outcome).order_by("pk").values_list("pk", "user_id"))
    Delivery.objects.bulk_create(_deliveries(made, reach, now), batch_size=TOGETHER)
    return len(made)


def _deliveries(made: list[tuple[int, int]], reach: Reach, now: Any) -> Iterator[Delivery]:
    channels: dict[int, list[int]] = {}
    for reminder, user in made:
        if user not in channels:
            channels[user] = reach.channels_of(user)
        for channel in channels[user]:
            yield Delivery(channel_id=channel, reminder_id=reminder, next_at=now)
