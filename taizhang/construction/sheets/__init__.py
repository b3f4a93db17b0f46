"""The four Excel ledgers of the construction sites."""

from taizhang.construction.sheets.inspections import InspectionsSheet
from taizhang.construction.sheets.orders import OrdersSheet
from taizhang.construction.sheets.problems import ProblemsSheet
from taizhang.construction.sheets.sites import SitesSheet

SITES, INSPECTIONS, PROBLEMS, ORDERS = SitesSheet(), InspectionsSheet(), ProblemsSheet(), OrdersSheet()
SHEETS = (SITES, INSPECTIONS, PROBLEMS, ORDERS)
