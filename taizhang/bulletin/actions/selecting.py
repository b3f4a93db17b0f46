"""What the office does with the items that came in: received, returned, kept, not used."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from taizhang.bulletin import access, printing  # noqa: F401  access declares the permissions
from taizhang.bulletin.models import Item
from taizhang.bulletin.states import ItemState
from taizhang.journal.moves import move
from taizhang.organisation.access import require
from taizhang.organisation.models import User


def receive_item(*, item: Item, by: User, happened_at: datetime | None = None) -> Item:
    """The office has it."""
    require(by, "bulletin.select_items", item)
    return move(item, "receive", by=by, happened_at=happened_at)


@transaction.atomic
def receive_items(*, items: Iterable[Item], by: User) -> int:
    """The office has them all; those that somebody received meanwhile are left alone. Returns how many were received."""
    require(by, "bulletin.select_items")
    chosen = Item.objects.filter(pk__in=[item.pk for item in items], state=ItemState.SUBMITTED).order_by("pk")
    return len([receive_item(item=item, by=by) for item in chosen])


def return_item(*, item: Item, reason: str, by: User, happened_at: datetime | None = None) -> Item:
    """Back to the unit to be completed, with the reason that it reads."""
    require(by, "bulletin.select_items", item)
    return move(item, "return_item", by=by, reason=reason, happened_at=happened_at)


def keep_item(*, item: Item, by: User) -> Item:
    """Kept for a later issue."""
    require(by, "bulletin.select_items", item)
    return move(item, "keep", by=by)


def not_use_item(*, item: Item, reason: str, by: User) -> Item:
    """Not used, with the reason that the unit reads."""
    require(by, "bulletin.select_items", item)
    return move(item, "not_use", by=by, reason=reason)


def reconsider_item(*, item: Item, reason: str, by: User) -> Item:
    """An item that was not to be used may be used after all."""
    require(by, "bulletin.select_items", item)
    return move(item, "reconsider", by=by, reason=reason)
