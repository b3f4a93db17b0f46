"""Calls for items: sent to units, changed, closed; and the items that answer them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.bulletin import access  # noqa: F401  declares the permissions
from taizhang.bulletin.actions.writing import require_asked
from taizhang.bulletin.models import Call, CallUnit, Item, Topic
from taizhang.bulletin.states import CallState, ItemState
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import Unit, User


def _cleaned(title: str, text: str, units: Iterable[Unit]) -> tuple[str, str, list[Unit]]:
    title, text = " ".join(title.split()), text.replace("\r\n", "\n").strip()
    asked = sorted({unit.pk: unit for unit in units}.values(), key=lambda unit: (unit.position, unit.pk))
    if not title:
        raise Refused(_("请写约稿题目。"), field="title")
    if not text:
        raise Refused(_("请写约稿要求。"), field="text")
    if not asked:
        raise Refused(_("请至少选一个单位。"), field="units")
    return title, text, asked


def _names(units: Iterable[Unit]) -> str:
    return "、".join(unit.short_name for unit in units)


@transaction.atomic
def call_for_items(
    *,
    title: str,
    text: str,
    units: Iterable[Unit],
    due_on: date,
    by: User,
    topic: Topic | None = None,
    called_on: date | None = None,
    happened_at: datetime | None = None,
) -> Call:
    """Ask units for items until a day; they see it on their desks. Raises Refused at the field at fault."""
    require(by, "bulletin.call_for_items")
    title, text, asked = _cleaned(title, text, units)
    called_on = called_on or business_today()
    if due_on < called_on:
        raise Refused(_("截稿日期不能早于发出日期 %(day)s。") % {"day": called_on}, field="due_on")
    if by.unit is None:
        raise Refused(_("您现在没有任职，不能约稿。"))
    call = Call(unit=by.unit, title=title, text=text, topic=topic, due_on=due_on, called_on=called_on, by=by)
    call.save()
    CallUnit.objects.bulk_create(CallUnit(call=call, unit=unit) for unit in asked)
    detail = {"title": title, "text": text, "due_on": due_on, "units": _names(asked)}
    record(subject=call, kind="created", by=by, happened_at=happened_at, detail=detail)
    return call


@transaction.atomic
def change_call(
    *,
    call: Call,
    title: str,
    text: str,
    units: Iterable[Unit],
    due_on: date,
    by: User,
    topic: Topic | None = None,
) -> Call:
    """Change an open call. A unit that has already written for it stays among those asked."""
    require(by, "bulletin.call_for_items", call)
    title, text, asked = _cleaned(title, text, units)
    held = Call.objects.select_for_update().get(pk=call.pk)
    if held.state != CallState.OPEN:
        raise Conflict(_("这件约稿已经结束，不能再改。"))
    if due_on < held.called_on:
        raise Refused(_("截稿日期不能早于发出日期 %(day)s。") % {"day": held.called_on}, field="due_on")
    before = list(Unit.objects.filter(pk__in=held.asked.values("unit")))
    kept = {unit.pk for unit in asked}
    answered = set(held.items.values_list("unit", flat=True))
    if lost := [unit for unit in before if unit.pk in answered and unit.pk not in kept]:
        raise Refused(
            _("%(units)s已经应约写稿，不能从约稿单位里去掉。") % {"units": _names(lost)}, field="units"
        )
    values = {"title": title, "text": text, "topic": topic, "due_on": due_on}
    changed = differences(held, values)
    if {unit.pk for unit in before} != kept:
        changed["units"] = [_names(before), _names(asked)]
        held.asked.exclude(unit__in=kept).delete()
        known = {unit.pk for unit in before}
        CallUnit.objects.bulk_create(CallUnit(call=held, unit=unit) for unit in asked if unit.pk not in known)
    if changed:
        for field, value in values.items():
            setattr(held, field, value)
        held.save(update_fields=list(values))
        shown = {name: [str(each or "") for each in pair] for name, pair in changed.items()}
        record(subject=held, kind="changed", by=by, detail={"changed": shown})
    return held


def close_call(*, call: Call, by: User, happened_at: datetime | None = None) -> Call:
    """Nothing more is waited for."""
    require(by, "bulletin.call_for_items", call)
    return move(call, "close", by=by, happened_at=happened_at)


def reopen_call(*, call: Call, reason: str, by: User) -> Call:
    """Items are waited for after all."""
    require(by, "bulletin.call_for_items", call)
    return move(call, "reopen", by=by, reason=reason)


@transaction.atomic
def answer_call(*, item: Item, call: Call | None, by: User) -> Item:
    """Say which call an item of one's own unit answers, or none; not when its way has ended."""
    require(by, "bulletin.write_item", item)
    held = Item.objects.select_for_update().get(pk=item.pk)
    if held.state in (ItemState.USED, ItemState.NOT_USED, ItemState.MERGED):
        raise Conflict(_("稿件现在“%(state)s”，不能再改应哪件约稿。") % {"state": held.get_state_display()})
    if held.call == call:
        return held
    require_asked(call, held.unit)
    changed = {"call": [str(held.call or ""), str(call or "")]}
    held.call = call
    held.save(update_fields=["call"])
    record(subject=held, kind="answered_call", by=by, detail={"changed": changed})
    return held
