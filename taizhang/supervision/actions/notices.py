"""Notices: raised by hand or by rule, answered by the unit, accepted or sent back, withdrawn, corrected with a reason."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from taizhang.figures.indicator import published
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.organisation.access import require
from taizhang.organisation.models import District, Unit, User
from taizhang.organisation.workdays import add_working_days
from taizhang.supervision import (
    access,  # noqa: F401  declares the permissions that are required here
    red_lights,
)
from taizhang.supervision.actions.entries import LONGEST_TITLE, day_of, moment_of, words
from taizhang.supervision.models import Notice, SupervisionRules
from taizhang.supervision.states import UNSETTLED, NoticeOrigin


def raise_notice(
    *,
    by: User,
    unit: Unit,
    title: str,
    text: str,
    limit_on: date,
    subject_type: str = "",
    subject_id: int | None = None,
    figure: str = "",
    origin: str = NoticeOrigin.HAND,
    raised_on: date | None = None,
) -> Notice:
    """Raise one notice to a unit, numbered 督〔year〕n号 in the year of its day (today in force unless said).

    `figure` is a key of the catalogue, `subject_type` and `subject_id` the row that it is about. Raises NotPermitted,
    and Refused at the field at fault. What a rule found is raised by `raise_by_rule`, an instruction by `instruct`.
    """
    require(by, "supervision.raise_notice")
    if origin != NoticeOrigin.HAND:
        raise ValueError(origin)
    return issue(
        by=by, unit=unit, title=title, text=text, limit_on=limit_on, subject_type=subject_type,
        subject_id=subject_id, figure=figure, origin=origin, raised_on=raised_on,
    )  # fmt: skip


@transaction.atomic
def issue(
    *,
    by: User,
    unit: Unit,
    title: str,
    text: str,
    limit_on: date,
    origin: str,
    subject_type: str = "",
    subject_id: int | None = None,
    figure: str = "",
    month: date | None = None,
    raised_on: date | None = None,
) -> Notice:
    """Write a notice of any origin; the actions that call it have asked for the permission."""
    raised_on = day_of(raised_on, field="raised_on")
    title = words(title, field="title", title=_("标题"), longest=LONGEST_TITLE)
    text = words(text, field="text", title=_("督办内容"))
    if unit.kind == Unit.Kind.DISTRICT:
        raise Refused(_("请选一个责任单位，不能发给全区。"), field="unit")
    if limit_on < raised_on:
        raise Refused(
            _("办理期限 %(limit)s 早于下达日期 %(raised)s，请改期限。")
            % {"limit": limit_on.isoformat(), "raised": raised_on.isoformat()},
            field="limit_on",
        )
    if figure and figure not in published().indicators:
        raise Refused(_("数字目录里没有“%s”，请从列表里选指标。") % figure, field="figure")
    # Numbers of a year follow one another, so whoever gives one holds the district meanwhile.
    list(District.objects.select_for_update().values_list("pk", flat=True))
    last = Notice.objects.filter(year=raised_on.year).aggregate(last=Max("serial"))["last"] or 0
    notice = Notice.objects.create(
        number=f"督〔{raised_on.year}〕{last + 1}号", year=raised_on.year, serial=last + 1, unit=unit, title=title,
        text=text, origin=origin, figure=figure, month=month, subject_type=subject_type, subject_id=subject_id,
        raised_on=raised_on, limit_on=limit_on, raised_by=by,
    )  # fmt: skip
    detail: dict[str, Any] = {"number": notice.number, "origin": origin, "limit_on": limit_on}
    if figure:
        detail["figure"] = figure
    if subject_type:
        detail["about"] = f"{subject_type}/{subject_id}"
    record(subject=notice, kind="created", by=by, happened_at=moment_of(raised_on), detail=detail)
    return notice


@transaction.atomic
def raise_by_rule(
    *, by: User, month_end: date, chosen: Iterable[tuple[int, str]], raised_on: date | None = None
) -> list[Notice]:
    """Raise the notices of a month's end that the supervisor confirmed: (unit id, key of the figure), all or none.

    Each must be red at that month's end. One that has its notice already is refused: the same unit, figure and month
    never has two. Raises NotPermitted, Refused, Conflict.
    """
    require(by, "supervision.raise_notice")
    raised_on = day_of(raised_on, field="raised_on", not_before=month_end)
    list(District.objects.select_for_update().values_list("pk", flat=True))
    found = {(each.unit.pk, each.indicator.key): each for each in red_lights.at(month_end)}
    days = SupervisionRules.objects.of(month_end.year, raised_on).notice_days
    limit_on = add_working_days(raised_on, days)
    raised = []
    for unit_id, key in dict.fromkeys(chosen):
        red = found.get((unit_id, key))
        if red is None:
            raise Conflict(_("所选的有一项在这个月末不是红灯，请刷新后再选。"))
        if red.notice_id is not None:
            raise Conflict(
                _("%(unit)s“%(title)s”这个月已经发过督办单，不能再发。请刷新后再选。")
                % {"unit": red.unit, "title": red.indicator.title}
            )
        raised.append(
            issue(
                by=by, unit=red.unit, title=red.title, text=red.text(limit_on), limit_on=limit_on, figure=key,
                origin=NoticeOrigin.RULE, month=month_end, raised_on=raised_on,
            )
        )  # fmt: skip
    if not raised:
        raise Refused(_("请先勾选要督办的单位和指标。"))
    return raised


def answer_notice(*, by: User, notice: Notice, feedback: str, answered_on: date | None = None) -> Notice:
    """The unit says what it did; its papers stand beside it. The limit is kept by the day of the accepted feedback."""
    require(by, "supervision.give_feedback", notice)
    answered_on = day_of(answered_on, field="answered_on", not_before=notice.raised_on)
    feedback = words(feedback, field="feedback", title=_("反馈"))
    return move(
        notice, "answer", by=by, happened_at=moment_of(answered_on),
        changes={"feedback": feedback, "answered_on": answered_on, "answered_by": by},
        detail={"changed": {"feedback": [notice.feedback, feedback]}},
    )  # fmt: skip


def accept_feedback(*, by: User, notice: Notice, closed_on: date | None = None) -> Notice:
    """The feedback is accepted: the notice is closed."""
    require(by, "supervision.rule_on_notice", notice)
    closed_on = day_of(closed_on, field="closed_on", not_before=notice.answered_on)
    return move(notice, "accept", by=by, happened_at=moment_of(closed_on), changes={"closed_on": closed_on})


def send_back(*, by: User, notice: Notice, reason: str, limit_on: date | None = None) -> Notice:
    """The feedback is not accepted, with a reason; the limit stays unless a later one is given."""
    require(by, "supervision.rule_on_notice", notice)
    changes, detail = _later_limit(notice, limit_on)
    return move(notice, "send_back", by=by, reason=reason.strip(), changes=changes, detail=detail)


def extend_notice(*, by: User, notice: Notice, limit_on: date, reason: str) -> Notice:
    """Give a unit more time, with a reason."""
    require(by, "supervision.raise_notice")
    reason = words(reason, field="reason", title=_("理由"), longest=200)
    with transaction.atomic():
        held = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
        if held.state not in UNSETTLED:
            raise Conflict(_("这张督办单已经办结或撤回，不能再改期限。"))
        changes, detail = _later_limit(held, limit_on)
        if not changes:
            raise Refused(_("新的期限与原来的相同。"), field="limit_on")
        held.limit_on = limit_on
        held.save(update_fields=["limit_on"])
        record(subject=held, kind="changed", by=by, detail={**detail, "reason": reason})
    return held


def _later_limit(notice: Notice, limit_on: date | None) -> tuple[dict[str, Any], dict[str, Any]]:
    if limit_on is None or limit_on == notice.limit_on:
        return {}, {}
    if limit_on < notice.limit_on:
        raise Refused(
            _("新的期限要晚于原来的 %(day)s。") % {"day": notice.limit_on.isoformat()}, field="limit_on"
        )
    return {"limit_on": limit_on}, {"changed": {"limit_on": [notice.limit_on, limit_on]}}


def withdraw_notice(*, by: User, notice: Notice, reason: str, withdrawn_on: date | None = None) -> Notice:
    """Take a notice back, with a reason; it counts no more."""
    require(by, "supervision.withdraw_notice", notice)
    withdrawn_on = day_of(withdrawn_on, field="withdrawn_on", not_before=notice.raised_on)
    return move(
        notice, "withdraw", by=by, happened_at=moment_of(withdrawn_on), reason=reason.strip(),
        changes={"withdrawn_on": withdrawn_on},
    )  # fmt: skip


def reopen_notice(*, by: User, notice: Notice, reason: str) -> Notice:
    """A closing was wrong: the unit works on it again."""
    require(by, "supervision.rule_on_notice", notice)
    return move(notice, "reopen", by=by, reason=reason.strip(), changes={"closed_on": None})


def undo_withdraw_notice(*, by: User, notice: Notice, reason: str) -> Notice:
    """A withdrawal was wrong: the notice stands again."""
    require(by, "supervision.withdraw_notice", notice)
    return move(notice, "undo_withdraw", by=by, reason=reason.strip(), changes={"withdrawn_on": None})
