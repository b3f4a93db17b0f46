"""Databases to measure in, copied from one another in a moment: files of SQLite, or databases beside the one that DATABASE_URL names."""

import os
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db import connection


class SqliteFiles:
    """Databases as files of a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def make(self, name: str, like: str | None = None) -> None:
        """A database, empty or as another one is."""
        self.drop(name)
        if like is not None:
            shutil.copyfile(self._path(like), self._path(name))

    def use(self, name: str) -> None:
        """Let Django's connection lead to the database."""
        connection.close()
        connection.settings_dict["NAME"] = str(self._path(name))

    def drop(self, name: str) -> None:
        """Forget the database."""
        connection.close()
        for path in self.folder.glob(f"{name}.sqlite3*"):
            path.unlink()

    def address(self, name: str) -> str:
        """Its DATABASE_URL."""
        return f"sqlite:///{self._path(name)}"

    def close(self) -> None:
        """The folder goes with the run."""
        connection.close()


class PostgresDatabases:
    """Databases of their own on a server; the database that the address names is never written to."""

    def __init__(self, address: str) -> None:
        import psycopg

        self._url = address
        self._server = psycopg.connect(address.replace("postgresql:", "postgres:"), autocommit=True)
        self._made: set[str] = set()

    def _name(self, name: str) -> str:
        return f"taizhang_bench_{os.getpid()}_{name.replace('-', '_')}"

    def make(self, name: str, like: str | None = None) -> None:
        """A database, empty or as another one is."""
        self.drop(name)
        template = f' TEMPLATE "{self._name(like)}"' if like is not None else ""
        self._do(f'CREATE DATABASE "{self._name(name)}"{template}')
        self._made.add(name)

    def use(self, name: str) -> None:
        """Let Django's connection lead to the database."""
        connection.close()
        connection.settings_dict["NAME"] = self._name(name)

    def drop(self, name: str) -> None:
        """Forget the database."""
        connection.close()
        self._do(f'DROP DATABASE IF EXISTS "{self._name(name)}" WITH (FORCE)')

    def address(self, name: str) -> str:
        """Its DATABASE_URL."""
        return urlunsplit(urlsplit(self._url)._replace(path=f"/{self._name(name)}"))

    def close(self) -> None:
        """Drop what was made."""
        for name in self._made:
            self.drop(name)
        self._server.close()

    def _do(self, statement: Any) -> None:
        self._server.execute(statement)


Databases = SqliteFiles | PostgresDatabases


def databases(folder: Path) -> Databases:
    """Those of the database in use."""
    if connection.vendor == "postgresql":
        return PostgresDatabases(os.environ["DATABASE_URL"])
    return SqliteFiles(folder)
