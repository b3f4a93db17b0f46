"""Pages of 校数 in the bulletin: an item's, a text being typed, a whole issue's, and what is decided on a finding."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.bulletin import printing
from taizhang.bulletin.checked import CheckedItem, check_item, check_items
from taizhang.bulletin.forms import ReasonForm
from taizhang.bulletin.live_figures import Evaluation
from taizhang.bulletin.models import Issue, Item, Placement
from taizhang.bulletin.registers import ITEMS
from taizhang.bulletin.sheet import set_issue, set_text
from taizhang.bulletin.states import WITH_THE_OFFICE
from taizhang.foundation.refusals import Conflict
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.proofreading.access import CHECK, DECIDE
from taizhang.proofreading.deciding import decide as keep_decision
from taizhang.proofreading.deciding import withdraw_decision
from taizhang.proofreading.models import Decision
from taizhang.web.forms import FormPage, form_view


def _item(request: SignedInRequest, pk: int) -> Item:
    return get_object_or_404(Item.objects.visible_to(request.user).select_related("unit"), pk=pk)


def _evaluation(item: Item | None) -> Evaluation:
    today = business_today()
    place = Placement.objects.select_related("issue").filter(item=item).first() if item else None
    return Evaluation(place.issue.cut_off if place else today, today)


def _checked(item: Item, reader: User) -> CheckedItem:
    evaluation = _evaluation(item)
    text = set_text(item.title, item.body, item.source, evaluation, item.pk)
    decisions = Decision.objects.about(Item.journal_type, [item.pk])
    return check_item(text, as_of=evaluation.as_of, reader=reader, decisions=decisions)


def may_decide(user: User, item: Item) -> bool:
    """Whether the person may let a finding of the item stand: while the office has it in hand."""
    return item.state in WITH_THE_OFFICE and may(user, DECIDE)


def _decide_url(user: User, item: Item) -> str:
    return reverse("bulletin:items-decide", args=[item.pk]) if may_decide(user, item) else ""


@require_GET
def item(request: SignedInRequest, pk: int) -> HttpResponse:
    """What 校数 finds in an item now; htmx receives the fragment that stands on the item's page."""
    require(request.user, CHECK)
    found = _item(request, pk)
    checked = _checked(found, request.user)
    context = {
        "shown": checked.shown,
        "as_of": checked.checked.as_of,
        "decide_url": _decide_url(request.user, found),
        "title": found.title,
        "back": ITEMS.url("record", pk=pk),
    }
    fragment = request.htmx and not request.htmx.boosted
    return render(request, "proofreading/_checked.html" if fragment else "bulletin/check.html", context)


@require_POST
def typed(request: SignedInRequest) -> HttpResponse:
    """What 校数 finds in a text that is being typed; nothing is kept."""
    require(request.user, CHECK)
    asked = request.GET.get("item", "")
    found = Item.objects.visible_to(request.user).filter(pk=int(asked)).first() if asked.isdecimal() else None
    evaluation = _evaluation(found)
    title, body, source = (request.POST.get(name, "") for name in ("title", "body", "source"))
    text = set_text(title, body, source, evaluation)
    decisions = Decision.objects.about(Item.journal_type, [found.pk]) if found else ()
    checked = check_item(text, as_of=evaluation.as_of, reader=request.user, decisions=decisions)
    context = {"shown": checked.shown, "as_of": evaluation.as_of}
    return render(request, "proofreading/_checked.html", context)


@require_GET
def issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """What 校数 finds in every item of an issue; of a signed one, what it had found at the signing."""
    require(request.user, CHECK)
    rows = Issue.objects.visible_to(request.user)
    found = get_object_or_404(rows, pk=pk)
    back = reverse("bulletin:issues-record", args=[pk])
    context: dict[str, Any] = {"issue": found, "back": back, "as_of": found.cut_off}
    if found.is_frozen:
        printed = [each for each in found.printed_items.all() if each.proofreading]
        return render(request, "bulletin/issue_check_kept.html", {**context, "printed": printed})
    items = set_issue(found, printing.live_evaluation(found))
    checked = check_items(items, as_of=found.cut_off, reader=request.user)
    by_pk = {item.pk: item for item in Item.objects.filter(pk__in=[each.pk for each in items])}
    context["results"] = [
        {
            "title": each.item.title,
            "shown": each.shown,
            "prefix": f"i{each.item.pk}-",
            "url": ITEMS.url("record", pk=each.item.pk),
            "decide_url": _decide_url(request.user, by_pk[each.item.pk]) if each.item.pk else "",
        }
        for each in checked
    ]
    return render(request, "bulletin/issue_check.html", context)


@require_http_methods(["GET", "POST"])
def decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a finding stand with a reason (?mark=…), or take a decision back (POST withdraw)."""
    found = _item(request, pk)
    require(request.user, DECIDE)
    if not may_decide(request.user, found):
        raise Conflict(_("稿件现在“%(state)s”，校数结论不能再处理。") % {"state": found.get_state_display()})
    back = f"{ITEMS.url('record', pk=pk)}#check"
    if "withdraw" in request.POST:
        decisions = Decision.objects.about(Item.journal_type, [pk])
        row = get_object_or_404(decisions, pk=request.POST["withdraw"])
        withdraw_decision(decision=row, by=request.user)
        messages.success(request, _("已撤回。"))
        return HttpResponseRedirect(back)
    mark = request.GET.get("mark", "")
    entries = _checked(found, request.user).shown.entries
    entry = next((each for each in entries if each.finding.mark == mark), None)
    if entry is None or entry.tone == "good":
        raise Http404
    note = _("“%(words)s” %(verdict)s：%(why)s") % {
        "words": entry.finding.words,
        "verdict": entry.verdict,
        "why": entry.finding.why,
    }
    return form_view(
        request,
        ReasonForm,
        lambda data: keep_decision(
            subject=found, unit_id=found.unit_id, finding=entry.finding, by=request.user, **data
        ),
        page=FormPage(title=_("写明理由，照印"), back=back, submit=_("照印"), note=note),
        done=lambda decision: back,
    )
