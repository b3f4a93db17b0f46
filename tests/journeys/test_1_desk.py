"""Step 1 and 2: she signs in and sees the desk: what waits for her, and the district's figures."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.walker import Walker

Windows = Callable[..., Walker]


def test_a_wrong_password_is_refused_with_a_sentence(window: Windows) -> None:
    stranger = window()
    page = stranger.open("/account/login/")
    stranger.look("sign-in")
    stranger.fill_in_sign_in("zhuanban", "not-her-password")
    expect(page.get_by_role("alert")).to_contain_text("登录名或密码不对")
    expect(page.get_by_label("登录名")).to_have_value("zhuanban")
    stranger.look()


def test_a_stranger_is_sent_to_sign_in_and_then_to_the_page_she_asked_for(window: Windows) -> None:
    stranger = window()
    page = stranger.open("/construction/problems/")
    expect(page).to_have_url(re.compile(r"/account/login/\?next=/construction/problems/$"))
    stranger.fill_in_sign_in("jiancha", stranger.site.passwords["jiancha"])
    expect(page).to_have_url(re.compile(r"/construction/problems/$"))


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_leaders_desk_shows_the_districts_figures(walker: Windows, size: str) -> None:
    leader = walker("lingdao", size)
    page = leader.open("/")
    for title, value in (("亿元以上签约项目", "8个"), ("排查建设项目", "75家"), ("停工整改", "6家")):
        figure = page.locator("a.tz-figure", has=page.get_by_text(title, exact=True))
        expect(figure.locator(".tz-figure-value")).to_have_text(re.compile(rf"^\s*{value}"))
    expect(page.locator("[data-chart] canvas").first).to_be_visible()
    expect(page.get_by_role("link", name="2020年第47期")).to_be_visible()
    leader.look("desk-phone" if size == "phone" else "")


@pytest.mark.parametrize(
    ("username", "waiting"),
    [
        ("bianji", "待收"),
        ("shenqian-shangwu", "待审签"),
        ("shangwu", "待认定"),
        ("yeshi", "路段"),
    ],
)
def test_what_waits_on_a_desk_opens_as_a_list_of_just_that(
    walker: Windows, username: str, waiting: str
) -> None:
    person = walker(username)
    page = person.open("/")
    mine = page.locator("section", has=page.get_by_role("heading", name="等我办的"))
    task = mine.get_by_role("listitem").filter(has_text=waiting).first
    count = int(task.locator(".tz-state").inner_text())
    expect(page.locator("a.tz-figure").first).to_be_visible()
    person.look("desk" if username == "bianji" else "")
    task.get_by_role("link").first.click()
    expect(page.locator("#list table")).to_be_visible()
    assert len(person.all_rows()) == count


def test_the_catalogue_lists_every_systems_figures(walker: Windows) -> None:
    leader = walker("lingdao")
    page = leader.open("/figures/")
    for title in ("签约项目", "口头警告商户", "排查建设项目", "采用稿件"):
        expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    leader.look("catalogue")


def test_a_post_without_work_reads_so(walker: Windows) -> None:
    page = walker("shouyue").open("/")
    expect(page.get_by_text("没有等您办的事。")).to_be_visible()


def test_the_english_switch_turns_the_page_and_stays(walker: Windows) -> None:
    leader = walker("lingdao")
    page = leader.open("/figures/construction.sites_surveyed/")
    page.get_by_role("combobox", name="语言").select_option("en")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert re.fullmatch(r"[\x00-\x7f]+", page.locator("#sidebar nav").inner_text())
    expect(page).to_have_url(re.compile("/figures/construction.sites_surveyed/"))
    leader.look()
    leader.open("/")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator(".tz-topbar select[name=language]").select_option("zh-hans")
    expect(leader.title).to_contain_text("工作台")


def test_a_slash_puts_the_caret_into_the_search_box_and_typing_searches(walker: Windows) -> None:
    clerk = walker("zhuanban")
    page = clerk.open("/construction/sites/")
    page.keyboard.press("/")
    search = page.get_by_role("searchbox", name="搜索")
    expect(search).to_be_focused()
    page.keyboard.type("花园")
    expect(page).to_have_url(re.compile(r"\?q="))
    expect(page.locator("#list tbody tr").first).to_contain_text("花园")
    assert all("花园" in row["点位名称"] for row in clerk.rows())
