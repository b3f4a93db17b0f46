"""One page for every transition: who may take it, what it asks for, and the action that it calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse

from taizhang.construction.forms import step_form
from taizhang.organisation.access import may, require
from taizhang.organisation.district import business_today
from taizhang.organisation.models import User
from taizhang.organisation.requests import SignedInRequest
from taizhang.web.forms import FormPage, form_view
from taizhang.web.records import Act
from taizhang.workbooks.registers import Register
from taizhang.workbooks.views import frame


@dataclass(frozen=True)
class Step:
    """A transition as a page: its permission, its button, the parameters it asks for, the action, a note above."""

    permission: str
    title: Any
    asks: tuple[str, ...]
    act: Callable[..., Any]
    note: Any = ""


def steps_open(row: Any, steps: Mapping[str, Step], user: User) -> dict[str, Step]:
    """The steps that the row's state allows and the person may take."""
    allowed = type(row).workflow.allowed_from(row.state)
    return {
        transition.name: steps[transition.name]
        for transition in allowed
        if transition.name in steps and may(user, steps[transition.name].permission, row)
    }


def step_acts(register: Register, row: Any, steps: Mapping[str, Step], user: User) -> list[Act]:
    """Buttons of the steps that are open; the one to press is the first that is no correction."""
    transitions = type(row).workflow.transitions
    acts: list[Act] = []
    for name, step in steps_open(row, steps, user).items():
        onward = not transitions[name].needs_reason and not any(act.primary for act in acts)
        acts.append(Act(step.title, register.url("step", pk=row.pk, step=name), primary=onward))
    return acts


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
        step_form(*step.asks),
        lambda data: step.act(by=request.user, **{subject: row}, **data),
        page=FormPage(title=f"{step.title} · {row}", back=back, submit=step.title, note=step.note),
        done=lambda result: back,
        initial={field: business_today() for field in step.asks if field != "reason"},
    )


def record_context(register: Register, **context: Any) -> dict[str, Any]:
    """What a record page of the register shows around its own context."""
    return {**frame(register), "back": register.url(), **context}


def address(name: str, **query: Any) -> str:
    """An address of this ledger with a query string."""
    return f"{reverse(f'construction:{name}')}?{urlencode(query)}"


def address_of(key: str, pk: int) -> str:
    """The page of one row of a register of this ledger."""
    return reverse(f"construction:{key}-record", kwargs={"pk": pk})
