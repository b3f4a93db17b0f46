"""The night market's pages: lists of few queries, records behind their unit, forms that say what is wrong."""

from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.night_market.actions import patrols
from taizhang.night_market.models import (
    Breach,
    CheckIn,
    Measure,
    Merchant,
    Officer,
    Patrol,
    RoadSegment,
    StallPermit,
)
from taizhang.night_market.sheets import MERCHANTS
from taizhang.organisation.models import User
from tests.factories import district, person, unit
from tests.night_market import workbook
from tests.night_market.makers import active_permit, at, breach, clerk, day, merchant, officer, segment

REGISTERS = ("merchants", "patrols", "breaches", "segments", "permits", "officers")


@pytest.fixture(autouse=True)
def _district(db: None) -> None:
    district(stands_on=day("06-19"))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, pk: int | None = None, **more: object) -> str:
    return reverse(f"night_market:{name}", kwargs={**({"pk": pk} if pk else {}), **more} or None)


def patrol(road: RoadSegment, night: date, team: str = "一组") -> Patrol:
    return patrols.record_patrol(
        by=clerk(), shift_on=night, shift="夜班", team=team, segment=road, officers=[officer()],
        started_at=at(f"{night:%m-%d} 21:00"), ended_at=at(f"{night:%m-%d} 21:30"),
    )  # fmt: skip


def fill(count: int) -> None:
    for _number in range(count):
        road = segment(f"示例路{RoadSegment.objects.count()}")
        shop = merchant(segment=road)
        active_permit(shop)
        patrol(road, day("06-05"))
        breach(shop, "06-01 21:00", serve=False)


def test_every_list_takes_the_same_queries_for_3_rows_and_for_60() -> None:
    client = signed_in(person("night_market_clerk"))

    def queries() -> dict[str, int]:
        taken = {}
        for key in REGISTERS:
            with CaptureQueriesContext(connection) as caught:
                assert client.get(address(key)).status_code == 200
            taken[key] = len(caught)
        return taken

    fill(3)
    queries()  # the first request fills what is cached for the process
    few = queries()
    fill(57)
    assert queries() == few
    assert max(few.values()) <= 10


def test_a_merchants_page_takes_the_same_queries_whatever_its_history() -> None:
    client, shop = signed_in(person("officer")), merchant()
    breach(shop, "04-01 21:00")
    url = address("merchants-record", shop.pk)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(url).status_code == 200
        return len(caught)

    queries()
    few = queries()
    for night in range(1, 20):
        breach(shop, f"06-{night:02d} 21:00", serve=False)
    assert queries() == few


def test_another_units_records_are_not_there() -> None:
    here, there = unit("峡窝镇"), unit("中心路街道")
    road = segment("街道路", there)
    shop = merchant(segment=road)
    permit, row, visit = active_permit(shop), breach(shop, "06-01 21:00"), patrol(road, day("06-05"))
    client = signed_in(person("town_clerk", here))
    hidden = [
        address("segments-record", road.pk),
        address("merchants-record", shop.pk),
        address("merchants-edit", shop.pk),
        address("merchants-pledge", shop.pk),
        address("permits-record", permit.pk),
        address("permits-step", permit.pk, step="suspend"),
        address("patrols-record", visit.pk),
        address("check-ins-record", CheckIn.objects.get(patrol=visit).pk),
        address("breaches-record", row.pk),
        address("breaches-void", row.pk),
        address("measures-record", row.measure_id),
        address("measures-serve", row.measure_id),
        address("officers-record", Officer.objects.all()[0].pk),
    ]
    assert {url: client.get(url).status_code for url in hidden} == dict.fromkeys(hidden, 404)
    for key in REGISTERS:
        assert "街道路" not in client.get(address(key)).content.decode().split('id="list"')[1]
    own = merchant(segment=segment("本镇路", here))
    assert client.get(address("merchants-record", own.pk)).status_code == 200


def test_every_record_opens_for_every_post_that_reads_the_ledger() -> None:
    shop = merchant()
    permit, row, visit = active_permit(shop), breach(shop, "06-01 21:00"), patrol(shop.segment, day("06-05"))
    urls = [
        address("segments-record", shop.segment_id),
        address("merchants-record", shop.pk),
        address("permits-record", permit.pk),
        address("patrols-record", visit.pk),
        address("breaches-record", row.pk),
        address("measures-record", row.measure_id),
        address("officers-record", Officer.objects.all()[0].pk),
    ]
    for role in ("night_market_clerk", "officer", "section_chief", "bureau_head", "leader"):
        client = signed_in(person(role))
        assert [client.get(url).status_code for url in urls] == [200] * len(urls)
    assert client.get(address("check-ins-record", CheckIn.objects.all()[0].pk)).url == urls[3]


