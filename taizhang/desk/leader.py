"""The leaders' page, made for a phone: what is mine, what waits, what is overdue, the newest figures with their lights."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from taizhang.desk import access  # noqa: F401  declares the permission that is required here
from taizhang.desk.views import waiting_for
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.supervision import board
from taizhang.web import desk_cards
from taizhang.web.desk_cards import DeskCard, DeskRow


@dataclass(frozen=True)
class Shown:
    """A card with its lines for one person."""

    card: DeskCard
    rows: list[DeskRow]

    @property
    def url(self) -> str:
        """The whole list, or nothing."""
        return self.card.url() if self.card.url else ""


def cards_of(user: User, day: date, *, late: bool) -> list[Shown]:
    """The cards that have something to say to this person, those of what is overdue or the others."""
    shown = [Shown(card, card.rows(user, day)) for card in desk_cards.published() if card.late == late]
    return [each for each in shown if each.rows or each.card.empty]


@require_GET
def leader(request: SignedInRequest) -> HttpResponse:
    """My projects and my chain, what waits for me, what is overdue; the figures come after, so that the page is quick."""
    require(request.user, "desk.leader_page")
    day = district.business_today()
    context = {
        "day": day,
        "tasks": waiting_for(request.user),
        "late": cards_of(request.user, day, late=True),
        "mine": cards_of(request.user, day, late=False),
    }
    return render(request, "desk/leader.html", context)


@require_GET
def leader_figures(request: SignedInRequest) -> HttpResponse:
    """The district's figures that have targets this year, each with its light and how many units are yellow and red."""
    require(request.user, "desk.leader_page")
    day = district.business_today()
    return render(request, "desk/_lights.html", {"day": day, "sections": board.sections(day.year, day)})
