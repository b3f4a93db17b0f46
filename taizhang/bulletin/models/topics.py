"""What items are about: a short list that the office keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.journal.models import Journalled


class Topic(Journalled):
    """One topic (主题); a topic that is no longer `in_use` stays with the items that have it."""

    journal_type = "bulletin.topic"

    name = models.CharField(_("主题"), max_length=20, unique=True)
    position = models.PositiveSmallIntegerField(_("次序"), default=0)
    in_use = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("主题")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.name
