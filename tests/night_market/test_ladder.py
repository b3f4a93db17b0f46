"""The ladder through the database: measures, cases and permits follow the breaches."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation.refusals import Refused
from taizhang.journal.models import Event
from taizhang.night_market.actions import breaches, measures, merchants
from taizhang.night_market.escalation import rungs
from taizhang.night_market.models import Measure, PenaltyCase, RungSpell
from taizhang.night_market.rung_history import DatedBreach, rung_spells
from tests.factories import person
from tests.night_market.makers import active_permit, breach, clerk, day, merchant, officer

pytestmark = pytest.mark.django_db


def ladder(shop) -> list[tuple[str, int | None, str]]:
    rows = Measure.objects.filter(canonical=shop.canonical_id).order_by("business_on", "id")
    return [(f"{row.business_on:%m-%d}", row.rung, row.state) for row in rows]


def test_the_domains_example_with_its_permit_and_its_case() -> None:
    shop = merchant("示例烧烤店")
    permit = active_permit(shop)
    first = breach(shop, "06-01 21:10", "hygiene")
    second = breach(shop, "06-01 23:40", "noise", serve=False)
    third = breach(shop, "06-05 00:30", "noise")
    fourth = breach(shop, "06-10 20:00", "encroachment")
    assert first.measure == second.measure
    assert ladder(shop) == [("06-01", 1, "served"), ("06-04", 2, "served"), ("06-10", 3, "served")]
    case = PenaltyCase.objects.get()
    assert (case.measure, case.state, case.filed_on) == (fourth.measure, "filed", day("06-10"))
    permit.refresh_from_db()
    assert permit.state == "pending_revocation"

    breaches.void_breach(breach=third, reason="声级计未检定", by=person("section_chief"), on=day("06-12"))
    assert ladder(shop) == [("06-01", 1, "served"), ("06-04", 2, "voided"), ("06-10", 2, "served")]
    case.refresh_from_db()
    permit.refresh_from_db()
    assert (case.state, case.ended_on, permit.state) == ("no_penalty", day("06-12"), "active")
    assert [(s.since, s.until) for s in permit.spells.order_by("id")] == [
        (day("04-03"), day("06-10")),
        (day("06-12"), None),
    ]
    kinds = Event.objects.filter(subject_type="night_market.measure", subject_id=fourth.measure_id)
    assert [event.kind for event in kinds.order_by("seq")] == ["created", "serve", "changed"]
    assert kinds.order_by("seq").last().detail["changed"] == {"rung": [3, 2]}
    assert kinds.order_by("seq").last().detail["reason"] == "声级计未检定"
    voided = Event.objects.filter(subject_type="night_market.measure", subject_id=third.measure_id).order_by(
        "seq"
    )
    assert [event.kind for event in voided] == ["created", "serve", "changed", "contest", "void"]

    breach(shop, "09-08 20:00")
    assert ladder(shop)[-1] == ("09-08", 3, "served")
    breach(merchant_like := merchant("另一家"), "06-10 20:00")
    breach(merchant_like, "09-09 20:00")
    assert ladder(merchant_like) == [("06-10", 1, "served"), ("09-09", 1, "served")]
