"""商户 as a workbook: what comes in, what is refused and why, what goes out again."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from taizhang.journal.models import Event
from taizhang.night_market.models import Merchant, Pledge, RoadSegment
from taizhang.night_market.sheets import MERCHANTS
from taizhang.workbooks import importing
from tests.factories import person, unit
from tests.night_market import workbook
from tests.night_market.makers import breach, day, segment

pytestmark = pytest.mark.django_db
CODE = "92410106MADEM0001X"


def row(**changes: Any) -> dict[str, Any]:
    return {
        "name": "示例·老街烧烤", "person": "示例店主", "address": "示例路12号", "segment": "示例路", "area": "64",
        "frontage": 8000, **changes,
    }  # fmt: skip


def test_a_sheet_lands_with_pledges_and_unknown_roads(tmp_path: Path) -> None:
    segment("示例路", unit("中心路街道"))
    by = person("night_market_clerk", unit("城管局", kind="bureau"))
    rows = [
        row(credit_code=CODE, four_duties_on=date(2020, 4, 1), quiet_on="2020年4月2日"),
        row(name="示例·新路饭店", segment="没有登记过的路", area=36.5, frontage=None),
    ]
    assert workbook.land(tmp_path, MERCHANTS, rows, by) == 2
    first, second = Merchant.objects.order_by("id")
    assert (first.credit_code, first.area, first.frontage, first.unit.name) == (
        CODE,
        Decimal(64),
        8000,
        "中心路街道",
    )
    assert first.registered_on == day("04-01")
    assert {(p.kind, p.signed_on) for p in first.pledges.all()} == {
        (Pledge.Kind.FOUR_DUTIES, day("04-01")),
        (Pledge.Kind.QUIET, day("04-02")),
    }
    road = second.segment
    assert (road.name, road.unit.name, road.approval_on(day("06-19"))) == ("没有登记过的路", "城管局", "none")
    assert (second.area, second.frontage) == (Decimal("36.5"), None)
    kinds = Event.objects.filter(subject_type="night_market.merchant").values_list("kind", flat=True)
    assert list(kinds) == ["imported", "imported"]
    assert road.history.get().detail["name"] == "没有登记过的路"


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    by = person("night_market_clerk")
    rows = [row(credit_code=CODE, four_duties_on="2020-04-01"), row(name="示例·另一家", address="示例路13号")]
    workbook.land(tmp_path, MERCHANTS, rows, by)
    events = Event.objects.count()
    checked = workbook.check(tmp_path, MERCHANTS, rows, by)
    assert (checked.records, checked.errors, checked.unchanged) == ([], [], 2)
    assert importing.land(checked, by=by, source="test") == 0
    assert Event.objects.count() == events


def test_an_export_comes_back_unchanged(tmp_path: Path) -> None:
    by = person("night_market_clerk")
    rows = [
        row(credit_code=CODE, four_duties_on="2020-04-01", quiet_on="2020-04-02", area="64.25"),
        row(name="示例·另一家（北店）", address="示例路13号", frontage=None),
    ]
    workbook.land(tmp_path, MERCHANTS, rows, by)
    file = workbook.exported(tmp_path, MERCHANTS, by, date(2020, 6, 19))
    checked = importing.check(MERCHANTS, file, "export.xlsx", by=by)
    assert (checked.errors, checked.records, checked.unchanged) == ([], [], 2)


def test_pledges_of_an_export_are_those_signed_by_the_day(tmp_path: Path) -> None:
    by = person("night_market_clerk")
    workbook.land(tmp_path, MERCHANTS, [row(four_duties_on="2020-04-01", quiet_on="2020-05-01")], by)
    (exported,) = MERCHANTS.rows(None, by=by, as_of=date(2020, 4, 15))
    assert list(exported[-2:]) == [day("04-01"), None]


@pytest.mark.parametrize(
    ("changes", "column", "sentence"),
    [
        ({"name": None}, "商户名称", "必填"),
        ({"credit_code": "12345"}, "统一社会信用代码", "18 位"),
        ({"area": -3}, "经营面积(㎡)", "负数"),
        ({"area": "六十"}, "经营面积(㎡)", "不是数字"),
        ({"area": "1.234"}, "经营面积(㎡)", "小数"),
        ({"area": "#DIV/0!"}, "经营面积(㎡)", "公式错误"),
        ({"frontage": -1}, "门面宽(mm)", "负数"),
        ({"frontage": "8.5"}, "门面宽(mm)", "整数"),
        ({"four_duties_on": "2199-01-01"}, "门前四包签订日期", "今天之后"),
        ({"quiet_on": "四月一日"}, "不扰民承诺签订日期", "不是日期"),
        ({"name": "长" * 81}, "商户名称", "最多 80 个字"),
    ],
)
def test_a_bad_cell_is_refused_with_its_row_and_column(
    tmp_path: Path, changes: dict[str, Any], column: str, sentence: str
) -> None:
    by = person("night_market_clerk")
    rows = [row(), row(**{"address": "示例路13号", **changes})]
    found = workbook.errors(tmp_path, MERCHANTS, rows, by)
    assert [(number, title) for number, title, _reason in found] == [(3, column)]
    assert sentence in found[0][2]
    with pytest.raises(importing.ImportRefused):
        workbook.land(tmp_path, MERCHANTS, rows, by)
    assert not Merchant.objects.exists() and not RoadSegment.objects.exists()
    assert workbook.land(tmp_path, MERCHANTS, rows, by, correct_rows_only=True) == 1


def test_a_row_twice_in_a_file_names_the_earlier_one(tmp_path: Path) -> None:
    found = workbook.errors(
        tmp_path, MERCHANTS, [row(), row(address=" 示例路１２号 ")], person("night_market_clerk")
    )
    assert found == [(3, "商户名称", "与第 2 行重复。请删去一行。")]


def test_other_content_under_a_known_name_says_where_it_differs(tmp_path: Path) -> None:
    by = person("night_market_clerk")
    workbook.land(tmp_path, MERCHANTS, [row(four_duties_on="2020-04-01")], by)
    found = workbook.errors(tmp_path, MERCHANTS, [row(area=70, person="示例新店主")], by)
    assert [
        (column, "64" in reason or "示例店主" in reason or "2020-04-01" in reason)
        for _n, column, reason in found
    ] == [
        ("负责人", True),
        ("门前四包签订日期", True),
        ("经营面积(㎡)", True),
    ]


def test_records_of_one_credit_code_are_one_merchant(tmp_path: Path) -> None:
    by = person("night_market_clerk")
    rows = [
        row(credit_code=CODE),
        row(name="示例·新招牌", address="示例路90号", person="别人", credit_code=CODE),
    ]
    workbook.land(tmp_path, MERCHANTS, rows, by)
    first, second = Merchant.objects.order_by("id")
    assert (first.merged_into, second.merged_into) == (None, first)


def test_a_row_that_joins_two_known_merchants_joins_their_ladders(tmp_path: Path) -> None:
    by = person("night_market_clerk")
    other = "92410106MADEM0002X"
    workbook.land(
        tmp_path,
        MERCHANTS,
        [row(credit_code=CODE, person="甲"), row(name="乙店", person="乙", address="示例路90号")],
        by,
    )
    first, second = Merchant.objects.order_by("id")
    breach(first, "06-01 21:00")
    late = breach(second, "06-03 21:00")
    assert late.measure.rung == 1
    workbook.land(
        tmp_path, MERCHANTS, [row(name="丙店", person="乙", address="示例路90号 ", credit_code=CODE)], by
    )
    late.measure.refresh_from_db()
    second.refresh_from_db()
    assert (second.merged_into, late.measure.rung) == (first, 2)
    assert other not in set(Merchant.objects.values_list("credit_code", flat=True))


def test_a_town_clerk_brings_in_the_own_towns_shops_only(tmp_path: Path) -> None:
    here, there = unit("峡窝镇"), unit("中心路街道")
    segment("本镇路", here)
    segment("别处路", there)
    by = person("town_clerk", here)
    found = workbook.errors(tmp_path, MERCHANTS, [row(segment="别处路")], by)
    assert [(column, "不属于您的单位" in reason) for _row, column, reason in found] == [("路段", True)]
    assert (
        workbook.land(tmp_path, MERCHANTS, [row(segment="本镇路"), row(name="新", segment="新路")], by) == 2
    )
    assert set(Merchant.objects.values_list("unit__name", flat=True)) == {"峡窝镇"}
