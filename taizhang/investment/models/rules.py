"""The yearly rules of counting, in versions."""

from datetime import date
from decimal import Decimal
from functools import lru_cache

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.quantities import normalise_name
from taizhang.investment import counting
from taizhang.investment.states import AttributionScheme, ExclusionReason
from taizhang.journal.models import Journalled
from taizhang.organisation import district

INSIDE_WORDS = ("本区", "区内")


@lru_cache(maxsize=8192)
def _lies_outside(place: str, inside_names: tuple[str, ...]) -> bool:
    if normalise_name(place) in {normalise_name(word) for word in INSIDE_WORDS}:
        return False
    return counting.is_outside(place, inside_names)


class RuleSet(Journalled):
    """The 认定办法 of a year, in versions; where none is stored the usual values of `counting.RuleSet` hold.

    `tier_bounds` are numbers in 万元 as text, ascending; `exclusions` ExclusionReason codes that keep a project out;
    `uncounted_kinds` FundKind codes that are no 区外资金; `inside_names` names of the district in payers' places.
    """

    journal_type = "investment.rules"

    year = models.PositiveSmallIntegerField(_("年度"))
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    tier_bounds = models.JSONField(_("规模档次(万元)"), default=list)
    exclusions = models.JSONField(_("不予认定情形"), default=list)
    uncounted_kinds = models.JSONField(_("不计入的资金类别"), default=list)
    inside_names = models.JSONField(_("区内地名"), default=list)
    attribution = models.CharField(
        _("归属办法"), max_length=10, choices=AttributionScheme.choices, default=AttributionScheme.SOLE
    )
    document = models.CharField(_("文号"), max_length=60, blank=True)
    effective_on = models.DateField(_("施行日期"))

    class Meta:
        verbose_name = verbose_name_plural = _("年度认定办法")
        ordering = ("-year", "-version")
        constraints = (models.UniqueConstraint(fields=("year", "version"), name="one_rule_set_a_version"),)

    def __str__(self) -> str:
        return f"{self.year} v{self.version}"

    @staticmethod
    def of_year(year: int) -> "RuleSet":
        """The latest version of a year, else of the nearest year before; the usual values, unsaved, where there is none."""
        return RuleSet.objects.filter(year__lte=year).order_by("-year", "-version").first() or RuleSet.usual(
            year
        )

    @staticmethod
    def usual(year: int) -> "RuleSet":
        """The usual values for a year, unsaved."""
        usual, place = counting.RuleSet(), district.current()
        return RuleSet(
            year=year,
            tier_bounds=[str(bound) for bound in usual.tier_bounds],
            exclusions=list(ExclusionReason.values),
            uncounted_kinds=sorted(usual.uncounted_kinds),
            inside_names=[place.name] if place else list(usual.district_names),
            effective_on=date(year, 1, 1),
        )

    @property
    def bounds(self) -> tuple[Decimal, ...]:
        """Lower bounds of the tiers in 万元, ascending; each bound lies inside its tier."""
        return tuple(Decimal(bound) for bound in self.tier_bounds)

    def is_outside(self, place: str) -> bool:
        """Whether a payer's stated place lies outside the district."""
        return _lies_outside(place, tuple(self.inside_names))

    def as_rules(self) -> counting.RuleSet:
        """The same rules for the pure arithmetic."""
        return counting.RuleSet(
            self.bounds, self.attribution, frozenset(self.uncounted_kinds), tuple(self.inside_names)
        )
