"""Issues being filled: opened, their head and foot changed, items placed, moved and taken out."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.bulletin import access, printing  # noqa: F401  access declares the permissions
from taizhang.bulletin.actions.confirming import follow_removal
from taizhang.bulletin.actions.editing import locked, require_open, touch
from taizhang.bulletin.models import Issue, Item, Placement
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User


@transaction.atomic
def open_issue(
    *,
    masthead: str,
    publisher: str,
    cut_off: date,
    by: User,
    opened_on: date | None = None,
    happened_at: datetime | None = None,
    **heading: Any,
) -> Issue:
    """A new issue to fill; `heading` is any of supplement, sent_to, distributed_to, editors, copies, secrecy, serial."""
    require(by, "bulletin.assemble")
    _require_known(cut_off)
    if by.unit is None:
        raise Refused(_("您现在没有任职，不能开编。"))
    values = {"masthead": masthead, "publisher": publisher, "cut_off": cut_off, **heading}
    issue = Issue(unit=by.unit, opened_on=opened_on or business_today(), last_edited_by=by, **values)
    issue.save()
    record(subject=issue, kind="created", by=by, happened_at=happened_at, detail=values)
    return issue


def _require_known(cut_off: date) -> None:
    if cut_off > business_today():
        raise Refused(_("数字截至日还没有到，请改成今天或以前。"), field="cut_off")


@transaction.atomic
def change_issue(*, issue: Issue, by: User, **values: Any) -> Issue:
    """Change what stands at the head and the foot, or the cut-off day of the figures."""
    require(by, "bulletin.assemble", issue)
    held = locked(issue)
    require_open(held)
    if changed := differences(held, values):
        _require_known(values.get("cut_off", held.cut_off))
        for field in changed:
            setattr(held, field, values[field])
        held.save(update_fields=list(changed))
        touch(held, "changed", by, changed)
    return held


@transaction.atomic
def place_item(*, issue: Issue, item: Item, by: User, happened_at: datetime | None = None) -> Placement:
    """Put a received item at the end of an issue."""
    require(by, "bulletin.assemble", issue)
    held = locked(issue)
    require_open(held)
    move(item, "place", by=by, happened_at=happened_at, detail={"issue": held.pk})
    placement = Placement(issue=held, item=item, position=held.placements.count() + 1)
    placement.save()
    touch(held, "item_placed", by, {"item": ["", item.title]}, happened_at)
    return placement


@transaction.atomic
def take_out_item(*, issue: Issue, item: Item, by: User) -> None:
    """Take an item out of an issue; it waits again."""
    require(by, "bulletin.assemble", issue)
    held = locked(issue)
    require_open(held)
    placement = _placement(held, item)
    placement.delete()
    move(item, "take_out", by=by, detail={"issue": held.pk})
    follow_removal(item, by)
    _renumber(list(held.placements.all()))
    touch(held, "item_taken_out", by, {"item": [item.title, ""]})


@transaction.atomic
def move_item(*, issue: Issue, item: Item, up: bool, by: User) -> None:
    """Change places with the neighbour above or below; at the end of the order nothing happens."""
    require(by, "bulletin.assemble", issue)
    held = locked(issue)
    require_open(held)
    placements = list(held.placements.all())
    old = next((place for place, each in enumerate(placements) if each.item_id == item.pk), None)
    if old is None:
        raise Conflict(_("这篇稿件已不在这一期里。"))
    new = old - 1 if up else old + 1
    if not 0 <= new < len(placements):
        return
    placements.insert(new, placements.pop(old))
    _renumber(placements)
    touch(held, "item_moved", by, {"item": ["", item.title], "position": [old + 1, new + 1]})


@transaction.atomic
def move_item_to(
    *,
    issue: Issue,
    item: Item,
    position: int | None,
    by: User,
    seen: Sequence[int] | None = None,
) -> None:
    """Put an item at a place of the issue, counted from 1, wherever it stood; None takes it out.

    A place past the end is the end. `seen` is the order that the editor had before them, as ids of items; raises Conflict
    where somebody else has changed it since, so that two editors do not undo each other unseen.
    """
    require(by, "bulletin.assemble", issue)
    held = locked(issue)
    require_open(held)
    placements = list(held.placements.all())
    order = [placement.item_id for placement in placements]
    if seen is not None and list(seen) != order:
        raise Conflict(_("另一位编辑刚动过这一期的次序，已换成现在的样子，请看过再移。"))
    if position is None:
        take_out_item(issue=held, item=item, by=by)
        return
    if item.pk not in order:
        placements.append(place_item(issue=held, item=item, by=by))
        order.append(item.pk)
    old, new = order.index(item.pk), max(0, min(position, len(placements)) - 1)
    if old == new:
        return
    placements.insert(new, placements.pop(old))
    _renumber(placements)
    touch(held, "item_moved", by, {"item": ["", item.title], "position": [old + 1, new + 1]})


def _placement(issue: Issue, item: Item) -> Placement:
    found = issue.placements.filter(item=item).first()
    if found is None:
        raise Conflict(_("这篇稿件已不在这一期里。"))
    return found


def _renumber(placements: list[Placement]) -> None:
    for position, placement in enumerate(placements, start=1):
        if placement.position != position:
            placement.position = position
            placement.save(update_fields=["position"])
