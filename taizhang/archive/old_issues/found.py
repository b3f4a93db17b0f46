"""What was read out of an old issue, and how a person sees and corrects it as plain text. Pure data."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

_TITLE = re.compile(r"#\s*(.+)")
_SOURCE = re.compile(r"[（(]([^（）()]{2,60})[）)]")


@dataclass(frozen=True)
class OldItem:
    """One item: its title, its paragraphs, its source without brackets; `guessed` where the title was cut by form."""

    title: str
    paragraphs: tuple[str, ...]
    source: str = ""
    guessed: bool = False


@dataclass(frozen=True)
class Doubt:
    """Something that a person should look at: a sentence with places for `values`, so that it can be told in any language."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template % self.values


@dataclass(frozen=True)
class OldIssue:
    """An old issue as read; empty or None where nothing was found. `left` are lines that fitted nowhere."""

    masthead: str = ""
    number: int | None = None
    year: int | None = None
    supplement: bool = False
    issued_on: date | None = None
    publisher: str = ""
    items: tuple[OldItem, ...] = ()
    sent_to: str = ""
    distributed_to: str = ""
    editors: str = ""
    copies: int | None = None
    secrecy: str = ""
    serial: str = ""
    left: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def written(items: Iterable[OldItem]) -> str:
    """Items as text to correct: "# title", a line for each paragraph, the source in brackets on a line of its own."""
    blocks = []
    for item in items:
        closing = [f"（{item.source}）"] if item.source else []
        blocks.append("\n".join([f"# {item.title}", *item.paragraphs, *closing]))
    return "\n\n".join(blocks)


def read_written(text: str) -> tuple[OldItem, ...]:
    """The items of such a text; what stands before the first title is an item without one."""
    items: list[tuple[str, list[str]]] = []
    for line in (line.strip() for line in text.splitlines()):
        if title := _TITLE.fullmatch(line):
            items.append((title[1].strip(), []))
        elif line:
            if not items:
                items.append(("", []))
            items[-1][1].append(line)
    found = []
    for title_, lines in items:
        source = _SOURCE.fullmatch(lines[-1]) if lines else None
        body = lines[:-1] if source else lines
        found.append(OldItem(title_, tuple(body), source[1].strip() if source else ""))
    return tuple(found)
