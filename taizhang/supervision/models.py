"""Rows of supervision: the year's rules in versions, notices, proposals of reward or penalty."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.journal.models import Journalled
from taizhang.organisation.models import UnitScoped, User
from taizhang.supervision.states import (
    DECIDED,
    NOTICE,
    PROPOSAL,
    UNSETTLED,
    WITH_THE_UNIT,
    Formula,
    NoticeOrigin,
    NoticeState,
    ProposalKind,
    ProposalState,
)
from taizhang.supervision.year_rules import YearRules


class RulesQuerySet(models.QuerySet["SupervisionRules"]):
    """Sets of versions."""

    def in_force(self, day: date) -> Self:
        """The versions that held at the end of a day; a year's first version holds from the beginning."""
        return self.filter(
            Q(version=1) | Q(since__lte=day), Q(superseded_on__isnull=True) | Q(superseded_on__gt=day)
        )

    def of(self, year: int, day: date) -> YearRules:
        """What held for a year on a day; the defaults where the year has no rules. One query."""
        found = self.in_force(day).filter(year=year).order_by("-version").first()
        return found.values if found else YearRules()


class SupervisionRules(Journalled):
    """One version of a year's rules of supervision (督查考核办法); a change is a new version from a day on."""

    journal_type = "supervision.rules"
    journal_titles = {"superseded": _("被新版本替换")}

    year = models.PositiveSmallIntegerField(_("年度"))
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    since = models.DateField(_("生效日期"))
    superseded_on = models.DateField(_("被替换日期"), null=True, blank=True)
    document = models.CharField(_("文号"), max_length=60, blank=True)
    yellow_from = models.DecimalField(_("黄灯起点"), max_digits=5, decimal_places=2, default=Decimal(10))
    red_above = models.DecimalField(_("红灯线"), max_digits=5, decimal_places=2, default=Decimal(30))
    formula = models.CharField(_("计分办法"), max_length=10, choices=Formula.choices, default=Formula.CAPPED)
    points = models.JSONField(_("各指标分值"), default=dict, blank=True)
    notice_days = models.PositiveSmallIntegerField(_("督办期限"), default=10)
    appeal_days = models.PositiveSmallIntegerField(_("申诉期限"), default=5)

    objects = RulesQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督查考核办法")
        constraints = (
            models.UniqueConstraint(fields=("year", "version"), name="one_rules_a_version"),
            models.UniqueConstraint(
                fields=("year",), condition=Q(superseded_on__isnull=True), name="one_current_rules_a_year"
            ),
        )

    def __str__(self) -> str:
        return str(
            _("%(year)s 年督查考核办法第 %(version)s 版") % {"year": self.year, "version": self.version}
        )

    @property
    def values(self) -> YearRules:
        """The version as the pure rules read it."""
        points = {key: Decimal(text) for key, text in self.points.items()}
        return YearRules(
            self.yellow_from, self.red_above, self.formula, points, self.notice_days, self.appeal_days, self.version
        )  # fmt: skip


class NoticeQuerySet(UnitScoped):
    """Sets of notices."""

    ledger = "supervision"

    def unsettled(self) -> Self:
        """Those that are still being worked on."""
        return self.filter(state__in=UNSETTLED)

    def overdue(self, day: date) -> Self:
        """Those whose unit has not answered though the limit is over."""
        return self.filter(state__in=WITH_THE_UNIT, limit_on__lt=day)

    def about(self, journal_type: str, pk: int) -> Self:
        """Those about one row."""
        return self.filter(subject_type=journal_type, subject_id=pk)


