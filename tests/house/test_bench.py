"""The benchmarks still run: both ways of every work give the same result, on a ledger too small to time."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_both_ways_of_every_work_give_the_same_result() -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    command = [sys.executable, "-m", "bench", "--rows", "400", "--only", "import", "list", "figures", "pdf"]
    ran = subprocess.run(
        [*command, "--turns", "1"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    lines = [line for line in ran.stdout.splitlines() if " 400 " in line or "5 pages" in line]
    assert "Traceback" not in ran.stderr, ran.stderr[-2000:]
    assert len(lines) >= 15 and {line.split(",")[0].split()[0] for line in lines} == {
        "import",
        "list",
        "20",
        "PDF",
    }
