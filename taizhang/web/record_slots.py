"""Cards that rooms above a ledger add to its record pages, such as a leader's instructions: published once, shown by a tag."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest


@dataclass(frozen=True)
class RecordSlot:
    """One card: `journal_types` are the kinds of rows that have it, None every kind.

    `context(request, journal_type, subject_id)` gives what the template shows beyond the request and the row's kind and
    id; None where this person sees no card there.
    """

    key: str
    journal_types: frozenset[str] | None
    template: str
    context: Callable[[HttpRequest, str, int], dict[str, Any] | None]


_published: dict[str, RecordSlot] = {}


def publish(slots: Iterable[RecordSlot]) -> None:
    """Add cards; called by the rooms above the ledgers when the site starts. The later word about a key counts."""
    _published.update({slot.key: slot for slot in slots})


def of(request: HttpRequest, journal_type: str, subject_id: int) -> list[tuple[str, dict[str, Any]]]:
    """(template, context) of the cards of a row, in the order in which the rooms published them."""
    found = []
    for slot in _published.values():
        if slot.journal_types is not None and journal_type not in slot.journal_types:
            continue
        context = slot.context(request, journal_type, subject_id)
        if context is not None:
            row = {"journal_type": journal_type, "subject_id": subject_id}
            found.append((slot.template, {**row, **context}))
    return found
