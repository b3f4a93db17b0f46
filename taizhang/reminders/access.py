"""Who may set up how reminders leave the house; one's own reminders everybody reads."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow

MANAGE = "reminders.manage"
allow(MANAGE, _("管提醒规则、渠道和发送"), "administrator")
