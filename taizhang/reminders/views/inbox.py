"""One's own reminders: unread first, opened, marked as read."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from taizhang.organisation.requests import SignedInRequest
from taizhang.reminders import rules
from taizhang.reminders.actions import reading
from taizhang.reminders.models import Reminder
from taizhang.reminders.views.frame import frame, page_of

STATES = {"unread": True, "read": False}


@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    """The reminders of the person who asks, filtered by what the address says."""
    mine = Reminder.objects.visible_to(request.user).in_order()
    state, key = request.GET.get("state", ""), request.GET.get("rule", "")
    if state in STATES:
        mine = mine.filter(read_at__isnull=STATES[state])
    if rules.rule(key):
        mine = mine.filter(rule=key)
    page = page_of(mine, request.GET.get("page"))
    published = {rule.key: rule.title for rule in rules.published()}
    context = {
        **frame(request, "inbox"),
        **page,
        "lines": [(row, published.get(row.rule, "")) for row in page["rows"]],
        "newest": max((row.pk for row in page["rows"]), default=0) if page["number"] == 1 else 0,
        "rules": published.items(),
        "filtered": state in STATES or bool(rules.rule(key)),
        "state": state,
        "rule": key,
    }
    fragment = request.htmx and not request.htmx.boosted
    return render(request, "reminders/_inbox.html" if fragment else "reminders/inbox.html", context)


@require_POST
def open_subject(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark a reminder as read and go to what it is about."""
    row = get_object_or_404(Reminder.objects.visible_to(request.user), pk=pk)
    return HttpResponseRedirect(reading.mark_read(reminder=row, by=request.user).url)


@require_POST
def read(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark one as read."""
    row = get_object_or_404(Reminder.objects.visible_to(request.user), pk=pk)
    reading.mark_read(reminder=row, by=request.user)
    return redirect("reminders:inbox")


@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    """Mark all as read, up to the newest that the page showed."""
    until = request.POST.get("until", "")
    count = reading.mark_all_read(
        by=request.user, until=int(until) if until.isdecimal() and len(until) < 19 else 0
    )
    said = ngettext("%(count)s 条提醒标为已读。", "%(count)s 条提醒标为已读。", count) % {"count": count}
    messages.success(request, said if count else _("没有未读的提醒。"))
    return redirect("reminders:inbox")
