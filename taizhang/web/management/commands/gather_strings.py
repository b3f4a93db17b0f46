"""Gathers every string to translate from Python and templates into locale/en; with --check fails where one has no English."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import template

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}


def found_in(path: Path) -> Iterator[tuple[int, Any, list[str], str | None]]:
    """(line, msgid or (singular, plural), comments, context) of each string of one .py or .html file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = template.templatize(text, origin=str(path))
    yield from extract("python", io.BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"})


def gather() -> Catalog:
    """Every string of the package, with the files in which it stands."""
    catalog = Catalog(locale="en", project="taizhang", fuzzy=False)
    root = Path(settings.BASE_DIR)
    for path in sorted((*root.rglob("*.py"), *root.rglob("*.html"))):
        if "migrations" in path.parts:
            continue
        for _line, message, _comments, context in found_in(path):
            flags = {"python-format"} if "%(" in str(message) else set()
            catalog.add(
                message, locations=[(str(path.relative_to(root.parent)), 0)], flags=flags, context=context
            )
    return catalog


class Command(BaseCommand):
    help = "Gathers the strings to translate."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        path = Path(settings.LOCALE_PATHS[0]) / "en" / "LC_MESSAGES" / "django.po"
        held = Catalog(locale="en")
        if path.exists():
            with path.open("rb") as file:
                held = read_po(file, locale="en")
        fresh = gather()
        lacking = []
        for message in fresh:
            if not message.id:
                continue
            single = message.id if isinstance(message.id, str) else message.id[0]
            old = held.get(single, message.context)
            if old is not None and old.string and not old.fuzzy:
                message.string = old.string
            if not message.string or message.string in {("", ""), ()}:
                lacking.append(single)
        if check:
            if lacking:
                raise CommandError(f"{len(lacking)} strings have no English, such as {lacking[:5]}.")
            return
        with path.open("wb") as file:
            write_po(file, fresh, omit_header=False, sort_output=True, include_lineno=False, width=110)
        self.stdout.write(f"{len(fresh)} strings, {len(lacking)} without English")
