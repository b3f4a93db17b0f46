"""Runs pytest against PostgreSQL: the server named by TEST_DATABASE_URL, else one started from the wheel."""

import os
import subprocess
import sys
from contextlib import nullcontext

from tests import postgres


def main(arguments: list[str]) -> int:
    """Run `pytest ARGUMENTS` with DATABASE_URL set; returns pytest's exit code."""
    given = os.environ.get("TEST_DATABASE_URL")
    with nullcontext(given) if given else postgres.server() as address:
        environment = {**os.environ, "DATABASE_URL": str(address)}
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
