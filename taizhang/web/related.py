"""Lists of related rows on a record page; a template includes web/_related.html for each."""

from dataclasses import dataclass
from typing import Any

from taizhang.foundation.workflow import Workflow


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
