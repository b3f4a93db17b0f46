"""Brings a SQLite without the WAL-reset race, and says which journal mode is safe with the library that was found.

Versions 3.7.0 to 3.51.2 can lose a commit in WAL mode with several connections; fixed in 3.51.3, and in 3.50.7 and
3.44.6. The wheel pysqlite3 carries a fixed library; where it is missing the rollback journal is used (ADR 0003).
"""

import sys

FIXED_SERIES = ((3, 44, 6), (3, 50, 7))
FIXED_FROM = (3, 51, 3)


def install() -> str:
    """Put pysqlite3 in the place of the standard library's sqlite3; returns the version of the library in use."""
    try:
        import pysqlite3
        import pysqlite3.dbapi2
    except ImportError:
        import sqlite3

        return sqlite3.sqlite_version
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    return str(pysqlite3.sqlite_version)


def wal_is_safe(version: str) -> bool:
    """Whether a library of this version ("3.53.4") is free of the WAL-reset race."""
    numbers = tuple(int(part) for part in version.split("."))
    if numbers >= FIXED_FROM:
        return True
    return any(numbers[:2] == fixed[:2] and numbers >= fixed for fixed in FIXED_SERIES)


def journal_mode(version: str) -> str:
    """WAL where it is safe, the rollback journal where it is not."""
    return "WAL" if wal_is_safe(version) else "DELETE"
