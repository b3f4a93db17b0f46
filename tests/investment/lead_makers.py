"""Makers of first reports, promises and leaders' links, through the actions of the ledger."""

from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

from taizhang.investment.actions.commitments import CommitmentEntry, record_commitment
from taizhang.investment.actions.leads import LeadEntry, follow_up, register_lead
from taizhang.investment.models import Commitment, Lead, LeadFollowUp, Project
from taizhang.organisation.models import District, User

_numbers = count(1)
JUNE_1, JUNE_19 = date(2020, 6, 1), date(2020, 6, 19)


def stand_on(day: date) -> None:
    """Let the district's work stand on a day."""
    District.objects.update(stands_on=day)


def reported(
    by: User, investor: str = "示例·启辰集团有限公司", contact_on: date = JUNE_1, **values: Any
) -> Lead:
    """A first report of the person's own unit, registered on the day of the contact unless said."""
    on = values.pop("on", contact_on)
    unit = values.pop("unit", None) or by.unit
    values.setdefault("idea", "示例·零部件产线")
    entry = LeadEntry(unit_id=unit.pk, investor=investor, first_contact_on=contact_on, **values)
    return register_lead(by=by, entry=entry, on=on)


def paper() -> BytesIO:
    """A paper like no other."""
    return BytesIO(b"%%PDF-1.7\nexample %d" % next(_numbers))


def followed_up(by: User, lead: Lead, on: date, note: str = "示例·现场考察") -> LeadFollowUp:
    """A follow-up with a paper."""
    return follow_up(by=by, lead=lead, on=on, note=note, file=paper(), name="纪要.pdf")


def promised(by: User, project: Project, due_on: date = JUNE_19, **values: Any) -> Commitment:
    """A promise of the investor about a project."""
    values = {"side": "investor", "kind": "start", "text": "示例·按期开工", **values}
    return record_commitment(by=by, project=project, entry=CommitmentEntry(due_on=due_on, **values))
