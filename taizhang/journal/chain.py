"""The hash chain over the journal: how one event seals the one before it, and how a break is found."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from taizhang.journal.models import Event

GENESIS = "0" * 64


def _hasher() -> Callable[[bytes], str]:
    try:
        empty = hashlib.new("sm3")
    except ValueError:
        empty = hashlib.sha256()

    def digest(data: bytes) -> str:
        state = empty.copy()  # a copy costs a fifth of a new object
        state.update(data)
        return state.hexdigest()

    return digest


_digest = _hasher()


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
    return _digest(
        f"{previous}\x1f{seq}\x1f{subject_type}\x1f{subject_id}\x1f{kind}\x1f{by or ''}\x1f{unit or ''}\x1f"
        f"{happened}\x1f{recorded}\x1f{detail_text}".encode()
    )


@dataclass(frozen=True)
class Verification:
    """What a walk along the chain found; `fault` is empty when the chain is whole."""

    events: int
    head: str
    fault_seq: int | None = None
    fault: str = ""


def head() -> tuple[int, str]:
    """The number and the hash of the last event; (0, GENESIS) for an empty journal."""
    last = Event.objects.order_by("-seq").values_list("seq", "hash").first()
    return last or (0, GENESIS)


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
    for row in Event.objects.order_by("seq").values_list(*columns).iterator(chunk_size=5000):
        if row[0] != seq + 1:
            return Verification(seq, previous, seq + 1, f"缺少第 {seq + 1} 条，下一条是第 {row[0]} 条。")
        if row[9] != previous:
            return Verification(seq, previous, row[0], f"第 {row[0]} 条与前一条接不上。")
        sealed = seal(previous, *row[:6], instant_text(row[6]), instant_text(row[7]), row[8])
        if sealed != row[10]:
            return Verification(seq, previous, row[0], f"第 {row[0]} 条的内容与其哈希不符。")
        seq, previous = row[0], row[10]
        seen = seen or previous == expected_head
    if not seen:
        return Verification(seq, previous, seq + 1, "链上没有给定的链头：日志被截尾，或整条链被重建过。")
    return Verification(seq, previous)
