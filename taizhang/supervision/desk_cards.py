"""What supervision shows a leader: notices that are overdue, and my own instructions with how they stand."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.organisation import subjects
from taizhang.organisation.models import User
from taizhang.supervision.models import Notice
from taizhang.supervision.registers import NOTICES
from taizhang.supervision.states import UNSETTLED, NoticeOrigin
from taizhang.web.desk_cards import DeskCard, DeskRow

SHOWN = 8


def _row(notice: Notice, day: date) -> DeskRow:
    late = notice.is_overdue(day)
    about = notice.subject_type and subjects.published(notice.subject_type) is not None
    return DeskRow(
        notice.title,
        NOTICES.url("record", pk=notice.pk),
        _("%(unit)s · 期限 %(limit)s") % {"unit": notice.unit, "limit": notice.limit_on.isoformat()},
        notice.state,
        _("逾期") if late else notice.get_state_display(),
        "bad" if late else "",
        (notice.subject_type, notice.subject_id) if about and notice.subject_id else None,
    )


def _overdue(user: User, day: date) -> list[DeskRow]:
    rows: Any = Notice.objects.visible_to(user).overdue(day).select_related("unit").order_by("limit_on", "pk")
    return [_row(notice, day) for notice in rows[:SHOWN]]


def _my_instructions(user: User, day: date) -> list[DeskRow]:
    rows: Any = Notice.objects.visible_to(user).filter(
        origin=NoticeOrigin.INSTRUCTION, raised_by=user, state__in=UNSETTLED
    )
    return [_row(notice, day) for notice in rows.select_related("unit").order_by("limit_on", "pk")[:SHOWN]]


CARDS = (
    DeskCard(
        "supervision.overdue",
        gettext_lazy("逾期的督办单"),
        _overdue,
        lambda: f"{reverse('supervision:notices')}?situation=overdue",
        late=True,
    ),
    DeskCard(
        "supervision.my_instructions",
        gettext_lazy("我的批示"),
        _my_instructions,
        lambda: f"{reverse('supervision:notices')}?origin=instruction",
        empty=gettext_lazy("没有正在办理的批示。在任何一条记录的页面上都可以作批示。"),
    ),
)
