"""Pages of the daily ledgers: what was summed up, and what has changed since."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from taizhang.construction import actions
from taizhang.construction.actions.daily import counts_on
from taizhang.construction.daily_seal import seal
from taizhang.construction.forms import step_form
from taizhang.construction.models import DailyLedger, Problem
from taizhang.construction.registers import DAILY
from taizhang.construction.states import PROBLEM
from taizhang.construction.views.around import address_of
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Fact
from taizhang.web.related import Line, Related
from taizhang.workbooks.views import record_context

SHOWN = 100


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One day as it was summed up, with what the ledger would say of it now."""
    daily = get_object_or_404(DailyLedger.objects.visible_to(request.user), pk=pk)
    titles = {name: str(DailyLedger._meta.get_field(name).verbose_name) for name in daily.counts}  # type: ignore[union-attr]
    whole = seal(daily.day, daily.counts, daily.members, daily.previous) == daily.hash
    facts = [Fact(titles[name], number) for name, number in daily.counts.items()]
    facts += [
        Fact(_("当天发现"), len(daily.members["found"])),
        Fact(_("当天销号"), len(daily.members["closed"])),
        Fact(_("校验"), _("内容与哈希相符") if whole else _("内容与哈希不符，已被改动")),
        Fact(_("前一日哈希"), daily.previous, wide=True),
        Fact(_("哈希"), daily.hash, wide=True),
    ]
    changed = [
        f"{titles[name]} {daily.counts[name]} → {now}"
        for name, now in counts_on(daily.day).items()
        if now != daily.counts[name]
    ]
    context = record_context(
        DAILY,
        title=_("%s 台账日报") % daily.day,
        facts=facts,
        relations=[
            _listed(daily, "open", _("截止时没有销号的问题")),
            _listed(daily, "found", _("当天发现的问题")),
        ],
        history=timeline(daily),
    )
    if changed:
        context |= {
            "note": _("日报保持原样。其后台账有改动，按现在的台账：%s。") % "；".join(changed),
            "note_tone": "warn",
        }
    return render(request, "construction/record.html", context)


def _listed(daily: DailyLedger, member: str, title: str) -> Related:
    ids = daily.members[member]
    rows = Problem.objects.filter(pk__in=ids[:SHOWN]).select_related("site").order_by("due_on", "pk")
    return Related(
        f"{title} {len(ids)}",
        (_("问题描述"), _("点位"), _("整改期限"), _("现在的状态")),
        tuple(
            Line(row.description, (row.site.name, row.due_on), address_of("problems", row.pk), row.state)
            for row in rows
        ),
        empty=_("没有。"),
        words=PROBLEM,
    )


def add(request: SignedInRequest) -> HttpResponse:
    """Sum a day up."""
    require(request.user, "construction.close_day")
    return form_view(
        request,
        step_form("day"),
        lambda data: actions.close_day(by=request.user, **data),
        page=FormPage(
            title=_("生成台账日报"),
            back=DAILY.url(),
            submit=_("生成"),
            note=_("截止到那天结束时的台账；生成以后不再改动。"),
        ),
        done=lambda daily: DAILY.url("record", pk=daily.pk),
        initial={"day": business_today()},
    )
