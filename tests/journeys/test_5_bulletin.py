"""Step 6: an item is written with a live figure, goes through every hand, and is signed, at a desk and on a phone."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.walker import Walker

Windows = Callable[..., Walker]
SENTENCE = "区住建局对食堂逐家复查，今年以来共查出问题"


@pytest.mark.parametrize(
    ("size", "title"), [("desktop", "示例·工地食堂复查不走过场"), ("phone", "示例·工地围挡复查不走过场")]
)
def test_an_item_with_a_live_figure_becomes_an_issue(
    walker: Windows, tmp_path: Path, size: str, title: str
) -> None:
    def sized(username: str) -> Walker:
        return walker(username, size)

    item = _write(sized, title)
    _sign_off_and_submit(sized, item, title)
    issue = _place(sized, item, title)
    _review(sized, issue)
    _sign(sized, issue, tmp_path)


def _write(walker: Windows, title: str) -> str:
    """The reporter writes, and picks the figure out of the catalogue."""
    reporter = walker("baosong-zhujian")
    page = reporter.open("/bulletin/items/")
    page.get_by_role("link", name="写稿").click()
    page.get_by_label("标题").fill(title)
    body = page.get_by_label("正文")
    body.fill(SENTENCE)
    body.press("End")
    page.get_by_role("button", name="插入数字").first.click()
    picker = page.get_by_role("dialog", name="插入数字")
    picker.get_by_label("名称").fill("查处问题")
    pick = picker.locator("button.tz-pick", has_text="construction.problems_found").first
    expect(pick).to_contain_text(re.compile(r"\d+项"))
    reporter.look("picker")
    pick.click()
    expect(body).to_have_value(re.compile(r"\[\[construction\.problems_found.*\]\]"))
    if picker.is_visible():
        picker.get_by_role("button", name="关闭").click()
    body.press("End")
    body.press_sequentially("。")
    expect(page.locator("#preview .tz-token")).to_have_text(re.compile(r"^\d+项$"))
    reporter.look("item-form")
    page.get_by_role("button", name="存为草稿").click()
    expect(reporter.title).to_contain_text(title)
    expect(page.locator("#text .tz-token")).to_have_text(re.compile(r"^\d+项$"))
    return page.url.removeprefix(reporter.site.address)


def _sign_off_and_submit(walker: Windows, item: str, title: str) -> None:
    """The unit's signer finds it on the desk and signs it off; the reporter sends it in."""
    signer = walker("shenqian-zhujian")
    page = signer.open("/")
    page.get_by_role("listitem").filter(has_text="待审签").get_by_role("link").first.click()
    page.get_by_role("link", name=title).click()
    page.get_by_role("button", name="审签", exact=True).click()
    expect(page.locator(".tz-record .tz-state")).to_contain_text("已审签")
    page = walker("baosong-zhujian").open(item)
    page.get_by_role("button", name="报送", exact=True).click()
    expect(page.locator(".tz-record .tz-state")).to_contain_text("已报送")


def _place(walker: Windows, item: str, title: str) -> str:
    """The editor receives it and places it in the issue that is being made, or a new one; returns the issue's address."""
    editor = walker("bianji")
    page = editor.open(item)
    page.get_by_role("button", name="收稿", exact=True).click()
    expect(page.locator(".tz-record .tz-state")).to_contain_text("已收稿")
    editor.open("/bulletin/issues/?state=assembling")
    if page.locator("#list tbody a").count():
        page.locator("#list tbody a").first.click()
    else:
        page.get_by_role("link", name="新编一期").click()
        page.get_by_role("button", name="开编").click()
    waiting = page.locator("#waiting li", has_text=title)
    waiting.get_by_role("button", name="排入").click()
    expect(page.locator("#placed")).to_contain_text(title)
    expect(page.locator(".tz-sheet")).to_contain_text(SENTENCE)
    editor.look()
    preview = page.get_by_role("link", name="按版式预览").get_attribute("href") or ""
    assert page.request.get(editor.site.address + preview).body().startswith(b"%PDF")
    return page.url.removeprefix(editor.site.address).split("#")[0]


def _review(walker: Windows, issue: str) -> None:
    """First and second review, each by its own post."""
    for username, buttons in (("bianji", ("送初审", "初审通过")), ("kezhang", ("二审通过",))):
        page = walker(username).open(issue)
        for button in buttons:
            page.get_by_role("button", name=button, exact=True).click()
            expect(page.get_by_role("button", name=button, exact=True)).to_have_count(0)


def _sign(walker: Windows, issue: str, folder: Path) -> None:
    """The issuer signs: the number is given, the figures are frozen, the files are there."""
    issuer = walker("qianfa")
    page = issuer.open("/")
    page.get_by_role("listitem").filter(has_text="待签发").get_by_role("link").first.click()
    page.locator("#list tbody a").first.click()
    page.get_by_role("button", name="签发", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="确定").click()
    expect(issuer.title).to_contain_text(re.compile("第4[89]期"))
    expect(issuer.title).to_contain_text("已签发")
    expect(page.locator(".tz-sheet-number")).to_contain_text(re.compile("4[89]"))
    expect(page.locator(".tz-sheet [data-frozen]")).to_have_text(re.compile(r"^\d+项$"))
    pdf = issuer.download(page.get_by_role("link", name="下载 PDF"), folder)
    word = issuer.download(page.get_by_role("link", name="下载 Word"), folder)
    assert pdf.read_bytes().startswith(b"%PDF") and pdf.suffix == ".pdf"
    assert word.read_bytes().startswith(b"PK") and word.suffix == ".docx"
    issuer.look()
