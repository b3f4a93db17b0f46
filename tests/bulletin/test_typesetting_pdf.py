"""The printed page, measured: 22 lines, the foot on the lower edge, nothing broken that belongs together."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.bulletin.typesetting import pdf
from taizhang.bulletin.typesetting.coverage import GlyphMissing
from taizhang.bulletin.typesetting.document import Figure, ItemBlock, Level, Paragraph
from taizhang.bulletin.typesetting.fonts import Face, FontSet, Role, find_fonts
from taizhang.bulletin.typesetting.pdf import TypesettingFailed, render_pdf
from tests.bulletin.printed_pages import (
    CELL,
    CLOSING_MARKS,
    MM,
    PITCH,
    Page,
    fonts_without_file,
    issue,
    item,
    metadata,
    printed,
    text_of,
)

HAN = "区里把全部在建项目列入一本台账由包片人员逐个上门检查食堂宿舍厕所和材料堆场"


def prose(characters: int) -> str:
    """Chinese text without marks, so that every character fills its cell."""
    return (HAN * (characters // len(HAN) + 1))[:characters]


def five_pages() -> list[Page]:
    sentences = "各单位每周更新一次进展，每月核对一次数据；逾期不报的，予以通报。共检查75家，发现问题175项。"
    return printed(
        issue(
            *(item(f"第{nth}项工作扎实推进", *(sentences * 4 for _ in range(2))) for nth in "一二三四"),
            item("最后一项", prose(280)),
        )
    )


def test_a_full_page_has_22_lines_at_a_pitch_of_10_227_mm() -> None:
    page = printed(issue(item("长稿", prose(28 * 60))))[1]

    baselines = [line.baseline for line in page.body]
    assert len(baselines) == 22
    for nth, baseline in enumerate(baselines):
        # The first line's box starts at the top margin of 37 mm; a character reaches 0.88 of its size above the line.
        assert baseline == pytest.approx(37 + 0.88 * CELL + nth * PITCH, abs=0.02)


def test_a_line_has_28_characters_from_edge_to_edge_of_the_type_area() -> None:
    for page in printed(issue(item("长稿", prose(28 * 60))))[1:3]:
        for line in page.body[:10]:
            assert len(line.text) == 28
            assert line.left == pytest.approx(page.left, abs=0.02)
            assert line.right == pytest.approx(page.left + 156, abs=0.02)


def test_a_paragraph_starts_two_characters_in() -> None:
    page = printed(issue(item("短稿", prose(40))))[0]

    first, second = [
        line for line in page.body if HAN[5:9] in line.text or line.text.startswith(prose(40)[26:30])
    ]
    assert first.left == pytest.approx(28 + 2 * CELL, abs=0.02)
    assert second.left == pytest.approx(28, abs=0.02)


def test_the_last_rule_lies_on_the_lower_edge_of_the_type_area_of_the_last_page() -> None:
    for document in (
        issue(),
        issue(item("长稿", prose(28 * 50))),
        issue(copies=None, editors=()),
        issue(sent_to=""),
    ):
        pages = printed(document)
        foot = [rule for rule in pages[-1].rules if rule.thickness < 0.5]
        assert foot[-1].y == pytest.approx(37 + 225, abs=0.02)
        assert all(rule.thickness > 0.5 for page in pages[:-1] for rule in page.rules)


def test_the_rules_of_the_foot_are_0_35_0_25_and_0_35_mm_and_as_wide_as_the_type_area() -> None:
    page = printed(issue())[-1]

    rules = [rule for rule in page.rules if rule.thickness < 0.5]
    assert [rule.thickness for rule in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.001)
    for rule in rules:
        assert (rule.left, rule.right) == pytest.approx((page.left, page.left + 156), abs=0.02)


def test_the_foot_names_recipients_editors_and_copies_between_its_rules() -> None:
    page = printed(issue())[-1]

    top, middle, bottom = [rule.y for rule in page.rules if rule.thickness < 0.5]
    sent, distributed = page.line("本期送：区委"), page.line("发：各镇")
    assert top < sent.baseline < distributed.baseline < middle
    assert middle < page.line("责任编辑：编辑甲").baseline < bottom
    assert page.line("责任编辑").text.endswith("共印120份")


def test_the_foot_never_overlaps_the_text() -> None:
    for characters in range(28 * 8, 28 * 16, 28):
        last = printed(issue(item("稿", prose(characters))))[-1]
        top = min(rule.y for rule in last.rules if rule.thickness < 0.5)
        above = [line.baseline for line in last.body]
        assert not above or max(above) + 0.12 * CELL < top


def test_the_colophon_stands_under_the_last_rule_and_above_the_page_number() -> None:
    page = printed(issue())[-1]

    colophon, number = page.line("日志链首"), page.line("— 1 —")
    assert colophon.baseline - 0.88 * colophon.size / MM > 262
    assert colophon.baseline < number.baseline - 0.75 * number.size / MM
    assert (colophon.left + colophon.right) / 2 == pytest.approx(28 + 78, abs=0.1)


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages_seven_mm_below_the_type_area() -> None:
    for page in five_pages():
        number = page.line(f"— {page.number} —")
        assert number.size == 14
        # Noto Serif SC draws the dash 0.29 of the size above the line.
        assert number.baseline - 0.29 * 14 / MM == pytest.approx(269, abs=0.05)
        one_character = 14 / MM
        if page.number % 2:
            assert number.right == pytest.approx(page.left + 156 - one_character, abs=0.1)
        else:
            assert number.left == pytest.approx(page.left + one_character, abs=0.1)


def test_the_head_has_the_red_masthead_number_publisher_date_and_red_rule() -> None:
    page = printed(issue(secrecy="内部资料", serial="000012"))[0]

    masthead, number, signed = page.line("城关信息"), page.line("第47期"), page.line("中共城关区委办公室")
    rule = next(rule for rule in page.rules if rule.thickness > 0.5)
    assert masthead.size > 60 and "NotoSerifSC-Bold" in masthead.fonts
    assert masthead.baseline < number.baseline < signed.baseline < rule.y
    for line in (masthead, number):
        assert (line.left + line.right) / 2 == pytest.approx(28 + 78, abs=1.7)
    assert signed.text.endswith("2020年6月19日")
    assert rule.colour == (0xE6, 0x00, 0x12)
    assert page.lines[0].text == "内部资料000012"
    assert page.lines[0].right == pytest.approx(28 + 156, abs=0.05)


def test_a_long_masthead_is_set_smaller_and_stays_inside_the_type_area() -> None:
    masthead = printed(issue(masthead="城关区经济社会发展工作信息快报"))[0].lines[0]

    assert masthead.left >= 28 and masthead.right <= 28 + 156


def test_a_preview_says_so_in_its_head_and_has_no_number() -> None:
    page = printed(issue(number=None))[0]

    assert "（预览稿，未签发）" in page.text
    assert "第47期" not in page.text


def test_a_supplement_has_its_own_number() -> None:
    assert "增刊第2期" in printed(issue(number=2, supplement=True))[0].text


def test_text_under_titles_of_one_and_two_lines_stays_on_the_lines_of_the_page() -> None:
    long_title = "区城管局推行“疏堵结合、三色管理”服务夜间经济健康有序发展"
    for page in printed(
        issue(item(long_title, prose(200)), item("短题", prose(300)), item(long_title, prose(900)))
    ):
        for line in page.body:
            if page.number > 1 or line.baseline > 105:
                lines_down = (line.baseline - 37 - 0.88 * CELL) / PITCH
                assert lines_down == pytest.approx(round(lines_down), abs=0.003)


def test_a_title_of_two_lines_is_centred_and_breaks_at_a_mark() -> None:
    page = printed(issue(item("区城管局推行“疏堵结合、三色管理”服务夜间经济健康有序发展", prose(60))))[0]

    upper, lower = [line for line in page.lines if line.size == 22]
    assert upper.text.endswith("三色管理”") and lower.text.startswith("服务")
    for line in (upper, lower):
        assert (line.left + line.right) / 2 == pytest.approx(28 + 78, abs=2.1)


def test_a_title_breaks_where_the_editor_wants_it() -> None:
    page = printed(issue(item("我区召开重点项目\n建设推进会", prose(60))))[0]

    assert [line.text for line in page.lines if line.size == 22] == ["我区召开重点项目", "建设推进会"]


def test_a_title_of_three_lines_leaves_no_character_alone() -> None:
    page = printed(issue(item(prose(43), prose(60))))[0]

    lengths = [len(line.text) for line in page.lines if line.size == 22]
    assert sum(lengths) == 43 and min(lengths) >= 12


def test_the_source_closes_the_item_in_the_second_hand() -> None:
    page = printed(issue())[0]

    line = page.line("全部整改到位。")
    assert line.text.endswith("（区住建局）")
    assert "LXGWWenKai-Regular" in line.fonts


def test_levels_are_set_in_their_hands() -> None:
    page = printed(issue())[0]

    assert page.line("一、上年签约").fonts == ("NotoSansSC-Regular",)
    assert "LXGWWenKai-Regular" in page.line("（一）亿元").fonts
    assert "LXGWWenKai-Light" in page.line("新签约").fonts


@pytest.mark.parametrize("run", [Figure("225.7", "亿元"), Figure("120余", "人次")], ids=str)
def test_a_figure_is_never_parted_from_its_unit(run: Figure) -> None:
    paragraphs = tuple(Paragraph((prose(before), run, prose(30))) for before in range(16, 30))
    printed_lines = [line.text for page in printed(issue(ItemBlock("稿", paragraphs))) for line in page.body]

    assert sum(line.count(str(run)) for line in printed_lines) == len(paragraphs)


def test_a_typed_number_is_never_parted_from_its_unit() -> None:
    typed = ("120余人次", "3.2—3.5亿元", "37.22%", "1.2个百分点", "2019年")
    paragraphs = [prose(before) + number + prose(30) for number in typed for before in range(18, 28)]
    printed_lines = [line.text for page in printed(issue(item("稿", *paragraphs))) for line in page.body]

    for number in typed:
        assert sum(line.count(number) for line in printed_lines) == 10


@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.sampled_from([*"区里全部检查，。、；：”）》", "“甲”", "（乙）", "75家", "6.5%"]),
        min_size=60,
        max_size=200,
    )
)
def test_no_line_begins_with_a_closing_mark(pieces: list[str]) -> None:
    text = "首" + "".join(pieces) + "尾"
    lines = [line.text for page in printed(issue(item("稿", text, source=""))) for line in page.body]

    started = [line for line in lines if line[0] in CLOSING_MARKS]
    assert not started or re.search(f"[{re.escape(CLOSING_MARKS)}]{{12,}}", text)


def test_no_heading_is_left_alone_at_the_foot_of_a_page() -> None:
    for filler in range(8, 17):
        blocks = (
            Paragraph((prose(26 + 28 * filler),)),
            Paragraph(("一、标题一",), Level.FIRST),
            Paragraph(("（一）标题二",), Level.SECOND),
            Paragraph((prose(28 * 30),)),
        )
        for page in printed(issue(ItemBlock("稿", blocks, "区住建局"), item("又一稿", prose(28 * 9))))[:-1]:
            text = [line for line in page.lines if line.size > 14.5]
            assert "标题" not in text[-1].text and text[-1].size < 20


def test_items_are_parted_by_a_blank_line_which_the_top_of_a_page_swallows() -> None:
    for filler in range(24, 40):
        pages = printed(issue(item("先", prose(28 * filler)), item("后", prose(28 * 4))))
        page = next(page for page in pages if any(line.text == "后" for line in page.lines))
        title = page.line("后")
        above = [line.baseline for line in page.body if line.baseline < title.baseline]
        if above:
            assert title.baseline - max(above) > 2 * PITCH
        else:
            assert title.baseline < 37 + 2 * PITCH


def test_an_issue_of_five_pages_has_one_head_and_one_foot() -> None:
    pages = five_pages()

    assert len(pages) == 5
    assert text_of(pages).count("城关信息") == text_of(pages).count("责任编辑") == 1
    assert "城关信息" in pages[0].text and "责任编辑" in pages[-1].text


def test_an_issue_of_one_item_without_source_is_one_page() -> None:
    (page,) = printed(issue(item("短讯", "一切正常。", source="")))

    assert "一切正常。" in page.text and "（）" not in page.text


def test_an_issue_without_items_and_an_item_without_text_can_be_previewed() -> None:
    assert "预览稿" in printed(issue(number=None, items=()))[0].text
    assert "（区住建局）" in printed(issue(item("只有标题")))[0].text


def test_rare_characters_of_names_are_printed() -> None:
    names = "镕堃喆翀珺玥昇犇祎垚赟"
    page = printed(
        issue(item(names, names, Paragraph((names,), Level.FIRST), Paragraph((names,), Level.SECOND)))
    )[0]

    assert page.text.count(names) == 4


SYNTAX = r"""#let x = 1 *粗* _斜_ $x^2$ \ <标签> @引用 "甲" 'b' [丙] ]] ` ``` ~ -- --- // /* */ = + - 1. #{ } \u{41} &amp; %s {0}"""


