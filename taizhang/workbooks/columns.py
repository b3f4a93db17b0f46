"""What a ledger's sheet is: its columns, its checks, how its rows land, and how they go out again."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from taizhang.foundation import quantities
from taizhang.organisation.models import User


def text(value: Any) -> str:
    """Any cell as stripped text; whole floats lose their ".0", as Excel stores numbers typed into text columns."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


@dataclass(frozen=True)
class SheetColumn:
    """One column: `parse` turns a non-empty cell into a value or raises ValueError with a sentence; empty is None.

    `choices` gives the drop-down of the template. `aliases` are other headers under which the column may come.
    """

    key: str
    title: str
    parse: Callable[[Any], Any] = text
    required: bool = False
    choices: Callable[[], Sequence[str]] | None = None
    aliases: tuple[str, ...] = ()
    width: int = 14
    example: str = ""


def day(key: str, title: str, *, required: bool = False, example: str = "2020-06-19") -> SheetColumn:
    """A date column in any of the accepted forms."""
    return SheetColumn(key, title, quantities.parse_date, required, width=13, example=example)


def moment(key: str, title: str, *, required: bool = False) -> SheetColumn:
    """A date-and-time column, Shanghai time."""
    # A cell at midnight comes from the reader as a bare date.
    parse = partial(quantities.parse_moment, date_means_midnight=True)
    return SheetColumn(key, title, parse, required, width=18, example="2020-06-19 21:10")


def amount(key: str, title: str, *, required: bool = False, example: str = "1.5") -> SheetColumn:
    """A Decimal column in the unit that its title names; never negative."""

    def parse(value: Any) -> Any:
        number = quantities.parse_decimal(value)
        if number < 0:
            raise ValueError(_("不能是负数。"))
        return number

    return SheetColumn(key, title, parse, required, width=16, example=example)


@dataclass(frozen=True)
class CellError:
    """What is wrong with one cell (or, with an empty column, with a whole row or file)."""

    row: int
    column: str
    value: str
    reason: str

    def as_json(self) -> dict[str, Any]:
        """The command's form of it."""
        return {"row": self.row, "column": self.column, "value": self.value, "reason": self.reason}


@dataclass(slots=True)
class SheetRow:
    """One row under check: its number and cells in the file, its parsed values, and what was found wrong with it.

    `values` has no entry for a cell that is empty or could not be read.
    """

    number: int
    values: dict[str, Any]
    cells: Sequence[Any]
    places: dict[str, int]
    sheet: "Sheet"
    errors: list[CellError] = field(default_factory=list)

    def __getitem__(self, key: str) -> Any:
        return self.values.get(key)

    def raw(self, key: str) -> Any:
        """The cell of a column as it was read; None for a column that the file does not have."""
        place = self.places.get(key)
        return None if place is None else self.cells[place]

    def refuse(self, key: str, reason: Any) -> None:
        """Say what is wrong with a cell, in a whole sentence that tells what to do."""
        title = self.sheet.titles.get(key, key)
        self.errors.append(CellError(self.number, title, show_raw(self.raw(key)), str(reason)))


def show_raw(value: Any) -> str:
    """A cell as the clerk sees it."""
    return "" if value is None else text(value)


@dataclass(frozen=True)
class Landed:
    """What an import did: rows made, rows that were there already just so."""

    created: int
    unchanged: int = 0


UNCHANGED = object()
"""What `Sheet.check` returns for a row that stands in the ledger already, just so."""


class Sheet:
    """A ledger's workbook. A ledger subclasses it in sheets.py and lists instances in SHEETS.

    `key` is the name in commands, `title` the Chinese name, `permission` what importing requires.
    """

    key = ""
    title: Any = ""
    permission = ""
    columns: tuple[SheetColumn, ...] = ()

    @property
    def titles(self) -> dict[str, str]:
        """Column key → Chinese header."""
        return {column.key: column.title for column in self.columns}

    def prepare(self, *, by: User) -> Any:
        """Load once what `check` looks up (names → ids, keys that exist); a fixed number of queries."""
        raise NotImplementedError

    def check(self, row: SheetRow, known: Any) -> Any:
        """Judge one row with plain Python: call `row.refuse` for what is wrong, return the record to land.

        Returns UNCHANGED where the ledger holds the same row already. `known` also remembers rows of this file, so that a
        duplicate inside it is refused. Not called for rows whose cells failed to parse.
        """
        raise NotImplementedError

    def land(self, records: Sequence[Any], *, by: User, source: str, progress: Callable[[int], None]) -> int:
        """Land the records through one action, in the caller's transaction; returns how many were made."""
        raise NotImplementedError

    def rows(self, rows: QuerySet[Any] | None, *, by: User, as_of: date) -> Iterator[Sequence[Any]]:
        """The ledger's rows as sequences in the order of `columns`, as they stood at the end of `as_of`.

        `rows` is a filtered queryset of the ledger's model, or None for all that `by` may read.
        """
        raise NotImplementedError
