"""Who may hand down targets."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

allow("targets.set_targets", _("下达目标任务"), "investment_verifier", "operator")
