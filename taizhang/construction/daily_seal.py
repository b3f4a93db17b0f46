"""The seal of a daily ledger: a hash over its day, counts and members and over the seal of the day before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date

FIRST = "0" * 64


def seal(
    day: date, counts: Mapping[str, int], members: Mapping[str, Sequence[int]], previous: str = FIRST
) -> str:
    """SHA-256 over canonical JSON, as 64 hex digits; `previous` is the seal of the daily ledger before this one."""
    content = {"day": day.isoformat(), "counts": dict(counts), "members": dict(members), "previous": previous}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
