"""The ladder through the database: measures, cases and permits follow the breaches."""

import pytest

from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.journal.models import Event
from taizhang.night_market.actions import breaches, measures, merchants
from taizhang.night_market.models import Breach, Measure, Merchant, PenaltyCase, RungSpell
from tests.factories import person
from tests.night_market.makers import active_permit, at, breach, clerk, day, merchant, officer

pytestmark = pytest.mark.django_db


def ladder(shop: Merchant) -> list[tuple[str, int | None, str]]:
    rows = Measure.objects.filter(canonical=shop.canonical_id).order_by("business_on", "id")
    return [(f"{row.business_on:%m-%d}", row.rung, row.state) for row in rows]


def kinds(row: Measure) -> list[str]:
    return list(row.history.order_by("seq").values_list("kind", flat=True))


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
    assert kinds(fourth.measure) == ["created", "serve", "changed"]
    change = fourth.measure.history.order_by("seq").last().detail
    assert (change["changed"], change["reason"]) == ({"rung": [3, 2]}, "声级计未检定")
    assert kinds(third.measure) == ["created", "serve", "contest", "void"]
    spells = RungSpell.objects.filter(measure=fourth.measure).order_by("since")
    assert [(s.rung, s.since, s.until) for s in spells] == [
        (3, day("06-10"), day("06-12")),
        (2, day("06-12"), None),
    ]

    breach(shop, "09-08 20:00")
    assert ladder(shop)[-1] == ("09-08", 2, "served")


def test_a_day_later_than_the_window_it_is_education_again() -> None:
    shop = merchant()
    breach(shop, "06-10 20:00")
    breach(shop, "09-09 20:00")
    assert ladder(shop) == [("06-10", 1, "served"), ("09-09", 1, "served")]


def test_what_was_not_served_does_not_count_until_it_is() -> None:
    shop = merchant()
    first = breach(shop, "06-01 21:00", serve=False)
    second = breach(shop, "06-03 21:00", serve=False)
    assert ladder(shop) == [("06-01", 1, "proposed"), ("06-03", 1, "proposed")]
    measures.serve_measure(
        measure=first.measure, officers=[officer(), officer()], served_on=day("06-05"), by=person("officer")
    )
    assert ladder(shop) == [("06-01", 1, "served"), ("06-03", 2, "proposed")]
    assert kinds(second.measure) == ["created", "changed"]


def test_a_blocked_fire_lane_goes_past_the_ladder_with_its_reason() -> None:
    shop = merchant()
    with pytest.raises(Refused, match="写明理由"):
        breach(shop, "06-01 21:00", "fire_lane")
    row = breach(shop, "06-01 21:00", "fire_lane", danger_reason="桌椅堵住登高面")
    assert (row.measure.rung, row.measure.passes_ladder) == (3, True)
    assert PenaltyCase.objects.filter(measure=row.measure, state="filed").exists()


def test_a_served_decision_is_not_erased_but_reviewed() -> None:
    shop = merchant()
    breach(shop, "06-01 21:00")
    second = breach(shop, "06-03 21:00")
    third = breach(shop, "06-05 21:00")
    case = PenaltyCase.objects.get(measure=third.measure)
    PenaltyCase.objects.filter(pk=case.pk).update(**{"state": "decided"})
    breaches.void_breach(breach=second, reason="证据不足", by=person("section_chief"), on=day("06-08"))
    case.refresh_from_db()
    assert (case.state, case.review_opened_on, case.ended_on) == ("decided", day("06-08"), None)
    assert case.history.order_by("seq").last().kind == "review_opened"


def test_voiding_a_measure_voids_the_nights_breaches() -> None:
    shop = merchant()
    row = breach(shop, "06-01 21:00")
    breach(shop, "06-01 22:00", "fumes", serve=False)
    measure = measures.contest_measure(measure=row.measure, reason="商户不服", by=clerk(), on=day("06-02"))
    measure = measures.void_measure(
        measure=measure, reason="证据不足", by=person("section_chief"), on=day("06-03")
    )
    assert (measure.state, measure.voided_on, measure.rung) == ("voided", day("06-03"), 1)
    assert set(Breach.objects.values_list("voided_on", flat=True)) == {day("06-03")}
    later = breach(shop, "06-01 23:00", "overtime")
    assert later.measure != measure
    assert ladder(shop) == [("06-01", 1, "voided"), ("06-01", 1, "served")]