def test_the_merchants_page_says_what_may_stand_and_what_comes_next() -> None:
    shop = merchant()
    breach(shop, "06-01 21:00")
    page = signed_in(person("officer")).get(address("merchants-record", shop.pk)).content.decode()
    assert "3 桌 12 椅" in page and "90 天内有 1 晚的处置" in page and "再违规就是“口头警告”" in page


def test_a_breach_is_entered_on_the_phone_and_its_measure_served() -> None:
    shop, user = merchant("示例烧烤店"), person("officer")
    client, own, other = signed_in(user), officer(user=user), officer()
    page = client.get(address("breaches-add"), {"merchant": shop.pk}).content.decode()
    assert 'value="示例烧烤店"' in page and "<datalist" in page
    data = {"merchant": "示例烧烤店", "category": "noise", "happened_at": "2020-06-05T00:30", "note": "音响"}
    wrong = client.post(address("breaches-add"), {**data, "merchant": "示例烧考店"})
    assert wrong.status_code == 422 and "相近的有：示例烧烤店" in wrong.content.decode()
    danger = client.post(address("breaches-add"), {**data, "category": "fire_lane"})
    assert danger.status_code == 422 and "须写明理由" in danger.content.decode()
    response = client.post(address("breaches-add"), data)
    row = Breach.objects.get()
    assert response.url == address("breaches-record", row.pk)
    assert (row.business_on, row.recorded_by, row.measure.state) == (day("06-04"), user, "proposed")
    serve = address("measures-serve", row.measure_id)
    assert f'<option value="{own.pk}" selected>' in client.get(serve).content.decode()
    given = {"first": own.pk, "second": own.pk, "served_on": "2020-06-05", "how": "当面送达"}
    assert client.post(serve, given).status_code == 422
    assert client.post(serve, {**given, "second": other.pk}).status_code == 302
    measure = Measure.objects.get()
    assert (measure.state, measure.served_how, measure.officers.count()) == ("served", "当面送达", 2)
    assert client.get(serve).status_code == 404
    assert client.post(address("measures-step", measure.pk, step="void"), {"reason": "x"}).status_code == 403


def test_a_reviewer_voids_on_the_page_with_a_reason() -> None:
    row = breach(merchant(), "06-01 21:00")
    client = signed_in(person("section_chief"))
    assert "撤销这次违规" in client.get(address("breaches-record", row.pk)).content.decode()
    url = address("breaches-void", row.pk)
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "证据不足"}).status_code == 302
    row.refresh_from_db()
    assert (row.voided_on, row.measure.state) == (day("06-19"), "voided")
    assert "证据不足" in client.get(address("measures-record", row.measure_id)).content.decode()


def test_rows_are_entered_and_changed_on_their_forms() -> None:
    town = unit("峡窝镇")
    client = signed_in(person("night_market_clerk"))
    road = {"name": "示例新街", "unit": town.pk, "road_class": "3", "footway_width": "3600", "key_area": "on"}
    assert client.post(address("segments-add"), road).status_code == 302
    row = RoadSegment.objects.get()
    assert client.post(address("segments-add"), road).status_code == 422
    paper = {**road, "approval_valid_until": "2020-12-31"}
    assert client.post(address("segments-edit", row.pk), paper).status_code == 422
    assert (
        client.post(address("segments-edit", row.pk), {**paper, "approval_document": "示例批复"}).status_code
        == 302
    )
    shop = {
        "name": "示例店", "person": "示例店主", "segment": row.pk, "address": "示例新街1号", "area": "64",
        "frontage": "8000", "doors": "1", "credit_code": "abc",
    }  # fmt: skip
    bad = client.post(address("merchants-add"), shop)
    assert bad.status_code == 422 and "18 位" in bad.content.decode()
    assert client.post(address("merchants-add"), {**shop, "credit_code": ""}).status_code == 302
    made = Merchant.objects.get()
    assert (
        client.post(address("merchants-edit", made.pk), {**shop, "credit_code": "", "doors": "2"}).status_code
        == 302
    )
    for kind in ("four_duties", "quiet"):
        pledge = {"kind": kind, "signed_on": "2020-06-01"}
        assert client.post(address("merchants-pledge", made.pk), pledge).status_code == 302
    assert client.post(address("merchants-permit", made.pk), {"valid_until": "2020-12-31"}).status_code == 302
    permit = StallPermit.objects.get()
    inspector = signed_in(person("officer"))
    assert client.get(address("permits-step", permit.pk, step="activate")).status_code == 404
    assert inspector.post(address("permits-step", permit.pk, step="verify")).status_code == 302
    assert client.post(address("permits-step", permit.pk, step="activate")).status_code == 302
    assert (
        client.post(address("permits-step", permit.pk, step="suspend"), {"reason": "修路"}).status_code == 302
    )
    permit.refresh_from_db()
    assert (permit.state, made.history.count()) == ("suspended", 4)
    twin = merchant("示例同店", segment=row)
    same = {"same_as": "示例店", "reason": "同一经营者"}
    assert client.post(address("merchants-same", twin.pk), same).status_code == 302
    assert "示例同店" in client.get(address("merchants-record", made.pk)).content.decode()


