"""A checked text on the screen: nothing of it is lost, and each mark is named once where it begins."""

from hypothesis import given
from hypothesis import strategies as st

from taizhang.proofreading.marking import Mark, paragraphs


def test_a_claim_is_marked_where_it_stands() -> None:
    text = "共排查75家。\n\n查处175项。"
    [first, second] = paragraphs(text, [Mark("c1", 3, 6, "good", "支持"), Mark("c2", 11, 15, "bad", "矛盾")])
    assert [(piece.text, piece.shown.key if piece.shown else "") for piece in first] == [
        ("共排查", ""),
        ("75家", "c1"),
        ("。", ""),
    ]
    assert [piece.text for piece in second if piece.opens] == ["175项"]


def test_of_two_marks_over_each_other_the_graver_shows_and_both_are_named() -> None:
    marks = [Mark("c1", 0, 4, "good", "支持", rank=2), Mark("p1", 2, 6, "bad", "文内问题", rank=0)]
    [pieces] = paragraphs("一二三四五六七", marks)
    assert [(piece.text, piece.shown.key if piece.shown else "") for piece in pieces] == [
        ("一二", "c1"),
        ("三四", "p1"),
        ("五六", "p1"),
        ("七", ""),
    ]
    assert [mark.key for piece in pieces for mark in piece.opens] == ["c1", "p1"]


spans = st.tuples(st.integers(0, 40), st.integers(1, 12))


@given(st.text(alphabet="一二三。 \n１2家", max_size=40), st.lists(spans, max_size=6))
def test_the_pieces_join_to_the_lines(text: str, places: list[tuple[int, int]]) -> None:
    marks = [Mark(f"c{n}", start, start + length, "good", "") for n, (start, length) in enumerate(places)]
    lines = [line for line in text.splitlines() if line.strip()]
    assert ["".join(piece.text for piece in pieces) for pieces in paragraphs(text, marks)] == lines
