"""A project from its first report to its use, played by five posts; each test goes on where the one before it ended."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.papers import send_in
from tests.journeys.walker import Walker

Windows = Callable[..., Walker]
CLERK, RIVAL, PARTNER, VERIFIER = "zhaoshang-xiawo", "zhen-zhongxinlu", "zhaoshang-kegongxin", "shangwu"
INVESTOR, PROJECT = "示例·昆仑精密传动有限公司", "示例·谐波减速器产线二期"
VOUCHER, LATE_VOUCHER = "示例-0608-01", "示例-0529-01"
OVER_ONE = "/figures/investment.signed_over_1/"
FOR_SIGNING = (
    ("首次对接记录", "2020-05-21"),
    ("洽谈纪要", "2020-05-22"),
    ("查重结果", "2020-05-22"),
    ("正式合同", "2020-05-28"),
    ("营业执照", "2020-04-10"),
    ("项目评审意见", "2020-05-25"),
    ("公平竞争审查意见", "2020-05-26"),
)
FOR_LANDING = (("区内公司注册证明", "2020-06-03"), ("租赁合同", "2020-06-04"))
FOR_STARTING = (("项目备案证明", "2020-06-05"), ("施工合同", "2020-06-08"), ("施工许可证", "2020-06-10"))
FOR_USE = (("投产证明", "2020-06-17"), ("首批产出证明", "2020-06-18"))


def open_project(person: Walker, name: str = PROJECT) -> Page:
    """The project's page, found in the list by its name."""
    page = person.open(f"/investment/projects/?q={name}")
    page.locator("#list").get_by_role("link", name=name, exact=True).click()
    expect(person.title).to_contain_text(name)
    return page


def address(person: Walker) -> str:
    """The path of the page that is open."""
    return re.sub(r"[?#].*", "", person.page.url).removeprefix(person.site.address)


def agree(page: Page) -> None:
    """Answer the page's question with yes."""
    page.locator("dialog.tz-dialog-ask .btn-primary").click()


def shown(person: Walker, path: str) -> int:
    """The value that a figure's page shows."""
    page = person.open(path)
    text = page.locator(".tz-figure-large .tz-figure-value").inner_text()
    return int(re.sub(r"\D", "", text))


def claim(clerk: Walker, stage: str) -> str:
    """Claim the stage from the project's page; returns the claim's address."""
    page = open_project(clerk)
    expect(page.locator("#stage")).to_contain_text(f"材料已齐，可以申报{stage}")
    page.locator("#stage").get_by_role("link", name=f"申报{stage}").click()
    page.get_by_role("button", name="申报", exact=True).click()
    expect(clerk.title).to_contain_text(f"{stage}申报")
    expect(page.locator(".tz-record .tz-state")).to_have_text("待认定")
    return address(clerk)


def recognise(verifier: Walker, path: str, words: str = "材料齐全，同意认定。") -> Page:
    """Recognise a claim with its papers in view."""
    page = verifier.open(path)
    page.locator("#verdict").get_by_label("核定意见").fill(words)
    page.locator("#verdict").get_by_role("button", name="认定").click()
    expect(page.locator(".tz-record .tz-state")).to_have_text("已认定")
    return page


def test_a_lead_is_registered_and_another_town_is_warned_without_the_file(walker: Windows) -> None:
    clerk = walker(CLERK)
    page = clerk.open("/investment/leads/")
    page.get_by_role("link", name="新增").click()
    page.get_by_label("投资方").fill(INVESTOR)
    page.get_by_label("项目意向").fill("示例·谐波减速器产线二期，租用标准厂房")
    page.get_by_label("对接人职务").fill("投资总监")
    page.get_by_label("首次对接日期").fill("2020-05-21")
    page.get_by_role("button", name="保存").click()
    expect(clerk.title).to_contain_text(INVESTOR)
    expect(page.locator(".tz-record")).to_contain_text("2020-06-20")
    clerk.look()
    file = address(clerk)

    rival = walker(RIVAL)
    page = rival.open("/investment/leads/add/")
    page.get_by_label("投资方").fill("示例·昆仑精密传动有限公司 ")
    page.get_by_label("项目意向").fill("示例·传动件配送")
    page.get_by_label("首次对接日期").fill("2020-06-15")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#toasts")).to_contain_text("别的单位也在对接这个投资方")
    expect(page.locator(".tz-note")).to_contain_text("撞单：另有单位已于 2020-06-19 首报同一投资方")
    expect(page.locator("main")).not_to_contain_text("峡窝镇")
    rival.look("lead-clash")
    rival.open(file, status=404)

    page = walker(VERIFIER).open(file)
    expect(page.locator(".tz-note")).to_contain_text("撞单：中心路街道已于 2020-06-19 首报同一投资方")


