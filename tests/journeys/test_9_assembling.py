"""An editor fills an issue by keys and by dragging, puts a figure in by a slash, and sees the pages follow."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.journeys.walker import Walker

Windows = Callable[..., Walker]
TITLES = ("示例·先到的一篇", "示例·后到的一篇")


def _receive(chief: Walker, title: str) -> None:
    """The chief of the section, who may, takes an item of the office itself through all hands."""
    page = chief.open("/bulletin/items/add/")
    page.get_by_label("标题").fill(title)
    page.get_by_label("正文").fill("这一篇说一件事，做为样子。")
    page.get_by_role("button", name="存为草稿").click()
    for button in ("审签", "报送", "收稿"):
        page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".tz-record .tz-state").first).to_contain_text("已收稿")


def _titles(cards: Locator) -> list[str]:
    return cards.evaluate_all("cards => cards.map(card => card.dataset.title)")


def _new_issue(editor: Walker) -> Page:
    page = editor.open("/bulletin/issues/add/")
    page.get_by_role("button", name="开编").click()
    expect(page.locator("#waiting")).to_contain_text(TITLES[0])
    return page


def test_an_issue_is_filled_by_keys_and_by_dragging(walker: Windows) -> None:
    chief = walker("kezhang")
    for title in TITLES:
        _receive(chief, title)
    editor = walker("bianji")
    page = _new_issue(editor)
    said, placed = page.locator("#order-said"), page.locator("[data-order-list=in] > li")
    for title in TITLES:
        page.locator("#waiting li", has_text=title).focus()
        page.keyboard.press("Enter")
        expect(said).to_contain_text(title)
    assert _titles(placed) == list(TITLES)
    page.keyboard.press("Alt+ArrowUp")
    expect(said).to_contain_text(f"“{TITLES[1]}”移到第 1 位")
    expect(page.locator("[data-order-list=in] > li").first).to_contain_text("第 1 页")
    editor.look()

    grip = placed.nth(1).locator(".tz-grip").bounding_box()
    head = placed.nth(0).bounding_box()
    assert grip and head
    page.mouse.move(grip["x"] + 8, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, head["y"] + 2, steps=6)
    page.mouse.up()
    expect(said).to_contain_text(f"“{TITLES[0]}”移到第 1 位")
    page.reload()
    assert _titles(placed) == list(TITLES)

    _another_editor_moves(walker, page)
    placed.first.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator(".tz-toast")).to_contain_text("另一位编辑")
    expect(placed.first).to_contain_text(TITLES[1])


def _another_editor_moves(walker: Windows, page: Page) -> None:
    other = walker("bianji")
    theirs = other.open(re.sub(r"^https?://[^/]+|#.*$", "", page.url))
    theirs.locator("[data-order-list=in] > li").first.focus()
    theirs.keyboard.press("Alt+ArrowDown")
    expect(theirs.locator("#order-said")).to_contain_text("移到第 2 位")


def test_a_slash_puts_a_figure_in_and_the_pages_follow(walker: Windows) -> None:
    editor = walker("bianji")
    page = editor.open("/bulletin/items/add/")
    page.get_by_label("标题").fill("示例·斜杠取数")
    body = page.get_by_label("正文")
    body.fill("到今天，做为重点，共查出问题")
    body.press("End")
    body.press_sequentially("/ccwt")
    expect(page.locator(".tz-slash [role=option]").first).to_contain_text(re.compile(r"\d+项"))
    editor.look()
    body.press("Enter")
    expect(body).to_have_value(re.compile(r"\[\[construction\.problems_found\]\]$"))
    expect(page.locator("#token-bar")).to_contain_text(re.compile(r"\d+项"))
    page.locator("#token-bar").get_by_label("写法").select_option("number")
    expect(body).to_have_value(re.compile(r"\|show=number\]\]$"))
    expect(page.locator("[data-pages-where]")).to_contain_text("本篇在第 1 页")
    before = page.locator("img[data-digest]").first.get_attribute("data-digest") or ""
    page.get_by_role("button", name="改为“作为”").press("Enter")
    expect(body).to_have_value(re.compile("作为重点"))
    expect(page.locator("img[data-digest]").first).not_to_have_attribute("data-digest", before)
    body.press("Control+End")
    body.press_sequentially(" 1/3 /")
    expect(page.locator(".tz-slash")).to_be_visible()
    body.press("Escape")
    expect(page.locator(".tz-slash")).to_be_hidden()
    expect(body).to_have_value(re.compile("1/3 /$"))
    editor.look()
