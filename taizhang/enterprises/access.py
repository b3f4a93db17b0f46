"""Who may do what for enterprises: everybody opens a request, the unit that has it answers, the enterprise closes it."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow
from taizhang.organisation.roles import ROLES

CLERKS = ("investment_clerk", "town_clerk")
# The bureau that verifies handles its own requests like any other unit; a bureau without a clerk has a section chief.
HANDLERS = (*CLERKS, "investment_verifier", "section_chief")
EVERYBODY = tuple(ROLES)

allow("enterprises.register_enterprise", _("登记企业"), "investment_verifier", own_unit=CLERKS)
allow("enterprises.change_enterprise", _("修改企业"), "investment_verifier", own_unit=CLERKS)
allow("enterprises.edit_chain", _("编辑产业链"), "investment_verifier", own_unit=("investment_clerk",))
allow("enterprises.pursue_firm", _("登记目标企业和招引进展"), "investment_verifier", own_unit=CLERKS)
allow("enterprises.open_request", _("登记企业诉求"), *EVERYBODY)
allow("enterprises.answer_request", _("受理、办理和答复企业诉求"), own_unit=HANDLERS)
allow(
    "enterprises.hand_over_request", _("转办企业诉求"), "investment_verifier", "supervisor", own_unit=HANDLERS
)
allow("enterprises.decline_request", _("决定不予受理企业诉求"), "investment_verifier")
allow("enterprises.record_visit", _("登记走访"), *EVERYBODY)
