"""The page of an item's versions, with what differs between any two of them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from taizhang.bulletin.differences import Kind, differences
from taizhang.bulletin.models import Item
from taizhang.bulletin.registers import ITEMS
from taizhang.bulletin.token_titles import named
from taizhang.organisation.requests import SignedInRequest


@require_GET
def revisions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every saved version; ?from=1&to=3 says which two are compared, else the last two."""
    item = get_object_or_404(Item.objects.visible_to(request.user).select_related("unit"), pk=pk)
    saved = list(item.revisions.select_related("by"))
    by_version = {each.version: each for each in saved}
    numbers = list(by_version)

    def chosen(name: str, default: int) -> int:
        asked = request.GET.get(name, "")
        return int(asked) if asked.isdecimal() and int(asked) in by_version else default

    context = {"item": item, "saved": saved[::-1], "back": ITEMS.url("record", pk=pk)}
    if numbers:
        newer = chosen("to", numbers[-1])
        older = chosen("from", max((each for each in numbers if each < newer), default=newer))
        lines = differences(named(by_version[older].text), named(by_version[newer].text))
        context |= {
            "older": older,
            "newer": newer,
            "lines": lines,
            "same": all(piece.kind is Kind.SAME for line in lines for piece in line),
            "sources": [by_version[older].source, by_version[newer].source],
        }
    return render(request, "bulletin/revisions.html", context)
