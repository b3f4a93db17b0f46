"""A register: one ledger list with its filters, its sheet, and what a person may do with it, declared in one place."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import Select, TextInput
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.organisation.models import Unit, User
from taizhang.web.records import Act
from taizhang.web.tables import Table
from taizhang.workbooks.columns import Sheet


class Filters(django_filters.FilterSet):
    """Base of a register's filters. `search` names the text columns that the search box looks into."""

    search: tuple[str, ...] = ()
    q = django_filters.CharFilter(
        label=_("搜索"), method="look_for", widget=TextInput(attrs={"type": "search", "data-search": True})
    )

    @property
    def form(self) -> Any:
        """The filter form, dressed like every other form of the project."""
        fresh = not hasattr(self, "_form")
        form = super().form
        if fresh:
            for field in form.fields.values():
                plain = "form-select" if isinstance(field.widget, Select) else "form-control"
                field.widget.attrs.setdefault("class", plain)
        return form

    def look_for(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Rows in which every word stands in one of the searched columns."""
        for word in value.split():
            wanted = Q()
            for path in self.search:
                wanted |= Q(**{f"{path}__icontains": word})
            rows = rows.filter(wanted)
        return rows


class UnitFilter(django_filters.ModelChoiceFilter):
    """A unit with everything below it."""

    def __init__(self, path: str = "unit", **options: Any) -> None:
        options.setdefault("label", _("单位"))
        super().__init__(
            field_name=path, queryset=lambda request: Unit.objects.exclude(kind="district"), **options
        )

    def filter(self, rows: QuerySet[Any], value: Unit | None) -> QuerySet[Any]:
        """Rows of the unit's subtree."""
        if value is None:
            return rows
        return rows.filter(
            **{f"{self.field_name}__in": list(Unit.objects.within(value).values_list("pk", flat=True))}
        )


@dataclass(frozen=True)
class Register:
    """One list of one ledger. Url names are "<ledger>:<key>", "…-add", "…-record", "…-import" and so on.

    `acts(user)` are buttons above the list beside the usual ones.
    """

    key: str
    ledger: str
    title: Any
    noun: Any
    rows: Callable[[User], QuerySet[Any]]
    table: Table
    filters: type[Filters]
    sheet: Sheet | None = None
    add_permission: str = ""
    hint: Any = ""
    acts: Callable[[User], list[Act]] | None = None

    def url(self, name: str = "", **kwargs: Any) -> str:
        """An address of this register: "" is the list, "record" one row, "import" the upload."""
        return reverse(f"{self.ledger}:{self.key}{f'-{name}' if name else ''}", kwargs=kwargs or None)

    def record_url(self) -> Callable[[Any], str]:
        """A function from a row's id to its page, which asks the router once for all the rows of a list."""
        pattern = self.url("record", pk=0)
        before, after = pattern.rsplit("0", 1)
        return lambda pk: f"{before}{pk}{after}"

    def filtered(self, user: User, params: QueryDict) -> tuple[Filters, QuerySet[Any]]:
        """The filter form and the rows that the address asks for and the person may read."""
        filters = self.filters(params, queryset=self.rows(user))
        return filters, filters.qs


@dataclass(frozen=True)
class TabPage:
    """A page of a ledger that is no register and stands among its tabs: its key, its title, its url name."""

    key: str
    title: Any
    view: str


_sheets: dict[str, Sheet] = {}
_registers: dict[str, Register] = {}
_pages: dict[str, tuple[TabPage, ...]] = {}


def publish(sheets: tuple[Sheet, ...], registers: tuple[Register, ...]) -> None:
    """Called once by taizhang.catalogue with every ledger's sheets and registers."""
    _sheets.clear()
    _sheets.update({sheet.key: sheet for sheet in sheets})
    _registers.clear()
    _registers.update({f"{register.ledger}:{register.key}": register for register in registers})


def extend(registers: tuple[Register, ...]) -> None:
    """Take in the registers of a room above the catalogue, called by that room when the site starts."""
    _registers.update({f"{register.ledger}:{register.key}": register for register in registers})


def publish_pages(ledger: str, pages: tuple[TabPage, ...]) -> None:
    """Name the pages that stand before the registers in a ledger's tabs."""
    _pages[ledger] = pages


def tabs_of(ledger: str) -> list[dict[str, Any]]:
    """The tabs of a ledger, its pages first, as the template reads them: key, title, url."""
    pages = [
        {"key": page.key, "title": page.title, "url": reverse(page.view)} for page in _pages.get(ledger, ())
    ]
    return pages + [{"key": tab.key, "title": tab.title, "url": tab.url()} for tab in registers_of(ledger)]


def published_sheet(key: str) -> Sheet:
    """The sheet of a key; raises KeyError."""
    return _sheets[key]


def published_sheets() -> dict[str, Sheet]:
    """Every sheet by its key."""
    return dict(_sheets)


def registers_of(ledger: str) -> list[Register]:
    """The registers of a ledger, as its tabs."""
    return [register for register in _registers.values() if register.ledger == ledger]


def register_of_sheet(key: str) -> Register:
    """The register that takes the sheet in."""
    return next(register for register in _registers.values() if register.sheet and register.sheet.key == key)
