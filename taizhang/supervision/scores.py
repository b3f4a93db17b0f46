"""Scores and rankings: every unit's score under every figure with a target, its total, and its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from taizhang.foundation.quantities import show_fraction, show_plain
from taizhang.organisation.models import Unit
from taizhang.supervision import board
from taizhang.supervision.models import SupervisionRules
from taizhang.supervision.year_rules import YearRules
from taizhang.targets import progress


@dataclass(frozen=True)
class UnitScore:
    """One unit: its line under each figure (None where it has no score), the total, out of how much, and its place."""

    unit: Unit
    cells: tuple[board.Line | None, ...]
    total: Fraction
    points: Decimal
    place: int | None

    @property
    def percent(self) -> Fraction:
        """The total out of 100: units with few targets are compared with those that have many."""
        return self.total / Fraction(self.points) * 100

    @property
    def total_shown(self) -> str:
        """The total with two decimals."""
        return show_fraction(self.total, 2)

    @property
    def points_shown(self) -> str:
        """The points that the unit could have."""
        return show_plain(self.points)

    @property
    def percent_shown(self) -> str:
        """The total out of 100 with two decimals."""
        return show_fraction(self.percent, 2)


@dataclass(frozen=True)
class ScoreTable:
    """The ranking of a year as of a day: the rules, the figures that are scored, the units from the first to the last."""

    rules: YearRules
    sections: tuple[board.Section, ...]
    rows: tuple[UnitScore, ...]


def of_sections(sections: Sequence[board.Section], rules: YearRules) -> ScoreTable:
    """The ranking of a board that was read already. A unit without a score has no place and is left out."""
    scored = tuple(section for section in sections if section.points)
    units: dict[int, Unit] = {}
    cells: dict[int, dict[str, board.Line]] = {}
    for section in scored:
        for line in section.units:
            if line.unit is not None and line.score is not None:
                units[line.unit.pk] = line.unit
                cells.setdefault(line.unit.pk, {})[section.indicator.key] = line
    totals = {
        pk: sum((line.score or Fraction(0) for line in of.values()), Fraction(0)) for pk, of in cells.items()
    }
    points = {
        pk: sum((section.points for section in scored if section.indicator.key in of), Decimal(0))
        for pk, of in cells.items()
    }
    ranked = progress.rank({pk: totals[pk] / Fraction(points[pk]) for pk in cells})
    rows = tuple(
        UnitScore(
            units[pk],
            tuple(cells[pk].get(section.indicator.key) for section in scored),
            totals[pk],
            points[pk],
            each.place,
        )
        for each in ranked
        for pk in [int(str(each.unit))]
    )
    return ScoreTable(rules, scored, rows)


def table(year: int, as_of: date) -> ScoreTable:
    """The ranking of a year as of a day: as many queries as the board and one more."""
    return of_sections(board.sections(year, as_of), SupervisionRules.objects.of(year, as_of))
