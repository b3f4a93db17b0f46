"""The pages: who opens what, what they show, and how many queries they take."""

import io

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from taizhang.bulletin import actions
from taizhang.bulletin.models import Issue, Item
from tests import factories
from tests.bulletin.conftest import Office

HTMX = {"HX-Request": "true"}


def client(user) -> Client:
    signed_in = Client()
    signed_in.force_login(user)
    return signed_in


def page(user, name: str, *args, status: int = 200, **options) -> str:
    answer = client(user).get(reverse(f"bulletin:{name}", args=args), **options)
    assert answer.status_code == status
    return answer.content.decode()


def count_queries(user, name: str) -> int:
    signed_in = client(user)
    signed_in.get(reverse(f"bulletin:{name}"))
    with CaptureQueriesContext(connection) as queries:
        assert signed_in.get(reverse(f"bulletin:{name}")).status_code == 200
    return len(queries)


@pytest.mark.parametrize("name", ["items", "issues"])
def test_the_lists_take_as_many_queries_for_60_rows_as_for_3(office: Office, name: str) -> None:
    def fill(count: int) -> None:
        for _ in range(count):
            office.item()
            office.issue()

    fill(3)
    few = count_queries(office.editor, name)
    fill(57)
    assert count_queries(office.editor, name) == few


def test_the_list_shows_a_tab_for_every_state_and_htmx_gets_the_table_alone(office: Office) -> None:
    office.item("示例·草稿一篇")
    office.received("示例·收下一篇")
    text = page(office.editor, "items", data={"state": "received"})
    assert "示例·收下一篇" in text and "示例·草稿一篇" not in text and "退回补充" in text
    fragment = page(office.editor, "items", data={"q": "草稿"}, headers=HTMX)
    assert "示例·草稿一篇" in fragment and "<html" not in fragment


def test_an_item_of_another_unit_is_not_found(office: Office) -> None:
    item = office.item()
    for name in ("items-record", "items-edit"):
        page(office.stranger, name, item.pk, status=404)
    answer = client(office.stranger).post(reverse("bulletin:items-act", args=[item.pk, "submit"]))
    assert answer.status_code == 404


def test_an_unsigned_issue_is_not_found_by_readers(office: Office) -> None:
    issue = office.issue(office.received())
    for name in ("issues-record", "issues-pdf", "issues-docx", "issues-edit"):
        page(office.reader, name, issue.pk, status=404)
    page(office.reader, "issues-figure", issue.pk, 1, status=404)


def test_an_item_is_written_through_the_form_and_bad_input_keeps_what_was_typed(office: Office) -> None:
    address = reverse("bulletin:items-add")
    signed_in = client(office.reporter)
    wrong = signed_in.post(address, {"title": "题", "unit": office.bureau.pk, "body": ""})
    assert wrong.status_code == 422 and 'value="题"' in wrong.content.decode()
    typed = {"title": "题", "unit": office.bureau.pk, "body": "共[[towns.counted]]。", "source": ""}
    answer = signed_in.post(address, typed)
    item = Item.objects.get()
    assert answer.status_code == 302 and answer["Location"] == reverse(
        "bulletin:items-record", args=[item.pk]
    )
    shown = page(office.reporter, "items-record", item.pk)
    assert "3家" in shown and f"{reverse('figures:detail', args=['towns.counted'])}?as_of=2020-06-19" in shown
    assert "审签</button>" not in shown
    assert "审签</button>" in page(office.unit_signer, "items-record", item.pk)


def test_a_unit_that_is_not_the_writers_is_refused(office: Office) -> None:
    typed = {"title": "题", "unit": office.other.pk, "body": "文", "source": ""}
    assert client(office.reporter).post(reverse("bulletin:items-add"), typed).status_code == 422


def test_readers_do_not_write(office: Office) -> None:
    page(office.reader, "items-add", status=403)
    assert client(office.reader).post(reverse("bulletin:items-preview"), {"body": "文"}).status_code == 403


def test_the_preview_works_figures_out_and_lists_what_is_wrong(office: Office) -> None:
    typed = {"title": "题", "body": "共[[towns.counted]]，[[towns.nothing]]。<b>", "source": ""}
    answer = client(office.reporter).post(reverse("bulletin:items-preview"), typed, headers=HTMX)
    text = answer.content.decode()
    assert "3家" in text and "目录里没有叫“towns.nothing”的数字" in text and "&lt;b&gt;" in text
    assert not Item.objects.exists()


def test_the_picker_offers_each_figure_with_its_value_and_its_token(office: Office) -> None:
    asked = {"pick-show": "yu", "pick-start": "2019-01-01", "pick-end": "2019-12-31"}
    text = page(office.reporter, "picker", "construction", data=asked, headers=HTMX)
    assert 'data-insert="[[towns.turnouts|from=2019-01-01|to=2019-12-31|show=yu]]"' in text
    assert "120余人次" in text and "正好是 120" in text
    assert "没有符合" in page(office.reporter, "picker", "construction", data={"pick-q": "没有的"})
    page(office.reporter, "picker", "nothing", status=404)


def test_a_step_that_needs_a_reason_asks_for_it(office: Office) -> None:
    item = office.received()
    address = reverse("bulletin:items-act", args=[item.pk, "return_item"])
    signed_in = client(office.editor)
    assert "理由" in signed_in.get(address).content.decode()
    assert signed_in.post(address, {"reason": ""}).status_code == 422
    assert signed_in.post(address, {"reason": "请补充"}).status_code == 302
    assert "请补充" in page(office.reporter, "items-record", item.pk)
    assert signed_in.get(reverse("bulletin:items-act", args=[item.pk, "receive"])).status_code == 404
    assert signed_in.post(reverse("bulletin:items-act", args=[item.pk, "nonsense"])).status_code == 404


