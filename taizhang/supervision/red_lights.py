"""The red lights of a month's end: what the rule proposes to the supervisor, and whether each has its notice already."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import override

from taizhang.figures.indicator import Indicator
from taizhang.foundation import periods
from taizhang.foundation.quantities import show_fraction
from taizhang.foundation.refusals import Refused
from taizhang.organisation import district
from taizhang.organisation.models import Unit
from taizhang.supervision import board
from taizhang.supervision.models import Notice
from taizhang.supervision.states import NoticeOrigin
from taizhang.targets.states import Light


@dataclass(frozen=True)
class RedLight:
    """One unit, one figure, one month's end; `notice_id` is the notice raised for exactly this."""

    unit: Unit
    indicator: Indicator
    line: board.Line
    month_end: date
    notice_id: int | None = None

    @property
    def choice(self) -> str:
        """How a form names it."""
        return f"{self.unit.pk}:{self.indicator.key}"

    @property
    def behind(self) -> str:
        """Points behind the calendar, without a sign."""
        return "" if self.line.gap is None else show_fraction(abs(self.line.gap))

    @property
    def title(self) -> str:
        """The notice's title, in Chinese whatever the screen speaks: it is a paper."""
        with override("zh-hans"):
            return _("%(month)s 月末“%(title)s”落后时序") % {
                "month": f"{self.month_end:%Y-%m}",
                "title": self.indicator.title,
            }

    def text(self, limit_on: date) -> str:
        """The notice's text: target, done, gap, and what is asked by when."""
        with override("zh-hans"):
            return _(
                "截至 %(day)s，%(unit)s“%(title)s”目标 %(target)s%(measure)s，完成 %(actual)s%(measure)s，完成率 %(done)s，落后时序 %(behind)s 个百分点，亮红灯。请分析原因，提出追赶措施，于 %(limit)s 前反馈。"
            ) % {
                "day": self.month_end.isoformat(),
                "unit": self.unit,
                "title": self.indicator.title,
                "target": self.line.target_shown,
                "actual": self.line.actual_shown,
                "measure": self.indicator.unit_of_measure,
                "done": self.line.done_shown,
                "behind": self.behind,
                "limit": limit_on.isoformat(),
            }


def last_month_end(day: date) -> date:
    """The latest month's end that a day has seen: the day itself where it is one."""
    this = periods.month(day.year, day.month).end
    return this if this == day else day.replace(day=1) - timedelta(days=1)


def at(month_end: date) -> list[RedLight]:
    """Every red light of the units at a month's end, figure by figure, the worst first.

    Raises Refused for a day that ends no month and for one still to come. As many queries as the board and one more.
    """
    if month_end != periods.month(month_end.year, month_end.month).end:
        raise Refused(_("%(day)s 不是月末。请选一个月。") % {"day": month_end.isoformat()}, field="month")
    if month_end > district.business_today():
        raise Refused(
            _("%(day)s 还没有到，月末以后才能按红灯督办。") % {"day": month_end.isoformat()}, field="month"
        )
    raised = {
        (unit_id, figure): pk
        for pk, unit_id, figure in Notice.objects.filter(
            origin=NoticeOrigin.RULE, month=month_end
        ).values_list("pk", "unit_id", "figure")
    }
    return [
        RedLight(
            line.unit, section.indicator, line, month_end, raised.get((line.unit.pk, section.indicator.key))
        )
        for section in board.sections(month_end.year, month_end)
        for line in reversed(section.units)
        if line.unit is not None and line.light == Light.RED
    ]
