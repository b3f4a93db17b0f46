"""Every write of the bulletin's office: items written, passed on and chosen, issues assembled and reviewed."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from taizhang.bulletin import access, printing  # noqa: F401  access declares the permissions
from taizhang.bulletin.live_figures import Evaluation
from taizhang.bulletin.models import Issue, IssueRun, Item, Placement
from taizhang.bulletin.prose import length
from taizhang.bulletin.sheet import set_issue
from taizhang.bulletin.signing import sign_issue
from taizhang.bulletin.states import ISSUE, OPEN_TO_EDITING, WITH_THE_OFFICE, WITH_THE_UNIT
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import Unit, User

__all__ = ["sign_issue"]


def _post_of(user: User, unit: Unit) -> str:
    """The post under which somebody writes for a unit, in the words of the paper."""
    posts = user.current_posts
    with translation.override(settings.LANGUAGE_CODE):
        return str(next((post for post in posts if post.unit_id == unit.pk), posts[0] if posts else ""))


def _clean(title: str, body: str) -> tuple[str, str]:
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


# --- items: the unit ---------------------------------------------------------------------------------------------------


@transaction.atomic
def write_item(
    *,
    unit: Unit,
    title: str,
    body: str,
    source: str = "",
    by: User,
    written_on: date | None = None,
    happened_at: datetime | None = None,
) -> Item:
    """A new draft of a unit; the source line is the unit's short name unless given."""
    require(by, "bulletin.write_item", unit.pk)
    title, body = _clean(title, body)
    item = Item(
        unit=unit,
        title=title,
        body=body,
        source=source.strip() or unit.short_name,
        by=by,
        post=_post_of(by, unit),
        written_on=written_on or business_today(),
    )
    item.save()
    detail = {"title": title, "body": body, "source": item.source}
    record(subject=item, kind="created", by=by, happened_at=happened_at, detail=detail)
    return item


@transaction.atomic
def change_item(
    *,
    item: Item,
    version: int,
    title: str,
    body: str,
    source: str,
    by: User,
    happened_at: datetime | None = None,
) -> Item:
    """Change the text: the unit a draft or a returned item, the office one that it has received or placed.

    `version` is the version that the writer had before them; raises Conflict where somebody else was faster, and Refused
    where the item is in nobody's hands to change: signed off, submitted, or printed in a signed issue.
    """
    title, body = _clean(title, body)
    placement = Placement.objects.select_related("issue").filter(item=item).first()
    issue = _locked(placement.issue) if placement else None
    held = Item.objects.select_for_update().get(pk=item.pk)
    if held.state in WITH_THE_UNIT:
        require(by, "bulletin.write_item", held)
    elif held.state in WITH_THE_OFFICE or not may(by, "bulletin.write_item", held):
        require(by, "bulletin.edit_item", held)
    if held.state not in (*WITH_THE_UNIT, *WITH_THE_OFFICE):
        raise Conflict(_("稿件现在“%(state)s”，正文不能再改。") % {"state": held.get_state_display()})
    if issue is not None:
        _require_open(issue)
    if held.version != version:
        raise Conflict(_("这篇稿件已有人改过。请另开一页看新的正文，把您的改动合进去。"))
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
    record(subject=held, kind="changed", by=by, happened_at=happened_at, detail=detail)
    if issue is not None:
        _touch(issue, "item_edited", by, {"item": ["", title]}, happened_at)
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
    """Send the item to the office; `on` is the day that counts, today unless given."""
    require(by, "bulletin.submit_item", item)
    return move(
        item, "submit", by=by, happened_at=happened_at, changes={"submitted_on": on or business_today()}
    )


def withdraw_item(*, item: Item, reason: str, by: User) -> Item:
    """Take a submitted item back before the office has received it; it then counts as not submitted."""
    require(by, "bulletin.submit_item", item)
    return move(item, "withdraw", by=by, reason=reason, changes={"submitted_on": None})


# --- items: the office -------------------------------------------------------------------------------------------------


def receive_item(*, item: Item, by: User, happened_at: datetime | None = None) -> Item:
    """The office has it."""
    require(by, "bulletin.select_items", item)
    return move(item, "receive", by=by, happened_at=happened_at)


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


# --- issues: assembling ------------------------------------------------------------------------------------------------


def _locked(issue: Issue) -> Issue:
    return Issue.objects.select_for_update().get(pk=issue.pk)


def _require_open(issue: Issue) -> None:
    if issue.state not in OPEN_TO_EDITING:
        raise Conflict(
            _("这一期现在“%(state)s”，不能再编改。") % {"state": issue.get_state_display()}
            + (_("更正请登在以后的一期。") if issue.is_frozen else "")
        )


