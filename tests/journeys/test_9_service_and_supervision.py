"""An enterprise's request that only the enterprise closes, by its link; and what the supervisor presses, scores and proposes."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.walker import Walker

Windows = Callable[..., Walker]
ENTERPRISE, ASKED = "示例·轴承制造有限公司", "示例：厂门口限高杆过低，运轴承毛坯的车进不来。"


def test_a_request_is_closed_by_the_enterprise_alone_at_its_link(walker: Windows, window: Windows) -> None:
    clerk = walker("zhen-xiawo")
    page = clerk.open("/enterprises/requests/")
    clerk.look("requests")
    page.get_by_role("link", name="新增").click()
    page.get_by_label("企业名称").fill(ENTERPRISE)
    page.get_by_label("类别").select_option(label="堵点")
    page.get_by_label("诉求内容").fill(ASKED)
    page.get_by_role("button", name="保存").click()
    expect(clerk.title).to_contain_text(ENTERPRISE)
    record = page.url.removeprefix(clerk.site.address)
    page.get_by_role("link", name="受理").click()
    page.get_by_role("button", name="受理").click()
    page.get_by_role("link", name="答复企业").click()
    page.get_by_label("答复内容").fill("示例：已会同区城管局抬高限高杆，货车可以通行。")
    page.get_by_role("button", name="答复企业").click()
    expect(page.locator(".tz-record .tz-state")).to_have_text("待企业评价")
    expect(page.locator("main")).to_contain_text("工作人员不能代企业办结")
    for word in ("办结", "满意"):
        expect(page.locator(".tz-actions").get_by_text(word)).to_have_count(0)
    page.get_by_role("link", name="企业评价链接").click()
    link = page.locator("#reply-address").inner_text().strip()
    clerk.look("request-link")

    path = link.removeprefix(clerk.site.address)
    page = clerk.open(path)
    expect(page.locator("main")).to_contain_text("不能代企业评价")
    expect(page.get_by_role("button", name=re.compile("满意"))).to_have_count(0)

    enterprise = window("phone")
    page = enterprise.open(path)
    expect(page.locator("main")).to_contain_text(ASKED)
    enterprise.look("request-reply-phone")
    page.get_by_role("button", name="不满意，请重新办理").click()
    expect(page.locator(".tz-field-error")).to_be_visible()
    page.get_by_label("您的话").fill("示例：杆抬高了，夜里照明还没有。")
    page.get_by_role("button", name="不满意，请重新办理").click()
    expect(page.locator("main")).to_contain_text("正在重新办理")

    page = clerk.open(record)
    expect(page.locator(".tz-record .tz-state")).to_have_text("办理中")
    expect(page.locator("#answers")).to_contain_text("夜里照明还没有")
    page.get_by_role("link", name="答复企业").click()
    page.get_by_label("答复内容").fill("示例：路灯已接通。")
    page.get_by_role("button", name="答复企业").click()
    page.get_by_role("link", name="企业评价链接").click()
    second = page.locator("#reply-address").inner_text().strip()
    assert second != link

    page = enterprise.open(second.removeprefix(clerk.site.address))
    page.get_by_label("您的职务").fill("办公室主任")
    page.get_by_role("button", name="满意，可以办结").click()
    expect(page.locator("#toasts")).to_contain_text("这件事已办结")
    page = clerk.open(record)
    expect(page.locator(".tz-record .tz-state")).to_have_text("已办结")
    expect(page.locator("#answers tbody tr")).to_have_count(2)
    clerk.look("request-closed")


def test_a_red_light_becomes_a_notice_with_one_click(walker: Windows) -> None:
    supervisor = walker("ducha")
    page = supervisor.open("/supervision/")
    supervisor.look("progress")
    page = supervisor.open("/supervision/red-lights/?month=2020-05")
    supervisor.look("red-lights")
    chosen = page.get_by_role("checkbox", checked=True)
    while chosen.count() > 1:
        chosen.last.uncheck()
    light = chosen.get_attribute("aria-label") or ""
    page.get_by_role("button", name=re.compile("下达")).first.click()
    expect(page.locator("#toasts")).to_contain_text("已下达 1 张督办单")
    town, figure = light.split(" ", 1)
    row = page.locator("#list tbody tr").filter(has_text=town).filter(has_text=figure)
    expect(row.first).to_contain_text("2020-05 月末")


def test_a_proposal_is_decided_by_a_leader_and_not_by_who_drafted_it(walker: Windows) -> None:
    supervisor = walker("ducha")
    page = supervisor.open("/supervision/proposals/add/")
    page.get_by_label("单位", exact=True).select_option(label="区科工信局")
    page.get_by_label("种类").select_option(label="通报批评")
    page.get_by_label("事由").fill("示例：五月末亿元以上签约项目落后时序三十个百分点以上。")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".tz-record .tz-state")).to_be_visible()
    path = page.url.removeprefix(supervisor.site.address)
    expect(page.get_by_role("link", name="批准", exact=True)).to_have_count(0)
    leader = walker("lingdao", "phone")
    page = leader.open(path)
    leader.look("proposal-phone")
    page.get_by_role("link", name="批准", exact=True).click()
    page.get_by_role("button", name="批准").click()
    expect(page.locator(".tz-record .tz-state")).to_have_text("已批准")


@pytest.mark.parametrize(
    ("username", "path", "picture"),
    [
        ("lingdao", "/investment/pipeline/", "pipeline"),
        ("lingdao", "/investment/pipeline/?view=funnel", "funnel"),
        ("lingdao", "/investment/chains/", ""),
        ("ducha", "/supervision/scores/", "scores"),
        ("shangwu", "/investment/stage-claims/?state=submitted", ""),
        ("shangwu", "/reminders/", ""),
        ("zhaoshang-xiawo", "/reminders/", "inbox"),
        ("shangwu", "/targets/targets/", ""),
        ("shangwu", "/investment/rules/", ""),
        ("zhaoshang-xiawo", "/investment/commitments/", ""),
        ("zhaoshang-xiawo", "/enterprises/visits/", ""),
    ],
)
@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_rooms_of_investment_can_be_used_by_everybody(
    walker: Windows, username: str, path: str, picture: str, size: str
) -> None:
    person = walker(username, size)
    person.open(path)
    expect(person.title).to_be_visible()
    person.look(picture if size == "desktop" else "")
