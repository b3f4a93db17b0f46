"""The report as Word and Excel: what stands in them, that it fits the page, and that it never changes again."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from docx import Document
from docx.shared import Mm

from taizhang.investment.actions.rules import set_rules
from taizhang.investment.actions.stages import exclude
from taizhang.investment.entries import Share
from taizhang.organisation.models import Unit, User
from taizhang.reports.excel import report_xlsx
from taizhang.reports.models import MonthlyReport
from taizhang.reports.paper import in_groups
from taizhang.reports.views.reports import paper_of
from taizhang.reports.word import ACROSS, report_docx
from tests import factories
from tests.investment import makers
from tests.reports.conftest import cell, closed, target


@pytest.fixture
def june(verifier: User) -> MonthlyReport:
    """June, with a line for a project of May that was ruled fiscal money."""
    town = factories.unit("峡窝镇")
    for key, value in (("signed_over_1", "15"), ("signed_over_5", "5"), ("out_of_district_funds", "105")):
        target(verifier, key, value)
    target(verifier, "signed_over_1", "4", town)
    fiscal = makers.signed(verifier, "30", date(2020, 5, 6), unit=town, name="示例·财政项目")
    makers.signed(verifier, "6.5", date(2020, 5, 9), unit=town)
    closed(verifier, date(2020, 5, 31))
    exclude(by=verifier, project=fiscal, code="fiscal", on=date(2020, 6, 20), reason="资金来自财政。")
    makers.signed(verifier, "0.99996", date(2020, 6, 9), unit=factories.unit("中心路街道"))
    return closed(verifier, date(2020, 6, 30))


def text_of(content: bytes) -> str:
    word = Document(BytesIO(content))
    cells = [each.text for table in word.tables for row in table.rows for each in row.cells]
    return "\n".join([*(paragraph.text for paragraph in word.paragraphs), *cells])


def test_the_word_paper_says_what_the_report_prints(june: MonthlyReport) -> None:
    text = text_of(report_docx(paper_of(june)))
    for words in (
        "上街区2020年6月招商引资情况通报", "第2期", "商务局", "2020年7月1日", "一、总体情况",
        "本月0个，累计1个（含对上期以前的更正−1个），完成目标15个的6.7%，慢于时序43.3个百分点，亮红灯。",
        "示例·财政项目（峡窝镇）：核减，", "签约金额−30亿元", "原因：资金来自财政。", "附表1", "名次", "中心路街道",
    ):  # fmt: skip
        assert words in text, words


def test_the_tables_of_the_word_paper_fit_their_pages(june: MonthlyReport) -> None:
    word = Document(BytesIO(report_docx(paper_of(june))))
    assert len(word.sections) == 1 + len(word.tables)
    for section, table in zip(list(word.sections)[1:], word.tables, strict=True):
        room = section.page_width - section.left_margin - section.right_margin
        assert sum(column.width for column in table.columns) <= Mm(ACROSS) <= room + Mm(0.1)
        assert section.page_width > section.page_height


def test_the_workbook_has_the_paper_form_and_exact_numbers(june: MonthlyReport) -> None:
    book = openpyxl.load_workbook(BytesIO(report_xlsx(paper_of(june))))
    assert book.sheetnames == ["目标完成1", "其他指标1", "更正"]
    page = book["目标完成1"]
    assert page["A1"].value == "上街区2020年6月招商引资情况通报" and "A1:V1" in str(page.merged_cells.ranges)
    assert page["A2"].value == "填报单位：商务局"
    assert [cell.value for cell in page[2] if cell.value][1] == "日期：2020-07-01　第2期"
    assert (page["A5"].value, page["B5"].value, page["D5"].value, page["E5"].value) == ("全区", 15, 1, 1 / 15)
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert page.print_area and page.print_title_rows == "$1:$4"
    plain = book["其他指标1"]
    amounts = [cell.value for cell in plain[5]]
    assert 7.49996 in amounts and -30 in amounts
    lines = [[each.value for each in row] for row in book["更正"].iter_rows(min_row=4)]
    assert lines[0][:3] == ["示例·财政项目", "峡窝镇", "核减"] and lines[0][4] == "资金来自财政。"


def test_the_same_report_gives_the_same_files_whatever_the_ledger_becomes(
    verifier: User, june: MonthlyReport
) -> None:
    files = report_docx(paper_of(june)), report_xlsx(paper_of(june))
    assert (report_docx(paper_of(june)), report_xlsx(paper_of(june))) == files
    makers.signed(verifier, "8", date(2020, 5, 3))
    set_rules(by=verifier, year=2020, effective_on=date(2020, 7, 1))
    Unit.objects.filter(name="峡窝镇").update(name="峡窝新镇", short_name="峡窝新镇")
    found = MonthlyReport.objects.get(pk=june.pk)
    assert (report_docx(paper_of(found)), report_xlsx(paper_of(found))) == files


def test_the_units_under_double_counting_and_the_printed_line_are_the_district(verifier: User) -> None:
    town, other = factories.unit("峡窝镇"), factories.unit("中心路街道")
    set_rules(by=verifier, year=2020, effective_on=date(2020, 1, 1), attribution="double")
    makers.signed(verifier, "6", date(2020, 5, 9), unit=town, partners=(Share(other.pk, Decimal(30)),))
    makers.signed(verifier, "2", date(2020, 5, 10), unit=other)
    report = closed(verifier, date(2020, 5, 31))
    assert [cell(report, "signed_projects", unit).year_value for unit in (None, town, other)] == [
        "2",
        "1",
        "2",
    ]
    figure = cell(report, "signed_projects").figure
    assert (figure.difference_year, figure.difference_title) == ("-1", "双计重复")
    assert "双计重复" in text_of(report_docx(paper_of(report)))


def test_the_units_by_share_are_the_district_without_a_line(verifier: User) -> None:
    town, other = factories.unit("峡窝镇"), factories.unit("中心路街道")
    set_rules(by=verifier, year=2020, effective_on=date(2020, 1, 1), attribution="by_share")
    makers.signed(verifier, "6", date(2020, 5, 9), unit=town, partners=(Share(other.pk, Decimal(30)),))
    report = closed(verifier, date(2020, 5, 31))
    amounts = [cell(report, "signed_amount", unit).year_value for unit in (None, town, other)]
    assert amounts == ["6", "4.2", "1.8"]
    assert not cell(report, "signed_amount").figure.differs
    following = closed(verifier, date(2020, 6, 30))
    assert not cell(following, "signed_amount", other).lines.exists()


def test_figures_are_spread_evenly_over_the_tables() -> None:
    tables = list("abcdefg")
    assert [len(group) for group in in_groups(tables, 3)] == [3, 2, 2]  # type: ignore[arg-type]
    assert in_groups([], 3) == []
