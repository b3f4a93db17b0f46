"""The card of an issue's page that the archive adds: how it was sent and read, whether it is public, what corrects it."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest

from taizhang.archive.models import ArchiveSettings, Correction, Delivery, Intake, Openness
from taizhang.archive.models.openness import SENT_STATES
from taizhang.archive.states import Channel
from taizhang.bulletin.models import OFFICE, Issue, IssueFigure
from taizhang.bulletin.states import FROZEN_STATES, IssueState
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.web.record_slots import RecordSlot

FIGURE = "bulletin.issue_figure"


def corrections_of(issue: Issue, *, office: bool) -> dict[str, Any]:
    """What later issues correct of it, and what it corrects of earlier ones; two queries.

    A correction that is not printed yet is the office's own business (`office`).
    """
    rows = Correction.objects.select_related("issue", "item", "figure", "printed")
    corrected = rows.filter(issue=issue).select_related("item__placement__issue")
    if not office:
        corrected = corrected.filter(item__placement__issue__state__in=FROZEN_STATES)
    return {
        "corrected": list(corrected),
        "corrects": list(rows.filter(item__placement__issue=issue)),
    }


def counts_of(issue: Issue) -> dict[str, int]:
    """How many copies went out in the system and on paper, how many were opened and confirmed; one query."""
    inside = Q(channel=Channel.SYSTEM)
    return Delivery.objects.filter(issue=issue).aggregate(
        people=Count("pk", filter=inside),
        read=Count("pk", filter=inside & Q(read_at__isnull=False)),
        confirmed=Count("pk", filter=inside & Q(confirmed_at__isnull=False)),
        paper=Count("pk", filter=Q(channel=Channel.PAPER)),
    )


def _issue(request: HttpRequest, journal_type: str, subject_id: int) -> dict[str, Any] | None:
    user = request.user
    issue = Issue.objects.filter(pk=subject_id).first()
    if issue is None or not isinstance(user, User):
        return None
    office = bool(user.role_keys & OFFICE)
    context: dict[str, Any] = {"issue": issue, "office": office, **corrections_of(issue, office=office)}
    if not issue.is_frozen:
        return context if context["corrects"] else None
    own = Openness.objects.filter(issue=issue).first()
    settings = ArchiveSettings.in_force()
    wished = own.is_public if own is not None else settings.public_by_default
    closed = bool(issue.secrecy or issue.serial)
    context |= {
        "counts": counts_of(issue),
        "mine": Delivery.objects.own(user).filter(issue=issue).first(),
        "closed": closed,
        "wished_public": wished and not closed,
        "public": wished and not closed and issue.state in SENT_STATES,
        "may_open": may(user, "archive.open_issue", issue) and not closed,
        "may_send": issue.state == IssueState.PROOFED and may(user, "archive.send_issue", issue),
        "may_archive": issue.state == IssueState.SENT and may(user, "archive.archive_issue", issue),
        "may_correct": may(user, "bulletin.correct_printed", issue),
        "intake": Intake.objects.filter(issue=issue).first() if office and issue.imported else None,
    }
    return context


def _figure(request: HttpRequest, journal_type: str, subject_id: int) -> dict[str, Any] | None:
    user = request.user
    figure = IssueFigure.objects.select_related("issue").filter(pk=subject_id).first()
    if figure is None or not isinstance(user, User):
        return None
    rows = Correction.objects.filter(figure=figure).select_related("item__placement__issue")
    if not user.role_keys & OFFICE:
        rows = rows.filter(item__placement__issue__state__in=FROZEN_STATES)
    made = list(rows)
    may_correct = may(user, "bulletin.correct_printed", figure.issue)
    if not made and not may_correct:
        return None
    return {"figure": figure, "made": made, "may_correct": may_correct}


SLOTS = (
    RecordSlot("archive.issue", frozenset({Issue.journal_type}), "archive/_issue_card.html", _issue),
    RecordSlot("archive.figure", frozenset({FIGURE}), "archive/_figure_card.html", _figure),
)
