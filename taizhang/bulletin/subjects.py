"""Which pages open the rows of the bulletin."""

from taizhang.bulletin.models import Call, Issue, Item
from taizhang.organisation.subjects import Subject

SUBJECTS = (
    Subject(Item.journal_type, Item.objects.visible_to, "bulletin:items-record"),
    Subject(Call.journal_type, Call.objects.visible_to, "bulletin:calls-record"),
    Subject(Issue.journal_type, Issue.objects.visible_to, "bulletin:issues-record"),
)
