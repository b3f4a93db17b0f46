"""Whether the journal bears out what is said to be done every day: 每日汇总更新."""

from dataclasses import dataclass
from datetime import date, timedelta

from taizhang.figures.spoken import Daily, daily
from taizhang.foundation import clock
from taizhang.journal.models import Event
from taizhang.organisation.workdays import is_working_day
from taizhang.proofreading import narrowing
from taizhang.proofreading.claim import Reading
from taizhang.proofreading.claim_words import segment, squeeze, words_of


@dataclass(frozen=True)
class DaysKept:
    """The days from `start` to `end` and those of them without a row, in their order."""

    start: date
    end: date
    missing: tuple[date, ...]

    @property
    def days(self) -> int:
        """How many days there are in all."""
        return (self.end - self.start).days + 1

    @property
    def only_days_off(self) -> bool:
        """Whether nothing but days off is missing."""
        return not any(is_working_day(day) for day in self.missing)


def meant(reading: Reading, place: int) -> Daily | None:
    """What a ledger does every day and the claim at a place speaks of."""
    words, said = words_of(reading, place), squeeze(reading.claims[place].text)
    for each in daily():
        around = words.sentence + words.around
        if (
            all(any(word in said for word in slot) for slot in each.slots)
            and any(word in around for word in each.about)
            and not narrowing.of_others(segment(words), "", each.others, each.about, "".join(each.about))
        ):
            return each
    return None


def days_kept(done: Daily, start: date, end: date) -> DaysKept | None:
    """On which days from the beginning of the work to the end it was done; None where the work had not begun.

    Two queries: the first day of the work, and the days with a row.
    """
    begun = (
        Event.objects.filter(subject_type=done.since, happened_at__lte=clock.end_of(end))
        .order_by("happened_at")
        .values_list("happened_at", flat=True)
        .first()
    )
    if begun is None:
        return None
    first = max(start, clock.local_date(begun))
    moments = Event.objects.filter(
        subject_type=done.journal_type,
        kind="created",
        happened_at__gte=clock.start_of(first),
        happened_at__lte=clock.end_of(end),
    ).values_list("happened_at", flat=True)
    held = {clock.local_date(moment) for moment in moments}
    every = (first + timedelta(number) for number in range((end - first).days + 1))
    return DaysKept(first, end, tuple(day for day in every if day not in held))
