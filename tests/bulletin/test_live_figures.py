"""Live figures: their grammar, their scope, what is computed once, what cannot be printed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from taizhang.bulletin.live_figures import Evaluation, Token, parse, tokens_of, write_token
from tests.bulletin.conftest import TODAY, Office, Towns


def evaluation() -> Evaluation:
    return Evaluation(TODAY, TODAY)


def figure(text: str):
    [token] = tokens_of(text)
    return evaluation().figure(token)


def test_a_text_is_cut_into_prose_and_tokens() -> None:
    pieces = parse("共[[towns.counted]]，其中[[towns.money|from=2019-01-01|to=2019.12.31|show=number]]。")
    assert [str(each) if isinstance(each, str) else each.key for each in pieces] == [
        "共", "towns.counted", "，其中", "towns.money", "。",
    ]  # fmt: skip
    token = pieces[3]
    assert isinstance(token, Token)
    assert (token.start, token.end, token.show) == (date(2019, 1, 1), date(2019, 12, 31), "number")


@given(some.text(alphabet="共有[]|=ab1。\n", max_size=40))
def test_no_text_breaks_the_reading_and_nothing_of_it_is_lost(text: str) -> None:
    pieces = parse(text)
    assert "".join(each if isinstance(each, str) else each.text for each in pieces) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[towns.counted|when=2019]]", "不认识“when=2019”"),
        ("[[towns.counted|from=去年]]", "不是日期"),
        ("[[towns.counted|show=约]]", "不认识的写法“约”"),
        ("[[towns.counted|from=2019-01-01|from=2020-01-01]]", "写了两次"),
        ("共[[towns.counted", "没有配对"),
        ("共 towns.counted]]", "没有配对"),
    ],
)
def test_a_bad_token_says_what_is_wrong_and_names_itself(text: str, said: str) -> None:
    [token] = tokens_of(text)
    assert said in token.error
    assert token.text in token.error


def test_a_token_that_is_written_is_read_again() -> None:
    text = write_token("towns.counted", start="2019-01-01", end="2019-12-31", unit="峡窝镇", show="yu")
    assert text == "[[towns.counted|from=2019-01-01|to=2019-12-31|unit=峡窝镇|show=yu]]"
    [token] = tokens_of(text)
    assert not token.error and (token.unit, token.show) == ("峡窝镇", "yu")


def test_figures_show_their_value_with_their_unit(office: Office) -> None:
    assert figure("[[towns.counted]]").shown == "3家"
    assert figure("[[towns.counted|show=number]]").shown == "3"
    assert figure("[[towns.money]]").shown == "225.7亿元"
    assert figure("[[towns.turnouts|show=yu]]").shown == "120余人次"
    assert figure("[[towns.rate]]").shown == "33.33%"


def test_the_scope_comes_from_the_token_and_else_from_the_issue(office: Office) -> None:
    scope = figure("[[towns.counted]]").scope
    assert (scope.as_of, scope.period.start, scope.period.end) == (TODAY, date(2020, 1, 1), TODAY)
    scope = figure("[[towns.counted|to=2019-12-31]]").scope
    assert (scope.as_of, scope.period.start, scope.period.end) == (
        TODAY,
        date(2019, 1, 1),
        date(2019, 12, 31),
    )
    scope = figure("[[towns.counted|as_of=2020-06-12|unit=住建局]]").scope
    assert (scope.as_of, scope.period.end, scope.unit) == (
        date(2020, 6, 12),
        date(2020, 6, 12),
        office.bureau,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[towns.nothing]]", "目录里没有叫“towns.nothing”的数字"),
        ("[[towns.counted|unit=月球]]", "没有叫“月球”的单位"),
        ("[[towns.counted|as_of=2020-07-01]]", "还没有到"),
        ("[[towns.counted|from=2020-07-01]]", "晚于"),
        ("[[towns.counted|from=2019-05-01|to=2019-01-01]]", "早于"),
        ("[[towns.round|show=yu]]", "正好是 120"),
        ("[[towns.rate|unit=城管局]]", "没有可数的记录"),
    ],
)
def test_a_figure_that_cannot_be_printed_is_a_sentence_that_names_its_token(
    office: Office, text: str, said: str
) -> None:
    found = figure(text)
    assert not found.shown
    assert said in found.error and text in found.error


def test_each_distinct_figure_is_worked_out_once(
    office: Office, towns: Towns, django_assert_num_queries
) -> None:
    text = (
        "[[towns.counted]]、[[towns.counted|show=number]]、[[towns.counted]]、[[towns.counted|to=2019-12-31]]"
    )
    with django_assert_num_queries(2):
        shown = [each.shown for each in evaluation().figures([text, text])]
    assert shown == ["3家", "3", "3家", "3家"] * 2
    assert len(towns.asked) == 2
