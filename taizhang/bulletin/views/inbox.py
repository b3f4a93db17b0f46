"""The editors' inbox, what may be done there with several items at once, and the page on which they become one."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from taizhang.bulletin import actions
from taizhang.bulletin.inbox import InboxFilters, rows_of, waiting_items
from taizhang.bulletin.item_forms import MergeForm, topics_in_use
from taizhang.bulletin.models import Item, Topic
from taizhang.bulletin.registers import ITEMS
from taizhang.bulletin.views.writing import EditorPage
from taizhang.foundation.refusals import Refused
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import form_view

PAGE = 50


@require_GET
def inbox(request: SignedInRequest) -> HttpResponse:
    """What waits in the office, the oldest first; htmx receives the table alone."""
    require(request.user, "bulletin.read_inbox")
    filters = InboxFilters(request.GET, queryset=waiting_items())
    asked = request.GET.get("page", "")
    number = max(int(asked), 1) if asked.isdecimal() and len(asked) < 5 else 1
    found = list(filters.qs[(number - 1) * PAGE : number * PAGE + 1])
    context = {
        "filters": filters,
        "rows": rows_of(found[:PAGE], business_today()),
        "number": number,
        "more": len(found) > PAGE,
        "filtered": any(value for key, value in request.GET.items() if key != "page"),
        "may_select": may(request.user, "bulletin.select_items"),
        "may_merge": may(request.user, "bulletin.merge_items"),
        "topics": topics_in_use(),
        "kept": request.GET.urlencode(),
    }
    fragment = request.htmx and not request.htmx.boosted
    return render(request, "bulletin/_inbox.html" if fragment else "bulletin/inbox.html", context)


@require_POST
def together(request: SignedInRequest) -> HttpResponse:
    """Receive the ticked items, give them a topic, or go on to make one of them."""
    pks = [int(each) for each in request.POST.getlist("items") if each.isdecimal()]
    chosen = list(Item.objects.visible_to(request.user).filter(pk__in=pks).order_by("pk"))
    kept = request.POST.get("kept", "")
    back = f"{reverse('bulletin:inbox')}{f'?{kept}' if kept else ''}"
    if not chosen:
        messages.warning(request, _("请先勾选稿件。"))
        return HttpResponseRedirect(back)
    if request.POST.get("do") == "merge":
        query = "&".join(f"items={item.pk}" for item in chosen)
        return HttpResponseRedirect(f"{reverse('bulletin:merge-add')}?{query}")
    if request.POST.get("do") == "topic":
        asked = request.POST.get("topic", "")
        topic = get_object_or_404(Topic, pk=int(asked)) if asked.isdecimal() else None
        count = actions.classify_items(items=chosen, topic=topic, by=request.user)
        messages.success(request, _("%(n)s 篇改了主题。") % {"n": count})
    else:
        count = actions.receive_items(items=chosen, by=request.user)
        messages.success(request, _("收了 %(n)s 篇；其余的已经收过。") % {"n": count})
    return HttpResponseRedirect(back)


def _parts(request: SignedInRequest, pks: list[str]) -> list[Item]:
    numbers = [int(each) for each in pks if each.isdecimal()]
    held = Item.objects.visible_to(request.user).select_related("unit").in_bulk(numbers)
    return [held[pk] for pk in dict.fromkeys(numbers) if pk in held]


@require_http_methods(["GET", "POST"])
def merge(request: SignedInRequest) -> HttpResponse:
    """Several items (?items=3&items=5) become one: their texts under each other, to be worked into one."""
    require(request.user, "bulletin.merge_items")
    asked = (
        request.POST.get("items", "").split(",") if request.method == "POST" else request.GET.getlist("items")
    )
    chosen = _parts(request, asked)
    if len(chosen) < 2 and request.method == "GET":
        return render(request, "bulletin/merge_empty.html")

    def act(data: dict[str, Any]) -> Item:
        main = next((item for item in chosen if item.pk == data["main"]), None)
        if data["main"] is not None and main is None:
            raise Refused(_("主稿要是所选稿件中的一篇。"), field="main")
        return actions.merge_items(
            items=chosen, main=main, title=data["title"], body=data["body"], by=request.user
        )

    body = "\n".join(f"{item.body}" for item in chosen)
    return form_view(
        request,
        MergeForm,
        act,
        page=EditorPage(title=_("并稿"), back=reverse("bulletin:inbox"), submit=_("并成一篇")),
        done=lambda made: ITEMS.url("record", pk=made.pk),
        saved=_("已并成一篇，各来稿单位会看到“并入”。"),
        initial={
            "title": chosen[0].title if chosen else "",
            "body": body,
            "items": ",".join(str(item.pk) for item in chosen),
        },
        template="bulletin/merge.html",
        mains=[(item.pk, f"{item.title}（{item.unit}）") for item in chosen],
    )
