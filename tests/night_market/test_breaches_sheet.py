"""违规 as a workbook: the rung is worked out, never read."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from taizhang.journal.models import Event
from taizhang.night_market.models import Breach, Measure, PenaltyCase
from taizhang.night_market.sheets import BREACHES
from taizhang.workbooks import importing
from tests.night_market import workbook
from tests.night_market.makers import active_permit, at, breach, clerk, day, merchant

pytestmark = pytest.mark.django_db


def row(moment: str, **changes: Any) -> dict[str, Any]:
    return {"merchant": "示例烧烤店", "happened_at": f"2020-{moment}", "category": "噪音", **changes}


EXAMPLE = [
    row("06-01 21:10", category="卫生", served_on="2020-06-01"),
    row("06-01 23:40", note="音响外放"),
    row("06-05 00:30", served_on="2020-06-05", voided_on="2020-06-12"),
    row("06-10 20:00", category="占道", served_on="2020-06-10"),
]


def measures() -> list[tuple[str, int | None, str]]:
    rows = Measure.objects.order_by("business_on", "id").values_list("business_on", "rung", "state")
    return [(f"{night:%m-%d}", rung, state) for night, rung, state in rows]


def test_the_example_comes_in_whole_with_its_history(tmp_path: Path) -> None:
    merchant("示例烧烤店")
    assert workbook.land(tmp_path, BREACHES, EXAMPLE, clerk()) == 4
    assert measures() == [("06-01", 1, "served"), ("06-04", 2, "voided"), ("06-10", 2, "served")]
    tenth = Measure.objects.get(business_on=day("06-10"))
    assert list(tenth.spells.order_by("since").values_list("rung", "since", "until")) == [
        (3, day("06-10"), day("06-12")),
        (2, day("06-12"), None),
    ]
    assert not PenaltyCase.objects.exists()
    assert set(Breach.objects.values_list("measure__business_on", flat=True)) == {
        day("06-01"),
        day("06-04"),
        day("06-10"),
    }
    kinds = Event.objects.filter(subject_type__in=("night_market.breach", "night_market.measure"))
    assert set(kinds.values_list("kind", flat=True)) == {"imported"}


def test_a_third_rung_that_stands_files_a_case_and_holds_the_permit(tmp_path: Path) -> None:
    shop = merchant("示例烧烤店")
    permit = active_permit(shop)
    rows = [*EXAMPLE[:2], row("06-05 00:30", served_on="2020-06-05"), EXAMPLE[3]]
    workbook.land(tmp_path, BREACHES, rows, clerk())
    permit.refresh_from_db()
    assert (PenaltyCase.objects.get().filed_on, permit.state) == (day("06-10"), "pending_revocation")


def test_an_import_goes_on_from_what_stands(tmp_path: Path) -> None:
    shop = merchant("示例烧烤店")
    held = breach(shop, "06-10 20:00")
    later = breach(shop, "06-11 20:00", serve=False)
    workbook.land(tmp_path, BREACHES, EXAMPLE[:1], clerk())
    assert measures() == [("06-01", 1, "served"), ("06-10", 2, "served"), ("06-11", 3, "proposed")]
    workbook.land(tmp_path, BREACHES, [row("06-11 22:00", served_on="2020-06-12")], clerk())
    later.measure.refresh_from_db()
    assert (later.measure.state, later.measure.served_on) == ("served", day("06-12"))
    assert held.measure.history.count() == 3


def test_the_same_file_twice_changes_nothing_and_an_export_comes_back(tmp_path: Path) -> None:
    by = clerk()
    merchant("示例烧烤店")
    merchant("示例烧烤店", address="示例路99号")
    rows = [{**each, "merchant": "示例烧烤店（示例路99号）"} for each in EXAMPLE]
    workbook.land(tmp_path, BREACHES, rows, by)
    events = Event.objects.count()
    again = workbook.check(tmp_path, BREACHES, rows, by)
    assert (again.errors, again.records, again.unchanged) == ([], [], 4)
    file = workbook.exported(tmp_path, BREACHES, by, date(2020, 6, 19))
    back = importing.check(BREACHES, file, "export.xlsx", by=by)
    assert (back.errors, back.records, back.unchanged) == ([], [], 4)
    assert Event.objects.count() == events


def test_an_export_shows_what_was_served_and_voided_by_the_day(tmp_path: Path) -> None:
    merchant("示例烧烤店")
    workbook.land(tmp_path, BREACHES, EXAMPLE, clerk())
    rows = list(BREACHES.rows(None, by=clerk(), as_of=day("06-11")))
    assert [each[1] for each in rows] == [
        at("06-01 21:10"),
        at("06-01 23:40"),
        at("06-05 00:30"),
        at("06-10 20:00"),
    ]
    assert [each[4] for each in rows] == [None] * 4
    assert list(BREACHES.rows(None, by=clerk(), as_of=day("06-12")))[2][4] == day("06-12")
    assert len(list(BREACHES.rows(None, by=clerk(), as_of=day("06-04")))) == 2


@pytest.mark.parametrize(
    ("changes", "column", "sentence"),
    [
        ({"merchant": "示例烧考店"}, "商户名称", "相近的有：示例烧烤店"),
        ({"merchant": "毫不相干"}, "商户名称", "没有叫“毫不相干”的商户"),
        ({"merchant": "示例连锁"}, "商户名称", "请改填统一社会信用代码"),
        ({"happened_at": "2020-06-31 21:00"}, "发生时间", "不存在"),
        ({"happened_at": "2020-06-03"}, "发生时间", "没有时刻"),
        ({"happened_at": "2199-06-03 21:00"}, "发生时间", "今天之后"),
        ({"category": "乱扔"}, "类别", "可以填：卫生、噪音"),
        ({"served_on": "2020-06-02"}, "送达日期", "早于违规发生的日期"),
        ({"voided_on": "2020-06-01"}, "撤销日期", "早于违规发生的日期"),
        ({"served_on": "2020-06-08", "voided_on": "2020-06-07"}, "撤销日期", "早于送达日期"),
        ({"served_on": "2199-01-01"}, "送达日期", "今天之后"),
        ({"category": None}, "类别", "必填"),
        ({"note": "#N/A"}, "备注", "公式错误"),
        ({"happened_at": "2020-06-01 21:10", "category": "卫生"}, "发生时间", "与第 2 行重复"),
    ],
)
def test_a_bad_cell_is_refused_with_its_row_and_column(
    tmp_path: Path, changes: dict[str, Any], column: str, sentence: str
) -> None:
    merchant("示例烧烤店")
    merchant("示例连锁", address="示例路1号")
    merchant("示例连锁", address="示例路2号")
    rows = [EXAMPLE[0], {**row("06-03 21:00"), **changes}]
    found = workbook.errors(tmp_path, BREACHES, rows, clerk())
    assert [(number, title) for number, title, _reason in found] == [(3, column)]
    assert sentence in found[0][2]
    with pytest.raises(importing.ImportRefused):
        workbook.land(tmp_path, BREACHES, rows, clerk())
    assert not Breach.objects.exists() and not Measure.objects.exists()
    assert workbook.land(tmp_path, BREACHES, rows, clerk(), correct_rows_only=True) == 1


def test_a_shared_name_is_told_apart_by_code_or_address(tmp_path: Path) -> None:
    first = merchant("示例连锁", address="示例路1号", credit_code="92410106MADEM0001X")
    second = merchant("示例连锁", address="示例路2号")
    rows = [
        row("06-01 21:00", merchant="92410106MADEM0001X"),
        row("06-01 21:00", merchant="示例连锁(示例路2号)"),
    ]
    workbook.land(tmp_path, BREACHES, rows, clerk())
    assert list(Breach.objects.order_by("id").values_list("merchant", flat=True)) == [first.pk, second.pk]


def test_a_name_that_one_merged_merchant_bears_twice_is_not_ambiguous(tmp_path: Path) -> None:
    old = merchant("示例老店", person="甲", address="示例路1号", credit_code="92410106MADEM0001X")
    merchant("示例老店", person="甲", address="示例路2号", credit_code="92410106MADEM0001X")
    workbook.land(tmp_path, BREACHES, [row("06-01 21:00", merchant="示例老店")], clerk())
    assert Breach.objects.get().merchant == old


def test_other_content_of_a_known_breach_is_refused(tmp_path: Path) -> None:
    merchant("示例烧烤店")
    workbook.land(tmp_path, BREACHES, EXAMPLE[:2], clerk())
    changed = [{**EXAMPLE[0], "served_on": "2020-06-02"}, {**EXAMPLE[1], "note": "别的"}]
    found = workbook.errors(tmp_path, BREACHES, changed, clerk())
    assert [(number, column) for number, column, _reason in found] == [(2, "送达日期"), (3, "备注")]
    assert "2020-06-01" in found[0][2] and "音响外放" in found[1][2]