def _touch(
    issue: Issue, kind: str, by: User, changed: dict[str, Any], happened_at: datetime | None = None
) -> None:
    """Journal an edit of the issue and remember who made it."""
    issue.last_edited_by = by
    issue.save(update_fields=["last_edited_by"])
    record(subject=issue, kind=kind, by=by, happened_at=happened_at, detail={"changed": changed})


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
    held = _locked(issue)
    _require_open(held)
    if changed := differences(held, values):
        _require_known(values.get("cut_off", held.cut_off))
        for field in changed:
            setattr(held, field, values[field])
        held.save(update_fields=list(changed))
        _touch(held, "changed", by, changed)
    return held


@transaction.atomic
def place_item(*, issue: Issue, item: Item, by: User, happened_at: datetime | None = None) -> Placement:
    """Put a received item at the end of an issue."""
    require(by, "bulletin.assemble", issue)
    held = _locked(issue)
    _require_open(held)
    move(item, "place", by=by, happened_at=happened_at, detail={"issue": held.pk})
    placement = Placement(issue=held, item=item, position=held.placements.count() + 1)
    placement.save()
    _touch(held, "item_placed", by, {"item": ["", item.title]}, happened_at)
    return placement


@transaction.atomic
def take_out_item(*, issue: Issue, item: Item, by: User) -> None:
    """Take an item out of an issue; it waits again."""
    require(by, "bulletin.assemble", issue)
    held = _locked(issue)
    _require_open(held)
    placement = _placement(held, item)
    placement.delete()
    move(item, "take_out", by=by, detail={"issue": held.pk})
    _renumber(list(held.placements.all()))
    _touch(held, "item_taken_out", by, {"item": [item.title, ""]})


@transaction.atomic
def move_item(*, issue: Issue, item: Item, up: bool, by: User) -> None:
    """Change places with the neighbour above or below; at the end of the order nothing happens."""
    require(by, "bulletin.assemble", issue)
    held = _locked(issue)
    _require_open(held)
    placements = list(held.placements.all())
    old = next((place for place, each in enumerate(placements) if each.item_id == item.pk), None)
    if old is None:
        raise Conflict(_("这篇稿件已不在这一期里。"))
    new = old - 1 if up else old + 1
    if not 0 <= new < len(placements):
        return
    placements.insert(new, placements.pop(old))
    _renumber(placements)
    _touch(held, "item_moved", by, {"item": ["", item.title], "position": [old + 1, new + 1]})


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


# --- issues: reviews ---------------------------------------------------------------------------------------------------


@transaction.atomic
def send_to_first_review(*, issue: Issue, by: User, happened_at: datetime | None = None) -> Issue:
    """Assembled: something stands in it, and every figure of it can be printed."""
    require(by, "bulletin.assemble", issue)
    held = _locked(issue)
    if held.state not in ISSUE.transition("send_to_first_review").sources:
        return move(held, "send_to_first_review", by=by)  # says why not
    items = set_issue(held, printing.live_evaluation(held))
    if not items:
        raise Refused(_("这一期还没有稿件，请先排入。"))
    if errors := [error for item in items for error in item.errors]:
        raise Refused(_("数字有误，不能送审：%(errors)s") % {"errors": "".join(errors[:5])})
    return move(held, "send_to_first_review", by=by, happened_at=happened_at)


def pass_first_review(*, issue: Issue, by: User, happened_at: datetime | None = None) -> Issue:
    """The editor has read it through."""
    require(by, "bulletin.first_review", issue)
    return move(issue, "pass_first_review", by=by, happened_at=happened_at)


def pass_second_review(*, issue: Issue, by: User, happened_at: datetime | None = None) -> Issue:
    """The chief of the section has read it; it waits for the signer."""
    require(by, "bulletin.second_review", issue)
    return move(issue, "pass_second_review", by=by, happened_at=happened_at)


def send_back_issue(*, issue: Issue, reason: str, by: User) -> Issue:
    """Back to the editors, with a reason."""
    require(by, "bulletin.send_back_issue", issue)
    return move(issue, "send_back", by=by, reason=reason)


@transaction.atomic
def drop_issue(*, issue: Issue, reason: str, by: User) -> Issue:
    """Give an issue up; its items must be taken out first."""
    require(by, "bulletin.assemble", issue)
    held = _locked(issue)
    if held.placements.exists():
        raise Refused(_("这一期里还有稿件，请先撤下再撤销。"))
    return move(held, "drop", by=by, reason=reason)


@transaction.atomic
def set_run(*, year: int, last_number: int, supplement: bool = False, by: User) -> IssueRun:
    """Say up to which number a year's issues had come before this system; never below a number that it gave itself."""
    require(by, "bulletin.set_run")
    given = Issue.objects.filter(year=year, supplement=supplement, number__gt=last_number)
    if given.exists():
        raise Refused(_("这一年已签发过更大的期号，不能往回设。"), field="last_number")
    IssueRun.objects.get_or_create(year=year, supplement=supplement)
    run = IssueRun.objects.select_for_update().get(year=year, supplement=supplement)
    changed = {"last_number": [run.last_number, last_number]}
    run.last_number = last_number
    run.save(update_fields=["last_number"])
    record(subject=run, kind="changed", by=by, unit=by.unit, detail={"year": year, "changed": changed})
    return run
