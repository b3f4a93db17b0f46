"""Credit for used items: the dated rules, adoptions by higher levels, and the points that units were given."""

from datetime import date
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.credit_points import Points
from taizhang.bulletin.models.issues import Issue
from taizhang.bulletin.models.items import Item
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped


class CreditRulesQuerySet(models.QuerySet["CreditRules"]):
    """Sets of versions."""

    def on(self, day: date) -> Points:
        """The points in force on a day: of the last version that began by then, else those that the house begins with."""
        rules = self.filter(since__lte=day).order_by("-since").first()
        return rules.points if rules else Points()


class CreditRules(Journalled):
    """One version of the rules of credit (采用积分办法), in force from `since` until the next one begins."""

    journal_type = "bulletin.credit_rules"

    since = models.DateField(_("施行日期"), unique=True)
    single = models.PositiveSmallIntegerField(_("单篇采用"))
    merged = models.PositiveSmallIntegerField(_("并稿采用（每个来源单位）"))
    city = models.PositiveSmallIntegerField(_("市级采用另加"))
    province = models.PositiveSmallIntegerField(_("省级采用另加"))
    document = models.CharField(_("依据"), max_length=60, blank=True)

    objects = CreditRulesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("采用积分办法")
        ordering = ("-since",)

    def __str__(self) -> str:
        return str(_("%(day)s 起施行的采用积分办法") % {"day": self.since})

    @property
    def points(self) -> Points:
        """The values of the version."""
        return Points(self.single, self.merged, self.city, self.province)


class Adoption(models.Model):
    """A printed item that a higher level took up, with the paper that shows it."""

    class Level(models.TextChoices):
        """Who took it up."""

        CITY = "city", _("市级采用")
        PROVINCE = "province", _("省级采用")

    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("稿件"), related_name="adoptions")
    level = models.CharField(_("级别"), max_length=10, choices=Level.choices)
    adopted_on = models.DateField(_("采用日期"))
    evidence = models.CharField(_("依据"), max_length=100)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("登记人"), related_name="+", db_index=False
    )

    class Meta:
        verbose_name = verbose_name_plural = _("上级采用")
        ordering = ("adopted_on", "id")
        constraints = (models.UniqueConstraint(fields=("item", "level"), name="adopted_once_a_level"),)

    def __str__(self) -> str:
        return f"{self.get_level_display()} {self.adopted_on}"


class CreditQuerySet(UnitScoped):
    """Sets of credits."""

    ledger = "bulletin"

    def between(self, start: date, end: date) -> Self:
        """Given from a day to a day, both included."""
        return self.filter(given_on__gte=start, given_on__lte=end)


class Credit(models.Model):
    """Points that a unit was given for one item under the rules of the day; a wrong adoption takes its points back."""

    class Kind(models.TextChoices):
        """What the points are for."""

        SINGLE = "single", _("单篇采用")
        MERGED = "merged", _("并稿采用")
        CITY = "city", _("市级采用")
        PROVINCE = "province", _("省级采用")

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")
    item = models.ForeignKey(Item, models.PROTECT, verbose_name=_("稿件"), related_name="credits")
    issue = models.ForeignKey(Issue, models.PROTECT, verbose_name=_("期刊"), null=True, related_name="+")
    adoption = models.ForeignKey(
        Adoption, models.CASCADE, verbose_name=_("上级采用"), null=True, related_name="credits"
    )
    kind = models.CharField(_("事由"), max_length=10, choices=Kind.choices)
    points = models.PositiveSmallIntegerField(_("积分"))
    given_on = models.DateField(_("计分日期"))

    objects: Any = CreditQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("采用积分")
        constraints = (models.UniqueConstraint(fields=("item", "unit", "kind"), name="credited_once_a_kind"),)
        indexes = (models.Index(fields=("given_on", "unit"), name="credit_by_day"),)

    def __str__(self) -> str:
        return f"{self.unit_id}/{self.item_id} {self.points}"
