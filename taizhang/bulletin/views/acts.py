"""What may be done with an item or an issue: each transition with its permission and its action, for buttons and posts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin import actions
from taizhang.bulletin.forms import ReasonForm
from taizhang.foundation.workflow import Workflow
from taizhang.organisation.access import may
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act


@dataclass(frozen=True)
class Step:
    """A transition as a button: the permission that it requires, the action, a question to ask before."""

    transition: str
    permission: str
    act: Callable[..., Any]
    confirm: Any = ""
    primary: bool = True
    unless: Callable[[User, Any], bool] | None = None


ITEM_STEPS = (
    Step("sign_off", "bulletin.sign_off_item", actions.sign_off_item),
    Step("undo_sign_off", "bulletin.sign_off_item", actions.undo_sign_off, primary=False),
    Step("submit", "bulletin.submit_item", actions.submit_item),
    Step("withdraw", "bulletin.submit_item", actions.withdraw_item, primary=False),
    Step("receive", "bulletin.select_items", actions.receive_item),
    Step("keep", "bulletin.select_items", actions.keep_item, primary=False),
    Step("return_item", "bulletin.select_items", actions.return_item, primary=False),
    Step("not_use", "bulletin.select_items", actions.not_use_item, primary=False),
    Step("reconsider", "bulletin.select_items", actions.reconsider_item, primary=False),
    Step("unmerge", "bulletin.merge_items", actions.unmerge_item, primary=False),
)

ISSUE_STEPS = (
    Step("send_to_first_review", "bulletin.assemble", actions.send_to_first_review),
    Step("pass_first_review", "bulletin.first_review", actions.pass_first_review),
    Step("pass_second_review", "bulletin.second_review", actions.pass_second_review),
    Step(
        "sign",
        "bulletin.sign_issue",
        actions.sign_issue,
        confirm=_("签发后数字定格，期号和日期随即给定，正文不能再改。确定签发？"),
        unless=lambda user, issue: issue.last_edited_by_id == user.pk,
    ),
    Step("send_back", "bulletin.send_back_issue", actions.send_back_issue, primary=False),
    Step("drop", "bulletin.assemble", actions.drop_issue, primary=False),
)


def buttons(user: User, row: Any, workflow: Workflow, steps: tuple[Step, ...], url_name: str) -> list[Act]:
    """The steps that the state allows and the person may take, as buttons."""
    found = []
    for step in steps:
        transition = workflow.transition(step.transition)
        if row.state not in transition.sources or not may(user, step.permission, row):
            continue
        if step.unless is not None and step.unless(user, row):
            continue
        found.append(
            Act(
                transition.title,
                reverse(url_name, args=[row.pk, step.transition]),
                post=not transition.needs_reason,
                confirm=step.confirm,
                primary=step.primary,
            )
        )
    return found


def take_step(
    request: SignedInRequest,
    row: Any,
    name: str,
    *,
    noun: str,
    workflow: Workflow,
    steps: tuple[Step, ...],
    back: str,
) -> HttpResponse:
    """Take one step on a row: with a form for the reason where it needs one, else by a post alone."""
    step = next((each for each in steps if each.transition == name), None)
    if step is None:
        raise Http404
    transition = workflow.transition(name)
    if not transition.needs_reason:
        if request.method != "POST":
            raise Http404
        step.act(**{noun: row}, by=request.user)
        return HttpResponseRedirect(back)
    return form_view(
        request,
        ReasonForm,
        lambda data: step.act(**{noun: row}, by=request.user, **data),
        page=FormPage(title=f"{transition.title} · {row}", back=back, submit=transition.title),
        done=lambda _row: back,
        saved=_("已办理。"),
    )
