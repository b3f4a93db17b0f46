"""Who may do what in the investment ledger: clerks enter for their own units, the verifier recognises."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

CLERKS = ("investment_clerk", "town_clerk")

allow("investment.register_project", _("登记招商项目"), "investment_verifier", own_unit=CLERKS)
allow("investment.change_project", _("修改招商项目"), "investment_verifier", own_unit=CLERKS)
allow("investment.revise_amount", _("登记投资额变更"), "investment_verifier", own_unit=CLERKS)
allow("investment.record_arrival", _("登记到位资金"), "investment_verifier", own_unit=CLERKS)
allow("investment.set_aside", _("登记暂停、终止、流失和恢复"), "investment_verifier", own_unit=CLERKS)
allow("investment.recognise", _("认定项目阶段和区外资金"), "investment_verifier")
allow("investment.set_rules", _("制定年度认定办法"), "investment_verifier")
allow("investment.import_ledger", _("导入招商台账"), "investment_verifier", "operator", own_unit=CLERKS)
allow("investment.import_history", _("导入已认定的历史台账"), "investment_verifier", "operator")
