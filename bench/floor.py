"""A bare WSGI application: "/" answers at once; a POST to "/write" inserts a problem and its journal event by hand, durably."""

import hashlib
import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

_INSERT = """INSERT INTO construction_problem (site_id, unit_id, focus, description, place, state, found_on, due_on, void_reason)
    VALUES (1, 2, 'ENV', 'by hand', '', 'open', '2020-06-19', '2020-06-22', '') RETURNING id"""
_HEAD = "SELECT seq, hash FROM journal_event ORDER BY seq DESC LIMIT 1"
_EVENT = """INSERT INTO journal_event (seq, subject_type, subject_id, kind, by_id, unit_id, happened_at, recorded_at,
    detail_text, previous, hash) VALUES ({marks})"""
_connection: Any = None


def _connect() -> tuple[Any, str]:
    """One connection for the life of the process, and how its driver marks a parameter."""
    global _connection
    address = os.environ["DATABASE_URL"]
    if address.startswith("sqlite"):
        import pysqlite3

        if _connection is None:
            _connection = pysqlite3.connect(urlsplit(address).path, timeout=20, isolation_level=None)
            _connection.executescript(
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON"
            )
        return _connection, "?"
    import psycopg

    if _connection is None:
        _connection = psycopg.connect(address, autocommit=True)
    return _connection, "%s"


def write() -> int:
    """Insert one problem and its event in a transaction of their own; returns the problem's id."""
    database, mark = _connect()
    cursor = database.cursor()
    cursor.execute("BEGIN IMMEDIATE" if mark == "?" else "BEGIN")
    try:
        if mark == "%s":
            cursor.execute("SELECT pg_advisory_xact_lock(1953)")
        cursor.execute(_INSERT)
        pk = cursor.fetchone()[0]
        cursor.execute(_HEAD)
        seq, previous = cursor.fetchone()
        now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
        sealed = hashlib.sha256(f"{previous}{seq}{pk}{now}".encode()).hexdigest()
        row = (seq + 1, "construction.problem", pk, "created", 1, 2, now, now, "{}", previous, sealed)
        cursor.execute(_EVENT.format(marks=", ".join([mark] * len(row))), row)
        cursor.execute("COMMIT")
    except BaseException:
        cursor.execute("ROLLBACK")
        raise
    return int(pk)


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """What the bare server serves."""
    body = b"ok"
    if environ["PATH_INFO"] == "/write":
        environ["wsgi.input"].read()
        body = b'{"id": %d}' % write()
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]
