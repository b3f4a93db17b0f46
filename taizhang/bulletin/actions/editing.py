"""What every edit of an unsigned issue does: lock it, see that it may be edited, journal the edit."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from taizhang.bulletin.models import Issue
from taizhang.bulletin.states import OPEN_TO_EDITING
from taizhang.foundation.refusals import Conflict
from taizhang.journal.record import record
from taizhang.organisation.models import User


def locked(issue: Issue) -> Issue:
    """The issue with its row locked to the end of the transaction."""
    return Issue.objects.select_for_update().get(pk=issue.pk)


def require_open(issue: Issue) -> None:
    """Raise Conflict where the issue is past editing."""
    if issue.state not in OPEN_TO_EDITING:
        raise Conflict(
            _("这一期现在“%(state)s”，不能再编改。") % {"state": issue.get_state_display()}
            + (_("更正请登在以后的一期。") if issue.is_frozen else "")
        )


def touch(
    issue: Issue, kind: str, by: User, changed: dict[str, Any], happened_at: datetime | None = None
) -> None:
    """Journal an edit of the issue and remember who made it."""
    issue.last_edited_by = by
    issue.save(update_fields=["last_edited_by"])
    record(subject=issue, kind=kind, by=by, happened_at=happened_at, detail={"changed": changed})
