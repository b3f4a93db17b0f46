"""The pages as they will print, as pictures for the screen: of a text being typed, in its issue or alone, and of an issue."""

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from taizhang.bulletin import printing
from taizhang.bulletin.live_figures import Evaluation
from taizhang.bulletin.models import Issue
from taizhang.bulletin.sheet import SetItem, set_issue, set_text
from taizhang.bulletin.typesetting.document import IssueDocument
from taizhang.bulletin.typesetting.images import Pages
from taizhang.bulletin.views.picker import issue_of_item, require_writing
from taizhang.foundation.refusals import Refused
from taizhang.organisation import district
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest

_TYPED = ("title", "body", "source")


@require_POST
def of_text(request: SignedInRequest) -> HttpResponse:
    """The pages of the text in the form, placed in the issue of ?item=… or set alone under the masthead; keeps nothing.

    `have` names the digests of the pages that the browser shows already; those come without their picture. The answer is
    {pages: [{digest, src}], from, to, errors}, from and to being the pages of the item; 304 where nothing has changed.
    """
    require_writing(request.user)
    item, issue = issue_of_item(request.user, request.GET.get("item", ""))
    title, body, source = (request.POST.get(name, "") for name in _TYPED)
    if issue is None or item is None:
        day = business_today()
        typed = set_text(title, body, source, Evaluation(day, day))
        return _answer(request, _alone(request.user, typed), [typed], 0)
    evaluation = printing.live_evaluation(issue)
    items = [
        set_text(title, body, source, evaluation, item.pk) if each.pk == item.pk else each
        for each in set_issue(issue, evaluation)
    ]
    at = next(place for place, each in enumerate(items) if each.pk == item.pk)
    return _answer(request, printing.issue_document(issue, items), items, at)


@require_GET
def of_issue(request: SignedInRequest, pk: int) -> HttpResponse:
    """The pages of an issue, with the page on which every item begins."""
    issue = get_object_or_404(Issue.objects.visible_to(request.user), pk=pk)
    items = set_issue(issue, None if issue.is_frozen else printing.live_evaluation(issue))
    return _answer(request, printing.issue_document(issue, items), items, None)


def _alone(user: User, typed: SetItem) -> IssueDocument:
    """A text that stands in no issue, under the head of the latest one."""
    latest = Issue.objects.filter(imported=False).order_by("-pk").first()
    place = district.current()
    if latest is None:
        name = (place.bulletin_name or place.name) if place else ""
        latest = Issue(masthead=name, publisher=str(user.unit or ""), cut_off=business_today())
    head = Issue(masthead=latest.masthead, publisher=latest.publisher, cut_off=business_today())
    return printing.issue_document(head, [typed])


def _answer(
    request: HttpRequest, document: IssueDocument, items: list[SetItem], at: int | None
) -> HttpResponse:
    etag = f'"{printing.digest_of(document)}"'
    if request.headers.get("If-None-Match") == etag:
        return HttpResponse(status=304, headers={"ETag": etag})
    asked = request.POST if request.method == "POST" else request.GET
    have = set(asked.get("have", "").split(","))
    errors = [error for item in items for error in item.errors]
    try:
        pages = printing.pages_of(document)
    except Refused as refusal:  # a character that no font has
        return JsonResponse({"pages": None, "errors": [str(refusal), *errors]})
    begins = _begins(items, pages)
    first, last = (None, None) if at is None else _span(items, begins, pages, at)
    content: dict[str, Any] = {
        "pages": [
            {"digest": page.digest, "src": "" if page.digest in have else _data(page.png)}
            for page in pages.pages
        ],
        "from": first,
        "to": last,
        "items": {str(item.pk): page for item, (page, _head) in zip(items, begins, strict=True) if item.pk},
        "errors": errors,
    }
    return JsonResponse(content, headers={"ETag": etag, "Cache-Control": "private, no-cache"})


def _data(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}"


def _begins(items: list[SetItem], pages: Pages) -> list[tuple[int, bool]]:
    """(page, is it the page's head) where each item begins; one without a title follows where the one before it began."""
    titled, at = iter(zip(pages.begins, pages.heads, strict=True)), (1, False)
    begins = []
    for item in items:
        if item.title.strip():
            at = next(titled, at)
        begins.append(at)
    return begins


def _span(items: list[SetItem], begins: list[tuple[int, bool]], pages: Pages, at: int) -> tuple[int, int]:
    """The first and the last page of an item; the last one of an issue shares its last page with the foot."""
    first, _head = begins[at]
    if at + 1 == len(items):
        return first, len(pages.pages)
    following, head = begins[at + 1]
    return first, max(first, following - 1 if head else following)
