"""The words of the monthly reports that rules depend on: their states and the ways between them, and what a change is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Transition, Workflow


class ReportState(TextChoices):
    """Where a report stands; from the closing on nothing in it changes, and no way leads back."""

    DRAFT = "draft", _("编制中")
    CLOSED = "closed", _("已关账")
    PUBLISHED = "published", _("已印发")
    WITHDRAWN = "withdrawn", _("已撤回")


_S = ReportState
CLOSED_STATES = (_S.CLOSED, _S.PUBLISHED)

REPORT = Workflow(
    "reports.report",
    _("月度通报"),
    ReportState,
    _S.DRAFT,
    [
        Transition("close", _("关账"), (_S.DRAFT,), _S.CLOSED),
        Transition("publish", _("印发"), (_S.CLOSED,), _S.PUBLISHED),
        Transition("withdraw", _("撤回"), (_S.DRAFT,), _S.WITHDRAWN, needs_reason=True),
    ],
)


class ChangeKind(TextChoices):
    """In what a row of an earlier report is another one today."""

    ADDED = "added", _("补记")
    REMOVED = "removed", _("核减")
    CHANGED = "changed", _("调整")