def test_the_lead_becomes_a_project_with_a_partner_that_says_what_the_signing_still_needs(
    walker: Windows,
) -> None:
    clerk = walker(CLERK)
    page = clerk.open(f"/investment/leads/?q={INVESTOR}")
    page.locator("#list tbody a").first.click()
    page.get_by_role("link", name="转为项目").click()
    expect(page.get_by_label("投资方", exact=True)).to_have_value(INVESTOR)
    page.get_by_label("项目名称").fill(PROJECT)
    page.get_by_label("投资方所在地").fill("江苏省苏州市")
    page.get_by_label("产业链").select_option(label="智能制造")
    page.get_by_label("环节").fill("核心零部件")
    page.get_by_label("链类").select_option(label="补")
    page.get_by_label("协作单位").fill("区科工信局:30%")
    page.get_by_label("总投资(亿元)").fill("0.99996")
    page.get_by_label("合同区外资金(亿元)").fill("0.8")
    page.get_by_role("button", name="转为项目").click()
    expect(clerk.title).to_contain_text(PROJECT)
    shares = page.locator("#shares tbody tr")
    expect(shares.first).to_contain_text("峡窝镇")
    expect(shares.first).to_contain_text("70")
    expect(shares.nth(1)).to_contain_text("区科工信局")
    expect(shares.nth(1)).to_contain_text("30")

    clerk.open(f"{address(clerk)}claim/")
    expect(page.locator("#toasts")).to_contain_text("正式合同")
    send_in(clerk, FOR_SIGNING, pictures=("首次对接记录", "营业执照"))
    open_project(clerk)
    missing = page.locator("#stage .tz-note")
    expect(missing).to_contain_text("区外资金约定")
    expect(missing).not_to_contain_text("正式合同")
    expect(page.locator("#stage").get_by_role("link", name="申报签约")).to_have_count(0)
    clerk.look("project-missing", scroll_to=page.locator("#stage"))


def test_a_claim_is_returned_with_a_reason_claimed_again_and_recognised_by_another_unit(
    walker: Windows,
) -> None:
    clerk, verifier = walker(CLERK), walker(VERIFIER)
    page = open_project(clerk)
    send_in(clerk, [("区外资金约定", "2020-05-28")])
    path = claim(clerk, "签约")
    expect(clerk.page.get_by_role("button", name="认定")).to_have_count(0)
    cookies = {each["name"]: each["value"] for each in page.context.cookies()}
    headers = {"X-CSRFToken": cookies["csrftoken"], "Referer": page.url}
    refused = page.request.post(f"{clerk.site.address}{path}recognise/", headers=headers)
    assert refused.status == 403
    assert "招商核定员" in refused.text()

    page = verifier.open("/")
    waiting = page.get_by_role("listitem").filter(has_text="待认定的阶段申报")
    waiting.get_by_role("link").first.click()
    page.locator("#list").get_by_role("link", name=PROJECT).first.click()
    expect(page.get_by_role("img", name="营业执照")).to_be_visible()
    verifier.look("claim-verdict")
    page.locator("#returning").get_by_label("理由").fill("合同缺骑缝章，请补盖后重新扫描。")
    page.locator("#returning").get_by_role("button", name="退回申报").click()
    expect(page.locator(".tz-record .tz-state")).to_have_text("已退回")

    page = open_project(clerk)
    expect(page.locator("#stage")).to_contain_text("申报被退回：合同缺骑缝章")
    send_in(clerk, [("正式合同", "2020-05-28")])
    assert claim(clerk, "签约") == path
    expect(clerk.page.locator("#history")).to_contain_text("合同缺骑缝章")

    page = recognise(verifier, path)
    expect(page.locator(".tz-record")).to_contain_text("2020-05-28")
    page = open_project(clerk)
    expect(page.locator("#amounts tbody tr")).to_contain_text("2020-05-28")


def test_who_claimed_for_the_bureau_itself_may_not_verify_the_claim(walker: Windows) -> None:
    verifier = walker(VERIFIER)
    own = "示例·智能传感器产线"
    page = open_project(verifier, own)
    send_in(verifier, [("区内公司注册证明", "2020-06-15"), ("厂房证明", "2020-06-16")])
    page.locator("#stage").get_by_role("link", name="申报落地").click()
    page.get_by_role("button", name="申报", exact=True).click()
    expect(page.locator(".tz-note", has_text="须由其他单位的核定员核定")).to_be_visible()
    expect(page.locator("#verdict")).to_have_count(0)
    verifier.open("/investment/stage-claims/together/")
    expect(page.locator("main")).not_to_contain_text(own)


