"""巡查 as a workbook: bare times of the night, people by name or number, roads that nobody registered."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from taizhang.night_market.actions import patrols
from taizhang.night_market.crew import Person, people
from taizhang.night_market.models import CheckIn, Officer, Patrol, Shift
from taizhang.night_market.sheets import PATROLS
from taizhang.night_market.sheets.cells import ClockTime, night_time
from taizhang.workbooks import importing
from tests.night_market import workbook
from tests.night_market.makers import at, clerk, day, officer, segment

pytestmark = pytest.mark.django_db


def row(**changes: Any) -> dict[str, Any]:
    return {
        "shift_on": "2020-06-12", "shift": "晚班", "team": "一组", "segment": "示例路", "started_at": "21:00",
        "ended_at": "21:40", "officers": "ZF0001、ZF0002", "auxiliaries": "示例协管甲", **changes,
    }  # fmt: skip


def test_a_sheet_lands_with_its_shift_its_people_and_its_minutes(tmp_path: Path) -> None:
    known = officer("示例执法甲", certificate="ZF0001")
    rows = [row(), row(team="二组", officers="示例执法甲，示例新人（ZF0009）", auxiliaries=None)]
    assert workbook.land(tmp_path, PATROLS, rows, clerk()) == 2
    first, second = Patrol.objects.order_by("id")
    assert (first.minutes, first.state, first.officers, first.auxiliaries) == (40, "finished", 2, 1)
    assert first.started_at == at("06-12 21:00")
    assert first.shift == second.shift and Shift.objects.count() == 1
    assert CheckIn.objects.filter(officer=known).count() == 2
    assert set(Officer.objects.values_list("name", "certificate", "auxiliary")) == {
        ("示例执法甲", "ZF0001", False),
        ("", "ZF0002", False),
        ("示例新人", "ZF0009", False),
        ("示例协管甲", "", True),
    }
    assert first.history.get().kind == "imported"


@pytest.mark.parametrize(
    ("started", "ended", "minutes"),
    [
        ("23:30", "00:20", 50),
        ("00:30", "01:00", 30),
        (time(21), time(21, 30), 30),
        (0.875, 0.9375, 90),
        ("2020-06-12 23:50", datetime(2020, 6, 13, 0, 10), 20),
        ("21时", "21点05分", 5),
        ("23:00", "次日0:30", 90),
        ("23:00", "24:00", 60),
    ],
)
def test_times_may_be_bare_or_whole_and_run_past_midnight(
    tmp_path: Path, started: Any, ended: Any, minutes: int
) -> None:
    workbook.land(tmp_path, PATROLS, [row(started_at=started, ended_at=ended)], clerk())
    assert Patrol.objects.get().minutes == minutes


def test_half_past_midnight_is_of_the_next_morning(tmp_path: Path) -> None:
    workbook.land(tmp_path, PATROLS, [row(started_at="00:30", ended_at="01:00")], clerk())
    patrol = Patrol.objects.get()
    assert (patrol.shift_on, patrol.started_at) == (day("06-12"), at("06-13 00:30"))


def test_a_duration_of_a_spreadsheet_is_a_time(tmp_path: Path) -> None:
    assert night_time(timedelta(hours=21)) == ClockTime(time(21))
    assert night_time(timedelta(hours=24, minutes=30)) == ClockTime(time(0, 30), True)
    assert night_time(datetime(1899, 12, 31, 21, 0)) == ClockTime(time(21))
    with pytest.raises(ValueError, match="时刻不对"):
        night_time("25:10")


@pytest.mark.parametrize(
    ("changes", "column", "sentence"),
    [
        ({"ended_at": "20:30"}, "结束时间", "须晚于开始时间"),
        ({"ended_at": "21:00"}, "结束时间", "须晚于开始时间"),
        ({"ended_at": "2020-06-14 21:30"}, "结束时间", "超过 24 小时"),
        ({"started_at": "2020-06-20 21:00", "ended_at": "2020-06-20 21:30"}, "开始时间", "不在班次日期"),
        ({"shift_on": "2199-06-12"}, "班次日期", "今天之后"),
        ({"started_at": "晚上九点"}, "开始时间", "不是时间"),
        ({"officers": "、"}, "执法人员", "至少要有一名"),
        ({"auxiliaries": "ZF0001"}, "协管人员", "是执法人员"),
        ({"officers": "示例协管甲"}, "执法人员", "是协管人员"),
        ({"officers": "#REF!"}, "执法人员", "公式错误"),
    ],
)
def test_a_bad_cell_is_refused_with_its_row_and_column(
    tmp_path: Path, changes: dict[str, Any], column: str, sentence: str
) -> None:
    rows = [row(), row(team="二组", **changes)]
    found = workbook.errors(tmp_path, PATROLS, rows, clerk())
    assert (3, column) in [(number, title) for number, title, _reason in found]
    assert sentence in "".join(reason for _number, title, reason in found if title == column)
    with pytest.raises(importing.ImportRefused):
        workbook.land(tmp_path, PATROLS, rows, clerk())
    assert not Patrol.objects.exists() and not Officer.objects.exists()


def test_the_same_file_twice_changes_nothing_and_an_export_comes_back(tmp_path: Path) -> None:
    by = clerk()
    rows = [
        row(),
        row(team="二组", officers="示例执法乙", started_at="23:40", ended_at="00:30", auxiliaries=None),
    ]
    workbook.land(tmp_path, PATROLS, rows, by)
    again = workbook.check(tmp_path, PATROLS, rows, by)
    assert (again.errors, again.records, again.unchanged) == ([], [], 2)
    file = workbook.exported(tmp_path, PATROLS, by, date(2020, 6, 19))
    back = importing.check(PATROLS, file, "export.xlsx", by=by)
    assert (back.errors, back.records, back.unchanged) == ([], [], 2)


def test_other_content_under_a_known_start_is_refused(tmp_path: Path) -> None:
    by = clerk()
    workbook.land(tmp_path, PATROLS, [row()], by)
    found = workbook.errors(tmp_path, PATROLS, [row(ended_at="21:50", officers="ZF0001")], by)
    assert [
        (column, part in reason)
        for (_n, column, reason), part in zip(found, ("21:40", "ZF0002"), strict=True)
    ] == [
        ("结束时间", True),
        ("执法人员", True),
    ]
    twice = workbook.errors(tmp_path, PATROLS, [row(team="三组"), row(team="三组")], by)
    assert twice == [(3, "开始时间", "与第 2 行重复。请删去一行。")]


def test_an_ambiguous_name_asks_for_the_number(tmp_path: Path) -> None:
    officer("示例同名", certificate="ZF0001")
    officer("示例同名", certificate="ZF0002")
    found = workbook.errors(tmp_path, PATROLS, [row(officers="示例同名", auxiliaries=None)], clerk())
    assert [(column, "请改填执法证号" in reason) for _row, column, reason in found] == [("执法人员", True)]
    workbook.land(tmp_path, PATROLS, [row(officers="ZF0002", auxiliaries=None)], clerk())
    (exported,) = PATROLS.rows(None, by=clerk(), as_of=day("06-19"))
    assert exported[-2:] == ["ZF0002", ""]


def test_an_export_knows_only_what_was_over_and_not_voided_by_then(tmp_path: Path) -> None:
    by = clerk()
    segment()
    workbook.land(tmp_path, PATROLS, [row(), row(shift_on="2020-06-13")], by)
    assert len(list(PATROLS.rows(None, by=by, as_of=day("06-12")))) == 1
    patrols.void_patrol(patrol=Patrol.objects.order_by("id")[0], reason="重复", by=by)
    assert len(list(PATROLS.rows(None, by=by, as_of=date(2199, 1, 1)))) == 1
    assert workbook.land(tmp_path, PATROLS, [row()], by) == 1


def test_cells_name_people_by_name_by_number_or_both() -> None:
    assert people("示例甲、ZF-0102, 示例 乙（豫A010203）\n豫01020304；示例甲") == [
        Person("示例甲", ""),
        Person("", "ZF-0102"),
        Person("示例乙", "豫A010203"),
        Person("", "豫01020304"),
    ]
    assert people("队员1") == [Person("队员1", "")]
