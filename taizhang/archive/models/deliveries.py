"""Copies of an issue on their way: to whom, when sent, when first opened, when confirmed as read."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.archive.states import Channel
from taizhang.bulletin.models import OFFICE, Issue
from taizhang.journal.models import Journalled
from taizhang.organisation.models import User


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Sets of copies."""

    def visible_to(self, user: User) -> Self:
        """Every copy for the office, one's own for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.role_keys & OFFICE else self.own(user)

    def own(self, user: User) -> Self:
        """The copies that the person got."""
        return self.filter(user=user)

    def in_system(self) -> Self:
        """Those that somebody reads here, paper aside."""
        return self.filter(channel=Channel.SYSTEM)

    def unconfirmed(self) -> Self:
        """Those in the system whose reader has not confirmed reading."""
        return self.in_system().filter(confirmed_at__isnull=True)


class Delivery(Journalled):
    """One copy of a sent issue: to a person in the system, or on paper to a unit or to somebody outside (`outside`).

    `why` is the list and the addressee by which the person got it. `read_at` is the first opening, `confirmed_at` the
    reader's own word; `chased_on` the last day on which the office asked again.
    """

    journal_type = "archive.delivery"
    journal_titles = {"read": _("首次打开"), "confirmed": _("确认已阅")}

    issue = models.ForeignKey(Issue, models.PROTECT, verbose_name=_("期刊"), related_name="deliveries")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("收阅人"), null=True, related_name="+"
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("单位"), null=True, related_name="+"
    )
    outside = models.CharField(_("系统外收件"), max_length=80, blank=True)
    why = models.CharField(_("送发名单"), max_length=160, blank=True)
    channel = models.CharField(_("方式"), max_length=8, choices=Channel.choices, default=Channel.SYSTEM)
    copies = models.PositiveSmallIntegerField(_("份数"), default=0)
    sent_at = models.DateTimeField(_("发出时间"))
    read_at = models.DateTimeField(_("首次打开"), null=True)
    confirmed_at = models.DateTimeField(_("确认已阅"), null=True)
    chased_on = models.DateField(_("最近催阅"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("送阅")
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=("issue", "user"), name="delivered_once_to_person"),)
        indexes = (models.Index(fields=("user", "-id"), name="delivery_of_person"),)

    def __str__(self) -> str:
        return f"{self.issue} {self.user or self.outside or self.unit or ''}".strip()

    @property
    def state(self) -> str:
        """What to say of it: confirmed, read, or unread; on paper: sent."""
        if self.channel == Channel.PAPER:
            return "sent"
        return "confirmed" if self.confirmed_at else "read" if self.read_at else "unread"
