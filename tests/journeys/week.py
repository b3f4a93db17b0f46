"""What the week of the office is made of: its texts, a Word file, a paste out of Word, and the steps taken again and again."""

import re
from collections.abc import Callable
from io import BytesIO

import docx
from playwright.sync_api import FilePayload, Locator, Page, expect

from tests.journeys.walker import Walker

Windows = Callable[..., Walker]
CALL = "示例·入夏以后夜里怎么管"
PASTED = "示例·夜市值守排进班表"
FROM_WORD = "示例·夜间施工管到点上"
SITES, STREETS, TOGETHER = "示例·查工地一处不落", "示例·收摊以后有人清扫", "示例·白天查工地夜里清街面"
ISSUE_TITLES = (PASTED, FROM_WORD, TOGETHER)
DRAWN = "建筑工地环境卫生整治情况"
# Two numbers that the demo's ledgers contradict: 124 turnouts, and 6 sites that were stopped.
TYPED, RIGHT = "130余人次", "120余人次"
WITH_A_REASON = "9家"
REASON = "含属地街道自行叫停的3家，台账只登记区住建局下达的停工令，已与区住建局核实。"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PASTED_LINES = (
    "入夏以后，区城管局把夜市值守排进每天的班表，谁值守、谁巡查写得清清楚楚。",
    f"今年以来，夜间出动执法人员{TYPED}，巡查重点夜市路段60余次。",
)
WORD_LINES = (
    "区住建局会同属地街道，对夜里施工的工地一处一处上门。",
    f"今年以来，责令停工整改{WITH_A_REASON}。",
)
PASTE = """(area, html) => {
    const given = new DataTransfer();
    given.setData("text/html", html);
    given.setData("text/plain", new DOMParser().parseFromString(html, "text/html").body.innerText);
    area.focus();
    area.dispatchEvent(new ClipboardEvent("paste", {clipboardData: given, bubbles: true, cancelable: true}));
}"""


def out_of_word(lines: tuple[str, ...]) -> str:
    """What Word puts on the clipboard: every paragraph with its style, line ends of its own, and an empty one between."""
    head = "<html><head><style>p.MsoNormal {margin:0}</style></head><body>"
    paragraphs = "<p class=MsoNormal>&nbsp;</p>".join(
        f'<p class="MsoNormal" style="text-indent:32pt"><span\nlang="ZH-CN">{line}</span></p>'
        for line in lines
    )
    return f"{head}<!--StartFragment-->{paragraphs}<!--EndFragment--></body></html>"


def word_file(title: str, lines: tuple[str, ...]) -> FilePayload:
    """The same as a .docx file."""
    document = docx.Document()
    document.add_paragraph(title)
    for line in lines:
        document.add_paragraph(line)
    file = BytesIO()
    document.save(file)
    return {"name": f"{title}.docx", "mimeType": WORD, "buffer": file.getvalue()}


def old_issue(number: int) -> FilePayload:
    """An issue from before the system, as a text file."""
    text = f"""上街信息\n\n第 {number} 期\n\n中共上街区委办公室\n\n2020 年 4 月 17 日

示例·春灌时节看水渠\n\n峡窝镇把渠道走了一遍，淤泥清走，闸门上油。（峡窝镇）

本期送：区级领导同志\n发：各镇办、区直各单位\n责任编辑：区委办信息科\n"""
    return {"name": f"示例-2020-{number}.txt", "mimeType": "text/plain", "buffer": text.encode()}


def address(person: Walker) -> str:
    """The path of the page that is open."""
    return re.sub(r"[?#].*", "", person.page.url).removeprefix(person.site.address)


def state(page: Page) -> Locator:
    """The state that the open record shows."""
    return page.locator(".tz-record .tz-state").first


def open_item(person: Walker, title: str) -> Page:
    """An item's page, found in the list by its title."""
    page = person.open(f"/bulletin/items/?q={title}")
    page.locator("#list").get_by_role("link", name=title, exact=True).click()
    expect(person.title).to_contain_text(title)
    return page


def from_desk(person: Walker, words: str) -> Page:
    """Follow what the desk says is waiting."""
    page = person.open("/")
    page.get_by_role("listitem").filter(has_text=words).get_by_role("link").first.click()
    page.wait_for_load_state()
    return page


def press(page: Page, name: str, now: str) -> None:
    """Press a button of a record, which then stands in another state."""
    page.get_by_role("button", name=name, exact=True).click()
    expect(state(page)).to_contain_text(now)


def sign_off_and_submit(walker: Windows, bureau: str, title: str) -> None:
    """The unit's signer signs the item off, its reporter sends it in."""
    press(open_item(walker(f"shenqian-{bureau}"), title), "审签", "已审签")
    press(open_item(walker(f"baosong-{bureau}"), title), "报送", "已报送")


def new_item(reporter: Walker, title: str) -> Page:
    """The form of a new item with its title."""
    page = reporter.open("/bulletin/items/")
    page.get_by_role("link", name="写稿").click()
    page.get_by_label("标题").fill(title)
    return page


def keep(reporter: Walker, title: str) -> None:
    """Keep the item that is being written."""
    reporter.page.get_by_role("button", name="存为草稿").click()
    expect(reporter.title).to_contain_text(title)


def open_issue(person: Walker) -> Page:
    """The issue of the week: the one that the item stands in."""
    page = open_item(person, PASTED)
    page.locator(".tz-record").get_by_role("link", name=re.compile("期|未编号")).last.click()
    expect(page.locator(".tz-sheet").first).to_contain_text("上街信息")
    return page


def told(page: Page, words: str) -> None:
    """The page said so."""
    expect(
        page.locator("#toasts, .tz-note, .tz-errors, .tz-refusal").filter(has_text=words).first
    ).to_be_visible()
