"""The construction ledger's tables: sites, the checklist, inspections, problems and stop-work orders."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from taizhang.construction import checklist
from taizhang.construction.querysets import (
    DailyLedgerQuerySet,
    InspectionQuerySet,
    OrderQuerySet,
    ProblemQuerySet,
    SiteQuerySet,
)
from taizhang.construction.row_rules import LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_REASON
from taizhang.construction.states import (
    PROBLEM,
    STOP_WORK_ORDER,
    InspectionMode,
    ProblemState,
    RiskLevel,
    SiteKind,
    StopGround,
    StopWorkOrderState,
)
from taizhang.journal.models import Journalled

COUNTED = (
    "sites_surveyed", "sites_stopped", "sites_still_stopped", "problems_found", "problems_closed", "problems_open",
    "problems_overdue",
)  # fmt: skip
_OPEN = Q(closed_on__isnull=True, voided_on__isnull=True)
FOCUS_CHOICES = [(area.code, area.title) for area in checklist.FOCUS_AREAS]


class Site(Journalled):
    """A construction project, a demolition site or an idle plot.

    Sites of one parcel are one 家: `counted_as` is the first of them, itself where there is no other.
    """

    journal_type = "construction.site"

    name = models.CharField(_("点位名称"), max_length=LONGEST_NAME)
    name_key = models.CharField(_("比对名称"), max_length=LONGEST_NAME, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=12, choices=SiteKind.choices)
    parcel = models.CharField(_("宗地编码"), max_length=40, blank=True, db_index=True)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+", db_index=False
    )
    counted_as = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("计为"), related_name="records", null=True, editable=False
    )
    builder = models.CharField(_("建设单位"), max_length=LONGEST_NAME, blank=True)
    contractor = models.CharField(_("施工单位"), max_length=LONGEST_NAME, blank=True)
    supervisor = models.CharField(_("监理单位"), max_length=LONGEST_NAME, blank=True)
    permit = models.CharField(_("施工许可证号"), max_length=60, blank=True)
    risk = models.CharField(_("风险等级"), max_length=8, choices=RiskLevel.choices, default=RiskLevel.MEDIUM)
    lon = models.DecimalField(_("经度"), max_digits=9, decimal_places=6, null=True, blank=True)
    lat = models.DecimalField(_("纬度"), max_digits=9, decimal_places=6, null=True, blank=True)
    idle_since = models.DateField(_("空置起"), null=True, blank=True)
    registered_on = models.DateField(
        _("纳入日期"), null=True, blank=True
    )  # empty: on the register from the start
    retired_on = models.DateField(_("退出日期"), null=True, blank=True)

    objects = SiteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("点位")
        indexes = (models.Index(fields=("unit", "id"), name="site_by_unit"),)

    def __str__(self) -> str:
        return self.name


class ChecklistItem(Journalled):
    """One thing to check, edited by those who run the campaign; `active` ones are offered in forms."""

    journal_type = "construction.checklist_item"

    code = models.CharField(_("编码"), max_length=10, unique=True)
    focus = models.CharField(_("重点"), max_length=3, choices=FOCUS_CHOICES)
    text = models.CharField(_("检查内容"), max_length=200)
    clause = models.CharField(_("依据条款"), max_length=80, blank=True)
    active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = verbose_name_plural = _("检查项")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Inspection(Journalled):
    """One visit to a site; only a full one surveys the site and keeps it fresh."""

    journal_type = "construction.inspection"

    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name=_("点位"), related_name="inspections", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+", db_index=False
    )
    day = models.DateField(_("检查日期"))
    mode = models.CharField(_("检查方式"), max_length=8, choices=InspectionMode.choices)
    inspectors = models.CharField(_("检查人员"), max_length=LONGEST_REASON)

    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("检查")
        indexes = (
            models.Index(fields=("site", "mode", "day"), name="inspection_of_site"),
            models.Index(fields=("day", "id"), name="inspection_by_day"),
            models.Index(fields=("unit", "day", "id"), name="inspection_by_unit"),
        )

    def __str__(self) -> str:
        return f"{self.day} {self.get_mode_display()}"


class Problem(Journalled):
    """Something found at a site that must be put right by a day.

    `voided_on` empty or later than the day asked about: the problem counts. A duplicate, and a void that came by a
    sheet (which has no date for it), are void from the day they were found, so that no figure ever counts them.
    """

    journal_type = "construction.problem"
    workflow = PROBLEM
    journal_titles = {"extended": _("批准延期"), "merged": _("并入重复问题")}

    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name=_("点位"), related_name="problems", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+", db_index=False
    )
    focus = models.CharField(_("重点"), max_length=3, choices=FOCUS_CHOICES)
    item = models.ForeignKey(
        ChecklistItem, models.PROTECT, verbose_name=_("检查项"), related_name="+", null=True, db_index=False
    )
    description = models.CharField(_("问题描述"), max_length=LONGEST_DESCRIPTION)
    place = models.CharField(_("具体部位"), max_length=LONGEST_NAME, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=ProblemState.choices, default=ProblemState.OPEN
    )
    found_on = models.DateField(_("发现日期"))
    due_on = models.DateField(_("整改期限"))
    submitted_on = models.DateField(_("整改完成日期"), null=True)
    closed_on = models.DateField(_("复核销号日期"), null=True)
    voided_on = models.DateField(_("作废日期"), null=True)
    void_reason = models.CharField(_("作废原因"), max_length=LONGEST_REASON, blank=True)
    extended_from = models.DateField(_("原整改期限"), null=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("并入"), related_name="duplicates", null=True, db_index=False
    )

    objects = ProblemQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("整改问题")
        constraints = (
            models.CheckConstraint(condition=Q(due_on__gte=F("found_on")), name="problem_due_after_found"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("found_on")),
                name="problem_closed_after_found",
            ),
        )
        indexes = (
            # Lists of what is still open; the state is there to be counted.
            models.Index(
                fields=("unit", "due_on", "id", "state"), name="problem_open_by_unit", condition=_OPEN
            ),
            models.Index(fields=("due_on", "id", "state"), name="problem_open_by_due", condition=_OPEN),
            models.Index(fields=("found_on", "id"), name="problem_open_by_day", condition=_OPEN),
            # Lists of a unit, and every figure as of a day, which is read from this index alone.
            models.Index(
                fields=("unit", "found_on", "id", "voided_on", "closed_on", "due_on", "focus"),
                name="problem_by_unit",
            ),
            models.Index(fields=("found_on", "id"), name="problem_by_day"),
            # Lists of a site, and whether it had a problem that was open on a day.
            models.Index(fields=("site", "found_on", "id", "closed_on", "voided_on"), name="problem_of_site"),
            models.Index(fields=("found_on",), name="problem_voided", condition=Q(voided_on__isnull=False)),
            models.Index(
                fields=("merged_into",), name="problem_merged", condition=Q(merged_into__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return self.description

    def is_overdue(self, day: date) -> bool:
        """Still open, and due before that day."""
        return self.closed_on is None and self.voided_on is None and self.due_on < day


class StopWorkOrder(Journalled):
    """An order to stop work at a site; in force from the day it was served until the day it was lifted."""

    journal_type = "construction.stop_work_order"
    workflow = STOP_WORK_ORDER

    site = models.ForeignKey(
        Site, models.PROTECT, verbose_name=_("点位"), related_name="orders", db_index=False
    )
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("属地单位"), related_name="+", db_index=False
    )
    ground = models.CharField(_("事由类别"), max_length=12, choices=StopGround.choices)
    ground_text = models.CharField(_("事由"), max_length=LONGEST_REASON)
    state = models.CharField(
        _("状态"), max_length=16, choices=StopWorkOrderState.choices, default=StopWorkOrderState.DRAFT
    )
    drafted_on = models.DateField(_("拟稿日期"), null=True)
    served_on = models.DateField(_("下达日期"), null=True)
    resume_requested_on = models.DateField(_("申请复工日期"), null=True)
    lifted_on = models.DateField(_("解除日期"), null=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("停工令")
        constraints = (
            models.CheckConstraint(
                condition=Q(lifted_on__isnull=True) | Q(lifted_on__gte=F("served_on")),
                name="order_lifted_after_served",
            ),
        )
        indexes = (
            models.Index(fields=("site", "served_on", "lifted_on"), name="order_of_site"),
            models.Index(fields=("unit", "served_on", "id"), name="order_by_unit"),
        )

    def __str__(self) -> str:
        return self.ground_text


class DailyLedger(Journalled):
    """The rectification ledger summed up at the end of a day: frozen, and sealed together with the day before.

    The numbers are those of the figures of the same names, of the year up to the day.
    """

    journal_type = "construction.daily_ledger"

    day = models.DateField(_("截止日"), unique=True)
    sites_surveyed = models.PositiveIntegerField(_("排查建设项目"))
    sites_stopped = models.PositiveIntegerField(_("停工整改"))
    sites_still_stopped = models.PositiveIntegerField(_("仍在停工"))
    problems_found = models.PositiveIntegerField(_("查处问题"))
    problems_closed = models.PositiveIntegerField(_("整改到位"))
    problems_open = models.PositiveIntegerField(_("未销号问题"))
    problems_overdue = models.PositiveIntegerField(_("逾期问题"))
    members = models.JSONField(
        _("明细")
    )  # found, closed: problems of the day; open: at its end; stopped: sites
    previous = models.CharField(_("前一日哈希"), max_length=64)
    hash = models.CharField(_("哈希"), max_length=64)

    objects = DailyLedgerQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("台账日报")

    def __str__(self) -> str:
        return f"{self.day}"

    @property
    def counts(self) -> dict[str, int]:
        """Every number by its name."""
        return {name: getattr(self, name) for name in COUNTED}
