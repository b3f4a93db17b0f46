"""Paragraphs and headings of an item's text."""

import pytest

from taizhang.bulletin.prose import length, level_of, paragraphs
from taizhang.bulletin.typesetting.document import Level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("一、基本情况", Level.FIRST),
        ("十二、下步打算。", Level.FIRST),
        ("（三）盯住重点", Level.SECOND),
        ("(三)盯住重点", Level.SECOND),
        ("一是摸清底数。建立台账，每日更新。", Level.BODY),
        ("一、摸清底数。建立台账，每日更新。", Level.BODY),
        ("一、" + "长" * 60, Level.BODY),
        ("今年以来，全区共有工地", Level.BODY),
    ],
)
def test_a_short_paragraph_that_begins_with_a_numeral_is_a_heading(text: str, level: Level) -> None:
    assert level_of(text) is level


def test_a_line_is_a_paragraph_and_blank_lines_are_none() -> None:
    assert list(paragraphs("一、情况\n\n　　共有。 \n")) == [
        (Level.FIRST, "一、情况"),
        (Level.BODY, "共有。"),
    ]


def test_a_token_counts_as_one_character() -> None:
    assert length("共有[[towns.counted|show=yu]] 。") == 4
