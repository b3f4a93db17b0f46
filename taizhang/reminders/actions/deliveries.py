"""The queue out of the house: digests what waits, keeps to each channel's pace, and tries again until it is taken."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import User
from taizhang.reminders import robots, sending
from taizhang.reminders.access import MANAGE
from taizhang.reminders.models import Channel, Delivery, Message

LEASE = timedelta(
    minutes=5
)  # a message begun that long ago and not ended died with its worker; it is sent again
MINUTE = timedelta(minutes=1)
LONGEST_WAIT = 6 * 60  # minutes
ENOUGH_FAULTS = 3  # in a row: then the channel itself is the fault, and waits for the next round
LOOKED_AT = 1000  # deliveries of a channel taken into one digest at most


@dataclass(frozen=True)
class Digest:
    """A message about to be sent: its row, its heading, its lines, and the address of its person."""

    message: Message
    heading: str
    lines: tuple[sending.Line, ...]
    to: str


def wait_after(tries: int) -> timedelta:
    """How long a failed delivery waits: 1, 2, 4 … minutes, at most six hours; it is never given up."""
    return timedelta(minutes=min(2 ** min(tries - 1, 16), LONGEST_WAIT))


def deliver() -> int:
    """Send what waits and may be sent now; returns how many messages were taken. A failing channel waits, others go on."""
    taken = 0
    waiting = Delivery.objects.filter(sent_at__isnull=True, next_at__lte=clock.now(), channel__is_on=True)
    for channel in Channel.objects.filter(pk__in=waiting.values("channel_id")):
        faults = 0
        while faults < ENOUGH_FAULTS and (digest := _begin(channel)) is not None:
            fault = sending.send(channel, digest.heading, digest.lines, digest.to)
            _end(digest.message, fault)
            faults = faults + 1 if fault else 0
            taken += not fault
    return taken


@transaction.atomic
def _begin(channel: Channel) -> Digest | None:
    """Take the next digest of the channel under its lock; None where nothing waits or the minute is full."""
    locked, now = Channel.objects.select_for_update().get(pk=channel.pk), clock.now()
    if not locked.is_on or _full(locked):
        return None
    queue = Delivery.objects.filter(channel=locked, sent_at__isnull=True, next_at__lte=now).order_by(
        "next_at", "pk"
    )
    if locked.to_each:
        first = queue.values_list("reminder__user_id", flat=True).first()
        if first is None:
            return None
        queue = queue.filter(reminder__user_id=first)
    rows = list(queue.select_related("reminder__user")[:LOOKED_AT])
    if not rows:
        return None
    by_line: dict[sending.Line, list[Delivery]] = {}
    for row in rows:  # a group is told once what several of its people are reminded of
        by_line.setdefault(sending.Line(row.reminder.text, row.reminder.url), []).append(row)
    lines = list(by_line)[: sending.fitting(locked, list(by_line))]
    chosen = [row for line in lines for row in by_line[line]]
    person = chosen[0].reminder.user if locked.to_each else None
    message = Message(channel=locked, user=person, started_at=now, lines=len(lines))
    message.save()
    tries = max(row.tries for row in chosen) + 1
    Delivery.objects.filter(pk__in=[row.pk for row in chosen]).update(
        message=message, tries=tries, next_at=now + LEASE
    )
    return Digest(message, sending.title(len(lines)), tuple(lines), person.email if person else "")


def _full(channel: Channel) -> bool:
    """Whether the channel was handed as many messages in the last minute as a robot takes."""
    since = clock.now() - MINUTE
    return Message.objects.filter(channel=channel, started_at__gt=since).count() >= robots.A_MINUTE


@transaction.atomic
def _end(message: Message, fault: str) -> None:
    """Note what came of a message; what it did not carry waits longer each time."""
    now = clock.now()
    message.ended_at, message.fault = now, fault[:300]
    message.save(update_fields=["ended_at", "fault"])
    mine = Delivery.objects.filter(message=message)
    if not fault:
        mine.update(sent_at=now)
    elif (tries := mine.values_list("tries", flat=True).first()) is not None:
        mine.update(next_at=now + wait_after(tries))


def retry(*, channel: Channel, by: User) -> int:
    """Let everything that waits for the channel go with the next round; returns how many reminders."""
    require(by, MANAGE)
    with transaction.atomic():
        locked = Channel.objects.select_for_update().get(pk=channel.pk)
        if not locked.is_on:
            raise Conflict(_("渠道已停用。请先启用，再催发。"))
        waiting = Delivery.objects.filter(channel=locked, sent_at__isnull=True)
        under_way = Q(message__isnull=False, message__ended_at__isnull=True)
        count = waiting.exclude(under_way).update(next_at=clock.now())
        record(subject=locked, kind="retried", by=by, detail={"waiting": count})
    return count


def send_test(*, channel: Channel, by: User) -> Message:
    """Send one sentence by the channel, on or off, to its group or to oneself. Raises Refused where it is not taken."""
    require(by, MANAGE)
    if channel.to_each and not by.email:
        raise Refused(_("您自己还没有邮箱，收不到测试邮件。请先在“单位与人员”里填上邮箱。"))
    with transaction.atomic():
        locked = Channel.objects.select_for_update().get(pk=channel.pk)
        if _full(locked):
            raise Conflict(_("这个渠道一分钟里已发满 %s 条，请过一分钟再试。") % robots.A_MINUTE)
        message = Message(channel=locked, user=by if locked.to_each else None, started_at=clock.now())
        message.save()
        record(subject=locked, kind="tested", by=by)
    line = sending.Line(_("这是一条测试：能看到它，提醒就能从“%s”送到。") % locked.title, "/reminders/")
    fault = sending.send(locked, sending.title(1), (line,), by.email if locked.to_each else "")
    _end(message, fault)
    if fault:
        raise Refused(_("测试没有送到。%(fault)s。请核对地址和密钥后再试。") % {"fault": fault})
    return message
