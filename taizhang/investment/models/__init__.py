"""Rows of the investment ledger: yearly rules, projects with their dated amounts, shares and exclusions, and vouchers."""

from taizhang.investment.models.arrivals import FundArrival
from taizhang.investment.models.claims import CLAIMED_STAGES, StageClaim
from taizhang.investment.models.commitments import KINDS_OF, Commitment, CommitmentKind, Side
from taizhang.investment.models.leaders import LeaderLink, LinkedTo
from taizhang.investment.models.leads import Lead, LeadFollowUp
from taizhang.investment.models.projects import (
    MONEY,
    MONEY_PLACES,
    MOST_WAN,
    AmountRevision,
    Attribution,
    Exclusion,
    LinkKind,
    Project,
    UnitRole,
    batch_of,
)
from taizhang.investment.models.rules import RuleBook, RuleSet

__all__ = [
    "CLAIMED_STAGES",
    "KINDS_OF",
    "MONEY",
    "MONEY_PLACES",
    "MOST_WAN",
    "AmountRevision",
    "Attribution",
    "Commitment",
    "CommitmentKind",
    "Exclusion",
    "FundArrival",
    "Lead",
    "LeadFollowUp",
    "LeaderLink",
    "LinkKind",
    "LinkedTo",
    "Project",
    "RuleBook",
    "RuleSet",
    "Side",
    "StageClaim",
    "UnitRole",
    "batch_of",
]
