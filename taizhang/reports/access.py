"""Who may do what with the monthly reports: the office that verifies the ledger closes its months."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

allow("reports.prepare", _("编制和撤回月度通报"), "investment_verifier")
allow("reports.close", _("月度关账"), "investment_verifier")
allow("reports.publish", _("印发月度通报"), "investment_verifier")
