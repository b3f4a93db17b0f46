"""Makes the virtual environment and fills it from the lock file; needs only Python and what pip can reach.

Offices install from mirrors, so what pip is told (its files and PIP_* variables) is passed on to uv.
"""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (3, 11)


def stop(sentence: str) -> None:
    """End with one sentence that says what to do."""
    sys.exit(f"\n{sentence}\n")


def run(*command: object, env: dict[str, str] | None = None) -> None:
    """Run a command in the project's folder; end when it fails."""
    if subprocess.run([str(part) for part in command], cwd=ROOT, env=env).returncode:
        stop(f"This step failed: {shlex.join(str(part) for part in command)}")


def works(*command: object) -> bool:
    """Whether a command ends well; what it prints is kept back."""
    try:
        return subprocess.run([str(part) for part in command], capture_output=True).returncode == 0
    except OSError:
        return False


def make_environment(folder: Path) -> Path:
    """A virtual environment with uv in it; returns its python."""
    python = folder / "bin" / "python"
    if not works(python, "-c", f"import sys; assert sys.version_info >= {NEEDED}"):
        shutil.rmtree(folder, ignore_errors=True)
        if not works(sys.executable, "-m", "venv", folder):
            shutil.rmtree(folder, ignore_errors=True)
            run(sys.executable, "-m", "venv", "--without-pip", folder)
    if works(python, "-m", "uv", "--version"):
        return python
    wanted = ("install", "--quiet", "--require-hashes", "-r", "requirements/uv.txt")
    if works(python, "-m", "pip", "--version"):
        run(python, "-m", "pip", *wanted)
    elif works(sys.executable, "-m", "pip", "--python", python, "--version"):
        run(sys.executable, "-m", "pip", "--python", python, *wanted)
    else:
        shutil.rmtree(folder, ignore_errors=True)
        stop("This Python has no pip. On Debian or Ubuntu: apt-get install python3-venv, then make again.")
    return python


def pip_settings(python: Path) -> dict[str, str]:
    """What pip is configured with, by option name: its environment before `install` before `global`."""
    pip = (python, "-m", "pip") if works(python, "-m", "pip", "--version") else (sys.executable, "-m", "pip")
    listing = subprocess.run([*map(str, pip), "config", "list"], capture_output=True, text=True).stdout
    found: dict[str, tuple[int, str]] = {}
    for line in listing.splitlines():
        section, _, rest = line.partition(".")
        name, _, value = rest.partition("=")
        rank = {":env:": 2, "install": 1, "global": 0}.get(section)
        if rank is not None and rank >= found.get(name, (-1, ""))[0]:
            found[name] = (rank, " ".join(value.strip().strip("'\"").replace("\\n", " ").split()))
    return {name: value for name, (_, value) in found.items() if value}


def uv_environment(python: Path) -> dict[str, str]:
    """The environment for uv: the caller's, with pip's mirrors added where uv itself was told nothing."""
    pip = pip_settings(python)
    env = dict(os.environ)
    wishes = {
        "UV_DEFAULT_INDEX": pip.get("index-url"),
        "UV_INDEX": pip.get("extra-index-url"),
        "UV_FIND_LINKS": pip.get("find-links", "").replace(" ", ",") or None,
        "UV_INSECURE_HOST": pip.get("trusted-host"),
        "UV_HTTP_TIMEOUT": pip.get("default-timeout") or pip.get("timeout"),
        "SSL_CERT_FILE": pip.get("cert"),
        "ALL_PROXY": pip.get("proxy"),
        "UV_INDEX_STRATEGY": "unsafe-best-match" if pip.get("extra-index-url") else None,
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_LINK_MODE": "copy",
        "VIRTUAL_ENV": str(python.parent.parent),
    }
    older = {"UV_DEFAULT_INDEX": "UV_INDEX_URL", "UV_INDEX": "UV_EXTRA_INDEX_URL"}
    for name, value in wishes.items():
        if value and name not in env and older.get(name) not in env:
            env[name] = value
    env["VIRTUAL_ENV"] = str(python.parent.parent)
    return env


def main() -> None:
    """`install.py FOLDER LOCK` fills an environment from a lock file; `--add LOCK` adds to its own."""
    if sys.version_info < NEEDED:
        found = sys.version.split()[0]
        stop(f"Python 3.11 or newer is needed, this is {found}. Say which to take: make PYTHON=python3.11")
    lock = Path(sys.argv[2]).resolve()
    if sys.argv[1] == "--add":
        python = Path(sys.executable)
        command = (python, "-m", "uv", "--quiet", "pip", "install", "--require-hashes", "-r", lock)
        run(*command, env=uv_environment(python))
        return
    python = make_environment(Path(sys.argv[1]).absolute())
    env = uv_environment(python)
    uv = (python, "-m", "uv", "--quiet", "pip")
    run(*uv, "sync", "--require-hashes", lock, env=env)
    # Nothing is fetched to build the project itself: its build back end is in the lock as well.
    run(*uv, "install", "--no-deps", "--no-build-isolation", "--editable", ".", env=env)


if __name__ == "__main__":
    main()
