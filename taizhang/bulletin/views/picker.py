"""Putting figures into prose by typing: what `/` offers at the caret, and the figure on which the caret stands."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from taizhang.bulletin.forms import PickerForm
from taizhang.bulletin.initials import initials
from taizhang.bulletin.live_figures import Evaluation, Token, parse, write_token
from taizhang.bulletin.models import Issue, IssueFigure, Item, Placement
from taizhang.figures import wording
from taizhang.figures.forms import address
from taizhang.figures.indicator import Indicator, published
from taizhang.foundation.quantities import normalise_name
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.models import Unit, User
from taizhang.organisation.requests import SignedInRequest

SHOWN = 8


def require_writing(user: User) -> None:
    """Raise NotPermitted for whoever neither writes nor edits items."""
    if not may(user, "bulletin.edit_item"):
        require(user, "bulletin.write_item")


def issue_of_item(user: User, asked: str) -> tuple[Item | None, Issue | None]:
    """The item that an address names and the person may see, and the unsigned issue in which it stands."""
    item = Item.objects.visible_to(user).filter(pk=int(asked)).first() if asked.isdecimal() else None
    if item is None:
        return None, None
    placement = Placement.objects.select_related("issue").filter(item=item).first()
    return item, placement.issue if placement and not placement.issue.is_frozen else None


def _evaluation(request: SignedInRequest) -> Evaluation:
    _item, issue = issue_of_item(request.user, request.GET.get("item", ""))
    today = business_today()
    return Evaluation(issue.cut_off if issue else today, today)


@require_GET
def suggest(request: SignedInRequest) -> JsonResponse:
    """At most SHOWN figures for what was typed after `/`, with their values now: {"figures": [{token, title, …}]}."""
    require_writing(request.user)
    asked = " ".join(request.GET.get("q", "").lower().split())
    evaluation = _evaluation(request)
    offered = []
    for each in list(found(asked) if asked else _usual())[:SHOWN]:
        token = write_token(each.key)
        [piece] = parse(token)
        assert isinstance(piece, Token)
        figure = evaluation.figure(piece)
        offered.append(
            {
                "token": "" if figure.error else token,
                "title": str(each.title),
                "room": str(ROOMS.get(each.ledger, each.ledger)),
                "value": figure.shown,
                "why": figure.why,
            }
        )
    offered.sort(key=lambda each: not each["token"])  # what cannot be printed comes last
    return JsonResponse({"figures": offered, "none": "" if offered else _("没有符合的数字。")})


def found(asked: str) -> list[Indicator]:
    """The figures that every word of `asked` names, the nearest first: by title, other names, first letters, key."""
    ranked = []
    for place, each in enumerate(published()):
        ranks = [_rank(each, word) for word in asked.split()]
        if all(rank is not None for rank in ranks):
            ranked.append((max(rank for rank in ranks if rank is not None), place, each))
    return [each for _rank_, _place, each in sorted(ranked, key=lambda found: found[:2])]


def _rank(each: Indicator, word: str) -> int | None:
    title = str(each.title).lower()
    letters = initials(title)
    tests = (
        title.startswith(word),
        word in title,
        any(word in name.lower() for name in each.names),
        letters.startswith(word),
        word in letters,
        word in each.key.lower(),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), None)


def _usual() -> Iterator[Indicator]:
    """What is offered before a letter was typed: the figures of the latest signed issue, then the catalogue."""
    latest = Issue.objects.frozen().order_by("-issued_on", "-pk").values("pk")[:1]
    keys = IssueFigure.objects.filter(issue__in=latest).order_by("n").values_list("printed__key", flat=True)
    known = {each.key: each for each in published()}
    usual = [key for key in dict.fromkeys(keys) if key in known]
    yield from (known[key] for key in usual)
    yield from (each for key, each in known.items() if key not in usual)


@require_GET
def token(request: SignedInRequest) -> HttpResponse:
    """The figure on which the caret stands, in words, with its parameters to change; answers with the token as it becomes."""
    require_writing(request.user)
    text = request.GET.get("text", "")
    pieces = parse(text)
    if len(pieces) != 1 or not isinstance(pieces[0], Token) or not pieces[0].key:
        return HttpResponse(status=204)
    piece = pieces[0]
    evaluation = _evaluation(request)
    if "token-show" in request.GET:
        form = PickerForm(request.GET, prefix="token")
        if form.is_valid():
            [changed] = parse(_changed(piece.key, form.cleaned_data))
            assert isinstance(changed, Token)
            piece = changed
    else:
        form = PickerForm(prefix="token", initial=_initial(piece))
    figure = evaluation.figure(piece)
    context: dict[str, Any] = {
        "form": form,
        "fields": [field for field in form if field.name != "q"],
        "token": piece.text,
        "title": next((each.title for each in published() if each.key == piece.key), piece.key),
        "figure": figure,
        "rows": f"{reverse('figures:detail', args=[piece.key])}?{address(figure.scope)}"
        if figure.scope
        else "",
    }
    return render(request, "bulletin/_token.html", context)


def _changed(key: str, asked: dict[str, Any]) -> str:
    days = {name: asked[name].isoformat() if asked[name] else "" for name in ("start", "end", "as_of")}
    unit = asked["unit"].short_name if asked["unit"] else ""
    return write_token(key, **days, unit=unit, show=asked["show"] or wording.EXACT)


def _initial(piece: Token) -> dict[str, Any]:
    days: dict[str, date | None] = {"start": piece.start, "end": piece.end, "as_of": piece.as_of}
    unit = Unit.by_name().get(normalise_name(piece.unit)) if piece.unit else None
    return {**days, "unit": unit.code if unit else "", "show": piece.show}
