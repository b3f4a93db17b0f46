"""Several items made into one: every source is kept, named in the source line and credited; and taken out again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.bulletin import access  # noqa: F401  declares the permissions
from taizhang.bulletin.actions.editing import locked, require_open, touch
from taizhang.bulletin.actions.keeping import keep_revision
from taizhang.bulletin.actions.writing import clean, post_of
from taizhang.bulletin.models import Item, MergedSource, Placement
from taizhang.bulletin.source_lines import joined_sources, without_sources
from taizhang.bulletin.states import PLACEABLE, ItemState
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User

LONGEST_SOURCE = 120  # characters


@transaction.atomic
def merge_items(
    *,
    items: Sequence[Item],
    title: str,
    body: str,
    by: User,
    main: Item | None = None,
    happened_at: datetime | None = None,
) -> Item:
    """Merge items into `main`, one of them, or into a new item of the office where it is None; returns the one made.

    The source line names every item's source once, in the order given. Raises Refused for fewer than two, Conflict where
    one of them does not lie with the office or was itself made of others.
    """
    require(by, "bulletin.merge_items")
    title, body = clean(title, body)
    pks = list(dict.fromkeys(item.pk for item in items))
    held = {item.pk: item for item in Item.objects.select_for_update().filter(pk__in=pks)}
    chosen = [held[pk] for pk in pks if pk in held]
    if len(chosen) < 2:
        raise Refused(_("并稿至少要选两篇稿件。"))
    for item in chosen:
        if item.state not in PLACEABLE:
            raise Conflict(
                _("《%(title)s》现在“%(state)s”，不能并稿。")
                % {"title": item.title, "state": item.get_state_display()}
            )
        if (main is None or item.pk != main.pk) and item.sources.exists():
            raise Conflict(
                _("《%(title)s》本身是并成的稿件，请把它选作主稿，或先拆出来稿。") % {"title": item.title}
            )
    source = joined_sources(item.source for item in chosen)
    if len(source) > LONGEST_SOURCE:
        raise Refused(_("来源合起来超过 120 个字，一次少并几篇。"))
    if main is None:
        made, first = _composed(title, body, source, by, happened_at), 1
    else:
        if main.pk not in held:
            raise Refused(_("主稿要是所选稿件中的一篇。"), field="main")
        made, first = held[main.pk], held[main.pk].sources.count() + 1
        _rewritten(made, title, body, source, by, happened_at)
    sources = [item for item in chosen if item.pk != made.pk]
    for position, item in enumerate(sources, start=first):
        MergedSource.objects.create(main=made, source=item, position=position)
        move(item, "merge", by=by, happened_at=happened_at, detail={"main": made.pk, "title": title})
    titles = "、".join(f"《{item.title}》" for item in sources)
    record(subject=made, kind="took_in", by=by, happened_at=happened_at, detail={"reason": titles})
    return made


def _composed(title: str, body: str, source: str, by: User, happened_at: datetime | None) -> Item:
    """A new item of the office, which was never submitted."""
    if by.unit is None:
        raise Refused(_("您现在没有任职，不能并稿。"))
    item = Item(
        unit=by.unit,
        title=title,
        body=body,
        source=source,
        by=by,
        post=post_of(by, by.unit),
        written_on=business_today(),
        state=ItemState.RECEIVED,
    )
    item.save()
    detail = {"title": title, "body": body, "source": source}
    record(subject=item, kind="composed", by=by, happened_at=happened_at, detail=detail)
    keep_revision(item, by, happened_at)
    return item


def _rewritten(
    item: Item, title: str, body: str, source: str, by: User, happened_at: datetime | None
) -> None:
    detail = {"changed": {"title": [item.title, title], "source": [item.source, source]}, "body": body}
    item.title, item.body, item.source = title, body, source
    item.version += 1
    item.save(update_fields=["title", "body", "source", "version"])
    record(subject=item, kind="changed", by=by, happened_at=happened_at, detail=detail)
    keep_revision(item, by, happened_at, _("并稿"))


@transaction.atomic
def unmerge_item(*, item: Item, reason: str, by: User, happened_at: datetime | None = None) -> Item:
    """Take a merged item out of the one that it went into; it waits again. Its text stays in the other until edited."""
    require(by, "bulletin.merge_items", item)
    link = MergedSource.objects.filter(source=item).first()
    if link is None:
        raise Conflict(_("这篇稿件没有并入别的稿件。"))
    placement = Placement.objects.select_related("issue").filter(item=link.main_id).first()
    issue = locked(placement.issue) if placement else None
    main = Item.objects.select_for_update().get(pk=link.main_id)
    if main.state == ItemState.USED:
        raise Conflict(_("《%(title)s》已经采用，来稿不能再拆出。") % {"title": main.title})
    if issue is not None:
        require_open(issue)
    moved = move(item, "unmerge", by=by, reason=reason, happened_at=happened_at, detail={"main": main.pk})
    link.delete()
    keep = [each.source.source for each in main.sources.select_related("source")]
    keep += main.revisions.filter(version=main.vouched_version).values_list("source", flat=True)
    source = without_sources(main.source, [item.source], keep=keep)
    changed = {"source": [main.source, source]}
    main.source = source
    main.version += 1
    main.save(update_fields=["source", "version"])
    detail = {"changed": changed, "reason": f"《{item.title}》"}
    record(subject=main, kind="gave_back", by=by, happened_at=happened_at, detail=detail)
    keep_revision(main, by, happened_at, _("拆出来稿"))
    if issue is not None:
        touch(issue, "item_edited", by, {"item": ["", main.title]}, happened_at)
    return moved
