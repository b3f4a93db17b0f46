"""Filters of 项目库 by where a project stands in the four batches, and for how long, at the end of any day."""

from datetime import date
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _

from taizhang.investment.models import Project, progress
from taizhang.investment.pipeline import STAGES, TITLES
from taizhang.investment.states import ProjectState
from taizhang.organisation import district
from taizhang.web.forms import DateInput
from taizhang.workbooks.registers import Filters

REACHED, LEFT = "reached-", "left-"
ASIDE = "aside"
BATCH_CHOICES = (
    (
        _("目前所在批次"),
        [*TITLES.items(), (ProjectState.LANDED, _("签约落地（已落地）")), (ASIDE, _("暂停、终止或流失"))],
    ),
    (
        _("已走到"),
        [
            (f"{REACHED}negotiating", _("谋划对接及以后")),
            (f"{REACHED}signed", _("签约及以后")),
            (f"{REACHED}landed", _("落地及以后")),
            (f"{REACHED}started", _("开工及以后")),
            (f"{REACHED}in_use", _("已投用")),
        ],
    ),
    (_("已走完"), [(f"{LEFT}{stage}", TITLES[stage]) for stage in STAGES[:-1]]),
)


class ProgressFilters(Filters):
    """What the pipeline's numbers lead to: batch, days in it, and the day for which both are asked."""

    batch = django_filters.ChoiceFilter(label=_("批次"), choices=BATCH_CHOICES, method="of_batch")
    aged_from = django_filters.NumberFilter(
        label=_("本批次停留满(天)"), min_value=0, max_value=36500, method="of_age"
    )
    aged_to = django_filters.NumberFilter(
        label=_("不超过(天)"), min_value=0, max_value=36500, method="of_age"
    )
    as_of = django_filters.DateFilter(label=_("截至"), method="at_day", widget=DateInput())

    class Meta:
        model = Project
        fields: list[str] = []

    @property
    def form(self) -> Any:
        """The fields of the other filters first; what only the pipeline asks for is shown where it is asked."""
        form = super().form
        form.order_fields(
            [name for name in form.fields if name not in ProgressFilters.base_filters or name == "q"]
        )
        for name in ("aged_from", "aged_to", "as_of"):
            if not self.data.get(name):
                form.fields[name].widget = HiddenInput()
        return form

    @cached_property
    def day(self) -> date:
        """The day for which amounts, batches and ages are asked: today unless the address names one."""
        return self.form.cleaned_data.get("as_of") or district.business_today()

    def at_day(self, rows: QuerySet[Project], name: str, value: date) -> QuerySet[Project]:
        """Projects known by a past day; `filter_queryset` has given them their amounts of that day."""
        return progress.known_at(rows, value)

    def of_batch(self, rows: QuerySet[Project], name: str, value: str) -> QuerySet[Project]:
        """Projects that stand in a batch, or reached or left one, by the day."""
        if value == ASIDE:
            return progress.set_aside_at(rows, self.day)
        if value.startswith(REACHED):
            return progress.reached(rows, value.removeprefix(REACHED), self.day)
        if value.startswith(LEFT):
            return progress.left(rows, value.removeprefix(LEFT), self.day)
        return progress.standing_in(rows, value, self.day)

    def of_age(self, rows: QuerySet[Project], name: str, value: Any) -> QuerySet[Project]:
        """Projects that have stood in their batch for at least, or at most, so many days."""
        least, most = (int(value), None) if name == "aged_from" else (None, int(value))
        return progress.aged(rows, self.day, least, most)

    def filter_queryset(self, queryset: QuerySet[Project]) -> QuerySet[Project]:
        """The amounts of the day come first: the tiers test them."""
        if self.form.cleaned_data.get("as_of"):
            queryset = queryset.with_amount(self.day)  # type: ignore[attr-defined]
        return super().filter_queryset(queryset)
