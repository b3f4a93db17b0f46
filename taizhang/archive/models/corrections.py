"""Corrections: what an earlier issue printed wrong, and the item of a later one that says so."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Issue, IssueFigure, Item, PrintedItem, ProofRemark
from taizhang.journal.models import Journalled


class Correction(Journalled):
    """One printed figure (`figure`) or passage (`was`) of a signed issue, corrected by `item` in a later issue.

    `was` and `becomes` are the words as printed and as they should read.
    """

    journal_type = "archive.correction"

    issue = models.ForeignKey(Issue, models.PROTECT, verbose_name=_("被更正的期"), related_name="corrections")
    printed = models.ForeignKey(
        PrintedItem, models.PROTECT, verbose_name=_("被更正的稿件"), null=True, related_name="+"
    )
    figure = models.ForeignKey(
        IssueFigure, models.PROTECT, verbose_name=_("被更正的数字"), null=True, related_name="+"
    )
    remark = models.OneToOneField(
        ProofRemark, models.PROTECT, verbose_name=_("清样问题"), null=True, related_name="correction"
    )
    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("更正稿"), related_name="corrects")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")
    was = models.CharField(_("原文"), max_length=200)
    becomes = models.CharField(_("应为"), max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), related_name="+", db_index=False
    )
    made_at = models.DateTimeField(_("提出时间"))

    class Meta:
        verbose_name = verbose_name_plural = _("更正")
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.was} → {self.becomes}"
