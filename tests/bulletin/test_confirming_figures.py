"""Which figures of a text were changed: the rule by itself."""

import pytest

from taizhang.bulletin.changed_figures import Change, figures_changed, figures_of


def changes(old: str, new: str) -> list[tuple[str, str]]:
    return [(each.was, each.now) for each in figures_changed(old, new)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("排查75家。", "排查76家。", [("75", "76")]),
        ("排查75家。", "已排查75家。", []),
        ("出动120余人次。", "出动120人次。", [("120余", "120")]),
        ("投资5亿元。", "投资5万元。", [("5亿", "5万")]),
        ("整改率99%。", "整改率99.5％。", [("99%", "99.5％")]),
        ("共1,200家。", "共1200家。", []),
        ("共１２家。", "共12家。", []),
        ("共[[a.b]]。", "共[[a.b|show=yu]]。", [("[[a.b]]", "[[a.b|show=yu]]")]),
        ("共75家。", "共[[a.b]]。", [("75", "[[a.b]]")]),
        ("甲5个，乙6个。", "甲6个，乙5个。", [("", "6"), ("6", "")]),
        ("排查75家，整改6家。", "排查75家，已经整改。", [("6", "")]),
        ("排查很多家。", "排查75家。", [("", "75")]),
    ],
)
def test_a_change_of_a_number_or_a_live_figure_is_found(
    old: str, new: str, found: list[tuple[str, str]]
) -> None:
    assert changes(old, new) == found


def test_a_change_stands_with_its_sentence() -> None:
    old = "开头没有数。排查75家，责令停工6家。后面也没有。"
    new = "开头没有数。排查75家，责令停工7家。后面也没有。"
    assert figures_changed(old, new) == [Change("6", "7", "排查75家，责令停工7家。")]


def test_a_sentence_that_is_cut_whole_is_no_changed_figure() -> None:
    assert not figures_changed("排查75家。另有3家待查。其余正常。", "排查75家。其余正常。")


def test_a_sentence_that_moves_is_compared_with_what_it_was() -> None:
    old = "一是排查建设项目75家。二是责令停工整改6家。三是发现问题175项。"
    new = "三是发现问题175项。一是排查建设项目75家。二是责令停工整改8家。"
    assert changes(old, new) == [("6", "8")]


def test_words_alone_change_no_figure() -> None:
    assert not figures_changed("今年以来，夜间出动人员124人次。", "年初至今，累计夜间出动124人次。")


def test_figures_are_read_in_order() -> None:
    assert figures_of("6月12日，8个项目、[[a.b]]、225.7亿元") == ["6", "12", "8", "[[a.b]]", "225.7亿"]
