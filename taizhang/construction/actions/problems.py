"""Problems: recorded, corrected, and taken from being found to being verified as put right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.construction import row_rules
from taizhang.construction.actions.days import moment_of, refuse_first
from taizhang.construction.models import ChecklistItem, Problem, Site
from taizhang.construction.states import ProblemState
from taizhang.foundation import clock
from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.moves import move
from taizhang.journal.record import record
from taizhang.journal.timeline import differences
from taizhang.organisation.access import require
from taizhang.organisation.models import User


def record_problem(
    *,
    by: User,
    site: Site,
    focus: str,
    description: str,
    found_on: date,
    due_on: date,
    item: ChecklistItem | None = None,
    place: str = "",
) -> Problem:
    """Record what was found at a site; `focus` is the code of a focus area, that of `item` where one is named.

    Two people may record the same thing: merge_problems settles it. Raises NotPermitted and Refused.
    """
    require(by, "construction.record_problem", site)
    description, place = description.strip(), place.strip()
    refuse_first(
        row_rules.problem_faults(
            description=description,
            found_on=found_on,
            due_on=due_on,
            retired_on=site.retired_on,
            today=clock.today(),
        )
    )
    with transaction.atomic():
        problem = Problem(
            site=site, unit_id=site.unit_id, focus=item.focus if item else focus, item=item, description=description,
            place=place, found_on=found_on, due_on=due_on,
        )  # fmt: skip
        problem.save(force_insert=True)
        record(
            subject=problem, kind="created", by=by, happened_at=moment_of(found_on),
            detail={"site": site.pk, "item": item.code if item else focus, "due_on": due_on},
        )  # fmt: skip
    return problem


def change_problem(
    *,
    by: User,
    problem: Problem,
    focus: str,
    description: str,
    found_on: date,
    due_on: date,
    item: ChecklistItem | None = None,
    place: str = "",
) -> Problem:
    """Correct the words, the item or the days of a problem that was not yet passed on; the site stays.

    Once the contractor has it, only an extension moves the due day.
    """
    require(by, "construction.change_problem", problem)
    values: dict[str, Any] = {
        "focus": item.focus if item else focus, "item": item, "description": description.strip(), "place": place.strip(),
        "found_on": found_on, "due_on": due_on,
    }  # fmt: skip
    with transaction.atomic():
        held = _locked(problem)
        if held.state != ProblemState.OPEN and (found_on, due_on) != (held.found_on, held.due_on):
            field = "due_on" if due_on != held.due_on else "found_on"
            raise Refused(
                _("整改已经下达，日期不能再改。整改期限只能由科室负责人批准延期一次。"), field=field
            )
        refuse_first(
            row_rules.problem_faults(
                description=values["description"], found_on=found_on, due_on=due_on, retired_on=held.site.retired_on,
                today=clock.today(),
            )
        )  # fmt: skip
        if changed := differences(held, values):
            for field, value in values.items():
                setattr(held, field, value)
            held.save(update_fields=[*changed])
            if "item" in changed:
                changed["item"] = [str(value or "") for value in changed["item"]]
            record(subject=held, kind="changed", by=by, detail={"changed": changed})
    return held


def notify_problem(*, by: User, problem: Problem, day: date) -> Problem:
    """Pass the problem on to the contractor, the first time or again after a failed check."""
    require(by, "construction.notify_problem", problem)
    _not_later_than_today(day, "day")
    name = "renotify" if problem.state == ProblemState.REJECTED else "notify"
    return move(problem, name, by=by, happened_at=moment_of(day))


def submit_problem(*, by: User, problem: Problem, submitted_on: date) -> Problem:
    """Note that the contractor says it is put right; that closes nothing."""
    require(by, "construction.submit_problem", problem)
    _check_days(problem, submitted_on=submitted_on)
    return move(
        problem, "submit", by=by, happened_at=moment_of(submitted_on), changes={"submitted_on": submitted_on}
    )


def close_problem(*, by: User, problem: Problem, closed_on: date) -> Problem:
    """An inspector saw on site that it is put right."""
    require(by, "construction.close_problem", problem)
    _check_days(problem, submitted_on=problem.submitted_on, closed_on=closed_on)
    return move(problem, "close", by=by, happened_at=moment_of(closed_on), changes={"closed_on": closed_on})


def reject_problem(*, by: User, problem: Problem, day: date, reason: str) -> Problem:
    """An inspector saw on site that it is not; the contractor's date falls away."""
    require(by, "construction.close_problem", problem)
    _check_days(problem, submitted_on=problem.submitted_on, closed_on=day, field="day")
    return move(
        problem, "reject", by=by, happened_at=moment_of(day), reason=reason, changes={"submitted_on": None}
    )


