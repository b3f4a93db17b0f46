"""Rows of the investment ledger: yearly rules, projects with their dated amounts, shares and exclusions, and vouchers."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from taizhang.foundation.quantities import normalise_name
from taizhang.investment import counting
from taizhang.investment.states import (
    PROJECT,
    AttributionScheme,
    ExclusionReason,
    FundKind,
    ProjectState,
)
from taizhang.journal.models import Journalled
from taizhang.organisation import district
from taizhang.organisation.models import UnitScoped

# Fifteen digits are what SQLite keeps exactly; six places of 万元 are one 分.
MONEY = models.DecimalField(max_digits=15, decimal_places=6)
MOST_WAN = Decimal(10) ** 9
MONEY_PLACES = 6
CHAINS = ("智能制造", "通用航空", "现代物流", "文化旅游")
INSIDE_WORDS = ("本区", "区内")


def money(title: Any, **options: Any) -> models.DecimalField:
    """A column of 万元."""
    return models.DecimalField(title, max_digits=15, decimal_places=MONEY_PLACES, **options)


class LinkKind(models.TextChoices):
    """What a project does for its chain."""

    BUILD = "build", _("建")
    EXTEND = "extend", _("延")
    MEND = "mend", _("补")
    STRENGTHEN = "strengthen", _("强")


class UnitRole(models.TextChoices):
    """What a unit has to do with a project."""

    LEAD = "lead", _("牵头")
    PARTNER = "partner", _("协作")
    HOST = "host", _("落地")


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
        inside = {normalise_name(word) for word in INSIDE_WORDS}
        return normalise_name(place) not in inside and counting.is_outside(place, self.inside_names)

    def as_rules(self) -> counting.RuleSet:
        """The same rules for the pure arithmetic."""
        return counting.RuleSet(
            self.bounds, self.attribution, frozenset(self.uncounted_kinds), tuple(self.inside_names)
        )


class ProjectQuerySet(UnitScoped):
    """Sets of projects."""

    ledger = "investment"

    def with_amount(self, day: date) -> Self:
        """Annotates `amount` and `outside`, 万元 as of a day: the latest revision effective by then, else what is planned.

        A revision without a contracted out-of-district part leaves the part as it was.
        """
        revisions = AmountRevision.objects.filter(
            project=OuterRef("pk"), effective_on__lte=day, void=False
        ).order_by("-effective_on")
        return self.annotate(
            amount=Coalesce(Subquery(revisions.values("total")[:1]), F("planned_total"), output_field=MONEY),
            outside=Coalesce(
                Subquery(revisions.filter(outside__isnull=False).values("outside")[:1]),
                F("planned_outside"),
                output_field=MONEY,
            ),
        )

    def with_state(self, day: date) -> Self:
        """Annotates `state_then`: the state at the end of a day, by the recognised dates and the side states' dates."""
        aside = (ProjectState.PAUSED, ProjectState.TERMINATED, ProjectState.LOST)
        excluded = Exclusion.objects.in_force(day).filter(project=OuterRef("pk"))
        return self.annotate(
            state_then=Case(
                When(Exists(excluded), then=Value(ProjectState.NOT_RECOGNISED)),
                When(Q(side_on__isnull=True) | Q(side_on__lte=day), state__in=aside, then=F("state")),
                When(in_use_on__lte=day, then=Value(ProjectState.IN_USE)),
                When(started_on__lte=day, then=Value(ProjectState.STARTED)),
                When(landed_on__lte=day, then=Value(ProjectState.LANDED)),
                When(signed_on__lte=day, then=Value(ProjectState.SIGNED)),
                default=Value(ProjectState.NEGOTIATING),
                output_field=models.CharField(),
            )
        )

    def recognised_at(self, day: date) -> Self:
        """Without the projects that were 不予认定 at the end of a day."""
        return self.filter(~Exists(Exclusion.objects.in_force(day).filter(project=OuterRef("pk"))))

    def reached(self, column: str, start: date, until: date) -> Self:
        """Projects that count as having reached a stage between two days, both included, as it stood at the second.

        `column` is the date of the stage, such as "signed_on".
        """
        return self.filter(**{f"{column}__gte": start, f"{column}__lte": until}).recognised_at(until)


