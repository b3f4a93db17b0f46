"""Which pages open the rows of the investment ledger, and who may add papers to them."""

from taizhang.investment.models import (
    AmountRevision,
    Commitment,
    FundArrival,
    Lead,
    LeaderLink,
    Project,
    RuleSet,
    StageClaim,
)
from taizhang.investment.papers import why_held
from taizhang.investment.states import EvidenceKind
from taizhang.organisation.subjects import Subject

LEAD_PAPERS = tuple(
    (kind.value, kind.label)
    for kind in (EvidenceKind.FIRST_CONTACT, EvidenceKind.MINUTES, EvidenceKind.DUPLICATE_CHECK)
)
SUBJECTS = (
    Subject(
        Project.journal_type,
        Project.objects.visible_to,
        "investment:projects-record",
        "investment.change_project",
        kinds=tuple(EvidenceKind.choices),
        dated=True,
        held=why_held,
    ),
    Subject(StageClaim.journal_type, StageClaim.objects.visible_to, "investment:stage-claims-record"),
    Subject(
        AmountRevision.journal_type,
        AmountRevision.objects.visible_to,
        "investment:amount-revisions-record",
        "investment.revise_amount",
    ),
    Subject(
        FundArrival.journal_type,
        FundArrival.objects.visible_to,
        "investment:fund-arrivals-record",
        "investment.record_arrival",
    ),
    Subject(
        Lead.journal_type,
        Lead.objects.held_by,
        "investment:leads-record",
        "investment.follow_up_lead",
        kinds=LEAD_PAPERS,
        dated=True,
    ),
    Subject(
        Commitment.journal_type,
        Commitment.objects.visible_to,
        "investment:commitments-record",
        "investment.record_commitment",
    ),
    Subject(LeaderLink.journal_type, LeaderLink.objects.visible_to, "investment:leader-links-record"),
    Subject(
        RuleSet.journal_type, RuleSet.objects.visible_to, "investment:rules-record", "investment.set_rules"
    ),
)
