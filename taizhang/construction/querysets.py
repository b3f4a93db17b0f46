"""What many rows of the construction ledger are asked: active, in force, open, overdue on a day."""

from datetime import date
from typing import Self

from django.db.models import BooleanField, Case, F, Min, Q, When

from taizhang.construction.states import InspectionMode
from taizhang.organisation.models import UnitScoped, User


class SiteQuerySet(UnitScoped):
    """Sets of sites."""

    ledger = "construction"

    def active(self, day: date) -> Self:
        """On the register at the end of a day."""
        return self.filter(
            Q(registered_on__isnull=True) | Q(registered_on__lte=day),
            Q(retired_on__isnull=True) | Q(retired_on__gt=day),
        )

    def one_per_parcel(self, day: date) -> Self:
        """Of the sites active on a day one for each parcel, the first that was registered."""
        firsts = (
            self.model._default_manager.active(day).order_by().values("counted_as").annotate(first=Min("pk"))
        )
        return self.filter(pk__in=firsts.values("first"))


class InspectionQuerySet(UnitScoped):
    """Sets of inspections."""

    ledger = "construction"

    def full_between(self, start: date, end: date) -> Self:
        """Full inspections of the days from start to end, both included."""
        return self.filter(mode=InspectionMode.FULL, day__gte=start, day__lte=end)


class ProblemQuerySet(UnitScoped):
    """Sets of problems."""

    ledger = "construction"

    def not_void(self, day: date) -> Self:
        """Neither void nor a duplicate at the end of a day."""
        return self.filter(Q(voided_on__isnull=True) | Q(voided_on__gt=day))

    def found_between(self, start: date, end: date) -> Self:
        """What official prose counts as 项: found in these days, not void at their end, a duplicate once."""
        return self.filter(found_on__gte=start, found_on__lte=end).not_void(end)

    def open_on(self, day: date) -> Self:
        """Found by then, neither closed nor void at the end of a day."""
        return self.not_void(day).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), found_on__lte=day)

    def open_now(self) -> Self:
        """Neither closed nor void; the rows of the index that lists read."""
        return self.filter(closed_on__isnull=True, voided_on__isnull=True)

    def overdue(self, day: date) -> Self:
        """Open at the end of a day and due before it."""
        return self.open_on(day).filter(due_on__lt=day)

    def closed_or_not(self, day: date) -> Self:
        """Annotates `closed_by_then`: put right and verified by the end of a day."""
        return self.annotate(
            closed_by_then=Case(
                When(closed_on__lte=day, then=True), default=False, output_field=BooleanField()
            )
        )

    def in_time_or_not(self, day: date) -> Self:
        """The closed and the overdue ones, annotated with `in_time`: closed by the due day."""
        return self.filter(Q(closed_on__lte=day) | Q(due_on__lt=day)).annotate(
            in_time=Case(
                When(Q(closed_on__lte=day) & Q(closed_on__lte=F("due_on")), then=True),
                default=False,
                output_field=BooleanField(),
            )
        )


class OrderQuerySet(UnitScoped):
    """Sets of stop-work orders."""

    ledger = "construction"

    def in_force(self, day: date) -> Self:
        """Served by then and not yet lifted at the end of a day."""
        return self.filter(Q(lifted_on__isnull=True) | Q(lifted_on__gt=day), served_on__lte=day)

    def in_force_between(self, start: date, end: date) -> Self:
        """In force on at least one of these days."""
        return self.filter(Q(lifted_on__isnull=True) | Q(lifted_on__gte=start), served_on__lte=end)


class DailyLedgerQuerySet(UnitScoped):
    """Sets of daily ledgers; they are of the whole district."""

    ledger = "construction"

    def visible_to(self, user: User) -> Self:
        """All of them for who reads the whole ledger, none for anybody else."""
        whole = user.is_authenticated and user.is_active and user.sees_all_of(self.ledger)
        return self if whole else self.none()
