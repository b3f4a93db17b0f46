"""The yearly rules of counting, in versions."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.quantities import normalise_name
from taizhang.investment import counting
from taizhang.investment.states import AttributionScheme, ExclusionReason
from taizhang.journal.models import Journalled
from taizhang.organisation import district
from taizhang.organisation.models import User

INSIDE_WORDS = ("本区", "区内")


@lru_cache(maxsize=8192)
def _lies_outside(place: str, inside_names: tuple[str, ...]) -> bool:
    if normalise_name(place) in {normalise_name(word) for word in INSIDE_WORDS}:
        return False
    return counting.is_outside(place, inside_names)


class RuleSetQuerySet(models.QuerySet["RuleSet"]):
    """Sets of versions."""

    def visible_to(self, user: User) -> Self:
        """The rules are the same for all, so everybody who has a post may read them."""
        return self if user.is_authenticated and user.role_keys else self.none()

    def latest_first(self) -> Self:
        """The order in which the first version found is the one that holds."""
        return self.order_by("-year", "-effective_on", "-version")


class RuleSet(Journalled):
    """The 认定办法 of a year, in versions; where none is stored the usual values of `counting.RuleSet` hold.

    `tier_bounds` are numbers in 万元 as text, ascending; `exclusions` ExclusionReason codes that keep a project out;
    `uncounted_kinds` FundKind codes that are no 区外资金; `inside_names` names of the district in payers' places.
    A first report holds `lead_days` days and is near its end in the last `lead_soon_days` of them; a planned start month
    is missed `start_grace_days` days after its last. A version holds from `effective_on`, a day of its year.
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
    lead_days = models.PositiveSmallIntegerField(_("首报保护期(天)"), default=30)
    lead_soon_days = models.PositiveSmallIntegerField(_("首报到期提醒(提前天数)"), default=5)
    start_grace_days = models.PositiveSmallIntegerField(_("计划开工宽限(天)"), default=0)
    document = models.CharField(_("文号"), max_length=60, blank=True)
    effective_on = models.DateField(_("施行日期"))

    objects = RuleSetQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("年度认定办法")
        ordering = ("-year", "-version")
        constraints = (models.UniqueConstraint(fields=("year", "version"), name="one_rule_set_a_version"),)

    def __str__(self) -> str:
        return f"{self.year} v{self.version}"

    @staticmethod
    def of_year(year: int) -> "RuleSet":
        """The last version of a year, else of the nearest year before; the usual values, unsaved, where there is none."""
        return RuleSet.in_force(year, date(year, 12, 31))

    @staticmethod
    def in_force(year: int, day: date) -> "RuleSet":
        """The rules by which a year was counted at the end of a day: its latest version effective by then.

        Before the first of them those of the nearest year before hold, else the usual values, unsaved.
        """
        found = RuleSet.objects.filter(year__lte=year, effective_on__lte=day).latest_first().first()
        return found or RuleSet.usual(year)

    @staticmethod
    def on(day: date) -> "RuleSet":
        """The rules of a day's own year as they stood on that day."""
        return RuleSet.in_force(day.year, day)

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


class RuleBook:
    """Every version, read with one query, for work that asks for the rules of many days."""

    def __init__(self, versions: Iterable[RuleSet] | None = None) -> None:
        self._versions = list(RuleSet.objects.latest_first() if versions is None else versions)
        self._found: dict[tuple[int, date], RuleSet] = {}
        self._usual: dict[int, RuleSet] = {}

    def in_force(self, year: int, day: date) -> RuleSet:
        """As RuleSet.in_force."""
        found = self._found.get((year, day))
        if found is None:
            held = (rules for rules in self._versions if rules.year <= year and rules.effective_on <= day)
            found = self._found[year, day] = next(held, None) or self._usual_of(year)
        return found

    def _usual_of(self, year: int) -> RuleSet:
        if year not in self._usual:
            self._usual[year] = RuleSet.usual(year)
        return self._usual[year]

    def on(self, day: date) -> RuleSet:
        """As RuleSet.on."""
        return self.in_force(day.year, day)
