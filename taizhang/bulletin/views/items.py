"""Pages of the items: the list, one item and its steps, the preview of a text, and the picker of figures."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.bulletin import actions, prose
from taizhang.bulletin.forms import PickerForm
from taizhang.bulletin.live_figures import Evaluation, parse, write_token
from taizhang.bulletin.models import Issue, Item, Placement
from taizhang.bulletin.registers import ITEM_TABS, ITEMS
from taizhang.bulletin.sheet import SetItem, set_printed, set_text
from taizhang.bulletin.states import ITEM
from taizhang.bulletin.views import item_cards
from taizhang.bulletin.views.acts import ITEM_STEPS, buttons, take_step
from taizhang.bulletin.views.writing import may_change
from taizhang.figures import wording
from taizhang.figures.forms import address
from taizhang.figures.indicator import published
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.proofreading.access import CHECK
from taizhang.web.records import Act, Fact

QUESTIONS: dict[str, Callable[..., Any]] = {
    "ask_to_confirm": actions.ask_to_confirm,
    "withdraw_question": actions.withdraw_question,
}


@require_GET
def items(request: SignedInRequest) -> HttpResponse:
    """The items that the person may see, a tab for every state; htmx receives the table alone."""
    filters, rows = ITEMS.filtered(request.user, request.GET)
    state = request.GET.get("state", "")
    url = ITEMS.url()
    tabs = [{"title": _("全部"), "url": url, "current": not state}]
    tabs += [
        {"title": each.label, "url": f"{url}?state={each}", "current": state == each} for each in ITEM_TABS
    ]
    context = {
        "register": ITEMS,
        "filters": filters,
        "page": ITEMS.table.page(rows, request.GET, url=lambda pk: ITEMS.url("record", pk=pk)),
        "state_tabs": tabs,
        "add_url": ITEMS.url("add"),
        "filtered": any(
            value for key, value in request.GET.items() if key not in {"page", "sort", "columns"}
        ),
        "may_add": may(request.user, "bulletin.write_item"),
    }
    fragment = request.htmx and not request.htmx.boosted
    return render(request, "workbooks/_register_table.html" if fragment else "bulletin/items.html", context)


def _item(request: SignedInRequest, pk: int) -> Item:
    return get_object_or_404(
        Item.objects.visible_to(request.user).select_related("unit", "by", "topic", "call"), pk=pk
    )


def _issue_of(item: Item) -> Issue | None:
    placement = Placement.objects.select_related("issue").filter(item=item).first()
    return placement.issue if placement else None


def _evaluation(issue: Issue | None) -> Evaluation:
    today = business_today()
    return Evaluation(issue.cut_off if issue and not issue.is_frozen else today, today)


@require_GET
def item(request: SignedInRequest, pk: int) -> HttpResponse:
    """One item with its text: live figures until it is printed, then the text as the issue keeps it."""
    found = _item(request, pk)
    issue = _issue_of(found)
    shown_issue = Issue.objects.visible_to(request.user).filter(pk=issue.pk).first() if issue else None
    if issue is not None and issue.is_frozen:
        [text] = set_printed(issue.printed_items.filter(item=found))
    else:
        text = set_text(found.title, found.body, found.source, _evaluation(issue), found.pk)
    acts = buttons(request.user, found, ITEM, ITEM_STEPS, "bulletin:items-act")
    if may_change(request.user, found):
        acts.append(Act(_("编改"), ITEMS.url("edit", pk=pk)))
    context = {
        "title": found.title,
        "acts": [*item_cards.acts_of(request.user, found), *acts],
        "facts": _facts(found, shown_issue),
        "history": timeline(found),
        "back": ITEMS.url(),
        "text": text,
        "issue": issue if issue and issue.is_frozen else None,
        "item": found,
        "check_url": "" if issue and issue.is_frozen else _check_url(request.user, found),
        **item_cards.cards_of(request.user, found),
    }
    return render(request, "bulletin/item.html", context)


def _check_url(user: User, found: Item) -> str:
    return reverse("bulletin:items-check", args=[found.pk]) if may(user, CHECK) else ""


def _facts(found: Item, issue: Issue | None) -> list[Fact]:
    return [
        Fact(_("单位"), found.unit),
        Fact(_("状态"), found.get_state_display(), state=found.state),
        Fact(_("来源"), found.source),
        Fact(_("主题"), found.topic or ""),
        Fact(
            _("应约"),
            found.call or "",
            url=reverse("bulletin:calls-record", args=[found.call_id]) if found.call_id else "",
        ),
        Fact(_("撰稿"), found.post or found.by),
        Fact(_("撰稿日期"), found.written_on),
        Fact(_("报送日期"), found.submitted_on),
        Fact(_("字数"), prose.length(found.body)),
        Fact(
            _("版次"),
            _("第 %(n)s 版，历次版本") % {"n": found.version},
            url=reverse("bulletin:items-revisions", args=[found.pk]),
        ),
        Fact(
            _("所在期"), issue or "", url=reverse("bulletin:issues-record", args=[issue.pk]) if issue else ""
        ),
    ]


@require_http_methods(["GET", "POST"])
def act(request: SignedInRequest, pk: int, name: str) -> HttpResponse:
    """One step of an item's way; what is asked of the unit goes on while the item keeps its place."""
    found, back = _item(request, pk), ITEMS.url("record", pk=pk)
    if name in QUESTIONS:
        if request.method != "POST":
            raise Http404
        QUESTIONS[name](item=found, by=request.user)
        return HttpResponseRedirect(back)
    return take_step(request, found, name, noun="item", workflow=ITEM, steps=ITEM_STEPS, back=back)


