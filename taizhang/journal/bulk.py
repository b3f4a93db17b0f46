"""Many rows into one table at the database's own speed: executemany on SQLite, COPY on PostgreSQL."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, models


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
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', _adapted(rows))
    return len(rows)


_PLAIN = {str, int, bool, type(None), float}


def _adapted(rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """SQLite's column forms, the same that Django's own field conversion writes; equal dates are turned once."""
    known: dict[Any, Any] = {}
    for row in rows:
        adapted = []
        for value in row:
            if value.__class__ not in _PLAIN:
                found = known.get(value)
                if found is None:
                    found = known[value] = _convert(value)
                value = found
            adapted.append(value)
        yield adapted


def _convert(value: Any) -> Any:
    if isinstance(value, datetime):
        return str(value.astimezone(UTC).replace(tzinfo=None))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    return value
