"""Runs the measurements: `python -m bench [--rows N …] [--only WORK …] [--quick] [--json FILE]`."""

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

WORKS = ("import", "list", "figures", "write", "investment", "proofreading", "pdf")


def main() -> int:
    """Measure in a temporary data folder and print one line for each measurement; 1 where a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--rows", type=int, nargs="+", default=[10_000, 100_000, 1_000_000], help="sizes of the ledger"
    )
    parser.add_argument("--only", choices=WORKS, nargs="+", default=list(WORKS), help="what to measure")
    parser.add_argument("--quick", action="store_true", help="10,000 rows and few turns: under a minute")
    parser.add_argument("--turns", type=int, default=5, help="turns that each median is taken over")
    parser.add_argument("--json", type=Path, help="also write the lines to this file")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.rows, arguments.turns = [10_000], 3
    folder = Path(tempfile.mkdtemp(prefix="taizhang-bench-"))
    try:
        return _run(arguments, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _run(arguments: argparse.Namespace, folder: Path) -> int:
    os.environ |= {
        "TAIZHANG_DATA": str(folder),
        "DJANGO_SETTINGS_MODULE": "taizhang.settings",
        "TAIZHANG_DEBUG": "0",
    }
    import django

    django.setup()
    from bench.timing import HEADING, Line

    print(_machine(), HEADING, sep="\n", flush=True)
    lines: list[Line] = []
    for line in _lines(arguments, folder):
        lines.append(line)
        print(line, flush=True)
    if arguments.json:
        content = [{**vars(line), "ratio": line.ratio, "verdict": line.verdict} for line in lines]
        arguments.json.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return int(any(line.verdict == "missed" for line in lines))


def _lines(arguments: argparse.Namespace, folder: Path) -> Iterator["Line"]:  # noqa: F821  known once Django is set up
    from bench import figures, import_, investment, listing, pdf, proofreading, write
    from bench.databases import databases
    from bench.district import District

    places = databases(folder)
    try:
        if arguments.only != ["pdf"]:
            district = District(places, arguments.turns)
        if "import" in arguments.only:
            yield from import_.measure(district, arguments.rows, folder)
        for count in arguments.rows:
            if "list" in arguments.only:
                yield from listing.measure(district, count)
            if "figures" in arguments.only:
                yield from figures.measure(district, count)
            if "write" in arguments.only:
                yield from write.measure(district, count)
        if "investment" in arguments.only:
            yield from investment.measure(district)
        if "proofreading" in arguments.only:
            yield from proofreading.measure(district)
        if "pdf" in arguments.only:
            yield from pdf.measure(arguments.turns)
    finally:
        places.close()


def _machine() -> str:
    from django.conf import settings
    from django.db import connection

    database = f"SQLite {settings.SQLITE_VERSION}" if connection.vendor == "sqlite" else "PostgreSQL"
    return f"{os.cpu_count()} cores, Python {sys.version.split()[0]}, {database}"


if __name__ == "__main__":
    sys.exit(main())