def test_a_voucher_counts_once_in_the_whole_district(walker: Windows) -> None:
    clerk = walker(CLERK)
    page = open_project(clerk)
    page.get_by_role("link", name="登记到位资金").click()
    _fill_in_voucher(page, VOUCHER, "2020-06-08", "2400")
    expect(clerk.title).to_contain_text(VOUCHER)

    verifier = walker(VERIFIER)
    verifier.open(address(clerk))
    verifier.page.get_by_role("link", name="认定区外金额").click()
    verifier.page.get_by_role("button", name="认定").click()
    expect(verifier.page.locator(".tz-record")).to_contain_text("2,400")

    partner = walker(PARTNER)
    page = open_project(partner, "示例·冷链分拨中心")
    page.get_by_role("link", name="登记到位资金").click()
    _fill_in_voucher(page, VOUCHER, "2020-06-08", "2400")
    expect(page.get_by_role("alert")).to_contain_text("这张凭证已由峡窝镇于 2020-06-19 登记")
    expect(page.get_by_role("alert")).to_contain_text("同一凭证全区只计一次")
    partner.look("voucher-refused")


def _fill_in_voucher(page: Page, number: str, day: str, amount: str) -> None:
    page.get_by_label("凭证日期").fill(day)
    page.get_by_label("凭证号").fill(number)
    page.get_by_label("付款人", exact=True).fill(INVESTOR)
    page.get_by_label("付款人所在地").fill("江苏省苏州市")
    page.get_by_label("类别").select_option(label="资本金")
    page.get_by_label("金额(万元)").fill(amount)
    page.get_by_role("button", name="保存").click()


def _report(verifier: Walker, until: str) -> Page:
    """Make, close and publish the report that ends on a day; its page is left open."""
    page = verifier.open("/reports/reports/add/")
    page.get_by_label("截至日").fill(until)
    page.get_by_role("button", name="编制").click()
    expect(page.locator("#changes")).to_be_visible()
    page.get_by_role("link", name="关账", exact=True).click()
    verifier.look("report-close" if until == "2020-06-15" else "")
    page.get_by_role("button", name="确认关账").click()
    expect(page.locator("#toasts")).to_contain_text("已关账")
    page.get_by_role("button", name="印发").click()
    agree(page)
    expect(page.locator("#toasts")).to_contain_text("已印发")
    return page


def _printed(page: Page, title: str) -> str:
    """The year's number of a figure in the district's table."""
    line = page.locator("#district tbody tr").filter(has_text=title).first
    return line.locator("td.num").first.inner_text().strip()


def test_a_stretch_of_the_month_is_closed_while_the_project_goes_on(walker: Windows) -> None:
    verifier = walker(VERIFIER)
    page = verifier.open("/reports/reports/?state=draft")
    page.locator("#list tbody a").first.click()
    page.get_by_role("link", name="撤回").click()
    page.get_by_label("理由").fill("半月调度会先要上半月的数。")
    page.get_by_role("button", name="撤回").click()
    expect(page.locator(".tz-head .tz-state")).to_have_text("已撤回")
    page = _report(verifier, "2020-06-15")
    expect(page.locator(".tz-head .tz-state")).to_have_text("已印发")


def test_a_revised_amount_crosses_a_tier_from_its_day_on(walker: Windows) -> None:
    leader, clerk = walker("lingdao"), walker(CLERK)
    before = shown(leader, OVER_ONE)
    page = open_project(clerk)
    expect(page.locator(".tz-record").first).to_contain_text("0.99996")
    page.get_by_role("link", name="变更投资额").click()
    page.get_by_label("生效日期").fill("2020-06-17")
    page.get_by_label("变更后总投资(亿元)").fill("1.2")
    page.get_by_label("依据").fill("示例·增资协议")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#amounts tbody tr").first).to_contain_text("示例·增资协议")
    clerk.look("project-revised", scroll_to=page.locator("#amounts"))
    assert shown(leader, OVER_ONE) == before + 1
    assert shown(leader, f"{OVER_ONE}?as_of=2020-06-16") == before

    page.get_by_role("link", name="登记到位资金").click()
    _fill_in_voucher(page, LATE_VOUCHER, "2020-05-29", "600")
    expect(clerk.title).to_contain_text(LATE_VOUCHER)
    verifier = walker(VERIFIER)
    verifier.open(address(clerk))
    verifier.page.get_by_role("link", name="认定区外金额").click()
    verifier.page.get_by_role("button", name="认定").click()


