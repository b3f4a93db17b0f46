"""Which pages open the journalled rows of 校数."""

from taizhang.organisation.subjects import Subject
from taizhang.proofreading.models import Coverage, Phrase

SUBJECTS = (
    Subject(Phrase.journal_type, lambda user: Phrase.objects.visible_to(user), "proofreading:phrases-record"),
    Subject(
        Coverage.journal_type, lambda user: Coverage.objects.visible_to(user), "proofreading:coverage-record"
    ),
)