def test_characters_of_typst_markup_are_printed_as_they_are() -> None:
    pages = printed(
        issue(
            item(SYNTAX[:40], SYNTAX, Paragraph((Figure(SYNTAX[:11], "*"),)), source="#x"), publisher="#局_*"
        )
    )

    printed_text = text_of(pages).replace(" ", "")
    for text in (SYNTAX, SYNTAX[:40], SYNTAX[:11] + "*", "（#x）", "#局_*"):
        assert text.replace(" ", "") in printed_text


def test_pasted_control_characters_and_invisible_marks_do_not_reach_the_paper() -> None:
    page = printed(
        issue(item("粘\u200b贴\t的标题", "\ufeff　　第\x00一\u00ad行\r\n第二\u2028行 word\nword"))
    )[0]

    assert "粘贴的标题" in page.text
    assert "第一行第二行wordword" in page.text.replace(" ", "")


def test_a_long_address_breaks_instead_of_running_off_the_paper() -> None:
    page = printed(issue(item("稿", "网址" + "https://example.gov.cn/" + "a1b2c3d4" * 20)))[0]

    assert max(line.right for line in page.body) <= page.left + 156 + 0.05


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120), st.text(max_size=30))
def test_any_text_is_printed_or_refused_with_its_characters_named(text: str, title: str) -> None:
    try:
        pdf_bytes = render_pdf(issue(item(title, text)))
    except GlyphMissing as refusal:
        assert refusal.characters
    else:
        assert pdf_bytes.startswith(b"%PDF-")


