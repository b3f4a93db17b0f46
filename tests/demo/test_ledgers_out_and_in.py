"""Every ledger goes out to a workbook and comes in again without change; one wrong cell changes nothing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import taizhang.urls  # noqa: F401
from taizhang.cli import parser
from taizhang.commands import ledgers
from taizhang.demo.cast import Cast
from taizhang.journal import chain

LEDGERS = (
    "projects", "amount-revisions", "fund-arrivals", "targets", "merchants", "patrols", "breaches", "sites",
    "inspections", "problems", "stop-work-orders",
)  # fmt: skip


def export(ledger: str, path: Path) -> Path:
    assert ledgers.give_out(parser().parse_args(["export", ledger, str(path), "--as-of", "2020-06-19"])) == 0
    return path


def take(ledger: str, path: Path, *options: str) -> int:
    return ledgers.take_in(parser().parse_args(["import", ledger, str(path), *options]))


@pytest.mark.parametrize("ledger", LEDGERS)
def test_an_exported_ledger_comes_in_again_without_change(
    demo: Cast, tmp_path: Path, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = export(ledger, tmp_path / f"{ledger}.xlsx")
    head = chain.head()
    assert take(ledger, path, "--json") == 0, capsys.readouterr()
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert "已导入 0 行" in said.err
    assert chain.head() == head


@pytest.mark.parametrize("ledger", LEDGERS)
def test_one_wrong_cell_refuses_the_whole_file_and_names_the_cell(
    demo: Cast, tmp_path: Path, ledger: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = export(ledger, tmp_path / f"{ledger}.xlsx")
    book = openpyxl.load_workbook(path)
    page = book.active
    headers = [str(cell.value) for cell in page[3]]
    wrong = next(index for index, header in enumerate(headers, start=1) if header.endswith("*"))
    page.cell(4, wrong).value = None
    book.save(path)
    head = chain.head()
    capsys.readouterr()
    assert take(ledger, path, "--json") == 1
    errors: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    assert {"row": 4, "column": headers[wrong - 1].rstrip("*")}.items() <= errors[0].items()
    assert chain.head() == head
    refused = openpyxl.load_workbook(path.with_name(f"{ledger}-错误原因.xlsx")).active
    assert refused.cell(3, refused.max_column).value == "错误原因"
    assert refused.cell(4, refused.max_column).value


def test_an_export_as_of_an_earlier_day_shows_what_stood_then(demo: Cast, tmp_path: Path) -> None:
    path = tmp_path / "problems.xlsx"
    ledgers.give_out(parser().parse_args(["export", "problems", str(path), "--as-of", "2020-06-18"]))
    page = openpyxl.load_workbook(path).active
    headers = [str(cell.value).rstrip("*") for cell in page[3]]
    closed = [row[headers.index("复核销号日期")] for row in page.iter_rows(min_row=4, values_only=True)]
    assert not [day for day in closed if day and date.fromisoformat(str(day)[:10]) > date(2020, 6, 18)]
