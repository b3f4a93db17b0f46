"""Issues on their way to the signing: reviewed, sent back, given up."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.bulletin import access, printing  # noqa: F401  access declares the permissions
from taizhang.bulletin.actions.confirming import require_confirmed
from taizhang.bulletin.actions.editing import locked
from taizhang.bulletin.models import Issue, Item
from taizhang.bulletin.sheet import set_issue
from taizhang.bulletin.states import ISSUE
from taizhang.foundation.refusals import Refused
from taizhang.journal.moves import move
from taizhang.organisation.access import require
from taizhang.organisation.models import User


@transaction.atomic
def send_to_first_review(*, issue: Issue, by: User, happened_at: datetime | None = None) -> Issue:
    """Assembled: something stands in it, and every figure of it can be printed."""
    require(by, "bulletin.assemble", issue)
    held = locked(issue)
    if held.state not in ISSUE.transition("send_to_first_review").sources:
        return move(held, "send_to_first_review", by=by)  # says why not
    items = set_issue(held, printing.live_evaluation(held))
    if not items:
        raise Refused(_("这一期还没有稿件，请先排入。"))
    if errors := [error for item in items for error in item.errors]:
        raise Refused(_("数字有误，不能送审：%(errors)s") % {"errors": "".join(errors[:5])})
    require_confirmed(_items_of(held))
    return move(held, "send_to_first_review", by=by, happened_at=happened_at)


def _items_of(issue: Issue) -> list[Item]:
    return [placement.item for placement in issue.placements.select_related("item")]


@transaction.atomic
def pass_first_review(*, issue: Issue, by: User, happened_at: datetime | None = None) -> Issue:
    """The editor has read it through; the units stand by every figure that was changed in it."""
    require(by, "bulletin.first_review", issue)
    require_confirmed(_items_of(issue))
    return move(issue, "pass_first_review", by=by, happened_at=happened_at)


@transaction.atomic
def pass_second_review(*, issue: Issue, by: User, happened_at: datetime | None = None) -> Issue:
    """The chief of the section has read it, with every changed figure confirmed; it waits for the signer."""
    require(by, "bulletin.second_review", issue)
    require_confirmed(_items_of(issue))
    return move(issue, "pass_second_review", by=by, happened_at=happened_at)


def send_back_issue(*, issue: Issue, reason: str, by: User) -> Issue:
    """Back to the editors, with a reason."""
    require(by, "bulletin.send_back_issue", issue)
    return move(issue, "send_back", by=by, reason=reason)


@transaction.atomic
def drop_issue(*, issue: Issue, reason: str, by: User) -> Issue:
    """Give an issue up; its items must be taken out first."""
    require(by, "bulletin.assemble", issue)
    held = locked(issue)
    if held.placements.exists():
        raise Refused(_("这一期里还有稿件，请先撤下再撤销。"))
    return move(held, "drop", by=by, reason=reason)
