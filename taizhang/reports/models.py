"""A closed month as it was printed: its report, the figures, a number for the district and every unit, the named lines."""

from datetime import date
from fractions import Fraction
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from taizhang.figures.models import PrintedFigure
from taizhang.foundation.periods import Period, month
from taizhang.foundation.quantities import show_fraction, show_percent
from taizhang.journal.models import Journalled
from taizhang.organisation.matrix import ROOMS
from taizhang.organisation.models import User
from taizhang.reports.states import CLOSED_STATES, REPORT, ChangeKind, ReportState
from taizhang.supervision.board import TONES
from taizhang.targets.states import Light
from taizhang.web import display


class ReportQuerySet(models.QuerySet["MonthlyReport"]):
    """Sets of monthly reports."""

    def visible_to(self, user: User) -> Self:
        """Every report for the readers of the whole ledger, the published ones for everybody who signs in."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        whole = [ledger for ledger in ROOMS if user.sees_all_of(ledger)]
        return self.filter(Q(ledger__in=whole) | Q(state=ReportState.PUBLISHED))

    def closed(self) -> Self:
        """The reports whose month is closed."""
        return self.filter(state__in=CLOSED_STATES)


class MonthlyReport(Journalled):
    """One 通报 of a ledger: what it counts in a month, from `start` to `until`, and in the year up to `until`.

    `start` is the day after the last closed report, or the first of the month; `until` the end of the month, or an earlier
    day where a meeting asked for the state of that day. From the closing on everything is kept as printed: `title` and
    `office`, `rules` (the rules that were in force, by name) and `formula`; `head_seq` is the journal's last event then.
    """

    journal_type = "reports.report"
    workflow = REPORT

    ledger = models.CharField(_("台账"), max_length=40)
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("填报单位"), related_name="+"
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    month = models.PositiveSmallIntegerField(_("月份"))
    start = models.DateField(_("本期起"))
    until = models.DateField(_("截至"))
    number = models.PositiveSmallIntegerField(_("期号"), null=True, blank=True)
    title = models.CharField(_("标题"), max_length=120)
    office = models.CharField(_("填报单位名称"), max_length=80)
    state = models.CharField(_("状态"), max_length=12, choices=ReportState.choices, default=ReportState.DRAFT)
    prepared_on = models.DateField(_("编制日期"))
    closed_on = models.DateField(_("关账日期"), null=True, blank=True)
    published_on = models.DateField(_("印发日期"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("编制人"), related_name="+", db_index=False
    )
    rules = models.JSONField(_("所依办法"), default=list, blank=True)
    formula = models.TextField(_("算法"), blank=True)
    previous = models.ForeignKey(
        "self", models.PROTECT, verbose_name=_("上期"), null=True, blank=True, related_name="+"
    )
    head_seq = models.BigIntegerField(_("关账时的日志序号"), null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("月度通报")
        constraints = (
            models.UniqueConstraint(fields=("ledger", "year", "number"), name="report_number_once_a_year"),
            models.UniqueConstraint(
                fields=("ledger", "until"),
                condition=Q(state__in=("closed", "published")),
                name="a_day_is_closed_once",
            ),
            models.UniqueConstraint(
                fields=("ledger",), condition=Q(state="draft"), name="one_report_in_the_making"
            ),
        )
        indexes = (models.Index(fields=("ledger", "-until"), name="report_of_ledger"),)

    def __str__(self) -> str:
        return self.title

    @property
    def is_closed(self) -> bool:
        """Whether it is frozen."""
        return self.state in CLOSED_STATES

    @property
    def is_whole_month(self) -> bool:
        """Whether it counts a month from the first to the last day."""
        return Period(self.start, self.until) == month(self.year, self.month)

    @property
    def span_title(self) -> str:
        """How the columns of the report's own stretch are called."""
        return str(_("本月") if self.is_whole_month else _("本期"))


