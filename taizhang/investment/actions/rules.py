"""Making the 年度认定办法, version by version."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.quantities import show_plain
from taizhang.foundation.refusals import Refused
from taizhang.investment import access  # noqa: F401  declares the permissions that are required here
from taizhang.investment.models import RuleSet
from taizhang.investment.states import AttributionScheme, ExclusionReason, FundKind
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import User

TIERS = 3  # the catalogue names three tiers: over_1, over_5, over_10
FIRST_YEAR, LAST_YEAR = 2000, 2100
RULED = (
    "tier_bounds", "exclusions", "uncounted_kinds", "inside_names", "attribution", "lead_days", "lead_soon_days",
    "start_grace_days",
)  # fmt: skip


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
    attribution: str | None = None,
    lead_days: int | None = None,
    lead_soon_days: int | None = None,
    start_grace_days: int | None = None,
    document: str = "",
) -> RuleSet:
    """Make the next version of a year's rules; what is not given has its usual value. Bounds are in 万元, ascending.

    It holds from a day of its year, later than that of the version before. Raises Refused at the field at fault.
    """
    require(by, "investment.set_rules")
    if not FIRST_YEAR <= year <= LAST_YEAR:
        sentence = _("年度应在 %(first)s 到 %(last)s 之间。") % {"first": FIRST_YEAR, "last": LAST_YEAR}
        raise Refused(sentence, field="year")
    rules = RuleSet.usual(year)
    rules.version = _next_version(year, effective_on)
    rules.effective_on, rules.document = effective_on, document.strip()
    if tier_bounds is not None:
        if len(tier_bounds) != TIERS or list(tier_bounds) != sorted(set(tier_bounds)) or tier_bounds[0] <= 0:
            raise Refused(_("规模档次要有三档，从小到大，互不相同。"), field="tier_bounds")
        rules.tier_bounds = [show_plain(bound) for bound in tier_bounds]
    if exclusions is not None:
        rules.exclusions = [ExclusionReason(code).value for code in exclusions]
    if uncounted_kinds is not None:
        rules.uncounted_kinds = [FundKind(kind).value for kind in uncounted_kinds]
    if inside_names is not None:
        rules.inside_names = [name for name in (name.strip() for name in inside_names) if name]
        if not rules.inside_names:
            raise Refused(_("请至少写一个区内地名，不然所有资金都成了区外资金。"), field="inside_names")
    if attribution is not None:
        rules.attribution = AttributionScheme(attribution).value
    _set_windows(rules, lead_days, lead_soon_days, start_grace_days)
    rules.save()
    record(
        subject=rules,
        kind="created",
        by=by,
        happened_at=clock.start_of(effective_on) if effective_on <= clock.today() else None,
        detail={
            "year": year,
            "version": rules.version,
            "effective_on": effective_on,
            **{field: getattr(rules, field) for field in RULED},
        },
    )
    return rules


def _next_version(year: int, effective_on: date) -> int:
    if effective_on.year != year:
        raise Refused(
            _("施行日期应在 %(year)s 年之内。跨年的办法，请在新的一年另立一版。") % {"year": year},
            field="effective_on",
        )
    before = RuleSet.objects.filter(year=year).aggregate(number=Max("version"), day=Max("effective_on"))
    if before["day"] is not None and effective_on <= before["day"]:
        raise Refused(
            _("施行日期要晚于现行版本的 %(day)s，不然以前的数字会变。") % {"day": before["day"].isoformat()},
            field="effective_on",
        )
    return (before["number"] or 0) + 1


def _set_windows(rules: RuleSet, days: int | None, soon: int | None, grace: int | None) -> None:
    """The lead window, its last days, and the grace of a planned start, in days."""
    if days is not None:
        rules.lead_days = days
    if soon is not None:
        rules.lead_soon_days = soon
    if grace is not None:
        rules.start_grace_days = grace
    if not 1 <= rules.lead_days <= 366:
        raise Refused(_("首报保护期应在 1 到 366 天之间。"), field="lead_days")
    if not 0 <= rules.lead_soon_days < rules.lead_days:
        raise Refused(_("提前提醒的天数要少于首报保护期。"), field="lead_soon_days")
    if not 0 <= rules.start_grace_days <= 366:
        raise Refused(_("计划开工宽限应在 0 到 366 天之间。"), field="start_grace_days")
