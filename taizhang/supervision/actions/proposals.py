"""Proposals of reward or penalty: drafted, decided by a leader, appealed by the unit in time, the appeal decided."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation.refusals import Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User
from taizhang.organisation.workdays import add_working_days
from taizhang.supervision import access  # noqa: F401  declares the permissions that are required here
from taizhang.supervision.actions.entries import day_of, moment_of, words
from taizhang.supervision.models import Notice, Proposal, SupervisionRules
from taizhang.supervision.states import ProposalKind

MOST_WAN = Decimal(10**7)


@transaction.atomic
def draft_proposal(
    *,
    by: User,
    unit: Unit,
    kind: str,
    basis: str,
    amount: Decimal | None = None,
    notice: Notice | None = None,
    year: int | None = None,
    drafted_on: date | None = None,
) -> Proposal:
    """Propose a reward or a penalty for a unit; `amount` in 万元 belongs to a bonus, and to nothing else.

    `basis` are the facts it rests on. Raises NotPermitted, and Refused at the field at fault.
    """
    require(by, "supervision.draft_proposal")
    drafted_on = day_of(drafted_on, field="drafted_on")
    if kind not in ProposalKind.values:
        raise Refused(_("请选奖惩的种类。"), field="kind")
    if unit.kind == Unit.Kind.DISTRICT:
        raise Refused(_("请选一个单位，不能对全区提奖惩。"), field="unit")
    basis = words(basis, field="basis", title=_("事由"))
    if kind == ProposalKind.BONUS:
        if amount is None or not 0 < amount < MOST_WAN:
            raise Refused(_("奖金要写明金额，单位是万元，应大于 0。"), field="amount")
    elif amount is not None:
        raise Refused(_("只有奖金写金额，其他种类请留空。"), field="amount")
    if notice is not None and notice.unit_id != unit.pk:
        raise Refused(_("这张督办单是发给别的单位的，请核对。"), field="notice")
    proposal = Proposal.objects.create(
        year=year or drafted_on.year, unit=unit, kind=kind, amount=amount, basis=basis, notice=notice,
        drafted_on=drafted_on, drafted_by=by,
    )  # fmt: skip
    record(
        subject=proposal, kind="created", by=by, happened_at=moment_of(drafted_on),
        detail={"kind": kind, "amount": amount, "notice": notice.number if notice else ""},
    )  # fmt: skip
    return proposal


def approve_proposal(*, by: User, proposal: Proposal, decided_on: date | None = None) -> Proposal:
    """A leader who did not draft it approves; from then the unit may appeal for the working days of the year's rules."""
    require(by, "supervision.decide_proposal", proposal)
    decided_on = day_of(decided_on, field="decided_on", not_before=proposal.drafted_on)
    days = SupervisionRules.objects.of(proposal.year, decided_on).appeal_days
    return move(
        proposal, "approve", by=by, happened_at=moment_of(decided_on),
        changes={"decided_on": decided_on, "appeal_until": add_working_days(decided_on, days), "decided_by": by},
    )  # fmt: skip


def reject_proposal(*, by: User, proposal: Proposal, reason: str) -> Proposal:
    """A leader does not approve, with a reason."""
    require(by, "supervision.decide_proposal", proposal)
    return move(proposal, "reject", by=by, reason=reason.strip(), changes={"decided_by": by})


def withdraw_proposal(*, by: User, proposal: Proposal, reason: str) -> Proposal:
    """The supervisor takes a draft back, with a reason."""
    require(by, "supervision.draft_proposal", proposal)
    return move(proposal, "withdraw", by=by, reason=reason.strip())


def appeal_proposal(
    *, by: User, proposal: Proposal, appeal: str, appealed_on: date | None = None
) -> Proposal:
    """The unit appeals, on the last day of the window at the latest. Raises Refused where it is over."""
    require(by, "supervision.appeal", proposal)
    appealed_on = day_of(appealed_on, field="appealed_on", not_before=proposal.decided_on)
    if proposal.appeal_until is not None and appealed_on > proposal.appeal_until:
        raise Refused(
            _("申诉期已于 %(day)s 截止，不能再申诉。有新的情况请与督查室联系。")
            % {"day": proposal.appeal_until.isoformat()},
            field="appealed_on",
        )
    appeal = words(appeal, field="appeal", title=_("申诉理由"))
    return move(
        proposal, "appeal", by=by, happened_at=moment_of(appealed_on),
        changes={"appeal": appeal, "appealed_on": appealed_on},
        detail={"changed": {"appeal": [proposal.appeal, appeal]}},
    )  # fmt: skip


def uphold_proposal(*, by: User, proposal: Proposal, reason: str, settled_on: date | None = None) -> Proposal:
    """The appeal is turned down, with a reason: the reward or penalty stands."""
    return _settle(by, proposal, "uphold", reason, settled_on)


def revoke_proposal(*, by: User, proposal: Proposal, reason: str, settled_on: date | None = None) -> Proposal:
    """The appeal is granted, with a reason: the reward or penalty falls away."""
    return _settle(by, proposal, "revoke", reason, settled_on)


def _settle(by: User, proposal: Proposal, name: str, reason: str, settled_on: date | None) -> Proposal:
    require(by, "supervision.decide_appeal", proposal)
    settled_on = day_of(settled_on, field="settled_on", not_before=proposal.appealed_on)
    return move(
        proposal, name, by=by, happened_at=moment_of(settled_on), reason=reason.strip(),
        changes={"settled_on": settled_on},
    )  # fmt: skip