class ReportFigure(models.Model):
    """A figure of a report as printed; `in_month` and `in_year` are the district's numbers with the rows that they count.

    `difference_…` is what the district has beyond the sum of its units, exact as text, `difference_title` why;
    `over_assignment` the units' targets together ÷ the district's, a fraction as text. `additive` says that parts of
    the figure add up, so that the last report, this stretch and the named lines together are the year's number.
    """

    report = models.ForeignKey(
        MonthlyReport, models.PROTECT, verbose_name=_("月度通报"), related_name="figures"
    )
    position = models.PositiveSmallIntegerField(_("次序"))
    key = models.CharField(_("代码"), max_length=80)
    title = models.CharField(_("名称"), max_length=120)
    unit_of_measure = models.CharField(_("计量单位"), max_length=20, blank=True)
    additive = models.BooleanField(_("可加"), default=True)
    in_month = models.ForeignKey(
        PrintedFigure, models.PROTECT, verbose_name=_("本期数"), null=True, related_name="+", db_index=False
    )
    in_year = models.ForeignKey(
        PrintedFigure, models.PROTECT, verbose_name=_("累计数"), null=True, related_name="+", db_index=False
    )
    difference_month = models.CharField(_("本期差额"), max_length=60, blank=True)
    difference_year = models.CharField(_("累计差额"), max_length=60, blank=True)
    difference_title = models.CharField(_("差额名目"), max_length=40, blank=True)
    over_assignment = models.CharField(_("目标合计比"), max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("通报指标")
        ordering = ("position",)

    def __str__(self) -> str:
        return self.title

    @property
    def differs(self) -> bool:
        """Whether the units' sum is not the district's number."""
        return bool(_number(self.difference_month) or _number(self.difference_year))

    @property
    def difference_month_shown(self) -> str:
        """With its sign."""
        return signed(self.difference_month)

    @property
    def difference_year_shown(self) -> str:
        """With its sign."""
        return signed(self.difference_year)

    @property
    def over_shown(self) -> str:
        """The units' targets together ÷ the district's own, in per cent."""
        return f"{show_percent(Fraction(self.over_assignment))}%" if self.over_assignment else ""


class ReportCell(models.Model):
    """One line of a figure: the district's (`unit` None) or a unit's numbers as printed, exact as text, "" for none.

    `before` is the number that the last report of the year printed, `corrected` the sum of the named lines. `unit_ids` are
    the unit and what stood below it at the closing: its rows are those of the district's printed figures that belong to
    them, unless `in_month` and `in_year` keep rows of its own (a share of a project is no row of the district).
    """

    figure = models.ForeignKey(ReportFigure, models.PROTECT, verbose_name=_("通报指标"), related_name="cells")
    position = models.PositiveSmallIntegerField(_("次序"))
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, verbose_name=_("单位"), null=True, related_name="+"
    )
    unit_name = models.CharField(_("单位名称"), max_length=60, blank=True)
    unit_ids = models.JSONField(_("单位及下属"), default=list)
    in_month = models.ForeignKey(
        PrintedFigure, models.PROTECT, verbose_name=_("本期数"), null=True, related_name="+", db_index=False
    )
    in_year = models.ForeignKey(
        PrintedFigure, models.PROTECT, verbose_name=_("累计数"), null=True, related_name="+", db_index=False
    )
    before = models.CharField(_("上期累计"), max_length=60, blank=True)
    month_value = models.CharField(_("本期"), max_length=60, blank=True)
    corrected = models.CharField(_("更正"), max_length=60, blank=True)
    year_value = models.CharField(_("累计"), max_length=60, blank=True)
    target = models.CharField(_("目标"), max_length=60, blank=True)
    done = models.CharField(_("完成率"), max_length=120, blank=True)
    gap = models.CharField(_("比时序"), max_length=120, blank=True)
    light = models.CharField(_("亮灯"), max_length=20, blank=True, choices=Light.choices)
    exempt = models.BooleanField(_("豁免"), default=False)
    caution = models.CharField(_("亮灯缘由"), max_length=120, blank=True)
    score = models.CharField(_("得分"), max_length=120, blank=True)
    place = models.PositiveSmallIntegerField(_("名次"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("通报数字")
        ordering = ("position",)

    def __str__(self) -> str:
        return f"{self.figure_id} {self.unit_name}"

    @property
    def shown(self) -> dict[str, str]:
        """Every number as the paper prints it: two decimals at most, shares in per cent, differences with a sign."""
        return {
            "before": _shown(self.before),
            "month": _shown(self.month_value),
            "corrected": signed(self.corrected) if _number(self.corrected) else "",
            "year": _shown(self.year_value),
            "target": _shown(self.target),
            "done": f"{show_percent(Fraction(self.done))}%" if self.done else "",
            "gap": points(self.gap),
            "light": str(Light(self.light).label if self.light else _("豁免") if self.exempt else ""),
            "score": show_fraction(Fraction(self.score), 2) if self.score else "",
            "place": str(self.place or ""),
        }

    @property
    def light_tone(self) -> str:
        """The badge colour of the light."""
        return TONES.get(Light(self.light), "neutral") if self.light else "neutral"

    @property
    def meter(self) -> int:
        """Completion in thousandths, between nothing and all."""
        return int(min(max(Fraction(self.done or 0), Fraction(0)), Fraction(1)) * 1000)


class ReportLine(models.Model):
    """A named line: how one row of an earlier report changes what was printed of the figures of `year` (rule 11).

    `delta`, `then` and `now` are exact numbers as text in the figure's own unit; `then` is empty for a row that was not
    counted, `now` for one that is not any more.
    """

    cell = models.ForeignKey(ReportCell, models.PROTECT, verbose_name=_("通报数字"), related_name="lines")
    year = models.PositiveSmallIntegerField(_("年度"))
    row_id = models.BigIntegerField(_("记录编号"))
    row_unit = models.BigIntegerField(_("记录所属单位"), null=True)
    label = models.CharField(_("记录"), max_length=200)
    unit_name = models.CharField(_("单位名称"), max_length=60, blank=True)
    kind = models.CharField(_("更正"), max_length=10, choices=ChangeKind.choices)
    delta = models.CharField(_("增减"), max_length=60)
    then = models.CharField(_("原计"), max_length=60, blank=True)
    now = models.CharField(_("现计"), max_length=60, blank=True)
    reason = models.CharField(_("原因"), max_length=300, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("更正")
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.label} {self.delta}"

    @property
    def delta_shown(self) -> str:
        """The change with its sign, exact: one record's amount stands beside the tier that it crosses."""
        return signed(self.delta, _places(self.delta))

    @property
    def then_shown(self) -> str:
        """What was counted, exact."""
        return _shown(self.then, _places(self.then))

    @property
    def now_shown(self) -> str:
        """What is counted now, exact."""
        return _shown(self.now, _places(self.now))


def _number(text: str) -> Fraction:
    return Fraction(text or 0)


def _places(text: str) -> int:
    """As many decimals as one record's amount has: 亿元 of a 万元 with four decimals; two where it does not end."""
    return 8 if (_number(text) * 10**8).denominator == 1 else 2


def _shown(text: str, places: int = 2) -> str:
    return display.plain(Fraction(text), places) if text else ""


def signed(text: str, places: int = 2) -> str:
    """A difference with its sign, such as −1 or +0.35; nothing for none. What is too small for the places says so."""
    number = _number(text)
    if not text or not number:
        return ""
    while not round(abs(number), places) and places < 6:
        places += 2
    return f"{'−' if number < 0 else '+'}{display.plain(abs(number), places)}"


def points(text: str) -> str:
    """Percentage points ahead of the calendar (+) or behind it (−), with one decimal."""
    if not text:
        return ""
    gap = Fraction(text)
    return f"{'−' if gap < 0 else '+' if gap else ''}{show_fraction(abs(gap))}"


def closed_until(ledger: str) -> date | None:
    """The last day that is closed, None where no month is."""
    return MonthlyReport.objects.filter(ledger=ledger).closed().aggregate(day=models.Max("until"))["day"]
