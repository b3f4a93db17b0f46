"""Workbooks for the tests of the night market's sheets: written, checked, landed, and exported again."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from taizhang.organisation.models import User
from taizhang.workbooks import importing, writing
from taizhang.workbooks.columns import Sheet


def write(
    path: Path, sheet: Sheet, rows: Sequence[dict[str, Any]], headers: Sequence[str] | None = None
) -> Path:
    """A workbook with the sheet's headers (or others) and rows given by column key."""
    book = Workbook()
    book.active.append(list(headers or (column.title for column in sheet.columns)))
    for row in rows:
        book.active.append([row.get(column.key) for column in sheet.columns])
    book.save(path)
    return path


def check(path: Path, sheet: Sheet, rows: Sequence[dict[str, Any]], by: User) -> importing.Checked:
    return importing.check(sheet, write(path / "book.xlsx", sheet, rows), "book.xlsx", by=by)


def land(path: Path, sheet: Sheet, rows: Sequence[dict[str, Any]], by: User, **options: Any) -> int:
    """Check and land; raises ImportRefused with anything wrong."""
    return importing.land(check(path, sheet, rows, by), by=by, source="test", **options)


def errors(path: Path, sheet: Sheet, rows: Sequence[dict[str, Any]], by: User) -> list[tuple[int, str, str]]:
    """(row, column, sentence) of everything wrong."""
    return [(e.row, e.column, e.reason) for e in check(path, sheet, rows, by).errors]


def exported(path: Path, sheet: Sheet, by: User, as_of: date) -> Path:
    """The ledger as a file."""
    rows = sheet.rows(None, by=by, as_of=as_of)
    file = path / "export.xlsx"
    file.write_bytes(writing.export(sheet.columns, rows, title=str(sheet.title), office="示例", as_of=as_of))
    return file
