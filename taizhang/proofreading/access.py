"""Who may do what with 校数: the editors keep the phrases, each ledger's own post declares what the ledger covers."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

KEEP_PHRASES = "proofreading.keep_phrases"
CHIEF = "office_chief"

allow(KEEP_PHRASES, _("管理校数用语"), "administrator", "editor", CHIEF)
allow("proofreading.cover_investment", _("声明招商引资台账的覆盖范围"), "investment_verifier", CHIEF)
allow("proofreading.cover_targets", _("声明目标任务台账的覆盖范围"), "investment_verifier", CHIEF)
allow("proofreading.cover_enterprises", _("声明企业服务台账的覆盖范围"), "investment_verifier", CHIEF)
allow("proofreading.cover_night_market", _("声明夜间经济台账的覆盖范围"), "night_market_clerk", CHIEF)
allow("proofreading.cover_construction", _("声明工地整治台账的覆盖范围"), "site_clerk", CHIEF)
allow("proofreading.cover_supervision", _("声明督查考核台账的覆盖范围"), "supervisor", CHIEF)
allow("proofreading.cover_bulletin", _("声明信息刊物的覆盖范围"), CHIEF)

LEDGERS = ("investment", "targets", "enterprises", "night_market", "construction", "supervision", "bulletin")
"""The ledgers whose coverage may be declared, in the order of the menu."""


def cover(ledger: str) -> str:
    """The permission that declaring a ledger's coverage requires; raises KeyError for what is no ledger."""
    if ledger not in LEDGERS:
        raise KeyError(ledger)
    return f"proofreading.cover_{ledger}"
