"""Calls for items: what the office asks which units to write about, until when."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models.topics import Topic
from taizhang.bulletin.states import CALL, OFFICE, CallState
from taizhang.journal.models import Journalled
from taizhang.organisation.models import User


class CallQuerySet(models.QuerySet["Call"]):
    """Sets of calls."""

    def visible_to(self, user: User) -> Self:
        """Every call for the office, those that ask their own units for anyone else."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.role_keys & OFFICE:
            return self
        asked = CallUnit.objects.filter(unit__in=user.home_unit_ids)
        return self.filter(pk__in=asked.values("call"))

    def open(self) -> Self:
        """The calls that still wait for items."""
        return self.filter(state=CallState.OPEN)

    def waiting_for(self, user: User) -> Self:
        """Open calls that one of the person's own units has not answered by a submitted item."""
        waiting = CallUnit.objects.unanswered().filter(unit__in=user.home_unit_ids)
        return self.open().filter(pk__in=waiting.values("call"))


class Call(Journalled):
    """One call for items (约稿). `due_on` is the last day on which an item is in time; `unit` the office that asks."""

    journal_type = "bulletin.call"
    workflow = CALL
    journal_titles = {"units": _("约稿单位")}

    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("约稿部门"), related_name="+"
    )
    title = models.CharField(_("约稿题目"), max_length=80)
    topic = models.ForeignKey(Topic, models.PROTECT, verbose_name=_("主题"), null=True, related_name="+")
    text = models.TextField(_("要求"))
    called_on = models.DateField(_("发出日期"))
    due_on = models.DateField(_("截稿日期"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("约稿人"), related_name="+", db_index=False
    )
    state = models.CharField(_("状态"), max_length=10, choices=CallState.choices, default=CallState.OPEN)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("约稿")
        indexes = (models.Index(fields=("state", "due_on"), name="call_by_state"),)

    def __str__(self) -> str:
        return self.title

    def is_over(self, day: date) -> bool:
        """Whether its deadline has passed on a day."""
        return day > self.due_on


class CallUnitQuerySet(models.QuerySet["CallUnit"]):
    """Sets of units that were asked."""

    def unanswered(self) -> Self:
        """Those from which no item for the call was submitted."""
        answers = self.filter(
            pk=models.OuterRef("pk"),
            call__items__unit=models.F("unit"),
            call__items__submitted_on__isnull=False,
        )
        return self.filter(~models.Exists(answers))


class CallUnit(models.Model):
    """A unit that a call asks."""

    call = models.ForeignKey(Call, models.CASCADE, verbose_name=_("约稿"), related_name="asked")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")

    objects = CallUnitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("约稿单位")
        constraints = (models.UniqueConstraint(fields=("call", "unit"), name="unit_once_in_call"),)

    def __str__(self) -> str:
        return f"{self.call_id}/{self.unit_id}"
