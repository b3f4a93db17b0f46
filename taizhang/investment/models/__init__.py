"""Rows of the investment ledger: yearly rules, projects with their dated amounts, shares and exclusions, and vouchers."""

from taizhang.investment.models.arrivals import FundArrival
from taizhang.investment.models.projects import (
    CHAINS,
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
from taizhang.investment.models.rules import RuleSet

__all__ = [
    "CHAINS",
    "MONEY",
    "MONEY_PLACES",
    "MOST_WAN",
    "AmountRevision",
    "Attribution",
    "Exclusion",
    "FundArrival",
    "LinkKind",
    "Project",
    "RuleSet",
    "UnitRole",
    "batch_of",
]
