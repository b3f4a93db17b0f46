"""Every indicator, sheet, register, record page and kind of waiting work, listed statically; publishes them below."""

from taizhang.construction import indicators as construction_indicators
from taizhang.construction import registers as construction_registers
from taizhang.construction import reminders as construction_reminders
from taizhang.construction import sheets as construction_sheets
from taizhang.construction import spoken as construction_spoken
from taizhang.construction import subjects as construction_subjects
from taizhang.construction import waiting as construction_waiting
from taizhang.enterprises import indicators as enterprises_indicators
from taizhang.enterprises import registers as enterprises_registers
from taizhang.enterprises import reminders as enterprises_reminders
from taizhang.enterprises import spoken as enterprises_spoken
from taizhang.enterprises import subjects as enterprises_subjects
from taizhang.enterprises import waiting as enterprises_waiting
from taizhang.figures import cautions, governing, spoken
from taizhang.figures.indicator import Catalogue, publish
from taizhang.investment import cautions as investment_cautions
from taizhang.investment import desk_cards as investment_desk_cards
from taizhang.investment import indicators as investment_indicators
from taizhang.investment import lead_reminders as investment_lead_reminders
from taizhang.investment import registers as investment_registers
from taizhang.investment import reminders as investment_reminders
from taizhang.investment import sheets as investment_sheets
from taizhang.investment import spoken as investment_spoken
from taizhang.investment import subjects as investment_subjects
from taizhang.investment import waiting as investment_waiting
from taizhang.investment.governing import rules_named
from taizhang.night_market import indicators as night_market_indicators
from taizhang.night_market import registers as night_market_registers
from taizhang.night_market import sheets as night_market_sheets
from taizhang.night_market import spoken as night_market_spoken
from taizhang.night_market import subjects as night_market_subjects
from taizhang.night_market import waiting as night_market_waiting
from taizhang.organisation import subjects
from taizhang.reminders import rules as reminder_rules
from taizhang.reminders import waiting as reminders_waiting
from taizhang.targets import registers as targets_registers
from taizhang.targets import sheets as targets_sheets
from taizhang.targets import subjects as targets_subjects
from taizhang.targets.indicators import target_of
from taizhang.web import desk_cards, waiting
from taizhang.workbooks import registers
from taizhang.workbooks import waiting as workbooks_waiting

_LEDGERS = [
    *investment_indicators.INDICATORS,
    *enterprises_indicators.INDICATORS,
    *night_market_indicators.INDICATORS,
    *construction_indicators.INDICATORS,
]

CATALOGUE = publish(
    Catalogue([*_LEDGERS, *(target_of(indicator) for indicator in _LEDGERS if indicator.takes_target)])
)
registers.publish(
    (
        *investment_sheets.SHEETS,
        *night_market_sheets.SHEETS,
        *construction_sheets.SHEETS,
        *targets_sheets.SHEETS,
    ),
    (
        *investment_registers.REGISTERS,
        *enterprises_registers.REGISTERS,
        *night_market_registers.REGISTERS,
        *construction_registers.REGISTERS,
        *targets_registers.REGISTERS,
    ),
)
registers.publish_pages("investment", investment_registers.PAGES)
registers.publish_pages("targets", targets_registers.PAGES)
subjects.publish(
    (
        *investment_subjects.SUBJECTS,
        *enterprises_subjects.SUBJECTS,
        *night_market_subjects.SUBJECTS,
        *construction_subjects.SUBJECTS,
        *targets_subjects.SUBJECTS,
    )
)
waiting.publish(
    (
        *investment_waiting.WAITING,
        *enterprises_waiting.WAITING,
        *night_market_waiting.WAITING,
        *construction_waiting.WAITING,
        *workbooks_waiting.WAITING,
        *reminders_waiting.WAITING,
    )
)
governing.publish("investment", rules_named)
cautions.publish(investment_cautions.CAUTIONS)
spoken.publish(
    investment_spoken.SPOKEN,
    night_market_spoken.SPOKEN,
    construction_spoken.SPOKEN,
    enterprises_spoken.SPOKEN,
)
spoken.publish_daily(construction_spoken.DAILY)
desk_cards.publish(investment_desk_cards.DESK_CARDS)
reminder_rules.publish(
    (
        *enterprises_reminders.REMINDERS,
        *investment_reminders.REMINDERS,
        *investment_lead_reminders.REMINDERS,
        *construction_reminders.REMINDERS,
    )
)
