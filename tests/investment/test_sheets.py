"""The three sheets: what is wrong is said at its row and column and changes nothing; what is exported comes back as known."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from taizhang.foundation.refusals import NotPermitted
from taizhang.investment.actions.stages import exclude, set_aside
from taizhang.investment.models import AmountRevision, Attribution, Exclusion, FundArrival, Project
from taizhang.investment.sheets import AMOUNT_REVISIONS, FUND_ARRIVALS, PROJECTS
from taizhang.journal import chain
from taizhang.journal.models import Event
from taizhang.organisation.models import User
from taizhang.workbooks import writing
from taizhang.workbooks.importing import ImportRefused
from tests import factories
from tests.investment.makers import JUNE_12, JUNE_20, again, exported, faults, figure, rows_of, take_in, wan

A, B, C, D = "示例·装备产业园（一期）", "示例·冷链基地", "示例·通航小镇", "示例·洽谈项目"
HEADS = [column.title for column in PROJECTS.columns]
NAME, INVESTOR, CODE, _PLACE, CHAIN, _NODE, LINK, UNIT, PARTNERS, TOTAL, OUTSIDE = range(11)
SIGNED, LANDED, STARTED, IN_USE, STATE, REASON, NOTE = range(11, 18)
PROJECT_ROWS: list[list[Any]] = [
    [A, "示例·投资公司", None, "江苏省苏州市", "智能制造", "零部件", "补", "峡窝镇", "商务局:30%；中心路街道:20%", 6.5, 4,
     "2020-03-01", "2020.4.1", date(2020, 5, 1), None, None, None, "一"],
    [B, "示例·物流公司", None, "上海市", "现代物流", None, "延链", "中心路街道", None, "12,000.5", None, "2020年6月12日", None, None, None,
     "签约", None, None],
    [C, "示例·航空公司", None, None, "通用航空", None, None, "峡窝镇", "商务局", "0.99996", 0.5, 20190701, None, None, None,
     None, "财政资金项目", None],
    [D, "示例·文旅公司", None, None, None, None, None, "峡窝镇", None, 3, None, None, None, None, None, "谋划对接", None, None],
]  # fmt: skip
REVISION_ROWS = [
    ["示例·装备产业园(一期)", "2020-06-01", 7.2, None, "补充协议"],
    [A, "2020-06-15", "7.5", 5, "增资协议"],
]
ARRIVAL_ROWS = [
    [A, "2020-04-10", "记-0410-01", "示例·投资公司", "江苏省苏州市", "资本金", 12000, 12000],
    [A, "2020-05-10", 51001, "示例·投资公司", "江苏省苏州市", "设备购置", "3,000.55", None],
    [B, "2020-06-13", "收-7", "示例·银行", "上街区", "本地银行贷款", 500, 0],
]


@pytest.fixture
def units(verifier: User) -> None:
    for name in ("峡窝镇", "中心路街道", "商务局"):
        factories.unit(name)


@pytest.fixture
def filled(tmp_path: Path, units: None, verifier: User) -> Path:
    """The ledger with the rows above; the folder for more files."""
    assert take_in(tmp_path, PROJECTS, PROJECT_ROWS, verifier) == (4, 0)
    assert take_in(tmp_path, AMOUNT_REVISIONS, REVISION_ROWS, verifier) == (2, 0)
    assert take_in(tmp_path, FUND_ARRIVALS, ARRIVAL_ROWS, verifier) == (3, 0)
    return tmp_path


def changed(row: list[Any], **cells: Any) -> list[Any]:
    """The row with some cells set, named by the constants above."""
    return [
        next((value for name, value in cells.items() if globals()[name] == place), cell)
        for place, cell in enumerate(row)
    ]


def test_projects_come_in_with_their_states_amounts_partners_and_exclusions(filled: Path) -> None:
    states = dict(Project.objects.values_list("name", "state"))
    assert states == {A: "started", B: "signed", C: "not_recognised", D: "negotiating"}
    first = Project.objects.with_amount(JUNE_12).get(name=A)
    assert (first.amount, first.outside, first.link_kind) == (wan("7.2"), wan("4"), "mend")
    assert Project.objects.get(name=B).planned_total == Decimal("120005000")
    assert [(part.unit.name, part.percent) for part in Attribution.objects.filter(project=first)] == [
        ("商务局", 30), ("中心路街道", 20),
    ]  # fmt: skip
    ruling = Exclusion.objects.get()
    assert (ruling.code, ruling.since, ruling.reason) == ("fiscal", date(2019, 7, 1), "财政资金项目")
    event = first.history.get()
    assert (event.kind, event.detail["row"], event.detail["source"]) == ("recognised", 2, "in.xlsx")


def test_what_came_in_counts(filled: Path) -> None:
    assert figure("signed_projects", JUNE_20) == 2
    assert figure("signed_projects", date(2019, 12, 31)) == 0
    assert figure("signed_amount", date(2020, 5, 31)) == Decimal("6.5")
    assert figure("out_of_district_funds", JUNE_20) == Decimal("1.2")


def test_the_same_files_twice_change_nothing(filled: Path, verifier: User) -> None:
    head = chain.head()
    assert take_in(filled, PROJECTS, PROJECT_ROWS, verifier) == (0, 4)
    assert take_in(filled, AMOUNT_REVISIONS, REVISION_ROWS, verifier) == (0, 2)
    assert take_in(filled, FUND_ARRIVALS, ARRIVAL_ROWS, verifier) == (0, 3)
    assert chain.head() == head


@pytest.mark.parametrize(("sheet", "rows"), [(PROJECTS, 4), (AMOUNT_REVISIONS, 2), (FUND_ARRIVALS, 3)])
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_export_comes_back_unchanged(
    filled: Path, verifier: User, sheet: Any, rows: int, language: str
) -> None:
    with translation.override(language):
        file = exported(filled, sheet, verifier, date(2026, 1, 1))
    assert len(rows_of(file)) == rows
    assert again(filled, sheet, verifier) == (0, rows)


def test_an_export_shows_the_ledger_as_it_stood(filled: Path, verifier: User) -> None:
    found = rows_of(exported(filled, PROJECTS, verifier, date(2020, 4, 30)))
    assert [row[NAME] for row in found] == [A, C, D]
    assert found[0][TOTAL:] == [6.5, 4, "2020-03-01", "2020-04-01", None, None, "落地", None, "一"]
    assert found[0][PARTNERS] == "商务局:30%;中心路街道:20%"
    assert found[1][TOTAL] == 0.99996 and found[1][STATE:NOTE] == ["不予认定", "财政资金项目"]
    assert len(rows_of(exported(filled, AMOUNT_REVISIONS, verifier, date(2020, 6, 14)))) == 1
    assert len(rows_of(exported(filled, FUND_ARRIVALS, verifier, date(2020, 4, 30)))) == 1
    assert again(filled, PROJECTS, verifier, date(2020, 6, 5)) == (0, 3)


def test_side_states_go_out_and_come_back(filled: Path, verifier: User) -> None:
    project = Project.objects.get(name=B)
    exclude(by=verifier, project=project, code="real_estate", on=JUNE_20, reason="房地产项目")
    set_aside(by=verifier, project=Project.objects.get(name=D), transition="pause", on=JUNE_20, reason="等待")
    found = {row[NAME]: row for row in rows_of(exported(filled, PROJECTS, verifier, date(2026, 1, 1)))}
    assert found[B][STATE:NOTE] == ["不予认定", "房地产项目"]
    assert found[D][STATE] == "暂停"
    assert again(filled, PROJECTS, verifier) == (0, 4)


@pytest.mark.parametrize(
    ("cells", "column", "part"),
    [
        ({"NAME": None}, "项目名称", "必填"),
        ({"INVESTOR": None}, "投资方", "必填"),
        ({"UNIT": None}, "牵头单位", "必填"),
        ({"TOTAL": None}, "总投资(亿元)", "必填"),
        ({"UNIT": "峡窝乡"}, "牵头单位", "没有叫“峡窝乡”的单位。相近的有：峡窝镇。"),
        ({"PARTNERS": "商务局:30%;工信委:20%"}, "协作单位", "没有叫“工信委”的单位"),
        ({"PARTNERS": "商务局:80%;中心路街道:30%"}, "协作单位", "超过 100%"),
        ({"PARTNERS": "峡窝镇:80%"}, "协作单位", "牵头单位"),
        ({"PARTNERS": "商务局:x%"}, "协作单位", "看不懂"),
        ({"CODE": "123"}, "统一社会信用代码", "18 位"),
        ({"LINK": "扩"}, "链类", "建、延、补、强"),
        ({"TOTAL": -1}, "总投资(亿元)", "不能是负数"),
        ({"TOTAL": 0}, "总投资(亿元)", "应大于 0"),
        ({"TOTAL": "六亿"}, "总投资(亿元)", "不是数字"),
        ({"TOTAL": "65000万元"}, "总投资(亿元)", "6.5"),
        ({"TOTAL": "#REF!"}, "总投资(亿元)", "公式错误"),
        ({"TOTAL": 650000}, "总投资(亿元)", "单位是亿元还是万元"),
        ({"OUTSIDE": 7}, "合同区外资金(亿元)", "大于总投资 6.5 亿元"),
        ({"SIGNED": "2150-01-01", "LANDED": None, "STARTED": None}, "签约日期", "2150-01-01 在今天之后"),
        ({"SIGNED": "2020-02-30"}, "签约日期", "不存在"),
        ({"LANDED": "2020-02-01"}, "落地日期", "早于签约日期 2020-03-01"),
        ({"STARTED": "2020-03-15"}, "开工日期", "早于落地日期 2020-04-01"),
        ({"IN_USE": "2020-04-15"}, "投产日期", "早于开工日期 2020-05-01"),
        ({"SIGNED": None}, "落地日期", "没有签约日期"),
        ({"STATE": "签约"}, "状态", "应是“开工”"),
        ({"STATE": "谈崩"}, "状态", "谋划对接、签约、落地"),
        ({"STATE": "不予认定"}, "不予认定原因", "写明"),
        ({"STATE": "暂停", "IN_USE": "2020-06-01"}, "状态", "投产"),
        ({"NOTE": "长" * 501}, "备注", "最多 500"),
    ],
)
def test_a_wrong_project_is_refused_at_its_cell_and_nothing_changes(
    tmp_path: Path, units: None, verifier: User, cells: dict[str, Any], column: str, part: str
) -> None:
    rows = [PROJECT_ROWS[1], changed(PROJECT_ROWS[0], **cells)]
    found = faults(tmp_path, PROJECTS, rows, verifier)
    assert (found[0][0], found[0][1]) == (3, column)
    assert part in found[0][2]
    with pytest.raises(ImportRefused):
        take_in(tmp_path, PROJECTS, rows, verifier)
    assert not Project.objects.exists()
    assert not Event.objects.filter(subject_type__startswith="investment.").exists()


def test_a_project_twice_in_a_file_names_the_earlier_row(tmp_path: Path, units: None, verifier: User) -> None:
    twin = changed(PROJECT_ROWS[0], NAME="示例·装备产业园 (一期)")
    [(row, column, reason)] = faults(tmp_path, PROJECTS, [PROJECT_ROWS[0], twin], verifier)
    assert (row, column) == (3, "项目名称")
    assert "第 2 行" in reason


@pytest.mark.parametrize(
    ("cells", "column", "held"),
    [
        ({"INVESTOR": "别人"}, "投资方", "示例·投资公司"),
        ({"TOTAL": 8}, "总投资(亿元)", "7.5"),
        ({"OUTSIDE": 1}, "合同区外资金(亿元)", "5"),
        ({"UNIT": "中心路街道", "PARTNERS": "商务局:30%"}, "牵头单位", "峡窝镇"),
        ({"PARTNERS": None}, "协作单位", "商务局:30%;中心路街道:20%"),
        ({"STARTED": None}, "开工日期", "2020-05-01"),
        ({"STATE": "暂停"}, "状态", "开工"),
        ({"REASON": "房地产"}, "不予认定原因", "空"),
    ],
)
def test_a_known_project_with_other_content_is_refused_saying_where(
    filled: Path, verifier: User, cells: dict[str, Any], column: str, held: str
) -> None:
    found = faults(filled, PROJECTS, [changed(PROJECT_ROWS[0], **cells)], verifier)
    assert column in [each[1] for each in found]
    assert held in next(reason for _row, title, reason in found if title == column)


def test_states_are_read_as_clerks_write_them(tmp_path: Path, units: None, verifier: User) -> None:
    base = changed(PROJECT_ROWS[1], TOTAL=2)
    words = {"已签约": "signed", "流失": "lost", "已终止": "terminated", "暂缓": "paused"}
    rows = [changed(base, NAME=f"示例·{word}", STATE=word) for word in words]
    take_in(tmp_path, PROJECTS, rows, verifier)
    assert {row.name[3:]: row.state for row in Project.objects.all()} == words
    assert again(tmp_path, PROJECTS, verifier) == (0, 4)


def test_the_lead_units_share_may_be_written_too(tmp_path: Path, units: None, verifier: User) -> None:
    row = changed(PROJECT_ROWS[0], PARTNERS="峡窝镇:50%;商务局:50%")
    take_in(tmp_path, PROJECTS, [row], verifier)
    assert [part.unit.name for part in Attribution.objects.all()] == ["商务局"]
    assert take_in(tmp_path, PROJECTS, [row], verifier) == (0, 1)


@pytest.mark.parametrize(
    ("row", "column", "part"),
    [
        (["示例·无此项目", "2020-06-02", 7, None, "x"], "项目名称", "没有叫“示例·无此项目”的项目"),
        ([A, "2020-02-01", 7, None, "x"], "生效日期", "早于签约日期"),
        ([A, "2150-02-01", 7, None, "x"], "生效日期", "今天之后"),
        ([A, "2020-06-02", -7, None, "x"], "总投资(亿元)", "负数"),
        ([A, "2020-06-02", 7, 8, "x"], "合同区外资金(亿元)", "大于总投资"),
        ([A, "2020-06-02", 7, None, None], "依据", "必填"),
        ([A, "2020-06-01", 9, None, "补充协议"], "总投资(亿元)", "7.2"),
        ([A, "2020-03-01", 9, None, "合同"], "总投资(亿元)", "6.5"),
        ([D, "2020-06-01", 9, None, "合同"], "项目名称", "还没有认定签约"),
    ],
)
def test_a_wrong_revision_is_refused_at_its_cell(
    filled: Path, verifier: User, row: list[Any], column: str, part: str
) -> None:
    found = faults(filled, AMOUNT_REVISIONS, [row], verifier)
    assert (found[0][0], found[0][1]) == (2, column)
    assert part in found[0][2]


def test_the_signings_own_amount_is_known_and_a_day_has_one_amount(filled: Path, verifier: User) -> None:
    assert take_in(filled, AMOUNT_REVISIONS, [[A, "2020-03-01", 6.5, None, "合同"]], verifier) == (0, 1)
    twice = [[A, "2020-06-18", 8, None, "x"], [A, datetime(2020, 6, 18), 9, None, "y"]]
    [(row, column, reason)] = faults(filled, AMOUNT_REVISIONS, twice, verifier)
    assert (row, column) == (3, "生效日期") and "第 2 行" in reason


@pytest.mark.parametrize(
    ("cells", "column", "part"),
    [
        ({0: "示例·无"}, "项目名称", "没有叫"),
        ({0: D}, "项目名称", "还没有认定签约"),
        ({1: "2150-01-01"}, "凭证日期", "今天之后"),
        ({2: None}, "凭证号", "必填"),
        ({5: "礼金"}, "类别", "资本金、设备购置"),
        ({6: -5}, "金额(万元)", "负数"),
        ({6: "1.2亿元"}, "金额(万元)", "12000"),
        ({7: 13000}, "认定区外金额(万元)", "大于金额 12000 万元"),
        ({4: "上街区"}, "认定区外金额(万元)", "付款人在本区"),
        ({5: "本地银行贷款"}, "认定区外金额(万元)", "不计入区外资金"),
    ],
)
def test_a_wrong_voucher_is_refused_at_its_cell(
    filled: Path, verifier: User, cells: dict[int, Any], column: str, part: str
) -> None:
    fresh = {**dict(enumerate(ARRIVAL_ROWS[0])), 2: "记-新"}
    found = faults(filled, FUND_ARRIVALS, [list({**fresh, **cells}.values())], verifier)
    assert (found[0][0], found[0][1]) == (2, column)
    assert part in found[0][2]
    assert FundArrival.objects.count() == 3


def test_a_voucher_of_another_project_is_refused_naming_when_and_by_whom(
    filled: Path, verifier: User
) -> None:
    stolen = [B, *ARRIVAL_ROWS[0][1:]]
    found = faults(filled, FUND_ARRIVALS, [stolen], verifier)
    assert found[0][:2] == (2, "凭证号")
    assert "已由峡窝镇于" in found[0][2]
    other = [*ARRIVAL_ROWS[0][:7], 11000]
    assert faults(filled, FUND_ARRIVALS, [other], verifier)[0][1] == "认定区外金额(万元)"


def test_a_clerk_imports_what_is_new_of_the_own_units_only(filled: Path, clerk: User, rival: User) -> None:
    fresh = changed(PROJECT_ROWS[3], NAME="示例·新洽谈")
    assert take_in(filled, PROJECTS, [fresh, PROJECT_ROWS[0]], clerk) == (1, 1)
    for cells, column in (
        ({"UNIT": "中心路街道"}, "牵头单位"),
        ({"SIGNED": "2020-06-01", "STATE": "签约"}, "状态"),
    ):
        row = changed(PROJECT_ROWS[3], NAME="示例·又一", **cells)
        assert [each[1] for each in faults(filled, PROJECTS, [row], clerk)] == [column]
    voucher = [A, "2020-06-18", "记-9", "示例·投资公司", "江苏省苏州市", "资本金", 10, None]
    assert take_in(filled, FUND_ARRIVALS, [voucher], clerk) == (1, 0)
    assert "没有叫" in faults(filled, FUND_ARRIVALS, [voucher], rival)[0][2]
    assert len(rows_of(exported(filled, PROJECTS, rival, date(2026, 1, 1)))) == 1
    with pytest.raises(NotPermitted):
        take_in(filled, PROJECTS, [fresh], factories.person("reader"))


def test_reading_a_file_asks_as_often_whatever_its_rows(tmp_path: Path, units: None, verifier: User) -> None:
    def asked(count: int) -> int:
        rows = [changed(PROJECT_ROWS[1], NAME=f"示例·{count}-{number}") for number in range(count)]
        with CaptureQueriesContext(connection) as queries:
            take_in(tmp_path, PROJECTS, rows, verifier)
        return len(queries)

    asked(1)  # reads the person's posts, once
    assert asked(3) == asked(30)


@pytest.mark.parametrize("sheet", [PROJECTS, AMOUNT_REVISIONS, FUND_ARRIVALS])
def test_a_template_is_made_with_the_known_words(tmp_path: Path, units: None, sheet: Any) -> None:
    with translation.override("en"):
        assert writing.template(sheet).startswith(b"PK")
    assert AmountRevision.objects.count() == 0
