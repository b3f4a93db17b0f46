"""The editors' inbox: what waits there, how old it is, how late against its call."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from taizhang.bulletin.models import Call, Item, Topic
from taizhang.bulletin.states import ItemState
from taizhang.organisation.workdays import working_days_between
from taizhang.workbooks.registers import Filters, UnitFilter

WAITING = (
    ItemState.SUBMITTED,
    ItemState.RECEIVED,
    ItemState.KEPT,
    ItemState.TO_CONFIRM,
    ItemState.CONFIRMED,
)
OLD_DAYS, VERY_OLD_DAYS = 3, 6  # working days since the submission from which an item is marked


class InboxFilters(Filters):
    """Filters of the inbox."""

    search = ("title", "body")
    unit = UnitFilter()
    topic = django_filters.ModelChoiceFilter(queryset=Topic.objects.all(), label=_("主题"))
    state = django_filters.ChoiceFilter(
        choices=[(state.value, state.label) for state in WAITING], label=_("状态")
    )
    call = django_filters.ModelChoiceFilter(queryset=Call.objects.order_by("-pk"), label=_("约稿"))
    late = django_filters.ChoiceFilter(
        label=_("迟于约稿"), choices=[("true", _("是")), ("false", _("否"))], method="only_late"
    )

    class Meta:
        model = Item
        fields: tuple[str, ...] = ()

    def only_late(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        """Items that came after the deadline of their call, or the others."""
        late = {"call__isnull": False, "submitted_on__gt": F("call__due_on")}
        return rows.filter(**late) if value == "true" else rows.exclude(**late)


def waiting_items() -> QuerySet[Item]:
    """What waits in the office, the oldest first."""
    since = Coalesce("submitted_on", "written_on")
    rows = Item.objects.filter(state__in=WAITING).annotate(since=since)
    return rows.select_related("unit", "topic", "call").order_by("since", "pk")


@dataclass(frozen=True)
class InboxRow:
    """One line: the item, its age in working days with the tone that marks it, how many working days it came late."""

    item: Item
    age: int
    tone: str
    late: int


def rows_of(items: Iterable[Item], day: date) -> list[InboxRow]:
    """The lines of some items as of a day."""
    found = []
    for item in items:
        age = max(working_days_between(item.submitted_on or item.written_on, day), 0)
        tone = "bad" if age >= VERY_OLD_DAYS else "warn" if age >= OLD_DAYS else ""
        late = 0
        if item.call is not None and item.submitted_on is not None and item.submitted_on > item.call.due_on:
            late = max(working_days_between(item.call.due_on, item.submitted_on), 1)
        found.append(InboxRow(item, age, tone, late))
    return found
