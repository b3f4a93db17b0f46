"""Step 5: any figure opens to its value, its definition and its rows, and follows the day that is asked for."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys import books
from tests.journeys.walker import Walker

Windows = Callable[..., Walker]
SITES = "/figures/construction.sites_surveyed/"


def test_seventy_five_sites_open_to_seventy_five_rows(walker: Windows, tmp_path: Path) -> None:
    leader = walker("lingdao")
    page = leader.open("/figures/")
    page.get_by_role("link", name="排查建设项目").click()
    expect(leader.title).to_contain_text("排查建设项目")
    expect(page.locator(".tz-figure-large .tz-figure-value")).to_have_text(re.compile(r"^\s*75\s*家"))
    expect(page.get_by_text("同一宗地只计一家")).to_be_visible()
    for chart in ("by-unit", "by-month"):
        canvas = page.locator(f'[data-chart="{chart}"] canvas')
        expect(canvas).to_be_visible()
        drawn = canvas.evaluate(
            "c => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size > 8"
        )
        assert drawn, f"nothing is drawn in {chart}"
    leader.look("figure")

    listed = page.locator("#rows tbody tr")
    expect(page.locator("#rows .tz-pager")).to_contain_text("共 75 条")
    count = listed.count()
    page.locator("#rows").get_by_role("link", name="下一页").click()
    expect(page.locator("#rows .tz-pager")).to_contain_text(f"第 {count + 1}–75 条")
    assert count + listed.count() == 75
    expect(page).to_have_url(re.compile("page=2"))
    file = leader.download(page.get_by_role("link", name="导出明细"), tmp_path)
    assert len(books.read(file, "点位名称")) == 75
    listed.first.get_by_role("link").click()
    expect(page.get_by_role("heading", name="办理过程")).to_be_visible()


def test_the_parts_by_unit_add_up_and_a_part_opens_as_the_same_figure(walker: Windows) -> None:
    page = walker("lingdao").open(SITES)
    page.get_by_text("看数表").first.click()
    parts = page.locator("details[open] tbody tr")
    assert sum(int(text) for text in parts.locator("td.num").all_inner_texts()) == 75
    town, value = parts.first.locator("td").all_inner_texts()
    parts.first.get_by_role("link").click()
    expect(page).to_have_url(re.compile("unit="))
    expect(page.locator(".tz-figure-large .tz-figure-title")).to_contain_text(town)
    expect(page.locator(".tz-figure-large .tz-figure-value")).to_contain_text(value)


def test_the_figure_follows_the_day_that_is_asked_for(walker: Windows) -> None:
    leader = walker("lingdao")
    page = leader.open("/figures/construction.closure_rate/?as_of=2020-06-19")
    page.get_by_label("截至").fill("2020-06-18")
    expect(page).to_have_url(re.compile("as_of=2020-06-18"))
    expect(page.locator(".tz-figure-large .tz-figure-value")).to_have_text(re.compile(r"^\s*98\.86\s*%"))
    page.go_back()
    expect(page).to_have_url(re.compile("as_of=2020-06-19"))


def test_a_figure_reads_well_on_a_phone(walker: Windows) -> None:
    leader = walker("lingdao", "phone")
    page = leader.open(SITES)
    expect(page.locator('[data-chart="by-unit"] canvas')).to_be_visible()
    leader.look("figure-phone")
