"""Reads an .xlsx with calamine: is it one, where is its header row, which column is which, and its rows one by one."""

import re
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from django.conf import settings
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from taizhang.foundation.quantities import QuantityError
from taizhang.foundation.refusals import Refused
from taizhang.workbooks.columns import Sheet, SheetColumn, SheetRow

MOST_COLUMNS = 100
MOST_ROWS = 300_000
MOST_UNPACKED = 2 * 1024**3
HEADER_WITHIN = 15
ERROR_CELLS = {
    "#DIV/0!",
    "#N/A",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
    "#GETTING_DATA",
    "#SPILL!",
    "#CALC!",
}
REASON_HEADER = "错误原因"
MOST_REMEMBERED = 5000
_REPEATING = {str, date, datetime}  # not numbers: 1, 1.0 and True are one key, but not one cell


class UnreadableWorkbook(Refused):
    """The file is not a workbook that can be read, or not of this ledger; the sentence says what to do."""


def check_content(path: Path, name: str) -> None:
    """Raise UnreadableWorkbook unless the file's own content (not its name) is a readable .xlsx within the limits."""
    size = path.stat().st_size
    if size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
        raise UnreadableWorkbook(
            _("文件有 %(size)s MB，超过 %(limit)s MB。请拆成几个文件再导入。")
            % {"size": size // 1024 // 1024, "limit": settings.UPLOAD_LIMIT_MB}
        )
    with path.open("rb") as file:
        start = file.read(8)
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise UnreadableWorkbook(
            _("“%s”是旧版 .xls 或加了密的文件。请在 WPS 或 Excel 里另存为 .xlsx 再导入。") % name
        )
    if not zipfile.is_zipfile(path):
        raise UnreadableWorkbook(
            _("“%s”不是 Excel 工作簿（.xlsx）。改了扩展名的文件不行，请另存为 .xlsx。") % name
        )
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names:
            raise UnreadableWorkbook(_("“%s”不是 Excel 工作簿（.xlsx）。请另存为 .xlsx。") % name)
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise UnreadableWorkbook(_("“%s”解开后过大。请拆成几个文件再导入。") % name)


def normalise_header(value: Any) -> str:
    """A header for comparison: no white space, half-width brackets, no trailing * or unit marks of required columns."""
    text = unicodedata.normalize("NFKC", str(value))
    return re.sub(r"[\s*＊]", "", text)


@dataclass(frozen=True)
class Layout:
    """Where the table stands in the sheet: header row number (from 1), cell index of each column, unused headers."""

    header_row: int
    headers: tuple[str, ...]
    places: dict[str, int]
    extra: tuple[str, ...]


def cells_of(path: Path, name: str) -> Iterator[list[Any]]:
    """The first sheet's rows as lists of cell values, from row 1; raises UnreadableWorkbook."""
    try:
        with ThreadPoolExecutor(1) as beside:  # calamine lets another thread run while it parses
            faults_found = beside.submit(formula_errors, path)
            sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        width = sheet.width
        if sheet.total_height > MOST_ROWS + HEADER_WITHIN:
            raise UnreadableWorkbook(
                _("“%(name)s”超过 %(most)s 行。请拆成几个文件再导入。") % {"name": name, "most": MOST_ROWS}
            )
        if width > MOST_COLUMNS:
            raise UnreadableWorkbook(
                _("“%(name)s”有 %(width)s 列，最多 %(most)s 列。请删去无关的列，或从模板重新填写。")
                % {"name": name, "width": width, "most": MOST_COLUMNS}
            )
        if sheet.start is None:
            return
        faults, pad = faults_found.result(), [""] * sheet.start[1]
        if not faults and not pad:
            yield from sheet.iter_rows()
            return
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            if pad:
                cells = pad + cells
            for place, fault in faults.get(number, ()):
                cells[place] = fault
            yield cells
    except (CalamineError, IndexError) as error:
        raise UnreadableWorkbook(
            _("“%s”打不开，可能已损坏。请在 WPS 或 Excel 里另存一份再导入。") % name
        ) from error


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ERROR_CELL = re.compile(
    rb"""<c\s(?=[^>]*?t=["']e["'])[^>]*?r=["']([A-Z]+)(\d+)["'][^>]*>.*?<v>([^<]*)</v>""", re.DOTALL
)


def formula_errors(path: Path) -> dict[int, list[tuple[int, str]]]:
    """Row number → (cell index, error such as "#DIV/0!") of the first sheet; calamine gives such cells as empty text."""
    with zipfile.ZipFile(path) as archive:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        first = next(book.iter(f"{_MAIN}sheet"), None)
        targets = {link.get("Id"): link.get("Target", "") for link in links}
        target = targets.get(first.get(_RELATION)) if first is not None else None
        if not target:
            return {}
        data = archive.read(target.lstrip("/") if target.startswith("/") else f"xl/{target}")
    if b't="e"' not in data and b"t='e'" not in data:
        return {}
    found: dict[int, list[tuple[int, str]]] = {}
    for letters, row, error in _ERROR_CELL.findall(data):
        place = 0
        for letter in letters:
            place = place * 26 + letter - 64
        found.setdefault(int(row), []).append((place - 1, error.decode()))
    return found


def find_layout(rows: Sequence[Sequence[Any]], columns: Sequence[SheetColumn], name: str) -> Layout:
    """The header row is the one among the first fifteen that names most columns; a merged title above it is passed over."""
    wanted: dict[str, str] = {}
    for column in columns:
        for title in (column.title, *column.aliases):
            wanted[normalise_header(title)] = column.key
    best: Layout | None = None
    for number, cells in enumerate(rows, start=1):
        headers = [normalise_header(cell) for cell in cells]
        places: dict[str, int] = {}
        for index, header in enumerate(headers):
            key = wanted.get(header)
            if key is not None:
                if key in places:
                    raise UnreadableWorkbook(
                        _("“%(name)s”里“%(header)s”这一列出现了两次。请留一列。")
                        % {"name": name, "header": header}
                    )
                places[key] = index
        extra = tuple(
            str(cells[index]).strip()
            for index, header in enumerate(headers)
            if header and header not in wanted and header != REASON_HEADER
        )
        if places and (best is None or len(places) > len(best.places)):
            best = Layout(number, tuple(headers), places, extra)
    missing = [
        column.title
        for column in columns
        if column.required and (best is None or column.key not in best.places)
    ]
    if best is None or len(missing) > max(1, len(best.places)):
        raise UnreadableWorkbook(
            _("“%(name)s”里没有找到表头。应有的列：%(columns)s。请下载模板对照。")
            % {"name": name, "columns": "、".join(column.title for column in columns)}
        )
    if missing:
        raise UnreadableWorkbook(
            _("第 %(row)s 行表头缺少必填的列：%(columns)s。请补上，或下载模板对照。")
            % {"row": best.header_row, "columns": "、".join(missing)}
        )
    return best


def read(sheet: Sheet, path: Path, name: str) -> tuple[Layout, Iterator[SheetRow]]:
    """The layout and an iterator of parsed rows; blank formatted rows are passed over, bad cells become row errors."""
    check_content(path, name)
    rows = cells_of(path, name)
    first = [cells for _number, cells in zip(range(HEADER_WITHIN), rows, strict=False)]
    layout = find_layout(first, sheet.columns, name)
    return layout, _parsed(sheet, layout, first[layout.header_row :], rows)


def _parsed(
    sheet: Sheet, layout: Layout, first: list[list[Any]], rest: Iterator[list[Any]]
) -> Iterator[SheetRow]:
    """The rows parsed; a text or a date that comes again in its column is parsed once, since ledgers repeat them."""
    places = layout.places
    plan: list[tuple[SheetColumn, str, int, dict[Any, Any]]] = [
        (column, column.key, places[column.key], {}) for column in sheet.columns if column.key in places
    ]
    number = layout.header_row
    for cells in chain(first, rest):
        number += 1
        row = SheetRow(number, {}, cells, places, sheet)
        values = row.values
        for column, key, place, seen in plan:
            cell = cells[place]
            if not cell and cell == "":
                if column.required:
                    row.refuse(key, _("没有填。这一列必填。"))
                continue
            repeats = cell.__class__ in _REPEATING
            value = seen.get(cell) if repeats else None
            if value is None:
                value = _value(row, column, cell)
                if value is None:
                    continue
                if repeats and len(seen) < MOST_REMEMBERED:
                    seen[cell] = value
            values[key] = value
        if values or not all(cell.__class__ is str and not cell.strip() for cell in cells):
            yield row


def _value(row: SheetRow, column: SheetColumn, cell: Any) -> Any:
    """What a cell means; None for an empty one and for one that cannot be read, which the row then says."""
    if cell.__class__ is str:
        if not cell.strip():
            if column.required:
                row.refuse(column.key, _("没有填。这一列必填。"))
            return None
        if cell in ERROR_CELLS:
            row.refuse(column.key, _("单元格是公式错误 %s。请改成正确的值。") % cell)
            return None
    try:
        return column.parse(cell)
    except QuantityError as error:
        row.refuse(column.key, _(error.template) % error.values)
    except (ValueError, ArithmeticError) as error:
        row.refuse(column.key, error)
    return None
