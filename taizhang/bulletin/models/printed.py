"""What a signed issue keeps: its text and its figures, whatever becomes of the items."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models.issues import Issue
from taizhang.bulletin.models.items import Item
from taizhang.figures.models import PrintedFigure


class PrintedItem(models.Model):
    """An item as a signed issue printed it, apart from whatever becomes of the item.

    `paragraphs` is [{"level": "body", "runs": ["text", {"n": 3, "number": "75", "unit": "家"}]}], n being the figure's
    place in the issue. `item` is None in an old issue from before the system. `proofreading` is what 校数 found at the signing
    and what was decided on it, in the shape of taizhang.bulletin.checked.kept.
    """

    issue = models.ForeignKey(Issue, models.PROTECT, verbose_name=_("期刊"), related_name="printed_items")
    item = models.ForeignKey(
        Item, models.PROTECT, verbose_name=_("稿件"), null=True, blank=True, related_name="+"
    )
    position = models.PositiveSmallIntegerField(_("次序"))
    title = models.CharField(_("标题"), max_length=120)
    source = models.CharField(_("来源"), max_length=120, blank=True)
    paragraphs = models.JSONField(_("正文"))
    proofreading = models.JSONField(_("校数"), default=dict, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("已印稿件")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return self.title


class IssueFigure(models.Model):
    """A figure's place in a signed issue: the n-th number that came from the ledgers, counted from 1 through the issue."""

    issue = models.ForeignKey(Issue, models.PROTECT, verbose_name=_("期刊"), related_name="figures")
    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("稿件"), related_name="+")
    n = models.PositiveSmallIntegerField(_("序号"))
    printed = models.ForeignKey(PrintedFigure, models.PROTECT, verbose_name=_("已印数字"), related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("本期数字")
        ordering = ("n",)
        constraints = (models.UniqueConstraint(fields=("issue", "n"), name="figure_once_in_issue"),)

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.n}"
