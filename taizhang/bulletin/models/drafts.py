"""The templates from which an item is drafted out of the ledgers: plain sentences with places for figures and days."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models.house_style import WRITERS
from taizhang.journal.models import Journalled
from taizhang.organisation.models import User


class DraftTemplateQuerySet(models.QuerySet["DraftTemplate"]):
    """Sets of templates."""

    def visible_to(self, user: User) -> Self:
        """Every template for whoever writes or edits, none for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.role_keys & WRITERS else self.none()

    def in_use(self) -> Self:
        """The templates that can be drafted from, in the order of the ledgers."""
        return self.filter(active=True).order_by("ledger", "pk")


class DraftTemplate(Journalled):
    """One template. `title` and `body` are prose with {places} and [[figures]]; taizhang.bulletin.drafting reads them."""

    journal_type = "bulletin.draft_template"

    name = models.CharField(_("名称"), max_length=40, unique=True)
    ledger = models.CharField(_("台账"), max_length=40)
    title = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("正文"))
    active = models.BooleanField(_("在用"), default=True)

    objects = DraftTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("起草模板")
        ordering = ("ledger", "id")

    def __str__(self) -> str:
        return self.name
