"""Pages of one problem: recording it, correcting it, and every step until it is verified as put right."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from taizhang.construction import actions
from taizhang.construction.forms import MergeForm, ProblemFacts, ProblemForm, step_form
from taizhang.construction.models import Problem
from taizhang.construction.registers import PROBLEMS
from taizhang.construction.states import PROBLEM
from taizhang.construction.views.around import address_of
from taizhang.journal.timeline import timeline
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.web.related import Line, Related
from taizhang.workbooks.steps import Step, step_acts, step_page
from taizhang.workbooks.views import record_context

_REPORTED = gettext_lazy("这是施工单位的说法；问题要等检查员到现场复核，才能销号。")
_SEEN = gettext_lazy("到现场看过、确已整改的，才能销号。")
_VOID = gettext_lazy("作废的问题不再计入任何数字；作废之日以前的数字不变。")

DAYS_GIVEN = 7  # what the form proposes; the inspector decides

STEPS: dict[str, Step] = {
    "notify": Step(
        "construction.notify_problem", gettext_lazy("下达整改"), actions.notify_problem, step_form("day")
    ),
    "renotify": Step(
        "construction.notify_problem", gettext_lazy("重新下达整改"), actions.notify_problem, step_form("day")
    ),
    "submit": Step(
        "construction.submit_problem", gettext_lazy("报告整改完成"), actions.submit_problem, step_form("submitted_on"), _REPORTED
    ),
    "close": Step(
        "construction.close_problem", gettext_lazy("复核销号"), actions.close_problem, step_form("closed_on"), _SEEN
    ),
    "reject": Step(
        "construction.close_problem", gettext_lazy("复核不通过"), actions.reject_problem, step_form("day", "reason")
    ),
    "void": Step(
        "construction.void_problem", gettext_lazy("作废"), actions.void_problem, step_form("voided_on", "reason"), _VOID
    ),
    "undo_close": Step(
        "construction.correct_problem", gettext_lazy("撤销销号"), actions.undo_close_problem, step_form("reason")
    ),
    "undo_void": Step(
        "construction.correct_problem", gettext_lazy("撤销作废"), actions.undo_void_problem, step_form("reason")
    ),
}  # fmt: skip


def _problem(request: SignedInRequest, pk: int) -> Problem:
    problems = Problem.objects.visible_to(request.user).select_related("site", "unit", "item", "merged_into")
    return get_object_or_404(problems, pk=pk)


def record(request: SignedInRequest, pk: int) -> HttpResponse:
    """One problem with its history and its duplicates."""
    problem = _problem(request, pk)
    duplicates = list(problem.duplicates.order_by("pk"))
    relations = []
    if duplicates:
        relations.append(
            Related(
                _("并入的重复问题"),
                (_("问题描述"), _("发现日期"), _("状态")),
                tuple(
                    Line(row.description, (row.found_on,), address_of("problems", row.pk), row.state)
                    for row in duplicates
                ),
                empty="",
                words=PROBLEM,
            )
        )
    context = record_context(
        PROBLEMS,
        title=_("第 %s 号问题") % problem.pk,
        subtitle=problem.site.name,
        facts=_facts(problem),
        acts=_acts(problem, request.user),
        relations=relations,
        subject=problem,
        history=timeline(problem),
    )
    today = business_today()
    if problem.is_overdue(today):
        context |= {"note": _("已逾期 %s 天。") % (today - problem.due_on).days, "note_tone": "bad"}
    return render(request, "construction/record.html", context)


def _facts(problem: Problem) -> list[Fact]:
    facts = [
        Fact(_("状态"), PROBLEM.label(problem.state), state=problem.state),
        Fact(_("点位"), problem.site.name, url=address_of("sites", problem.site_id)),
        Fact(_("属地单位"), problem.unit),
        Fact(_("问题描述"), problem.description, wide=True),
        Fact(_("检查项"), problem.item or problem.get_focus_display(), wide=problem.item is not None),
        Fact(_("具体部位"), problem.place),
        Fact(_("发现日期"), problem.found_on),
        Fact(_("整改期限"), problem.due_on),
        Fact(_("整改完成日期"), problem.submitted_on),
        Fact(_("复核销号日期"), problem.closed_on),
    ]
    if problem.extended_from:
        facts.append(Fact(_("原整改期限"), problem.extended_from))
    if problem.void_reason:
        facts += [
            Fact(_("作废日期"), problem.voided_on),
            Fact(_("作废原因"), problem.void_reason, wide=True),
        ]
    if problem.merged_into is not None:
        url = address_of("problems", problem.merged_into.pk)
        facts.append(Fact(_("并入"), problem.merged_into.description, url=url, wide=True))
    return facts


def _acts(problem: Problem, user: User) -> list[Act]:
    acts = step_acts(PROBLEMS, problem, STEPS, user)
    unsettled = problem.closed_on is None and problem.voided_on is None
    if unsettled and problem.extended_from is None and may(user, "construction.extend_problem", problem):
        acts.append(Act(_("批准延期"), PROBLEMS.url("step", pk=problem.pk, step="extend")))
    if problem.voided_on is None and may(user, "construction.merge_problems", problem):
        acts.append(Act(_("合并重复"), PROBLEMS.url("step", pk=problem.pk, step="merge")))
    if problem.voided_on is None and may(user, "construction.change_problem", problem):
        acts.append(Act(_("修改"), PROBLEMS.url("edit", pk=problem.pk)))
    return acts


def add(request: SignedInRequest) -> HttpResponse:
    """Record a problem; from a site's page the site is chosen already."""
    require(request.user, "construction.record_problem")
    today = business_today()
    return form_view(
        request,
        ProblemForm,
        lambda data: actions.record_problem(by=request.user, **data),
        page=FormPage(title=_("登记问题"), back=PROBLEMS.url()),
        done=lambda problem: PROBLEMS.url("record", pk=problem.pk),
        initial={"site": request.GET.get("site"), "found_on": today, "due_on": today + timedelta(DAYS_GIVEN)},
        user=request.user,
    )


