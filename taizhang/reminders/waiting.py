"""Unread reminders on the desk."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.reminders.models import Reminder
from taizhang.web.waiting import Waiting

WAITING = (
    Waiting(
        "reminders:unread",
        _("没读的提醒"),
        lambda user: Reminder.objects.visible_to(user).unread().count(),
        lambda user: f"{reverse('reminders:inbox')}?state=unread",
        permission="",
        tone="warn",
    ),
)
