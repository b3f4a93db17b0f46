"""The compliance of sites on a day, worked out by the database: what compliance.status says, for many rows at once."""

from datetime import date, timedelta
from typing import Any

from django.db.models import BooleanField, Case, CharField, DateField, Exists, OuterRef, QuerySet, Value, When

from taizhang.construction.compliance import DEFAULT_RULES, FreshnessRules
from taizhang.construction.models import Inspection, Problem, Site, StopWorkOrder
from taizhang.construction.states import InspectionMode, SiteStatus


def of_parcel(rows: QuerySet[Any]) -> Exists:
    """Whether some site of the same parcel has such rows; asked site by site, so that the rows' own index answers."""
    has_rows = Exists(rows.filter(site=OuterRef("pk")))
    return Exists(Site.objects.filter(has_rows, counted_as=OuterRef("counted_as")))


def with_status(sites: QuerySet[Site], day: date, rules: FreshnessRules = DEFAULT_RULES) -> QuerySet[Site]:
    """Annotates `status` (a SiteStatus code) and `complies` (bool) as of the end of a day, in the query itself.

    The first that fits is the site's; what is known of any site of the same parcel counts for it.
    """
    full = Inspection.objects.filter(mode=InspectionMode.FULL, day__lte=day)
    fresh_since = Case(
        *(When(risk=risk, then=Value(day - timedelta(days=days))) for risk, days in rules.days_by_risk),
        default=Value(day - timedelta(days=rules.days(""))),
        output_field=DateField(),
    )
    fresh = full.filter(day__gte=OuterRef(OuterRef("fresh_since")))
    status = Case(
        When(of_parcel(StopWorkOrder.objects.in_force(day)), then=Value(SiteStatus.SUSPENDED.value)),
        When(of_parcel(Problem.objects.open_on(day)), then=Value(SiteStatus.NONCOMPLIANT.value)),
        When(of_parcel(fresh), then=Value(SiteStatus.COMPLIANT.value)),
        When(of_parcel(full), then=Value(SiteStatus.STALE.value)),
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
