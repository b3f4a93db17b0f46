"""Step 6, the other half: a printed figure opens to its rows, and says where the ledger has moved since."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.walker import Walker

Windows = Callable[..., Walker]
NEW_SITE = "示例·补查出来的小工地"


def open_issue_47(person: Walker) -> Page:
    """The signed issue, compared with today's ledgers."""
    page = person.open("/bulletin/issues/")
    page.get_by_role("link", name="第47期").first.click()
    expect(person.title).to_contain_text("第47期")
    expect(page.locator("#moved")).not_to_contain_text("正在对照")
    return page


def test_a_click_on_seventy_five_shows_the_seventy_five_sites(walker: Windows) -> None:
    reader = walker("lingdao")
    page = open_issue_47(reader)
    reader.look("issue")
    page.locator(".tz-sheet a[data-frozen]", has_text="75家").click()
    expect(reader.title).to_contain_text("排查建设项目")
    expect(page.get_by_text("75 条")).to_be_visible()
    expect(page.locator("table tbody tr")).to_have_count(75)
    reader.look("issue-figure")


def test_after_a_later_entry_the_issue_still_says_seventy_five_and_shows_the_difference(
    walker: Windows,
) -> None:
    clerk = walker("zhuanban")
    page = clerk.open("/construction/sites/")
    page.get_by_role("link", name="新增").click()
    page.get_by_label("点位名称").fill(NEW_SITE)
    page.get_by_label("属地单位").select_option(label="矿山街道")
    page.get_by_role("button", name="保存").click()
    expect(clerk.title).to_contain_text(NEW_SITE)
    page.get_by_role("link", name="登记检查").click()
    page.get_by_label("检查日期").fill("2020-06-18")
    page.get_by_label("检查人员").fill("检查一组")
    page.get_by_role("button", name="保存").click()
    expect(clerk.title).to_contain_text("2020-06-18")

    reader = walker("lingdao")
    page = open_issue_47(reader)
    printed = page.locator(".tz-sheet a[data-frozen]", has_text="75家")
    expect(printed).to_contain_text("76家")
    moved = page.locator("#moved").get_by_role("listitem").filter(has_text="排查建设项目")
    expect(moved).to_contain_text("印作 75家")
    expect(moved).to_contain_text("76家")
    reader.look("issue-moved", scroll_to=printed)
    printed.click()
    expect(page.locator(".tz-figure-large")).to_contain_text("75家")
    expect(page.locator("#difference")).to_contain_text("现在是 76家")
    expect(page.locator("#difference").get_by_role("link", name=NEW_SITE)).to_be_visible()
    expect(page.locator("table tbody tr")).to_have_count(75)
    reader.look("difference")
