"""Steps of a row as pages: who may take one, in which state, the form it asks for, the action that it calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import Form, FormPage, form_view
from taizhang.web.records import Act
from taizhang.workbooks.registers import Register

_STILL_TO_COME = frozenset({"limit_on", "due_on"})  # days that nobody means to be today


@dataclass(frozen=True)
class Step:
    """One step: its permission, its button, the action, its form, a note above it.

    It is open where the workflow has a transition of its name from the row's state, or in one of `states` where these are
    given (an act that moves no state has no transition). `rare` puts its button behind the others.
    """

    permission: str
    title: Any
    act: Callable[..., Any]
    form: type[Form]
    note: Any = ""
    rare: bool = False
    states: tuple[str, ...] = ()


def _open(row: Any, steps: Mapping[str, Step]) -> list[tuple[str, Step, bool]]:
    """(name, step, is it a correction) of what the row's state allows, in the order of the steps."""
    allowed = {each.name: each for each in type(row).workflow.allowed_from(row.state)}
    found = []
    for name, step in steps.items():
        if row.state in step.states if step.states else name in allowed:
            found.append((name, step, name in allowed and allowed[name].needs_reason))
    return found


def step_acts(register: Register, row: Any, steps: Mapping[str, Step], user: User) -> list[Act]:
    """Buttons of the steps that are open to this person; the one to press is the first that leads onward."""
    acts: list[Act] = []
    for name, step, corrects in _open(row, steps):
        if may(user, step.permission, row):
            onward = not (corrects or step.rare or any(act.primary for act in acts))
            url = register.url("step", pk=row.pk, step=name)
            acts.append(Act(step.title, url, primary=onward, more=step.rare))
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
        initial=_today(step.form),
    )


def _today(form: type[Form]) -> dict[str, Any]:
    """Today for every day that the form must have, save those still to come."""
    return {
        name: business_today()
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DateField) and field.required and name not in _STILL_TO_COME
    }
