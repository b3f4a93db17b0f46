"""Which pages open the rows of the investment ledger, and who may add papers to them."""

from taizhang.investment.models import AmountRevision, FundArrival, Project, StageClaim
from taizhang.investment.papers import why_held
from taizhang.investment.states import EvidenceKind
from taizhang.organisation.subjects import Subject

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
)
