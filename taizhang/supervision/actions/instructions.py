"""Instructions (批示): a leader's word on a row becomes a supervised task of a unit."""

from datetime import date

from django.http import Http404
from django.utils.translation import gettext as _

from taizhang.foundation.refusals import Refused
from taizhang.organisation import subjects
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User
from taizhang.supervision.actions.entries import LONGEST_TITLE
from taizhang.supervision.actions.notices import issue
from taizhang.supervision.models import Notice
from taizhang.supervision.states import NoticeOrigin


def instruct(
    *,
    by: User,
    unit: Unit,
    text: str,
    limit_on: date,
    subject_type: str,
    subject_id: int,
    raised_on: date | None = None,
) -> Notice:
    """Leave an instruction on a row that the leader may read; it is a notice of origin "instruction" to the unit.

    Raises NotPermitted, Refused at the field at fault or where the row is not there.
    """
    require(by, "supervision.instruct")
    subject = subjects.published(subject_type)
    try:
        row = subject.get(by, subject_id) if subject else None
    except Http404:
        row = None
    if row is None:
        raise Refused(_("没有找到要批示的记录，可能已被移除。请回到列表重新打开。"))
    about = str(row)
    title = _("批示：%s") % about
    if len(title) > LONGEST_TITLE:
        title = f"{title[: LONGEST_TITLE - 1]}…"
    return issue(
        by=by, unit=unit, title=title, text=text, limit_on=limit_on, subject_type=subject_type,
        subject_id=subject_id, origin=NoticeOrigin.INSTRUCTION, raised_on=raised_on,
    )  # fmt: skip
