"""Keeping every version of an item's text that was saved."""

from datetime import datetime

from taizhang.bulletin.models import Item, ItemRevision
from taizhang.foundation import clock
from taizhang.organisation.models import User


def keep_revision(item: Item, by: User, at: datetime | None = None, note: str = "") -> ItemRevision:
    """Keep the text of an item as it has just been saved, in the caller's transaction."""
    return ItemRevision.objects.create(
        item=item,
        version=item.version,
        title=item.title,
        body=item.body,
        source=item.source,
        by=by,
        at=at or clock.now(),
        note=note.strip()[:100],
    )
