"""Targets through the database: handing down, versions, the figure of a target, the sheet, the pages."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from taizhang.figures.indicator import Scope, published
from taizhang.foundation.refusals import Conflict, NotPermitted, Refused
from taizhang.journal import chain
from taizhang.organisation.models import User
from taizhang.targets.actions import TargetEntry, change_target, set_targets
from taizhang.targets.matching import KnownIndicators
from taizhang.targets.models import Target
from taizhang.targets.registers import TARGETS
from taizhang.workbooks import importing, writing
from taizhang.workbooks.importing import ImportRefused
from tests import factories

OVER_1, FUNDS = "investment.signed_over_1", "investment.out_of_district_funds"
ROWS = [
    [2020, None, "引进超亿元项目", 15, "示例〔2020〕1号"],
    ["2020年", "全区", "引进区外资金", "105亿元", "示例〔2020〕1号"],
    [2020, "峡窝镇", "signed_over_1", "6个", None],
    [2020, "中心路街道", "investment.out_of_district_funds", 20.5, None],
]


@pytest.fixture
def verifier(db: None) -> User:
    factories.district()
    factories.unit("峡窝镇"), factories.unit("中心路街道")
    return factories.person("investment_verifier")


@pytest.fixture
def target(verifier: User) -> Target:
    return set_targets(
        by=verifier, targets=[TargetEntry(2020, None, OVER_1, Decimal(15), "示例〔2020〕1号")]
    )[0]


def workbook(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    book.active.append([column.title for column in TARGETS.sheet.columns])
    for row in rows:
        book.active.append(list(row))
    book.save(path / "in.xlsx")
    return path / "in.xlsx"


def checked(path: Path, rows: Sequence[Sequence[Any]], by: User) -> importing.Checked:
    return importing.check(TARGETS.sheet, workbook(path, rows), "in.xlsx", by=by)


def take_in(path: Path, rows: Sequence[Sequence[Any]], by: User) -> tuple[int, int]:
    found = checked(path, rows, by)
    return importing.land(found, by=by, source="in.xlsx"), found.unchanged


def asked(key: str, as_of: date = date(2020, 6, 19), **scope: Any) -> Any:
    """The target's value; also proves that it is the measure of the rows listed."""
    indicator, where = published().get(f"{key}.target"), Scope.of(as_of, **scope)
    value = indicator.value(where)
    assert indicator.measure.of_rows(indicator.listed(where)) == value
    return value


def test_targets_are_handed_down_by_the_verifier_all_or_none(verifier: User) -> None:
    entries = [TargetEntry(2020, None, OVER_1, Decimal(15)), TargetEntry(2020, None, FUNDS, Decimal(105))]
    for role in ("investment_clerk", "supervisor", "leader"):
        with pytest.raises(NotPermitted):
            set_targets(by=factories.person(role), targets=entries)
    with pytest.raises(Refused):
        set_targets(by=verifier, targets=[*entries, entries[0]])
    assert not Target.objects.exists()
    made = set_targets(by=verifier, targets=entries)
    assert [row.title for row in made] == ["亿元以上签约项目", "到位区外资金"]
    assert made[0].history.get().kind == "created"
    with pytest.raises(Refused, match="已有“亿元以上签约项目”的目标"):
        set_targets(by=verifier, targets=entries[:1])


@pytest.mark.parametrize(
    ("entry", "field"),
    [
        (TargetEntry(1999, None, OVER_1, Decimal(15)), "year"),
        (TargetEntry(2020, None, "investment.start_rate", Decimal(15)), "indicator"),
        (TargetEntry(2020, None, OVER_1, Decimal("1.5")), "value"),
        (TargetEntry(2020, None, OVER_1, Decimal(0)), "value"),
        (TargetEntry(2020, None, FUNDS, Decimal(-1)), "value"),
        (TargetEntry(2020, None, FUNDS, Decimal(10) ** 10), "value"),
    ],
)
def test_a_target_that_makes_no_sense_is_refused(verifier: User, entry: TargetEntry, field: str) -> None:
    with pytest.raises(Refused) as refusal:
        set_targets(by=verifier, targets=[entry])
    assert refusal.value.field == field


