"""Rows of the targets room: what a year asks of the district or of a unit, in versions; pledges; units that are exempt."""

from dataclasses import dataclass
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


class PledgeQuerySet(UnitScoped):
    """Sets of pledges."""

    ledger = "targets"

    def of_target(self, target: Target) -> Self:
        """The pledges that speak of a target: of its unit and year, for its figure or for all of them."""
        if target.unit_id is None:
            return self.none()
        return self.filter(
            Q(indicator="") | Q(indicator=target.indicator), year=target.year, unit_id=target.unit_id
        )


class Pledge(Journalled):
    """What a unit's head promised of a year's targets in public (表态承诺): of one figure, or of all (`indicator` empty).

    `speaker` is the post of who spoke, not a name.
    """

    journal_type = "targets.pledge"

    year = models.PositiveSmallIntegerField(_("年度"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("表态单位"), related_name="+"
    )
    indicator = models.CharField(_("指标代码"), max_length=80, blank=True)
    title = models.CharField(_("指标"), max_length=80, blank=True)
    pledged_on = models.DateField(_("表态日期"))
    speaker = models.CharField(_("表态人职务"), max_length=40)
    text = models.CharField(_("表态内容"), max_length=500)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("表态承诺")
        constraints = (
            models.UniqueConstraint(
                fields=("year", "unit", "indicator", "pledged_on"), name="one_pledge_of_a_unit_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.year} {self.unit_id}"


@dataclass(frozen=True)
class Exempt:
    """Which units answer for which figures not at all in a year: (unit id, figure's key), the key empty for all."""

    pairs: frozenset[tuple[int, str]]

    def covers(self, unit_id: int | None, indicator: str) -> bool:
        """Whether a unit has no light and no rank under a figure."""
        return unit_id is not None and not self.pairs.isdisjoint({(unit_id, ""), (unit_id, indicator)})


class ExemptionQuerySet(UnitScoped):
    """Sets of exemptions."""

    ledger = "targets"

    def in_force(self, day: date) -> Self:
        """Exemptions that held at the end of a day; one that begins with its year holds from the beginning."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def of(self, year: int, day: date) -> Exempt:
        """The exemptions of a year as of a day: one query."""
        found = self.in_force(day).filter(year=year)
        return Exempt(frozenset(found.values_list("unit_id", "indicator")))


class Exemption(Journalled):
    """A unit that is not judged by a figure in a year (免考): no light, no rank. `indicator` empty: by none of them."""

    journal_type = "targets.exemption"
    journal_titles = {"ended": _("结束免考")}

    year = models.PositiveSmallIntegerField(_("年度"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")
    indicator = models.CharField(_("指标代码"), max_length=80, blank=True)
    title = models.CharField(_("指标"), max_length=80, blank=True)
    reason = models.CharField(_("免考理由"), max_length=200)
    document = models.CharField(_("文号"), max_length=60, blank=True)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("免考单位")
        indexes = (models.Index(fields=("year", "unit"), name="exemption_of_unit"),)

    def __str__(self) -> str:
        return f"{self.year} {self.unit_id} {self.title}"
