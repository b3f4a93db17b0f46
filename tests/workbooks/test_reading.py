"""Reading offices' workbooks: tolerant of their form, exact about what is wrong and where."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from taizhang.workbooks import columns
from taizhang.workbooks.columns import Sheet, SheetColumn, SheetRow
from taizhang.workbooks.reading import UnreadableWorkbook, read


class Parcels(Sheet):
    """A sheet of three columns."""

    key, title = "parcels", "地块"
    columns = (
        SheetColumn("name", "名称", required=True),
        columns.amount("area", "面积(㎡)", required=True),
        columns.day("found_on", "发现日期"),
    )


SHEET = Parcels()


def workbook(path: Path, rows: Sequence[Sequence[Any]]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return path


def rows_of(path: Path) -> list[SheetRow]:
    return list(read(SHEET, path, path.name)[1])


def test_headers_are_found_under_a_merged_title_in_any_order_and_spelling(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["上街区地块台账"])
    page.merge_cells("A1:D1")
    page.append(["填报单位：住建局", None, None, "2020年6月"])
    page.append(["发现 日期", "面积（㎡）*", "联系人", "名\n称"])
    page.append(["2020年6月19日", "1,234.50", "某", "东地块"])
    book.save(tmp_path / "a.xlsx")
    layout, rows = read(SHEET, tmp_path / "a.xlsx", "a.xlsx")
    row = next(iter(rows))
    assert (layout.header_row, layout.extra) == (3, ("联系人",))
    assert (row.number, row["name"], str(row["area"]), row["found_on"].isoformat()) == (
        4,
        "东地块",
        "1234.50",
        "2020-06-19",
    )


def test_blank_formatted_rows_are_passed_over(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["名称", "面积(㎡)"], ["东", 1], [None, "  "], ["", None], ["西", 2]]
    )
    assert [row.number for row in rows_of(path)] == [2, 5]


def test_each_wrong_cell_is_named_with_row_column_and_value(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["名称", "面积(㎡)", "发现日期"], [None, -3, "2020-13-01"]])
    errors = rows_of(path)[0].errors
    assert [(error.row, error.column, error.value) for error in errors] == [
        (2, "名称", ""), (2, "面积(㎡)", "-3"), (2, "发现日期", "2020-13-01"),
    ]  # fmt: skip
    assert "负数" in errors[1].reason


def test_a_formula_error_is_an_error_and_not_an_empty_cell(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["名称", "面积(㎡)", "发现日期"])
    page.append(["东", 5, "x"])
    page["C2"] = "#DIV/0!"
    page["C2"].data_type = "e"
    book.save(tmp_path / "a.xlsx")
    errors = rows_of(tmp_path / "a.xlsx")[0].errors
    assert [(error.column, error.value) for error in errors] == [("发现日期", "#DIV/0!")]
    assert "公式错误" in errors[0].reason


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "另存为 .xlsx"),
        ("名称,面积\n东,1\n".encode(), "不是 Excel 工作簿"),
        (b"PK\x03\x04 broken", "不是 Excel 工作簿"),
    ],
    ids=["xls", "renamed text", "broken zip"],
)
def test_a_file_is_judged_by_its_content(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableWorkbook, match=said):
        rows_of(path)


def test_a_file_over_the_limit_is_refused_with_its_size(tmp_path: Path, settings: Any) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"0" * 2_000_000)
    with pytest.raises(UnreadableWorkbook, match="超过 1 MB"):
        rows_of(path)


def test_two_hundred_columns_are_refused(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "a.xlsx", [["名称", "面积(㎡)", *(f"列{n}" for n in range(198))], ["东", 1, *range(198)]]
    )
    with pytest.raises(UnreadableWorkbook, match="200 列"):
        rows_of(path)


def test_wrong_headers_name_what_should_be_there(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["姓名", "电话"], ["某", 1]])
    with pytest.raises(UnreadableWorkbook, match="应有的列：名称、面积"):
        rows_of(path)


def test_a_missing_required_column_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["名称", "发现日期"], ["东", "2020-06-19"]])
    with pytest.raises(UnreadableWorkbook, match=r"缺少必填的列：面积\(㎡\)"):
        rows_of(path)


def test_a_column_that_comes_twice_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["名称", "面积(㎡)", "名称"], ["东", 1, "西"]])
    with pytest.raises(UnreadableWorkbook, match="出现了两次"):
        rows_of(path)


def test_a_table_that_starts_away_from_the_corner_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    for row, cells in enumerate((("名称", "面积(㎡)"), ("东", 7)), start=4):
        for column, value in enumerate(cells, start=3):
            page.cell(row, column, value)
    book.save(tmp_path / "a.xlsx")
    assert [(row.number, row["name"], row["area"]) for row in rows_of(tmp_path / "a.xlsx")] == [(5, "东", 7)]
