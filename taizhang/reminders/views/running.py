"""The administrator's pages: what reminds whom and when it last ran, the channels, and what went out of the house."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Min, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from taizhang.foundation import clock
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.organisation.roles import ROLES
from taizhang.reminders import rules as published_rules
from taizhang.reminders.access import MANAGE
from taizhang.reminders.actions import channels as acts
from taizhang.reminders.actions import daily, deliveries
from taizhang.reminders.forms import ChangedChannelForm, ChannelForm
from taizhang.reminders.models import Channel, Message, RuleRun, Run
from taizhang.reminders.views.frame import frame, page_of
from taizhang.web.forms import FormPage, form_view

RUNS = 14


@require_GET
def rules(request: SignedInRequest) -> HttpResponse:
    """Every rule with what it found when it last ran, and the last runs of the daily job."""
    require(request.user, MANAGE)
    runs = list(Run.objects.select_related("by")[:RUNS])
    last = {}
    if runs:
        last = {line.rule: line for line in RuleRun.objects.filter(run=runs[0])}
    context = {
        **frame(request, "rules"),
        "lines": [(rule, last.get(rule.key)) for rule in published_rules.published()],
        "runs": runs,
        "day": district.business_today(),
    }
    return render(request, "reminders/rules.html", context)


@require_POST
def run_now(request: SignedInRequest) -> HttpResponse:
    """Ask every rule now, without waiting for tomorrow's job."""
    run = daily.remind(day=district.business_today(), by=request.user)
    if run.faults:
        messages.error(
            request,
            _("有 %(faults)s 条规则出错，其余的新提醒 %(made)s 条。")
            % {"faults": run.faults, "made": run.made},
        )
    else:
        messages.success(request, _("新提醒 %s 条。提醒过的不会再提醒。") % run.made)
    return redirect("reminders:rules")


@require_GET
def channels(request: SignedInRequest) -> HttpResponse:
    """The channels, for whom they are, and what waits for each."""
    require(request.user, MANAGE)
    waiting = Q(deliveries__sent_at__isnull=True, deliveries__isnull=False)
    found = Channel.objects.prefetch_related("units").annotate(waiting=Count("deliveries", filter=waiting))
    lines: list[dict[str, Any]] = [
        {
            "channel": channel,
            "host": acts.host_of(channel),
            "roles": [ROLES[key].title for key in channel.roles if key in ROLES],
            "units": channel.units.all(),
        }
        for channel in found
    ]
    unaddressed = User.objects.filter(is_active=True, email="", posts__isnull=False).distinct().count()
    context = {**frame(request, "channels"), "lines": lines, "unaddressed": unaddressed}
    return render(request, "reminders/channels.html", context)


def channel_add(request: SignedInRequest) -> HttpResponse:
    """A new channel."""
    require(request.user, MANAGE)
    page = FormPage(
        title=_("新增渠道"),
        back=reverse("reminders:channels"),
        note=_("送出去的只有标题和链接，没有台账内容。"),
    )
    return form_view(
        request, ChannelForm, lambda data: acts.add_channel(by=request.user, **data), page=page,
        done=lambda _row: page.back, saved=_("渠道已建好，请发一条测试。"),
    )  # fmt: skip


def channel_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """A channel's settings."""
    require(request.user, MANAGE)
    row = get_object_or_404(Channel, pk=pk)
    page = FormPage(title=_("修改渠道“%s”") % row.title, back=reverse("reminders:channels"))
    initial = {name: getattr(row, name) for name in ("title", "address", "account", "is_on", "roles")}
    return form_view(
        request, ChangedChannelForm, lambda data: acts.change_channel(by=request.user, channel=row, values=data),
        page=page, done=lambda _row: page.back, initial={**initial, "units": list(row.units.all())},
    )  # fmt: skip


@require_POST
def channel_test(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send one sentence by the channel."""
    row = get_object_or_404(Channel, pk=pk)
    deliveries.send_test(channel=row, by=request.user)
    messages.success(request, _("测试已从“%s”送到。") % row.title)
    return redirect("reminders:channels")


@require_POST
def channel_retry(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let what waits for the channel go with the next round."""
    row = get_object_or_404(Channel, pk=pk)
    count = deliveries.retry(channel=row, by=request.user)
    messages.success(request, _("%s 条提醒马上再发。") % count)
    return redirect("reminders:messages")


@require_GET
def sent(request: SignedInRequest) -> HttpResponse:
    """What was handed to the channels and what came of it, newest first; and what still waits."""
    require(request.user, MANAGE)
    found = Message.objects.select_related("channel", "user")
    if request.GET.get("state") == "fault":
        found = found.exclude(fault="")
    waiting = Channel.objects.filter(deliveries__sent_at__isnull=True, deliveries__isnull=False).annotate(
        waiting=Count("deliveries"),
        oldest=Min("deliveries__reminder__made_at"),
        next=Min("deliveries__next_at"),
    )
    context = {
        **frame(request, "messages"),
        **page_of(found, request.GET.get("page")),
        "waiting": waiting,
        "now": clock.now(),
        "state": request.GET.get("state", ""),
    }
    return render(request, "reminders/messages.html", context)
