"""The compliance of sites on a day, worked out by the database: what compliance.status says, for many rows at once."""

from datetime import date, timedelta

from django.db.models import BooleanField, Case, CharField, DateField, Exists, OuterRef, QuerySet, Value, When

from taizhang.construction.compliance import DEFAULT_RULES, FreshnessRules
from taizhang.construction.models import Inspection, Problem, Site, StopWorkOrder
from taizhang.construction.states import InspectionMode, SiteStatus


def with_status(sites: QuerySet[Site], day: date, rules: FreshnessRules = DEFAULT_RULES) -> QuerySet[Site]:
    """Annotates `status` (a SiteStatus code) and `complies` (bool) as of the end of a day, in the query itself.

    The first that fits is the site's; what is known of any site of the same parcel counts for it.
    """
    stopped = StopWorkOrder.objects.in_force(day).values("site__counted_as")
    unsettled = Problem.objects.open_on(day).values("site__counted_as")
    full = Inspection.objects.filter(
        site__counted_as=OuterRef("counted_as"), mode=InspectionMode.FULL, day__lte=day
    )
    fresh_since = Case(
        *(When(risk=risk, then=Value(day - timedelta(days=days))) for risk, days in rules.days_by_risk),
        default=Value(day - timedelta(days=rules.days(""))),
        output_field=DateField(),
    )
    fresh = full.filter(day__gte=OuterRef("fresh_since"))
    status = Case(
        When(counted_as__in=stopped, then=Value(SiteStatus.SUSPENDED.value)),
        When(counted_as__in=unsettled, then=Value(SiteStatus.NONCOMPLIANT.value)),
        When(Exists(fresh), then=Value(SiteStatus.COMPLIANT.value)),
        When(Exists(full), then=Value(SiteStatus.STALE.value)),
        default=Value(SiteStatus.UNINSPECTED.value),
        output_field=CharField(),
    )
    complies = Case(
        When(status=SiteStatus.COMPLIANT.value, then=True), default=False, output_field=BooleanField()
    )
    return sites.annotate(fresh_since=fresh_since).annotate(status=status).annotate(complies=complies)


class StatusWords:
    """The names of the statuses, for a badge: they are worked out, so there is no workflow to ask."""

    @staticmethod
    def label(state: str) -> str:
        """The Chinese (or translated) name of a status."""
        return str(SiteStatus(state).label)
