"""Which pages open the rows of the archive."""

from django.utils.translation import gettext_lazy as _

from taizhang.archive.actions.taking_in import ORIGIN
from taizhang.archive.models import Intake
from taizhang.organisation.subjects import Subject

SUBJECTS = (
    Subject(
        Intake.journal_type,
        Intake.objects.visible_to,
        "archive:intake",
        attach="archive.take_in",
        kinds=((ORIGIN, _("旧刊原件")),),
        plain_text=True,
    ),
)
