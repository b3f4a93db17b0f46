"""The rules of supervision that hold for a year on a day: thresholds of the lights, the formula and points of scores, limits."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from taizhang.foundation.quantities import show_plain
from taizhang.supervision.states import Formula
from taizhang.targets import progress

POINTS = Decimal(100)


@dataclass(frozen=True)
class YearRules:
    """The values of one version; those given here hold where a year has none (rules 9 and 10 of the investment rules).

    Thresholds are percentage points behind the calendar. `points` are by key of the figure; a figure that is not named
    has 100 where none is, and is not scored where others are. `notice_days` and `appeal_days` are working days.
    """

    yellow_from: Decimal = Decimal(10)
    red_above: Decimal = Decimal(30)
    formula: str = Formula.CAPPED
    points: Mapping[str, Decimal] = field(default_factory=dict)
    notice_days: int = 10
    appeal_days: int = 5
    version: int = 0

    @property
    def lights(self) -> progress.LightRules:
        """The thresholds as exact fractions."""
        return progress.LightRules(Fraction(self.yellow_from), Fraction(self.red_above))

    def points_of(self, key: str) -> Decimal:
        """The points of a figure; 0 where it is not scored."""
        return self.points.get(key, Decimal(0)) if self.points else POINTS

    @property
    def formula_text(self) -> str:
        """The formula as a page and a workbook name it."""
        if self.formula == Formula.EFFICACY:
            return _(
                "功效系数法：得分 = 分值 ×［60% + 40% ×（x − min）÷（max − min）］，x 为完成率，与同一指标有目标的单位比；max = min 时得满分"
            )
        return _("完成率计分法：得分 = 分值 × 完成率，完成率最高按 100% 计")

    @property
    def lights_text(self) -> str:
        """The thresholds as a sentence."""
        return _(
            "不落后于时序为绿灯；落后不到 %(yellow)s 个百分点为绿灯（滞后）；落后 %(yellow)s 至 %(red)s 个百分点（含两端）为黄灯；落后超过 %(red)s 个百分点为红灯"
        ) % {"yellow": show_plain(self.yellow_from), "red": show_plain(self.red_above)}

    def scores(self, key: str, done: Mapping[Any, Fraction | None]) -> dict[Any, Fraction | None]:
        """Unit → its score under a figure, exact; None without a target or where the figure is not scored."""
        points = self.points_of(key)
        compared = [each for each in done.values() if each is not None]
        if not points or not compared:
            return dict.fromkeys(done)
        lowest, highest = min(compared), max(compared)
        return {
            unit: None if share is None
            else progress.efficacy_score(share, lowest, highest, points) if self.formula == Formula.EFFICACY
            else progress.capped_score(share, points)
            for unit, share in done.items()
        }  # fmt: skip
