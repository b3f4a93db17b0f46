"""Every indicator, sheet and register, listed by name, statically; publishes them to the rooms below."""

from taizhang.construction import indicators as construction_indicators
from taizhang.construction import registers as construction_registers
from taizhang.construction import sheets as construction_sheets
from taizhang.figures.indicator import Catalogue, publish
from taizhang.investment import indicators as investment_indicators
from taizhang.investment import registers as investment_registers
from taizhang.investment import sheets as investment_sheets
from taizhang.targets import registers as targets_registers
from taizhang.targets import sheets as targets_sheets
from taizhang.targets.indicators import target_of
from taizhang.workbooks import registers

_LEDGERS = [*investment_indicators.INDICATORS, *construction_indicators.INDICATORS]

CATALOGUE = publish(
    Catalogue([*_LEDGERS, *(target_of(indicator) for indicator in _LEDGERS if indicator.takes_target)])
)
registers.publish(
    (*investment_sheets.SHEETS, *construction_sheets.SHEETS, *targets_sheets.SHEETS),
    (*investment_registers.REGISTERS, *construction_registers.REGISTERS, *targets_registers.REGISTERS),
)
