"""Who may do what with 校数: the editors keep the phrases, each ledger's own post declares what the ledger covers."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

KEEP_PHRASES = "proofreading.keep_phrases"
CHECK = "proofreading.check_text"
DECIDE = "proofreading.decide"
CHIEF = "office_chief"

allow(
    CHECK, _("校数"), "administrator", "operator", "leader", "supervisor", "reporter", "unit_signer", "editor",
    "proofreader", CHIEF, "issuer", "archivist",
)  # fmt: skip
allow(DECIDE, _("对校数结论写明理由照印"), "editor", CHIEF, "issuer")
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


KEEPERS: dict[str, tuple[str, ...]] = {
    "night_market": ("night_market_clerk", "officer"),
    "construction": ("site_clerk", "inspector"),
}
"""The posts whose bureaus' work these ledgers are: what another bureau counts is not in them."""
