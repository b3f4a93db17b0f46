"""Visits to enterprises (走访)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.enterprises.models.enterprises import Enterprise
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped


class VisitQuerySet(UnitScoped):
    """Sets of visits."""

    ledger = "enterprises"


class Visit(Journalled):
    """Somebody of a unit went to see an enterprise: when, by which posts, and what was heard there."""

    journal_type = "enterprises.visit"

    enterprise = models.ForeignKey(Enterprise, models.PROTECT, verbose_name=_("企业"), related_name="visits")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("走访单位"), related_name="+", db_index=False
    )
    day = models.DateField(_("走访日期"))
    visitors = models.CharField(_("走访人"), max_length=120)
    heard = models.TextField(_("了解到的情况"), max_length=2000)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("走访")
        indexes = (
            models.Index(fields=("day", "id"), name="visit_by_day"),
            models.Index(fields=("unit", "day", "id"), name="visit_by_unit"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.enterprise}"
