"""The rules of house style that the office keeps: forms that are wrong, forms that must stand whole, better ones."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.states import OFFICE, WRITING
from taizhang.journal.models import Journalled
from taizhang.organisation.models import User

# Whoever writes or edits, and those who read what is written.
WRITERS = OFFICE.union(WRITING, {"leader", "supervisor"})


class StyleRuleQuerySet(models.QuerySet["StyleRule"]):
    """Sets of rules."""

    def visible_to(self, user: User) -> Self:
        """Every rule for whoever writes or edits, none for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.role_keys & WRITERS else self.none()

    def in_force(self) -> Self:
        """The rules that texts are held to."""
        return self.filter(active=True).order_by("pk")


class StyleRule(Journalled):
    """One rule of house style; `pattern` is a plain form, never an expression. taizhang.bulletin.house_style reads it.

    `unless` names, one after the other with 、 between, the longer words in which the form is right.
    """

    journal_type = "bulletin.style_rule"

    class Kind(models.TextChoices):
        """How strictly the form is meant."""

        FORBIDDEN = "forbidden", _("禁用")
        REQUIRED = "required", _("须写全")
        PREFER = "prefer", _("宜改")

    class Topic(models.TextChoices):
        """What the form is about."""

        SPELLING = "spelling", _("错别字")
        WORDING = "wording", _("用语")
        NAME = "name", _("单位名称")
        TITLE = "title", _("职务称谓")
        FIGURE = "figure", _("数字和标点")
        SENSITIVE = "sensitive", _("固定提法")

    kind = models.CharField(_("要求"), max_length=10, choices=Kind.choices)
    topic = models.CharField(_("类别"), max_length=10, choices=Topic.choices)
    pattern = models.CharField(_("写法"), max_length=40)
    replacement = models.CharField(_("改为"), max_length=60, blank=True)
    unless = models.CharField(_("例外"), max_length=120, blank=True)
    reason = models.CharField(_("说明"), max_length=120, blank=True)
    active = models.BooleanField(_("在用"), default=True)

    objects = StyleRuleQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("体例")
        ordering = ("topic", "id")
        constraints = (models.UniqueConstraint(fields=("kind", "pattern"), name="style_rule_once"),)

    def __str__(self) -> str:
        return f"{self.pattern} → {self.replacement}" if self.replacement else self.pattern
