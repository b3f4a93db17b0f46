"""Writes of stall permits: applied for, verified, activated, suspended, and following the penalty cases."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.night_market import access  # noqa: F401  declares the permissions
from taizhang.night_market.actions.days import moment_of
from taizhang.night_market.models import Approval, Merchant, PenaltyCase, PermitSpell, Pledge, StallPermit
from taizhang.night_market.pitch_reasons import pitch_of
from taizhang.night_market.states import PenaltyCaseState, StallPermitState
from taizhang.organisation import district
from taizhang.organisation.access import require
from taizhang.organisation.models import User

HELD = (StallPermitState.ACTIVE, StallPermitState.PENDING_REVOCATION)


def pledges_of(merchant: Merchant) -> dict[str, date]:
    """Kind → the day of the latest such pledge by the merchant, under any of its records."""
    rows = Pledge.objects.filter(
        Q(merchant=merchant.canonical_id) | Q(merchant__merged_into=merchant.canonical_id)
    ).order_by("signed_on")
    return {pledge.kind: pledge.signed_on for pledge in rows}


@transaction.atomic
def apply_for_permit(
    *, merchant: Merchant, valid_until: date, by: User, applied_on: date | None = None
) -> StallPermit:
    """Open an application with the tables and chairs that the pitch rules allow.

    Raises Refused where the merchant has one already, where measures are missing, or where nothing fits.
    """
    require(by, "night_market.apply_for_permit", merchant)
    applied_on = applied_on or district.business_today()
    if valid_until < applied_on:
        raise Refused(_("有效期至早于申请日期。"), field="valid_until")
    others = StallPermit.objects.filter(
        Q(merchant=merchant.canonical_id) | Q(merchant__merged_into=merchant.canonical_id)
    ).exclude(state=StallPermitState.REVOKED)
    if others.exists():
        raise Refused(_("这家商户已有摊位资格，不能再申请。"))
    pitch = pitch_of(merchant)
    if pitch.missing:
        raise Refused(_("还缺%(what)s，算不出可摆桌椅。请先补上。") % {"what": "、".join(pitch.missing)})
    if not pitch.tables:
        raise Refused(_("按规定这里摆不下一张桌，不能申请。"))
    permit = StallPermit(
        merchant=merchant, segment_id=merchant.segment_id, unit_id=merchant.unit_id, tables=pitch.tables,
        chairs=pitch.chairs, applied_on=applied_on, valid_until=valid_until,
    )  # fmt: skip
    permit.save()
    record(
        subject=permit, kind="created", by=by, happened_at=moment_of(applied_on),
        detail={"merchant": merchant.name, "tables": pitch.tables, "chairs": pitch.chairs, "valid_until": valid_until},
    )  # fmt: skip
    return permit


@transaction.atomic
def verify_permit(*, permit: StallPermit, by: User, on: date | None = None) -> StallPermit:
    """An officer has looked at the place."""
    require(by, "night_market.verify_permit", permit)
    return _moved(permit, "verify", by=by, on=on)


@transaction.atomic
def activate_permit(*, permit: StallPermit, by: User, on: date | None = None) -> StallPermit:
    """Let the tables out; raises Refused without both pledges or without a valid approval of the road."""
    require(by, "night_market.activate_permit", permit)
    day = on or district.business_today()
    signed = pledges_of(permit.merchant)
    unsigned = [str(label) for kind, label in Pledge.Kind.choices if kind not in signed or signed[kind] > day]
    if unsigned:
        raise Refused(_("还没有签%(what)s，不能启用。请先登记承诺。") % {"what": "、".join(unsigned)})
    approval = permit.segment.approval_on(day)
    if approval != Approval.VALID:
        raise Refused(
            _("路段“%(road)s”%(state)s，不能启用。请先登记有效的批准文件。")
            % {"road": permit.segment, "state": approval.label}
        )
    if permit.valid_until < day:
        raise Refused(_("这份资格已过有效期，不能启用。"))
    permit = _moved(permit, "activate", by=by, on=on)
    follow_cases([permit.merchant.canonical_id], by=by, happened_at=moment_of(on), reason="")
    return permit


@transaction.atomic
def suspend_permit(*, permit: StallPermit, reason: str, by: User, on: date | None = None) -> StallPermit:
    """Take the tables in for a while: the road is closed, or there is a hazard."""
    require(by, "night_market.suspend_permit", permit)
    return _moved(permit, "suspend", by=by, on=on, reason=reason)


@transaction.atomic
def resume_permit(*, permit: StallPermit, by: User, on: date | None = None) -> StallPermit:
    """Let the tables out again; where a penalty case is open, revocation is proposed at once."""
    require(by, "night_market.suspend_permit", permit)
    permit = _moved(permit, "resume", by=by, on=on)
    follow_cases([permit.merchant.canonical_id], by=by, happened_at=moment_of(on), reason="")
    return permit


@transaction.atomic
def revoke_permit(*, permit: StallPermit, reason: str, by: User, on: date | None = None) -> StallPermit:
    """End the right for good; raises Refused until the decision of a penalty case has been served."""
    require(by, "night_market.revoke_permit", permit)
    decided = (PenaltyCaseState.SERVED, PenaltyCaseState.EXECUTED, PenaltyCaseState.ARCHIVED)
    served = PenaltyCase.objects.filter(
        measure__canonical=permit.merchant.canonical_id, state__in=decided, ended_on=None
    )
    if not served.exists():
        raise Refused(_("处罚决定还没有送达，不能取消资格。"))
    return _moved(permit, "revoke", by=by, on=on, reason=reason)


def follow_cases(root_ids: list[int], *, by: User, happened_at: datetime | None, reason: str) -> None:
    """Propose revocation of the active permits of merchants with an open penalty case; reinstate the others.

    Part of the ladder's transaction: no permission of its own.
    """
    held = StallPermit.objects.filter(
        Q(merchant__in=root_ids) | Q(merchant__merged_into__in=root_ids), state__in=HELD
    ).select_related("merchant")
    if not held:
        return
    roots = {permit.merchant.canonical_id for permit in held}
    cases = PenaltyCase.objects.filter(measure__canonical__in=roots, ended_on=None)
    cases = cases.exclude(state=PenaltyCaseState.ARCHIVED).order_by("filed_on", "id")
    case_of = {
        root: (case_id, filed_on)
        for root, case_id, filed_on in cases.values_list("measure__canonical", "id", "filed_on")
    }
    for permit in held:
        case = case_of.get(permit.merchant.canonical_id)
        if case is not None and permit.state == StallPermitState.ACTIVE:
            why = reason or str(_("第三次违规，已立案。"))
            when = happened_at or clock.start_of(case[1])
            _moved(permit, "propose_revocation", by=by, at=when, reason=why, detail={"case": case[0]})
        elif case is None and permit.state == StallPermitState.PENDING_REVOCATION:
            why = reason or str(_("案件已终止。"))
            _moved(permit, "reinstate", by=by, at=happened_at, reason=why)


def _moved(
    permit: StallPermit,
    name: str,
    *,
    by: User,
    on: date | None = None,
    at: datetime | None = None,
    reason: str = "",
    detail: dict[str, Any] | None = None,
) -> StallPermit:
    """Take a transition and keep the spells in which the permit was active."""
    at = at or moment_of(on or district.business_today())
    day, was_active = clock.local_date(at or clock.now()), permit.state == StallPermitState.ACTIVE
    moved = move(permit, name, by=by, happened_at=at, reason=reason, detail=detail)
    if was_active:
        PermitSpell.objects.filter(permit=moved, until=None).update(until=day)
    if moved.state == StallPermitState.ACTIVE:
        PermitSpell(permit=moved, since=day).save()
    return moved
