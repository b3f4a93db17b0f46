"""Figures that the office changed are confirmed by the unit (回核): asked, confirmed, disputed, withdrawn."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.bulletin import access  # noqa: F401  declares the permissions
from taizhang.bulletin.models import Confirmation, Item
from taizhang.bulletin.states import ItemState
from taizhang.bulletin.vouching import changes_of, units_of, vouched
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User

_Outcome = Confirmation.Outcome


@transaction.atomic
def ask_to_confirm(*, item: Item, by: User, happened_at: datetime | None = None) -> list[Confirmation]:
    """Ask every unit whose text it was to confirm the changed figures; a placed item keeps its place meanwhile.

    Raises Refused where no figure was changed, Conflict where the item is not with the office or was asked about already.
    """
    require(by, "bulletin.edit_item", item)
    held = Item.objects.select_for_update().get(pk=item.pk)
    placed = held.state == ItemState.PLACED
    if placed and held.confirmations.open().exists():
        raise Conflict(_("这篇稿件已提请回核，正等单位答复。"))
    found = vouched([held]).get(held.pk)
    if found is None:
        raise Refused(_("数字都和单位报来的一样，不用回核。"))
    changes = [asdict(change) for change in found.changes]
    detail = {"units": units_of(found.unit_ids), "figures": len(changes), "version": held.version}
    if placed:
        record(subject=held, kind="ask_to_confirm", by=by, happened_at=happened_at, detail=detail)
    else:
        move(held, "ask_to_confirm", by=by, happened_at=happened_at, detail=detail)
    return [
        Confirmation.objects.create(
            item=held,
            unit_id=unit_id,
            version=held.version,
            changes=changes,
            asked_by=by,
            asked_on=business_today(),
        )
        for unit_id in found.unit_ids
    ]


def _locked(confirmation: Confirmation) -> tuple[Confirmation, Item]:
    """The item's row, then the question's, locked; raises Conflict where it is answered or withdrawn."""
    item = Item.objects.select_for_update().get(pk=confirmation.item_id)
    held = Confirmation.objects.select_for_update().get(pk=confirmation.pk)
    if not held.is_open:
        raise Conflict(_("这一件回核现在“%(state)s”，不用再答复。") % {"state": held.get_outcome_display()})
    return held, item


def _answer(held: Confirmation, outcome: str, by: User, reason: str = "") -> None:
    held.outcome, held.answered_by, held.answered_on, held.reason = outcome, by, business_today(), reason
    held.save(update_fields=["outcome", "answered_by", "answered_on", "reason"])


@transaction.atomic
def confirm_figures(
    *, confirmation: Confirmation, by: User, happened_at: datetime | None = None
) -> Confirmation:
    """The unit stands by the changed figures; the last unit that was asked makes the item confirmed."""
    require(by, "bulletin.confirm_item", confirmation)
    held, item = _locked(confirmation)
    _answer(held, _Outcome.CONFIRMED, by)
    detail: dict[str, Any] = {"unit": held.unit.short_name, "figures": len(held.changes)}
    if item.confirmations.open().exists():
        record(subject=item, kind="unit_confirmed", by=by, happened_at=happened_at, detail=detail)
        return held
    if item.state == ItemState.TO_CONFIRM:
        changes = {"vouched_version": item.version}
        move(item, "confirm", by=by, happened_at=happened_at, changes=changes, detail=detail)
        return held
    item.vouched_version = item.version
    item.save(update_fields=["vouched_version"])
    detail["vouched_version"] = item.version
    record(subject=item, kind="confirm", by=by, happened_at=happened_at, detail=detail)
    return held


@transaction.atomic
def dispute_figures(
    *, confirmation: Confirmation, reason: str, by: User, happened_at: datetime | None = None
) -> Confirmation:
    """The unit says what is wrong; the text goes back to the editor, and other units need not answer any more."""
    require(by, "bulletin.confirm_item", confirmation)
    reason = reason.strip()
    if not reason:
        raise Refused(_("请写明哪个数字不对、应该是多少。"), field="reason")
    held, item = _locked(confirmation)
    _answer(held, _Outcome.DISPUTED, by, reason)
    item.confirmations.open().update(outcome=_Outcome.WITHDRAWN)
    detail = {"unit": held.unit.short_name}
    if item.state == ItemState.TO_CONFIRM:
        move(item, "dispute", by=by, reason=reason, happened_at=happened_at, detail=detail)
    else:
        record(
            subject=item, kind="dispute", by=by, happened_at=happened_at, detail={"reason": reason, **detail}
        )
    return held


@transaction.atomic
def withdraw_question(*, item: Item, by: User, happened_at: datetime | None = None) -> Item:
    """The office takes its question back: it will put the figures right itself, or ask anew."""
    require(by, "bulletin.edit_item", item)
    held = Item.objects.select_for_update().get(pk=item.pk)
    if not held.confirmations.open().update(outcome=_Outcome.WITHDRAWN):
        raise Conflict(_("这篇稿件没有等答复的回核。"))
    if held.state == ItemState.TO_CONFIRM:
        return move(held, "withdraw_question", by=by, happened_at=happened_at)
    record(subject=held, kind="withdraw_question", by=by, happened_at=happened_at)
    return held


def follow_change(item: Item, by: User, happened_at: datetime | None = None) -> None:
    """After an edit of a placed item that was asked about: other figures make another question, the same ones do not."""
    asked = list(item.confirmations.open())
    if not asked:
        return
    changes = [asdict(change) for change in changes_of(item)]
    if changes and all(each.changes == changes for each in asked):
        item.confirmations.open().update(version=item.version)
        return
    item.confirmations.open().update(outcome=_Outcome.WITHDRAWN)
    record(subject=item, kind="withdraw_question", by=by, happened_at=happened_at)


def follow_removal(item: Item, by: User, happened_at: datetime | None = None) -> None:
    """After an item was taken out of its issue while a unit has still to answer: it waits for that answer."""
    if item.confirmations.open().exists():
        move(item, "ask_to_confirm", by=by, happened_at=happened_at)


def require_confirmed(items: Iterable[Item]) -> None:
    """Raise Refused naming the items with figures that their units have not confirmed."""
    held = list(items)
    if not (found := vouched(held)):
        return
    titles = "、".join(f"《{item.title}》" for item in held if item.pk in found)
    raise Refused(
        _(
            "%(titles)s的数字改过，还没有经单位回核，不能送审。请在稿件页上“请单位回核”，等单位确认，或改回原来的数字。"
        )
        % {"titles": titles}
    )
