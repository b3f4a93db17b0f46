"""Stop-work orders: drafted, approved, served, and lifted after a re-inspection."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.construction import row_rules
from taizhang.construction.actions.days import moment_of, refuse_first
from taizhang.construction.models import Problem, Site, StopWorkOrder
from taizhang.construction.states import StopWorkOrderState
from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import User


def draft_order(*, by: User, site: Site, ground: str, ground_text: str, drafted_on: date) -> StopWorkOrder:
    """Draft an order; `ground` is a StopGround code, `ground_text` what the paper will say."""
    require(by, "construction.draft_order", site)
    if site.retired_on is not None:
        raise Refused(_("点位已于 %s 退出。") % site.retired_on, field="site")
    _check(ground_text=ground_text.strip(), served_on=None, drafted_on=drafted_on)
    with transaction.atomic():
        order = StopWorkOrder.objects.create(
            site=site,
            unit_id=site.unit_id,
            ground=ground,
            ground_text=ground_text.strip(),
            drafted_on=drafted_on,
        )
        record(
            subject=order, kind="created", by=by, happened_at=moment_of(drafted_on),
            detail={"site": site.pk, "ground": ground},
        )  # fmt: skip
    return order


def change_order(*, by: User, order: StopWorkOrder, ground: str, ground_text: str) -> StopWorkOrder:
    """Change a draft; what was approved is returned to draft first."""
    require(by, "construction.draft_order", order)
    values = {"ground": ground, "ground_text": ground_text.strip()}
    _check(ground_text=values["ground_text"], served_on=None)
    with transaction.atomic():
        held = StopWorkOrder.objects.select_for_update().get(pk=order.pk)
        if held.state != StopWorkOrderState.DRAFT:
            raise Conflict(_("只有拟稿中的停工令可以修改。"))
        if changed := differences(held, values):
            for field, value in values.items():
                setattr(held, field, value)
            held.save(update_fields=[*changed])
            record(subject=held, kind="changed", by=by, detail={"changed": changed})
    return held


def approve_order(*, by: User, order: StopWorkOrder, day: date) -> StopWorkOrder:
    """The bureau head's signature."""
    require(by, "construction.approve_order", order)
    _check(ground_text=order.ground_text, served_on=None, drafted_on=day)
    return move(order, "approve", by=by, happened_at=moment_of(day))


def return_order(*, by: User, order: StopWorkOrder, reason: str) -> StopWorkOrder:
    """Back to draft, with a reason."""
    require(by, "construction.approve_order", order)
    return move(order, "return_to_draft", by=by, reason=reason)


def serve_order(*, by: User, order: StopWorkOrder, served_on: date) -> StopWorkOrder:
    """Hand the order over: from that day the site is stopped."""
    require(by, "construction.serve_order", order)
    _check(ground_text=order.ground_text, served_on=served_on)
    return move(order, "serve", by=by, happened_at=moment_of(served_on), changes={"served_on": served_on})


def request_resume(*, by: User, order: StopWorkOrder, resume_requested_on: date) -> StopWorkOrder:
    """Note that the contractor asks to go on; the site stays stopped."""
    require(by, "construction.request_resume", order)
    _check(ground_text=order.ground_text, served_on=order.served_on, lifted_on=resume_requested_on)
    changes = {"resume_requested_on": resume_requested_on}
    return move(order, "request_resume", by=by, happened_at=moment_of(resume_requested_on), changes=changes)


def lift_order(*, by: User, order: StopWorkOrder, lifted_on: date) -> StopWorkOrder:
    """Let the site go on, after a re-inspection since the request and with every problem of the site closed."""
    require(by, "construction.lift_order", order)
    _check(ground_text=order.ground_text, served_on=order.served_on, lifted_on=lifted_on)
    with transaction.atomic():
        held = StopWorkOrder.objects.select_for_update(of=("self",)).select_related("site").get(pk=order.pk)
        since = held.resume_requested_on
        if since is not None:
            if lifted_on < since:
                raise Refused(_("解除日期早于申请复工日期 %s。") % since, field="lifted_on")
            if not held.site.inspections.filter(day__gte=since, day__lte=lifted_on).exists():
                raise Refused(_("申请复工（%s）以后还没有复查记录。请先登记一次检查。") % since)
        unsettled = Problem.objects.open_now().filter(site=held.site).count()
        if unsettled:
            raise Refused(_("点位还有 %s 项问题没有销号，不能解除停工。") % unsettled)
        move(held, "lift", by=by, happened_at=moment_of(lifted_on), changes={"lifted_on": lifted_on})
    return held


def keep_stopped(*, by: User, order: StopWorkOrder, reason: str) -> StopWorkOrder:
    """The re-inspection failed: back in force, with a reason."""
    require(by, "construction.lift_order", order)
    return move(order, "keep_stopped", by=by, reason=reason, changes={"resume_requested_on": None})


def undo_lift_order(*, by: User, order: StopWorkOrder, reason: str) -> StopWorkOrder:
    """A lifting was wrong: the order is in force again."""
    require(by, "construction.correct_order", order)
    changes = {"lifted_on": None, "resume_requested_on": None}
    return move(order, "undo_lift", by=by, reason=reason, changes=changes)


def _check(
    *, ground_text: str, served_on: date | None, lifted_on: date | None = None, drafted_on: date | None = None
) -> None:
    if drafted_on is not None and drafted_on > clock.today():
        raise Refused(_("日期 %s 晚于今天。请核对。") % drafted_on, field="day")
    refuse_first(
        row_rules.order_faults(
            ground_text=ground_text, served_on=served_on, lifted_on=lifted_on, today=clock.today()
        )
    )
