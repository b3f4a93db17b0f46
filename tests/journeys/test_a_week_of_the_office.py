"""Monday to Wednesday: items are called for, written, returned, corrected, merged and confirmed; each test goes on."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.week import (
    CALL,
    DRAWN,
    FROM_WORD,
    PASTE,
    PASTED,
    PASTED_LINES,
    RIGHT,
    SITES,
    STREETS,
    TOGETHER,
    TYPED,
    WORD_LINES,
    Windows,
    from_desk,
    keep,
    new_item,
    open_item,
    out_of_word,
    press,
    sign_off_and_submit,
    state,
    told,
    word_file,
)


def test_on_monday_the_editor_calls_for_items(walker: Windows) -> None:
    editor = walker("bianji")
    page = editor.open("/bulletin/calls/")
    page.get_by_role("link", name="新增").click()
    page.get_by_label("约稿题目").fill(CALL)
    page.get_by_label("截稿日期").fill("2020-06-23")
    for unit in ("区城管局", "区住建局"):
        page.get_by_label(unit, exact=True).check()
    page.get_by_label("要求").fill("写近来的做法，数字从台账里取，八百字以内。")
    editor.look()
    page.get_by_role("button", name="发出约稿").click()
    expect(editor.title).to_contain_text(CALL)
    expect(page.locator("#answers tbody tr")).to_have_count(2)
    editor.look("call")


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_who_is_called_finds_it_on_the_desk(walker: Windows, size: str) -> None:
    reporter = walker("baosong-chengguan", size)
    page = from_desk(reporter, "等本单位应约的约稿")
    page.locator("#list").get_by_role("link", name=CALL).click()
    expect(page.get_by_role("link", name="写稿应约")).to_be_visible()
    expect(page.locator("#answers")).not_to_contain_text("区住建局")
    reporter.look()


def test_on_tuesday_an_item_is_pasted_out_of_word(walker: Windows) -> None:
    reporter = walker("baosong-chengguan")
    page = from_desk(reporter, "等本单位应约的约稿")
    page.locator("#list").get_by_role("link", name=CALL).click()
    page.get_by_role("link", name="写稿应约").click()
    page.get_by_label("标题").fill(PASTED)
    body = page.get_by_label("正文")
    body.evaluate(PASTE, out_of_word(PASTED_LINES))
    expect(body).to_have_value("\n".join(PASTED_LINES))
    keep(reporter, PASTED)
    expect(page.locator(".tz-record")).to_contain_text(CALL)
    sign_off_and_submit(walker, "chengguan", PASTED)


def test_on_tuesday_an_item_is_read_from_a_word_file(walker: Windows) -> None:
    reporter = walker("baosong-zhujian")
    page = reporter.open("/bulletin/items/add/")
    page.locator("#word input[type=file]").set_input_files(word_file(FROM_WORD, WORD_LINES))
    page.locator("#word").get_by_role("button", name="读入", exact=True).click()
    told(page, "还没有保存")
    expect(page.get_by_label("标题")).to_have_value(FROM_WORD)
    expect(page.get_by_label("正文")).to_have_value("\n".join(WORD_LINES))
    page.get_by_role("combobox", name="应约", exact=True).select_option(label=CALL)
    reporter.look("item-from-word")
    keep(reporter, FROM_WORD)
    sign_off_and_submit(walker, "zhujian", FROM_WORD)


def test_it_is_returned_with_a_reason_and_comes_again(walker: Windows) -> None:
    editor = walker("bianji")
    page = open_item(editor, FROM_WORD)
    page.get_by_role("link", name="退回补充").click()
    page.get_by_label("理由").fill("请补写夜里怎么受理群众来电。")
    page.get_by_role("button", name="退回补充").click()
    expect(state(page)).to_contain_text("退回补充")

    reporter = walker("baosong-zhujian")
    page = from_desk(reporter, "退回补充的稿件")
    page.locator("#list").get_by_role("link", name=FROM_WORD).click()
    expect(page.locator("#whereabouts")).to_contain_text("请补写夜里怎么受理群众来电")
    reporter.look("item-returned")
    page.get_by_role("link", name="编改").click()
    page.get_by_label("正文").press("Control+End")
    page.get_by_label("正文").press_sequentially("\n群众夜里来电，值班人员当夜到场。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#text")).to_contain_text("当夜到场")
    sign_off_and_submit(walker, "zhujian", FROM_WORD)


def test_a_live_figure_is_put_in_by_a_slash(walker: Windows) -> None:
    reporter = walker("baosong-zhujian")
    page = new_item(reporter, SITES)
    body = page.get_by_label("正文")
    body.fill("区住建局组织专班上门，今年以来共排查建设项目")
    body.press("End")
    body.press_sequentially("/排查")
    expect(page.locator(".tz-slash [role=option]").first).to_contain_text(re.compile(r"\d+家"))
    reporter.look("slash")
    body.press("Enter")
    expect(body).to_have_value(re.compile(r"\[\[construction\.sites_surveyed\]\]$"))
    body.press_sequentially("。")
    keep(reporter, SITES)
    expect(page.locator("#text .tz-token")).to_have_text(re.compile(r"^\d+家$"))
    sign_off_and_submit(walker, "zhujian", SITES)

    reporter = walker("baosong-chengguan")
    page = new_item(reporter, STREETS)
    page.get_by_label("正文").fill("夜市收摊以后，区城管局安排人手沿街清扫，桌椅归位，地面冲净。")
    keep(reporter, STREETS)
    sign_off_and_submit(walker, "chengguan", STREETS)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_draft_is_made_from_figures(walker: Windows, size: str) -> None:
    reporter = walker("baosong-zhujian", size)
    page = reporter.open("/bulletin/items/")
    page.get_by_role("link", name="从数字起草").click()
    page.get_by_label("模板").select_option(label="工地环境卫生整治")
    page.get_by_role("button", name="看看写成什么样").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"排查建设项目\d+家"))
    reporter.look("draft-from-figures" if size == "desktop" else "")
    if size == "desktop":
        page.get_by_role("button", name="写成草稿").click()
        expect(page.get_by_label("正文")).to_have_value(re.compile(r"\[\[construction\.sites_surveyed"))
        expect(page.get_by_label("标题")).to_have_value(re.compile(DRAWN))


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_on_wednesday_the_editor_works_from_the_inbox(walker: Windows, size: str) -> None:
    editor = walker("bianji", size)
    page = editor.open("/bulletin/inbox/")
    line = page.locator("#list tbody tr").filter(has_text=FROM_WORD)
    expect(line).to_contain_text(CALL)
    editor.look("editors-inbox" if size == "desktop" else "")
    if size == "phone":
        return
    for title in (PASTED, FROM_WORD, SITES, STREETS):
        page.get_by_label(f"选《{title}》").check()
    page.get_by_role("button", name="收稿", exact=True).click()
    told(page, "收了 4 篇")


def test_the_difference_of_versions_is_read(walker: Windows) -> None:
    editor = walker("bianji")
    page = open_item(editor, FROM_WORD)
    page.get_by_role("link", name=re.compile("历次版本")).click()
    expect(page.locator("#differences ins").last).to_contain_text("群众夜里来电")
    editor.look("revisions")


def test_two_items_become_one_with_both_sources(walker: Windows) -> None:
    editor = walker("bianji")
    page = editor.open("/bulletin/inbox/")
    for title in (SITES, STREETS):
        page.get_by_label(f"选《{title}》").check()
    page.get_by_role("button", name="并稿").click()
    page.get_by_label("标题").fill(TOGETHER)
    editor.look()
    page.get_by_role("button", name="并成一篇").click()
    expect(editor.title).to_contain_text(TOGETHER)
    expect(page.locator("#text .tz-token")).to_have_text(re.compile(r"^\d+家$"))
    for unit in ("区住建局", "区城管局"):
        expect(page.locator(".tz-record").first).to_contain_text(unit)
    expect(state(open_item(walker("baosong-chengguan"), STREETS))).to_contain_text("已合并")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_contradiction_is_caught_and_corrected_as_suggested(walker: Windows, size: str) -> None:
    editor = walker("bianji", size)
    page = open_item(editor, PASTED)
    entry = page.locator(".tz-proof-entry").filter(has_text=TYPED)
    expect(entry).to_contain_text("矛盾")
    expect(entry).to_contain_text("124人次")
    expect(entry).to_contain_text(RIGHT)
    editor.look("proofread" if size == "desktop" else "", scroll_to=page.locator("#check"))
    if size == "phone":
        return
    page.get_by_role("link", name="编改").click()
    body = page.get_by_label("正文")
    body.fill(body.input_value().replace(TYPED, RIGHT))
    page.get_by_label("改动说明").fill("照台账改")
    page.locator("#check").get_by_role("button", name="对照台账").click()
    expect(page.locator("#check-result")).to_contain_text("支持")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#check .tz-proof-counts")).not_to_contain_text("矛盾")
    changed = page.locator("#changed")
    expect(changed).to_contain_text("单位还没有回核")
    editor.look("figures-changed", scroll_to=changed)
    changed.get_by_role("button", name="请单位回核").click()
    expect(state(page)).to_contain_text("待回核")


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_the_unit_confirms_the_changed_figure(walker: Windows, size: str) -> None:
    signer = walker("shenqian-chengguan", size)
    page = from_desk(signer, "待回核的稿件")
    page.locator("#list").get_by_role("link", name=PASTED).click()
    for words in (TYPED, RIGHT):
        expect(page.locator("main")).to_contain_text(words.removesuffix("人次"))
    signer.look("confirm" if size == "desktop" else "")
    if size == "phone":
        return
    page.get_by_role("button", name="数字无误").click()
    told(page, "已回核")
    expect(state(open_item(walker("bianji"), PASTED))).to_contain_text("已回核")


def test_what_the_ledgers_do_not_hold_is_let_stand_only_later(walker: Windows) -> None:
    editor = walker("bianji")
    page = open_item(editor, FROM_WORD)
    expect(page.locator(".tz-proof-entry").filter(has_text="9家")).to_contain_text("停工整改")
    press(page, "留用", "留用")
