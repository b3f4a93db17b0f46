"""Who may do what in the archive."""

from django.utils.translation import gettext_lazy as _

from taizhang.organisation.access import allow
from taizhang.organisation.roles import ROLES

allow("archive.send_issue", _("印发信息"), "editor", "office_chief")
allow("archive.chase_readers", _("催阅"), "editor", "office_chief")
allow("archive.read_issue", _("确认已阅"), *ROLES)
allow("archive.archive_issue", _("归档"), "archivist")
allow("archive.open_issue", _("设定公开或内部"), "office_chief", "issuer")
allow("archive.settle", _("设定收阅与公开规则"), "administrator", "office_chief")
allow("archive.take_in", _("旧刊入库"), "archivist", "editor", "office_chief", "operator")
