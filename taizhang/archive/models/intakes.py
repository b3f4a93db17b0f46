"""Files of old issues: their text, what was found in it, and the issue that came of it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.archive.states import INTAKE, IntakeState
from taizhang.bulletin.models import OFFICE, Issue
from taizhang.journal.models import Journalled
from taizhang.organisation.models import User


class IntakeQuerySet(models.QuerySet["Intake"]):
    """Sets of files."""

    def visible_to(self, user: User) -> Self:
        """Every file for the office, none for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.role_keys & OFFICE else self.none()


class Intake(Journalled):
    """One file of an old issue. `found` holds the fields as parsed and corrected, `doubts` what a person should look at.

    `digest` is the SHA-256 of the file; `masthead`, `year`, `number` and `supplement` repeat `found` for the lists.
    """

    journal_type = "archive.intake"
    workflow = INTAKE

    name = models.CharField(_("文件名"), max_length=200)
    digest = models.CharField(_("文件摘要"), max_length=64, unique=True)
    text = models.TextField(_("全文"))
    found = models.JSONField(_("读出的内容"), default=dict)
    doubts = models.JSONField(_("需要核对"), default=list)
    year = models.PositiveSmallIntegerField(_("年度"), null=True)
    number = models.PositiveIntegerField(_("期号"), null=True)
    items = models.PositiveSmallIntegerField(_("稿件数"), default=0)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), related_name="+", db_index=False
    )
    taken_at = models.DateTimeField(_("上传时间"))
    state = models.CharField(
        _("状态"), max_length=8, choices=IntakeState.choices, default=IntakeState.WAITING
    )
    issue = models.OneToOneField(
        Issue, models.PROTECT, verbose_name=_("入库的期"), null=True, related_name="intake"
    )

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("旧刊")
        indexes = (models.Index(fields=("state", "-id"), name="intake_by_state"),)

    def __str__(self) -> str:
        return self.name
