"""Making the 年度认定办法, version by version."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from taizhang.foundation.quantities import show_plain
from taizhang.foundation.refusals import Refused
from taizhang.investment import access  # noqa: F401  declares the permissions that are required here
from taizhang.investment.models import RuleSet
from taizhang.investment.states import ExclusionReason, FundKind
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import User

TIERS = 3  # the catalogue names three tiers: over_1, over_5, over_10


@transaction.atomic
def set_rules(
    *,
    by: User,
    year: int,
    effective_on: date,
    tier_bounds: Sequence[Decimal] | None = None,
    exclusions: Sequence[str] | None = None,
    uncounted_kinds: Sequence[str] | None = None,
    inside_names: Sequence[str] | None = None,
    document: str = "",
) -> RuleSet:
    """Make the next version of a year's rules; what is not given has its usual value. Bounds are in 万元, ascending.

    Raises Refused at the field at fault.
    """
    require(by, "investment.set_rules")
    rules = RuleSet.usual(year)
    rules.version = (RuleSet.objects.filter(year=year).aggregate(last=Max("version"))["last"] or 0) + 1
    rules.effective_on, rules.document = effective_on, document
    if tier_bounds is not None:
        if len(tier_bounds) != TIERS or list(tier_bounds) != sorted(set(tier_bounds)) or tier_bounds[0] <= 0:
            raise Refused(_("规模档次要有三档，从小到大，互不相同。"), field="tier_bounds")
        rules.tier_bounds = [show_plain(bound) for bound in tier_bounds]
    if exclusions is not None:
        rules.exclusions = [ExclusionReason(code).value for code in exclusions]
    if uncounted_kinds is not None:
        rules.uncounted_kinds = [FundKind(kind).value for kind in uncounted_kinds]
    if inside_names is not None:
        rules.inside_names = list(inside_names)
    rules.save()
    record(
        subject=rules,
        kind="created",
        by=by,
        detail={
            "year": year,
            "version": rules.version,
            "tier_bounds": rules.tier_bounds,
            "exclusions": rules.exclusions,
            "uncounted_kinds": rules.uncounted_kinds,
            "inside_names": rules.inside_names,
        },
    )
    return rules
