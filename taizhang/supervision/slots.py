"""The card 批示 on every record page: what leaders said of the row and how it stands, and for a leader a form to say more."""

from typing import Any

from django.http import HttpRequest

from taizhang.organisation import district, subjects
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.supervision.forms import InstructionForm, first_words
from taizhang.supervision.models import Notice, Proposal, SupervisionRules
from taizhang.web.record_slots import RecordSlot

OWN_TYPES = {Notice.journal_type, Proposal.journal_type, SupervisionRules.journal_type}


def _instructions(request: HttpRequest, journal_type: str, subject_id: int) -> dict[str, Any] | None:
    user = request.user
    if not isinstance(user, User) or journal_type in OWN_TYPES:
        return None
    notices = list(
        Notice.objects.visible_to(user).about(journal_type, subject_id).select_related("unit").order_by("-pk")
    )
    instructs = may(user, "supervision.instruct") and subjects.published(journal_type) is not None
    if not notices and not instructs:
        return None
    day = district.business_today()
    context: dict[str, Any] = {
        "notices": [{"row": row, "late": row.is_overdue(day)} for row in notices],
        "form": None,
    }
    if instructs:
        row = subjects.published(journal_type).get(user, subject_id)  # type: ignore[union-attr]
        context["form"] = InstructionForm(initial=first_words(row, day), auto_id="id_instruct_%s")
    return context


SLOTS = (RecordSlot("supervision.instructions", None, "supervision/_instructions.html", _instructions),)
