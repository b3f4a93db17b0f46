"""Which pages open the rows of the targets room, and who may add their documents."""

from taizhang.organisation.subjects import Subject
from taizhang.targets.models import Exemption, Pledge, Target

SUBJECTS = (
    Subject(Target.journal_type, Target.objects.visible_to, "targets:targets-record", "targets.set_targets"),
    Subject(
        Pledge.journal_type, Pledge.objects.visible_to, "targets:pledges-record", "targets.record_pledge"
    ),
    Subject(
        Exemption.journal_type,
        Exemption.objects.visible_to,
        "targets:exemptions-record",
        "targets.exempt_unit",
    ),
)
