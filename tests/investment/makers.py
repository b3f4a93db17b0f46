"""Makers of the investment ledger's rows, through its own actions, and of workbooks as clerks send them."""

import io
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import openpyxl

from taizhang.evidence.actions import attach
from taizhang.evidence.models import Attachment
from taizhang.figures.indicator import Scope
from taizhang.foundation.quantities import yi_to_wan
from taizhang.investment.actions.claims import claim_stage
from taizhang.investment.actions.money import record_arrival, revise_amount
from taizhang.investment.actions.projects import import_projects, register_project
from taizhang.investment.actions.verdicts import recognise_claim
from taizhang.investment.entries import ArrivalEntry, ProjectEntry
from taizhang.investment.indicators import INDICATORS
from taizhang.investment.models import AmountRevision, FundArrival, Project, StageClaim
from taizhang.investment.stage_gates import asked_of_a_claim
from taizhang.organisation.models import Unit, User
from taizhang.workbooks import importing, writing
from taizhang.workbooks.columns import Sheet
from tests import factories

_numbers = count(1)
JUNE_12, JUNE_20 = date(2020, 6, 12), date(2020, 6, 20)
FIGURES = {indicator.key.removeprefix("investment."): indicator for indicator in INDICATORS}


def wan(yi: str) -> Decimal:
    """亿元 as 万元."""
    return yi_to_wan(Decimal(yi))


def entry(yi: str = "5", *, unit: Unit | None = None, **values: Any) -> ProjectEntry:
    values.setdefault("name", f"示例·项目{next(_numbers)}")
    values.setdefault("investor", "示例·投资公司")
    return ProjectEntry(unit_id=(unit or factories.unit()).pk, total=wan(yi), **values)


def negotiated(by: User, yi: str = "5", **values: Any) -> Project:
    return register_project(by=by, entry=entry(yi, **values))


def signed(by: User, yi: str = "5", on: date = JUNE_12, **values: Any) -> Project:
    """A signed project, imported as history."""
    made = entry(yi, signed_on=on, **values)
    import_projects(records=[made], by=by, source="test")
    return Project.objects.get(name=made.name)


def revised(by: User, project: Project, on: date, yi: str, outside: str | None = None) -> AmountRevision:
    part = None if outside is None else wan(outside)
    return revise_amount(
        by=by, project=project, effective_on=on, total=wan(yi), outside=part, basis="补充协议"
    )


def voucher(
    project: Project, on: date, amount: str, recognised: str | None = None, **values: Any
) -> ArrivalEntry:
    """A voucher of an investor from outside, in 万元."""
    given = {
        "voucher_no": f"记-{next(_numbers)}",
        "payer": "示例·投资公司",
        "payer_place": "江苏省苏州市",
        "kind": "capital",
    }
    part = None if recognised is None else Decimal(recognised)
    return ArrivalEntry(
        project_id=project.pk, unit_id=project.unit_id, voucher_on=on, amount=Decimal(amount), recognised=part,
        **{**given, **values},
    )  # fmt: skip


def paid(
    by: User, project: Project, on: date, amount: str, recognised: str | None = None, **values: Any
) -> FundArrival:
    return record_arrival(by=by, entry=voucher(project, on, amount, recognised, **values))


def figure(key: str, as_of: date, **scope: Any) -> Any:
    """The figure's value; also proves that it is the measure of the rows listed."""
    indicator, asked = FIGURES[key], Scope.of(as_of, **scope)
    found = indicator.value(asked)
    assert indicator.measure.of_rows(indicator.listed(asked)) == found
    return found


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


def exported(path: Path, sheet: Sheet, by: User, as_of: date) -> Path:
    """The export of a sheet as a file."""
    content = writing.export(
        sheet.columns, sheet.rows(None, by=by, as_of=as_of), title="台账", office="", as_of=as_of
    )
    file = path / "out.xlsx"
    file.write_bytes(content)
    return file


def rows_of(file: Path) -> list[list[Any]]:
    """The rows under the headers of an export."""
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    return [list(row) for row in rows[3:]]


def again(path: Path, sheet: Sheet, by: User, as_of: date = date(2026, 1, 1)) -> tuple[int, int]:
    """Import the very file that is exported now; returns (made, unchanged). Raises ImportRefused."""
    checked = importing.check(sheet, exported(path, sheet, by, as_of), "again.xlsx", by=by)
    return importing.land(checked, by=by, source="again"), checked.unchanged


def pdf(*words: Any) -> io.BytesIO:
    """A paper of its own, by its words."""
    return io.BytesIO(f"%PDF-1.7\n{words}".encode())


def paper(by: User, project: Project, kind: str, on: date) -> Attachment:
    """One dated paper under a project."""
    file = pdf(project.pk, kind, on, next(_numbers))
    return attach(to=project, file=file, name=f"{kind}.pdf", kind=kind, dated_on=on, by=by)


def complete(by: User, project: Project, stage: str, on: date, *, besides: Sequence[str] = ()) -> list[str]:
    """Every paper that a claim of the stage has to show, of that day; returns the kinds. `besides` are left out."""
    asked = asked_of_a_claim(stage, equipment_only=project.equipment_only)
    kinds = [str(kinds[0]) for kinds in asked if kinds[0] not in besides]
    for kind in kinds:
        paper(by, project, kind, on)
    return kinds


def claimed(by: User, project: Project, stage: str, on: date = JUNE_12, **values: Any) -> StageClaim:
    """A claim with all its papers, of that day."""
    complete(by, project, stage, on)
    return claim_stage(by=by, project=project, stage=stage, **values)


def recognised(verifier: User, project: Project, stage: str, on: date, yi: str | None = None) -> StageClaim:
    """A stage claimed by a clerk of the lead unit with papers of that day, and recognised."""
    clerk = User.objects.filter(posts__unit=project.unit, posts__role="investment_clerk").first()
    clerk = clerk or factories.person("investment_clerk", project.unit)
    claim = claimed(clerk, project, stage, on)
    recognise_claim(by=verifier, claim=claim, total=None if yi is None else wan(yi))
    project.refresh_from_db()
    return claim
