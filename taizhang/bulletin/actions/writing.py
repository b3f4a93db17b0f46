"""What a unit does with its items: it writes, changes, signs off, submits and withdraws them."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from taizhang.bulletin import access, printing  # noqa: F401  access declares the permissions
from taizhang.bulletin.actions.confirming import follow_change
from taizhang.bulletin.actions.editing import locked, require_open, touch
from taizhang.bulletin.actions.keeping import keep_revision
from taizhang.bulletin.live_figures import Evaluation
from taizhang.bulletin.models import Call, Item, Placement, Topic
from taizhang.bulletin.prose import length
from taizhang.bulletin.states import WITH_THE_OFFICE, WITH_THE_UNIT, CallState
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import Unit, User


class StaleVersion(Conflict):
    """Somebody else saved the text while it was being edited."""


def post_of(user: User, unit: Unit) -> str:
    """The post under which somebody writes for a unit, in the words of the paper."""
    posts = user.current_posts
    with translation.override(settings.LANGUAGE_CODE):
        return str(next((post for post in posts if post.unit_id == unit.pk), posts[0] if posts else ""))


def clean(title: str, body: str) -> tuple[str, str]:
    """Title and body as they are kept; raises Refused where one is missing or a live figure stands in the title."""
    title, body = " ".join(title.split()), body.replace("\r\n", "\n").strip()
    if not title:
        raise Refused(_("请写标题。"), field="title")
    if "[[" in title:
        raise Refused(_("标题里不能放活数字，请写进正文。"), field="title")
    if not body:
        raise Refused(_("请写正文。"), field="body")
    return title, body


def _require_sound_figures(body: str) -> None:
    today = business_today()
    if errors := Evaluation(today, today).errors([body]):
        raise Refused(_("数字有误，不能审签：%(errors)s") % {"errors": "".join(errors[:5])}, field="body")


@transaction.atomic
def write_item(
    *,
    unit: Unit,
    title: str,
    body: str,
    source: str = "",
    by: User,
    topic: Topic | None = None,
    call: Call | None = None,
    written_on: date | None = None,
    happened_at: datetime | None = None,
) -> Item:
    """A new draft of a unit; the source line is the unit's short name unless given.

    `call` is the call for items that it answers; its topic is the call's unless given.
    """
    require(by, "bulletin.write_item", unit.pk)
    title, body = clean(title, body)
    require_asked(call, unit)
    item = Item(
        unit=unit,
        title=title,
        body=body,
        source=source.strip() or unit.short_name,
        topic=topic or (call.topic if call else None),
        call=call,
        by=by,
        post=post_of(by, unit),
        written_on=written_on or business_today(),
    )
    item.save()
    detail = {"title": title, "body": body, "source": item.source}
    if call is not None:
        detail["call"] = call.title
    record(subject=item, kind="created", by=by, happened_at=happened_at, detail=detail)
    keep_revision(item, by, happened_at)
    return item


def require_asked(call: Call | None, unit: Unit) -> None:
    """Raise Refused where the unit is not one that the call asks, or the call is over."""
    if call is None:
        return
    if call.state != CallState.OPEN:
        raise Refused(_("约稿“%(title)s”已经结束，不能再应约。") % {"title": call.title}, field="call")
    if not call.asked.filter(unit=unit).exists():
        raise Refused(
            _("约稿“%(title)s”没有约%(unit)s，请选别的约稿，或空着。")
            % {"title": call.title, "unit": unit.short_name},
            field="call",
        )


@transaction.atomic
def change_item(
    *,
    item: Item,
    version: int,
    title: str,
    body: str,
    source: str,
    by: User,
    note: str = "",
    happened_at: datetime | None = None,
) -> Item:
    """Change the text: the unit a draft or a returned item, the office one that it has received or placed.

    `version` is the version that the writer had before them; raises StaleVersion where somebody else was faster, and
    Conflict where the item is in nobody's hands to change: signed off, submitted, or printed in a signed issue.
    """
    title, body = clean(title, body)
    placement = Placement.objects.select_related("issue").filter(item=item).first()
    issue = locked(placement.issue) if placement else None
    held = Item.objects.select_for_update().get(pk=item.pk)
    if held.state in WITH_THE_UNIT:
        require(by, "bulletin.write_item", held)
    elif held.state in WITH_THE_OFFICE or not may(by, "bulletin.write_item", held):
        require(by, "bulletin.edit_item", held)
    if held.state not in (*WITH_THE_UNIT, *WITH_THE_OFFICE):
        raise Conflict(_("稿件现在“%(state)s”，正文不能再改。") % {"state": held.get_state_display()})
    if issue is not None:
        require_open(issue)
    if held.version != version:
        raise StaleVersion(_("这篇稿件已有人改过，您的文字还没有存。请看下面的对照，改好后再存一次。"))
    values = {"title": title, "body": body, "source": source.strip() or held.unit.short_name}
    changed = differences(held, values)
    if not changed:
        return held
    detail: dict[str, Any] = {"changed": changed}
    if "body" in changed:
        detail["body"] = body
        changed["length"] = [length(text) for text in changed.pop("body")]
    for field, value in values.items():
        setattr(held, field, value)
    held.version += 1
    held.save(update_fields=[*values, "version"])
    if note.strip():
        detail["note"] = note.strip()
    record(subject=held, kind="changed", by=by, happened_at=happened_at, detail=detail)
    keep_revision(held, by, happened_at, note)
    follow_change(held, by, happened_at)
    if issue is not None:
        touch(issue, "item_edited", by, {"item": ["", title]}, happened_at)
    return held


@transaction.atomic
def sign_off_item(*, item: Item, by: User, happened_at: datetime | None = None) -> Item:
    """The unit vouches for the text; refused while a figure in it cannot be printed."""
    require(by, "bulletin.sign_off_item", item)
    _require_sound_figures(Item.objects.get(pk=item.pk).body)
    return move(item, "sign_off", by=by, happened_at=happened_at)


def undo_sign_off(*, item: Item, reason: str, by: User) -> Item:
    """Back to the writer's desk, with a reason."""
    require(by, "bulletin.sign_off_item", item)
    return move(item, "undo_sign_off", by=by, reason=reason)


def submit_item(*, item: Item, by: User, on: date | None = None, happened_at: datetime | None = None) -> Item:
    """Send the item to the office; `on` is the day that counts, today unless given. The unit stands by this version."""
    require(by, "bulletin.submit_item", item)
    version = Item.objects.values_list("version", flat=True).get(pk=item.pk)
    changes = {"submitted_on": on or business_today(), "vouched_version": version}
    return move(item, "submit", by=by, happened_at=happened_at, changes=changes)


def withdraw_item(*, item: Item, reason: str, by: User) -> Item:
    """Take a submitted item back before the office has received it; it then counts as not submitted."""
    require(by, "bulletin.submit_item", item)
    return move(
        item, "withdraw", by=by, reason=reason, changes={"submitted_on": None, "vouched_version": None}
    )