def void_problem(*, by: User, problem: Problem, voided_on: date, reason: str) -> Problem:
    """Take a problem out of all figures from a day on, with a reason."""
    require(by, "construction.void_problem", problem)
    _not_later_than_today(voided_on, "voided_on")
    if voided_on < problem.found_on:
        raise Refused(_("作废日期早于发现日期 %s。") % problem.found_on, field="voided_on")
    reason = _short(reason)
    return move(
        problem, "void", by=by, happened_at=moment_of(voided_on), reason=reason,
        changes={"voided_on": voided_on, "void_reason": reason},
    )  # fmt: skip


def undo_close_problem(*, by: User, problem: Problem, reason: str) -> Problem:
    """A closing was wrong: the problem is being put right again."""
    require(by, "construction.correct_problem", problem)
    return move(
        problem, "undo_close", by=by, reason=_short(reason), changes={"closed_on": None, "submitted_on": None}
    )


def undo_void_problem(*, by: User, problem: Problem, reason: str) -> Problem:
    """A void, or a merge, was wrong: the problem is being put right again."""
    require(by, "construction.correct_problem", problem)
    changes = {
        "voided_on": None,
        "void_reason": "",
        "merged_into": None,
        "closed_on": None,
        "submitted_on": None,
    }
    return move(problem, "undo_void", by=by, reason=_short(reason), changes=changes)


def extend_problem(
    *, by: User, problem: Problem, due_on: date, reason: str, day: date | None = None
) -> Problem:
    """Give more time, once, with a reason, on a day (today); the first due day stays on the row."""
    require(by, "construction.extend_problem", problem)
    if not reason.strip():
        raise Refused(_("请写明延期的理由。"), field="reason")
    with transaction.atomic():
        held = _locked(problem)
        if held.closed_on is not None or held.voided_on is not None:
            raise Conflict(_("问题已经销号或作废，不需要延期。"))
        if held.extended_from is not None:
            raise Conflict(_("整改期限已由 %s 延期一次，不能再延。") % held.extended_from)
        if due_on <= held.due_on:
            raise Refused(_("新的期限须晚于现在的期限 %s。") % held.due_on, field="due_on")
        earlier, held.extended_from, held.due_on = held.due_on, held.due_on, due_on
        held.save(update_fields=["due_on", "extended_from"])
        record(
            subject=held,
            kind="extended",
            by=by,
            happened_at=moment_of(day) if day else None,
            detail={"changed": {"due_on": [earlier, due_on]}, "reason": reason.strip()},
        )
    return held


def merge_problems(
    *, by: User, keep: Problem, duplicates: Sequence[Problem], day: date | None = None
) -> Problem:
    """Void the duplicates from the day they were found, and let each point at the problem that is kept.

    Raises Refused for a problem of another site, found on a later day than the kept one was closed (that is a
    recurrence, a problem of its own), or void already.
    """
    require(by, "construction.merge_problems", keep)
    if keep.voided_on is not None:
        raise Refused(_("要保留的问题已经作废，请另选一条。"))
    if not duplicates:
        raise Refused(_("请选出重复的问题。"), field="duplicates")
    for duplicate in duplicates:
        if duplicate.pk == keep.pk or duplicate.site_id != keep.site_id:
            raise Refused(_("只能合并同一点位的另外几条问题。"), field="duplicates")
        if keep.closed_on is not None and duplicate.found_on > keep.closed_on:
            raise Refused(_("销号以后再次发现的，是新问题，不能合并。"), field="duplicates")
    happened_at = moment_of(day) if day else None
    with transaction.atomic():
        for duplicate in duplicates:
            reason = _("与第 %s 号问题重复") % keep.pk
            changes = {"voided_on": duplicate.found_on, "void_reason": reason, "merged_into": keep}
            move(duplicate, "void", by=by, happened_at=happened_at, reason=reason, changes=changes)
        record(
            subject=keep,
            kind="merged",
            by=by,
            happened_at=happened_at,
            detail={"duplicates": [duplicate.pk for duplicate in duplicates]},
        )
    return keep


def _locked(problem: Problem) -> Problem:
    return Problem.objects.select_for_update(of=("self",)).select_related("site", "item").get(pk=problem.pk)


def _short(reason: str) -> str:
    reason = reason.strip()
    if len(reason) > row_rules.LONGEST_REASON:
        raise Refused(_("理由最多 %s 字。") % row_rules.LONGEST_REASON, field="reason")
    return reason


def _not_later_than_today(day: date, field: str) -> None:
    if day > clock.today():
        raise Refused(_("日期 %s 晚于今天。请核对。") % day, field=field)


def _check_days(
    problem: Problem, *, submitted_on: date | None = None, closed_on: date | None = None, field: str = ""
) -> None:
    faults = row_rules.problem_faults(
        description=problem.description, found_on=problem.found_on, due_on=problem.due_on, submitted_on=submitted_on,
        closed_on=closed_on, today=clock.today(),
    )  # fmt: skip
    refuse_first([(field or at, sentence) for at, sentence in faults])
