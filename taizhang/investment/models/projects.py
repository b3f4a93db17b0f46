"""Projects with their dated amounts, the units that share them, and the days on which they were not recognised."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from taizhang.investment.states import PROJECT, SIDE_STATES, ExclusionReason, ProjectState
from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped

# Fifteen digits are what SQLite keeps exactly; six places of 万元 are one 分.
MONEY = models.DecimalField(max_digits=15, decimal_places=6)
MOST_WAN = Decimal(10) ** 9
MONEY_PLACES = 6


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

    def missing_their_start(self, before: date, until: date) -> Self:
        """Projects planned to start in a month before `before`, not started at the end of `until`.

        Who was set aside by then is not late any more; `planned_starts` says which months are over.
        """
        return self.recognised_at(until).filter(
            Q(started_on__isnull=True) | Q(started_on__gt=until),
            ~Q(state__in=SIDE_STATES) | Q(side_on__gt=until),
            planned_start_on__lt=before,
        )


class Project(Journalled):
    """A project from the first contact to production; `unit` is the lead unit (牵头单位), dates are recognised dates."""

    journal_type = "investment.project"
    workflow = PROJECT

    # Annotated by ProjectQuerySet.with_amount.
    amount: Decimal
    outside: Decimal | None

    code = models.CharField(_("编号"), max_length=20, unique=True)
    name = models.CharField(_("项目名称"), max_length=120, unique=True)
    name_key = models.CharField(_("项目名称（匹配用）"), max_length=120, unique=True, editable=False)
    investor = models.CharField(_("投资方"), max_length=120)
    investor_key = models.CharField(
        _("投资方（匹配用）"), max_length=120, default="", db_default="", editable=False
    )
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
    equipment_only = models.BooleanField(_("纯设备项目"), default=False, db_default=False)
    planned_total = money(_("计划总投资(万元)"))
    planned_outside = money(_("计划区外资金(万元)"), null=True, blank=True)
    registered_on = models.DateField(_("登记日期"), null=True, blank=True, editable=False)
    signed_on = models.DateField(_("签约日期"), null=True, blank=True)
    landed_on = models.DateField(_("落地日期"), null=True, blank=True)
    started_on = models.DateField(_("开工日期"), null=True, blank=True)
    in_use_on = models.DateField(_("投产日期"), null=True, blank=True)
    planned_start_on = models.DateField(_("计划开工月份"), null=True, blank=True)
    referred_by = models.ForeignKey(
        "enterprises.Enterprise",
        models.PROTECT,
        verbose_name=_("推荐企业"),
        related_name="referred_projects",
        null=True,
        blank=True,
    )
    side_on = models.DateField(_("暂停、终止或流失日期"), null=True, blank=True)
    note = models.CharField(_("备注"), max_length=500, blank=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("项目")
        indexes = (
            models.Index(fields=("signed_on", "id"), name="project_by_signing"),
            models.Index(fields=("unit", "signed_on", "id"), name="project_of_unit"),
            models.Index(fields=("unit", "state", "id"), name="project_by_state"),
            models.Index(fields=("investor_key",), name="project_of_investor"),
            models.Index(fields=("credit_code",), name="project_of_credit_code"),
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
        # With all that an amount of a day reads of a revision.
        indexes = (
            models.Index(
                fields=("project", "-effective_on", "void", "outside", "total"), name="revision_of_project"
            ),
        )

    def __str__(self) -> str:
        return f"{self.project} {self.effective_on}"