def test_an_issue_is_made_and_signed_by_the_buttons_of_its_page(office: Office) -> None:
    item = office.received("示例·要登的一篇")
    editor, chief, issuer = (client(user) for user in (office.editor, office.chief, office.issuer))
    heading = {"masthead": "示例信息", "publisher": "示例办公室", "cut_off": "2020-06-19"}
    assert editor.post(reverse("bulletin:issues-add"), heading).status_code == 302
    issue = Issue.objects.get()
    assert "示例·要登的一篇" in page(office.editor, "issues-record", issue.pk)
    editor.post(reverse("bulletin:issues-place", args=[issue.pk, item.pk, "in"]))
    for who, step in (
        (editor, "send_to_first_review"),
        (editor, "pass_first_review"),
        (chief, "pass_second_review"),
        (issuer, "sign"),
    ):
        address = reverse("bulletin:issues-act", args=[issue.pk, step])
        assert address in who.get(reverse("bulletin:issues-record", args=[issue.pk])).content.decode()
        assert who.post(address).status_code == 302
    text = page(office.reader, "issues-record", issue.pk)
    assert "第1期" in text and reverse("bulletin:issues-figure", args=[issue.pk, 1]) in text


def test_a_stale_button_says_what_has_changed(office: Office) -> None:
    issue = office.signed()
    answer = client(office.issuer).post(reverse("bulletin:issues-act", args=[issue.pk, "sign"]))
    assert answer.status_code == 409 and "已签发" in answer.content.decode()


def test_a_signed_issue_shows_where_the_ledgers_have_moved(office: Office) -> None:
    issue = office.signed()
    compared = page(office.reader, "issues-record", issue.pk, data={"compare": "1"}, headers=HTMX)
    assert "与今天的台账一致" in compared and "<html" not in compared
    factories.unit("后补的镇", parent=office.bureau)
    compared = page(office.reader, "issues-record", issue.pk, data={"compare": "1"}, headers=HTMX)
    assert "3家<small>现在 4家</small>" in compared and "data-changed" in compared
    assert "3家" in page(office.reader, "issues-record", issue.pk)


def test_the_page_of_a_figure_shows_what_was_counted_and_what_is_new(office: Office) -> None:
    issue = office.signed()
    factories.unit("后补的镇", parent=office.bureau)
    factories.unit("峡窝镇").delete()
    text = page(office.editor, "issues-figure", issue.pk, 1)
    printed = issue.figures.get(n=1).printed
    for shown in ("3家", "镇办数的口径", printed.digest, "峡窝镇", "后补的镇", "多出 1 条", "少了 1 条"):
        assert shown in text
    page(office.editor, "issues-figure", issue.pk, 99, status=404)


def test_rows_of_other_units_stay_closed_to_who_may_not_read_them(office: Office) -> None:
    issue = office.signed()
    text = page(office.reader, "issues-figure", issue.pk, 1)
    assert "峡窝镇" not in text and "其中 3 条属其他单位" in text
    content = client(office.reader).get(reverse("bulletin:issues-figure-rows", args=[issue.pk, 1])).content
    assert openpyxl.load_workbook(io.BytesIO(content)).active.max_row == 4


def test_the_frozen_rows_go_out_as_a_workbook(office: Office) -> None:
    issue = office.signed()
    content = client(office.editor).get(reverse("bulletin:issues-figure-rows", args=[issue.pk, 1])).content
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
    assert rows[3] == ("简称", "排序") and [row[0] for row in rows[4:]] == [
        "峡窝镇",
        "矿山街道",
        "新安路街道",
    ]


def test_the_files_are_downloaded_under_the_name_of_the_issue(office: Office) -> None:
    issue = office.signed()
    pdf = client(office.reader).get(reverse("bulletin:issues-pdf", args=[issue.pk]))
    assert pdf.content.startswith(b"%PDF") and pdf["Content-Disposition"].startswith("inline")
    again = client(office.reader).get(reverse("bulletin:issues-pdf", args=[issue.pk]), {"download": "1"})
    assert again.content == pdf.content and again["Content-Disposition"].startswith("attachment")
    assert client(office.reader).get(reverse("bulletin:issues-docx", args=[issue.pk])).content[:2] == b"PK"


def test_the_page_of_an_issue_takes_as_many_queries_for_many_items_as_for_few(office: Office) -> None:
    def queries(issue: Issue) -> int:
        signed_in = client(office.editor)
        address = reverse("bulletin:issues-record", args=[issue.pk])
        signed_in.get(address)
        with CaptureQueriesContext(connection) as found:
            signed_in.get(address)
        return len(found)

    issue = office.issue(office.received())
    few = queries(issue)
    for _ in range(8):
        actions.place_item(issue=issue, item=office.received(), by=office.editor)
        office.received()
    assert queries(issue) == few


def test_where_a_years_numbers_begin_is_set_on_a_page(office: Office) -> None:
    typed = {"year": "2020", "last_number": "46"}
    assert client(office.chief).post(reverse("bulletin:issues-run"), typed).status_code == 302
    assert office.signed().number == 47
    page(office.editor, "issues-run", status=403)
