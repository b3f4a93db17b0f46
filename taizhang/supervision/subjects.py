"""Which pages open the rows of supervision, and who may add papers to them: a unit to the notice that it answers."""

from taizhang.organisation.subjects import Subject
from taizhang.supervision.models import Notice, Proposal, SupervisionRules

SUBJECTS = (
    Subject(
        Notice.journal_type,
        Notice.objects.visible_to,
        "supervision:notices-record",
        "supervision.give_feedback",
    ),
    Subject(Proposal.journal_type, Proposal.objects.visible_to, "supervision:proposals-record"),
    Subject(
        SupervisionRules.journal_type,
        lambda user: SupervisionRules.objects.all(),
        "supervision:rules-record",
        "supervision.set_rules",
    ),
)