def test_a_patrol_and_its_crew_are_entered_on_their_forms() -> None:
    client, road = signed_in(person("night_market_clerk")), segment()
    crew = {"name": "示例甲", "certificate": "zf0001", "certificate_until": "2030-01-01"}
    assert client.post(address("officers-add"), crew).status_code == 302
    assert client.post(address("officers-add"), crew).status_code == 422
    someone = Officer.objects.get()
    assert client.post(address("officers-edit", someone.pk), {**crew, "name": "示例乙"}).status_code == 302
    data = {
        "shift_on": "2020-06-12", "shift": "夜班", "team": "一组", "segment": road.pk, "officers": [someone.pk],
        "started_at": "2020-06-12T23:40", "ended_at": "2020-06-13T00:20",
    }  # fmt: skip
    assert client.post(address("patrols-add"), {**data, "ended_at": "2020-06-12T23:00"}).status_code == 422
    assert client.post(address("patrols-add"), data).status_code == 302
    row = Patrol.objects.get()
    assert row.minutes == 40
    page = client.get(address("patrols-record", row.pk)).content.decode()
    assert "示例乙" in page and "计入巡查次数" in page
    assert client.post(address("patrols-step", row.pk, step="void"), {"reason": "重复"}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.voided_on) == ("voided", day("06-19"))


@pytest.mark.parametrize(
    ("key", "query", "expected"),
    [
        ("merchants", "pledges=both", ["示例甲店"]),
        ("merchants", "pledges=lacking", ["示例乙店"]),
        ("merchants", "rung=1", ["示例乙店"]),
        ("merchants", "q=乙", ["示例乙店"]),
        ("breaches", "state=proposed&standing=1", []),
        ("breaches", "rung=1&since=2020-06-01&until=2020-06-01", ["示例乙店"]),
        ("segments", "approval=valid", ["示例路"]),
        ("segments", "key_area=0", []),
        ("permits", "state=active", ["示例甲店"]),
        ("patrols", "counted=1&since=2020-06-05", ["示例路"]),
        ("patrols", "counted=0", []),
        ("officers", "auxiliary=0", ["示例队员"]),
    ],
)
def test_lists_are_filtered(key: str, query: str, expected: list[str]) -> None:
    active_permit(merchant("示例甲店"))
    breach(merchant("示例乙店"), "06-01 21:00")
    patrol(segment(), day("06-05"))
    page = signed_in(person("night_market_clerk")).get(f"{address(key)}?{query}")
    lines = [str(line.cells[0].text) for line in page.context["page"].lines]
    assert [line.rstrip("0123456789") for line in dict.fromkeys(lines)][: len(expected) or None] == expected


def test_a_list_is_exported_and_imported_again(tmp_path: Path) -> None:
    merchant("示例甲店")
    client = signed_in(person("night_market_clerk"))
    for key in ("merchants", "patrols", "breaches"):
        assert client.get(address(f"{key}-export")).status_code == 200
        assert client.get(address(f"{key}-template")).status_code == 200
    file = workbook.write(tmp_path / "商户.xlsx", MERCHANTS, [
        {"name": "示例乙店", "person": "甲", "address": "某处", "segment": "示例路", "area": 3}
    ])  # fmt: skip
    with file.open("rb") as upload:
        assert client.post(address("merchants-import"), {"file": upload}).status_code == 302
    assert signed_in(person("officer")).get(address("merchants-import")).status_code == 403
