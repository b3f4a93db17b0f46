"""The normal form of a text leads back to the raw one, and stray blanks change nothing of what is found."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taizhang.proofreading.reading.quantities import find
from taizhang.proofreading.reading.text import Text
from tests.proofreading import quantity_lines

PLAIN = "\n".join(
    "".join(
        piece.split("|")[0] if "|" in piece else piece
        for piece in line.replace("⟧", "⟦").replace("⟫", "⟦").replace("⟪", "⟦").split("⟦")
    )
    for line in (quantity_lines.LINES + quantity_lines.NOTHING).splitlines()
)
SENTENCES = [line for line in PLAIN.splitlines() if line and not line.startswith("#")]
BLANKS = st.sampled_from([" ", "\u3000", "\u00a0", "\u200b", "  "])
PROSE = st.text(
    alphabet=st.sampled_from(
        "一二三十百千万亿两零0123456789.,，。、；：%％约近超余多以上左右元个家人次项亿月年日第“”（） \n\t—~-至由分之成倍增长下降签项目"
    ),
    max_size=60,
)


@given(PROSE)
@settings(max_examples=300, deadline=None)
def test_places_always_give_back_the_printed_words(raw: str) -> None:
    text = Text.of(raw)
    found = find(text)

    for quantity, (start, end) in zip(found.quantities, found.places, strict=True):
        assert raw[quantity.start : quantity.end] == quantity.text == text.slice(start, end)
    for bound, (start, end) in zip(found.thresholds, found.bounds, strict=True):
        assert raw[bound.start : bound.end] == bound.text == text.slice(start, end)
    spans = sorted(found.places + found.bounds)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@given(st.sampled_from(SENTENCES), st.lists(st.tuples(st.integers(0, 200), BLANKS), max_size=8))
@settings(max_examples=300, deadline=None)
def test_stray_blanks_change_nothing(sentence: str, blanks: list[tuple[int, str]]) -> None:
    spaced = sentence
    for place, blank in blanks:
        at = place % (len(spaced) + 1)
        spaced = spaced[:at] + blank + spaced[at:]
    before, after = find(Text.of(sentence)), find(Text.of(spaced))

    assert [(q.value, q.low, q.high, q.unit) for q in after.quantities] == [
        (q.value, q.low, q.high, q.unit) for q in before.quantities
    ]
    assert after.places == before.places
    assert after.bounds == before.bounds


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read(raw: str) -> None:
    text = Text.of(raw)
    find(text)

    assert len(text.offsets) == len(text.norm) + 1
    assert list(text.offsets) == sorted(text.offsets)


@pytest.mark.parametrize(
    ("raw", "norm"),
    [
        ("６月１２日，共１，２３４家（％）", "6月12日，共1,234家（%）"),
        ("共75家,其中12家(学校3家);8:30开会", "共75家，其中12家（学校3家）；8:30开会"),
        ("分别为120,150,180家", "分别为120，150，180家"),
        ("分别为1,021人，389人", "分别为1,021人，389人"),
        ("分别为1,150人，389人", "分别为1,150人，389人"),
        ("完成75家.其中3家", "完成75家。其中3家"),
        ("增长2.5%.下一步", "增长2.5%。下一步"),
        ('落实"六稳"、"六保"', "落实“六稳”、“六保”"),
        ("一.提高认识。二.压实责任", "一、提高认识。二、压实责任"),
        ("75\t6", "75\n6"),
        ("1\n20家", "120家"),
    ],
)
def test_each_character_has_one_form(raw: str, norm: str) -> None:
    assert Text.of(raw).norm == norm


def test_breaks_and_blanks_are_kept_as_places() -> None:
    text = Text.of("第一段 正文\n第二段")

    assert text.norm == "第一段正文第二段"
    assert text.blanks == (3,)
    assert text.breaks == (5,)
    assert text.span(3, 5) == (4, 6)
    assert text.at(7) == 5


def test_a_text_of_5000_characters_is_read_in_a_moment() -> None:
    text = (PLAIN * 2)[:5000]
    find(Text.of(text))
    times = []
    for _turn in range(5):
        began = time.process_time()
        find(Text.of(text))
        times.append(time.process_time() - began)

    assert min(times) < 0.06
