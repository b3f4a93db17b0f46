"""采用积分: what is given at the signing and for adoptions, by the rules of the day; the ranking opens its items."""

import io
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.credit_points import period_of, ranks
from taizhang.bulletin.indicators import INDICATORS
from taizhang.bulletin.models import Adoption, Credit, Item
from taizhang.bulletin.ranking import ranking
from taizhang.figures.indicator import Scope
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from tests import factories
from tests.bulletin.conftest import TODAY, Office
from tests.bulletin.test_merging import merged, of_other
from tests.bulletin.test_pages import client, page

CREDIT = INDICATORS[2]


def given() -> list[tuple[str, str, int]]:
    rows = Credit.objects.order_by("pk").values_list("unit__short_name", "kind", "points")
    return list(rows)


def adopted(office: Office, item: Item, level: str = "city", on: date = TODAY) -> Adoption:
    return actions.record_adoption(
        item=item, level=level, adopted_on=on, evidence="市信息第88期", by=office.editor
    )


def test_ranks_are_shared_and_the_next_is_left_out() -> None:
    assert ranks({1: 10, 2: 20, 3: 10, 4: 5}) == {2: 1, 1: 2, 3: 2, 4: 4}


@pytest.mark.parametrize(
    ("quarter", "days"),
    [
        (None, (date(2020, 1, 1), date(2020, 12, 31))),
        (1, (date(2020, 1, 1), date(2020, 3, 31))),
        (2, (date(2020, 4, 1), date(2020, 6, 30))),
        (4, (date(2020, 10, 1), date(2020, 12, 31))),
    ],
)
def test_a_quarter_has_its_days(quarter: int | None, days: tuple[date, date]) -> None:
    assert period_of(2020, quarter) == days


def test_a_single_item_brings_five_with_the_signing_and_nothing_before(office: Office) -> None:
    issue = office.reviewed(office.received())
    assert not given()
    actions.sign_issue(issue=issue, by=office.issuer)
    assert given() == [("住建局", "single", 5)]
    assert Credit.objects.get().given_on == TODAY


def test_a_merged_item_brings_every_source_unit_three_once(office: Office) -> None:
    items = [office.received("甲", "甲文。"), office.received("甲二", "甲文。"), of_other(office)]
    office.signed(merged(office, None, *items))
    assert given() == [("住建局", "merged", 3), ("城管局", "merged", 3)]


def test_a_main_item_of_a_unit_is_one_of_the_sources(office: Office) -> None:
    first, second = office.received("甲", "甲文。"), of_other(office)
    office.signed(merged(office, first, first, second))
    assert given() == [("住建局", "merged", 3), ("城管局", "merged", 3)]
    assert set(Credit.objects.values_list("item", flat=True)) == {first.pk, second.pk}


def test_higher_levels_add_to_it_for_every_unit_and_a_wrong_record_takes_it_back(office: Office) -> None:
    item = office.received()
    with pytest.raises(Conflict, match="本级采用以后"):
        adopted(office, item)
    office.signed(item)
    with pytest.raises(Refused, match="以后、今天以前"):
        adopted(office, item, on=date(2020, 6, 18))
    city = adopted(office, item)
    adopted(office, item, "province")
    with pytest.raises(Refused, match="已经登记过"):
        adopted(office, item)
    assert given() == [("住建局", "single", 5), ("住建局", "city", 10), ("住建局", "province", 20)]
    assert CREDIT.value(Scope.of(TODAY)) == 35
    with pytest.raises(Refused, match="为什么"):
        actions.cancel_adoption(adoption=city, reason="", by=office.editor)
    actions.cancel_adoption(adoption=city, reason="登错一篇", by=office.editor)
    assert CREDIT.value(Scope.of(TODAY)) == 25
    assert item.history.last().detail["reason"] == "登错一篇"


def test_new_rules_hold_from_their_day_on(office: Office) -> None:
    numbers = {"single": 8, "merged": 4, "city": 12, "province": 30}
    actions.set_credit_rules(since=date(2020, 6, 1), **numbers, by=office.chief)
    office.signed(office.received())
    assert given() == [("住建局", "single", 8)]
    with pytest.raises(Refused, match="已经按原来的办法计过分"):
        actions.set_credit_rules(since=TODAY, **numbers, by=office.chief)
    actions.set_credit_rules(since=date(2020, 7, 1), **{**numbers, "single": 1}, by=office.chief)
    assert "2020-07-01" in page(office.reporter, "credit-rules")
    with pytest.raises(Refused, match="更晚"):
        actions.set_credit_rules(since=date(2020, 6, 30), **numbers, by=office.chief)
    with pytest.raises(NotPermitted):
        actions.set_credit_rules(since=date(2020, 8, 1), **numbers, by=office.editor)


