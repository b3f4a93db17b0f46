"""The Word copy: official font names, a page of 22 exact lines, and the same file for the same issue."""

import io
import zipfile
from datetime import UTC, datetime
from xml.etree import ElementTree

from docx import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.bulletin.typesetting.document import Figure, IssueDocument, ItemBlock, Paragraph
from taizhang.bulletin.typesetting.word import render_docx
from tests.bulletin.printed_pages import issue, item

SYNTAX = """<w:t>&amp;</w:t> ]]> "引" {0} %s \\ $x$ #let *粗*"""

# The order of CT_PPr in the schema of WordprocessingML.
PARAGRAPH_PROPERTIES = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
    "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
    "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "rPr",
]  # fmt: skip


def word(document: IssueDocument):  # type: ignore[no-untyped-def]
    return Document(io.BytesIO(render_docx(document)))


def part(document: IssueDocument, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(render_docx(document))) as package:
        return ElementTree.fromstring(package.read(name))


def run_with(document: IssueDocument, words: str):  # type: ignore[no-untyped-def]
    return next(run for paragraph in word(document).paragraphs for run in paragraph.runs if words in run.text)


def test_the_text_of_the_issue_stands_in_its_order() -> None:
    text = [paragraph.text for paragraph in word(issue()).paragraphs if paragraph.text]

    assert text == [
        "城关信息",
        "第47期",
        "　中共城关区委办公室\t2020年6月19日",
        "区住建局集中整治建筑工地环境卫生",
        "全区在建项目、拆迁工地和待建空地全部列入一本台账，由包片人员逐个上门检查。",
        "已检查项目75家，发现问题175项，全部整改到位。（区住建局）",
        "我区召开重点招商项目落地推进会",
        "一、上年签约质量稳步提高",
        "（一）亿元以上项目",
        "新签约亿元以上项目23个，总额225.7亿元。（区商务局）",
        "本期送：区委、区人大常委会、区政府、区政协领导",
        "发：各镇、街道，区直各单位",
        "责任编辑：编辑甲　编辑乙\t共印120份",
        "日志链首 第18342条 66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    ]


def test_runs_name_the_fonts_that_offices_have_as_east_asian_text() -> None:
    for words, font in (
        ("城关信息", "方正小标宋简体"),
        ("区住建局集中", "方正小标宋简体"),
        ("一、上年", "黑体"),
        ("（一）亿元", "楷体_GB2312"),
        ("（区商务局）", "楷体_GB2312"),
        ("全区在建", "仿宋_GB2312"),
        ("本期送", "仿宋_GB2312"),
    ):
        fonts = run_with(issue(), words)._r.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
        assert fonts.get(qn("w:hint")) == "eastAsia"


def test_body_text_is_16_points_with_a_quarter_point_taken_off_each_character() -> None:
    run = run_with(issue(), "全区在建")

    assert run.font.size.pt == 16
    assert run._r.rPr.find(qn("w:spacing")).get(qn("w:val")) == "-5"


def test_a_page_has_22_exact_lines_on_the_paper_of_the_standard() -> None:
    made = word(issue())
    section, normal = made.sections[0], made.styles["Normal"].paragraph_format

    millimetres = [round(length.mm) for length in (section.page_width, section.page_height)]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert millimetres == [210, 297]
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    assert normal.line_spacing.pt == 28.95
    assert 22 * 28.95 <= 225 * 72 / 25.4 and 28 * (16 - 0.25) <= 156 * 72 / 25.4
    grid = section._sectPr.find(qn("w:docGrid"))
    assert (grid.get(qn("w:type")), grid.get(qn("w:linePitch"))) == ("lines", "579")


def test_pages_mirror_and_number_themselves_on_the_outer_side() -> None:
    made = word(issue())

    assert made.settings.odd_and_even_pages_header_footer
    assert made.settings.element.find(qn("w:mirrorMargins")) is not None
    odd, even = made.sections[0].footer.paragraphs[0], made.sections[0].even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    for footer in (odd, even):
        assert footer.text.startswith("— ") and footer.text.endswith(" —")
        assert " PAGE " in [code.text for code in footer._p.iter(qn("w:instrText"))]


def test_the_foot_is_one_frame_on_the_lower_edge_with_three_rules() -> None:
    made = word(issue())

    framed = [
        p
        for p in made.paragraphs
        if (f := p._p.pPr.find(qn("w:framePr"))) is not None and f.get(qn("w:yAlign"))
    ]
    assert {p._p.pPr.find(qn("w:framePr")).get(qn("w:yAlign")) for p in framed} == {"bottom"}
    rules = [p.paragraph_format.line_spacing.pt for p in framed if p._p.pPr.find(qn("w:shd")) is not None]
    assert rules == [1.0, 0.7, 1.0]
    assert made.paragraphs[-1]._p.pPr.find(qn("w:framePr")) is None


def test_the_foot_keeps_its_outer_rules_when_nobody_is_named() -> None:
    made = word(issue(sent_to="", distributed_to="", editors=(), copies=None, colophon=""))

    assert sum(1 for _ in made.element.body.iter(qn("w:shd"))) == 2


def test_elements_of_a_paragraph_stand_in_the_order_of_the_schema() -> None:
    for name in ("word/document.xml", "word/styles.xml", "word/footer1.xml"):
        for properties in part(issue(secrecy="内部", serial="1"), name).iter(qn("w:pPr")):
            ranks = [PARAGRAPH_PROPERTIES.index(child.tag.split("}")[1]) for child in properties]
            assert ranks == sorted(ranks)


def test_a_title_of_two_lines_takes_three_lines_of_the_page() -> None:
    made = word(issue(item("区城管局推行“疏堵结合、三色管理”服务夜间经济健康有序发展", "文")))

    title = next(p for p in made.paragraphs if p.text.startswith("区城管局"))
    shape = title.paragraph_format
    assert title.text.split("\n") == ["区城管局推行“疏堵结合、三色管理”", "服务夜间经济健康有序发展"]
    assert abs(2 * shape.line_spacing.pt + shape.space_before.pt + shape.space_after.pt - 3 * 28.95) < 0.3
    assert shape.keep_with_next


def test_headings_are_kept_with_what_follows() -> None:
    kept = [p.text for p in word(issue()).paragraphs if p.paragraph_format.keep_with_next]

    assert "一、上年签约质量稳步提高" in kept and "（一）亿元以上项目" in kept


def test_secrecy_and_serial_stand_on_the_first_line() -> None:
    made = word(issue(secrecy="内部资料", serial="000012"))

    assert made.paragraphs[0].text == "内部资料\t000012"


def test_a_preview_says_so() -> None:
    assert "（预览稿，未签发）" in [paragraph.text for paragraph in word(issue(number=None)).paragraphs]


def test_an_item_without_text_still_names_its_source() -> None:
    assert "（区住建局）" in [paragraph.text for paragraph in word(issue(item("只有标题"))).paragraphs]
    assert word(issue(items=(ItemBlock("", (), ""),), number=None)).paragraphs


def test_characters_of_xml_and_of_templates_are_written_as_they_are() -> None:
    document = issue(
        item("题" + SYNTAX[:12], SYNTAX, Paragraph((Figure("<75>", "&家"),)), source=""), publisher=SYNTAX
    )
    text = "\n".join(paragraph.text for paragraph in word(document).paragraphs)

    assert text.count(SYNTAX) == 2 and "题" + SYNTAX[:12] in text and "<75>&家" in text


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert render_docx(issue()) == render_docx(issue())
    assert render_docx(issue()) != render_docx(issue(copies=121))


def test_the_file_is_dated_by_the_issue_and_by_no_clock() -> None:
    made = render_docx(issue())

    properties = word(issue()).core_properties
    assert properties.created == properties.modified == datetime(2020, 6, 19, 4, 0, tzinfo=UTC)
    assert properties.title == "城关信息 2020年第47期"
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    assert word(issue(item(text, text))).paragraphs
