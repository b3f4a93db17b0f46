"""The lists of those who get an issue: units, posts, people and addressees outside, kept by the office under a name."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models.issues import Issue
from taizhang.bulletin.models.items import OFFICE
from taizhang.journal.models import Journalled
from taizhang.organisation import roles
from taizhang.organisation.models import User


class RecipientListQuerySet(models.QuerySet["RecipientList"]):
    """Sets of lists."""

    def visible_to(self, user: User) -> Self:
        """Every list for the office, none for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self if user.role_keys & OFFICE else self.none()

    def in_use(self) -> Self:
        """The lists that an issue may choose, in the order in which the foot names them."""
        return self.filter(active=True).order_by("line", "position", "pk")


class RecipientList(Journalled):
    """A named list of recipients; `printed` is how the foot of an issue names them, in the line 本期送 or 发."""

    journal_type = "bulletin.recipient_list"
    journal_titles = {"entries": _("名单")}

    class Line(models.TextChoices):
        """The line of the foot in which the list is named."""

        SENT_TO = "sent_to", _("本期送")
        DISTRIBUTED_TO = "distributed_to", _("发")

    name = models.CharField(_("名单"), max_length=40, unique=True)
    line = models.CharField(_("印在"), max_length=14, choices=Line.choices)
    printed = models.CharField(_("印作"), max_length=120)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    active = models.BooleanField(_("在用"), default=True)

    objects = RecipientListQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("送发名单")
        ordering = ("line", "position", "id")

    def __str__(self) -> str:
        return self.name


class RecipientEntry(models.Model):
    """One addressee of a list, as one of four: a unit (with `role`: that post in it, else whoever receives there), a post
    in the whole district (`role` alone), a person, or somebody outside the system (`outside`, who gets paper only).

    `copies` is the number of paper copies.
    """

    list = models.ForeignKey(
        RecipientList, models.CASCADE, verbose_name=_("送发名单"), related_name="entries"
    )
    position = models.PositiveSmallIntegerField(_("次序"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("单位"), null=True, blank=True, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("人员"),
        null=True,
        blank=True,
        related_name="+",
    )
    role = models.CharField(_("岗位"), max_length=30, choices=roles.CHOICES, blank=True)
    outside = models.CharField(_("系统外收件"), max_length=80, blank=True)
    copies = models.PositiveSmallIntegerField(_("份数"), default=0)

    class Meta:
        verbose_name = verbose_name_plural = _("收件")
        ordering = ("position", "id")
        constraints = (
            models.CheckConstraint(
                condition=(
                    models.Q(unit__isnull=False, user__isnull=True, outside="")
                    | models.Q(unit__isnull=True, user__isnull=True, outside="") & ~models.Q(role="")
                    | models.Q(unit__isnull=True, user__isnull=False, role="", outside="")
                    | models.Q(unit__isnull=True, user__isnull=True, role="") & ~models.Q(outside="")
                ),
                name="recipient_is_one_addressee",
            ),
        )

    def __str__(self) -> str:
        role = str(self.get_role_display()) if self.role else ""
        if self.unit_id is not None:
            return f"{self.unit} {role}".strip()
        return str(self.user) if self.user_id is not None else role or self.outside


class IssueRecipients(models.Model):
    """A list that an issue goes to, in the order in which its foot names them."""

    issue = models.ForeignKey(Issue, models.PROTECT, verbose_name=_("期刊"), related_name="recipients")
    list = models.ForeignKey(RecipientList, models.PROTECT, verbose_name=_("送发名单"), related_name="+")
    position = models.PositiveSmallIntegerField(_("次序"))

    class Meta:
        verbose_name = verbose_name_plural = _("本期送发")
        ordering = ("position", "id")
        constraints = (
            models.UniqueConstraint(fields=("issue", "list"), name="recipient_list_once_an_issue"),
        )

    def __str__(self) -> str:
        return f"{self.issue_id}/{self.list_id}"
