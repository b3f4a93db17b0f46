"""A person's marks on their own reminders; nobody else's business, so the journal does not keep them."""

from django.db import transaction

from taizhang.foundation import clock
from taizhang.organisation.models import User
from taizhang.reminders.models import Reminder


@transaction.atomic
def mark_read(*, reminder: Reminder, by: User) -> Reminder:
    """Mark one's own reminder as read; the first time counts. Raises Reminder.DoesNotExist for somebody else's."""
    row = Reminder.objects.visible_to(by).select_for_update().get(pk=reminder.pk)
    if row.read_at is None:
        row.read_at = clock.now()
        row.save(update_fields=["read_at"])
    return row


@transaction.atomic
def mark_all_read(*, by: User, until: int) -> int:
    """Mark all of one's own up to the id `until`, the newest that one has seen, as read; returns how many."""
    return Reminder.objects.visible_to(by).unread().filter(pk__lte=until).update(read_at=clock.now())