def test_a_change_is_a_new_version_and_earlier_days_keep_the_old_one(verifier: User, target: Target) -> None:
    same = change_target(by=verifier, target=target, value=Decimal(15), document=target.document)
    assert same.pk == target.pk and target.history.count() == 1
    later = change_target(
        by=verifier, target=target, value=Decimal(18), document="示例〔2020〕5号", on=date(2020, 7, 1)
    )
    assert (later.version, later.since) == (2, date(2020, 7, 1))
    assert [asked(OVER_1, day) for day in (date(2020, 3, 1), date(2020, 6, 30), date(2020, 7, 1))] == [
        15,
        15,
        18,
    ]
    with pytest.raises(Conflict):
        change_target(by=verifier, target=target, value=Decimal(20))
    with pytest.raises(Refused, match="要晚于"):
        change_target(by=verifier, target=later, value=Decimal(20), on=date(2020, 7, 1))
    assert [row.history.last().kind for row in (target, later)] == ["superseded", "changed"]


def test_the_districts_target_is_its_own_and_a_unit_without_one_has_none(
    verifier: User, target: Target
) -> None:
    town = factories.unit("峡窝镇")
    set_targets(by=verifier, targets=[TargetEntry(2020, town.pk, OVER_1, Decimal(20))])
    assert asked(OVER_1) == 15
    assert asked(OVER_1, unit=town) == 20
    assert asked(OVER_1, unit=factories.unit("中心路街道")) is None
    assert asked(OVER_1, unit=factories.unit("上街区", kind="district")) == 15
    assert asked(OVER_1, date(2019, 12, 31)) is None


def test_a_figure_is_found_by_key_last_part_title_and_other_names(verifier: User) -> None:
    known = KnownIndicators()
    for name in (
        OVER_1,
        "signed_over_1",
        "亿元以上签约项目",
        "引进超亿元项目",
        "亿元以上项目个数",
        "超亿元 项目",
        "亿元以上项目",
    ):
        assert known.find(name).key == OVER_1
    assert known.find("5亿元项目").key == "investment.signed_over_5"
    assert known.find("超10亿元项目").key == "investment.signed_over_10"
    assert known.find("区外资金").key == known.find("引进区外资金").key == FUNDS
    with pytest.raises(Refused, match="没有叫“超亿元工程”的可下目标的指标。相近的有：亿元以上签约项目"):
        known.find("超亿元工程")
    with pytest.raises(Refused):
        known.find("开工率")


def test_every_name_of_a_figure_that_takes_targets_means_one_figure(verifier: User) -> None:
    known = KnownIndicators()
    for indicator in known.by_key.values():
        for name in (indicator.key, str(indicator.title), *indicator.names):
            assert known.find(name).key == indicator.key


def test_targets_come_in_and_go_out_and_come_back_unchanged(tmp_path: Path, verifier: User) -> None:
    assert take_in(tmp_path, ROWS, verifier) == (4, 0)
    assert [asked(OVER_1), asked(FUNDS)] == [15, 105]
    assert asked(OVER_1, unit=factories.unit("峡窝镇")) == 6
    assert Target.objects.first().history.get().kind == "imported"
    head = chain.head()
    assert take_in(tmp_path, ROWS, verifier) == (0, 4)
    content = writing.export(
        TARGETS.sheet.columns, TARGETS.sheet.rows(None, by=verifier, as_of=date(2026, 1, 1)), title="t", office="",
        as_of=date(2026, 1, 1),
    )  # fmt: skip
    (tmp_path / "out.xlsx").write_bytes(content)
    back = importing.check(TARGETS.sheet, tmp_path / "out.xlsx", "out.xlsx", by=verifier)
    assert (len(back.records), back.unchanged, back.errors) == (0, 4, [])
    assert chain.head() == head
    change_target(by=verifier, target=Target.objects.get(unit=None, indicator=OVER_1), value=Decimal(16))
    assert take_in(tmp_path, ROWS, verifier) == (0, 4)


