"""Every version of an item's text that was saved, and what the unit was asked to confirm in it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models.items import Item
from taizhang.bulletin.states import OFFICE
from taizhang.organisation.models import User


class ItemRevision(models.Model):
    """One saved version of an item; `note` says why it was made, where somebody said so."""

    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("稿件"), related_name="revisions")
    version = models.PositiveIntegerField(_("版次"))
    title = models.CharField(_("标题"), max_length=120)
    body = models.TextField(_("正文"))
    source = models.CharField(_("来源"), max_length=120, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("修改人"), related_name="+", db_index=False
    )
    at = models.DateTimeField(_("保存时间"))
    note = models.CharField(_("说明"), max_length=100, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("历次版本")
        ordering = ("version",)
        constraints = (models.UniqueConstraint(fields=("item", "version"), name="version_once_of_item"),)

    def __str__(self) -> str:
        return f"{self.item_id}/{self.version}"

    @property
    def text(self) -> str:
        """Title and body, as what a unit vouches for."""
        return f"{self.title}\n{self.body}"


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    """Sets of what units were asked to confirm."""

    def visible_to(self, user: User) -> Self:
        """Everything for the office, what their own units were asked for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.role_keys & OFFICE else self.filter(unit__in=user.home_unit_ids)

    def open(self) -> Self:
        """Those that wait for the unit."""
        return self.filter(outcome=Confirmation.Outcome.OPEN)


class Confirmation(models.Model):
    """A unit asked to confirm (回核) the figures that the office changed in its text.

    `changes` is [{"was": "75家", "is": "76家", "sentence": "…"}] between what the unit vouched for and `version`.
    """

    class Outcome(models.TextChoices):
        """What became of the question."""

        OPEN = "open", _("待回核")
        CONFIRMED = "confirmed", _("已回核")
        DISPUTED = "disputed", _("有异议")
        WITHDRAWN = "withdrawn", _("已撤回")

    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("稿件"), related_name="confirmations")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")
    version = models.PositiveIntegerField(_("版次"))
    changes = models.JSONField(_("改动的数字"))
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("提请人"), related_name="+", db_index=False
    )
    asked_on = models.DateField(_("提请日期"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("回核人"),
        null=True,
        related_name="+",
        db_index=False,
    )
    answered_on = models.DateField(_("回核日期"), null=True, blank=True)
    reason = models.CharField(_("异议"), max_length=500, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("回核")
        constraints = (
            models.UniqueConstraint(
                fields=("item", "unit"), condition=models.Q(outcome="open"), name="one_open_question_a_unit"
            ),
        )
        indexes = (models.Index(fields=("unit", "outcome", "-id"), name="confirmation_of_unit"),)

    def __str__(self) -> str:
        return str(self.item)

    @property
    def is_open(self) -> bool:
        """Whether the unit has still to answer."""
        return self.outcome == self.Outcome.OPEN