def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Correct a problem's words, item or days."""
    problem = _problem(request, pk)
    require(request.user, "construction.change_problem", problem)
    return form_view(
        request,
        ProblemFacts,
        lambda data: actions.change_problem(by=request.user, problem=problem, **data),
        page=FormPage(
            title=_("修改第 %s 号问题") % pk,
            back=PROBLEMS.url("record", pk=pk),
            note=_("点位：%s") % problem.site.name,
        ),
        done=lambda changed: PROBLEMS.url("record", pk=pk),
        initial={
            "check": problem.item.code if problem.item else problem.focus, "item": problem.item,
            "description": problem.description, "place": problem.place, "found_on": problem.found_on,
            "due_on": problem.due_on,
        },
    )  # fmt: skip


def step(request: SignedInRequest, pk: int, step: str) -> HttpResponse:
    """A transition, an extension or a merge."""
    problem = _problem(request, pk)
    if step == "extend":
        return _extend(request, problem)
    if step == "merge":
        return _merge(request, problem)
    return step_page(request, PROBLEMS, problem, STEPS, step, "problem")


def _extend(request: SignedInRequest, problem: Problem) -> HttpResponse:
    require(request.user, "construction.extend_problem", problem)
    back = PROBLEMS.url("record", pk=problem.pk)
    return form_view(
        request,
        step_form("due_on", "reason"),
        lambda data: actions.extend_problem(by=request.user, problem=problem, day=business_today(), **data),
        page=FormPage(
            title=_("批准延期 · %s") % problem,
            back=back,
            submit=_("批准延期"),
            note=_("现在的期限是 %s，只能延期一次。") % problem.due_on,
        ),
        done=lambda changed: back,
    )


def _merge(request: SignedInRequest, problem: Problem) -> HttpResponse:
    require(request.user, "construction.merge_problems", problem)
    back = PROBLEMS.url("record", pk=problem.pk)
    return form_view(
        request,
        MergeForm,
        lambda data: actions.merge_problems(
            by=request.user, keep=problem, duplicates=list(data["duplicates"]), day=business_today()
        ),
        page=FormPage(
            title=_("合并重复 · %s") % problem,
            back=back,
            submit=_("合并"),
            note=_("保留这一条，勾选的几条并入它，不再计数。"),
        ),
        done=lambda kept: back,
        keep=problem,
    )
