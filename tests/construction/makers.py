"""Makers of the construction ledger's rows, through its own actions, and of workbooks as clerks send them."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl

from taizhang.construction import actions
from taizhang.construction.models import Inspection, Problem, Site, StopWorkOrder
from taizhang.organisation.models import Unit, User
from taizhang.workbooks import importing
from taizhang.workbooks.columns import Sheet
from tests import factories

_numbers = count(1)
DAY = date(2020, 6, 1)


def day(text: str) -> date:
    """ "06-19" of 2020."""
    month, number = text.split("-")
    return date(2020, int(month), int(number))


def site(by: User, name: str = "", unit: Unit | None = None, **values: Any) -> Site:
    values.setdefault("kind", "construction")
    return actions.register_site(
        by=by, name=name or f"示例·工地{next(_numbers)}", unit=unit or factories.unit(), **values
    )


def problem(by: User, where: Site, **values: Any) -> Problem:
    defaults = {
        "focus": "ENV", "description": f"示例问题{next(_numbers)}", "found_on": DAY, "due_on": day("06-08"),
    }  # fmt: skip
    return actions.record_problem(by=by, site=where, **{**defaults, **values})


def inspect(by: User, where: Site, on: date, mode: str = "full") -> Inspection:
    return actions.record_inspection(by=by, site=where, day=on, mode=mode, inspectors="检查一组")


def settle(inspector: User, found: Problem, on: date) -> Problem:
    """Take an open problem all the way to its closing."""
    actions.notify_problem(by=inspector, problem=found, day=found.found_on)
    actions.submit_problem(by=inspector, problem=found, submitted_on=on)
    return actions.close_problem(by=inspector, problem=found, closed_on=on)


def order_in_force(clerk: User, head: User, where: Site, served_on: date) -> StopWorkOrder:
    order = actions.draft_order(
        by=clerk, site=where, ground="overdue_dust", ground_text="扬尘问题逾期未改", drafted_on=served_on
    )
    actions.approve_order(by=head, order=order, day=served_on)
    actions.serve_order(by=clerk, order=order, served_on=served_on)
    return order


def workbook(path: Path, sheet: Sheet, rows: Sequence[Sequence[Any]]) -> Path:
    """A workbook with the sheet's own headers."""
    book = openpyxl.Workbook()
    page = book.active
    page.append([column.title for column in sheet.columns])
    for row in rows:
        page.append(list(row))
    book.save(path)
    return path


def take_in(path: Path, sheet: Sheet, rows: Sequence[Sequence[Any]], by: User) -> tuple[int, int]:
    """Check and land a workbook of these rows; returns (made, unchanged). Raises ImportRefused."""
    checked = importing.check(sheet, workbook(path / "in.xlsx", sheet, rows), "in.xlsx", by=by)
    return importing.land(checked, by=by, source="in.xlsx"), checked.unchanged


def faults(path: Path, sheet: Sheet, rows: Sequence[Sequence[Any]], by: User) -> list[tuple[int, str, str]]:
    """(row, column, reason) of everything wrong in a workbook of these rows."""
    checked = importing.check(sheet, workbook(path / "in.xlsx", sheet, rows), "in.xlsx", by=by)
    return [(error.row, error.column, error.reason) for error in checked.errors]
