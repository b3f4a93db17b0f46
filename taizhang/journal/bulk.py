"""Many rows into one table at the database's own speed: multi-row INSERTs on SQLite, COPY on PostgreSQL."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from django.db import connection, models

_TOGETHER = 40  # rows of one INSERT: binding its values at once is a third faster than row by row
_BLOCK = 100 * _TOGETHER  # rows adapted at a time
_WORTH_REBUILDING = 5000  # rows
_LOADING_CACHE = -262144  # KiB at most: pages that do not fit are written twice


def next_id(model: type[models.Model]) -> int:
    """The id that the next row of the table may take; the caller holds the write lock of its transaction."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'LOCK TABLE "{table}" IN EXCLUSIVE MODE')
        cursor.execute(f'SELECT COALESCE(MAX(id), 0) + 1 FROM "{table}"')
        found = int(cursor.fetchone()[0])
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq + 1 FROM sqlite_sequence WHERE name = %s", [table])
            found = max(found, *(row[0] for row in cursor.fetchall()), 0)
        return found


def insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    """Insert rows given as sequences in the order of `columns` (column names, so "unit_id"); returns how many.

    Values are what the database driver takes: str, int, bool, None, Decimal, date, aware datetime. Ids, when among the
    columns, come from `next_id`; PostgreSQL's sequence is moved past them.
    """
    if not rows:
        return 0
    table, names = model._meta.db_table, ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            if "id" in columns:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('\"{table}\"', 'id'), (SELECT MAX(id) FROM \"{table}\"))"
                )
        else:
            groups, marks = _groups(rows, len(columns)), f"({', '.join(['%s'] * len(columns))})"
            full, rest = divmod(len(rows), _TOGETHER)
            for together, times in ((_TOGETHER, full), (rest, 1)):
                if not together * times:
                    continue
                statement = f'INSERT INTO "{table}" ({names}) VALUES {", ".join([marks] * together)}'
                given: Any = islice(groups, times)
                cursor.executemany(statement, given)
    return len(rows)


@contextmanager
def loading(model: type[models.Model], count: int) -> Iterator[None]:
    """Around the inserts of an import of `count` rows, in its transaction.

    Where that more than doubles a table of SQLite, its indexes are dropped and built anew afterwards: sorting once takes
    a quarter of the time of finding a place for every row. A rollback brings them back with everything else.
    """
    if connection.vendor != "sqlite" or count < max(_WORTH_REBUILDING, next_id(model)):
        yield
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = %s AND sql NOT LIKE %s",
            [table, "CREATE UNIQUE%"],
        )
        indexes = cursor.fetchall()
        cursor.execute("PRAGMA cache_size")
        (cache,) = cursor.fetchone()
        cursor.execute(f"PRAGMA cache_size = {_LOADING_CACHE}")
        try:
            for name, _statement in indexes:
                cursor.execute(f'DROP INDEX "{name}"')
            yield
            for _name, statement in indexes:
                cursor.execute(statement)
        finally:
            cursor.execute(f"PRAGMA cache_size = {cache}")


_PLAIN = {str, int, bool, type(None), float}


class ColumnForms(dict[Any, Any]):
    """Value → its column form, worked out once for each value: for columns that repeat a few days or instants."""

    def __missing__(self, value: Any) -> Any:
        form = self[value] = column_form(value)
        return form


def column_form(value: Any) -> Any:
    """A value as the driver in use stores it: on SQLite the text or number that Django's own conversion writes."""
    if connection.vendor == "postgresql" or value.__class__ in _PLAIN:
        return value
    return _convert(value)


def _groups(rows: Sequence[Sequence[Any]], width: int) -> Iterator[list[Any]]:
    """The values of `_TOGETHER` rows after the other in SQLite's column forms, then those of the rows that remain."""
    forms = ColumnForms()
    for start in range(0, len(rows), _BLOCK):
        block = rows[start : start + _BLOCK]
        values = list(chain.from_iterable(block))
        if not _PLAIN.issuperset(map(type, values)):
            values = list(chain.from_iterable(zip(*_columns(block, forms), strict=True)))
        if len(values) != len(block) * width:
            raise ValueError("Every row has one value for each column.")
        for place in range(0, len(values), _TOGETHER * width):
            yield values[place : place + _TOGETHER * width]


def _columns(rows: Sequence[Sequence[Any]], forms: ColumnForms) -> Iterator[Sequence[Any]]:
    """The columns of some rows; one that holds more than plain values is converted."""
    for column in zip(*rows, strict=True):
        yield column if _PLAIN.issuperset(map(type, column)) else tuple(map(forms.__getitem__, column))


def _convert(value: Any) -> Any:
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value