def test_the_same_issue_gives_the_same_bytes() -> None:
    first = render_pdf(issue())
    render_pdf(issue(item("另一期", "别的内容。")))

    assert render_pdf(issue()) == first


def test_the_same_issue_gives_the_same_bytes_in_another_process() -> None:
    program = (
        "import sys; from tests.bulletin.printed_pages import issue, render_pdf;"
        "sys.stdout.buffer.write(render_pdf(issue()))"
    )
    other = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert other.stdout == render_pdf(issue())


def test_the_file_is_pdf_a_2b_dated_by_the_issue_and_carries_its_fonts() -> None:
    document = issue(issued_on=date(2021, 3, 4))
    made = render_pdf(document)

    assert b"<pdfaid:part>2</pdfaid:part>" in made and b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    said = metadata(made)
    assert said["CreationDate"].startswith("D:20210304")
    assert said["Title"] == "城关信息 2020年第47期"
    assert fonts_without_file(made) == set()


def test_a_warning_of_typst_is_an_error() -> None:
    fonts = find_fonts()
    chains = tuple(
        (role, (Face("No Such Family"), *chain) if role is Role.BODY else chain)
        for role, chain in fonts.chains
    )

    with pytest.raises(TypesettingFailed, match=r"(?i)no such family"):
        render_pdf(issue(), FontSet(fonts.folders, chains))


def test_threads_share_one_press() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda copies: render_pdf(issue(copies=copies)), [1, 2, 1, 2, 1, 2]))

    assert made[0] == made[2] == made[4] and made[1] == made[3] == made[5] != made[0]
    assert pdf._press(find_fonts()) is pdf._press(find_fonts())
