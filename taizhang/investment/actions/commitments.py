"""Two-way commitments (双向承诺): recorded with a day, kept, found broken, waived, put back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.investment import access  # noqa: F401  declares the permissions that are required here
from taizhang.investment.actions.projects import refuse_first
from taizhang.investment.entries import money_faults
from taizhang.investment.models import KINDS_OF, Commitment, CommitmentKind, Project, Side
from taizhang.investment.states import SIDE_STATES, CommitmentState
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User

MOST_TEXT = 300


@dataclass(frozen=True, slots=True)
class CommitmentEntry:
    """A promise as entered: `amount` in 万元 where one was named; `duty_unit` has to keep the government's."""

    side: str
    kind: str
    text: str
    due_on: date
    amount: Decimal | None = None
    duty_unit: Unit | None = None

    def values(self) -> dict[str, Any]:
        """Field → value; raises Refused at the field at fault."""
        if self.kind not in KINDS_OF[Side(self.side)]:
            sentence = _("“%(kind)s”不是%(side)s的承诺，请改类别或承诺方。")
            names = {"kind": CommitmentKind(self.kind).label, "side": Side(self.side).label}
            raise Refused(sentence % names, field="kind")
        if not self.text.strip() or len(self.text) > MOST_TEXT:
            raise Refused(_("请写明承诺内容，最多 %s 个字。") % MOST_TEXT, field="text")
        refuse_first(list(money_faults("amount", self.amount)))
        if self.side == Side.GOVERNMENT and self.duty_unit is None:
            raise Refused(_("政府的承诺要写明责任单位。"), field="duty_unit")
        return {
            "side": self.side,
            "kind": self.kind,
            "text": self.text.strip(),
            "due_on": self.due_on,
            "amount": self.amount,
            "duty_unit": self.duty_unit if self.side == Side.GOVERNMENT else None,
        }


@transaction.atomic
def record_commitment(
    *, by: User, project: Project, entry: CommitmentEntry, on: date | None = None
) -> Commitment:
    """Record a promise about a project, made on a day (now unless said). Raises Refused at the field at fault."""
    require(by, "investment.record_commitment", project)
    if project.state in SIDE_STATES:
        sentence = _("项目现在是“%s”，不能再登记承诺。请先恢复项目。")
        raise Refused(sentence % project.get_state_display(), field="project")
    values = entry.values()
    row = Commitment.objects.create(project=project, unit_id=project.unit_id, **values)
    happened_at = clock.start_of(on) if on else None
    detail = {"project": project.pk, **values}
    record(subject=row, kind="created", by=by, happened_at=happened_at, detail=detail)
    return row


@transaction.atomic
def change_commitment(*, by: User, commitment: Commitment, entry: CommitmentEntry) -> Commitment:
    """Correct an open promise. Raises Refused at the field, or where it is no longer open."""
    row = Commitment.objects.select_for_update().get(pk=commitment.pk)
    require(by, "investment.record_commitment", row)
    if row.state != CommitmentState.OPEN:
        sentence = _("这条承诺已是“%s”，不能再改。要改请先重新挂账。")
        raise Refused(sentence % CommitmentState(row.state).label)
    values = entry.values()
    changed = {name: [_plain(pair[0]), _plain(pair[1])] for name, pair in differences(row, values).items()}
    if not changed:
        return row
    for field, value in values.items():
        setattr(row, field, value)
    row.save(update_fields=list(values))
    record(subject=row, kind="changed", by=by, detail={"changed": changed})
    return row


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Unit) else value


@transaction.atomic
def keep_commitment(*, by: User, commitment: Commitment, on: date) -> Commitment:
    """Record the day on which a promise was kept, be it late. Raises Refused for a day to come."""
    require(by, "investment.settle_commitment", commitment)
    if on > clock.today():
        raise Refused(_("日期 %(day)s 在今天之后，请核对。") % {"day": on.isoformat()}, field="on")
    return move(commitment, "keep", by=by, happened_at=clock.start_of(on), changes={"kept_on": on})


@transaction.atomic
def settle_commitment(*, by: User, commitment: Commitment, transition: str, reason: str) -> Commitment:
    """Find a promise broken, waive it, or put it back among the open ones, each with a reason."""
    require(by, "investment.settle_commitment", commitment)
    if transition not in SETTLING:
        raise ValueError(f"{transition!r} does not settle a promise")
    changes = {"kept_on": None} if transition == "reopen" else {}
    return move(commitment, transition, by=by, reason=reason, changes=changes)


SETTLING = ("break_off", "waive", "reopen")
