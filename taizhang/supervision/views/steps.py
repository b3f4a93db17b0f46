"""Steps of a row as pages: each a small form that calls one action; the buttons of those that are open now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse

from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.supervision.forms import ReasonForm
from taizhang.web.forms import Form, FormPage, form_view
from taizhang.web.records import Act
from taizhang.workbooks.registers import Register


@dataclass(frozen=True)
class Step:
    """One step: its permission, its button, the action, its form, a note above it; `day` is the field that is today's."""

    permission: str
    title: Any
    act: Callable[..., Any]
    form: type[Form] = ReasonForm
    day: str = ""
    note: Any = ""
    rare: bool = False


def step_acts(register: Register, row: Any, steps: Mapping[str, Step], user: User) -> list[Act]:
    """Buttons of the steps that the row's state allows and the person may take; the first onward one is primary."""
    acts: list[Act] = []
    for transition in type(row).workflow.allowed_from(row.state):
        step = steps.get(transition.name)
        if step is None or not may(user, step.permission, row):
            continue
        primary = not transition.needs_reason and not any(act.primary for act in acts)
        url = register.url("step", pk=row.pk, step=transition.name)
        acts.append(Act(step.title, url, primary=primary, more=step.rare))
    return sorted(acts, key=lambda act: act.more)


def step_page(
    request: SignedInRequest, register: Register, row: Any, steps: Mapping[str, Step], name: str, subject: str
) -> HttpResponse:
    """The form of one step; `subject` is the name of the parameter by which the action takes the row."""
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
        initial={step.day: business_today()} if step.day else {},
    )
