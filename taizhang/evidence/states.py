"""The states of a piece of evidence: kept, or removed from sight with a reason; its file stays."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Transition, Workflow


class AttachmentState(TextChoices):
    """Whether the paper still counts."""

    KEPT = "kept", _("在册")
    REMOVED = "removed", _("已移除")


ATTACHMENT = Workflow(
    "evidence.attachment",
    _("材料"),
    AttachmentState,
    AttachmentState.KEPT,
    [
        Transition("remove", _("移除"), (AttachmentState.KEPT,), AttachmentState.REMOVED, needs_reason=True),
        Transition("restore", _("恢复"), (AttachmentState.REMOVED,), AttachmentState.KEPT, needs_reason=True),
    ],
)
