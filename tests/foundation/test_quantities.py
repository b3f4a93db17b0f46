"""Dates, numbers, names and codes as clerks write them."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taizhang.foundation.clock import SHANGHAI
from taizhang.foundation.quantities import (
    QuantityError,
    company_stem,
    is_credit_code,
    judge_yu,
    normalise_name,
    parse_credit_code,
    parse_date,
    parse_decimal,
    parse_integer,
    parse_moment,
    ratio,
    rounded_down_yu,
    show_fraction,
    show_percent,
    show_plain,
    show_yi,
    wan_to_yi,
    yi_to_wan,
    yu_base,
    yu_bounds,
)

JUNE_19 = date(2020, 6, 19)


@pytest.mark.parametrize(
    "written",
    [
        JUNE_19,
        datetime(2020, 6, 19),
        datetime(2020, 6, 18, 17, tzinfo=UTC),
        "2020-06-19",
        "2020.6.19",
        "2020/6/19",
        "2020年6月19日",
        " 2020 年 6 月 19 日 ",
        "２０２０－０６－１９",
        "2020—6—19",
        "20200619",
        20200619,
        20200619.0,
        "2020-06-19 00:00:00",
        "2020/6/19 8:30",
        "2020-06-19T00:00:00",
        "2020年6月19号",
        "2020-06-19\u200b",
    ],
)
def test_a_day_is_read_in_every_form_that_offices_write(written: object) -> None:
    assert parse_date(written) == JUNE_19


@pytest.mark.parametrize(
    "written",
    [
        None, "", "  ", "2020-06-31", "2020-6", "20.6.19", "2020-06.19", "六月十九日", "2020年6月", "2020061",
        44001, 44001.5, True, time(21, 10), timedelta(days=1), "0202-06-19", "1899-12-31", date(1900, 1, 1),
        "#N/A", float("nan"), float("inf"), "2020-W25-5", [],
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_a_sentence(written: object) -> None:
    with pytest.raises(QuantityError, match=r"。$"):
        parse_date(written)


def test_a_serial_number_is_refused_with_the_way_out() -> None:
    with pytest.raises(QuantityError, match="单元格设为日期"):
        parse_date(43983.0)


@given(st.dates(date(1949, 1, 1), date(2199, 12, 31)))
def test_a_day_survives_each_form(day: date) -> None:
    forms = [
        day.isoformat(),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
        datetime.combine(day, time(23, 59)),
    ]
    assert {parse_date(form) for form in forms} == {day}


@pytest.mark.parametrize(
    "written",
    [
        "2020-06-01 21:10",
        "2020/6/1 21:10:00",
        "2020年6月1日21时10分",
        "2020年6月1日 21：10",
        "2020.6.1 21点10分",
        "2020-06-01T21:10:00+08:00",
        "2020-06-01T13:10:00Z",
        "20200601 21:10",
        datetime(2020, 6, 1, 21, 10),
        datetime(2020, 6, 1, 13, 10, tzinfo=UTC),
    ],
)
def test_a_moment_is_shanghai_time(written: object) -> None:
    moment = parse_moment(written)
    assert moment == datetime(2020, 6, 1, 21, 10, tzinfo=SHANGHAI)
    assert moment.utcoffset() == timedelta(hours=8)


def test_the_hour_24_is_the_midnight_that_follows() -> None:
    assert parse_moment("2020-06-30 24:00") == datetime(2020, 7, 1, tzinfo=SHANGHAI)
    assert parse_moment("2020年6月1日21时") == datetime(2020, 6, 1, 21, tzinfo=SHANGHAI)


def test_a_bare_day_is_no_moment_unless_the_reader_of_cells_says_so() -> None:
    for written in (JUNE_19, "2020-06-19", "2020年6月19日"):
        with pytest.raises(QuantityError, match="没有时刻"):
            parse_moment(written)
    assert parse_moment(JUNE_19, date_means_midnight=True) == datetime(2020, 6, 19, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "written",
    [None, "", "21:10", "2020-06-01 25:10", "2020-06-01 21:60", "2020-02-30 21:10", "2020-6-1921:10", 5],
)
def test_what_is_no_moment_is_refused_with_a_sentence(written: object) -> None:
    with pytest.raises(QuantityError, match=r"。$"):
        parse_moment(written)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        (0.99996, "0.99996"),
        (0.1 + 0.2, "0.3"),
        (225.70000000000002, "225.7"),
        (6.0, "6"),
        (1e15, "1000000000000000"),
        (1e-7, "1E-7"),
        (-14.7, "-14.7"),
        (30, "30"),
        (Decimal("1.0000"), "1.0000"),
        ("1,234,567.89", "1234567.89"),
        ("１，２３４．５", "1234.5"),
        (" 6.5 ", "6.5"),
        ("1 234", "1234"),
        ("￥5", "5"),
        ("−3", "-3"),
    ],
)
def test_a_number_is_exact(written: object, number: str) -> None:
    assert str(parse_decimal(written)) == number


def test_the_columns_own_unit_may_stand_behind_the_number() -> None:
    assert parse_decimal("30亿元", unit="亿元") == 30
    assert parse_decimal("2.3亿", unit="亿元") == Decimal("2.3")
    assert parse_decimal("64㎡", unit="㎡") == 64
    assert parse_decimal("64 平方米", unit="㎡") == 64
    assert parse_decimal("30％", unit="%") == 30


def test_another_unit_is_refused_with_the_number_to_write() -> None:
    with pytest.raises(QuantityError, match=r"以亿元计，应写成 0\.5。"):
        parse_decimal("5000万元", unit="亿元")
    with pytest.raises(QuantityError, match="应写成 25000。"):
        parse_decimal("2.5亿", unit="万元")
    with pytest.raises(QuantityError, match=r"应写成 0\.99996。"):
        parse_decimal("99,996,000元", unit="亿元")
    with pytest.raises(QuantityError):
        parse_decimal("5000万元")


@pytest.mark.parametrize(
    "written",
    [None, "", "约30", "1,5", "1,23,456", "1_000", "NaN", "1e5", "(5)", True, float("nan"), float("inf"),
     Decimal("Infinity"), JUNE_19, "9" * 80, "30-40", "#DIV/0!", "30%"],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_a_sentence(written: object) -> None:
    with pytest.raises(QuantityError, match=r"。$"):
        parse_decimal(written)


def test_too_many_decimals_are_refused_and_never_rounded() -> None:
    assert parse_decimal("0.9999600", places=5) == Decimal("0.99996")
    with pytest.raises(QuantityError, match="小数超过 4 位"):
        parse_decimal("0.99996", places=4)


def test_whole_numbers() -> None:
    assert [parse_integer(value) for value in (64, 64.0, "64", "1,200", "８０００")] == [
        64,
        64,
        64,
        1200,
        8000,
    ]
    assert parse_integer("8000mm", unit="mm") == parse_integer("8000毫米", unit="mm") == 8000
    for written in (64.5, "64.5", True, "一百"):
        with pytest.raises(QuantityError):
            parse_integer(written)


def test_an_error_can_be_printed_in_another_language() -> None:
    with pytest.raises(QuantityError) as caught:
        parse_date("昨天")
    assert "%(value)s" in caught.value.template
    assert caught.value.values == {"value": "昨天"}
    assert "昨天" in str(caught.value)


@pytest.mark.parametrize(
    ("wan", "exact", "printed"),
    [("2257000", "225.7", "225.70"), ("10000", "1", "1.00"), ("9999.6", "0.99996", "1.00"), 
     ("0", "0", "0.00"), ("549999.6", "54.99996", "55.00"), ("-300000", "-30", "-30.00")],
)  # fmt: skip
def test_amounts_are_shown_in_yi(wan: str, exact: str, printed: str) -> None:
    assert show_yi(Decimal(wan)) == exact
    assert show_yi(Decimal(wan), places=2) == printed


@given(st.decimals(min_value=0, max_value=10**9, places=8))
def test_yi_and_wan_convert_without_loss(yi: Decimal) -> None:
    assert wan_to_yi(yi_to_wan(yi)) == yi
    assert Decimal(show_plain(yi)) == yi


def test_rates_round_only_when_shown() -> None:
    assert show_percent(ratio(7, 15)) == "46.7"
    assert show_percent(ratio(4, 5)) == "80.0"
    assert show_percent(ratio(173, 175), 2) == "98.86"
    assert ratio(1, 0) is None
    assert show_percent(None) == "—"
    assert show_fraction(Fraction(-1, 20)) == "-0.1"
    assert show_fraction(Fraction(-1, 1000)) == "0.0"


def test_a_count_is_rounded_down_as_prose_does() -> None:
    assert [rounded_down_yu(count) for count in (121, 124, 129)] == ["120余"] * 3
    assert [rounded_down_yu(count) for count in (62, 53, 3456, 1020, 13)] == [
        "60余",
        "50余",
        "3400余",
        "1000余",
        "10余",
    ]
    assert [rounded_down_yu(count) for count in (120, 7, 0)] == ["120", "7", "0"]
    assert f"{yu_base(130)}余" == "130余"


def test_120_yu_means_121_to_129() -> None:
    assert yu_bounds(120) == (120, 130)
    assert yu_bounds(3000) == (3000, 4000)
    assert [judge_yu(count, 120) for count in (119, 120, 121, 129, 130)] == [
        "矛盾",
        "警告",
        "支持",
        "支持",
        "矛盾",
    ]
    with pytest.raises(ValueError, match="positive"):
        yu_bounds(0)


@given(st.integers(0, 10**7))
def test_what_is_rounded_down_is_always_true(count: int) -> None:
    printed = rounded_down_yu(count)
    if printed.endswith("余"):
        assert judge_yu(count, int(printed[:-1])) == "支持"
    else:
        assert int(printed) == count


def test_names_match_whatever_the_width_and_the_spaces() -> None:
    assert normalise_name("郑州（上街） 物流\n公司") == normalise_name("郑州(上街)物流公司")
    assert normalise_name("ａｂｃ食品") == "ABC食品"
    assert normalise_name("郑州物流有限公司") != normalise_name("郑州物流有限责任公司")


def test_the_kind_of_company_is_dropped_only_for_duplicate_checks() -> None:
    stems = {
        company_stem(f"郑州（上街）物流{kind}") for kind in ("有限公司", "有限责任公司", "股份有限公司", "")
    }
    assert stems == {"郑州(上街)物流"}
    assert company_stem("有限公司") == "有限公司"


def test_credit_codes_are_checked_by_their_last_character() -> None:
    for code in ("91350100M000100Y43", "91110000600037341L"):
        assert is_credit_code(code)
        assert parse_credit_code(f" {code.lower()} ") == code
        assert not is_credit_code(code[:-1] + ("0" if code[-1] != "0" else "1"))
    for wrong in ("", "410106000012345", "91350100I000100Y43", "91A50100M000100Y43", "91350100M000100Y433"):
        assert not is_credit_code(wrong)
    with pytest.raises(QuantityError, match="校验位"):
        parse_credit_code("91350100M000100Y44")
    with pytest.raises(QuantityError, match="18 位"):
        parse_credit_code(91350100)


@given(st.integers(0, 16), st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"))
def test_no_single_wrong_character_passes(place: int, character: str) -> None:
    code = "91350100M000100Y43"
    changed = code[:place] + character + code[place + 1 :]
    assert is_credit_code(changed) == (changed == code)
