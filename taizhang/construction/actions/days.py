"""How an act that is known by its day becomes an instant of the journal."""

from datetime import date, datetime

from taizhang.construction.row_rules import Faults
from taizhang.foundation import clock
from taizhang.foundation.refusals import Refused


def moment_of(day: date) -> datetime | None:
    """None (now) for today, else the first instant of the day: nothing more exact is known."""
    return None if day == clock.today() else clock.start_of(day)


def refuse_first(faults: Faults) -> None:
    """Raise Refused with the first fault at its field."""
    if faults:
        field, sentence = faults[0]
        raise Refused(sentence, field=field)
