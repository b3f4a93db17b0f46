"""The administrator gives somebody a post; the new colleague signs in, takes a password of her own, and has her work."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.walker import Walker

Windows = Callable[..., Walker]
PASSWORD = "qing-wa-tiao-jing-2020"


def test_a_new_colleague_is_given_an_account_and_takes_a_password_of_her_own(
    walker: Windows, window: Windows
) -> None:
    administrator = walker("admin")
    page = administrator.open("/organisation/")
    administrator.look("people")
    page.get_by_role("link", name="新增人员").click()
    page.get_by_label("姓名").fill("示例·新检查员")
    page.get_by_label("登录名").fill("jiancha-xin")
    page.get_by_label("单位", exact=True).select_option(label="区住建局")
    page.get_by_label("岗位", exact=True).select_option(label="工地检查员")
    page.get_by_label("任职起日").fill("2020-01-01")
    page.get_by_role("button", name="保存").click()
    given = page.locator("#password").inner_text()

    colleague = window()
    page = colleague.open("/account/login/")
    colleague.fill_in_sign_in("jiancha-xin", given)
    expect(colleague.title).to_contain_text("改密码")
    page.get_by_label("现在的密码").fill(given)
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一遍新密码").fill(PASSWORD)
    page.get_by_role("button", name="保存").click()
    expect(colleague.title).to_contain_text("工作台")
    colleague.open("/construction/problems/add/")


def test_the_table_of_permissions_names_every_post(walker: Windows) -> None:
    administrator = walker("admin")
    page = administrator.open("/organisation/permissions/")
    for post in ("招商核定员", "执法队员", "工地检查员", "责任编辑", "签发人"):
        expect(page.get_by_role("columnheader", name=post)).to_be_visible()
    administrator.look("permissions")


def test_the_journal_is_verified_from_its_page(walker: Windows) -> None:
    administrator = walker("admin")
    page = administrator.open("/journal/")
    page.get_by_role("button", name="核验").click()
    expect(page.get_by_text("核验通过")).to_be_visible()
    administrator.look("journal")
