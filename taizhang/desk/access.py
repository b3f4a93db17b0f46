"""Who has the leaders' page."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

allow("desk.leader_page", _("看领导页"), "leader", "administrator")
