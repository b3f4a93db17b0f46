"""Which page opens a journalled row, who may see the row, and who may add papers to it; the ledgers above say so once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from taizhang.organisation.models import Unit, User


@dataclass(frozen=True)
class Subject:
    """A kind of row: `rows(user)` are those that the person may see, `record_view` opens one by pk.

    `attach` is the permission that adding a paper to the row requires; empty where papers are not taken. `kinds` are
    the (code, title) of the papers that the row takes; where none are named, those that every row takes. `dated` asks
    for the day that a paper itself bears; `plain_text` takes .txt files too. `held(attachment_pk)` says why a paper may not leave the row, else "".
    """

    journal_type: str
    rows: Callable[[User], QuerySet[Any]]
    record_view: str
    attach: str = ""
    kinds: tuple[tuple[str, Any], ...] = ()
    dated: bool = False
    held: Callable[[int], str] | None = None
    plain_text: bool = False

    def url(self, pk: int) -> str:
        """The record's page."""
        return reverse(self.record_view, args=[pk])

    def get(self, user: User, pk: int) -> Any:
        """The row, or Http404 where it is not there or the person may not see it."""
        row = self.rows(user).filter(pk=pk).first()
        if row is None:
            raise Http404
        return row


OWN = (
    Subject(Unit.journal_type, lambda user: Unit.objects.all(), "organisation:unit"),
    Subject(
        User.journal_type,
        lambda user: User.objects.all() if user.sees_all_of("organisation") else User.objects.none(),
        "organisation:person",
    ),
)
_published: dict[str, Subject] = {subject.journal_type: subject for subject in OWN}


def publish(subjects: Iterable[Subject]) -> None:
    """Add kinds of rows; called by the catalogue and by the rooms above it. The later word about a kind counts."""
    _published.update({subject.journal_type: subject for subject in subjects})


def published(journal_type: str) -> Subject | None:
    """The kind of that code, if a page opens it."""
    return _published.get(journal_type)
