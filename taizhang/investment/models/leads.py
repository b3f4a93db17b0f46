"""First reports of investors (首报登记): who may talk with whom, until when, and which of them clash."""

from datetime import date, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When
from django.utils.translation import gettext_lazy as _

from taizhang.evidence.models import Attachment
from taizhang.investment.lead_window import Standing
from taizhang.investment.models.projects import Project
from taizhang.investment.states import LEAD, LeadState, ProjectState
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped, User

CLERKS = ("investment_clerk", "town_clerk")
GONE = (ProjectState.TERMINATED, ProjectState.LOST, ProjectState.NOT_RECOGNISED)


def same_investor(key: Any, credit_code: Any) -> tuple[Q, Q]:
    """The two ways in which rows with `investor_key` and `credit_code` are of one investor: by name, by code."""
    return Q(investor_key=key), Q(credit_code=credit_code) & ~Q(credit_code="")


class LeadQuerySet(UnitScoped):
    """Sets of first reports."""

    ledger = "investment"

    def visible_to(self, user: User) -> Self:
        """The reports of the own units; what was taken back and is on offer is there for every unit's clerks."""
        own = self.held_by(user)
        if (
            not user.is_authenticated
            or user.sees_all_of(self.ledger)
            or not user.role_keys.intersection(CLERKS)
        ):
            return own
        return self.filter(Q(unit_id__in=user.home_unit_ids) | Q(state=LeadState.REOFFERED))

    def held_by(self, user: User) -> Self:
        """The reports whose whole file the person may read."""
        return super().visible_to(user)

    def live(self, day: date) -> Self:
        """Reports that hold their investor on a day."""
        return self.filter(state=LeadState.REGISTERED, expires_on__gte=day)

    def soon(self, day: date, soon_days: int) -> Self:
        """Live reports in the last days of their window."""
        return self.live(day).filter(expires_on__lte=day + timedelta(days=soon_days))

    def expired(self, day: date) -> Self:
        """Registered reports whose window is over."""
        return self.filter(state=LeadState.REGISTERED, expires_on__lt=day)

    def with_standing(self, day: date, soon_days: int) -> Self:
        """Annotates `standing`: a Standing code, empty where the report is not registered any more."""
        return self.annotate(
            standing=Case(
                When(~Q(state=LeadState.REGISTERED), then=Value("")),
                When(expires_on__lt=day, then=Value(Standing.EXPIRED)),
                When(expires_on__lte=day + timedelta(days=soon_days), then=Value(Standing.SOON)),
                default=Value(Standing.LIVE),
                output_field=models.CharField(),
            )
        )

    def with_clash(self, day: date) -> Self:
        """Annotates `clash`: a registered report whose investor another unit's live report or project names too."""
        ways = same_investor(OuterRef("investor_key"), OuterRef("credit_code"))
        reports = Lead.objects.live(day).exclude(unit_id=OuterRef("unit_id"))
        projects = Project.objects.exclude(unit_id=OuterRef("unit_id")).exclude(state__in=GONE)
        found = Q()
        for rows in (reports, projects):
            for way in ways:
                found |= Q(Exists(rows.filter(way)))
        return self.annotate(
            clash=Case(
                When(Q(state=LeadState.REGISTERED) & found, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            )
        )


class Lead(Journalled):
    """A unit's first report of an investor. It holds until `expires_on`, counted from `counted_from`.

    That is the first contact, the last follow-up with evidence, or the day on which another unit took the report up.
    """

    journal_type = "investment.lead"
    workflow = LEAD
    journal_titles = {"followed_up": _("跟进续期"), "window": _("保护期至")}

    # Annotated by LeadQuerySet.
    standing: str
    clash: bool

    investor = models.CharField(_("投资方"), max_length=120)
    investor_key = models.CharField(_("投资方（匹配用）"), max_length=120, editable=False)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    idea = models.CharField(_("项目意向"), max_length=300)
    contact = models.CharField(_("对接人职务"), max_length=60, blank=True)
    first_contact_on = models.DateField(_("首次对接日期"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("首报单位"), related_name="+"
    )
    reported_on = models.DateField(_("登记日期"))
    counted_from = models.DateField(_("保护期起算日"))
    expires_on = models.DateField(_("保护期至"))
    state = models.CharField(
        _("状态"), max_length=20, choices=LeadState.choices, default=LeadState.REGISTERED
    )
    project = models.ForeignKey(
        Project, models.PROTECT, null=True, blank=True, verbose_name=_("所转项目"), related_name="leads"
    )

    objects = LeadQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("首报登记")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "investor_key"),
                condition=Q(state=LeadState.REGISTERED),
                name="one_report_of_an_investor_a_unit",
            ),
        )
        indexes = (
            models.Index(fields=("unit", "state", "expires_on"), name="lead_of_unit"),
            models.Index(fields=("state", "expires_on"), name="lead_by_expiry"),
            models.Index(fields=("investor_key",), name="lead_of_investor"),
            models.Index(fields=("credit_code",), name="lead_of_credit_code"),
        )

    def __str__(self) -> str:
        return self.investor


class LeadFollowUp(models.Model):
    """A further contact with the investor, proved by a paper; it renews the report. The lead's journal tells of it."""

    lead = models.ForeignKey(Lead, models.PROTECT, verbose_name=_("首报登记"), related_name="follow_ups")
    on = models.DateField(_("跟进日期"))
    note = models.CharField(_("跟进情况"), max_length=300)
    attachment = models.ForeignKey(Attachment, models.PROTECT, verbose_name=_("佐证材料"), related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("经办人"), related_name="+"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("首报跟进")
        ordering = ("-on", "-id")

    def __str__(self) -> str:
        return f"{self.lead_id} {self.on}"
