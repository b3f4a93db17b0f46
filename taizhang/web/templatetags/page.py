"""Template tags of the page frame: icons, figures' values, query strings, tones of states."""

from typing import Any

from django import template
from django.http import QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from taizhang.web import display, record_slots
from taizhang.web.tables import Cell, Column, Page

register = template.Library()

TONES = {
    "good": {
        "closed",
        "in_use",
        "active",
        "lifted",
        "compliant",
        "signed_off",
        "frozen",
        "used",
        "verified",
        "upheld",
        "published",
        "executed",
        "kept",
        "converted",
        "live",
    },
    "warn": {
        "submitted",
        "notified",
        "paused",
        "suspended",
        "pending_revocation",
        "resume_requested",
        "returned",
        "contested",
        "soon",
        "clash",
        "reoffered",
        "answered",
        "appealed",
    },
    "bad": {
        "in_force",
        "revoked",
        "terminated",
        "lost",
        "not_recognised",
        "rejected",
        "overdue",
        "noncompliant",
        "expired",
        "broken",
    },
    "done": {
        "declined",
        "given_up",
        "voided",
        "archived",
        "withdrawn",
        "not_used",
        "merged",
        "waived",
        "released",
    },
    "info": {
        "assigned",
        "contacted",
        "signed",
        "landed",
        "started",
        "served",
        "received",
        "approved",
        "first_review",
        "second_review",
    },
}
_TONE_OF = {state: tone for tone, states in TONES.items() for state in states}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite by its Tabler name."""
    return format_html(
        '<svg class="tz-icon" aria-hidden="true"><use href="{}#{}"/></svg>', static("dist/icons.svg"), name
    )


@register.filter
def tone(state: str) -> str:
    """The badge colour of a state code."""
    return _TONE_OF.get(state, "neutral")


@register.simple_tag
def table_rows(page: Page) -> SafeString:
    """The rows of a list; written here, since a template spends most of a list's time on its cells."""
    opening = [
        format_html(
            '<td class="{}" data-label="{}">', _cell_class(place, heading.column), heading.column.title
        )
        for place, heading in enumerate(page.headings)
    ]
    parts = []
    for line in page.lines:
        url = conditional_escape(line.url)
        parts.append(f'<tr data-href="{url}">' if url else "<tr>")
        for place, cell in enumerate(line.cells):
            parts += (opening[place], _cell_content(cell, "" if place else url), "</td>")
        parts.append("</tr>")
    return mark_safe("".join(parts))  # every part is escaped above and in _cell_content


def _cell_class(place: int, column: Column) -> str:
    named = (("num", column.number), ("wrap", column.wrap), ("tz-cell-title", place == 0))
    return " ".join(name for name, holds in named if holds)


def _cell_content(cell: Cell, url: str) -> str:
    text = conditional_escape(cell.text)
    if cell.state:
        state = conditional_escape(cell.state)
        return f'<span class="tz-state" data-state="{state}" data-tone="{tone(cell.state)}">{text}</span>'
    return f'<a href="{url}">{text or "—"}</a>' if url else text


@register.filter
def show(value: Any) -> str:
    """A value as lists show it."""
    return display.text(value)


@register.filter
def moment(value: Any) -> str:
    """An instant in Shanghai minutes."""
    return display.moment(value)


@register.filter
def figure(value: Any) -> str:
    """A figure's value."""
    return display.plain(value)


@register.filter
def item(mapping: dict[Any, Any], key: Any) -> Any:
    """mapping[key], or an empty string."""
    return mapping.get(key, "")


@register.simple_tag(takes_context=True)
def query(context: dict[str, Any], **changes: Any) -> str:
    """The present query string with some keys changed, or dropped where None or empty."""
    params: QueryDict = context["request"].GET.copy()
    for key, value in changes.items():
        params.pop(key, None)
        if value not in (None, ""):
            params[key] = str(value)
    return f"?{params.urlencode()}"


@register.simple_tag(takes_context=True, name="record_slots")
def slots(context: dict[str, Any], journal_type: str, subject_id: int) -> SafeString:
    """The cards that rooms above the ledger add to the record page of a row."""
    request = context["request"]
    cards = record_slots.of(request, journal_type, subject_id)
    return format_html_join("", "{}", ((render_to_string(name, card, request),) for name, card in cards))