def test_an_upheld_measure_cannot_lose_its_breach() -> None:
    row = breach(merchant(), "06-01 21:00")
    measures.contest_measure(measure=row.measure, reason="商户不服", by=clerk())
    measures.uphold_measure(measure=row.measure, reason="视频清楚", by=person("section_chief"))
    with pytest.raises(Refused, match="维持"):
        breaches.void_breach(breach=row, reason="再看看", by=person("bureau_head"))


def test_a_proposed_measure_whose_breach_is_voided_has_nothing_to_serve() -> None:
    shop = merchant()
    row = breach(shop, "06-01 21:00", serve=False)
    breaches.void_breach(breach=row, reason="找错商户", by=person("section_chief"), on=day("06-02"))
    row.measure.refresh_from_db()
    assert (row.measure.state, row.measure.voided_on) == ("proposed", day("06-02"))
    with pytest.raises(Refused, match="没有要送达"):
        measures.serve_measure(
            measure=row.measure, officers=[officer(), officer()], served_on=day("06-02"), by=person("officer")
        )


def test_who_was_there_does_not_review() -> None:
    chief = person("section_chief")
    row = breach(merchant(), "06-01 21:00", serve=False)
    measures.serve_measure(
        measure=row.measure,
        officers=[officer(user=chief), officer()],
        served_on=day("06-01"),
        by=person("officer"),
    )
    with pytest.raises(Refused, match="换一位复核人"):
        breaches.void_breach(breach=row, reason="证据不足", by=chief)
    with pytest.raises(NotPermitted):
        breaches.void_breach(breach=row, reason="证据不足", by=person("officer"))


def test_serving_takes_two_certified_officers() -> None:
    row = breach(merchant(), "06-01 21:00", serve=False)
    one = officer()
    auxiliary = officer(auxiliary=True, certificate="")
    expired = officer(certificate_until=day("05-31"))
    for crew, sentence in (([one, one], "两名"), ([one, auxiliary], "执法证"), ([one, expired], "执法证")):
        with pytest.raises(Refused, match=sentence):
            measures.serve_measure(
                measure=row.measure, officers=crew, served_on=day("06-01"), by=person("officer")
            )
    with pytest.raises(Refused, match="早于"):
        measures.serve_measure(
            measure=row.measure, officers=[one, officer()], served_on=day("05-31"), by=person("officer")
        )


def test_a_new_licence_carries_the_history_and_a_corrected_code_parts_it_again() -> None:
    old = merchant("示例老店", person="示例店主甲", address="示例路1号", credit_code="92410106MADEM0001X")
    breach(old, "06-01 21:00")
    new = merchant("示例新店", person="示例店主甲", address="示例路 1号", credit_code="92410106MADEM0002X")
    assert new.merged_into == old
    row = breach(new, "06-03 21:00")
    assert (row.measure.rung, row.canonical) == (2, old)
    merchants.change_merchant(merchant=new, by=clerk(), person="示例店主乙")
    new.refresh_from_db()
    row.refresh_from_db()
    row.measure.refresh_from_db()
    assert (new.merged_into, row.canonical, row.measure.rung) == (None, new, 1)
    assert row.measure.history.order_by("seq").last().detail["changed"] == {"rung": [2, 1]}


def test_declared_sameness_joins_ladders_and_one_night_stays_one_rung() -> None:
    one, other = merchant(), merchant()
    breach(one, "06-01 21:00")
    breach(other, "06-01 22:00")
    breach(other, "06-03 21:00")
    merchants.merge_merchants(merchant=other, same_as=one, reason="同一经营者两块招牌", by=clerk())
    other.refresh_from_db()
    assert other.merged_into == one
    assert ladder(one) == [("06-01", 1, "served"), ("06-01", None, "served"), ("06-03", 2, "served")]
    assert RungSpell.objects.filter(measure__canonical=one).count() == 2
    assert Event.objects.filter(subject_type="night_market.merchant", kind="declared_same").count() == 1


def test_a_late_entry_of_an_earlier_night_raises_the_later_ones() -> None:
    shop = merchant()
    breach(shop, "06-10 21:00")
    breach(shop, "06-01 21:00")
    assert ladder(shop) == [("06-01", 1, "served"), ("06-10", 2, "served")]


def test_the_same_breach_is_not_entered_twice_nor_ahead_of_time() -> None:
    shop = merchant()
    breach(shop, "06-01 21:00")
    with pytest.raises(Refused, match="已登记"):
        breach(shop, "06-01 21:00")
    with pytest.raises(Refused, match="现在之后"):
        breaches.record_breach(
            by=person("officer"),
            merchant=shop,
            category="noise",
            happened_at=at("06-01 21:00").replace(year=2199),
        )
