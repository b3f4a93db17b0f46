"""The four sheets: what is wrong is said at its row and column and changes nothing; what is exported comes back as known."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from taizhang.construction import actions
from taizhang.construction.models import Inspection, Problem, Site, StopWorkOrder
from taizhang.construction.sheets import INSPECTIONS, ORDERS, PROBLEMS, SITES
from taizhang.foundation.refusals import NotPermitted
from taizhang.journal import chain
from taizhang.journal.models import Event
from taizhang.organisation.models import User
from taizhang.workbooks import importing, writing
from taizhang.workbooks.columns import Sheet
from taizhang.workbooks.importing import ImportRefused
from tests import factories
from tests.construction import makers
from tests.construction.makers import day, faults, take_in

A = "示例·金屏花园二期"
SITE_ROWS = [
    [A, "建设工程", "GB 001", "峡窝镇", "甲公司", "乙公司", "高", 113.28123456, "34.81"],
    ["示例·南岗地块", "待建空地", None, "中心路街道", None, None, None, None, None],
]
PROBLEM_ROWS = [
    [A, "ENV-04", "东侧土方未覆盖", "2020-06-01", "2020年6月8日", "2020.6.5", 20200606, None],
    [A, "食堂", "生熟混放", date(2020, 6, 2), "2020-06-09", "2020-06-05", None, None],
    [A, "宿舍卫生", "床下堆物", "2020-06-02", "2020-06-09", None, None, None],
    [A, "MAT-01", "误登", "2020-06-03", "2020-06-09", None, None, "不属本点位"],
]


def exported(path: Path, sheet: Sheet, by: User, as_of: date) -> list[list[Any]]:
    """The rows of the sheet's export, as a workbook gives them back."""
    content = writing.export(
        sheet.columns, sheet.rows(None, by=by, as_of=as_of), title="台账", office="", as_of=as_of
    )
    file = path / "out.xlsx"
    file.write_bytes(content)
    rows = list(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
    return [list(row) for row in rows[3:]]


def again(path: Path, sheet: Sheet, by: User) -> tuple[int, int]:
    """Import the very file that is exported now; returns (made, unchanged)."""
    content = writing.export(
        sheet.columns,
        sheet.rows(None, by=by, as_of=date(2026, 1, 1)),
        title="台账",
        office="",
        as_of=day("06-19"),
    )
    file = path / "again.xlsx"
    file.write_bytes(content)
    checked = importing.check(sheet, file, "again.xlsx", by=by)
    return importing.land(checked, by=by, source="again"), checked.unchanged


def test_sites_come_in_and_go_out_and_come_back_unchanged(tmp_path: Path, clerk: User) -> None:
    factories.unit("峡窝镇"), factories.unit("中心路街道")
    assert take_in(tmp_path, SITES, SITE_ROWS, clerk) == (2, 0)
    first = Site.objects.get(name=A)
    assert (first.kind, first.parcel, first.risk, str(first.lon)) == (
        "construction",
        "GB001",
        "high",
        "113.281235",
    )
    assert first.counted_as == first and first.registered_on is None
    assert first.history.get().kind == "imported"
    assert take_in(tmp_path, SITES, SITE_ROWS, clerk) == (0, 2)
    assert exported(tmp_path, SITES, clerk, day("06-19"))[1] == [
        "示例·南岗地块", "待建空地", None, "中心路街道", None, None, "中", None, None,
    ]  # fmt: skip
    assert again(tmp_path, SITES, clerk) == (0, 2)


def test_sites_of_a_sheet_join_the_parcels_that_are_known(tmp_path: Path, clerk: User) -> None:
    plot = makers.site(clerk, kind="idle_plot", parcel="GB001")
    take_in(tmp_path, SITES, SITE_ROWS[:1], clerk)
    assert Site.objects.get(name=A).counted_as == plot


@pytest.mark.parametrize(
    ("change", "column", "part"),
    [
        ({0: None}, "点位名称", "必填"),
        ({1: "厂房"}, "类别", "建设工程、拆迁工地、待建空地"),
        ({3: "峡窝乡"}, "属地单位", "没有叫“峡窝乡”的单位。相近的有：峡窝镇。"),
        ({6: "极高"}, "风险等级", "高、中、低"),
        ({7: 34.8, 8: 113.2}, "经度", "对调"),
        ({7: None}, "经度", "都填"),
        ({7: "#DIV/0!"}, "经度", "公式错误"),
    ],
)  # fmt: skip
def test_a_wrong_site_is_refused_at_its_cell(
    tmp_path: Path, clerk: User, change: dict[int, Any], column: str, part: str
) -> None:
    factories.unit("峡窝镇")
    row = [change.get(place, value) for place, value in enumerate(SITE_ROWS[0])]
    found = faults(tmp_path, SITES, [row], clerk)
    assert (found[0][0], found[0][1]) == (2, column)
    assert part in found[0][2]


def test_a_known_site_with_other_content_is_refused(tmp_path: Path, clerk: User) -> None:
    factories.unit("峡窝镇")
    take_in(tmp_path, SITES, SITE_ROWS[:1], clerk)
    other = [*SITE_ROWS[0][:6], "低", *SITE_ROWS[0][7:]]
    [(row, column, reason)] = faults(tmp_path, SITES, [other], clerk)
    assert (row, column) == (2, "点位名称")
    assert "风险等级台账为“高”、表格为“低”" in reason


def test_a_town_clerk_imports_the_own_sites_only(tmp_path: Path, town_clerk: User) -> None:
    factories.unit("中心路街道")
    [(row, column, reason)] = faults(tmp_path, SITES, SITE_ROWS, town_clerk)
    assert (row, column) == (3, "属地单位")
    assert "只能导入本单位" in reason
    assert take_in(tmp_path, SITES, SITE_ROWS[:1], town_clerk) == (1, 0)
    with pytest.raises(NotPermitted):
        take_in(tmp_path, PROBLEMS, [], town_clerk)


def test_problems_land_in_the_state_that_their_dates_tell(tmp_path: Path, clerk: User, site: Site) -> None:
    assert take_in(tmp_path, PROBLEMS, PROBLEM_ROWS, clerk) == (4, 0)
    rows = list(Problem.objects.order_by("pk"))
    assert [row.state for row in rows] == ["closed", "submitted", "open", "voided"]
    assert [row.focus for row in rows] == ["ENV", "CAN", "DOR", "MAT"]
    assert [row.item.code if row.item else None for row in rows] == ["ENV-04", None, None, "MAT-01"]
    assert (rows[0].due_on, rows[0].submitted_on, rows[0].closed_on) == (
        day("06-08"),
        day("06-05"),
        day("06-06"),
    )
    assert rows[3].voided_on == rows[3].found_on
    assert {row.unit for row in rows} == {site.unit}
    assert [row.history.get().kind for row in rows] == ["recognised", "recognised", "imported", "recognised"]
    assert rows[0].history.get().detail["source"] == "in.xlsx"
    assert not chain.verify().fault


def test_the_same_problems_twice_change_nothing(tmp_path: Path, clerk: User, site: Site) -> None:
    take_in(tmp_path, PROBLEMS, PROBLEM_ROWS, clerk)
    events = Event.objects.count()
    assert take_in(tmp_path, PROBLEMS, PROBLEM_ROWS, clerk) == (0, 4)
    assert again(tmp_path, PROBLEMS, clerk) == (0, 4)
    assert (Problem.objects.count(), Event.objects.count()) == (4, events)


def test_problems_recorded_alike_by_two_people_come_back_as_two(
    tmp_path: Path, clerk: User, site: Site
) -> None:
    for _ in range(2):
        makers.problem(clerk, site, description="两人同记")
    assert again(tmp_path, PROBLEMS, clerk) == (0, 2)
    row = [site.name, "施工现场环境卫生", "两人同记", "2020-06-01", "2020-06-08", None, None, None]
    [(number, _column, reason)] = faults(tmp_path, PROBLEMS, [row, row, row], clerk)
    assert (number, "第 2 行重复" in reason) == (4, True)


def test_voided_merged_and_extended_problems_come_back_unchanged(
    tmp_path: Path, clerk: User, inspector: User, chief: User, site: Site
) -> None:
    keep, twin, wrong = (makers.problem(clerk, site) for _ in range(3))
    actions.merge_problems(by=clerk, keep=keep, duplicates=[twin])
    actions.void_problem(by=clerk, problem=wrong, voided_on=day("06-03"), reason="误登")
    actions.extend_problem(by=chief, problem=keep, due_on=day("06-30"), reason="雨天")
    makers.settle(inspector, keep, day("06-12"))
    assert again(tmp_path, PROBLEMS, clerk) == (0, 3)


def test_an_export_shows_what_was_known_on_its_day(
    tmp_path: Path, clerk: User, inspector: User, site: Site
) -> None:
    found = makers.problem(clerk, site, description="裸土")
    makers.settle(inspector, found, day("06-12"))
    makers.problem(clerk, site, found_on=day("06-15"), due_on=day("06-20"))
    assert exported(tmp_path, PROBLEMS, clerk, day("06-11")) == [
        [site.name, "施工现场环境卫生", "裸土", "2020-06-01", "2020-06-08", None, None, None]
    ]
    assert exported(tmp_path, PROBLEMS, clerk, day("06-12"))[0][5:7] == ["2020-06-12", "2020-06-12"]


@pytest.mark.parametrize(
    ("change", "column", "part"),
    [
        ({0: "示例·金屏花园"}, "点位名称", "没有叫“示例·金屏花园”的点位。相近的有：示例·金屏花园二期。"),
        ({0: "毫无相干"}, "点位名称", "先登记"),
        ({1: "ENV-99"}, "检查项", "不是检查表的编码"),
        ({2: None}, "问题描述", "必填"),
        ({2: "长" * 501}, "问题描述", "最多 500 字"),
        ({3: "2099-01-01", 4: "2099-01-02", 5: None, 6: None}, "发现日期", "晚于今天"),
        ({3: "六月一日"}, "发现日期", "不是日期"),
        ({4: "2020-05-01"}, "整改期限", "早于发现日期"),
        ({5: "2020-05-01"}, "整改完成日期", "早于发现日期"),
        ({5: None, 6: "2020-05-31"}, "复核销号日期", "早于发现日期"),
        ({6: "2020-06-04"}, "复核销号日期", "早于整改完成日期"),
        ({6: "2099-01-01"}, "复核销号日期", "晚于今天"),
        ({6: "#REF!"}, "复核销号日期", "公式错误"),
        ({7: "长" * 201}, "作废原因", "最多 200 字"),
    ],
)  # fmt: skip
def test_a_wrong_problem_is_refused_at_its_cell_and_nothing_lands(
    tmp_path: Path, clerk: User, site: Site, change: dict[int, Any], column: str, part: str
) -> None:
    wrong = [change.get(place, value) for place, value in enumerate(PROBLEM_ROWS[0])]
    rows: Sequence[Sequence[Any]] = [PROBLEM_ROWS[1], wrong]
    found = faults(tmp_path, PROBLEMS, rows, clerk)
    assert [(row, at) for row, at, _reason in found[:1]] == [(3, column)]
    assert part in found[0][2]
    with pytest.raises(ImportRefused):
        take_in(tmp_path, PROBLEMS, rows, clerk)
    assert not Problem.objects.exists()


def test_a_problem_that_stands_otherwise_in_the_ledger_is_refused(
    tmp_path: Path, clerk: User, site: Site
) -> None:
    take_in(tmp_path, PROBLEMS, PROBLEM_ROWS, clerk)
    later = [*PROBLEM_ROWS[1][:6], "2020-06-07", None]
    [(row, column, reason)] = faults(tmp_path, PROBLEMS, [later], clerk)
    assert (row, column) == (2, "问题描述")
    assert "复核销号日期台账为“空”、表格为“2020-06-07”" in reason


def test_inspections_come_in_once(tmp_path: Path, clerk: User, site: Site) -> None:
    rows = [[A, "2020-06-05", "全面", "检查一组"], [A, "2020-06-05", "抽查", "检查二组"]]
    assert take_in(tmp_path, INSPECTIONS, rows, clerk) == (2, 0)
    assert list(Inspection.objects.order_by("pk").values_list("mode", "unit")) == [
        ("full", site.unit_id), ("spot", site.unit_id),
    ]  # fmt: skip
    assert take_in(tmp_path, INSPECTIONS, rows, clerk) == (0, 2)
    assert again(tmp_path, INSPECTIONS, clerk) == (0, 2)
    new = [A, "2020-06-06", "全面", "检查一组"]
    [(row, column, reason)] = faults(tmp_path, INSPECTIONS, [new, new], clerk)
    assert (row, column, "第 2 行重复" in reason) == (3, "点位名称", True)


@pytest.mark.parametrize(
    ("change", "column", "part"),
    [
        ({0: "别处"}, "点位名称", "没有叫"),
        ({1: "2099-01-01"}, "检查日期", "晚于今天"),
        ({2: "随便"}, "检查方式", "全面、抽查"),
        ({3: None}, "检查人员", "必填"),
    ],
)
def test_a_wrong_inspection_is_refused(
    tmp_path: Path, clerk: User, site: Site, change: dict[int, Any], column: str, part: str
) -> None:
    row = [change.get(place, value) for place, value in enumerate([A, "2020-06-05", "全面", "检查一组"])]
    [(number, at, reason)] = faults(tmp_path, INSPECTIONS, [row], clerk)
    assert (number, at, part in reason) == (2, column, True)


def test_orders_come_in_lifted_or_in_force(tmp_path: Path, clerk: User, site: Site) -> None:
    rows = [
        [A, "2020-06-01", "扬尘问题逾期未改", "2020-06-10"],
        [A, "2020-06-12", "违反示例条例第三条", None],
    ]
    assert take_in(tmp_path, ORDERS, rows, clerk) == (2, 0)
    assert list(StopWorkOrder.objects.order_by("pk").values_list("ground", "state", "lifted_on")) == [
        ("overdue_dust", "lifted", day("06-10")), ("other", "in_force", None),
    ]  # fmt: skip
    assert take_in(tmp_path, ORDERS, rows, clerk) == (0, 2)
    assert again(tmp_path, ORDERS, clerk) == (0, 2)
    lifted = [[*rows[1][:3], "2020-06-18"]]
    assert "解除日期台账为“空”、表格为“2020-06-18”" in faults(tmp_path, ORDERS, lifted, clerk)[0][2]
    early = [[A, "2020-06-14", "重大隐患", "2020-06-13"]]
    [(row, column, reason)] = faults(tmp_path, ORDERS, early, clerk)
    assert (row, column, "早于下达日期" in reason) == (2, "解除日期", True)