class Notice(Journalled):
    """One notice (督办单) to a unit. Raised by rule it names its figure and month, as an instruction the row it is about.

    `answered_on` is the day of the latest feedback; every round of feedback and verdict stands in the journal.
    """

    journal_type = "supervision.notice"
    workflow = NOTICE

    number = models.CharField(_("文号"), max_length=40)
    year = models.PositiveSmallIntegerField(_("年度"))
    serial = models.PositiveIntegerField(_("顺序号"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("责任单位"), related_name="+"
    )
    title = models.CharField(_("标题"), max_length=120)
    text = models.TextField(_("督办内容"), max_length=2000)
    origin = models.CharField(_("来源"), max_length=12, choices=NoticeOrigin.choices)
    figure = models.CharField(_("指标"), max_length=80, blank=True)
    month = models.DateField(_("月末"), null=True, blank=True)
    subject_type = models.CharField(_("对象类型"), max_length=40, blank=True)
    subject_id = models.BigIntegerField(_("对象编号"), null=True, blank=True)
    raised_on = models.DateField(_("下达日期"))
    limit_on = models.DateField(_("办理期限"))
    state = models.CharField(_("状态"), max_length=10, choices=NoticeState.choices, default=NoticeState.OPEN)
    feedback = models.TextField(_("反馈"), max_length=2000, blank=True)
    answered_on = models.DateField(_("反馈日期"), null=True, blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    withdrawn_on = models.DateField(_("撤回日期"), null=True, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("下达人"), related_name="+"
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("反馈人"), null=True, related_name="+"
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("督办单")
        constraints = (
            models.UniqueConstraint(fields=("year", "serial"), name="one_notice_a_number"),
            models.UniqueConstraint(
                fields=("unit", "figure", "month"),
                condition=Q(origin=NoticeOrigin.RULE),
                name="one_notice_by_rule_a_month",
            ),
        )
        indexes = (
            models.Index(fields=("state", "limit_on"), name="notice_by_limit"),
            models.Index(fields=("unit", "state"), name="notice_of_unit"),
            models.Index(fields=("subject_type", "subject_id"), name="notice_of_subject"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def is_overdue(self, day: date) -> bool:
        """Whether its unit has not answered though the limit is over."""
        return self.state in WITH_THE_UNIT and self.limit_on < day


class ProposalQuerySet(UnitScoped):
    """Sets of proposals."""

    ledger = "supervision"

    def visible_to(self, user: User) -> Self:
        """A unit sees what was decided about it, not what is still being considered or was never approved."""
        rows: Any = super().visible_to(user)
        if user.is_authenticated and not user.sees_all_of(self.ledger):
            rows = rows.filter(state__in=DECIDED)
        return rows


class Proposal(Journalled):
    """A reward or penalty for a unit (奖惩建议), drafted by the supervisor, decided by a leader.

    `amount` in 万元 is that of a bonus; `basis` are the facts, from a ranking or a notice. `appeal_until` is the last
    day on which the unit may appeal.
    """

    journal_type = "supervision.proposal"
    workflow = PROPOSAL

    year = models.PositiveSmallIntegerField(_("年度"))
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, verbose_name=_("单位"), related_name="+")
    kind = models.CharField(_("种类"), max_length=14, choices=ProposalKind.choices)
    amount = models.DecimalField(_("金额(万元)"), max_digits=12, decimal_places=4, null=True, blank=True)
    basis = models.TextField(_("事由"), max_length=2000)
    notice = models.ForeignKey(
        Notice, models.PROTECT, verbose_name=_("督办单"), null=True, blank=True, related_name="proposals"
    )
    drafted_on = models.DateField(_("拟稿日期"))
    state = models.CharField(
        _("状态"), max_length=10, choices=ProposalState.choices, default=ProposalState.DRAFT
    )
    decided_on = models.DateField(_("批准日期"), null=True, blank=True)
    appeal_until = models.DateField(_("申诉截止"), null=True, blank=True)
    appeal = models.TextField(_("申诉理由"), max_length=2000, blank=True)
    appealed_on = models.DateField(_("申诉日期"), null=True, blank=True)
    settled_on = models.DateField(_("申诉决定日期"), null=True, blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("拟稿人"), related_name="+"
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("决定人"), null=True, related_name="+"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("奖惩建议")
        indexes = (models.Index(fields=("unit", "state"), name="proposal_of_unit"),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.unit}"
