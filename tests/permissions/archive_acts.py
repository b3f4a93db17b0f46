"""For every permission of the archive (what it needs, the action that it guards), as in acts.py."""

from collections.abc import Callable
from typing import Any

from taizhang.archive import actions
from taizhang.archive.models import Delivery
from taizhang.bulletin.models import Issue, RecipientEntry, RecipientList
from taizhang.foundation import clock
from taizhang.organisation.models import Unit, User
from tests import factories


def issue_in(state: str) -> Callable[[Unit], Issue]:
    """Makes an issue of a unit that stands in the state."""

    def made(unit: Unit) -> Issue:
        editor = factories.person("editor")
        day = clock.today()
        return Issue.objects.create(
            unit=unit, state=state, year=2020, number=100 + unit.pk, issued_on=day, cut_off=day, opened_on=day,
            masthead="示例信息", publisher="示例办公室", last_edited_by=editor,
        )  # fmt: skip

    return made


def lists() -> list[RecipientList]:
    """A list with one addressee outside."""
    found, made = RecipientList.objects.get_or_create(
        name="示例", defaults={"line": "sent_to", "printed": "示例"}
    )
    if made:
        RecipientEntry.objects.create(list=found, position=1, outside="示例公司", copies=1)
    return [found]


def unread(unit: Unit) -> Issue:
    """A sent issue that somebody has not confirmed."""
    issue = issue_in("sent")(unit)
    Delivery.objects.create(issue=issue, user=factories.person("reader", unit), sent_at=clock.now())
    return issue


def read(by: User, issue: Issue) -> Delivery:
    """The person's own copy, confirmed."""
    copy = Delivery.objects.create(issue=issue, user=by, sent_at=clock.now())
    return actions.confirm_reading(delivery=copy, by=by)


def nothing(unit: Unit) -> None:
    """No row is needed."""


ARCHIVE: dict[str, tuple[Callable[[Unit], Any], Callable[[User, Any, Unit], Any]]] = {
    "archive.send_issue": (
        issue_in("proofed"),
        lambda by, row, unit: actions.send_issue(by=by, issue=row, lists=lists()),
    ),
    "archive.chase_readers": (unread, lambda by, row, unit: actions.chase_readers(by=by, issue=row)),
    "archive.read_issue": (issue_in("sent"), lambda by, row, unit: read(by, row)),
    "archive.archive_issue": (
        issue_in("sent"),
        lambda by, row, unit: actions.archive_issue(by=by, issue=row),
    ),
    "archive.open_issue": (
        issue_in("sent"),
        lambda by, row, unit: actions.set_openness(by=by, issue=row, public=True),
    ),
    "archive.settle": (nothing, lambda by, row, unit: actions.settle(by=by, remind_after=4)),
    "archive.take_in": (
        nothing,
        lambda by, row, unit: actions.take_in(by=by, data=f"示例{unit.pk}".encode(), name="示例.txt"),
    ),
}
