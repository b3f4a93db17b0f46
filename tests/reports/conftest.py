"""A district with a commerce bureau whose months can be closed."""

from datetime import date
from decimal import Decimal

import pytest

from taizhang.organisation.models import Unit, User
from taizhang.reports import actions
from taizhang.reports.models import MonthlyReport, ReportCell
from taizhang.targets.actions import TargetEntry, set_targets
from tests import factories

import taizhang.urls  # noqa: F401  isort: skip  publishes the catalogue


@pytest.fixture
def verifier(db: None) -> User:
    """The verifier of the commerce bureau, on 5 July 2020."""
    factories.district(stands_on=date(2020, 7, 5))
    return factories.person("investment_verifier", factories.unit("商务局", kind="bureau"))


def target(by: User, key: str, value: str, unit: Unit | None = None, year: int = 2020) -> None:
    entry = TargetEntry(
        year, unit.pk if unit else None, f"investment.{key}", Decimal(value), "示例〔2020〕8号"
    )
    set_targets(by=by, targets=[entry])


def closed(by: User, until: date, on: date | None = None) -> MonthlyReport:
    """The report up to a day, prepared and closed on the day after, or later."""
    day = on or date.fromordinal(until.toordinal() + 1)
    report = actions.prepare_report(by=by, until=until, on=day)
    return actions.close_report(by=by, report=report, on=day)


def cell(report: MonthlyReport, key: str, unit: Unit | None = None) -> ReportCell:
    """The line of a figure for the district or a unit."""
    cells = ReportCell.objects.filter(figure__report=report, figure__key=f"investment.{key}", unit=unit)
    return cells.select_related("figure").get()


def lines(report: MonthlyReport, key: str, unit: Unit | None = None) -> list[tuple[str, str, str]]:
    """(record, kind, change) of the named lines under a figure."""
    found = cell(report, key, unit).lines.order_by("label")
    return [(line.label, line.kind, line.delta) for line in found]
