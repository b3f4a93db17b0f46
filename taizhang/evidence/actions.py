"""The writes of evidence: a paper is added to a row, removed from sight with a reason, and put back."""

from pathlib import PurePath
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.evidence import contents, storage
from taizhang.evidence.models import Attachment
from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.journal.models import Journalled
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation import subjects
from taizhang.organisation.access import require
from taizhang.organisation.models import User


def _require(row: Journalled, by: User) -> None:
    """Who may add a paper to a row is said where its kind is published; raises Refused where none are taken."""
    subject = subjects.published(row.journal_type)
    if subject is None or not subject.attach:
        raise Refused(_("这类记录不收材料。"))
    require(by, subject.attach, row)


@transaction.atomic
def attach(
    *, to: Journalled, file: BinaryIO, name: str, kind: str, by: User, caption: str = ""
) -> Attachment:
    """Add a file to a row; raises Refused for what is not a photo or a paper that is taken, NotPermitted.

    The same file under the same row is refused, so that a repeated send changes nothing.
    """
    _require(to, by)
    if kind not in Attachment.Kind.values:
        raise Refused(_("请选材料的种类。"), field="kind")
    content = contents.read(file.read(contents.LIMIT_MB * 1024 * 1024 + 1))
    present = Attachment.objects.filter(subject_type=to.journal_type, subject_id=to.pk)
    if present.filter(original_digest=content.original_digest, state="kept").exists():
        raise Refused(_("“%s”已经传过，没有重复收。") % name, field="file")
    storage.keep(content.digest, content.data, content.thumbnail)
    latitude, longitude = content.place or (None, None)
    attachment = Attachment(
        subject_type=to.journal_type,
        subject_id=to.pk,
        unit_id=getattr(to, "unit_id", None),
        kind=kind,
        caption=caption.strip(),
        name=f"{PurePath(name).stem[:180] or kind}{content.extension}",
        media_type=content.media_type,
        size=len(content.data),
        digest=content.digest,
        original_digest=content.original_digest,
        taken_at=content.taken_at,
        latitude=latitude,
        longitude=longitude,
        added_at=clock.now(),
        by=by,
    )
    attachment.save()
    detail = {"name": attachment.name, "digest": attachment.digest, "original": attachment.original_digest}
    record(subject=attachment, kind="created", by=by, detail={**detail, "to": f"{to.journal_type}/{to.pk}"})
    record(subject=to, kind="attached", by=by, detail={**detail, "attachment": attachment.pk})
    return attachment


def remove(*, attachment: Attachment, row: Journalled, reason: str, by: User) -> Attachment:
    """Take a paper out of sight, with a reason; the file and the journal keep it. `row` is what it belongs to."""
    _require(row, by)
    return move(attachment, "remove", by=by, reason=reason)


def restore(*, attachment: Attachment, row: Journalled, reason: str, by: User) -> Attachment:
    """Put a removed paper back, with a reason."""
    _require(row, by)
    return move(attachment, "restore", by=by, reason=reason)
