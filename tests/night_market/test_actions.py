"""Who may do what in the night market, in which state, and what the journal keeps of it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.night_market.actions import breaches, measures, merchants, patrols, permits, segments
from taizhang.night_market.models import Breach, CheckIn, Merchant, Patrol, PenaltyCase
from taizhang.night_market.pitch_reasons import pitch_of
from tests.factories import person, unit
from tests.night_market.makers import active_permit, at, breach, clerk, day, merchant, officer, segment

pytestmark = pytest.mark.django_db
ROLES = ("night_market_clerk", "officer", "town_clerk", "section_chief", "bureau_head", "leader", "operator")


def try_all(act: Callable[[Any], Any]) -> set[str]:
    """The roles whom the act does not refuse for their post; another refusal means that the post would do."""
    able = set()
    for role in ROLES:
        try:
            act(person(role, unit("峡窝镇")))
        except NotPermitted:
            continue
        except (Refused, Conflict):
            pass
        able.add(role)
    return able


def test_each_act_is_open_to_its_posts_only() -> None:
    road = segment()
    shop = merchant(segment=road)
    permit = active_permit(shop)
    row = breach(shop, "06-01 21:00")
    crew = [officer(), officer()]
    patrol = patrols.record_patrol(
        by=clerk(), shift_on=day("06-05"), shift="夜班", team="一组", segment=road, started_at=at("06-05 21:00"),
        ended_at=at("06-05 21:30"), officers=crew,
    )  # fmt: skip
    c, o, t, s, b, op = (
        "night_market_clerk",
        "officer",
        "town_clerk",
        "section_chief",
        "bureau_head",
        "operator",
    )
    kind = "quiet"
    acts: list[tuple[set[str], Callable[[Any], Any]]] = [
        ({c}, lambda by: segments.register_segment(by=by, name="新路", unit=unit())),
        ({c}, lambda by: segments.change_segment(segment=road, by=by, code="A1")),
        ({c, t}, lambda by: merchants.register_merchant(
            by=by, name="新店", person="甲", address="某处", segment=road, area=Decimal(1))),
        ({c, t}, lambda by: merchants.change_merchant(merchant=shop, by=by, doors=2)),
        ({c}, lambda by: merchants.merge_merchants(merchant=shop, same_as=shop, reason="同", by=by)),
        ({c, o, t}, lambda by: merchants.sign_pledge(merchant=shop, kind=kind, signed_on=day("05-01"), by=by)),
        ({c, t}, lambda by: permits.apply_for_permit(merchant=shop, valid_until=day("12-31"), by=by)),
        ({o}, lambda by: permits.verify_permit(permit=permit, by=by)),
        ({c}, lambda by: permits.activate_permit(permit=permit, by=by)),
        ({c, s}, lambda by: permits.resume_permit(permit=permit, by=by)),
        ({b}, lambda by: permits.revoke_permit(permit=permit, reason="因", by=by)),
        ({c}, lambda by: patrols.register_officer(by=by, name="某", certificate=crew[0].certificate)),
        ({c, s}, lambda by: patrols.void_patrol(patrol=patrol, reason="", by=by)),
        ({c, o}, lambda by: breaches.record_breach(
            by=by, merchant=shop, category="noise", happened_at=row.happened_at)),
        ({c, o}, lambda by: measures.serve_measure(measure=row.measure, officers=[], served_on=day("06-01"), by=by)),
        ({c, o, s, b}, lambda by: measures.contest_measure(measure=row.measure, reason="", by=by)),
        ({s, b}, lambda by: measures.uphold_measure(measure=row.measure, reason="", by=by)),
        ({s, b}, lambda by: measures.void_measure(measure=row.measure, reason="", by=by)),
        ({s, b}, lambda by: breaches.void_breach(breach=row, reason="", by=by)),
        ({c, t, op}, lambda by: merchants.import_merchants(records=[], by=by, source="x")),
        ({c, op}, lambda by: patrols.import_patrols(records=[], by=by, source="x")),
        ({c, op}, lambda by: breaches.import_breaches(records=[], by=by, source="x")),
    ]  # fmt: skip
    for expected, act in acts:
        assert try_all(act) == expected


def test_a_town_clerk_keeps_the_own_towns_shops() -> None:
    by = person("town_clerk", unit("峡窝镇"))
    elsewhere = segment("街道路", unit("中心路街道"))
    values = {"by": by, "name": "新店", "person": "甲", "address": "某处", "area": Decimal(20)}
    with pytest.raises(NotPermitted):
        merchants.register_merchant(segment=elsewhere, **values)
    shop = merchants.register_merchant(segment=segment("本镇路"), **values)
    assert (shop.unit.name, shop.history.get().kind) == ("峡窝镇", "created")
    with pytest.raises(NotPermitted):
        merchants.change_merchant(merchant=shop, by=by, segment=elsewhere)


def test_a_name_stands_once_at_an_address() -> None:
    merchant("示例小店", address="示例路1号")
    with pytest.raises(Refused, match="不能重复登记"):
        merchant("示例小店", address="示例路１号")
    with pytest.raises(Refused, match="已有叫"):
        segment("A路") and segments.register_segment(by=clerk(), name="ａ路", unit=unit())


def test_a_segment_takes_its_rows_along_to_another_unit() -> None:
    road = segment()
    shop = merchant(segment=road)
    row = breach(shop, "06-01 21:00")
    patrols.record_patrol(
        by=clerk(), shift_on=day("06-05"), shift="夜班", team="一组", segment=road, started_at=at("06-05 21:00"),
        ended_at=at("06-05 21:30"), officers=[officer()],
    )  # fmt: skip
    other = unit("中心路街道")
    segments.change_segment(segment=road, by=clerk(), unit=other)
    for model in (Merchant, Breach, Patrol, CheckIn):
        assert set(model.objects.values_list("unit__name", flat=True)) == {"中心路街道"}
    row.measure.refresh_from_db()
    assert row.measure.unit == other
    assert road.history.order_by("seq").last().detail["changed"] == {"unit": ["峡窝镇", "中心路街道"]}


def test_a_permit_needs_room_both_pledges_and_an_approved_road() -> None:
    by = clerk()
    with pytest.raises(Refused, match="还缺门面宽"):
        permits.apply_for_permit(
            merchant=merchant(frontage=None), valid_until=day("12-31"), by=by, applied_on=day("05-01")
        )
    with pytest.raises(Refused, match="摆不下"):
        narrow = merchant(segment=segment("示例一类路", road_class=1))
        permits.apply_for_permit(merchant=narrow, valid_until=day("12-31"), by=by, applied_on=day("05-01"))
    road = segment("示例未批路", approval_document="", approval_valid_until=None)
    shop = merchant(segment=road)
    permit = permits.apply_for_permit(merchant=shop, valid_until=day("12-31"), by=by, applied_on=day("05-01"))
    assert (permit.tables, permit.chairs, permit.state) == (3, 12, "applied")
    with pytest.raises(Refused, match="已有摊位资格"):
        permits.apply_for_permit(merchant=shop, valid_until=day("12-31"), by=by, applied_on=day("05-01"))
    with pytest.raises(Refused, match="还没有签门前四包责任书、时段外不扰民保证书"):
        permits.activate_permit(permit=permit, by=by, on=day("05-02"))
    for kind in ("four_duties", "quiet"):
        merchants.sign_pledge(merchant=shop, kind=kind, signed_on=day("05-01"), by=by)
    with pytest.raises(Refused, match="待规划"):
        permits.activate_permit(permit=permit, by=by, on=day("05-02"))
    segments.change_segment(
        segment=road, by=by, approval_document="示例批复", approval_valid_until=day("06-30")
    )
    permit.refresh_from_db()
    with pytest.raises(Conflict, match="已申请"):
        permits.activate_permit(permit=permit, by=by, on=day("05-02"))
    permits.verify_permit(permit=permit, by=person("officer"), on=day("05-02"))
    with pytest.raises(Refused, match="批准已过期"):
        permits.activate_permit(permit=permit, by=by, on=day("07-01"))
    permit = permits.activate_permit(permit=permit, by=by, on=day("05-03"))
    assert [e.kind for e in permit.history.order_by("seq")] == ["created", "verify", "activate"]


def test_a_permit_is_revoked_only_on_a_served_decision() -> None:
    shop = merchant()
    permit = active_permit(shop)
    for moment in ("06-01 21:00", "06-03 21:00", "06-05 21:00"):
        breach(shop, moment)
    permit.refresh_from_db()
    with pytest.raises(Refused, match="还没有送达"):
        permits.revoke_permit(permit=permit, reason="三次违规", by=person("bureau_head"))
    PenaltyCase.objects.update(**{"state": "served"})
    permit = permits.revoke_permit(permit=permit, reason="三次违规", by=person("bureau_head"))
    assert permit.state == "revoked"


def test_a_permit_that_resumes_over_an_open_case_is_held_at_once() -> None:
    shop = merchant()
    permit = permits.suspend_permit(permit=active_permit(shop), reason="修路", by=clerk(), on=day("05-01"))
    for moment in ("06-01 21:00", "06-03 21:00", "06-05 21:00"):
        breach(shop, moment)
    permit.refresh_from_db()
    assert permit.state == "suspended"
    permits.resume_permit(permit=permit, by=clerk(), on=day("06-10"))
    permit.refresh_from_db()
    assert permit.state == "pending_revocation"


def test_a_patrol_is_refused_with_what_cannot_be() -> None:
    values: dict[str, Any] = {
        "by": person("officer"), "shift_on": day("06-05"), "shift": "夜班", "team": "一组", "segment": segment(),
        "started_at": at("06-05 21:00"), "ended_at": at("06-05 21:30"), "officers": [officer()],
    }  # fmt: skip
    patrol = patrols.record_patrol(**values)
    assert (patrol.minutes, patrol.history.get().kind) == (30, "created")
    wrong: list[tuple[dict[str, Any], str]] = [
        ({}, "已登记"),
        ({"ended_at": at("06-05 21:00")}, "晚于开始时间"),
        ({"started_at": at("06-07 21:00"), "ended_at": at("06-07 21:30")}, "当晚"),
        ({"officers": []}, "至少要有一名"),
        ({"officers": [officer(auxiliary=True)]}, "协管人员"),
        ({"ended_at": at("06-05 21:30").replace(year=2199)}, "现在之后"),
    ]
    for changes, sentence in wrong:
        with pytest.raises(Refused, match=sentence):
            patrols.record_patrol(**{**values, **changes})
    patrols.void_patrol(patrol=patrol, reason="重复", by=clerk())
    assert patrols.record_patrol(**values).pk != patrol.pk


def test_officers_are_told_apart() -> None:
    first = officer("示例甲", certificate="zf０００１")
    assert first.certificate == "ZF0001"
    with pytest.raises(Refused, match="已登记"):
        officer("示例乙", certificate="ZF0001")
    with pytest.raises(Refused, match="须填执法证号"):
        officer("示例乙", certificate="")
    officer("示例丙", certificate="", auxiliary=True)
    with pytest.raises(Refused, match="以便区分"):
        officer("示例丙", certificate="", auxiliary=True)
    changed = patrols.change_officer(officer=first, by=clerk(), certificate_until=date(2030, 1, 1))
    assert changed.history.order_by("seq").last().detail["changed"] == {
        "certificate_until": [None, "2030-01-01"]
    }


def test_the_pitch_says_its_reasons_or_what_is_missing() -> None:
    shop = merchant(segment=segment("示例盲道路", no_go_distance=1400))
    pitch = pitch_of(shop)
    assert (pitch.tables, pitch.chairs) == (4, 8)
    assert any("1400 mm" in step and "余 1150 mm" in step for step in pitch.steps)
    unplanned = segment("示例待规划路", road_class=None, footway_width=None)
    assert pitch_of(merchant(segment=unplanned)).missing == ("路段的道路等级", "路段的人行道宽")
    assert pitch_of(merchant(segment=segment("示例一类路", road_class=1))).steps == ("一类路不许外摆。",)
