"""What a post may not see or do is said plainly; and what leaders and officers use fits a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.walker import Walker

Windows = Callable[..., Walker]


def test_another_towns_record_is_not_there_for_a_town_clerk(walker: Windows) -> None:
    leader = walker("lingdao")
    page = leader.open("/construction/sites/")
    leader.choose("单位", "峡窝镇")
    expect(page.locator('#list td[data-label="属地单位"]').first).to_have_text("峡窝镇")
    path = page.locator("#list tbody a").first.get_attribute("href") or ""
    own = walker("zhen-xiawo")
    own.open(path)
    stranger = walker("zhen-zhongxinlu")
    page = stranger.open(path, status=404)
    expect(stranger.title).to_have_text("没有找到")
    expect(page.get_by_text("没有这一页，或您的岗位看不到它。")).to_be_visible()
    stranger.look()


def test_a_closed_door_names_the_posts_that_may_open_it(walker: Windows) -> None:
    clerk = walker("zhen-xiawo")
    page = clerk.open("/construction/problems/import/", status=403)
    expect(clerk.title).to_have_text("没有权限")
    expect(page.locator("[data-sentence]")).to_contain_text("工地整治专班")
    clerk.look("refused-post")


@pytest.mark.parametrize("width", [390, 360])
def test_what_is_used_in_the_street_fits_a_phone(walker: Windows, width: int) -> None:
    inspector = walker("jiancha", "phone")
    page = inspector.page
    page.set_viewport_size({"width": width, "height": 844})
    inspector.open("/construction/problems/")
    page.get_by_role("button", name="筛选").click()
    inspector.choose("状态", "已销号")
    expect(page.locator("#list .tz-state").first).to_have_text("已销号")
    page.get_by_role("button", name="筛选").click()
    inspector.look("problems-phone" if width == 390 else "")
    page.locator("#list tbody a").first.click()
    expect(page.get_by_role("heading", name="办理过程")).to_be_visible()
    inspector.look("record-phone" if width == 390 else "")
    inspector.open("/construction/problems/add/")
    inspector.look("problem-form-phone" if width == 390 else "")


def test_an_issue_fits_a_phone(walker: Windows) -> None:
    reader = walker("shouyue", "phone")
    page = reader.open("/bulletin/issues/")
    page.get_by_role("link", name="第47期").first.click()
    expect(page.locator(".tz-sheet-name")).to_be_visible()
    expect(page.locator("#moved")).not_to_contain_text("正在对照")
    reader.look("issue-phone")


def test_the_menu_of_a_phone_opens_and_closes(walker: Windows) -> None:
    officer = walker("zhifa", "phone")
    page = officer.open("/")
    menu = page.get_by_role("button", name="菜单", exact=True)
    menu.click()
    expect(page.get_by_role("link", name="夜间经济")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.click()
    page.get_by_role("link", name="夜间经济").click()
    expect(page.locator("#list table")).to_be_visible()
    officer.look()
