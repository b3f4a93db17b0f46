"""What waits in the archive, and for whom: issues to read, to send, to put away, and old ones to look through."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.archive.models import Delivery, Intake
from taizhang.archive.states import IntakeState
from taizhang.bulletin.registers import ISSUES
from taizhang.web.waiting import Waiting
from taizhang.workbooks.waiting import in_list

WAITING = (
    Waiting(
        "archive:unread",
        _("待阅的信息"),
        lambda user: Delivery.objects.own(user).unconfirmed().count(),
        lambda user: reverse("archive:inbox"),
        permission="",
    ),
    in_list(ISSUES, "state=proofed", _("待印发的期刊"), permission="archive.send_issue", unit_filter=False),
    in_list(ISSUES, "state=sent", _("待归档的期刊"), permission="archive.archive_issue", unit_filter=False),
    Waiting(
        "archive:intakes",
        _("待核对的旧刊"),
        lambda user: Intake.objects.visible_to(user).filter(state=IntakeState.WAITING).count(),
        lambda user: f"{reverse('archive:intakes')}?state={IntakeState.WAITING}",
        permission="archive.take_in",
    ),
)
