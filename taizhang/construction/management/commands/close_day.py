"""Sums up a day of the rectification ledger, for a timer at night: `manage.py close_day` or `--day 2020-06-18`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from taizhang.construction import actions
from taizhang.foundation.quantities import parse_date
from taizhang.foundation.refusals import Refused
from taizhang.organisation.district import business_today
from taizhang.organisation.founding import command_line_account


class Command(BaseCommand):
    """Under the account of the command line."""

    help = "Sum up a day of the rectification ledger (default: the day in force)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One option."""
        parser.add_argument("--day", type=parse_date, help="the day, such as 2020-06-18")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the day and its seal; exit 1 with a sentence where the day was summed up before."""
        try:
            daily = actions.close_day(by=command_line_account(), day=options["day"] or business_today())
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{daily.day} {daily.hash}")
