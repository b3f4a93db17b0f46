"""Lists: declared columns, sorting, pages without an exact count, and a column chooser, all kept in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import QueryDict

from taizhang.web import display

PAGE_SIZE = 50
DEEPEST_PAGE = 2000


class NamesStates(Protocol):
    """A workflow, or whatever else knows how people call a state."""

    def label(self, state: str) -> str:
        """The name of a state."""
        ...


@dataclass(frozen=True)
class Column:
    """One column of a list.

    `path` is the values() path ("unit__short_name", an annotation) and the default sort key. `show` turns the value
    into text; `choices` maps stored codes to labels; `states` draws a badge; `number` aligns right; `hidden` columns
    are offered by the column chooser only.
    """

    path: str
    title: Any
    show: Callable[[Any], Any] = display.text
    choices: Any = None
    states: NamesStates | None = None
    sortable: bool = True
    number: bool = False
    hidden: bool = False
    wrap: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell ready for the template."""

    column: Column
    text: Any
    state: str = ""


@dataclass(frozen=True)
class Line:
    """A row ready for the template: its id, its cells, where it leads."""

    pk: Any
    cells: tuple[Cell, ...]
    url: str = ""


@dataclass(frozen=True)
class Heading:
    """A column head: its column, whether it is sorted by, and the query string that sorts by it."""

    column: Column
    sorted: str
    query: str


@dataclass(frozen=True)
class Page:
    """One page of a list, with the query strings of its neighbours."""

    headings: tuple[Heading, ...]
    lines: tuple[Line, ...]
    number: int
    previous: str | None
    following: str | None
    chooser: tuple[tuple[Column, bool], ...] = field(default=())

    @property
    def count_text(self) -> tuple[int, int]:
        """First and last position on this page, counted from 1."""
        first = (self.number - 1) * PAGE_SIZE
        return first + 1, first + len(self.lines)


class Table:
    """A list's declaration; `page` reads one page of a queryset with a single query.

    `order` is a path, or a function from the address's parameters to one, for a list that what it is filtered by puts
    in order. `large` is for tables that grow without end: the page's rows are found by their ids before anything is
    joined to them, so that the database never joins what it does not show.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        order: str | Callable[[Mapping[str, Any]], str] = "-id",
        size: int = PAGE_SIZE,
        large: bool = False,
    ) -> None:
        self.columns = tuple(columns)
        self.order = order
        self.size = size
        self.large = large

    def shown(self, params: QueryDict) -> tuple[Column, ...]:
        """The columns asked for by `columns=`, or the ones that are not hidden."""
        chosen = [path for text in params.getlist("columns") for path in text.split(",") if path]
        if chosen:
            return tuple(column for column in self.columns if column.path in chosen) or self.columns
        return tuple(column for column in self.columns if not column.hidden)

    def ordering(self, params: Mapping[str, Any]) -> tuple[str, ...]:
        """The order_by arguments; ends with the id, so that pages never overlap."""
        asked = str(params.get("sort") or "")
        paths = {column.path for column in self.columns if column.sortable}
        if asked.lstrip("-") in paths:
            order = asked
        else:
            order = self.order if isinstance(self.order, str) else self.order(params)
        return (order,) if order.lstrip("-") == "id" else (order, "-id" if order.startswith("-") else "id")

    def page(
        self, rows: QuerySet[Any], params: QueryDict, *, url: Callable[[Any], str] | None = None
    ) -> Page:
        """The page that the address asks for; reads one row more than it shows instead of counting."""
        columns, order = self.shown(params), self.ordering(params)
        number = (
            min(max(int(str(params["page"])), 1), DEEPEST_PAGE)
            if str(params.get("page", "")).isdecimal()
            else 1
        )
        start = (number - 1) * self.size
        paths = [column.path for column in columns]
        wanted = slice(start, start + self.size + 1)
        if self.large:
            ids = rows.order_by(*order).values("pk")[wanted]
            # The ids hold every condition; said twice, one of them may lure the planner away from the ids.
            named = rows.all()
            named.query.clear_where()
            found = list(named.filter(pk__in=ids).order_by(*order).values_list("pk", *paths))
        else:
            found = list(rows.order_by(*order).values_list("pk", *paths)[wanted])
        lines = tuple(
            Line(
                row[0],
                tuple(self._cell(c, v) for c, v in zip(columns, row[1:], strict=True)),
                url(row[0]) if url else "",
            )
            for row in found[: self.size]
        )
        return Page(
            tuple(self._heading(column, order[0], params) for column in columns),
            lines,
            number,
            _query(params, page=number - 1) if number > 1 else None,
            _query(params, page=number + 1) if len(found) > self.size else None,
            tuple((column, column in columns) for column in self.columns),
        )

    @staticmethod
    def _cell(column: Column, value: Any) -> Cell:
        if column.states is not None:
            return Cell(column, column.states.label(value) if value else "", value or "")
        if column.choices is not None:
            return Cell(column, dict(column.choices).get(value, value or ""))
        return Cell(column, column.show(value))

    @staticmethod
    def _heading(column: Column, order: str, params: QueryDict) -> Heading:
        sorted_ = (
            "" if order.lstrip("-") != column.path else "descending" if order.startswith("-") else "ascending"
        )
        following = f"-{column.path}" if sorted_ == "ascending" else column.path
        return Heading(column, sorted_, _query(params, sort=following, page=None) if column.sortable else "")


def _query(params: QueryDict, **changes: Any) -> str:
    """The query string with some keys set, or dropped where None."""
    copy = params.copy()
    for key, value in changes.items():
        copy.pop(key, None)
        if value is not None:
            copy[key] = str(value)
    return f"?{copy.urlencode()}"
