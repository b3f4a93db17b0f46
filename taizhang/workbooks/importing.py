"""From a file to a ledger: read, check every row, then land all of it (or the correct rows only) in one transaction."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation.refusals import Refused
from taizhang.journal import chain
from taizhang.organisation.access import require
from taizhang.organisation.models import User
from taizhang.workbooks.columns import UNCHANGED, CellError, Sheet, SheetRow
from taizhang.workbooks.reading import Layout, read

Progress = Callable[[str, int], None]
"""Told (phase, rows done); phases are 读取 and 写入."""

EVERY = 1000


def silent(phase: str, done: int) -> None:
    """Progress that nobody watches."""


@dataclass
class Checked:
    """What was found in a workbook: the records that may land, and every error with its row and column."""

    sheet: Sheet
    path: Path
    name: str
    layout: Layout
    head: str
    rows: list[SheetRow]
    records: list[Any] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)
    unchanged: int = 0
    unread: frozenset[int] = frozenset()

    @property
    def total(self) -> int:
        """Rows in the file that are not blank."""
        return len(self.rows)

    @property
    def wrong_rows(self) -> int:
        """Rows with at least one error."""
        return len({error.row for error in self.errors})


class ImportRefused(Refused):
    """Some rows are wrong and the whole file was asked for; nothing was changed."""

    def __init__(self, checked: Checked) -> None:
        super().__init__(
            _("%(wrong)s 行有误，没有导入任何一行。请按“错误原因”改好后再导入。")
            % {"wrong": checked.wrong_rows}
        )
        self.checked = checked


@contextmanager
def collector_paused() -> Iterator[None]:
    """Around a check and its landing: rows hold no circles, and to search 100,000 for some takes as long as to read them."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@collector_paused()
def check(sheet: Sheet, path: Path, name: str, *, by: User, progress: Progress = silent) -> Checked:
    """Read and judge the whole file without writing anything. Raises UnreadableWorkbook, NotPermitted."""
    require(by, sheet.permission)
    head = chain.head()[1]
    layout, rows = read(sheet, path, name)
    held: list[SheetRow] = []
    for row in rows:
        held.append(row)
        if len(held) % EVERY == 0:
            progress("读取", len(held))
    checked = Checked(sheet, path, name, layout, head, held)
    checked.unread = frozenset(row.number for row in held if row.errors)
    _judge(checked, by)
    return checked


def _judge(checked: Checked, by: User) -> None:
    """Judge every row whose cells could be read, forgetting what an earlier judgement found."""
    records: list[Any] = []
    errors: list[CellError] = []
    unchanged, judge, known = 0, checked.sheet.check, checked.sheet.prepare(by=by)
    for row in checked.rows:
        if row.number not in checked.unread:
            row.errors = []
            record = judge(row, known)
            if not row.errors:
                if record is UNCHANGED:
                    unchanged += 1
                else:
                    records.append(record)
                continue
        errors += row.errors
    checked.records, checked.errors, checked.unchanged = records, errors, unchanged


@collector_paused()
def land(
    checked: Checked, *, by: User, source: str, correct_rows_only: bool = False, progress: Progress = silent
) -> int:
    """Land the checked records in one transaction; returns how many were made. Raises ImportRefused.

    Where the journal has moved since the check, the rows are judged again inside the transaction.
    """
    with transaction.atomic():
        if chain.head()[1] != checked.head:
            _judge(checked, by)
        if checked.errors and not correct_rows_only:
            raise ImportRefused(checked)
        if not checked.records:
            return 0
        return checked.sheet.land(
            checked.records, by=by, source=source, progress=lambda done: progress("写入", done)
        )
