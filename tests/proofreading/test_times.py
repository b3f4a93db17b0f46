"""The times that texts speak of, and the days that they mean on 19 June 2020."""

from datetime import date

import pytest

from taizhang.proofreading.reading import times
from taizhang.proofreading.reading.clauses import Layout

DATED = date(2020, 6, 19)


def _days(words: str, dated: date | None = DATED) -> list[str]:
    return [f"{time.span.start or ''}..{time.span.end or ''}" for time in times.find(words, dated)]


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("2019年新签约", "2019-01-01..2019-12-31"),
        ("二〇二〇年五月，", "2020-05-01..2020-05-31"),
        ("今年，", "2020-01-01..2020-12-31"),
        ("去年，", "2019-01-01..2019-12-31"),
        ("本月，", "2020-06-01..2020-06-19"),
        ("上月，", "2020-05-01..2020-05-31"),
        ("1—5月份，", "2020-01-01..2020-05-31"),
        ("2019年1-10月，", "2019-01-01..2019-10-31"),
        ("1—10月，", "2019-01-01..2019-10-31"),
        ("11月，", "2019-11-01..2019-11-30"),
        ("前5个月，", "2020-01-01..2020-05-31"),
        ("前三季度，", "2019-01-01..2019-09-30"),
        ("一季度，", "2020-01-01..2020-03-31"),
        ("上半年，", "2020-01-01..2020-06-30"),
        ("截至6月15日，", "..2020-06-15"),
        ("截至2019年底，", "..2019-12-31"),
        ("截至目前，", "..2020-06-19"),
        ("到目前为止，", "..2020-06-19"),
        ("6月12日，", "2020-06-12..2020-06-12"),
        ("6月1日至15日，", "2020-06-01..2020-06-15"),
        ("6月上旬，", "2020-06-01..2020-06-10"),
        ("今年以来，", "2020-01-01..2020-06-19"),
        ("自4月20日起，", "2020-04-20..2020-06-19"),
        ("自去年10月以来，", "2019-10-01..2020-06-19"),
        ("年初至今，", "2020-01-01..2020-06-19"),
        ("“十三五”期间，", "2016-01-01..2020-12-31"),
        ("2018年至2020年，", "2018-01-01..2020-12-31"),
        ("2019年12月至2020年5月，", "2019-12-01..2020-05-31"),
        ("年底前，", "2020-06-19..2020-12-31"),
        ("到2025年，", "2025-01-01..2025-12-31"),
        ("近日，", "..2020-06-19"),
        ("端午期间，", ".."),
        ("今年以来，截至6月15日，", "2020-01-01..2020-06-15"),
        ("5月份当月，", "2020-05-01..2020-05-31"),
    ],
)
def test_a_time_means_its_days(words: str, days: str) -> None:
    assert _days(words) == [days]


@pytest.mark.parametrize(
    "words",
    [
        "较上年增长",
        "比去年同期增加",
        "与去年同期相比",
        "《2020年工作要点》",
        "2月30日",
        "三个月",
        "20座",
        "是2015年的2.5倍",
    ],
)
def test_what_is_only_compared_with_or_no_day_is_no_time(words: str) -> None:
    assert times.find(words, DATED) == []


def test_the_same_time_of_last_year_is_the_stretch_a_year_earlier() -> None:
    assert _days("前5个月立案486起，去年同期540起") == ["2020-01-01..2020-05-31", "2019-01-01..2019-05-31"]


def test_without_the_day_of_the_text_only_years_are_reckoned() -> None:
    assert _days("今年以来，", None) == [".."]
    assert _days("2019年，", None) == ["2019-01-01..2019-12-31"]


def test_a_stray_line_break_ends_no_sentence_and_a_title_ends_one() -> None:
    norm = "夏粮收购有序推进今年全市收购小麦35万吨，占任务的八成。"
    stray = Layout(norm, breaks=(norm.index("的八成"),))
    assert stray.sentence(len(norm) - 1) == (0, len(norm))
    titled = Layout(norm, breaks=(8,))
    assert titled.sentence(10)[0] == 8


def test_a_bracket_is_a_clause_of_its_own_and_the_sentence_goes_on_behind_it() -> None:
    norm = "新建公厕（含改造，共5座）12座，投资300万元。"
    layout = Layout(norm)
    place = norm.index("12座")
    assert layout.clause(place) == (0, norm.index("，投资"))
    assert layout.clause(norm.index("5座")) == (norm.index("共5座"), norm.index("）"))
    assert layout.sentence(place) == (0, len(norm))