@require_POST
def preview(request: SignedInRequest) -> HttpResponse:
    """The text being typed, as it will read, with what is wrong with its figures; nothing is kept."""
    if not may(request.user, "bulletin.edit_item"):
        require(request.user, "bulletin.write_item")
    asked = request.GET.get("item", "")
    found = Item.objects.visible_to(request.user).filter(pk=int(asked)).first() if asked.isdecimal() else None
    evaluation = _evaluation(_issue_of(found) if found else None)
    typed = {name: request.POST.get(name, "") for name in ("title", "body", "source")}
    text: SetItem = set_text(typed["title"], typed["body"], typed["source"], evaluation)
    context = {"text": text, "length": prose.length(typed["body"]), "as_of": evaluation.as_of}
    return render(request, "bulletin/_item_preview.html", context)


@require_GET
def picker(request: SignedInRequest, ledger: str) -> HttpResponse:
    """The figures of one ledger with their present values, each ready to be put into the prose."""
    indicators = [each for each in published() if each.ledger == ledger]
    if not indicators:
        raise Http404
    form = PickerForm(request.GET, prefix="pick")
    context: dict[str, Any] = {"errors": form.errors.values() if not form.is_valid() else ()}
    if form.is_valid():
        asked = form.cleaned_data
        words = asked["q"].split()
        given = {name: asked[name].isoformat() if asked[name] else "" for name in ("start", "end", "as_of")}
        unit = asked["unit"].short_name if asked["unit"] else ""
        today = business_today()
        evaluation = Evaluation(today, today)
        picks = []
        for each in indicators:
            if all(word in f"{each.title}{each.key}{''.join(each.names)}" for word in words):
                token = write_token(each.key, **given, unit=unit, show=asked["show"] or wording.EXACT)
                [piece] = parse(token)
                figure = evaluation.figure(piece)  # type: ignore[arg-type]
                query = address(figure.scope) if figure.scope else ""
                picks.append({"indicator": each, "token": token, "figure": figure, "query": query})
        context["picks"] = picks
    return render(request, "bulletin/_picks.html", context)
