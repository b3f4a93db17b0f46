"""What the ledgers cover, read once for a text: whether a figure's days and unit lie within what was declared."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from taizhang.foundation.periods import Period
from taizhang.organisation.models import Unit
from taizhang.proofreading.models import Coverage


@dataclass(frozen=True)
class Covered:
    """The declarations in force, by ledger."""

    by_ledger: dict[str, list[Coverage]]

    @classmethod
    def read(cls) -> "Covered":
        """All of them, with one query."""
        found: dict[str, list[Coverage]] = defaultdict(list)
        for row in Coverage.objects.in_force().select_related("unit").order_by("since", "pk"):
            found[row.ledger].append(row)
        return cls(dict(found))

    def _of(self, ledger: str, unit: Unit | None) -> list[Coverage]:
        """The declarations that hold a unit: the district's, the unit's own, those of a unit above it."""
        return [
            row
            for row in self.by_ledger.get(ledger, ())
            if row.unit is None or (unit is not None and unit.path.startswith(row.unit.path))
        ]

    def holds(self, ledger: str, period: Period, unit: Unit | None = None) -> bool:
        """Whether every day of the period is covered for the unit (None: the district); declarations may join."""
        day = period.start
        for row in self._of(ledger, unit):
            if row.since <= day:
                if row.until is None or row.until >= period.end:
                    return True
                if row.until >= day:
                    day = date.fromordinal(row.until.toordinal() + 1)
        return False

    def since(self, ledger: str, until: date, unit: Unit | None = None) -> date | None:
        """The first day from which everything up to `until` is covered; None where that day itself is not."""
        start = None
        for row in reversed(self._of(ledger, unit)):
            if start is None:
                fits = row.since <= until and (row.until is None or row.until >= until)
            else:
                fits = row.until is not None and row.until.toordinal() + 1 >= start.toordinal()
            if fits:
                start = row.since if start is None else min(start, row.since)
        return start
