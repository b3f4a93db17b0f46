"""Which page opens a target, and who may add its document."""

from taizhang.organisation.subjects import Subject
from taizhang.targets.models import Target

SUBJECTS = (
    Subject(Target.journal_type, Target.objects.visible_to, "targets:targets-record", "targets.set_targets"),
)
