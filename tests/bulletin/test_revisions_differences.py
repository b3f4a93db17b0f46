"""What differs between two texts: by sentence, then by character, figures whole."""

import pytest

from taizhang.bulletin.differences import Kind, Piece, aligned, differences, sentences

TEXTS = [
    ("", ""),
    ("", "新写的一段。"),
    ("删掉的一段。", ""),
    ("一、情况\n排查75家。整改6家。", "一、情况\n排查76家。整改6家。"),
    ("甲。乙。丙。", "丙。甲。丁！乙。"),
    ("共[[a.b|show=yu]]，不多。", "共[[a.c|show=yu]]，不多。"),
    ("第一段。\n第二段。", "第一段。第二段。"),
    ("没有句号的一段\n又一段", "没有句号的一段\n又是一段"),
    ("同", "完全不一样的话，没有一处相同"),
]


def without(lines: list[list[Piece]], kind: Kind) -> str:
    return "".join(piece.text for line in lines for piece in line if piece.kind is not kind).replace("↵", "")


def bare(text: str) -> str:
    return text.replace("\n", "")


@pytest.mark.parametrize(("old", "new"), TEXTS)
def test_either_version_can_be_read_out_of_the_difference(old: str, new: str) -> None:
    lines = differences(old, new)
    assert without(lines, Kind.INSERTED) == bare(old)
    assert without(lines, Kind.DELETED) == bare(new)


@pytest.mark.parametrize(("old", "new"), TEXTS)
def test_sentences_and_pairs_lose_nothing(old: str, new: str) -> None:
    assert "".join(sentences(old)) == old
    pairs = aligned(old, new)
    assert "".join(was or "" for was, _now in pairs) == old
    assert "".join(now or "" for _was, now in pairs) == new


def test_a_number_changes_whole_and_so_does_a_live_figure() -> None:
    [line] = differences("排查项目1,205家。", "排查项目1,305家。")
    assert [(piece.kind.value, piece.text) for piece in line] == [
        ("same", "排查项目"), ("del", "1,205"), ("ins", "1,305"), ("same", "家。"),
    ]  # fmt: skip
    [line] = differences("共[[a.b]]。", "共[[a.c]]。")
    assert [piece.text for piece in line] == ["共", "[[a.b]]", "[[a.c]]", "。"]


def test_a_sentence_put_in_leaves_its_neighbours_alone() -> None:
    [line] = differences("开头一句。结尾一句。", "开头一句。中间添的话！结尾一句。")
    assert [(piece.kind.value, piece.text) for piece in line] == [
        ("same", "开头一句。"), ("ins", "中间添的话！"), ("same", "结尾一句。"),
    ]  # fmt: skip


def test_a_paragraph_that_was_divided_says_so() -> None:
    lines = differences("上半句。下半句。", "上半句。\n下半句。")
    assert [[piece.text for piece in line] for line in lines] == [["上半句。", "↵"], ["下半句。"]]


def test_two_long_texts_without_a_sentence_in_common_are_compared_at_once() -> None:
    old = "".join(f"第{n}句旧话说的是{n * 7}件事。" for n in range(400))
    new = "".join(f"新文第{n}条另讲别处{n * 11}项。" for n in range(400))
    assert without(differences(old, new), Kind.DELETED) == new
