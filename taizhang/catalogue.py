"""Every indicator, sheet and register, listed by name, statically; publishes them to the rooms below."""

from taizhang.construction import indicators as construction_indicators
from taizhang.construction import registers as construction_registers
from taizhang.construction import sheets as construction_sheets
from taizhang.figures.indicator import Catalogue, publish
from taizhang.workbooks import registers

CATALOGUE = publish(Catalogue([*construction_indicators.INDICATORS]))
registers.publish((*construction_sheets.SHEETS,), (*construction_registers.REGISTERS,))