@pytest.mark.parametrize(
    ("cells", "column", "part"),
    [
        ({0: None}, "年度", "必填"),
        ({0: "二〇二〇"}, "年度", "不是数字"),
        ({0: 1820}, "年度", "2000"),
        ({1: "峡窝乡"}, "单位", "相近的有：峡窝镇"),
        ({2: None}, "指标", "必填"),
        ({2: "天上的项目"}, "指标", "没有叫"),
        ({3: None}, "目标值", "必填"),
        ({3: "十五"}, "目标值", "不是数字"),
        ({3: -3}, "目标值", "大于 0"),
        ({3: 1.5}, "目标值", "整数"),
        ({3: "#N/A"}, "目标值", "公式错误"),
        ({4: "长" * 61}, "文号", "最多 60"),
    ],
)
def test_a_wrong_target_is_refused_at_its_cell_and_nothing_changes(
    tmp_path: Path, verifier: User, cells: dict[int, Any], column: str, part: str
) -> None:
    rows = [ROWS[1], [cells.get(place, value) for place, value in enumerate(ROWS[0])]]
    [error] = checked(tmp_path, rows, verifier).errors
    assert (error.row, error.column) == (3, column)
    assert part in error.reason
    with pytest.raises(ImportRefused):
        take_in(tmp_path, rows, verifier)
    assert not Target.objects.exists()


def test_a_target_twice_or_with_another_value_is_refused(
    tmp_path: Path, verifier: User, target: Target
) -> None:
    twin = [2020, "上街区", "超亿元项目", 15, None]
    [error] = checked(tmp_path, [[2021, *ROWS[0][1:]], [2021, *twin[1:]]], verifier).errors
    assert (error.row, error.column) == (3, "指标") and "第 2 行" in error.reason
    [error] = checked(tmp_path, [[*ROWS[0][:3], 16, ROWS[0][4]]], verifier).errors
    assert (error.column, "现行的是“15”" in error.reason) == ("目标值", True)


def test_everybody_reads_the_districts_targets_and_the_own_units(
    verifier: User, client: Client, target: Target
) -> None:
    town, other = factories.unit("峡窝镇"), factories.unit("中心路街道")
    own, theirs = set_targets(
        by=verifier, targets=[TargetEntry(2020, unit.pk, OVER_1, Decimal(6)) for unit in (town, other)]
    )
    client.force_login(factories.person("town_clerk", town))
    lines = client.get(TARGETS.url()).context["page"].lines
    assert [line.pk for line in lines] == [target.pk, own.pk]
    assert client.get(TARGETS.url("record", pk=own.pk)).status_code == 200
    assert client.get(TARGETS.url("record", pk=theirs.pk)).status_code == 404
    assert client.get(TARGETS.url("edit", pk=own.pk)).status_code == 403
    assert client.get(TARGETS.url("add")).status_code == 403
    client.logout()
    assert client.get(TARGETS.url()).status_code == 302


def test_the_pages_hand_down_change_and_filter(verifier: User, client: Client) -> None:
    client.force_login(verifier)
    assert client.get("/targets/").url == TARGETS.url()
    typed = {"year": "2020", "unit": "", "indicator": OVER_1, "value": "15", "document": "示例〔2020〕1号"}
    assert client.post(TARGETS.url("add"), typed).status_code == 302
    row = Target.objects.get()
    again = client.post(TARGETS.url("add"), typed)
    assert again.status_code == 422 and "已有" in again.content.decode()
    changed = {"value": "18", "document": "示例〔2020〕5号", "on": "2020-07-01"}
    assert client.post(TARGETS.url("edit", pk=row.pk), changed).status_code == 302
    assert client.get(TARGETS.url("edit", pk=row.pk)).status_code == 302
    page = client.get(TARGETS.url("record", pk=row.pk)).content.decode()
    assert "示例〔2020〕5号" in page and "被替换" in page

    def shown(**params: str) -> int:
        return len(client.get(TARGETS.url(), params).context["page"].lines)

    assert (shown(), shown(versions="all"), shown(year="2020"), shown(unit="district")) == (1, 2, 1, 1)
    assert shown(unit=str(factories.unit("峡窝镇").pk)) == 0
    assert shown(indicator=FUNDS) == 0
    for name in ("export", "template", "import"):
        assert client.get(TARGETS.url(name)).status_code == 200


def test_the_list_asks_as_often_whatever_its_rows(verifier: User, client: Client) -> None:
    client.force_login(verifier)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(TARGETS.url())
        return len(queries)

    def fill(first: int, last: int) -> None:
        set_targets(
            by=verifier, targets=[TargetEntry(year, None, OVER_1, Decimal(5)) for year in range(first, last)]
        )

    fill(2001, 2004)
    count()
    few = count()
    fill(2004, 2061)
    assert count() == few
