"""Import of a workbook: ours validates, journals and lands whole or not at all; by hand it is calamine, checks, executemany."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from bench import generator
from bench.district import District
from bench.timing import Line, in_turns
from taizhang.construction.models import ChecklistItem, Problem, Site
from taizhang.construction.sheets import PROBLEMS
from taizhang.foundation import clock
from taizhang.workbooks import importing
from taizhang.workbooks.reading import MOST_ROWS

TARGET, TARGET_AT = 2.0, 100_000
LONGEST = 500
_TABLE = """CREATE TABLE raw_problem (
    id integer PRIMARY KEY, site_id integer NOT NULL, unit_id integer NOT NULL, focus varchar(3) NOT NULL,
    item_id integer, description varchar(500) NOT NULL, state varchar(10) NOT NULL, found_on date NOT NULL,
    due_on date NOT NULL, submitted_on date, closed_on date, void_reason varchar(200) NOT NULL)"""
_COLUMNS = "id, site_id, unit_id, focus, item_id, description, state, found_on, due_on, submitted_on, closed_on, void_reason"
_INDEX = "CREATE INDEX raw_open ON raw_problem (unit_id, due_on, id) WHERE closed_on IS NULL"


def measure(district: District, sizes: list[int], folder: Path) -> Iterator[Line]:
    """Workbooks of every size that one file may have, with days as Excel's dates and as text."""
    for count in sizes:
        if count > MOST_ROWS:
            continue
        for dates_as_text, kind in ((False, "days as Excel's dates"), (True, "days as text")):
            path = folder / f"{count}-{'text' if dates_as_text else 'dates'}.xlsx"
            if not path.exists():
                generator.write_workbook(path, generator.rows(count), dates_as_text=dates_as_text)

            def before() -> None:
                district.start_empty()
                with connection.cursor() as cursor:
                    cursor.execute(_TABLE)
                    cursor.execute(_INDEX)

            for own_table, raw_is in (
                (True, "calamine, checks, executemany into the ledger's own table"),
                (False, "calamine, checks, executemany into a bare table with one index"),
            ):
                ours, raw = in_turns(
                    lambda path=path: _ours(district, path),
                    lambda path=path, own_table=own_table: _raw(path, own_table),
                    turns=district.turns,
                    before=before,
                )
                target = TARGET if own_table and count == TARGET_AT else None
                yield Line(f"import an .xlsx, {kind}", count, ours, raw, target, raw_is)


@importing.collector_paused()  # as the command and the background task do
def _ours(district: District, path: Path) -> int:
    by = district.clerk
    checked = importing.check(PROBLEMS, path, path.name, by=by)
    return importing.land(checked, by=by, source="bench")


def _raw(path: Path, own_table: bool) -> int:
    sites = {name: (pk, unit) for name, pk, unit in Site.objects.values_list("name", "pk", "unit_id")}
    items = {
        code: (focus, pk) for code, focus, pk in ChecklistItem.objects.values_list("code", "focus", "pk")
    }
    today, errors, records = clock.today(), [], []
    cells = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows()
    next(cells)
    for number, (site, item, description, found, due, submitted, closed, void) in enumerate(cells, start=2):
        place, check = sites.get(site), items.get(item)
        try:
            found_on, due_on, submitted_on, closed_on = _day(found), _day(due), _day(submitted), _day(closed)
        except ValueError as error:
            errors.append((number, str(error)))
            continue
        if place is None or check is None or not description or len(description) > LONGEST:
            errors.append((number, "name, code or description"))
            continue
        if found_on is None or due_on is None or found_on > today or due_on < found_on:
            errors.append((number, "found or due"))
            continue
        if closed_on is not None and (closed_on < found_on or closed_on > today):
            errors.append((number, "closed"))
            continue
        state = "voided" if void else "closed" if closed_on else "submitted" if submitted_on else "open"
        records.append((*place, *check, description, state, found_on, due_on, submitted_on, closed_on, void))
    if errors:
        raise ValueError(errors)
    if connection.vendor == "sqlite":
        # sqlite3 would turn every date by a Python function of its own, which is slower.
        records = [
            (*row[:6], *(day.isoformat() if day is not None else None for day in row[6:10]), row[10])
            for row in records
        ]
    given: Any = [(number, *row) for number, row in enumerate(records, start=1)]
    marks = ", ".join(["%s"] * 12)
    table = (
        f"construction_problem ({_COLUMNS}, place) VALUES ({marks}, '')"
        if own_table
        else f"raw_problem VALUES ({marks})"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table}", given)
    return len(records)


def _day(cell: Any) -> date | None:
    if cell.__class__ is date:
        return cell
    return date.fromisoformat(cell) if cell else None


def landed() -> int:
    """How many problems the ledger in use holds."""
    return Problem.objects.count()
