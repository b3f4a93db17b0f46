"""The three workbooks of the investment ledger."""

from taizhang.investment.sheets.amount_revisions import AmountRevisionsSheet
from taizhang.investment.sheets.fund_arrivals import FundArrivalsSheet
from taizhang.investment.sheets.projects import ProjectsSheet

PROJECTS = ProjectsSheet()
AMOUNT_REVISIONS = AmountRevisionsSheet()
FUND_ARRIVALS = FundArrivalsSheet()

SHEETS = (PROJECTS, AMOUNT_REVISIONS, FUND_ARRIVALS)
