"""The only place where a state is set: locks the row, checks the transition, saves and records in one transaction."""

from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from taizhang.foundation.refusals import Conflict, Refused
from taizhang.journal.models import Journalled
from taizhang.journal.record import record

Row = TypeVar("Row", bound=Journalled)


def move(
    subject: Row,
    name: str,
    *,
    by: Any,
    happened_at: datetime | None = None,
    reason: str = "",
    changes: dict[str, Any] | None = None,
    detail: dict[str, Any] | None = None,
) -> Row:
    """Take the transition `name`, setting `changes` (field → value) with it; returns the row as saved.

    Raises Conflict when the row is no longer in a state from which the transition starts, Refused when a reason is
    needed and missing.
    """
    workflow = type(subject).workflow
    if workflow is None:
        raise TypeError(f"{type(subject).__name__} has no workflow")
    transition = workflow.transition(name)
    if transition.needs_reason and not reason.strip():
        raise Refused(_("“%(title)s”须写明理由。") % {"title": transition.title}, field="reason")
    with transaction.atomic():
        locked: Row = type(subject)._base_manager.select_for_update().get(pk=subject.pk)
        source = locked.state  # type: ignore[attr-defined]
        if source not in transition.sources:
            raise Conflict(
                _("现在的状态是“%(state)s”，不能“%(title)s”。请刷新后再看。")
                % {"state": workflow.label(source), "title": transition.title}
            )
        locked.state = transition.target  # type: ignore[attr-defined]
        for field, value in (changes or {}).items():
            setattr(locked, field, value)
        locked.save(update_fields=["state", *(changes or {})])
        record(
            subject=locked,
            kind=name,
            by=by,
            happened_at=happened_at,
            detail={
                "from": source,
                "to": transition.target,
                **({"reason": reason} if reason else {}),
                **(changes or {}),
                **(detail or {}),
            },
        )
    for field in ("state", *(changes or {})):
        setattr(subject, field, getattr(locked, field))
    return locked
