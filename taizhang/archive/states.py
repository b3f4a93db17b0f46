"""The words of the archive that rules depend on: how an old issue comes in, and by which way an issue is delivered."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.workflow import Transition, Workflow


class IntakeState(TextChoices):
    """Where the file of an old issue stands between its upload and the archive."""

    WAITING = "waiting", _("待核对")
    ENTERED = "entered", _("已入库")
    DROPPED = "dropped", _("不入库")


_I = IntakeState
INTAKE = Workflow(
    "archive.intake",
    _("旧刊"),
    IntakeState,
    _I.WAITING,
    [
        Transition("enter", _("入库"), (_I.WAITING,), _I.ENTERED),
        Transition("drop", _("不入库"), (_I.WAITING,), _I.DROPPED, needs_reason=True),
        Transition("take_up_again", _("重新核对"), (_I.DROPPED,), _I.WAITING),
    ],
)


class Channel(TextChoices):
    """How a copy reaches its recipient."""

    SYSTEM = "system", _("系统内")
    PAPER = "paper", _("纸质")
