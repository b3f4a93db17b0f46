"""Takes in a folder of old issues: `manage.py import_issues FOLDER`, with --enter to put in what raises no doubt."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from taizhang.archive import actions
from taizhang.foundation.refusals import Refused
from taizhang.organisation.founding import command_line_account
from taizhang.organisation.models import User

ENDINGS = {".txt", ".docx"}


class Command(BaseCommand):
    """Under a person's account, or that of the command line."""

    help = "Take in the .txt and .docx files of old issues below a folder; people then look through them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder, whether to enter, and who does it."""
        parser.add_argument("folder", type=Path)
        parser.add_argument(
            "--enter", action="store_true", help="put those into the archive of which nothing is in doubt"
        )
        parser.add_argument("--by", help="user name (default: the command line's own account)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each file; exit 1 where the folder is none or the person unknown."""
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"“{folder}”不是文件夹。")
        by = User.objects.filter(username=options["by"]).first() if options["by"] else command_line_account()
        if by is None:
            raise CommandError(f"没有叫“{options['by']}”的人。")
        files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in ENDINGS)
        taken = 0
        for path in files:
            try:
                intake = actions.take_in(data=path.read_bytes(), name=path.name, by=by)
            except Refused as refusal:
                self.stderr.write(str(refusal))
            else:
                taken += 1
                self.stdout.write(f"{path.name}：{intake.items} 篇，{len(intake.doubts)} 处待核对")
        self.stdout.write(f"收下 {taken}/{len(files)} 个文件")
        if options["enter"]:
            entered, refused = actions.enter_undoubted(by=by)
            for sentence in refused:
                self.stderr.write(sentence)
            self.stdout.write(f"入库 {entered} 期")
