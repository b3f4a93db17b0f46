"""What keeps a unit's light from being green: a project of its own missed its planned month of start (rule 9)."""

from django.utils.translation import gettext_lazy as _

from taizhang.figures.cautions import Caution
from taizhang.figures.indicator import Scope
from taizhang.investment.models import Project, RuleSet
from taizhang.investment.planned_starts import months_over_before


def units_that_missed_a_start(scope: Scope) -> set[int]:
    """Lead units of projects whose planned month of start was over, with grace, at the scope's end and was not kept."""
    rules = RuleSet.on(scope.until)
    before = months_over_before(scope.until, rules.start_grace_days)
    missed = Project.objects.missing_their_start(before, scope.until)
    return set(missed.order_by().values_list("unit_id", flat=True).distinct())


CAUTIONS = (
    Caution(
        "investment.missed_start", _("有项目没有按计划月份开工"), "investment", units_that_missed_a_start
    ),
)
