"""Which pages open the rows of the night market, and who may add photos and papers to them."""

from taizhang.night_market.models import Breach, Measure, Merchant, Officer, Patrol, RoadSegment, StallPermit
from taizhang.night_market.registers import officers_of
from taizhang.organisation.subjects import Subject

SUBJECTS = (
    Subject(
        RoadSegment.journal_type,
        RoadSegment.objects.visible_to,
        "night_market:segments-record",
        "night_market.plan_segment",
    ),
    Subject(
        Merchant.journal_type,
        Merchant.objects.visible_to,
        "night_market:merchants-record",
        "night_market.take_pledge",
    ),
    Subject(
        StallPermit.journal_type,
        StallPermit.objects.visible_to,
        "night_market:permits-record",
        "night_market.apply_for_permit",
    ),
    Subject(
        Patrol.journal_type,
        Patrol.objects.visible_to,
        "night_market:patrols-record",
        "night_market.record_patrol",
    ),
    Subject(
        Breach.journal_type,
        Breach.objects.visible_to,
        "night_market:breaches-record",
        "night_market.record_breach",
    ),
    Subject(
        Measure.journal_type,
        Measure.objects.visible_to,
        "night_market:measures-record",
        "night_market.serve_measure",
    ),
    Subject(Officer.journal_type, officers_of, "night_market:officers-record"),
)
