"""Which issues strangers may read: what the district has settled, and what was settled for one issue."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Issue
from taizhang.bulletin.states import IssueState
from taizhang.journal.models import Journalled

SENT_STATES = (IssueState.SENT, IssueState.ARCHIVED)


class ArchiveSettings(Journalled):
    """The district's one row: whether sent issues are public unless said otherwise, and when unread ones are reminded of."""

    journal_type = "archive.settings"

    public_by_default = models.BooleanField(_("印发后默认对外公开"), default=False)
    remind_after = models.PositiveSmallIntegerField(_("几个工作日未阅就提醒"), default=2)

    class Meta:
        verbose_name = verbose_name_plural = _("收阅与公开设置")

    def __str__(self) -> str:
        return str(_("收阅与公开设置"))

    @classmethod
    def in_force(cls) -> Self:
        """The row, or the defaults where nobody has settled anything; one query."""
        return cls.objects.first() or cls()


class Openness(models.Model):
    """What was settled for one issue; the journal of the issue keeps who and when."""

    issue = models.OneToOneField(Issue, models.PROTECT, verbose_name=_("期刊"), related_name="openness")
    is_public = models.BooleanField(_("对外公开"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), related_name="+", db_index=False
    )

    class Meta:
        verbose_name = verbose_name_plural = _("公开")

    def __str__(self) -> str:
        return f"{self.issue_id} {self.is_public}"


def is_public(issue: Issue) -> bool:
    """Whether strangers may read it: sent, without a secrecy mark or serial, and public by its own word or by default."""
    if issue.state not in SENT_STATES or issue.secrecy or issue.serial:
        return False
    own = Openness.objects.filter(issue=issue).first()
    return own.is_public if own is not None else ArchiveSettings.in_force().public_by_default
