"""Step 3: each ledger as lists and records: filtered, sorted, paged, exported, added to and edited."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys import books
from tests.journeys.walker import Walker

Windows = Callable[..., Walker]


@dataclass(frozen=True)
class List:
    """A list to walk: who reads it, a filter, a column to sort by, a hidden column, and columns that name a row."""

    username: str
    path: str
    filter: tuple[str, str]
    shown: str
    sort: str
    hidden: str
    key: tuple[str, str]
    picture: str = ""

    def __str__(self) -> str:
        return self.path.strip("/").replace("/", "-")


LISTS = [
    List(
        "zhuanban", "/construction/problems/", ("单位", "峡窝镇"), "属地单位", "整改期限", "复核销号日期",
        ("问题描述", "发现日期"), "list",
    ),
    List(
        "shangwu", "/investment/fund-arrivals/", ("类别", "设备购置"), "类别", "凭证日期", "付款人所在地",
        ("凭证号", "付款人"),
    ),
    List(
        "yeshi", "/night-market/merchants/", ("单位", "济源路街道"), "属地单位", "商户名称", "统一社会信用代码",
        ("商户名称", "负责人"),
    ),
]  # fmt: skip


@pytest.mark.parametrize("ledger", LISTS, ids=str)
def test_a_list_is_filtered_sorted_paged_and_exported_as_it_stands(
    walker: Windows, ledger: List, tmp_path: Path
) -> None:
    clerk = walker(ledger.username)
    page = clerk.open(ledger.path)
    expect(page.get_by_role("link", name="下一页")).to_be_visible()
    first = clerk.rows()
    page.get_by_role("link", name="下一页").click()
    expect(page).to_have_url(re.compile("page=2"))
    assert clerk.rows()[0] != first[0]
    page.get_by_role("link", name="上一页").click()
    expect(page).to_have_url(re.compile("page=1"))
    clerk.look(ledger.picture)

    label, option = ledger.filter
    clerk.choose(label, option)
    expect(page.locator(f'#list td[data-label="{ledger.shown}"]').first).to_have_text(option)
    page.get_by_role("columnheader", name=ledger.sort).get_by_role("link").click()
    expect(page.get_by_role("columnheader", name=ledger.sort)).to_have_attribute(
        "aria-sort", re.compile("ascending|descending")
    )
    expect(page.get_by_role("combobox", name=label, exact=True)).to_have_value(re.compile("."))
    rows = clerk.rows()
    assert rows and {row[ledger.shown] for row in rows} == {option}
    values = [row[ledger.sort] for row in rows]
    if ledger.sort.endswith(("日期", "期限")):
        assert values in (sorted(values), sorted(values, reverse=True))

    filtered = page.url
    page.locator("#list tbody a").first.click()
    expect(page.get_by_role("heading", name="办理过程")).to_be_visible()
    assert page.locator("#history time").count() >= 1
    page.get_by_role("link", name="返回列表").click()
    expect(page).to_have_url(filtered)
    assert clerk.rows() == rows

    file = clerk.download(page.get_by_role("link", name="导出"), tmp_path)
    listed = [tuple(row[title] for title in ledger.key) for row in clerk.all_rows()]
    exported = [
        tuple(books.as_shown(row[title]) for title in ledger.key) for row in books.read(file, ledger.key[0])
    ]
    assert sorted(listed) == sorted(exported)


def test_the_export_follows_a_filter_that_was_chosen_after_the_page_came(
    walker: Windows, tmp_path: Path
) -> None:
    clerk = walker("zhuanban")
    page = clerk.open("/construction/sites/")
    clerk.choose("类别", "拆迁工地")
    expect(page).to_have_url(re.compile("kind="))
    expect(page.locator('#list td[data-label="类别"]').first).to_have_text("拆迁工地")
    file = clerk.download(page.get_by_role("link", name="导出"), tmp_path)
    exported = books.read(file, "点位名称")
    assert {row["类别"] for row in exported} == {"拆迁工地"}
    assert len(exported) == len(clerk.all_rows())


@pytest.mark.parametrize("ledger", LISTS, ids=str)
def test_the_column_chooser_shows_a_hidden_column_and_keeps_it_in_the_address(
    walker: Windows, ledger: List
) -> None:
    clerk = walker(ledger.username)
    page = clerk.open(ledger.path)
    heading = page.get_by_role("columnheader", name=ledger.hidden, exact=True)
    expect(heading).to_have_count(0)
    page.locator("details.column-chooser summary").click()
    page.get_by_role("checkbox", name=ledger.hidden, exact=True).check()
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile("columns="))
    expect(heading).to_be_visible()
    page.reload()
    expect(heading).to_be_visible()


def test_a_problem_is_recorded_refused_where_it_cannot_be_and_corrected(walker: Windows) -> None:
    inspector = walker("jiancha")
    page = inspector.open("/construction/problems/")
    page.get_by_role("link", name="新增").click()
    page.get_by_label("点位").select_option(index=1)
    page.get_by_label("检查项").select_option(index=1)
    page.get_by_label("问题描述").fill("示例·西门洗车台没有沉淀池")
    page.get_by_label("发现日期").fill("2020-06-19")
    page.get_by_label("整改期限").fill("2020-06-10")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("需要改正")
    expect(page.locator(".tz-field-error").first).to_contain_text("整改期限")
    expect(page.get_by_label("问题描述")).to_have_value("示例·西门洗车台没有沉淀池")
    inspector.look("refused-form")
    page.get_by_label("整改期限").fill("2020-06-24")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#toasts")).to_contain_text("已保存")
    expect(page.locator("#history")).to_contain_text("登记")

    page.get_by_role("link", name="修改").click()
    page.get_by_label("整改期限").fill("2020-06-26")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#history")).to_contain_text("2020-06-24 → 2020-06-26")
    inspector.look("record")
    inspector.open("/construction/problems/")
    assert inspector.rows()[0]["问题描述"] == "示例·西门洗车台没有沉淀池"


def test_a_project_is_registered_and_edited(walker: Windows) -> None:
    verifier = walker("shangwu")
    page = verifier.open("/investment/projects/")
    page.get_by_role("link", name="新增").click()
    page.get_by_label("项目名称").fill("示例·无人机检测线")
    page.get_by_label("投资方", exact=True).fill("示例·天衡科技有限公司")
    page.get_by_label("统一社会信用代码").fill("91410106MA00000000")
    page.get_by_label("牵头单位").select_option(label="区科工信局")
    page.get_by_label("总投资(亿元)").fill("1.25")
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".tz-field-error")).to_contain_text("校验")
    expect(page.get_by_label("投资方", exact=True)).to_have_value("示例·天衡科技有限公司")
    page.get_by_label("统一社会信用代码").fill("")
    page.get_by_role("button", name="保存").click()
    expect(verifier.title).to_contain_text("示例·无人机检测线")
    expect(page.get_by_text("1.25").first).to_be_visible()
    verifier.look()

    page.get_by_role("link", name="修改").click()
    page.get_by_label("备注").fill("示例·先租后建")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#history")).to_contain_text("示例·先租后建")


def test_a_merchant_is_registered_and_edited(walker: Windows) -> None:
    clerk = walker("yeshi")
    page = clerk.open("/night-market/merchants/")
    page.get_by_role("link", name="新增").click()
    page.get_by_label("商户名称").fill("示例·巷口烤鱼")
    page.get_by_label("负责人").fill("示例店主")
    page.get_by_label("路段").select_option(index=1)
    page.get_by_label("地址").fill("示例·巷口 1 号")
    page.get_by_label("经营面积(㎡)").fill("-3")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("经营面积")
    expect(page.get_by_label("商户名称")).to_have_value("示例·巷口烤鱼")
    page.get_by_label("经营面积(㎡)").fill("48")
    page.get_by_role("button", name="保存").click()
    expect(clerk.title).to_contain_text("示例·巷口烤鱼")
    clerk.look()

    page.get_by_role("link", name="修改").click()
    page.get_by_label("负责人").fill("示例新店主")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#history")).to_contain_text("示例店主 → 示例新店主")
