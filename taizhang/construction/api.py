"""The API of the problems: phones and other systems record them, once for each receipt number, and read them page by page."""

from datetime import date
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from ninja import Field, Header, Query, Router, Schema, Status

from taizhang.construction import actions, checklist
from taizhang.construction.models import FOCUS_CHOICES, ChecklistItem, Problem, Site
from taizhang.construction.states import OPEN_PROBLEMS, ProblemState
from taizhang.foundation.refusals import Refused
from taizhang.journal import receipts
from taizhang.organisation.district import business_today
from taizhang.organisation.requests import SignedInRequest

router = Router(tags=["construction"])
FOCUS_CODES = {code for code, _title in FOCUS_CHOICES}
MOST = 200


class ProblemIn(Schema):
    """A problem as a phone sends it; `item` is a checklist code, or a focus area by code or Chinese name."""

    receipt: UUID | None = Field(None, description="made by the client; the header X-Receipt does as well")
    site: int = Field(description="the id of the site")
    item: str = Field(max_length=200)
    description: str = Field(min_length=1, max_length=500)
    due_on: date
    found_on: date | None = Field(None, description="today where it is left out")
    place: str = Field("", max_length=80)


class Recorded(Schema):
    """What was recorded."""

    id: int
    state: str
    found_on: date


class ProblemOut(Schema):
    """A problem as lists show it."""

    id: int
    site: int
    site_name: str
    unit: int
    focus: str
    item: str | None
    description: str
    state: str
    found_on: date
    due_on: date
    submitted_on: date | None
    closed_on: date | None


class ProblemPage(Schema):
    """One page; `after` is the cursor of the next one, empty on the last."""

    rows: list[ProblemOut]
    after: str


class ProblemQuery(Schema):
    """What a list may be narrowed to; `after` is the cursor that the page before gave."""

    unit: int | None = None
    site: int | None = None
    state: ProblemState | None = None
    open: bool | None = None
    due_before: date | None = None
    after: str = ""
    limit: int = Field(50, ge=1, le=MOST)


@router.post("/problems", response={201: Recorded}, summary="Record a problem")
def record_problem(
    request: SignedInRequest, body: ProblemIn, x_receipt: Header[UUID | None] = None
) -> Status[dict[str, Any]]:
    """Record a problem once: the same receipt with the same body answers as the first time, with another it is refused."""
    receipt = x_receipt or body.receipt
    if receipt is None:
        raise Refused(_("缺少回执号：请在 X-Receipt 或 receipt 里给一个 UUID。"), field="receipt")
    user = request.user
    content = body.model_dump(mode="json", exclude={"receipt"})

    def act() -> dict[str, Any]:
        site = get_object_or_404(Site.objects.visible_to(user), pk=body.site)
        focus, item = _check_of(body.item)
        problem = actions.record_problem(
            by=user, site=site, focus=focus, item=item, description=body.description, place=body.place,
            found_on=body.found_on or business_today(), due_on=body.due_on,
        )  # fmt: skip
        return {"id": problem.pk, "state": problem.state, "found_on": problem.found_on.isoformat()}

    return Status(201, receipts.once(receipt, content, by=user, act=act))


def _check_of(text: str) -> tuple[str, ChecklistItem | None]:
    """The focus area and the item that a text names; a code is looked up first, since phones send codes."""
    code = text.strip().upper()
    if code in FOCUS_CODES:
        return code, None
    item = next(iter(ChecklistItem.objects.filter(code=code).order_by()), None)
    if item is not None:
        return item.focus, item
    found = checklist.find_item(text)
    if found is None:
        raise Refused(_("“%s”不是检查表的编码，也不是重点名称。") % text, field="item")
    named = ChecklistItem.objects.filter(code=found.item.code).first() if found.item else None
    return found.focus.code, named


@router.get("/problems", response=ProblemPage, summary="List problems")
def list_problems(request: SignedInRequest, query: Query[ProblemQuery]) -> dict[str, Any]:
    """The problems that the person may read: open ones by due day, others by id, one page after the other."""
    rows = Problem.objects.visible_to(request.user)
    if query.unit is not None:
        rows = rows.filter(unit=query.unit)
    if query.site is not None:
        rows = rows.filter(site=query.site)
    if query.state is not None:
        rows = rows.filter(state=query.state)
    by_due = query.open is True or query.state in OPEN_PROBLEMS
    if by_due:
        rows = rows.filter(closed_on__isnull=True, voided_on__isnull=True)
    if query.due_before is not None:
        rows = rows.filter(due_on__lt=query.due_before)
    rows = _after(rows, query.after, by_due).order_by(*(("due_on", "id") if by_due else ("id",)))
    found = list(
        rows.values(
            "id", "site_id", "site__name", "unit_id", "focus", "item__code", "description", "state", "found_on",
            "due_on", "submitted_on", "closed_on",
        )[: query.limit + 1]
    )  # fmt: skip
    page = found[: query.limit]
    for row in page:
        row["site"], row["site_name"] = row.pop("site_id"), row.pop("site__name")
        row["unit"], row["item"] = row.pop("unit_id"), row.pop("item__code")
    more = len(found) > query.limit
    last = page[-1] if page else None
    cursor = f"{last['due_on']}~{last['id']}" if last and by_due else f"{last['id']}" if last else ""
    return {"rows": page, "after": cursor if more else ""}


def _after(rows: Any, cursor: str, by_due: bool) -> Any:
    """The rows behind a cursor: "due day~id" or "id"."""
    if not cursor:
        return rows
    try:
        if not by_due:
            return rows.filter(id__gt=int(cursor))
        due, pk = cursor.split("~")
        day = date.fromisoformat(due)
        return rows.filter(due_on__gte=day).exclude(due_on=day, id__lte=int(pk))
    except ValueError:
        raise Refused(_("“%s”不是上一页给的游标。") % cursor, field="after") from None