class Project(Journalled):
    """A project from the first contact to production; `unit` is the lead unit (牵头单位), dates are recognised dates."""

    journal_type = "investment.project"
    workflow = PROJECT

    code = models.CharField(_("编号"), max_length=20, unique=True)
    name = models.CharField(_("项目名称"), max_length=120, unique=True)
    name_key = models.CharField(_("项目名称（匹配用）"), max_length=120, unique=True, editable=False)
    investor = models.CharField(_("投资方"), max_length=120)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    investor_place = models.CharField(_("投资方所在地"), max_length=60, blank=True)
    chain = models.CharField(_("产业链"), max_length=40, blank=True)
    node = models.CharField(_("环节"), max_length=40, blank=True)
    link_kind = models.CharField(_("链类"), max_length=10, choices=LinkKind.choices, blank=True)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("牵头单位"), related_name="+"
    )
    state = models.CharField(
        _("状态"), max_length=20, choices=ProjectState.choices, default=ProjectState.NEGOTIATING
    )
    planned_total = money(_("计划总投资(万元)"))
    planned_outside = money(_("计划区外资金(万元)"), null=True, blank=True)
    signed_on = models.DateField(_("签约日期"), null=True, blank=True)
    landed_on = models.DateField(_("落地日期"), null=True, blank=True)
    started_on = models.DateField(_("开工日期"), null=True, blank=True)
    in_use_on = models.DateField(_("投产日期"), null=True, blank=True)
    side_on = models.DateField(_("暂停、终止或流失日期"), null=True, blank=True)
    note = models.CharField(_("备注"), max_length=500, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("项目")
        indexes = (
            models.Index(fields=("signed_on", "id"), name="project_by_signing"),
            models.Index(fields=("unit", "signed_on", "id"), name="project_of_unit"),
            models.Index(fields=("unit", "state", "id"), name="project_by_state"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_signed(self) -> bool:
        """Whether a signing is recognised."""
        return self.signed_on is not None

    @property
    def batch(self) -> ProjectState:
        """The batch that the project has reached by its dates, whatever its side state."""
        return batch_of(self.signed_on, self.landed_on, self.started_on, self.in_use_on)


def batch_of(
    signed_on: date | None, landed_on: date | None, started_on: date | None, in_use_on: date | None
) -> ProjectState:
    """The batch of a project with these recognised dates."""
    if in_use_on:
        return ProjectState.IN_USE
    if started_on:
        return ProjectState.STARTED
    if landed_on:
        return ProjectState.LANDED
    return ProjectState.SIGNED if signed_on else ProjectState.NEGOTIATING


class ExclusionQuerySet(models.QuerySet["Exclusion"]):
    """Sets of exclusions."""

    def in_force(self, day: date) -> Self:
        """Exclusions that held at the end of a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gt=day), since__lte=day)


class Exclusion(models.Model):
    """A project is 不予认定 from a day on, until it was recognised again; the project's journal tells who ruled so."""

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("项目"), related_name="exclusions")
    code = models.CharField(_("情形"), max_length=20, choices=ExclusionReason.choices)
    reason = models.CharField(_("不予认定原因"), max_length=200)
    since = models.DateField(_("自"))
    until = models.DateField(_("至"), null=True, blank=True)

    objects = ExclusionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("不予认定")

    def __str__(self) -> str:
        return f"{self.project_id} {self.since} {self.reason}"


class AttributionQuerySet(models.QuerySet["Attribution"]):
    """Sets of units' parts in projects."""

    def in_force(self, day: date) -> Self:
        """Parts that held at the end of a day."""
        return self.filter(
            Q(effective_on__isnull=True) | Q(effective_on__lte=day), Q(until__isnull=True) | Q(until__gt=day)
        )


class Attribution(models.Model):
    """A unit's role and share in a project from a day on (None: from the first); the project's journal tells who said so.

    The lead unit's share is what its partners leave, so only the others have rows.
    """

    project = models.ForeignKey(Project, models.PROTECT, verbose_name=_("项目"), related_name="attributions")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")
    role = models.CharField(_("角色"), max_length=10, choices=UnitRole.choices)
    percent = models.DecimalField(_("比例(%)"), max_digits=7, decimal_places=4, null=True, blank=True)
    effective_on = models.DateField(_("生效日期"), null=True, blank=True)
    until = models.DateField(_("失效日期"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    objects = AttributionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("归属")
        ordering = ("position", "id")

    def __str__(self) -> str:
        return f"{self.project_id} {self.unit_id} {self.percent}"


class RevisionQuerySet(UnitScoped):
    """Sets of amount revisions, readable by the readers of their project."""

    ledger = "investment"

    def changes(self) -> Self:
        """The revisions proper: without the amounts of the signings themselves and without void ones."""
        return self.filter(initial=False, void=False)


class ArrivalQuerySet(UnitScoped):
    """Sets of vouchers, readable by the readers of their project."""

    ledger = "investment"

    def counted_at(self, day: date) -> Self:
        """Vouchers of projects that count at the end of a day, with `counted`: the 区外资金 in each, in 万元.

        Cumulative 区外资金 of a project never exceeds its contracted part (rule 6), so a voucher has what is left of it; a
        contract that names no part caps nothing.
        """
        part = AmountRevision.objects.filter(
            project=OuterRef("project"), effective_on__lte=day, void=False, outside__isnull=False
        ).order_by("-effective_on")
        before = FundArrival.objects.filter(
            Q(voucher_on__lt=OuterRef("voucher_on"))
            | Q(voucher_on=OuterRef("voucher_on"), pk__lt=OuterRef("pk")),
            project=OuterRef("project"),
        ).order_by()
        earlier = before.values("project").annotate(sum=models.Sum("recognised")).values("sum")
        excluded = Exclusion.objects.in_force(day).filter(project=OuterRef("project"))
        nothing = Value(Decimal(0), output_field=MONEY)
        left = Coalesce(Subquery(part.values("outside")[:1]), Value(MOST_WAN), output_field=MONEY) - Coalesce(
            Subquery(earlier), nothing, output_field=MONEY
        )
        return self.filter(
            ~Exists(excluded), voucher_on__lte=day, recognised__isnull=False, project__signed_on__lte=day
        ).annotate(
            counted=Greatest(nothing, Least(F("recognised"), left, output_field=MONEY), output_field=MONEY)
        )


class AmountRevision(Journalled):
    """A project's investment from a day on, 万元; never overwritten. `initial` is the amount of the signing itself.

    `outside` None: the contracted out-of-district part stays as it was. `void`: its signing was undone.
    """

    journal_type = "investment.amount_revision"

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name=_("项目"), related_name="revisions", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("牵头单位"), related_name="+"
    )
    effective_on = models.DateField(_("生效日期"))
    total = money(_("总投资(万元)"))
    outside = money(_("合同区外资金(万元)"), null=True, blank=True)
    basis = models.CharField(_("依据"), max_length=120)
    initial = models.BooleanField(_("签约时的投资额"), default=False)
    void = models.BooleanField(_("已作废"), default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("投资额变更")
        ordering = ("-effective_on", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("project", "effective_on"), condition=Q(void=False), name="one_revision_a_day"
            ),
        )
        indexes = (models.Index(fields=("project", "-effective_on"), name="revision_of_project"),)

    def __str__(self) -> str:
        return f"{self.project} {self.effective_on}"


class FundArrival(Journalled):
    """A voucher of money that came to a project, 万元; `recognised` is the 区外资金 in it, None until someone ruled on it.

    `voucher_key` is payer, number, date and amount in one: a voucher is counted once in the whole district.
    """

    journal_type = "investment.fund_arrival"

    project = models.ForeignKey(
        Project, models.PROTECT, verbose_name=_("项目"), related_name="arrivals", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("牵头单位"), related_name="+"
    )
    voucher_on = models.DateField(_("凭证日期"))
    voucher_no = models.CharField(_("凭证号"), max_length=60)
    payer = models.CharField(_("付款人"), max_length=120)
    payer_place = models.CharField(_("付款人所在地"), max_length=60)
    kind = models.CharField(_("类别"), max_length=20, choices=FundKind.choices)
    amount = money(_("金额(万元)"))
    recognised = money(_("认定区外金额(万元)"), null=True, blank=True)
    voucher_key = models.CharField(_("凭证（查重用）"), max_length=240, unique=True, editable=False)
    recorded_on = models.DateField(_("登记日期"))

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("到位资金")
        indexes = (
            models.Index(fields=("project", "voucher_on", "id"), name="arrival_of_project"),
            models.Index(fields=("voucher_on", "id"), name="arrival_by_day"),
            models.Index(fields=("unit", "voucher_on", "id"), name="arrival_of_unit"),
        )

    def __str__(self) -> str:
        return f"{self.voucher_no} {self.voucher_on}"
