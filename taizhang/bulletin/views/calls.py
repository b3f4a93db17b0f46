"""Pages of the calls for items: who was asked, who answered, who is late."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.bulletin import actions
from taizhang.bulletin.calls_register import CALLS
from taizhang.bulletin.item_forms import CallForm
from taizhang.bulletin.models import Call, Item
from taizhang.bulletin.states import CALL, OFFICE, WITH_THE_UNIT, CallState, ItemState
from taizhang.bulletin.views.acts import Step, buttons, take_step
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import Unit, User
from taizhang.organisation.requests import SignedInRequest
from taizhang.organisation.workdays import working_days_between
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.views import record_context

CALL_STEPS = (
    Step("close", "bulletin.call_for_items", actions.close_call, primary=False),
    Step("reopen", "bulletin.call_for_items", actions.reopen_call, primary=False),
)
OWN_SHOWN = 10


@dataclass(frozen=True)
class Answer:
    """What one of the units asked has sent: its items, the first day of a submission, working days late, a tone."""

    unit: Unit
    items: tuple[Item, ...]
    submitted_on: date | None
    late: int

    @property
    def tone(self) -> str:
        """ "good" in time, "warn" late, "bad" where nothing came by the deadline, else empty."""
        if self.submitted_on is not None:
            return "warn" if self.late else "good"
        return "bad" if self.late else ""


def answers_of(call: Call, user: User, day: date) -> list[Answer]:
    """One line a unit asked, of those whose items the person may see, in the order of the district; two queries."""
    by_unit: dict[int, list[Item]] = {}
    for item in Item.objects.visible_to(user).filter(call=call).order_by("submitted_on", "pk"):
        by_unit.setdefault(item.unit_id, []).append(item)
    units = Unit.objects.filter(pk__in=call.asked.values("unit"))
    if not user.role_keys & OFFICE:
        units = units.filter(pk__in=user.home_unit_ids)
    found = []
    for unit in units:
        items = by_unit.get(unit.pk, [])
        first = min((each.submitted_on for each in items if each.submitted_on), default=None)
        end = first or (day if call.state == CallState.OPEN else call.due_on)
        late = working_days_between(call.due_on, end) if end > call.due_on else 0
        found.append(Answer(unit, tuple(items), first, late))
    return found


def _call(request: SignedInRequest, pk: int) -> Call:
    rows = Call.objects.visible_to(request.user).select_related("unit", "topic", "by")
    return get_object_or_404(rows, pk=pk)


@require_GET
def call(request: SignedInRequest, pk: int) -> HttpResponse:
    """One call: what is asked, and the answers that the person may see."""
    found, user = _call(request, pk), request.user
    asked_of_me = found.asked.filter(unit__in=user.home_unit_ids).exists()
    acts = []
    if found.state == CallState.OPEN and asked_of_me and may(user, "bulletin.write_item"):
        url = f"{reverse('bulletin:items-add')}?call={pk}"
        acts.append(Act(_("写稿应约"), url, primary=True))
    acts += buttons(user, found, CALL, CALL_STEPS, "bulletin:calls-act")
    if found.state == CallState.OPEN and may(user, "bulletin.call_for_items", found):
        acts.append(Act(_("修改"), CALLS.url("edit", pk=pk)))
    answers = answers_of(found, user, business_today())
    context = record_context(
        CALLS,
        title=found.title,
        acts=acts,
        facts=[
            Fact(_("状态"), found.get_state_display(), state=found.state),
            Fact(_("主题"), found.topic or ""),
            Fact(_("约稿部门"), found.unit),
            Fact(_("发出日期"), found.called_on),
            Fact(_("截稿日期"), found.due_on),
            Fact(_("要求"), found.text, wide=True),
        ],
        history=timeline(found),
        call=found,
        answers=answers,
        own=_own_items(found, user) if asked_of_me and found.state == CallState.OPEN else (),
    )
    return render(request, "bulletin/call.html", context)


def _own_items(found: Call, user: User) -> list[Item]:
    """Items of the person's own units, asked by the call, that answer no call yet."""
    asked = found.asked.filter(unit__in=user.home_unit_ids).values("unit")
    states = (*WITH_THE_UNIT, ItemState.SIGNED_OFF, ItemState.SUBMITTED, ItemState.RECEIVED)
    rows = Item.objects.filter(unit__in=asked, call__isnull=True, state__in=states)
    return [each for each in rows.order_by("-pk")[:OWN_SHOWN] if may(user, "bulletin.write_item", each)]


@require_POST
def answer(request: SignedInRequest, pk: int, item: int) -> HttpResponse:
    """An item that was written already answers the call."""
    found = _call(request, pk)
    row = get_object_or_404(Item.objects.visible_to(request.user), pk=item)
    actions.answer_call(item=row, call=found, by=request.user)
    messages.success(request, _("《%(title)s》已作为应约稿件。") % {"title": row.title})
    return HttpResponseRedirect(CALLS.url("record", pk=pk))


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """A new call."""
    require(request.user, "bulletin.call_for_items")
    return form_view(
        request,
        CallForm,
        lambda data: actions.call_for_items(by=request.user, **data),
        page=FormPage(title=_("约稿"), back=CALLS.url(), submit=_("发出约稿")),
        done=lambda made: CALLS.url("record", pk=made.pk),
        saved=_("已发出，被约单位在工作台上看得到。"),
    )


@require_http_methods(["GET", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an open call."""
    found = _call(request, pk)
    require(request.user, "bulletin.call_for_items", found)
    initial: dict[str, Any] = {name: getattr(found, name) for name in ("title", "topic", "due_on", "text")}
    initial["units"] = list(found.asked.values_list("unit", flat=True))
    return form_view(
        request,
        CallForm,
        lambda data: actions.change_call(call=found, by=request.user, **data),
        page=FormPage(title=_("修改约稿"), back=CALLS.url("record", pk=pk)),
        done=lambda changed: CALLS.url("record", pk=changed.pk),
        initial=initial,
    )


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """Close a call, or open it again."""
    back = CALLS.url("record", pk=pk)
    return take_step(
        request, _call(request, pk), name, noun="call", workflow=CALL, steps=CALL_STEPS, back=back
    )
