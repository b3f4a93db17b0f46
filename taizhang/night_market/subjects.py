"""Which pages open the rows of the night market, and who may add photos and papers to them."""

from taizhang.night_market.models import Breach, Measure, Merchant, Officer, Patrol, RoadSegment, StallPermit
from taizhang.night_market.registers import officers_of
from taizhang.organisation.subjects import Subject


def _of(model: type, view: str, attach: str) -> Subject:
    rows = model._default_manager  # type: ignore[attr-defined]
    return Subject(
        model.journal_type, rows.visible_to, f"night_market:{view}-record", f"night_market.{attach}"
    )  # type: ignore[attr-defined]


SUBJECTS = (
    _of(RoadSegment, "segments", "plan_segment"),
    _of(Merchant, "merchants", "take_pledge"),
    _of(StallPermit, "permits", "apply_for_permit"),
    _of(Patrol, "patrols", "record_patrol"),
    _of(Breach, "breaches", "record_breach"),
    _of(Measure, "measures", "serve_measure"),
    Subject(Officer.journal_type, officers_of, "night_market:officers-record"),
)
