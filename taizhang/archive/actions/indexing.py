"""Keeps what the archive is searched by: written when an issue is signed or entered, or all of it anew."""

from collections.abc import Iterable

from django.db import transaction

from taizhang.archive import grams
from taizhang.archive.earlier import passages_of
from taizhang.archive.models import EarlierPassage, IndexedItem
from taizhang.bulletin.models import Issue, PrintedItem
from taizhang.bulletin.spelling import printed_text
from taizhang.organisation.models import User

BATCH = 500


@transaction.atomic
def index_issue(issue: Issue, by: User | None = None) -> int:
    """Add the printed items of an issue to the search, and its cumulative claims to what later ones are held against.

    Part of the signing or the entry that made the issue, which asked who may. Returns the number of items.
    """
    made = _index(issue.printed_items.select_related("issue"))
    EarlierPassage.objects.bulk_create(passages_of(issue))
    return made


@transaction.atomic
def reindex() -> int:
    """Write the whole index anew from the printed items, as after a restore; returns the number of items.

    Nothing of the record changes, only what is derived from it, so nobody's permission is asked.
    """
    grams.clear()
    IndexedItem.objects.all().delete()
    EarlierPassage.objects.all().delete()
    made = _index(PrintedItem.objects.filter(issue__in=Issue.objects.frozen()).select_related("issue"))
    for issue in Issue.objects.frozen().order_by("issued_on", "pk"):
        EarlierPassage.objects.bulk_create(passages_of(issue))
    return made


def _index(printed: Iterable[PrintedItem]) -> int:
    rows = [_row(each) for each in printed]
    IndexedItem.objects.bulk_create(rows, batch_size=BATCH)
    grams.write((row.pk, row.text) for row in rows)
    return len(rows)


def _row(printed: PrintedItem) -> IndexedItem:
    title, text = grams.fold(printed.title)[0], grams.fold(printed_text(printed))[0]
    year = printed.issue.year or 0
    return IndexedItem(printed=printed, issue_id=printed.issue_id, year=year, title=title[:200], text=text)
