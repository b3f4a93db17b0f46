"""Everything that falls due in the investment ledger, for the daily job."""

from taizhang.investment import claim_reminders, lead_reminders
from taizhang.reminders.rules import Rule

REMINDERS: tuple[Rule, ...] = (*claim_reminders.REMINDERS, *lead_reminders.REMINDERS)
