"""How far up the ladder a merchant stands, and what its next breach would mean, in words for the page."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from taizhang.night_market.escalation import DEFAULT_RULES, LadderRules, next_rung, rungs
from taizhang.night_market.models import Breach
from taizhang.night_market.rung_history import DatedBreach
from taizhang.night_market.states import Rung


@dataclass(frozen=True)
class Ladder:
    """The three rungs with the next one marked, the sentence that explains it, and the nights that count."""

    steps: tuple[tuple[str, str], ...]
    next_title: str
    sentence: str
    nights: tuple[date, ...]


def _history(root_id: int) -> list[DatedBreach]:
    columns = ("id", "business_on", "served_on", "voided_on", "immediate_danger")
    rows = Breach.objects.filter(canonical=root_id).values_list(*columns)
    return [
        DatedBreach(pk, night, night, served_on, voided_on, danger)
        for pk, night, served_on, voided_on, danger in rows
    ]


def ladder_of(root_id: int, on: date, rules: LadderRules = DEFAULT_RULES) -> Ladder:
    """The ladder of a merchant, by the id of its canonical record, for a breach on the next night after a day."""
    tonight = on + timedelta(days=1)
    history = [fact for breach in _history(root_id) if (fact := breach.on(on)) is not None]
    rung = next_rung(history, rules, on=tonight)
    since = tonight - timedelta(days=rules.window_days)
    nights = tuple(
        r.business_on for r in rungs(history, rules) if r.effective and since <= r.business_on < tonight
    )
    steps = tuple(
        (str(label), "done" if value < rung else "current" if value == rung else "")
        for value, label in Rung.choices
    )
    if nights:
        sentence = _("%(days)s 天内有 %(n)s 晚的处置已送达、未撤销，再违规就是“%(rung)s”。")
    else:
        sentence = _("%(days)s 天内没有生效的处置，再违规从“%(rung)s”起。")
    values = {"days": rules.window_days, "n": len(nights), "rung": Rung(rung).label}
    return Ladder(steps, str(Rung(rung).label), sentence % values, nights)
