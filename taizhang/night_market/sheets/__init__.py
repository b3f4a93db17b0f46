"""The three workbooks of the night market."""

from taizhang.night_market.sheets.breaches import BreachesSheet
from taizhang.night_market.sheets.merchants import MerchantsSheet
from taizhang.night_market.sheets.patrols import PatrolsSheet

MERCHANTS = MerchantsSheet()
PATROLS = PatrolsSheet()
BREACHES = BreachesSheet()

SHEETS = (MERCHANTS, PATROLS, BREACHES)
