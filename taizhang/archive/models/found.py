"""What is looked up in the archive: the text of every printed item for the search, and what earlier issues claimed."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Issue, PrintedItem
from taizhang.organisation.models import User


class IndexedItemQuerySet(models.QuerySet["IndexedItem"]):
    """Sets of indexed items."""

    def visible_to(self, user: User) -> Self:
        """The items of the issues that the person may open."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(issue__in=Issue.objects.visible_to(user).values("pk"))


class IndexedItem(models.Model):
    """One printed item as the search sees it: `title` and `text` folded (full-width to half, small letters, no blanks).

    `text` is title, body and source together. Its grams stand in the database's own index (see grams.py).
    """

    printed = models.OneToOneField(
        PrintedItem, models.CASCADE, verbose_name=_("已印稿件"), primary_key=True, related_name="indexed"
    )
    issue = models.ForeignKey(Issue, models.CASCADE, verbose_name=_("期刊"), related_name="+")
    year = models.PositiveSmallIntegerField(_("年度"), db_index=True)
    title = models.CharField(_("标题"), max_length=200)
    text = models.TextField(_("正文"))

    objects = IndexedItemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("检索条目")

    def __str__(self) -> str:
        return self.title


class EarlierPassage(models.Model):
    """One cumulative claim of a signed or old issue, for the check that a later one does not fall below it.

    `value`, `low` and `high` are in `unit` as printed; None where the wording leaves it open. `words` is the claim as it
    stands, `since` the first day of what it adds up, where the text says so.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, verbose_name=_("期刊"), related_name="+")
    as_of = models.DateField(_("截至"))
    since = models.DateField(_("起"), null=True)
    words = models.CharField(_("原文"), max_length=120)
    subject = models.CharField(_("对象"), max_length=120)
    units = models.JSONField(_("单位"), default=list)
    unit = models.CharField(_("计量单位"), max_length=20)
    value = models.DecimalField(_("数值"), max_digits=24, decimal_places=6, null=True)
    low = models.DecimalField(_("下限"), max_digits=24, decimal_places=6, null=True)
    high = models.DecimalField(_("上限"), max_digits=24, decimal_places=6, null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("已刊数字")
        indexes = (models.Index(fields=("as_of",), name="earlier_by_day"),)

    def __str__(self) -> str:
        return self.words
