"""Writes the index of the archive's search anew, as after a change of how it is made: `manage.py reindex_archive`."""

from typing import Any

from django.core.management.base import BaseCommand

from taizhang.archive.actions import reindex


class Command(BaseCommand):
    """Derived data only; nothing of the record changes."""

    help = "Write the index of the archive's search anew from the printed items."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many items stand in it."""
        self.stdout.write(str(reindex()))
