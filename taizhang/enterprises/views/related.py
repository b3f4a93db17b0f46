"""Lists of related rows on a record page, and what every record page of the room shows around itself."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from taizhang.foundation.workflow import Workflow
from taizhang.workbooks.registers import Register
from taizhang.workbooks.views import frame


@dataclass(frozen=True)
class Line:
    """One row: where it leads (if anywhere), what is read first, the other cells, its state, a tone that marks it."""

    title: Any
    cells: tuple[Any, ...] = ()
    url: str = ""
    state: str = ""
    tone: str = ""


@dataclass(frozen=True)
class Related:
    """A titled list; `headings` name the lines' title, their cells and, where `words` names states, the state."""

    title: Any
    headings: tuple[Any, ...]
    lines: tuple[Line, ...]
    empty: Any
    words: Workflow | None = None
    more_url: str = ""
    more: Any = ""

    @property
    def rows(self) -> list[tuple[Line, list[tuple[Any, Any]], str]]:
        """(line, (heading, value) of its cells, the name of its state) for the template."""
        return [
            (
                line,
                list(zip(self.headings[1:], line.cells, strict=False)),
                self.words.label(line.state) if self.words and line.state else "",
            )
            for line in self.lines
        ]


def record_context(register: Register, **context: Any) -> dict[str, Any]:
    """What a record page of the register shows around its own context."""
    return {**frame(register), "back": register.url(), **context}


def address(name: str, **query: Any) -> str:
    """An address of this room with a query string."""
    return f"{reverse(f'enterprises:{name}')}?{urlencode(query)}"


def address_of(name: str, pk: int) -> str:
    """An address of this room for one row, such as "nodes-edit"."""
    return reverse(f"enterprises:{name}", kwargs={"pk": pk})
