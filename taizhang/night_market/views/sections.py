"""Parts of the night market's record pages: lists of related rows, steps behind a button, the context around them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from taizhang.foundation import clock
from taizhang.foundation.workflow import Workflow
from taizhang.journal.timeline import timeline
from taizhang.night_market.forms import ReasonForm
from taizhang.organisation import district
from taizhang.organisation.access import may, require
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act, Fact
from taizhang.workbooks.registers import Register
from taizhang.workbooks.views import frame

SHOWN = 20


@dataclass(frozen=True)
class State:
    """A cell that shows a state as a badge."""

    code: str
    label: str


def badge(workflow: Workflow, code: str | None) -> State | str:
    """The badge of a state; nothing for none."""
    return State(code, workflow.label(code)) if code else ""


@dataclass(frozen=True)
class Line:
    """A related row: where it leads, and its cells in the order of the headings."""

    url: str
    cells: tuple[Any, ...]


@dataclass(frozen=True)
class Section:
    """A list of related rows under its title."""

    title: Any
    headings: tuple[Any, ...]
    lines: Sequence[Line]
    empty: Any
    more_url: str = ""

    @property
    def rows(self) -> list[tuple[Line, list[tuple[Any, Any, bool]]]]:
        """(line, [(heading, cell, whether it is a State)])."""
        return [
            (
                line,
                [
                    (title, cell, isinstance(cell, State))
                    for title, cell in zip(self.headings, line.cells, strict=True)
                ],
            )
            for line in self.lines
        ]


def record_context(
    register: Register,
    row: Any,
    *,
    title: Any,
    facts: Sequence[Fact],
    acts: Sequence[Act],
    subtitle: Any = "",
    **more: Any,
) -> dict[str, Any]:
    """The context of web/record.html with the register's tabs around it."""
    return {
        **frame(register),
        "title": title,
        "subtitle": subtitle,
        "facts": facts,
        "acts": acts,
        "history": timeline(row),
        "back": register.url(),
        "subject": row,
        **more,
    }


@dataclass(frozen=True)
class Step:
    """A transition behind a button: who may, what it is called, the action, and whether it asks why."""

    permission: str
    title: Any
    act: Callable[..., Any]
    argument: str
    needs_reason: bool = False
    confirm: Any = ""
    primary: bool = False


def step_acts(
    steps: dict[str, Step], row: Any, url_name: str, user: User, *, workflow: Workflow | None = None
) -> list[Act]:
    """The buttons of the steps that the row's state allows and the person may take."""
    workflow = workflow or type(row).workflow
    allowed = {transition.name for transition in workflow.allowed_from(row.state)} if workflow else set()
    return [
        Act(
            step.title, reverse(url_name, kwargs={"pk": row.pk, "step": name}), post=not step.needs_reason,
            confirm=step.confirm, primary=step.primary,
        )
        for name, step in steps.items()
        if name in allowed and may(user, step.permission, row)
    ]  # fmt: skip


def take_step(
    request: SignedInRequest, steps: dict[str, Step], name: str, row: Any, *, back: str, title: Any
) -> HttpResponse:
    """Take a step: at once when posted without a reason to give, else through a small form."""
    step = steps.get(name)
    if step is None:
        raise Http404
    require(request.user, step.permission, row)
    if step.needs_reason:
        return form_view(
            request,
            ReasonForm,
            lambda data: step.act(**{step.argument: row}, reason=data["reason"], by=request.user),
            page=FormPage(title=title, back=back, submit=step.title),
            done=lambda _row: back,
        )
    if request.method != "POST":
        raise Http404
    step.act(**{step.argument: row}, by=request.user)
    messages.success(request, _("已办理。"))
    return redirect(back)


def present_moment() -> datetime:
    """Now to the minute; in a demonstration, the same time on the day at which it stands."""
    present = clock.now().astimezone(clock.SHANGHAI).replace(second=0, microsecond=0)
    return datetime.combine(district.business_today(), present.time(), tzinfo=clock.SHANGHAI)