def test_the_figure_is_the_sum_of_its_rows_by_unit_and_day(office: Office) -> None:
    office.signed(merged(office), office.received("单篇"))
    rows = CREDIT.listed(Scope.of(TODAY))
    assert CREDIT.value(Scope.of(TODAY)) == sum(row["points"] for row in rows) == 11
    assert {name: value for _pk, name, value in CREDIT.by_unit(Scope.of(TODAY))} == {"住建局": 8, "城管局": 3}
    assert CREDIT.value(Scope.of(date(2020, 6, 18))) == 0


def test_the_ranking_counts_by_kind_and_every_number_opens_its_items(office: Office) -> None:
    office.signed(merged(office), office.received("示例·单篇"))
    rows, among = ranking(date(2020, 4, 1), date(2020, 6, 30), office.editor)
    assert [(row.rank, row.unit.short_name, row.points) for row in rows] == [
        (1, "住建局", 8),
        (2, "城管局", 3),
    ]
    assert among == 2 and rows[0].counts == {"single": 1, "merged": 1}
    text = page(office.editor, "ranking", data={"year": "2020", "quarter": "2"})
    address = f"?unit={office.bureau.pk}&amp;since=2020-04-01&amp;until=2020-06-30&amp;kind=single"
    assert address in text
    asked = {"unit": office.bureau.pk, "since": "2020-04-01", "until": "2020-06-30", "kind": "single"}
    listed = page(office.editor, "credits", data=asked)
    assert "示例·单篇" in listed and "甲" not in listed.split("<tbody>")[1]
    assert "还没有积分" in page(office.editor, "ranking", data={"year": "2019", "quarter": "9"})


def test_a_unit_sees_its_own_credit_and_its_rank_among_all(office: Office) -> None:
    office.signed(merged(office), office.received("单篇"))
    text = page(office.stranger, "ranking")
    assert "城管局 3 分，在 2 个有积分的单位中列第 2" in text and "住建局" not in text
    own = Credit.objects.get(unit=office.other)
    answer = client(office.stranger).get(reverse("bulletin:credits-record", args=[own.pk]))
    assert answer["Location"] == reverse("bulletin:items-record", args=[own.item_id])
    other = Credit.objects.filter(unit=office.bureau).first()
    page(office.stranger, "credits-record", other.pk, status=404)


def test_a_leader_is_led_to_the_issue(office: Office) -> None:
    issue = office.signed(office.received())
    answer = client(factories.person("leader")).get(
        reverse("bulletin:credits-record", args=[Credit.objects.get().pk])
    )
    assert answer["Location"] == reverse("bulletin:issues-record", args=[issue.pk])


def test_the_ranking_goes_out_as_a_workbook(office: Office) -> None:
    office.signed(office.received())
    content = client(office.editor).get(reverse("bulletin:ranking-export"), {"year": "2020"}).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
    assert rows[2] == ("名次", "单位", "单篇采用", "并稿采用", "市级采用", "省级采用", "积分")
    assert rows[3] == (1, "住建局", 1, 0, 0, 0, 5)


def test_an_adoption_is_recorded_and_cancelled_on_the_items_pages(office: Office) -> None:
    item = office.received()
    office.signed(item)
    address = reverse("bulletin:items-adopted", args=[item.pk])
    assert address in page(office.editor, "items-record", item.pk)
    assert address not in page(office.reporter, "items-record", item.pk)
    signed_in = client(office.editor)
    typed = {"level": "city", "adopted_on": "2020-06-19", "evidence": "市信息第88期"}
    assert signed_in.post(address, {**typed, "evidence": ""}).status_code == 422
    assert signed_in.post(address, typed).status_code == 302
    assert "市信息第88期" in page(office.reporter, "items-record", item.pk)
    cancel = reverse("bulletin:adoptions-cancel", args=[Adoption.objects.get().pk])
    assert client(office.reporter).post(cancel, {"reason": "不"}).status_code == 403
    assert signed_in.post(cancel, {"reason": "登错"}).status_code == 302
    assert not Adoption.objects.exists() and given() == [("住建局", "single", 5)]


def test_the_rules_are_set_on_a_page(office: Office) -> None:
    typed = {
        "since": "2020-07-01",
        "single": 6,
        "merged": 3,
        "city": 10,
        "province": 20,
        "document": "示例1号",
    }
    address = reverse("bulletin:credit-rules-add")
    assert client(office.chief).post(address, typed).status_code == 302
    assert "示例1号" in page(office.editor, "credit-rules")
    page(office.editor, "credit-rules-add", status=403)
