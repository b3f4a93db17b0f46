"""Step 4: Excel ledgers go in: template, upload, preview, errors cell by cell, all or nothing, the same file twice."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.journeys import books
from tests.journeys.walker import Walker

Windows = Callable[..., Walker]
PROBLEMS = "/construction/problems/"
LEDGERS = [
    ("shangwu", ["/investment/projects/", "/investment/amount-revisions/", "/investment/fund-arrivals/", "/targets/targets/"]),
    ("yeshi", ["/night-market/merchants/", "/night-market/patrols/", "/night-market/breaches/"]),
    ("zhuanban", ["/construction/sites/", "/construction/inspections/", PROBLEMS, "/construction/stop-work-orders/"]),
]  # fmt: skip


def upload(clerk: Walker, path: str, file: Path | FilePayload) -> Page:
    """Upload a workbook on the import page of a list."""
    page = clerk.open(f"{path}import/")
    page.get_by_label("Excel 工作簿").set_input_files(file)
    page.get_by_role("button", name="上传并核对").click()
    return page


def outcome(page: Page) -> dict[str, int]:
    """The counts of the preview, once the check is over."""
    expect(page.locator("#job .tz-figure").first).to_be_visible()
    return {
        figure.locator(".tz-figure-title").inner_text(): int(figure.locator(".tz-figure-value").inner_text())
        for figure in page.locator("#job .tz-figure").all()
    }


def any_site(clerk: Walker) -> str:
    """The name of some site."""
    clerk.open("/construction/sites/")
    return clerk.rows()[0]["点位名称"]


def problem(site: str, words: str, **cells: str) -> dict[str, str]:
    """A row of the rectification ledger."""
    return {
        "点位名称": site, "检查项": "食堂", "问题描述": words, "发现日期": "2020-06-19", "整改期限": "2020-06-22", **cells,
    }  # fmt: skip


@pytest.mark.parametrize(("username", "paths"), LEDGERS, ids=["investment", "night-market", "construction"])
def test_every_exported_ledger_goes_back_in_without_a_change(
    walker: Windows, username: str, paths: list[str], tmp_path: Path
) -> None:
    clerk = walker(username)
    for path in paths:
        page = clerk.open(path)
        file = clerk.download(page.get_by_role("link", name="导出"), tmp_path)
        counts = outcome(upload(clerk, path, file))
        assert counts["可以导入"] == counts["有误"] == 0 < counts["总行数"] == counts["已有，不变"], path
        expect(page.get_by_text("这个文件里的行都已登记过")).to_be_visible()


def test_the_template_is_filled_in_previewed_and_landed_and_a_second_time_changes_nothing(
    walker: Windows, tmp_path: Path
) -> None:
    clerk = walker("zhuanban")
    site = any_site(clerk)
    page = clerk.open(f"{PROBLEMS}import/")
    template = clerk.download(page.get_by_role("link", name="下载模板"), tmp_path)
    clerk.look("import")
    row = problem(site, "示例·食堂后厨没有防鼠板")
    file = books.fill(template, tmp_path / "新查问题.xlsx", [row])

    page = upload(clerk, PROBLEMS, file)
    assert outcome(page) == {"总行数": 1, "可以导入": 1, "已有，不变": 0, "有误": 0}
    page.get_by_role("button", name="导入 1 行").click()
    expect(page.locator("#job")).to_contain_text("已导入 1 行")
    clerk.look()
    page.get_by_role("link", name="看台账").click()
    page.get_by_role("searchbox", name="搜索").fill("防鼠板")
    expect(page.locator("#list tbody tr")).to_have_count(1)
    page.locator("#list tbody a").click()
    expect(page.locator("#history")).to_contain_text("导入")

    page = upload(clerk, PROBLEMS, file)
    assert outcome(page) == {"总行数": 1, "可以导入": 0, "已有，不变": 1, "有误": 0}


def test_wrong_cells_are_named_one_by_one_and_nothing_lands_unless_she_chooses_the_correct_rows(
    walker: Windows, tmp_path: Path
) -> None:
    clerk = walker("zhuanban")
    site = any_site(clerk)
    page = clerk.open(f"{PROBLEMS}import/")
    template = clerk.download(page.get_by_role("link", name="下载模板"), tmp_path)
    rows = [
        problem(site, "示例·宿舍窗户破损"),
        problem("没有这个工地", "示例·工地名写错"),
        problem(site, "示例·日子写错", 发现日期="2099-01-01", 整改期限="2099-01-05"),
    ]
    page = upload(clerk, PROBLEMS, books.fill(template, tmp_path / "有错.xlsx", rows))
    assert outcome(page) == {"总行数": 3, "可以导入": 1, "已有，不变": 0, "有误": 2}
    errors = {
        (line.locator("td").nth(0).inner_text(), line.locator("td").nth(1).inner_text()):
        line.locator("td").nth(3).inner_text()
        for line in page.locator("#job tbody tr").all()
    }  # fmt: skip
    assert "没有这个工地" in errors["3", "点位名称"]
    assert errors["4", "发现日期"]
    clerk.look("import-errors")
    page.set_viewport_size({"width": 390, "height": 844})
    clerk.look()
    page.set_viewport_size({"width": 1440, "height": 900})

    refused = clerk.download(page.get_by_role("link", name="下载带错误原因的工作簿"), tmp_path)
    reasons = [row["错误原因"] for row in books.read(refused, "点位名称")]
    assert reasons[0] is None and "点位名称" in reasons[1] and "发现日期" in reasons[2]
    job = page.url
    clerk.open(f"{PROBLEMS}?q=示例·宿舍窗户破损")
    assert clerk.rows() == []

    page.goto(job)
    page.get_by_role("button", name="只导入正确的 1 行").click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    expect(page.locator("#job")).to_contain_text("已导入 1 行")
    expect(page.locator("#job")).to_contain_text("2 行有误未导入")
    clerk.open(f"{PROBLEMS}?q=示例·宿舍窗户破损")
    assert len(clerk.rows()) == 1
    clerk.open(f"{PROBLEMS}?q=写错")
    assert clerk.rows() == []


@pytest.mark.parametrize(
    "file",
    [
        {"name": "台账.xlsx", "mimeType": "text/plain", "buffer": "只是文字".encode()},
        {"name": "台账.txt", "mimeType": "text/plain", "buffer": "只是文字".encode()},
    ],
    ids=["renamed", "text"],
)
def test_a_file_that_is_no_workbook_is_refused_with_a_sentence(walker: Windows, file: FilePayload) -> None:
    clerk = walker("zhuanban")
    page = upload(clerk, PROBLEMS, file)
    expect(page.get_by_role("alert")).to_contain_text("没有收下这个文件")
    expect(page.get_by_role("alert").locator("[data-sentence]")).to_contain_text("xlsx")
    clerk.look()
