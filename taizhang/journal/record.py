"""The only way into the journal: one event, or many at once, chained under a lock inside the caller's transaction."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from django.db import connection

from taizhang.foundation import clock
from taizhang.journal import bulk, chain
from taizhang.journal.models import Event, Journalled

_CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
_LOCK = 0x7A1  # any constant: the advisory lock that makes PostgreSQL append one event at a time
_COLUMNS = (
    "seq", "subject_type", "subject_id", "kind", "by_id", "unit_id", "happened_at", "recorded_at", "detail_text",
    "previous", "hash",
)  # fmt: skip


class Entry(NamedTuple):
    """An event about to be recorded; `happened_at` None means now. A tuple, since imports make them by the 100,000."""

    subject_type: str
    subject_id: int
    kind: str
    happened_at: datetime | None = None
    unit: int | None = None
    detail: dict[str, Any] | None = None


def _plain(value: Any) -> Any:
    return value.pk if hasattr(value, "pk") else str(value)


def canonical(detail: dict[str, Any]) -> str:
    """Canonical JSON: sorted keys, no spaces; Decimals, dates and rows as text or ids."""
    return orjson.dumps(
        detail, default=_plain, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
    ).decode()


def record(
    *,
    subject: Journalled,
    kind: str,
    by: Any,
    unit: Any = None,
    happened_at: datetime | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Record one event about a saved row, in the caller's transaction. `by` is a User or None for the system itself."""
    unit_id = getattr(unit, "pk", None) or getattr(subject, "unit_id", None)
    record_many([Entry(subject.journal_type, subject.pk, kind, happened_at, unit_id, detail)], by=by)


def record_many(entries: Iterable[Entry], *, by: Any) -> int:
    """Record many events in order with one lock and one bulk insert; returns how many. Raises outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("An event is recorded in the transaction of its change.")
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    seq, previous = chain.head()
    recorded_at, by_id = clock.now(), getattr(by, "pk", None)
    # Many events share few instants: (what the chain seals, what the column holds).
    instants: dict[datetime | None, tuple[str, Any]] = {}
    recorded, recorded_form = instants[None] = chain.instant_text(recorded_at), bulk.column_form(recorded_at)
    rows = []
    for subject_type, subject_id, kind, happened_at, unit, detail in entries:
        seq += 1
        known = instants.get(happened_at)
        if known is None and happened_at is not None:
            known = instants[happened_at] = chain.instant_text(happened_at), bulk.column_form(happened_at)
        happened, happened_form = known or instants[None]
        text = canonical(detail) if detail else "{}"
        sealed = chain.seal(
            previous, seq, subject_type, subject_id, kind, by_id, unit, happened, recorded, text
        )
        rows.append((
            seq, subject_type, subject_id, kind, by_id, unit, happened_form, recorded_form, text, previous, sealed
        ))  # fmt: skip
        previous = sealed
    bulk.insert(Event, _COLUMNS, rows)
    return len(rows)