def test_the_project_lands_starts_and_is_in_use_each_stage_by_its_papers(walker: Windows) -> None:
    clerk, verifier = walker(CLERK), walker(VERIFIER)
    page = open_project(clerk)
    send_in(clerk, FOR_LANDING)
    recognise(verifier, claim(clerk, "落地"))

    page = open_project(clerk)
    send_in(clerk, FOR_STARTING)
    clerk.open(f"{address(clerk)}claim/")
    expect(page.locator("#toasts")).to_contain_text("主体施工照片")
    expect(page.locator("#stage .tz-note")).to_contain_text("主体施工照片")
    send_in(clerk, [("主体施工照片", "2020-06-12")], pictures=["主体施工照片"])
    recognise(verifier, claim(clerk, "开工"))

    page = open_project(clerk)
    send_in(clerk, FOR_USE)
    page = recognise(verifier, claim(clerk, "建成投用"))
    expect(page.locator(".tz-record")).to_contain_text("2020-06-18")
    page = open_project(clerk)
    expect(page.locator(".tz-record").first).to_contain_text("建成投用")
    assert page.locator("#stage li").count() == 4
    clerk.look("project-in-use")


def test_the_next_report_names_what_changed_and_the_published_one_stays(
    walker: Windows, tmp_path: Path
) -> None:
    verifier = walker(VERIFIER)
    page = verifier.open("/reports/reports/?q=截至15日")
    page.locator("#list tbody a").first.click()
    earlier, printed = address(verifier), _printed(page, "亿元以上签约项目")
    page = _report(verifier, "2020-06-18")
    number = _printed(page, "亿元以上签约项目")
    assert int(number) == int(printed) + 1
    changes = page.locator("#changes")
    lines = changes.get_by_role("row").filter(has_text=PROJECT)
    expect(lines.filter(has_text="亿元以上签约项目")).to_contain_text("0.99996→1.2")
    expect(lines.filter(has_text="补记")).to_contain_text("到位区外资金 +0.06")
    verifier.look("report")
    title = page.locator(".tz-head h1").inner_text().split("通报")[0]

    word = docx.Document(
        str(verifier.download(page.locator("#files").get_by_role("link", name="Word"), tmp_path))
    )
    text = "\n".join(each.text for each in word.paragraphs)
    assert title in text and PROJECT in text
    assert re.search(rf"亿元以上签约项目。本期\d+个，累计{number}个", text)
    assert len(word.tables) == 3
    book = load_workbook(
        verifier.download(page.locator("#files").get_by_role("link", name="Excel"), tmp_path)
    )
    values = {str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}
    assert number in values and any(PROJECT in value for value in values)

    clerk = walker(CLERK)
    page = clerk.open(earlier)
    assert _printed(page, "亿元以上签约项目") == printed
    page.locator("#district tbody tr").filter(has_text="亿元以上签约项目").locator("td.num a").first.click()
    expect(page.locator(".tz-figure-large .tz-figure-value")).to_contain_text(printed)
    clerk.look()


def test_a_leaders_word_on_the_phone_becomes_a_task_that_the_unit_answers(walker: Windows) -> None:
    page = walker(VERIFIER).open("/investment/leader-links/add/")
    page.get_by_label("包联领导").select_option(index=1)
    page.get_by_label("项目名称").fill(PROJECT)
    page.get_by_label("职责").fill("示例·协调达产")
    page.get_by_label("自", exact=True).fill("2020-06-18")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#toasts")).to_contain_text("已保存")

    leader = walker("lingdao", "phone")
    page = leader.open("/leader/")
    mine = page.get_by_role("listitem").filter(has_text=PROJECT)
    expect(mine).to_contain_text("建成投用")
    expect(page.locator("main")).not_to_contain_text("正在数")
    leader.look("leader-phone")
    mine.get_by_role("link", name="批示").click()
    words = page.get_by_role("dialog").get_by_label("批示", exact=True)
    expect(words).not_to_be_empty()
    words.fill("示例：请盯住达产，月底前报产能爬坡安排。")
    leader.look("instruction-phone", scroll_to=words)
    page.get_by_role("button", name="下达批示").click()
    expect(page.locator("#toasts")).to_contain_text("批示已下达")

    clerk, supervisor = walker(CLERK), walker("ducha")
    page = clerk.open("/")
    page.get_by_role("listitem").filter(has_text="待反馈的督办单").get_by_role("link").first.click()
    page.locator("#list").get_by_role("link", name=f"批示：{PROJECT}").click()
    expect(page.locator(".tz-record")).to_contain_text("月底前报产能爬坡安排")
    page.get_by_role("link", name="反馈", exact=True).click()
    page.get_by_label("反馈", exact=True).fill("示例：已排出七月至九月爬坡计划，首月两百台。")
    page.get_by_role("button", name="反馈").click()
    expect(page.locator(".tz-record .tz-state")).to_have_text("待审核")
    clerk.look("notice")
    page = supervisor.open(address(clerk))
    page.get_by_role("link", name="办结", exact=True).click()
    page.get_by_role("button", name="办结").click()
    expect(page.locator(".tz-record .tz-state")).to_have_text("已办结")
    expect(page.locator("#history")).to_contain_text("办结")
