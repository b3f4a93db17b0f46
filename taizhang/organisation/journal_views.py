"""The journal's page: the latest events of the whole district, and the check of their chain."""

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from taizhang.foundation import clock
from taizhang.journal import chain, tasks, timeline
from taizhang.journal.models import Event, Journalled
from taizhang.organisation import subjects
from taizhang.organisation.access import allow, require
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest

READ = "journal.read"
allow(READ, gettext_lazy("看全部日志、核验日志"), "administrator", "supervisor", "leader")

PAGE_SIZE = 50


def _models() -> dict[str, type[Journalled]]:
    """Journal type → model, in the order of the rooms."""
    return {
        model.journal_type: model
        for model in apps.get_models()
        if issubclass(model, Journalled) and model.journal_type
    }


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 19 else None


def _asked(params: QueryDict) -> QuerySet[Event]:
    """The events that the address asks for, newest first."""
    events = Event.objects.order_by("-seq").select_related("by", "unit")
    if params.get("type"):
        events = events.filter(subject_type=params["type"])
    if (number := _number(params.get("id"))) is not None:
        events = events.filter(subject_id=number)
    if params.get("kind"):
        events = events.filter(kind=params["kind"])
    if (number := _number(params.get("by"))) is not None:
        events = events.filter(by_id=number)
    if since := _day(params.get("since")):
        events = events.filter(recorded_at__gte=clock.start_of(since))
    if until := _day(params.get("until")):
        events = events.filter(recorded_at__lte=clock.end_of(until))
    if (number := _number(params.get("before"))) is not None:
        events = events.filter(seq__lt=number)
    return events


def _line(event: Event, models: dict[str, type[Journalled]]) -> dict[str, Any]:
    model, subject = models.get(event.subject_type), subjects.published(event.subject_type)
    detail = event.detail
    return {
        "event": event,
        "type": model._meta.verbose_name if model else event.subject_type,
        "title": timeline.title_of(event.kind, model),
        "url": subject.url(event.subject_id) if subject else "",
        "reason": detail.get("reason", ""),
        "late": event.recorded_at.date() != event.happened_at.date(),
    }


@require_GET
def events(request: SignedInRequest) -> HttpResponse:
    """The latest events, filtered by what the address says, 50 a page; htmx receives the table only."""
    require(request.user, READ)
    models = _models()
    found = list(_asked(request.GET)[: PAGE_SIZE + 1])
    lines = [_line(event, models) for event in found[:PAGE_SIZE]]
    context: dict[str, Any] = {
        "lines": lines,
        "before": lines[-1]["event"].seq if len(found) > PAGE_SIZE else None,
        "filtered": any(value for key, value in request.GET.items() if key != "before"),
    }
    if request.htmx and not request.htmx.boosted:
        return render(request, "journal/_events_table.html", context)
    model = models.get(request.GET.get("type", ""))
    kinds = timeline.kinds()
    if model is not None:
        kinds |= {name: str(title) for name, title in model.journal_titles.items()}
        kinds |= (
            {name: str(each.title) for name, each in model.workflow.transitions.items()}
            if model.workflow
            else {}
        )
    seq, head = chain.head()
    context |= {
        "types": [(key, each._meta.verbose_name) for key, each in models.items()],
        "kinds": kinds.items(),
        "people": User.objects.order_by("id")[:500],
        "seq": seq,
        "head": head,
        "verification": tasks.last_verification(),
    }
    return render(request, "journal/events.html", context)


@require_GET
def verification(request: SignedInRequest) -> HttpResponse:
    """What the last walk along the chain found; polls itself while one is under way."""
    require(request.user, READ)
    seq, head = chain.head()
    context = {"verification": tasks.last_verification(), "seq": seq, "head": head}
    return render(request, "journal/_verification.html", context)


@require_POST
def verify(request: SignedInRequest) -> HttpResponse:
    """Start a walk along the chain in the background."""
    require(request.user, READ)
    tasks.announce()
    tasks.verify_chain.enqueue()
    return redirect("journal:events")
