"""Signed issues on their way: sent to their recipients, opened and confirmed by these, asked for again, put away."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.archive import access  # noqa: F401  declares the permissions
from taizhang.archive.models import Delivery
from taizhang.archive.states import Channel
from taizhang.bulletin.models import Issue, RecipientEntry, RecipientList
from taizhang.bulletin.recipients import people_behind
from taizhang.bulletin.states import ISSUE
from taizhang.foundation import clock
from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import Entry, record, record_many
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.reminders.actions import daily

CHASED = "archive.chased"


@transaction.atomic
def send_issue(
    *,
    issue: Issue,
    lists: Sequence[RecipientList],
    copies: int | None = None,
    by: User,
    happened_at: datetime | None = None,
) -> Issue:
    """Send an issue whose proofs were passed: everybody behind the lists gets it in the system, paper is noted.

    `copies` is the number printed. Raises Refused where the lists reach nobody, Conflict where the proofs are not passed
    or the issue was sent already.
    """
    require(by, "archive.send_issue", issue)
    if issue.state not in ISSUE.transition("send").sources:
        return move(issue, "send", by=by)  # says why not
    entries = list(
        RecipientEntry.objects.filter(list__in=lists)
        .select_related("list", "unit", "user")
        .order_by("list__line", "list__position", "list", "position")
    )
    people = people_behind(entries)
    paper = [entry for entry in entries if entry.copies or entry.outside]
    if not people and not paper:
        raise Refused(_("所选名单里没有收阅人。请先到“送发名单”里添上单位、岗位或人员。"), field="lists")
    at = happened_at or clock.now()
    rows = [
        Delivery(issue=issue, user=user, unit=user.unit, why=why[:160], sent_at=at) for user, why in people
    ]
    rows += [
        Delivery(
            issue=issue,
            unit=entry.unit,
            outside=entry.outside or str(entry),
            why=entry.list.name,
            channel=Channel.PAPER,
            copies=entry.copies,
            sent_at=at,
        )
        for entry in paper
    ]
    Delivery.objects.bulk_create(rows)
    record_many(
        [
            Entry(
                Delivery.journal_type,
                row.pk,
                "created",
                at,
                row.unit_id,
                {"issue": issue.pk, "user": row.user_id, "outside": row.outside, "copies": row.copies},
            )
            for row in rows
        ],
        by=by,
    )
    detail = {"lists": [each.name for each in lists], "people": len(people), "paper": len(paper)}
    if copies is not None:
        detail["copies"] = copies
    return move(issue, "send", by=by, happened_at=happened_at, detail=detail)


def _own(delivery: Delivery, by: User) -> Delivery:
    """The copy, locked; raises NotPermitted where it is somebody else's."""
    require(by, "archive.read_issue")
    held = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if held.user_id != by.pk:
        raise NotPermitted(_("这一份不是发给您的，只能由收阅人本人确认。"))
    return held


@transaction.atomic
def open_delivery(*, delivery: Delivery, by: User, happened_at: datetime | None = None) -> Delivery:
    """Note that the recipient has opened the issue; only the first time counts."""
    held = _own(delivery, by)
    if held.read_at is None:
        held.read_at = happened_at or clock.now()
        held.save(update_fields=["read_at"])
        record(subject=held, kind="read", by=by, happened_at=happened_at, detail={"issue": held.issue_id})
    return held


@transaction.atomic
def confirm_reading(*, delivery: Delivery, by: User, happened_at: datetime | None = None) -> Delivery:
    """The recipient's own word of having read it; saying it again changes nothing."""
    held = open_delivery(delivery=delivery, by=by, happened_at=happened_at)
    if held.confirmed_at is None:
        held.confirmed_at = happened_at or clock.now()
        held.save(update_fields=["confirmed_at"])
        record(
            subject=held, kind="confirmed", by=by, happened_at=happened_at, detail={"issue": held.issue_id}
        )
    return held


@transaction.atomic
def chase_readers(*, issue: Issue, by: User) -> int:
    """Ask everybody who has not confirmed reading once more, now and by every channel; returns how many.

    Raises Refused where everybody has confirmed, or where they were asked today already.
    """
    require(by, "archive.chase_readers", issue)
    today = business_today()
    waiting = Delivery.objects.filter(issue=issue).unconfirmed()
    if not waiting.exists():
        raise Refused(_("都已确认收阅，不必再催。"))
    asked = waiting.exclude(chased_on=today)
    if not (count := asked.update(chased_on=today)):
        raise Refused(_("今天已经催过了，明天再催。"))
    record(subject=issue, kind="deliveries_chased", by=by, detail={"people": count, "day": today})
    daily.remind_now(keys=(CHASED,), day=today, by=by)
    return count


def archive_issue(*, issue: Issue, by: User, happened_at: datetime | None = None) -> Issue:
    """Put a sent issue away; it stays to be read and found, and its readers may still confirm."""
    require(by, "archive.archive_issue", issue)
    return move(issue, "archive", by=by, happened_at=happened_at)
