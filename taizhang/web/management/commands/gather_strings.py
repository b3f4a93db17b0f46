"""Gathers every string to translate from Python and templates into locale/en; with --check fails where one has no English."""

import ast
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import template

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}

HEADER = r"""# English of the screens. The source strings are Chinese, in Python and templates:
# `taizhang gather_strings` lists them here and keeps what is translated.
msgid ""
msgstr ""
"Project-Id-Version: taizhang\n"
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def keywords_of(code: str) -> dict[str, Any]:
    """The names under which a Python file calls for translation: the usual ones and those that it gives itself."""
    own: dict[str, Any] = {}
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom):
            own |= {
                each.asname: KEYWORDS[each.name]
                for each in node.names
                if each.asname and each.name in KEYWORDS
            }
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in KEYWORDS:
            own |= {name.id: KEYWORDS[node.value.id] for name in node.targets if isinstance(name, ast.Name)}
    return KEYWORDS | own


def found_in(path: Path) -> Iterator[tuple[Any, str | None]]:
    """(msgid or (singular, plural), context) of each string of one .py or .html file."""
    text = path.read_text(encoding="utf-8")
    keywords = KEYWORDS
    if path.suffix == ".py":
        keywords = keywords_of(text)
    else:
        # A template's indentation means nothing; the reader of Python would refuse it.
        text = "\n".join(line.strip() for line in template.templatize(text, origin=str(path)).split("\n"))
    code = io.BytesIO(text.encode())
    for _line, message, _comments, context in extract(
        "python", code, keywords, options={"encoding": "utf-8"}
    ):
        yield message, context


def gather() -> Catalog:
    """Every string of the package, with the files in which it stands."""
    catalog = Catalog(locale="en", fuzzy=False)
    root = Path(settings.BASE_DIR)
    for path in sorted((*root.rglob("*.py"), *root.rglob("*.html"))):
        if "migrations" in path.parts:
            continue
        place = (path.relative_to(root.parent).as_posix(), 0)
        for message, context in found_in(path):
            catalog.add(message, locations=[place], context=context)
    return catalog


def in_english(message: Message) -> bool:
    """Whether the string, and its plural where it has one, is translated."""
    return bool(message.string and (isinstance(message.string, str) or all(message.string)))


def keep(message: Message, held: Message | None) -> None:
    """Give a string the translation that it has already; one that gained or lost its plural keeps what fits."""
    if held is None or held.fuzzy or not in_english(held):
        return
    forms = (held.string, held.string) if isinstance(held.string, str) else tuple(held.string or ())
    message.string = forms if message.pluralizable else forms[-1]


def written(catalog: Catalog) -> bytes:
    """The file; the same strings give the same bytes on any day and machine."""
    body = io.BytesIO()
    write_po(body, catalog, omit_header=True, sort_output=True, include_lineno=False, width=110)
    return HEADER.encode() + body.getvalue().strip(b"\n") + b"\n"


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
        for message in fresh:
            if message.id:
                keep(message, held.get(message.id, message.context))
        lacking = [message.id for message in fresh if message.id and not in_english(message)]
        if check:
            if lacking:
                raise CommandError(f"{len(lacking)} strings have no English, such as {lacking[:5]}.")
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(fresh))
        self.stdout.write(f"{len(fresh)} strings, {len(lacking)} without English")
