"""Who may hand down targets, record pledges and exempt units."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

allow("targets.set_targets", _("下达目标任务"), "investment_verifier", "operator")
allow("targets.record_pledge", _("登记表态承诺"), "investment_verifier", "operator")
allow("targets.exempt_unit", _("登记免考单位"), "investment_verifier", "operator")
