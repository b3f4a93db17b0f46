"""One page for every act on a row: who may do it, in which states, what it asks for, and the action that it calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse

from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import Form, FormPage, form_view
from taizhang.web.records import Act
from taizhang.workbooks.registers import Register


@dataclass(frozen=True)
class Step:
    """An act as a page: its permission, its button, the states in which it is offered, its form, its action, a note."""

    permission: str
    title: Any
    states: tuple[str, ...]
    form: type[Form]
    act: Callable[..., Any]
    note: Any = ""
    more: bool = False


def step_acts(register: Register, row: Any, steps: Mapping[str, Step], user: User) -> list[Act]:
    """Buttons of what this person may do with the row in its present state; the first is the one to press."""
    acts: list[Act] = []
    for name, step in steps.items():
        if row.state in step.states and may(user, step.permission, row):
            url = register.url("step", pk=row.pk, step=name)
            acts.append(Act(step.title, url, primary=not acts and not step.more, more=step.more))
    return acts


def step_page(
    request: SignedInRequest, register: Register, row: Any, steps: Mapping[str, Step], name: str, subject: str
) -> HttpResponse:
    """The form of one act; `subject` is the name of the parameter by which the action takes the row."""
    step = steps.get(name)
    if step is None:
        raise Http404
    require(request.user, step.permission, row)
    back = register.url("record", pk=row.pk)
    return form_view(
        request,
        step.form,
        lambda data: step.act(by=request.user, **{subject: row}, **data),
        page=FormPage(title=f"{step.title} · {row}", back=back, submit=step.title, note=step.note),
        done=lambda result: back,
        initial={"day": business_today()},
    )
