"""Rows of the targets room: what a year asks of the district or of a unit, in versions."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped, User


class TargetQuerySet(UnitScoped):
    """Sets of targets."""

    ledger = "targets"

    def visible_to(self, user: User) -> Self:
        """The rows that a person may read: those of their units, and the district's own, which are everybody's."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.sees_all_of(self.ledger):
            return self
        return self.filter(Q(unit__isnull=True) | Q(unit_id__in=user.home_unit_ids))

    def in_force(self, day: date) -> Self:
        """The versions that held at the end of a day; the first version holds from the beginning."""
        return self.filter(
            Q(since__isnull=True) | Q(since__lte=day),
            Q(superseded_on__isnull=True) | Q(superseded_on__gt=day),
        )


class Target(Journalled):
    """One target (目标任务): `unit` None is the district's own; `value` is in the indicator's unit of measure.

    A changed target is a new version from a day on; the old one stays, superseded.
    """

    journal_type = "targets.target"
    journal_titles = {"superseded": _("被新版本替换")}

    year = models.PositiveSmallIntegerField(_("年度"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, blank=True, verbose_name=_("单位"), related_name="+"
    )
    indicator = models.CharField(_("指标代码"), max_length=80)
    title = models.CharField(_("指标"), max_length=80)
    unit_of_measure = models.CharField(_("计量单位"), max_length=20, blank=True)
    value = models.DecimalField(_("目标值"), max_digits=15, decimal_places=6)
    document = models.CharField(_("文号"), max_length=60, blank=True)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    since = models.DateField(_("自"), null=True, blank=True)
    superseded_on = models.DateField(_("被替换日期"), null=True, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("目标任务")
        constraints = (
            models.UniqueConstraint(
                fields=("year", "unit", "indicator"),
                condition=Q(superseded_on__isnull=True, unit__isnull=False),
                name="one_current_target_a_unit",
            ),
            models.UniqueConstraint(
                fields=("year", "indicator"),
                condition=Q(superseded_on__isnull=True, unit__isnull=True),
                name="one_current_target_of_the_district",
            ),
        )
        indexes = (models.Index(fields=("indicator", "year", "unit"), name="target_of_indicator"),)

    def __str__(self) -> str:
        return f"{self.year} {self.title}"
