"""What units stand by in a text, and which figures the office has changed since: read, never written here."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from taizhang.bulletin.changed_figures import Change, figures_changed
from taizhang.bulletin.models import Item, ItemRevision, MergedSource
from taizhang.organisation.models import Unit


@dataclass(frozen=True)
class Vouched:
    """The figures of an item that its units have not seen, and the units that have to: its own, or those of its sources."""

    changes: tuple[Change, ...]
    unit_ids: tuple[int, ...]


def vouched(items: Iterable[Item]) -> dict[int, Vouched]:
    """Item id → its changed figures, for items in which there are any; two queries however many items.

    An item is compared with the version that its unit submitted or confirmed last and, where others were merged into
    it, with theirs: a figure that one of them brought along is not a changed one.
    """
    held = {item.pk: item for item in items}
    mains: dict[int, int] = {}
    for main, source in (
        MergedSource.objects.filter(main__in=held).order_by("position", "pk").values_list("main", "source")
    ):
        mains[source] = main
    texts: dict[int, list[str]] = {}
    units: dict[int, list[int]] = {}
    revisions = ItemRevision.objects.filter(
        item__in=[*held, *mains], version=F("item__vouched_version")
    ).select_related("item")
    order = {pk: place for place, pk in enumerate([*held, *mains])}
    for revision in sorted(revisions, key=lambda each: order[each.item_id]):
        main = mains.get(revision.item_id, revision.item_id)
        texts.setdefault(main, []).append(revision.text)
        unit_ids = units.setdefault(main, [])
        if revision.item.submitted_on and revision.item.unit_id not in unit_ids:
            unit_ids.append(revision.item.unit_id)
    found = {}
    for pk, known in texts.items():
        item = held[pk]
        changes = figures_changed("\n".join(known), f"{item.title}\n{item.body}")
        if changes and units[pk]:
            found[pk] = Vouched(tuple(changes), tuple(units[pk]))
    return found


def changes_of(item: Item) -> tuple[Change, ...]:
    """The changed figures of one item."""
    found = vouched([item]).get(item.pk)
    return found.changes if found else ()


def units_of(unit_ids: Iterable[int]) -> str:
    """The short names of units, in the order of the district, as a list in a sentence."""
    return "、".join(Unit.objects.filter(pk__in=list(unit_ids)).values_list("short_name", flat=True))
