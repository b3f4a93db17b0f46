"""Items from the units, issues that gather them, and what a signed issue keeps: its text, its figures, its number."""

from taizhang.bulletin.models.house_style import StyleRule
from taizhang.bulletin.models.issues import Issue, IssueRun, Placement
from taizhang.bulletin.models.items import OFFICE, Item
from taizhang.bulletin.models.printed import IssueFigure, PrintedItem
from taizhang.bulletin.models.proofs import ProofRemark
from taizhang.bulletin.models.recipients import IssueRecipients, RecipientEntry, RecipientList

__all__ = [
    "OFFICE",
    "Issue",
    "IssueFigure",
    "IssueRecipients",
    "IssueRun",
    "Item",
    "Placement",
    "PrintedItem",
    "ProofRemark",
    "RecipientEntry",
    "RecipientList",
    "StyleRule",
]
