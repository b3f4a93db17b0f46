"""Items made of several: which item took in which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models.items import Item


class MergedSource(models.Model):
    """An item that was merged into another one, in the order of the source line; its unit is credited with it."""

    main = models.ForeignKey(Item, models.PROTECT, verbose_name=_("并成的稿件"), related_name="sources")
    source = models.OneToOneField(
        Item, models.PROTECT, verbose_name=_("并入的稿件"), related_name="merged_into"
    )
    position = models.PositiveSmallIntegerField(_("次序"))

    class Meta:
        verbose_name = verbose_name_plural = _("并稿")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return f"{self.source_id}→{self.main_id}"
