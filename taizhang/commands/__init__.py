"""What each command of the command line does; taizhang.cli reads the arguments."""

import argparse
from collections.abc import Callable

import taizhang.urls  # noqa: F401  publishes figures and sheets, and loads every room
from taizhang.commands import backup, checking, issues, journal, ledgers, running, set_up

_COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "init": set_up.init,
    "demo": set_up.demo,
    "serve": running.serve,
    "work": running.work,
    "remind": running.remind,
    "import": ledgers.take_in,
    "export": ledgers.give_out,
    "figures": ledgers.figures,
    "check": checking.check,
    "issue": issues.issue,
    "audit": journal.audit,
    "backup": backup.backup,
    "restore": backup.restore,
}


def run(arguments: argparse.Namespace) -> int:
    """Call the command that was named; returns its exit code."""
    return _COMMANDS[arguments.command](arguments)
