"""A cumulative figure is held against what earlier issues of the year printed for the same thing."""

from datetime import date
from decimal import Decimal

import pytest

from taizhang.proofreading.claim import Claim, Dimension, Modality, Quantity, Reading, Span
from taizhang.proofreading.inside import EarlierClaim, problems

DATED = date(2023, 9, 20)


def reading(
    text: str, number: str, subject: str, span: Span | None = None, units: tuple[str, ...] = ()
) -> Reading:
    """A text with the one claim that `number` (digits and a unit of one character) stands for."""
    start, value = text.index(number), Decimal(number[:-1])
    end = start + len(number)
    quantity = Quantity(number, start, end, value, value, value, number[-1], Dimension.COUNT)
    claim = Claim(
        number, start, end, quantity, Modality.ACTUAL, subject, span=span or Span("截至目前"), units=units
    )
    return Reading(text, (claim,), DATED)


def printed(
    value: int | None, as_of: date = date(2023, 8, 15), units: tuple[str, ...] = (), low: int | None = None
) -> EarlierClaim:
    number = None if value is None else Decimal(value)
    least = number if low is None else Decimal(low)
    return EarlierClaim("拆除违建", "处", units, number, least, number, as_of, "2023年第45期")


def test_a_cumulative_figure_below_an_earlier_issue_is_a_fault() -> None:
    found = problems(reading("截至目前，累计拆除违建80处。", "80处", "拆除违建"), earlier=[printed(95)])

    assert [(problem.kind, problem.sure) for problem in found] == [("earlier", True)]
    assert "2023年第45期" in found[0].sentence and "95处" in found[0].sentence and "80处" in found[0].sentence


def test_the_highest_of_several_earlier_issues_is_the_one_that_counts() -> None:
    found = problems(
        reading("截至目前，累计拆除违建80处。", "80处", "拆除违建"),
        earlier=[printed(60, date(2023, 6, 1)), printed(85), printed(70, date(2023, 7, 1))],
    )

    assert len(found) == 1 and "85处" in found[0].sentence


@pytest.mark.parametrize(
    "before",
    [
        printed(80),
        printed(60),
        printed(95, date(2022, 12, 20)),
        printed(95, date(2023, 10, 8)),
        printed(95, units=("县住建局",)),
        printed(None, low=70),
    ],
    ids=["equal", "lower", "year before", "later issue", "another unit", "a range that reaches down"],
)
def test_what_an_earlier_issue_does_not_contradict_is_left_alone(before: EarlierClaim) -> None:
    assert problems(reading("截至目前，累计拆除违建80处。", "80处", "拆除违建"), earlier=[before]) == []


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("本周拆除违建80处。", "拆除违建"),
        ("截至目前，累计拆除广告牌80处。", "拆除广告牌"),
        ("截至目前，尚有未拆除违建80处。", "拆除违建"),
    ],
    ids=["a figure of one week", "another thing", "what is still there"],
)
def test_a_figure_that_does_not_add_up_over_the_year_may_fall(text: str, subject: str) -> None:
    span = Span("本周") if "本周" in text else None
    assert problems(reading(text, "80处", subject, span), earlier=[printed(95)]) == []


def test_nothing_is_compared_where_the_day_of_the_text_is_not_known() -> None:
    undated = Reading("累计拆除违建80处。", reading("累计拆除违建80处。", "80处", "拆除违建").claims)
    assert problems(undated, earlier=[printed(95)]) == []
