"""What looks like parts or claims and is none: tiers within each other, the next unit's total, pairs of slogans."""

import pytest

from taizhang.proofreading import inside
from taizhang.proofreading.reading.reader import read


@pytest.mark.parametrize(
    "text",
    [
        "投资亿元以上项目12个（10亿元以上3个，5亿元以上5个）。",
        "县本级引进1亿元及以上项目3个，其中10亿元及以上项目1个；白塔镇引进1亿元及以上项目4个。",
    ],
)
def test_tiers_are_no_exhaustive_parts(text: str) -> None:
    assert [problem.sentence for problem in inside.problems(read(text))] == []


def test_parts_that_exceed_their_whole_are_still_found() -> None:
    text = "县本级引进1亿元及以上项目3个，其中10亿元及以上项目5个；白塔镇引进1亿元及以上项目4个。"
    assert any(problem.sure for problem in inside.problems(read(text)))


def test_the_bound_in_brackets_is_not_that_of_the_whole() -> None:
    whole, *tiers = read("投资亿元以上项目12个（10亿元以上3个，5亿元以上5个）。").claims
    assert [bound.text for bound in whole.thresholds] == ["亿元以上"]
    assert [[bound.text for bound in tier.thresholds] for tier in tiers] == [["10亿元以上"], ["5亿元以上"]]


@pytest.mark.parametrize(
    "text", ["坚持“一个中心、两个基本点”。", "做到“两个确保、三个不变”。", "做到两个确保、三个不变。"]
)
def test_pairs_of_slogans_claim_nothing(text: str) -> None:
    assert read(text).claims == ()
