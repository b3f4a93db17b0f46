"""Who may read sent issues without signing in, and how long an unread one waits before its reader is reminded."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.archive import access  # noqa: F401  declares the permissions
from taizhang.archive.models import ArchiveSettings, Openness
from taizhang.bulletin.models import Issue
from taizhang.foundation.refusals import Refused
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import User


@transaction.atomic
def set_openness(*, issue: Issue, public: bool, by: User) -> Openness:
    """Open a signed issue to strangers once it is sent, or keep it inside; raises Refused for one with a secrecy mark."""
    require(by, "archive.open_issue", issue)
    if not issue.is_frozen:
        raise Refused(_("这一期还没有签发，签发后再设定公开或内部。"))
    if public and (issue.secrecy or issue.serial):
        raise Refused(_("这一期标有密级或份号，不能对外公开。"))
    own, made = Openness.objects.get_or_create(issue=issue, defaults={"is_public": public, "by": by})
    if not made and own.is_public == public:
        return own
    own.is_public, own.by = public, by
    own.save()
    record(subject=issue, kind="opened_to_public" if public else "closed_to_public", by=by)
    return own


@transaction.atomic
def settle(*, by: User, **values: Any) -> ArchiveSettings:
    """Change the district's settings: `public_by_default`, `remind_after` (working days)."""
    require(by, "archive.settle")
    row = ArchiveSettings.objects.select_for_update().first()
    if row is None:
        row = ArchiveSettings()
        row.save()
    if changed := differences(row, values):
        for field in changed:
            setattr(row, field, values[field])
        row.save(update_fields=list(changed))
        record(subject=row, kind="changed", by=by, unit=by.unit, detail={"changed": changed})
    return row
