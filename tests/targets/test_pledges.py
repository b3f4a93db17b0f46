"""Targets handed down in one table, what units pledge, which units are exempt."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.foundation.refusals import NotPermitted, Refused
from taizhang.organisation.models import User
from taizhang.targets.actions import (
    PledgeEntry,
    TargetEntry,
    change_pledge,
    end_exemption,
    exempt_unit,
    hand_down,
    record_pledge,
    set_targets,
)
from taizhang.targets.models import Exemption, Pledge, Target
from taizhang.targets.registers import EXEMPTIONS, PLEDGES, TARGETS
from tests import factories

OVER_1, FUNDS = "investment.signed_over_1", "investment.out_of_district_funds"
MARCH_2, JUNE_12, JULY_1 = date(2020, 3, 2), date(2020, 6, 12), date(2020, 7, 1)
GRID = f"/targets/hand-down/?year=2020&indicator={OVER_1}"


@pytest.fixture
def verifier(db: None) -> User:
    factories.district(stands_on=date(2020, 6, 19))
    factories.unit("峡窝镇"), factories.unit("中心路街道")
    return factories.person("investment_verifier", factories.unit("商务局", kind="bureau"))


@pytest.fixture
def as_verifier(client: Client, verifier: User) -> Client:
    client.force_login(verifier)
    return client


def town(name: str = "峡窝镇") -> Any:
    return factories.unit(name)


def in_force(day: date) -> dict[str, Decimal]:
    rows = Target.objects.filter(year=2020, indicator=OVER_1).in_force(day).select_related("unit")
    return {str(row.unit or "全区"): row.value for row in rows}


def handed(by: User, on: date = MARCH_2, **values: str) -> list[Target]:
    units = {"district": None, "xiawo": town().pk, "zhongxin": town("中心路街道").pk}
    typed = {units[name]: Decimal(value) if value else None for name, value in values.items()}
    return hand_down(by=by, year=2020, indicator=OVER_1, values=typed, document="示例〔2020〕8号", on=on)


# One table


def test_a_table_makes_first_targets_new_versions_and_leaves_the_same_alone(verifier: User) -> None:
    first = handed(verifier, district="15", xiawo="6", zhongxin="")
    assert [row.history.get().kind for row in first] == ["created", "created"]
    second = handed(verifier, JULY_1, district="15", xiawo="8", zhongxin="3")
    assert [(str(row.unit), row.version, row.document) for row in second] == [
        ("峡窝镇", 2, "示例〔2020〕8号"), ("中心路街道", 1, "示例〔2020〕8号"),
    ]  # fmt: skip
    assert in_force(JUNE_12) == {"全区": 15, "峡窝镇": 6, "中心路街道": 3}
    assert in_force(JULY_1) == {"全区": 15, "峡窝镇": 8, "中心路街道": 3}


def test_a_table_lands_whole_or_not_at_all_and_says_where_it_is_wrong(verifier: User) -> None:
    handed(verifier, district="15")
    wrong: list[tuple[dict[str, str], str]] = [
        ({"district": "16", "xiawo": "1.5"}, f"value-{town().pk}"),
        ({"xiawo": "3", "district": ""}, "value-district"),
        ({"xiawo": "0"}, f"value-{town().pk}"),
    ]
    for values, field in wrong:
        with pytest.raises(Refused) as refusal:
            handed(verifier, JULY_1, **values)
        assert refusal.value.field == field
    with pytest.raises(Refused, match="没有改动"):
        handed(verifier, JULY_1, district="15")
    with pytest.raises(Refused) as refusal:
        handed(verifier, date(2150, 1, 1), district="16")
    assert refusal.value.field == "on"
    assert in_force(JULY_1) == {"全区": 15}


def test_only_who_sets_targets_hands_a_table_down(verifier: User, client: Client) -> None:
    for role in ("investment_clerk", "supervisor", "leader"):
        user = factories.person(role)
        with pytest.raises(NotPermitted):
            handed(user, district="15")
        client.force_login(user)
        page = client.get(GRID)
        assert page.status_code == 200 and "下达</button>" not in page.content.decode()
        assert client.post(GRID, {"on": "2020-06-19", "value-district": "15"}).status_code == 403


def test_a_unit_reads_the_districts_line_and_its_own(verifier: User, client: Client) -> None:
    handed(verifier, district="15", xiawo="6", zhongxin="3")
    client.force_login(factories.person("town_clerk", town()))
    lines = client.get(GRID).context["form"].lines
    assert [(str(name), held) for name, held, _field in lines] == [("全区", "15"), ("峡窝镇", "6")]


def test_the_tables_page_shows_what_holds_and_takes_what_is_typed(
    as_verifier: Client, verifier: User
) -> None:
    handed(verifier, district="15", xiawo="6")
    page = as_verifier.get(GRID)
    names = [str(name) for name, _held, _field in page.context["form"].lines]
    assert names[0] == "全区" and {"峡窝镇", "中心路街道", "商务局"} <= set(names)
    assert "合计为全区目标的 40.0%" in page.content.decode()
    typed = {"document": "示例〔2020〕20号", "on": "2020-06-19", "value-district": "15"}
    typed |= {f"value-{town().pk}": "9", f"value-{town('中心路街道').pk}": "7"}
    assert as_verifier.post(GRID, typed).status_code == 302
    assert in_force(date(2020, 6, 19)) == {"全区": 15, "峡窝镇": 9, "中心路街道": 7}
    answer = as_verifier.post(GRID, {**typed, f"value-{town().pk}": "一个"})
    assert answer.status_code == 422
    answer = as_verifier.post(GRID, {**typed, f"value-{town().pk}": ""})
    assert answer.status_code == 422 and "不能清空" in answer.content.decode()
    assert as_verifier.get("/targets/hand-down/?indicator=nonsense").status_code == 404
    assert "成表下达" in as_verifier.get(TARGETS.url()).content.decode()


def test_the_table_asks_as_often_whatever_its_rows(as_verifier: Client, verifier: User) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_verifier.get(GRID).status_code == 200
        return len(queries)

    asked()
    few = asked()
    towns = [factories.unit(f"街道{number}") for number in range(20)]
    set_targets(by=verifier, targets=[TargetEntry(2020, unit.pk, OVER_1, Decimal(2)) for unit in towns])
    assert asked() == few


# Pledges


def pledge(by: User, **values: Any) -> Pledge:
    given = {"year": 2020, "unit": town(), "pledged_on": JUNE_12, "speaker": "镇长", "text": "示例·完成任务"}
    return record_pledge(by=by, entry=PledgeEntry(**{**given, **values}))


def test_a_pledge_stands_with_every_target_it_speaks_of(verifier: User, as_verifier: Client) -> None:
    targets = set_targets(
        by=verifier,
        targets=[
            TargetEntry(2020, town().pk, OVER_1, Decimal(6)),
            TargetEntry(2020, town().pk, FUNDS, Decimal(24)),
            TargetEntry(2020, None, OVER_1, Decimal(15)),
            TargetEntry(2020, town("中心路街道").pk, OVER_1, Decimal(2)),
        ],
    )
    every, one = pledge(verifier), pledge(verifier, indicator=FUNDS, text="示例·区外资金")
    found = [set(Pledge.objects.of_target(target)) for target in targets]
    assert found == [{every}, {every, one}, set(), set()]
    assert one.title == "到位区外资金"
    page = as_verifier.get(TARGETS.url("record", pk=targets[1].pk)).content.decode()
    assert "示例·完成任务" in page and "示例·区外资金" in page


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"year": 1999}, "year"),
        ({"pledged_on": date(2150, 1, 1)}, "pledged_on"),
        ({"text": " "}, "text"),
        ({"speaker": ""}, "speaker"),
        ({"indicator": "investment.start_rate"}, "indicator"),
        ({"indicator": "nonsense"}, "indicator"),
        ({}, "unit"),
    ],
)
def test_a_wrong_pledge_is_refused_at_its_field(verifier: User, values: dict[str, Any], field: str) -> None:
    pledge(verifier)
    with pytest.raises(Refused) as refusal:
        pledge(verifier, **values)
    assert refusal.value.field == field and Pledge.objects.count() == 1


def test_pledges_are_recorded_by_the_verifier_corrected_in_the_open_and_read_by_their_unit(
    verifier: User, client: Client
) -> None:
    clerk, other = factories.person("town_clerk", town()), factories.person("town_clerk", town("中心路街道"))
    with pytest.raises(NotPermitted):
        pledge(clerk)
    client.force_login(verifier)
    typed = {"year": "2020", "unit": str(town().pk), "indicator": "", "pledged_on": "2020-06-12",
             "speaker": "镇长", "text": "示例·一定完成"}  # fmt: skip
    assert client.post(PLEDGES.url("add"), typed).status_code == 302
    row = Pledge.objects.get()
    assert client.post(PLEDGES.url("edit", pk=row.pk), {**typed, "speaker": "书记"}).status_code == 302
    assert row.history.last().detail["changed"] == {"speaker": ["镇长", "书记"]}
    before = row.history.count()
    change_pledge(by=verifier, pledge=row, entry=PledgeEntry(2020, town(), JUNE_12, "书记", "示例·一定完成"))
    assert row.history.count() == before
    client.force_login(clerk)
    assert client.get(PLEDGES.url("record", pk=row.pk)).status_code == 200
    assert client.get(PLEDGES.url("edit", pk=row.pk)).status_code == 403
    client.force_login(other)
    assert client.get(PLEDGES.url("record", pk=row.pk)).status_code == 404
    assert not client.get(PLEDGES.url()).context["page"].lines


# Exempt units


def exempt(by: User, **values: Any) -> Exemption:
    return exempt_unit(**{"by": by, "year": 2020, "unit": town(), "reason": "示例·不承担招商任务", **values})


def test_an_exemption_covers_a_figure_or_all_of_them_from_its_day_to_its_last(verifier: User) -> None:
    exempt(verifier, indicator=OVER_1, since=MARCH_2)
    whole = exempt(verifier, unit=town("中心路街道"))
    one, other = town().pk, town("中心路街道").pk

    def covered(day: date) -> list[bool]:
        found = Exemption.objects.of(2020, day)
        return [found.covers(unit, key) for unit in (one, other) for key in (OVER_1, FUNDS)]

    assert covered(date(2020, 3, 1)) == [False, False, True, True]
    assert covered(MARCH_2) == [True, False, True, True]
    end_exemption(by=verifier, exemption=whole, until=JUNE_12, reason="恢复考核")
    assert covered(JUNE_12) == [True, False, True, True]
    assert covered(date(2020, 6, 13)) == [True, False, False, False]
    assert not Exemption.objects.of(2021, date(2021, 1, 1)).covers(one, OVER_1)
    assert not Exemption.objects.of(2020, JUNE_12).covers(None, OVER_1)


def test_a_wrong_exemption_is_refused(verifier: User) -> None:
    row = exempt(verifier)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({}, "unit"),
        ({"indicator": OVER_1}, "unit"),
        ({"unit": town("中心路街道"), "reason": " "}, "reason"),
        ({"unit": town("中心路街道"), "since": date(2021, 1, 1)}, "since"),
        ({"unit": factories.unit("上街区", kind="district")}, "unit"),
    ]
    for values, field in wrong:
        with pytest.raises(Refused) as refusal:
            exempt(verifier, **values)
        assert refusal.value.field == field
    with pytest.raises(NotPermitted):
        exempt(factories.person("supervisor"), unit=town("中心路街道"))
    with pytest.raises(Refused):
        end_exemption(by=verifier, exemption=row, until=date(2019, 12, 31), reason="恢复")
    end_exemption(by=verifier, exemption=row, until=JUNE_12, reason="恢复")
    with pytest.raises(Refused, match="已在 2020-06-12 结束"):
        end_exemption(by=verifier, exemption=row, until=JULY_1, reason="恢复")
    exempt(verifier, since=date(2020, 6, 13))
    assert [event.kind for event in row.history] == ["created", "ended"]


def test_the_pages_exempt_and_end(as_verifier: Client, verifier: User) -> None:
    [target] = set_targets(by=verifier, targets=[TargetEntry(2020, town().pk, OVER_1, Decimal(6))])
    typed = {"year": "2020", "unit": str(town().pk), "indicator": OVER_1, "since": "2020-01-01",
             "reason": "示例·不承担招商任务"}  # fmt: skip
    assert as_verifier.post(EXEMPTIONS.url("add"), typed).status_code == 302
    assert "不亮灯、不排名" in as_verifier.get(TARGETS.url("record", pk=target.pk)).content.decode()
    row = Exemption.objects.get()
    edit = EXEMPTIONS.url("edit", pk=row.pk)
    assert as_verifier.post(edit, {"until": "2020-06-18", "reason": "恢复考核"}).status_code == 302
    assert "恢复考核" in as_verifier.get(EXEMPTIONS.url("record", pk=row.pk)).content.decode()
    assert as_verifier.get(edit).status_code == 302
    assert "免考这项指标" not in as_verifier.get(TARGETS.url("record", pk=target.pk)).content.decode()


@pytest.mark.parametrize("register", [PLEDGES, EXEMPTIONS], ids=lambda register: register.key)
def test_a_list_asks_as_often_whatever_its_rows(as_verifier: Client, verifier: User, register: Any) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_verifier.get(register.url()).status_code == 200
        return len(queries)

    def fill(first: int, last: int) -> None:
        for number in range(first, last):
            unit = factories.unit(f"街道{number}")
            pledge(verifier, unit=unit), exempt(verifier, unit=unit)

    fill(0, 3)
    asked()
    few = asked()
    fill(3, 30)
    assert asked() == few
