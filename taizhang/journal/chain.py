"""The hash chain over the journal: how one event seals the one before it, and how a break is found."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from taizhang.journal.models import Event

GENESIS = "0" * 64


def _empty() -> Any:
    """A hash over nothing yet, to be copied: a copy costs a fifth of a new object."""
    try:
        return hashlib.new("sm3")
    except ValueError:
        return hashlib.sha256()


_EMPTY = _empty()


def instant_text(instant: datetime) -> str:
    """An instant as the chain seals it: UTC, ISO, to the microsecond."""
    return instant.astimezone(UTC).isoformat()


def seal(
    previous: str,
    seq: int,
    subject_type: str,
    subject_id: int,
    kind: str,
    by: int | None,
    unit: int | None,
    happened: str,
    recorded: str,
    detail_text: str,
) -> str:
    """The event's hash: SM3 (SHA-256 where OpenSSL lacks it) over the previous hash and every column, as 64 hex digits.

    `happened` and `recorded` are `instant_text`s.
    """
    state = _EMPTY.copy()
    state.update(
        f"{previous}\x1f{seq}\x1f{subject_type}\x1f{subject_id}\x1f{kind}\x1f{by or ''}\x1f{unit or ''}\x1f"
        f"{happened}\x1f{recorded}\x1f{detail_text}".encode()
    )
    return str(state.hexdigest())


@dataclass(frozen=True)
class Verification:
    """What a walk along the chain found; `fault` is empty when the chain is whole."""

    events: int
    head: str
    fault_seq: int | None = None
    fault: str = ""


def head() -> tuple[int, str]:
    """The number and the hash of the last event; (0, GENESIS) for an empty journal. Plain SQL: every write asks it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM journal_event ORDER BY seq DESC LIMIT 1")
        return cursor.fetchone() or (0, GENESIS)


def verify(expected_head: str | None = None) -> Verification:
    """Walks the whole journal; names the first event that was changed, removed, swapped or added by another hand.

    With `expected_head` (kept elsewhere: the daily note, a printed colophon) a cut-off tail or a rebuilt chain is found
    too: that hash must be that of some event in the chain.
    """
    previous, seq, seen = GENESIS, 0, expected_head is None or expected_head == GENESIS
    columns = (
        "seq", "subject_type", "subject_id", "kind", "by_id", "unit_id", "happened_at", "recorded_at", "detail_text",
        "previous", "hash",
    )  # fmt: skip
    events = Event.objects.order_by("seq").values_list(*columns).iterator(chunk_size=5000)
    for number, subject_type, subject_id, kind, by, unit, happened, recorded, detail, before, held in events:
        if number != seq + 1:
            return Verification(seq, previous, seq + 1, f"缺少第 {seq + 1} 条，下一条是第 {number} 条。")
        if before != previous:
            return Verification(seq, previous, number, f"第 {number} 条与前一条接不上。")
        sealed = seal(
            previous, number, subject_type, subject_id, kind, by, unit, instant_text(happened), instant_text(recorded),
            detail,
        )  # fmt: skip
        if sealed != held:
            return Verification(seq, previous, number, f"第 {number} 条的内容与其哈希不符。")
        seq, previous = number, held
        seen = seen or previous == expected_head
    if not seen:
        return Verification(seq, previous, seq + 1, "链上没有给定的链头：日志被截尾，或整条链被重建过。")
    return Verification(seq, previous)
