"""Freezing a figure as it is printed, and saying later in what the ledger has moved away from it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation

from taizhang.figures import wording
from taizhang.figures.indicator import Indicator, Scope, UnknownIndicator, Value, digest, published
from taizhang.figures.models import PrintedFigure, PrintedRow
from taizhang.foundation import clock
from taizhang.foundation.periods import Period
from taizhang.journal.record import Entry, canonical, record_many
from taizhang.organisation.models import Unit, User
from taizhang.web import display

_TOGETHER = 20  # figures of one INSERT: each may hold many rows


@dataclass(frozen=True)
class Snapshot:
    """A figure and its rows read in one query: the value is the measure of exactly these rows."""

    indicator: Indicator
    scope: Scope
    value: Value
    rows: tuple[dict[str, Any], ...]
    units: tuple[int | None, ...]

    def lines(self) -> list[list[str]]:
        """The rows as they read, a text for every column."""
        columns = self.indicator.columns
        return [
            [str((column.show or display.text)(row[column.path])) for column in columns] for row in self.rows
        ]

    def plain_rows(self) -> list[dict[str, Any]]:
        """The rows as JSON holds them; their digest is that of the rows themselves."""
        return list(json.loads(canonical({"rows": self.rows}))["rows"])


@dataclass(frozen=True)
class ChangedRow:
    """A row counted then and now that reads otherwise today: (column title, then, now) for every cell that moved."""

    row: PrintedRow
    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Difference:
    """What today's ledger says for the key and scope of a printed figure.

    `gone` is true where the catalogue or the organisation no longer knows them; `now` is then None. `moved` says
    whether the number itself is another one.
    """

    now: Value
    now_shown: str
    moved: bool
    added: tuple[PrintedRow, ...] = ()
    removed: tuple[PrintedRow, ...] = ()
    changed: tuple[ChangedRow, ...] = ()
    gone: bool = False

    def __bool__(self) -> bool:
        return bool(self.moved or self.added or self.removed or self.changed or self.gone)


def take(indicator: Indicator, scope: Scope) -> Snapshot:
    """The figure with its rows, read at one moment."""
    listed = indicator.listed(scope, also=(indicator.unit_path,))
    own = {column.path for column in indicator.columns} | {indicator.measure.path}
    units = tuple(row[indicator.unit_path] for row in listed)
    if indicator.unit_path not in own:
        for row in listed:
            del row[indicator.unit_path]
    return Snapshot(indicator, scope, indicator.measure.of_rows(listed), tuple(listed), units)


def scope_as_json(scope: Scope) -> dict[str, str]:
    """The scope as it is kept: ISO days and the unit's code."""
    return {
        "as_of": scope.as_of.isoformat(),
        "start": scope.period.start.isoformat(),
        "end": scope.period.end.isoformat(),
        "unit": scope.unit.code if scope.unit else "",
    }


@transaction.atomic
def freeze(
    indicator: Indicator,
    scope: Scope,
    *,
    shown: str,
    by: User,
    taken: Snapshot | None = None,
    happened_at: datetime | None = None,
) -> PrintedFigure:
    """Keep a figure as it is printed (`shown`, such as "120余人次") with its rows, and journal it.

    `taken` is the snapshot that the printed words were made from; without one the rows are read now. Titles are
    kept in the language of the paper, whatever the signer's screen speaks.
    """
    with translation.override(settings.LANGUAGE_CODE):
        snapshot = taken or take(indicator, scope)
    return freeze_many([(snapshot, shown)], by=by, happened_at=happened_at)[0]


@transaction.atomic
def freeze_many(
    printed: Iterable[tuple[Snapshot, str]], *, by: User, happened_at: datetime | None = None
) -> list[PrintedFigure]:
    """Keep many figures at once, each a snapshot and how it is printed, in two writes; returns them in their order."""
    frozen_at = happened_at or clock.now()
    with translation.override(settings.LANGUAGE_CODE):
        figures = PrintedFigure.objects.bulk_create(
            [_figure(snapshot, shown, frozen_at, by) for snapshot, shown in printed], batch_size=_TOGETHER
        )
    unit_id = by.unit.pk if by.unit else None
    record_many(
        (
            Entry(
                PrintedFigure.journal_type, each.pk, "frozen", happened_at, unit_id,
                {
                    "key": each.key, "scope": each.scope, "value": each.value, "shown": each.shown,
                    "rows": len(each.rows), "digest": each.digest,
                },
            )
            for each in figures
        ),
        by=by,
    )  # fmt: skip
    return figures


def _figure(snapshot: Snapshot, shown: str, frozen_at: datetime, by: User) -> PrintedFigure:
    indicator, rows = snapshot.indicator, snapshot.plain_rows()
    return PrintedFigure(
        key=indicator.key,
        title=str(indicator.title),
        unit_of_measure=str(indicator.unit_of_measure),
        definition=str(indicator.definition),
        ledger=indicator.ledger,
        scope=scope_as_json(snapshot.scope),
        value=wording.exact(snapshot.value),
        shown=shown,
        digest=digest(rows),
        columns=[[column.path, str(column.title), column.number] for column in indicator.columns],
        rows=rows,
        lines=snapshot.lines(),
        row_units=list(snapshot.units),
        frozen_at=frozen_at,
        by=by,
    )


def difference(printed: PrintedFigure) -> Difference:
    """The printed figure against today's ledger, recomputed with the same key and scope; nothing is written."""
    try:
        indicator = published().get(printed.key)
        scope = _scope_of(printed)
    except (UnknownIndicator, Unit.DoesNotExist):
        return Difference(None, "—", False, gone=True)
    with translation.override(settings.LANGUAGE_CODE):
        snapshot = take(indicator, scope)
        unit = "" if snapshot.value is None else str(indicator.unit_of_measure)
        now_shown = f"{wording.number(snapshot.value)}{unit}"
        now_rows = snapshot.plain_rows()
        moved = wording.exact(snapshot.value) != printed.value
        if digest(now_rows) == printed.digest:
            return Difference(snapshot.value, now_shown, moved)
        present = {
            row["id"]: (row, PrintedRow(row["id"], unit_id, tuple(cells)))
            for row, unit_id, cells in zip(now_rows, snapshot.units, snapshot.lines(), strict=True)
        }
    then = {row["id"]: (row, shown) for row, shown in zip(printed.rows, printed.printed_rows(), strict=True)}
    now_titles = {column.path: place for place, column in enumerate(indicator.columns)}
    changed = []
    for pk in then.keys() & present.keys():
        (old, old_row), (new, new_row) = then[pk], present[pk]
        cells = tuple(
            (title, old_row.cells[place], new_row.cells[now_titles[path]])
            for place, (path, title, _number) in enumerate(printed.columns)
            if path in now_titles and old[path] != new[path]
        )
        if cells:
            changed.append(ChangedRow(new_row, cells))
    return Difference(
        snapshot.value,
        now_shown,
        moved,
        added=tuple(row for pk, (_raw, row) in present.items() if pk not in then),
        removed=tuple(row for pk, (_raw, row) in then.items() if pk not in present),
        changed=tuple(sorted(changed, key=lambda each: each.row.pk)),
    )


def _scope_of(printed: PrintedFigure) -> Scope:
    code = printed.scope["unit"]
    unit = Unit.objects.get(code=code) if code else None
    return Scope(printed.as_of, Period(*printed.period), unit)
