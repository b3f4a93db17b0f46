"""Where lines may break, and how text is cleaned before it is set."""

import pytest

from taizhang.bulletin.typesetting.breaking import ZERO_WIDTH_SPACE, cells, stretches, title_lines
from taizhang.bulletin.typesetting.document import (
    Figure,
    ItemBlock,
    Level,
    Paragraph,
    clean_text,
    printed_source,
)


def kept(text: str) -> list[str]:
    return [stretch for stretch, together in stretches((text,)) if together]


@pytest.mark.parametrize(
    ("text", "together"),
    [
        ("出动120余人次，巡查60余次", ["120余人次", "60余次"]),
        ("总额225.7亿元、投资1,234.56万元", ["225.7亿元", "1,234.56万元"]),
        ("增长6.5%，提高1.2个百分点", ["6.5%", "1.2个百分点"]),
        ("投资3.2—3.5亿元", ["3.2—3.5亿元"]),
        ("2020年6月19日", ["2020年", "6月", "19日"]),
        ("热线12345和PM2.5浓度，A4纸、K2个", []),
        ("没有数字", []),
    ],
)
def test_a_number_keeps_its_unit(text: str, together: list[str]) -> None:
    assert kept(text) == together
    assert "".join(stretch for stretch, _ in stretches((text,))) == text


def test_a_figure_is_kept_whole_unless_it_is_wider_than_a_line_allows() -> None:
    assert list(stretches((Figure("75", "家"),))) == [("75家", True)]
    assert list(stretches((Figure("7" * 40, "家"),))) == [("7" * 40 + "家", False)]


def test_a_long_latin_word_gets_places_to_break() -> None:
    word = "https://example.gov.cn/" + "abcdefgh" * 10
    (stretch,) = [stretch for stretch, _ in stretches((word,))]

    assert stretch.replace(ZERO_WIDTH_SPACE, "") == word
    assert max(map(len, stretch.split(ZERO_WIDTH_SPACE))) <= 30


def test_latin_characters_are_counted_as_narrow() -> None:
    assert cells("2020年") == pytest.approx(4 * 0.6 + 1)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("区住建局集中整治建筑工地环境卫生", ("区住建局集中整治建筑工地环境卫生",)),
        (
            "区城管局推行“疏堵结合、三色管理”服务夜间经济健康有序发展",
            ("区城管局推行“疏堵结合、三色管理”", "服务夜间经济健康有序发展"),
        ),
        (
            "全区上下凝心聚力攻坚克难，确保招商引资项目早落地早见效",
            ("全区上下凝心聚力攻坚克难，", "确保招商引资项目早落地早见效"),
        ),
        ("一二三四五六七八九十" * 3, ("一二三四五六七八九十" * 3,)),
    ],
)
def test_a_long_title_breaks_at_a_mark_near_its_middle(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines((title,)) == lines


def test_a_title_that_the_editor_broke_stays_so() -> None:
    assert title_lines(ItemBlock("全区上下\n  齐心协力  \n\n").title_lines) == ("全区上下", "齐心协力")


def test_cleaning_drops_what_cannot_be_seen_and_keeps_the_rest() -> None:
    assert clean_text("甲\u200b乙\ufeff\x07丙\n丁 a\nb\u00a0c") == "甲乙丙丁 a b c"


def test_a_paragraph_drops_typed_indents_and_empty_runs() -> None:
    paragraph = Paragraph(("　　文", "", Figure("", ""), "末 　"), "second")  # type: ignore[arg-type]

    assert paragraph.runs == ("文", "末") and paragraph.level is Level.SECOND and paragraph.text == "文末"


def test_a_source_gets_one_pair_of_brackets() -> None:
    assert printed_source("区商务局") == printed_source("（区商务局）") == "（区商务局）"
    assert printed_source("") == ""
