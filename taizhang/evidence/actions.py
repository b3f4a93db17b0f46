"""The writes of evidence: a paper is added to a row, removed from sight with a reason, and put back."""

from datetime import date
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
from taizhang.organisation.subjects import Subject


def _require(row: Journalled, by: User) -> Subject:
    """Who may add a paper to a row is said where its kind is published; raises Refused where none are taken."""
    subject = subjects.published(row.journal_type)
    if subject is None or not subject.attach:
        raise Refused(_("这类记录不收材料。"))
    require(by, subject.attach, row)
    return subject


def _refuse_wrong_day(subject: Subject, dated_on: date | None) -> None:
    if dated_on is None and subject.dated:
        raise Refused(_("请填材料日期，即合同、证照上写的日期，或照片拍摄的日期。"), field="dated_on")
    if dated_on is not None and dated_on > clock.today():
        sentence = _("材料日期 %(day)s 在今天之后，请核对。")
        raise Refused(sentence % {"day": dated_on.isoformat()}, field="dated_on")


@transaction.atomic
def attach(
    *,
    to: Journalled,
    file: BinaryIO,
    name: str,
    kind: str,
    by: User,
    caption: str = "",
    dated_on: date | None = None,
) -> Attachment:
    """Add a file to a row; raises Refused for what is not a photo or a paper that is taken, NotPermitted.

    `dated_on` is the day that the paper itself bears. The same file under the same row as the same kind of paper is
    refused, so that a repeated send changes nothing; one file may well serve as two kinds.
    """
    subject = _require(to, by)
    if kind not in dict(Attachment.kinds_of(to.journal_type)):
        raise Refused(_("请选材料的种类。"), field="kind")
    _refuse_wrong_day(subject, dated_on)
    content = contents.read(file.read(contents.LIMIT_MB * 1024 * 1024 + 1), plain_text=subject.plain_text)
    present = Attachment.objects.filter(subject_type=to.journal_type, subject_id=to.pk)
    if present.filter(original_digest=content.original_digest, kind=kind, state="kept").exists():
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
        dated_on=dated_on,
        taken_at=content.taken_at,
        latitude=latitude,
        longitude=longitude,
        added_at=clock.now(),
        by=by,
    )
    attachment.save()
    detail = {"name": attachment.name, "digest": attachment.digest, "original": attachment.original_digest}
    if dated_on is not None:
        detail |= {"kind": kind, "dated_on": dated_on.isoformat()}
    record(subject=attachment, kind="created", by=by, detail={**detail, "to": f"{to.journal_type}/{to.pk}"})
    record(subject=to, kind="attached", by=by, detail={**detail, "attachment": attachment.pk})
    return attachment


@transaction.atomic
def remove(*, attachment: Attachment, row: Journalled, reason: str, by: User) -> Attachment:
    """Take a paper out of sight, with a reason; the file and the journal keep it. `row` is what it belongs to.

    Raises Refused where something decided rests on the paper.
    """
    subject = _require(row, by)
    if subject.held is not None and (why := subject.held(attachment.pk)):
        raise Refused(why)
    return move(attachment, "remove", by=by, reason=reason)


def restore(*, attachment: Attachment, row: Journalled, reason: str, by: User) -> Attachment:
    """Put a removed paper back, with a reason."""
    _require(row, by)
    return move(attachment, "restore", by=by, reason=reason)
