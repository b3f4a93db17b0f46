"""Thursday and Friday: the issue is assembled, reviewed, refused, signed, proofed, sent, read, put away, found and corrected."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.week import (
    FROM_WORD,
    ISSUE_TITLES,
    PASTED,
    REASON,
    TOGETHER,
    WITH_A_REASON,
    Windows,
    address,
    from_desk,
    old_issue,
    open_issue,
    open_item,
    told,
)

PREVIEW_SECONDS = 15  # an answer at all, on the slowest machine; what it took is printed
OLD_NUMBER = 41
LATE_SITE = "示例·周五补记的小工地"
PROOFED = ("版式", "页码", "数字", "姓名职务", "报头报尾")


def _digests(page: Page) -> list[str]:
    return page.locator("img[data-digest]").evaluate_all("images => images.map(each => each.dataset.digest)")


def _timed(page: Page, change: Callable[[], object], what: str) -> None:
    """Make a change, wait until the pages show it, and print how long that took."""
    expect(page.locator("img[data-digest]").first).to_be_visible()
    before, start = _digests(page), time.perf_counter()
    change()
    while _digests(page) == before:
        assert time.perf_counter() - start < PREVIEW_SECONDS, f"the pages did not follow: {what}"
        page.wait_for_timeout(20)
    print(f"pages after {what}: {time.perf_counter() - start:.2f} s")


def _order(page: Page) -> list[str]:
    cards: Locator = page.locator("[data-order-list=in] > li")
    return cards.evaluate_all("cards => cards.map(card => card.dataset.title)")


def test_on_thursday_the_issue_is_assembled_by_keys_and_by_dragging(walker: Windows) -> None:
    editor = walker("bianji")
    page = editor.open("/bulletin/issues/")
    page.get_by_role("link", name="新编一期").click()
    page.get_by_role("button", name="开编").click()
    expect(page.locator("#waiting")).to_contain_text(PASTED)
    page.get_by_text("更多", exact=True).click()
    page.get_by_role("link", name="送发名单").click()
    for name in ("区级领导（", "镇办和区直单位（"):
        page.get_by_label(re.compile(name)).check()
    page.get_by_role("button", name="保存").click()

    said = page.locator("#order-said")
    for title in (FROM_WORD, PASTED):
        page.locator("#waiting li", has_text=title).focus()
        page.keyboard.press("Enter")
        expect(said).to_contain_text(title)
    page.keyboard.press("Alt+ArrowUp")
    expect(said).to_contain_text(f"“{PASTED}”移到第 1 位")
    assert _order(page) == [PASTED, FROM_WORD]

    grip = page.locator("#waiting li", has_text=TOGETHER).locator(".tz-grip")
    grip.scroll_into_view_if_needed()
    start, foot = grip.bounding_box(), page.locator("[data-order-list=in] > li").last.bounding_box()
    assert start and foot
    page.mouse.move(start["x"] + 8, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, foot["y"] + foot["height"] - 3, steps=8)
    page.mouse.up()
    expect(said).to_contain_text(f"“{TOGETHER}”")
    page.reload()
    assert _order(page) == list(ISSUE_TITLES)
    expect(page.locator("#history")).not_to_contain_text("recipients")
    editor.look("issue-order")


def test_the_pages_follow_within_a_moment(walker: Windows) -> None:
    editor = walker("bianji")
    page = open_issue(editor)
    page.locator("[data-order-list=in] > li").first.focus()
    _timed(page, lambda: page.keyboard.press("Alt+ArrowDown"), "a move by keys")
    expect(page.locator("#order-said")).to_contain_text("移到第 2 位")
    _timed(page, lambda: page.keyboard.press("Alt+ArrowUp"), "the move back")
    page = open_item(editor, FROM_WORD)
    page.get_by_role("link", name="编改").click()
    body = page.get_by_label("正文")
    body.press("Control+End")
    for word in ("再看一遍。", "再看两遍。"):
        _timed(page, lambda word=word: page.keyboard.insert_text(word), "typing in an item")  # type: ignore[misc]
    editor.look()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_check_of_the_issue_says_what_stands_open(walker: Windows, size: str) -> None:
    editor = walker("bianji", size)
    page = open_issue(editor)
    page.locator("#files").get_by_role("link", name="校数").click()
    entry = page.locator(".tz-proof-entry").filter(has_text=WITH_A_REASON)
    expect(entry).to_contain_text("矛盾")
    editor.look("issue-check" if size == "desktop" else "")


def test_it_passes_both_reviews(walker: Windows) -> None:
    for username, buttons in (("bianji", ("送初审", "初审通过")), ("kezhang", ("二审通过",))):
        page = open_issue(walker(username))
        for button in buttons:
            page.get_by_role("button", name=button, exact=True).click()
            expect(page.get_by_role("button", name=button, exact=True)).to_have_count(0)


def _press_sign(page: Page) -> None:
    page.get_by_role("button", name="签发", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_signing_is_refused_while_a_contradiction_is_open(walker: Windows, size: str) -> None:
    issuer = walker("qianfa", size)
    page = open_issue(issuer)
    _press_sign(page)
    expect(page.locator("main")).to_contain_text("校数还有 1 处矛盾")
    expect(page.locator("main")).to_contain_text(FROM_WORD)
    issuer.look("signing-refused" if size == "desktop" else "")


def test_the_editor_lets_it_stand_with_a_reason_and_a_name(walker: Windows) -> None:
    editor = walker("bianji")
    page = open_issue(editor)
    page.locator("#files").get_by_role("link", name="校数").click()
    entry = page.locator(".tz-proof-entry").filter(has_text=WITH_A_REASON)
    entry.get_by_role("link", name="写明理由，照印").click()
    page.get_by_label("理由").fill(REASON)
    editor.look()
    page.get_by_role("button", name="照印").click()
    entry = page.locator(".tz-proof-entry").filter(has_text=WITH_A_REASON)
    expect(entry).to_contain_text(REASON)
    expect(entry).to_contain_text("责任编辑")
    editor.look("issued-over", scroll_to=page.locator("#check"))


def test_the_issuer_signs_and_the_next_number_is_given(walker: Windows) -> None:
    issuer = walker("qianfa")
    page = issuer.open("/bulletin/issues/?state=frozen&sort=-number")
    earlier = [row["期号"] for row in issuer.rows()]
    last = max([47, *(int(re.sub(r"\D", "", each)) for each in earlier)])
    page = open_issue(issuer)
    _press_sign(page)
    expect(issuer.title).to_contain_text(f"第{last + 1}期")
    expect(issuer.title).to_contain_text("已签发")
    page.get_by_role("link", name="签发时的校数").click()
    line = page.locator("tbody tr").filter(has_text=WITH_A_REASON)
    expect(line).to_contain_text(REASON)
    issuer.look()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_on_friday_the_proofs_are_read(walker: Windows, size: str) -> None:
    proofreader = walker("jiaodui", size)
    page = open_issue(proofreader)
    page.get_by_role("link", name="校清样").click()
    expect(page.locator("img[data-digest]").first).to_be_visible()
    proofreader.look("proofs" if size == "desktop" else "")
    if size == "phone":
        return
    for each in PROOFED[:-1]:
        page.locator("#pass").get_by_label(each).check()
    page.get_by_role("button", name="校毕清样").click()
    expect(page.locator("#pass")).to_contain_text("报头报尾")
    page.locator("#pass").get_by_label(PROOFED[-1]).check()
    page.get_by_role("button", name="校毕清样").click()
    told(page, "可以印发")


def test_the_issue_is_sent_to_its_lists(walker: Windows) -> None:
    editor = walker("bianji")
    page = from_desk(editor, "待印发的期刊")
    page = open_issue(editor)
    page.locator("#delivery").get_by_role("link", name="印发").click()
    expect(page.get_by_label("区级领导")).to_be_checked()
    editor.look()
    page.get_by_role("button", name="印发").click()
    told(page, "已印发")
    expect(page.locator("tbody tr").filter(has_text="峡窝镇").filter(has_text="未阅")).to_have_count(1)


def test_a_recipient_reads_on_a_phone_and_confirms(walker: Windows) -> None:
    reader = walker("shouyue", "phone")
    page = from_desk(reader, "待阅的信息")
    reader.look("to-read-phone")
    page.locator("tbody a").first.click()
    expect(page.locator(".tz-sheet").first).to_contain_text(PASTED)
    reader.look("reading-phone")
    page.get_by_role("button", name="确认已阅").first.click()
    told(page, "已确认收阅")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_editor_sees_who_has_read_and_asks_the_others_again(walker: Windows, size: str) -> None:
    editor = walker("bianji", size)
    page = open_issue(editor)
    page.locator("#delivery").get_by_role("link", name="收阅情况").click()
    line = page.locator("tbody tr").filter(has_text="示例·收阅人")
    expect(line).to_contain_text("已阅")
    if size == "desktop":
        page.get_by_role("button", name="催阅").click()
        page.get_by_role("dialog").get_by_role("button", name="确定").click()
        told(page, "人催阅")
        expect(page.locator("tbody tr").filter(has_text="示例·区领导")).to_contain_text("2020-06-19")
    editor.look("receipts" if size == "desktop" else "")


def test_the_archivist_puts_it_away_and_search_finds_it(walker: Windows) -> None:
    archivist = walker("dangan")
    page = open_issue(archivist)
    page.locator("#delivery").get_by_role("button", name="归档").click()
    told(page, "已归档")
    for size, words in (("phone", "扫"), ("desktop", "清扫")):
        finder = walker("dangan", size)
        page = finder.open("/archive/")
        page.get_by_label("找什么").fill(words)
        page.get_by_role("button", name="查询").click()
        expect(page.locator(".tz-hits")).to_contain_text(TOGETHER)
        expect(page.locator(".tz-hits mark", has_text=words).first).to_be_visible()
        finder.look("archive-search" if size == "desktop" else "")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_an_old_issue_comes_in(walker: Windows, size: str) -> None:
    archivist = walker("dangan", size)
    number = OLD_NUMBER + (size == "phone")
    page = archivist.open("/archive/")
    page.get_by_role("link", name="旧刊入库").click()
    page.get_by_role("link", name="上传旧刊").click()
    page.get_by_label("旧刊文件").set_input_files(old_issue(number))
    page.get_by_role("button", name="上传").click()
    page.locator("tbody").get_by_role("link", name=f"示例-2020-{number}.txt").click()
    expect(page.get_by_label("期号", exact=True)).to_have_value(str(number))
    archivist.look("old-issue" if size == "desktop" else "")
    page.get_by_role("button", name="入库", exact=True).click()
    expect(archivist.page.locator("main")).to_contain_text(f"第{number}期")
    page = archivist.open("/archive/?q=水渠")
    expect(page.locator(".tz-hits")).to_contain_text(f"2020年第{number}期")


def test_a_correction_of_a_frozen_figure_is_begun(walker: Windows) -> None:
    clerk = walker("zhuanban")
    page = clerk.open("/construction/sites/add/")
    page.get_by_label("点位名称").fill(LATE_SITE)
    page.get_by_label("属地单位").select_option(label="矿山街道")
    page.get_by_role("button", name="保存").click()
    expect(clerk.title).to_contain_text(LATE_SITE)
    page.get_by_role("link", name="登记检查").click()
    page.get_by_label("检查日期").fill("2020-06-18")
    page.get_by_label("检查人员").fill("检查一组")
    page.get_by_role("button", name="保存").click()
    expect(clerk.title).to_contain_text("2020-06-18")

    editor = walker("bianji")
    page = open_issue(editor)
    moved = page.locator("#moved").get_by_role("listitem").filter(has_text="排查建设项目")
    expect(moved).to_contain_text("印作")
    moved.get_by_role("button", name="在以后的一期更正").click()
    told(page, "更正稿已拟好")
    expect(page.locator("#text")).to_contain_text("特此更正")
    assert address(editor).startswith("/bulletin/items/")
    editor.look("correction")
    page = open_issue(editor)
    corrected = page.locator("main aside").get_by_text("更正稿待刊登").first
    expect(corrected).to_be_visible()
    editor.look()
