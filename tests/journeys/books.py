"""Workbooks as a clerk holds them in hand: read below their heads, filled in, changed."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

Rows = list[dict[str, Any]]


def _head(sheet: Any, title: str) -> int:
    """The number of the row that holds the column titles."""
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if title in {str(cell).rstrip("*＊ ") for cell in cells if cell is not None}:
            return number
    raise AssertionError(f"no column {title}")


def _titles(sheet: Any, head: int) -> list[str]:
    return [str(cell.value or "").rstrip("*＊ ") for cell in sheet[head]]


def read(path: Path, title: str) -> Rows:
    """The rows below the head that has a column of that title, by column title; blank rows are left out."""
    sheet = load_workbook(path).worksheets[0]
    head = _head(sheet, title)
    titles = _titles(sheet, head)
    rows = sheet.iter_rows(min_row=head + 1, values_only=True)
    return [dict(zip(titles, row, strict=True)) for row in rows if any(cell is not None for cell in row)]


def fill(template: Path, path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    """The template with rows written below its head, saved under another name."""
    book = load_workbook(template)
    sheet = book.worksheets[0]
    head = _head(sheet, next(iter(rows[0])))
    titles = _titles(sheet, head)
    for number, row in enumerate(rows, start=head + 1):
        for title, value in row.items():
            sheet.cell(number, titles.index(title) + 1, value)
    book.save(path)
    return path


def as_shown(value: Any) -> str:
    """A cell as a list on screen shows it: a day without its midnight, a number without needless zeros."""
    text = "" if value is None else str(value)
    return text.removesuffix(" 00:00:00")
