"""Officers, shifts, patrols and who checked in to them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.journal.models import Journalled
from taizhang.night_market.models.merchants import NightMarketRows, RoadSegment
from taizhang.night_market.states import PATROL, PatrolState

COUNTED_MINUTES = 10
"""A visit shorter than this is no patrol in the bulletin's sense."""


class Officer(Journalled):
    """Someone who patrols: certified by a number, or an auxiliary, who is counted apart."""

    journal_type = "night_market.officer"

    name = models.CharField(_("姓名"), max_length=40, blank=True)
    name_key = models.CharField(max_length=40, editable=False, blank=True)
    certificate = models.CharField(_("执法证号"), max_length=40, blank=True)
    certificate_until = models.DateField(_("证件有效期至"), null=True, blank=True)
    auxiliary = models.BooleanField(_("协管人员"), default=False)
    user = models.ForeignKey(
        "organisation.User",
        models.PROTECT,
        verbose_name=_("账号"),
        null=True,
        blank=True,
        related_name="officers",
    )

    class Meta:
        verbose_name = verbose_name_plural = _("执法人员")
        ordering = ("auxiliary", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("certificate",), condition=~models.Q(certificate=""), name="one_officer_a_certificate"
            ),
        )

    def __str__(self) -> str:
        return self.name or self.certificate


class Shift(Journalled):
    """A shift of one night, by its day and name; who turns out twice in it counts once."""

    journal_type = "night_market.shift"

    day = models.DateField(_("班次日期"))
    name = models.CharField(_("班次"), max_length=20)
    name_key = models.CharField(max_length=20, editable=False)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("单位"), null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("班次")
        constraints = (models.UniqueConstraint(fields=("day", "name_key"), name="one_shift_name_a_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Patrol(Journalled):
    """A team's visit of one segment within a shift; `shift_on`, `unit` and `minutes` are stored for lists and figures."""

    journal_type = "night_market.patrol"
    workflow = PATROL

    shift = models.ForeignKey(Shift, models.PROTECT, verbose_name=_("班次"), related_name="patrols")
    shift_on = models.DateField(_("班次日期"))
    team = models.CharField(_("小组"), max_length=20)
    team_key = models.CharField(max_length=20, editable=False)
    segment = models.ForeignKey(RoadSegment, models.PROTECT, verbose_name=_("路段"), related_name="patrols")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+"
    )
    state = models.CharField(
        _("状态"), max_length=12, choices=PatrolState.choices, default=PatrolState.PLANNED
    )
    started_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"))
    minutes = models.PositiveIntegerField(_("时长(分)"))
    officers = models.PositiveSmallIntegerField(_("执法人员数"), default=0)
    auxiliaries = models.PositiveSmallIntegerField(_("协管人员数"), default=0)
    voided_on = models.DateField(_("作废日期"), null=True, blank=True)

    objects = NightMarketRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("巡查")
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("shift", "team_key", "segment", "started_at"),
                condition=models.Q(voided_on=None),
                name="one_patrol_a_start",
            ),
        )
        indexes = (
            models.Index(fields=("unit", "-started_at", "-id"), name="patrol_of_unit"),
            models.Index(fields=("-started_at", "-id"), name="patrol_by_start"),
            models.Index(fields=("shift_on",), name="patrol_by_shift_day"),
        )

    def __str__(self) -> str:
        return f"{self.shift} {self.team}"


class CheckIn(models.Model):
    """One person checked in to one patrol; valid while the patrol stands. Journalled with the patrol."""

    patrol = models.ForeignKey(Patrol, models.PROTECT, verbose_name=_("巡查"), related_name="check_ins")
    officer = models.ForeignKey(Officer, models.PROTECT, verbose_name=_("人员"), related_name="check_ins")
    shift = models.ForeignKey(Shift, models.PROTECT, verbose_name=_("班次"), related_name="+")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+"
    )
    shift_on = models.DateField(_("班次日期"))
    checked_at = models.DateTimeField(_("签到时间"))
    voided_on = models.DateField(_("作废日期"), null=True, blank=True)

    objects = NightMarketRows.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("签到")
        constraints = (models.UniqueConstraint(fields=("patrol", "officer"), name="one_check_in_a_patrol"),)
        indexes = (
            models.Index(fields=("officer", "shift", "id"), name="check_in_of_officer"),
            models.Index(fields=("shift_on",), name="check_in_by_shift_day"),
        )

    def __str__(self) -> str:
        return f"{self.officer} {self.shift}"
