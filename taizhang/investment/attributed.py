"""How a figure's rows and money count for each unit under the year's 归属办法: 独享, 比例 or 双计 (rule 5).

独享: all for the lead. 比例: money by the shares in force, the count and the rates for the lead. 双计: whole for every
unit that shares the project. The district's own figure is over its rows, never a sum of units.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When

from taizhang.figures.indicator import Further, Scope, Sum
from taizhang.investment.models import MONEY, RuleSet
from taizhang.investment.models.shares import PartOf, sharers, with_sharers
from taizhang.investment.states import AttributionScheme

Rows = Callable[[Scope], QuerySet[Any]]
MONEY_PATH = "counted"


def scheme_of(scope: Scope) -> str:
    """The 归属办法 in force on the last day that counts."""
    return RuleSet.on(scope.until).attribution


class Attributed:
    """The rows of a figure for any unit, from `district(scope)`, which knows no unit.

    `project` leads from a row to its project: "" for projects themselves, "project" for vouchers. `measure` is over the
    rows; with `money` it is a Sum of `counted`, and 比例 divides it.
    """

    def __init__(self, district: Rows, measure: Any, *, project: str = "", money: bool = False) -> None:
        self.district, self.measure, self.money = district, measure, money
        self.pk = f"{project}_id" if project else "pk"
        self.join = f"{project}__" if project else ""

    def rows(self, scope: Scope) -> QuerySet[Any]:
        """The rows that count for the scope's unit, each once; `counted` is the unit's part of the money."""
        found, unit_ids = self.district(replace(scope, unit=None)), scope.unit_ids
        if unit_ids is None:
            return found
        scheme, own = scheme_of(scope), Q(unit_id__in=unit_ids)
        if not self._is_shared(scheme):
            return found.filter(own)
        parts = sharers(scope.until, once_a_house=scheme == AttributionScheme.DOUBLE)
        found = found.filter(
            own | Q(**{f"{self.pk}__in": parts.filter(unit_id__in=unit_ids).values("project_id")})
        )
        if scheme == AttributionScheme.DOUBLE:
            return found
        part = PartOf(F(MONEY_PATH), project=self.pk, lead="unit_id", units=unit_ids, day=scope.until)
        shared = Q(**{f"{self.pk}__in": parts.values("project_id")})
        divided = Case(When(shared, then=part), default=F(MONEY_PATH), output_field=MONEY)
        return found.annotate(**{MONEY_PATH: divided})

    def further(self, scope: Scope) -> Further | None:
        """What the units beside the leads have of the district's rows."""
        scheme = scheme_of(scope)
        if not self._is_shared(scheme):
            return None
        unit_path, double = f"{self.join}attributions__unit_id", scheme == AttributionScheme.DOUBLE
        parts = sharers(scope.until, once_a_house=double)
        found = with_sharers(self.district(replace(scope, unit=None)), parts, project=self.join)
        if double:
            return Further(found, unit_path, self.measure, divided=False)
        part = PartOf(F(MONEY_PATH), project=self.pk, lead="unit_id", units=unit_path, day=scope.until)
        return Further(found.annotate(part=part), unit_path, Sum("part", self.measure.scale), divided=True)

    def _is_shared(self, scheme: str) -> bool:
        return scheme == AttributionScheme.DOUBLE or (scheme == AttributionScheme.BY_SHARE and self.money)
