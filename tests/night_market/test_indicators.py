"""The figures of the night market through the database: the worked example, and what stood on an earlier day."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from taizhang.figures.indicator import Scope, published
from taizhang.night_market.actions import breaches, measures, patrols, permits
from taizhang.night_market.models import Breach, Merchant, Patrol
from taizhang.night_market.sheets import BREACHES, MERCHANTS, PATROLS
from tests.factories import person, unit
from tests.night_market import workbook
from tests.night_market.makers import active_permit, at, breach, clerk, day, merchant, officer, segment

pytestmark = pytest.mark.django_db
NIGHTS = [date(2020, 5, 1) + timedelta(number) for number in range(20)]


def value(key: str, as_of: str = "06-19", **scope: Any) -> Any:
    """The figure, after making sure that it is the measure of its own rows."""
    indicator, asked = published().get(f"night_market.{key}"), Scope.of(day(as_of), **scope)
    found = indicator.value(asked)
    assert indicator.measure.of_rows(indicator.listed(asked)) == found
    assert sum(share for _pk, _name, share in indicator.by_unit(asked)) == found
    months = indicator.by_month(asked)
    assert indicator.date_path in (None, "registered_on") or sum(share for _month, share in months) == found
    return found


def patrol_rows() -> list[dict[str, Any]]:
    """20 shifts × 3 teams × 2 certified officers and 1 auxiliary, one patrol each; the extras of the example."""
    rows = []

    def add(night: date, team: int, crew: list[int], helper: int | None, start: str, end: str) -> None:
        rows.append({
            "shift_on": night, "shift": "夜班", "team": f"{team}组", "segment": f"示例{team}路", "started_at": start,
            "ended_at": end, "officers": "、".join(f"ZF{number:03d}" for number in crew),
            "auxiliaries": f"示例协管{helper}" if helper else None,
        })  # fmt: skip

    for night in NIGHTS:
        for team in (1, 2, 3):
            crew = [2 * team, 2 * team + 1]
            again = night in NIGHTS[:4] and team == 2
            add(night, team, [*crew, 2] if again else crew, team, "21:00", "21:30")
    add(NIGHTS[5], 1, [2, 3], None, "22:00", "22:03")
    add(NIGHTS[6], 2, [4, 5], None, "22:00", "22:03")
    return rows


def test_the_worked_example_of_patrols(tmp_path: Path) -> None:
    workbook.land(tmp_path, PATROLS, patrol_rows(), clerk())
    assert Patrol.objects.count() == 62
    assert value("officer_turnouts") == 120
    assert value("auxiliary_turnouts") == 60
    assert value("patrols") == 60
    assert value("patrols", start=date(2020, 5, 1), end=date(2020, 5, 10)) == 30
    assert value("officer_turnouts", start=date(2020, 5, 1), end=date(2020, 5, 1)) == 6


def test_the_worked_example_of_warnings(tmp_path: Path) -> None:
    """58 warnings over 53 records, 2 voided (each its record's only one), 2 others of one code: 50 家, 56 次."""
    by = clerk()
    shops = [
        {
            "name": f"示例店{n}", "person": f"示例店主{n}", "address": f"示例路{n}号", "segment": "示例路", "area": 50,
            "credit_code": "92410106MADEM0001X" if n in (52, 53) else None,
        }
        for n in range(1, 54)
    ]  # fmt: skip
    workbook.land(tmp_path, MERCHANTS, shops, by)
    rows: list[dict[str, Any]] = []

    def climb(shop: int, first: date, *, voided: bool = False) -> None:
        for place in (0, 1):
            night = first + timedelta(7 * place)
            rows.append({
                "merchant": f"示例店{shop}", "happened_at": f"{night} 21:00", "category": "噪音", "served_on": night,
                "voided_on": night + timedelta(3) if voided and place else None,
            })  # fmt: skip

    for shop in range(1, 54):
        climb(shop, date(2020, 5, 1) if shop != 53 else date(2020, 1, 5), voided=shop in (1, 2))
    for shop in range(3, 8):
        climb(shop, date(2020, 1, 5))
    workbook.land(tmp_path, BREACHES, rows, by)
    assert value("warnings", "05-09") == 58
    assert value("merchants_warned", "05-09") == 52
    assert value("warnings") == 56
    assert value("merchants_warned") == 50
    assert value("merchants") == 52
    assert value("breaches") == 2 * 58 - 2


def test_a_warning_voided_later_still_counts_on_the_day() -> None:
    shop = merchant()
    breach(shop, "06-01 21:00")
    second = breach(shop, "06-05 21:00")
    third = breach(shop, "06-10 21:00")
    assert third.measure.rung == 3
    breaches.void_breach(breach=second, reason="证据不足", by=person("section_chief"), on=day("06-12"))
    indicator = published().get("night_market.warnings")
    assert [row["business_on"] for row in indicator.listed(Scope.of(day("06-11")))] == [day("06-05")]
    assert [row["business_on"] for row in indicator.listed(Scope.of(day("06-12")))] == [day("06-10")]
    assert (value("warnings", "06-11"), value("warnings", "06-12"), value("warnings", "06-04")) == (1, 1, 0)
    assert (value("merchants_warned", "06-04"), value("merchants_warned", "06-05")) == (0, 1)
    assert (value("breaches", "06-11"), value("breaches", "06-12")) == (3, 2)


def test_a_warning_counts_from_the_day_it_was_served_and_in_the_period_of_that_day() -> None:
    shop = merchant()
    breach(shop, "05-01 21:00")
    late = breach(shop, "05-30 21:00", serve=False)
    assert value("warnings", "05-31") == 0
    measures.serve_measure(
        measure=late.measure, officers=[officer(), officer()], served_on=day("06-02"), by=person("officer")
    )
    assert (value("warnings", "05-31"), value("warnings", "06-02")) == (0, 1)
    assert value("warnings", start=day("06-01")) == 1
    assert value("warnings", start=day("05-01"), end=day("05-31")) == 0


def test_a_voided_patrol_and_an_expired_certificate_do_not_count() -> None:
    road, quiet = segment(), segment("示例后街", key_area=False)
    able, expired = officer(), officer(certificate_until=day("05-31"))
    common = {"by": clerk(), "shift": "夜班", "ended_at": at("06-05 21:30"), "shift_on": day("06-05")}
    patrols.record_patrol(
        **common, team="一组", segment=road, started_at=at("06-05 21:00"), officers=[able, expired]
    )
    patrols.record_patrol(**common, team="二组", segment=quiet, started_at=at("06-05 21:10"), officers=[able])
    wrong = patrols.record_patrol(
        **common, team="三组", segment=road, started_at=at("06-05 21:20"), officers=[officer()]
    )
    assert (value("officer_turnouts"), value("patrols")) == (2, 2)
    patrols.void_patrol(patrol=wrong, reason="重复登记", by=clerk())
    assert (value("officer_turnouts", "06-19"), value("patrols", "06-19")) == (2, 2)
    asked = Scope.of(date(2199, 12, 31), start=date(2020, 1, 1))
    assert published().get("night_market.patrols").value(asked) == 1
    assert published().get("night_market.officer_turnouts").value(asked) == 1


def test_a_patrol_past_midnight_is_not_over_on_its_own_day() -> None:
    patrols.record_patrol(
        by=clerk(), shift_on=day("06-05"), shift="夜班", team="一组", segment=segment(), officers=[officer()],
        started_at=at("06-05 23:40"), ended_at=at("06-06 00:20"),
    )  # fmt: skip
    assert (value("patrols", "06-05"), value("patrols", "06-06")) == (0, 1)
    assert value("officer_turnouts", "06-05") == 1


def test_figures_of_a_unit_count_its_rows() -> None:
    here, there = unit("峡窝镇"), unit("中心路街道")
    one, other = merchant(segment=segment("本镇路", here)), merchant(segment=segment("街道路", there))
    for shop in (one, other):
        breach(shop, "06-01 21:00")
        breach(shop, "06-03 21:00")
    assert (value("warnings"), value("warnings", unit=here), value("merchants_warned", unit=there)) == (
        2,
        1,
        1,
    )


def test_pledges_and_permits_as_of_a_day() -> None:
    shop = merchant()
    permit = active_permit(shop)
    permits.suspend_permit(permit=permit, reason="修路", by=clerk(), on=day("05-01"))
    permits.resume_permit(permit=permit, by=clerk(), on=day("05-11"))
    merchant()
    assert (value("merchants_with_both_pledges", "03-31"), value("merchants_with_both_pledges")) == (0, 1)
    assert [value("active_permits", on) for on in ("04-02", "04-03", "04-30", "05-01", "05-10", "05-11")] == [
        0,
        1,
        1,
        0,
        0,
        1,
    ]
    assert value("merchants") == 2


def test_the_example_rows_open_for_who_may_read_them() -> None:
    here, there = unit("峡窝镇"), unit("中心路街道")
    for road, town in (("本镇路", here), ("街道路", there)):
        breach(merchant(segment=segment(road, town)), "06-01 21:00")
    indicator, reader = published().get("night_market.breaches"), person("town_clerk", here)
    assert len(indicator.listed(Scope.of(day("06-19")), reader=reader)) == 1
    assert Breach.objects.visible_to(reader).count() == 1
    assert Merchant.objects.visible_to(person("officer")).count() == 2
