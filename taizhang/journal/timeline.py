"""A row's history as people read it: each event with its title, who, when, and what changed."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.translation import gettext as _

from taizhang.foundation.clock import SHANGHAI
from taizhang.journal.models import Event, Journalled
from taizhang.web import display

GOOD, PLAIN, BAD = "good", "info", "bad"


@dataclass(frozen=True)
class Moment:
    """One line of a history."""

    at: datetime
    title: str
    by: str
    unit: str
    reason: str
    changes: tuple[tuple[str, str, str], ...]
    tone: str
    late: bool

    @property
    def when(self) -> str:
        """The instant as people read it; the day alone for an act known by its day, recorded as its first instant."""
        local = self.at.astimezone(SHANGHAI)
        return display.text(local.date()) if local.time() == time.min else display.moment(self.at)


def kinds() -> dict[str, str]:
    """The kinds of events that any row may have, with their titles; a workflow adds its transitions."""
    return {
        "created": _("登记"), "imported": _("由表格导入"), "recognised": _("导入历史台账"), "changed": _("修改"),
        "attached": _("上传材料"), "uploaded": _("上传文件"), "removed": _("移除"), "demo": _("演示数据"),
    }  # fmt: skip


def title_of(kind: str, model: type[Journalled] | None) -> str:
    """How people call a kind of event: by the model's workflow, by its own titles, or as any row's."""
    transition = model.workflow.transitions.get(kind) if model and model.workflow else None
    if transition:
        return str(transition.title)
    own = model.journal_titles if model else {}
    return str(own[kind]) if kind in own else kinds().get(kind, kind)


def timeline(subject: Journalled) -> list[Moment]:
    """The events of a row, newest first."""
    return [_moment(subject, event) for event in reversed(subject.history)]


def _moment(subject: Journalled, event: Event) -> Moment:
    detail, title = event.detail, title_of(event.kind, type(subject))
    changed = detail.get("changed", {})
    changes = tuple(
        (_field_title(subject, name), _shown(subject, name, pair[0]), _shown(subject, name, pair[1]))
        for name, pair in changed.items()
        if isinstance(pair, list) and len(pair) == 2
    )
    tone = (
        GOOD
        if event.kind in {"created", "imported", "recognised"}
        else BAD
        if detail.get("reason")
        else PLAIN
    )
    late = event.recorded_at.date() != event.happened_at.date()
    return Moment(
        event.happened_at,
        title,
        str(event.by or _("系统")),
        str(event.unit or ""),
        detail.get("reason", ""),
        changes,
        tone,
        late,
    )


def _field_title(subject: Journalled, name: str) -> str:
    own = type(subject).journal_titles
    if name in own:
        return str(own[name])
    try:
        return str(getattr(subject._meta.get_field(name), "verbose_name", name))
    except FieldDoesNotExist:
        return name


def _shown(subject: Journalled, name: str, value: Any) -> str:
    """A value as its field calls it where the field has choices."""
    try:
        choices = dict(getattr(subject._meta.get_field(name), "flatchoices", None) or ())
    except FieldDoesNotExist:
        choices = {}
    return str(choices[value]) if isinstance(value, str | int) and value in choices else display.text(value)


def differences(row: Journalled, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Field → [old, new] of what `values` would change: the `changed` part of a "changed" event's detail."""
    return {
        name: [getattr(row, name), value] for name, value in values.items() if getattr(row, name) != value
    }
