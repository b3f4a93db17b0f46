"""An enterprise's request from its opening to the answer; closing is not here, since only the enterprise closes."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.enterprises import access  # noqa: F401  declares the permissions that are required here
from taizhang.enterprises.actions.days import moment_of, not_later_than_today, written
from taizhang.enterprises.actions.enterprises import enter
from taizhang.enterprises.models import Answer, Enterprise, EnterpriseRequest, RequestStep, Visit
from taizhang.enterprises.reply_links import new_nonce
from taizhang.enterprises.states import WITH_THE_UNIT, EnterpriseRequestState, RequestKind
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import Unit, User
from taizhang.organisation.workdays import add_working_days

LONGEST = 2000
MOST_DAYS = 60
USUAL_DAYS = 5


@transaction.atomic
def open_request(
    *,
    by: User,
    kind: str,
    text: str,
    opened_on: date,
    unit: Unit,
    limit_days: int = USUAL_DAYS,
    enterprise: Enterprise | None = None,
    new_name: str = "",
    visit: Visit | None = None,
) -> EnterpriseRequest:
    """Take down what an enterprise asks for; `unit` is the first responsible one and stays so (首接负责).

    An enterprise that the register lacks is entered under `new_name`, so that nobody is sent away for want of a row.
    The limit is the `limit_days`-th working day after the opening. Raises Refused at the field at fault.
    """
    require(by, "enterprises.open_request")
    not_later_than_today(opened_on, "opened_on")
    text = written(text, "text", _("诉求内容"), LONGEST)
    if kind not in RequestKind.values:
        raise Refused(_("请选择类别。"), field="kind")
    if not 1 <= limit_days <= MOST_DAYS:
        raise Refused(_("办理时限应在 1 到 %s 个工作日之间。") % MOST_DAYS, field="limit_days")
    if visit is not None and enterprise is not None and visit.enterprise_id != enterprise.pk:
        raise Refused(_("这次走访的是另一家企业。"), field="enterprise")
    if enterprise is None:
        enterprise = enter(by=by, name=new_name, unit=unit)
    due_on = add_working_days(opened_on, limit_days)
    request = EnterpriseRequest(
        enterprise=enterprise, kind=kind, text=text, opened_on=opened_on, opened_by=by, visit=visit, unit=unit,
        first_unit=unit, limit_days=limit_days, due_on=due_on, first_due_on=due_on,
    )  # fmt: skip
    request.save(force_insert=True)
    record(
        subject=request, kind="created", by=by, happened_at=moment_of(opened_on),
        detail={"enterprise": enterprise.name, "kind": kind, "first_unit": unit.pk, "due_on": due_on},
    )  # fmt: skip
    return request


def take_up(*, by: User, request: EnterpriseRequest, day: date) -> EnterpriseRequest:
    """The unit sets to work."""
    require(by, "enterprises.answer_request", request)
    _check_day(request, day)
    return move(request, "assign", by=by, happened_at=moment_of(day))


@transaction.atomic
def record_step(
    *, by: User, request: EnterpriseRequest, day: date, text: str, came: bool = False
) -> EnterpriseRequest:
    """Note what was done, and whether the enterprise had to come for it (最多跑一次). Raises Conflict when not in hand."""
    held = _locked(request)
    require(by, "enterprises.answer_request", held)
    _check_day(held, day)
    if held.state not in WITH_THE_UNIT:
        raise Conflict(_("诉求不在办理中，不能再记办理情况。请刷新后再看。"))
    step = RequestStep(request=held, day=day, text=written(text, "text", _("办理情况"), 500), came=came)
    step.save(force_insert=True)
    detail: dict[str, Any] = {"step": step.text}
    if came:
        held.came += 1
        held.save(update_fields=["came"])
        detail["changed"] = {"came": [held.came - 1, held.came]}
    record(subject=held, kind="step", by=by, happened_at=moment_of(day), detail=detail)
    return held


@transaction.atomic
def hand_over(*, by: User, request: EnterpriseRequest, unit: Unit, reason: str) -> EnterpriseRequest:
    """Let another unit handle it, with a reason; the first unit stays named, and the limit stays as it is."""
    held = _locked(request)
    require(by, "enterprises.hand_over_request", held)
    reason = written(reason, "reason", _("转办理由"), 300)
    if unit.pk == held.unit_id:
        raise Refused(_("诉求已经由%s承办，请选另一个单位。") % unit, field="unit")
    detail = {"changed": {"unit": [str(held.unit), str(unit)]}}
    return move(held, "hand_over", by=by, reason=reason, changes={"unit": unit}, detail=detail)


@transaction.atomic
def answer(*, by: User, request: EnterpriseRequest, day: date, text: str) -> Answer:
    """Tell the enterprise what was done; from now on it is the enterprise that has the word, by its link."""
    held = _locked(request)
    require(by, "enterprises.answer_request", held)
    _check_day(held, day)
    text = written(text, "text", _("答复内容"), LONGEST)
    if held.state == EnterpriseRequestState.OPENED:
        held = move(held, "assign", by=by, happened_at=moment_of(day))
    move(held, "answer", by=by, happened_at=moment_of(day), detail={"answer": text})
    return _new_round(held, day, text)


@transaction.atomic
def decline(*, by: User, request: EnterpriseRequest, day: date, reason: str) -> Answer:
    """Say that the request is none for the district, and why; the enterprise may object by its link."""
    held = _locked(request)
    require(by, "enterprises.decline_request", held)
    _check_day(held, day)
    reason = written(reason, "reason", _("不予受理的理由"), 500)
    move(held, "decline", by=by, happened_at=moment_of(day), reason=reason)
    return _new_round(held, day, reason, declines=True)


@transaction.atomic
def renew_link(*, by: User, request: EnterpriseRequest, day: date) -> Answer:
    """Give the enterprise a new link for the same answer; the old one no longer opens anything."""
    held = _locked(request)
    require(by, "enterprises.answer_request", held)
    not_later_than_today(day, "day")
    if held.state not in (EnterpriseRequestState.ANSWERED, EnterpriseRequestState.DECLINED):
        raise Conflict(_("诉求不在等企业评价，不用换发链接。"))
    last = latest_answer(held)
    assert last is not None
    last.nonce, last.link_on = new_nonce(), day
    last.save(update_fields=["nonce", "link_on"])
    record(subject=held, kind="link_renewed", by=by, detail={"round": last.round})
    return last


def latest_answer(request: EnterpriseRequest) -> Answer | None:
    """The answer of the present round, or of the last one."""
    return request.answers.order_by("-round").first()


def _new_round(request: EnterpriseRequest, day: date, text: str, *, declines: bool = False) -> Answer:
    last = latest_answer(request)
    made = Answer(
        request=request, unit_id=request.unit_id, round=last.round + 1 if last else 1, text=text, declines=declines,
        answered_on=day, nonce=new_nonce(), link_on=day,
    )  # fmt: skip
    made.save(force_insert=True)
    return made


def _locked(request: EnterpriseRequest) -> EnterpriseRequest:
    held = EnterpriseRequest.objects.select_for_update(of=("self",)).select_related("unit", "enterprise")
    return held.get(pk=request.pk)


def _check_day(request: EnterpriseRequest, day: date) -> None:
    not_later_than_today(day, "day")
    if day < request.opened_on:
        raise Refused(_("日期早于提出日期 %s。") % request.opened_on, field="day")
    last = latest_answer(request)
    since = max((d for d in (last.verdict_on, last.taken_back_on) if d), default=None) if last else None
    if since is not None and day < since:
        raise Refused(_("日期早于企业上次评价的日期 %s。") % since, field="day")
