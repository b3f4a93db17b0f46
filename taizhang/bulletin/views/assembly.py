"""Filling an issue: its items in their order and those that wait, moved by dragging, by keys or by buttons."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from taizhang.bulletin import actions
from taizhang.bulletin.models import Issue, Item, Placement
from taizhang.bulletin.registers import ISSUES
from taizhang.bulletin.states import OPEN_TO_EDITING
from taizhang.bulletin.vouching import changes_of, vouched
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.organisation.access import require
from taizhang.organisation.requests import SignedInRequest

WAITING_SHOWN = 30


def assembly(issue: Issue) -> dict[str, Any]:
    """What the assembly of an issue shows: its items in their order, the order as ids, and the items that wait.

    `unconfirmed` are the ids of placed items with figures that their units have still to confirm.
    """
    placements = list(issue.placements.select_related("item__unit"))
    return {
        "issue": issue,
        "placements": placements,
        "unconfirmed": set(vouched(placement.item for placement in placements)),
        "order": ",".join(str(placement.item_id) for placement in placements),
        "waiting": Item.objects.waiting().select_related("unit")[:WAITING_SHOWN],
    }


@require_http_methods(["GET", "POST"])
def order(request: SignedInRequest, pk: int) -> HttpResponse:
    """One move of one item (`item`, `position` from 1, empty for out, `seen` the order before); answers with the assembly."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    require(request.user, "bulletin.assemble", issue)
    if request.method == "POST":
        item, position, seen = _asked(request)
        row = get_object_or_404(Item.objects.visible_to(request.user), pk=item)
        actions.move_item_to(issue=issue, item=row, position=position, seen=seen, by=request.user)
    elif issue.state not in OPEN_TO_EDITING:
        raise Conflict(_("这一期现在“%(state)s”，不能再编改。") % {"state": issue.get_state_display()})
    return render(request, "bulletin/_assembly.html", assembly(issue))


def _asked(request: SignedInRequest) -> tuple[int, int | None, list[int]]:
    try:
        seen = [int(each) for each in request.POST.get("seen", "").split(",") if each]
        position = int(text) if (text := request.POST.get("position", "")) else None
        return int(request.POST.get("item", "")), position, seen
    except ValueError as error:
        raise Refused(_("这个请求不完整，请刷新本页再移。")) from error


@require_POST
def place(request: SignedInRequest, pk: int, item: int, way: str) -> HttpResponse:
    """The same by buttons: put an item into an issue, move it in the order, or take it out."""
    found = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    row = get_object_or_404(Item.objects.visible_to(request.user), pk=item)
    given = {"issue": found, "item": row, "by": request.user}
    if way == "in":
        actions.place_item(**given)
        warn_unconfirmed(request, row)
    elif way == "out":
        actions.take_out_item(**given)
    elif way in ("up", "down"):
        actions.move_item(**given, up=way == "up")
    else:
        raise Http404
    placed = Placement.objects.filter(issue=found, item=row).exists()
    return HttpResponseRedirect(f"{ISSUES.url('record', pk=pk)}#{f'item-{item}' if placed else 'waiting'}")


def warn_unconfirmed(request: SignedInRequest, item: Item) -> None:
    """Say that an item just placed has figures that its unit has still to confirm."""
    if changed := changes_of(item):
        messages.warning(
            request,
            _("《%(title)s》有 %(n)s 处数字改过、还没有经单位回核；回核以前，这一期不能送审。")
            % {"title": item.title, "n": len(changed)},
        )
