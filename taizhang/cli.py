"""The command line: `taizhang COMMAND …`; reads the arguments, readies Django, and calls one command."""

import argparse
import os
import sys
from datetime import date
from pathlib import Path

from taizhang import __version__
from taizhang.foundation.quantities import parse_date


def _day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def parser() -> argparse.ArgumentParser:
    """The arguments of every command."""
    root = argparse.ArgumentParser(prog="taizhang", description="台账：一处登记，处处取数。")
    root.add_argument("--data", type=Path, help="data folder (default: TAIZHANG_DATA, else ./data)")
    root.add_argument("--version", action="version", version=__version__)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data", type=Path, default=argparse.SUPPRESS, help="data folder")
    as_json = argparse.ArgumentParser(add_help=False)
    as_json.add_argument("--json", action="store_true", help="print JSON")
    commands = root.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, help_: str, *parents: argparse.ArgumentParser) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=help_, description=help_, parents=[common, *parents])

    init = add("init", "make the database, one district with its units, and the first administrator")
    init.add_argument(
        "--units", type=Path, metavar="FILE.yaml", help="the district and its units; asked for when left out"
    )
    add("demo", "load the demo district as it stood on 2020-06-19 into an empty database")
    serve = add("serve", "serve the site, the background worker included")
    serve.add_argument("--host", default=os.environ.get("TAIZHANG_HOST", "127.0.0.1"))
    serve.add_argument("--port", type=int, default=int(os.environ.get("TAIZHANG_PORT", "8000")))
    serve.add_argument(
        "--workers", type=int, help="web processes (default: 1 on SQLite, one a core on PostgreSQL)"
    )
    take = add("import", "import a ledger's workbook, all of it or nothing", as_json)
    take.add_argument("ledger")
    take.add_argument("file", type=Path)
    take.add_argument("--dry-run", action="store_true", help="check only")
    take.add_argument(
        "--correct-rows-only", action="store_true", help="import the correct rows, leave the others out"
    )
    take.add_argument(
        "--by", help="user name of the person importing (default: the command line's own account)"
    )
    give = add("export", "export a ledger in the columns in which it is imported")
    give.add_argument("ledger")
    give.add_argument("file", type=Path)
    give.add_argument("--as-of", type=_day)
    figures = add("figures", "values of the catalogue", as_json)
    figures.add_argument("keys", nargs="*", metavar="KEY")
    figures.add_argument(
        "--as-of", type=_day, help="the state at the end of that day in Shanghai (default: today)"
    )
    figures.add_argument(
        "--from", dest="start", type=_day, help="first day of the period (default: 1 January)"
    )
    figures.add_argument(
        "--to", dest="end", type=_day, help="last day of the period (default: the as-of day)"
    )
    figures.add_argument("--unit", help="a unit by any of its names, with everything below it")
    figures.add_argument("--rows", action="store_true", help="list the rows that each figure counts")
    check = add(
        "check", "the claims of a text, held against the text itself and against the ledgers", as_json
    )
    check.add_argument("file", type=Path, metavar="FILE", help=".txt or .docx")
    check.add_argument(
        "--as-of", type=_day, help="the ledgers at the end of that day in Shanghai (default: today)"
    )
    check.epilog = "exit code: 0 nothing wrong, 1 a claim is 矛盾 or a fault stands in the text, 2 the file cannot be read"
    issue = add("issue", "a bulletin issue as files")
    issue.add_argument("number", type=int)
    issue.add_argument("--year", type=int, help="default: the latest year that has that number")
    issue.add_argument("--pdf", type=Path)
    issue.add_argument("--docx", type=Path)
    audit = add("audit", "the journal: `verify` walks the chain, `head` prints its last hash")
    audit.add_argument("what", choices=("verify", "head"))
    audit.add_argument("--head", help="a head noted earlier, which the chain must contain")
    backup = add("backup", "the whole of it, database and files, into one file")
    backup.add_argument("file", type=Path)
    restore = add("restore", "a backup into an empty installation")
    restore.add_argument("file", type=Path)
    remind = add("remind", "remind of what is due, once each, and send what waits (work does so daily)")
    remind.add_argument("--day", type=_day, help="default: today; in a demo, the day at which it stands")
    commands.add_parser("work", parents=[common], help="the background worker alone (serve starts one)")
    return root


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    arguments = parser().parse_args(argv)
    if arguments.data is not None:
        os.environ["TAIZHANG_DATA"] = str(arguments.data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taizhang.settings")
    import django

    django.setup()
    from taizhang import commands
    from taizhang.foundation.refusals import Refused

    try:
        return commands.run(arguments)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
