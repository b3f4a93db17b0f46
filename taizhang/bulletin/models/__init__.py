"""Items from the units, issues that gather them, and what a signed issue keeps: its text, its figures, its number."""

from taizhang.bulletin.models.calls import Call, CallUnit
from taizhang.bulletin.models.credits import Adoption, Credit, CreditRules
from taizhang.bulletin.models.drafts import DraftTemplate
from taizhang.bulletin.models.house_style import StyleRule
from taizhang.bulletin.models.issues import Issue, IssueRun, Placement
from taizhang.bulletin.models.items import Item
from taizhang.bulletin.models.merging import MergedSource
from taizhang.bulletin.models.printed import IssueFigure, PrintedItem
from taizhang.bulletin.models.proofs import ProofRemark
from taizhang.bulletin.models.recipients import IssueRecipients, RecipientEntry, RecipientList
from taizhang.bulletin.models.revisions import Confirmation, ItemRevision
from taizhang.bulletin.models.topics import Topic
from taizhang.bulletin.states import OFFICE

__all__ = [
    "OFFICE",
    "Adoption",
    "Call",
    "CallUnit",
    "Confirmation",
    "Credit",
    "CreditRules",
    "DraftTemplate",
    "Issue",
    "IssueFigure",
    "IssueRecipients",
    "IssueRun",
    "Item",
    "ItemRevision",
    "MergedSource",
    "Placement",
    "PrintedItem",
    "ProofRemark",
    "RecipientEntry",
    "RecipientList",
    "StyleRule",
    "Topic",
]
