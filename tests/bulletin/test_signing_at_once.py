"""Two signings at one instant, in two processes on one database, give two numbers with no gap and no double."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

READY_SECONDS = 6  # both processes have read their issue by then


@pytest.fixture
def database(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment of processes with a database of their own, of the kind that the tests run on."""
    environment = {**os.environ, "TAIZHANG_DATA": str(tmp_path)}
    (tmp_path / "static").mkdir()
    address = os.environ.get("DATABASE_URL", "")
    if not address:
        yield environment
        return
    import psycopg

    name = f"signing_{os.getpid()}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    before, mark, query = address.partition("?")
    try:
        yield {**environment, "DATABASE_URL": f"{before.rsplit('/', 1)[0]}/{name}{mark}{query}"}
    finally:
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.bulletin.sign_at_once", *arguments]
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


def said(process: subprocess.Popen[str]) -> list[int]:
    out, err = process.communicate(timeout=180)
    assert process.returncode == 0, err
    return [int(line) for line in out.split()]


def test_two_signings_at_once_give_48_and_49(database: dict[str, str]) -> None:
    issues = said(run(database, "prepare"))
    at = str(time.time() + READY_SECONDS)
    signing = [run(database, "sign", str(pk), at) for pk in issues]
    assert sorted(number for process in signing for number in said(process)) == [48, 49]
