"""Quantities of public prose are found with their exact places, values and units, and nothing else is."""

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from taizhang.proofreading.claim import Dimension, Quantity, Threshold
from taizhang.proofreading.reading.quantities import Found, find
from taizhang.proofreading.reading.text import Text
from tests.proofreading import quantity_lines

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference"
_MARKED = re.compile(r"([⟦⟪].*?[⟧⟫])")


def _lines(block: str) -> list[str]:
    return [line for line in block.splitlines() if line and not line.startswith("#")]


def _read(text: str) -> Found:
    return find(Text.of(text))


def _only(text: str) -> Quantity:
    (quantity,) = _read(text).quantities
    return quantity


@pytest.mark.parametrize("line", _lines(quantity_lines.LINES))
def test_the_quantities_of_a_line_are_found_and_no_more(line: str) -> None:
    text, marked = "", []
    for piece in _MARKED.split(line):
        if piece[:1] in ("⟦", "⟪"):
            printed, *facts = piece[1:-1].split("|")
            marked.append((piece[0], len(text), printed, facts))
            text += printed
        else:
            text += piece
    found = _read(text)
    kept: dict[tuple[str, int, str], Quantity | Threshold] = {
        ("⟦", q.start, q.text): q for q in found.quantities
    }
    kept |= {("⟪", bound.start, bound.text): bound for bound in found.thresholds}

    assert sorted(kept) == sorted((mark, start, printed) for mark, start, printed, _facts in marked)
    for mark, start, printed, facts in marked:
        one = kept[mark, start, printed]
        if facts:
            assert ("" if one.value is None else str(one.value)) == facts[0], printed
        if len(facts) > 1:
            assert one.unit == facts[1], printed


@pytest.mark.parametrize("line", _lines(quantity_lines.NOTHING))
def test_a_line_without_a_claim_yields_none(line: str) -> None:
    found = _read(line)

    assert [quantity.text for quantity in found.quantities] == []
    assert [bound.text for bound in found.thresholds] == []


@pytest.fixture(scope="module")
def issue() -> tuple[str, list[dict[str, Any]]]:
    if not REFERENCE.exists():
        pytest.skip("the reference text is not in the repository")
    raw = (REFERENCE / "issue-47.txt").read_text(encoding="utf-8")
    return raw, json.loads((REFERENCE / "issue-47-claims.json").read_text(encoding="utf-8"))["claims"]


def _interval(claim: dict[str, Any], quantity: Quantity) -> tuple[Any, ...]:
    scale = 100_000_000 if quantity.unit == "亿元" else 1
    value = Decimal(claim["value"]) / scale
    if claim["approx"] == "余":
        return value, Decimal(claim["low"]), Decimal(claim["high"]), True, True
    if claim["cmp"] == ">=":
        return value, value, None, False, False
    return value, value, value, False, False


def test_every_claim_of_the_issue_is_found_where_it_stands(issue: tuple[str, list[dict[str, Any]]]) -> None:
    raw, claims = issue
    found = {(quantity.start, quantity.end): quantity for quantity in _read(raw).quantities}
    explicit = [claim for claim in claims if claim["tier"] == "A"]

    assert sorted(found) == sorted((claim["raw_start"], claim["raw_end"]) for claim in explicit)
    for claim in explicit:
        quantity = found[claim["raw_start"], claim["raw_end"]]
        assert re.sub(r"\s", "", quantity.text) == claim["text"]
        assert quantity.unit in (claim["unit"], "亿" + claim["unit"])
        ends = (quantity.value, quantity.low, quantity.high, quantity.low_open, quantity.high_open)
        assert ends == _interval(claim, quantity), claim["id"]


def test_the_bounds_of_the_issue_are_bounds(issue: tuple[str, list[dict[str, Any]]]) -> None:
    raw, claims = issue
    expected = [claim for claim in claims if claim["tier"] == "T"]
    found = _read(raw).thresholds

    assert [(bound.start, bound.end) for bound in found] == [
        (one["raw_start"], one["raw_end"]) for one in expected
    ]
    for bound, claim in zip(found, expected, strict=True):
        assert bound.value * 100_000_000 == claim["value"]
        assert bound.comparison + ("?" if bound.loose else "") == claim["cmp"]


def test_numerals_and_dates_of_the_issue_are_no_claims(issue: tuple[str, list[dict[str, Any]]]) -> None:
    raw, claims = issue
    none = [claim for claim in claims if claim["tier"] in "ND"]
    found = _read(raw)

    assert len(none) == 39
    reported: list[Quantity | Threshold] = [*found.quantities, *found.thresholds]
    for one in reported:
        assert not [
            claim["id"] for claim in none if one.start < claim["raw_end"] and one.end > claim["raw_start"]
        ]


@pytest.mark.parametrize(
    ("printed", "low", "high", "low_open", "high_open", "approx"),
    [
        ("120余人次", "120", "130", True, True, "余"),
        ("3000多户", "3000", "4000", True, True, "多"),
        ("1.2万余人", "12000", "13000", True, True, "余"),
        ("3.5亿余元", "3.5", "3.6", True, True, "余"),
        ("20余万元", "20", "30", True, True, "余"),
        ("百余家", "100", "200", True, True, "余"),
        ("十几个", "10", "20", True, True, "几"),
        ("十余次", "10", "20", True, True, "余"),
        ("两百多亩", "200", "300", True, True, "多"),
        ("数十家", "20", "100", False, True, "数"),
        ("几百人", "200", "1000", False, True, "几"),
        ("三四百家", "300", "400", False, False, ""),
        ("七八个", "7", "8", False, False, ""),
        ("15个以上", "15", None, False, False, "以上"),
        ("超10亿元", "10", None, True, False, "超"),
        ("逾千人", "1000", None, True, False, "逾"),
        ("突破100亿元", "100", None, True, False, "突破"),
        ("上百家", "100", None, False, False, "上"),
        ("不足50家", None, "50", False, True, "不足"),
        ("不到5%", None, "5", False, True, "不到"),
        ("不超过3亿元", None, "3", False, False, "不超过"),
        ("未超过3亿元", None, "3", False, False, "超过"),
        ("至少20家", "20", None, False, False, "至少"),
        ("不低于90%", "90", None, False, False, "不低于"),
        ("50人以内", None, "50", False, False, "以内"),
        ("200人左右", "190.0", "210.0", False, False, "左右"),
        ("约200人", "190.0", "210.0", False, False, "约"),
        ("近100人", "90", "100", False, True, "近"),
        ("接近2万人", "18000", "20000", False, True, "接近"),
        ("3.2—3.5亿元", "3.2", "3.5", False, False, ""),
        ("3至5个", "3", "5", False, False, ""),
        ("8000元至1万元", "0.8", "1", False, False, ""),
        ("5%~8%", "5", "8", False, False, ""),
        ("225.7亿元", "225.7", "225.7", False, False, ""),
        ("约120余人", "120", "130", True, True, "约余"),
    ],
)
def test_wording_sets_the_interval(
    printed: str, low: str | None, high: str | None, low_open: bool, high_open: bool, approx: str
) -> None:
    quantity = _only(f"共涉及{printed}。")

    assert (quantity.low, quantity.high) == (low and Decimal(low), high and Decimal(high))
    assert (quantity.low_open, quantity.high_open) == (low_open, high_open)
    assert quantity.approx == approx
    assert quantity.text == printed.removeprefix("未")


@pytest.mark.parametrize(
    ("printed", "value", "unit", "dimension", "last"),
    [
        ("225.7亿元", "225.7", "亿元", Dimension.MONEY, "0.1"),
        ("1.2万人次", "12000", "人次", Dimension.TURNOUT, "1000"),
        ("3千户", "3000", "户", Dimension.PERSONS, "1000"),
        ("1,234家", "1234", "家", Dimension.COUNT, "1"),
        ("1.5万亿元", "1.5", "万亿元", Dimension.MONEY, "0.1"),
        ("5千万元", "5000", "万元", Dimension.MONEY, "1000"),
        ("1亿2000万元", "12000", "万元", Dimension.MONEY, "1"),
        ("4.5亿美元", "4.5", "亿美元", Dimension.MONEY, "0.1"),
        ("三百二十一个", "321", "个", Dimension.COUNT, "1"),
        ("一万三千五百人", "13500", "人", Dimension.PERSONS, "1"),
        ("1.2个百分点", "1.2", "个百分点", Dimension.POINTS, "0.1"),
        ("6.5%", "6.5", "%", Dimension.PERCENT, "0.1"),
        ("3.6‰", "3.6", "‰", Dimension.PERCENT, "0.1"),
        ("七成", "7", "成", Dimension.PERCENT, "1"),
        ("2.5倍", "2.5", "倍", Dimension.TIMES, "0.1"),
        ("60余次", "60", "次", Dimension.EVENTS, "1"),
        ("300元/亩", "300", "元/亩", Dimension.MEASURE, "1"),
        ("5万平方米", "50000", "平方米", Dimension.MEASURE, "10000"),
        ("12个", "12", "个", Dimension.COUNT, "1"),
    ],
)
def test_the_value_is_in_the_unit_as_printed(
    printed: str, value: str, unit: str, dimension: Dimension, last: str
) -> None:
    quantity = _only(f"总计{printed}，")

    assert (str(quantity.value), quantity.unit, quantity.dimension) == (value, unit, dimension)
    assert quantity.last_digit == Decimal(last)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("同比下降14.7%", ["-14.7"]),
        ("同比下降了约5%", ["-5"]),
        ("减少3.2个百分点", ["-3.2"]),
        ("增速回落1.5个百分点", ["-1.5"]),
        ("降幅达8%", ["-8"]),
        ("同比降4.1%", ["-4.1"]),
        ("负增长2.2%", ["-2.2"]),
        ("分别下降5%、3%和1.5%", ["-5", "-3", "-1.5"]),
        ("增速为-3.2%", ["-3.2"]),
        ("下降到30%", ["30"]),
        ("降至12%", ["12"]),
        ("减少到5%", ["5"]),
        ("比重由35%下降到30%", ["35", "30"]),
        ("同比增长6.5%，提高1.2个百分点", ["6.5", "1.2"]),
        ("下降5%，增长3%", ["-5", "3"]),
        ("占下降企业的30%", ["30"]),
        ("减少12家", ["12"]),
        ("整改率达98%", ["98"]),
    ],
)
def test_a_fall_is_negative_and_a_level_is_not(text: str, values: list[str]) -> None:
    assert [str(quantity.value) for quantity in _read(text).quantities] == values


def test_a_fall_by_at_least_so_much_is_bounded_from_above() -> None:
    quantity = _only("能耗下降5%以上。")

    assert (quantity.value, quantity.low, quantity.high) == (Decimal(-5), None, Decimal(-5))


@pytest.mark.parametrize(
    ("text", "comparison", "value", "unit", "band", "loose"),
    [
        ("亿元以上项目23个", ">=", "1", "亿元", None, False),
        ("千万元以上企业8家", ">=", "1000", "万元", None, False),
        ("超10亿元项目2个", ">", "10", "亿元", None, False),
        ("5亿元项目5个", ">=", "5", "亿元", None, True),
        ("1—5亿元项目12个", ">=", "1", "亿元", "5", False),
        ("1亿元至5亿元的项目12个", ">=", "1", "亿元", "5", False),
        ("1亿元以上5亿元以下项目12个", ">=", "1", "亿元", "5", False),
        ("5000万元以下项目9个", "<=", "5000", "万元", None, False),
        ("100亩以上种粮大户26户", ">=", "100", "亩", None, False),
        ("60岁以上老人300名", ">=", "60", "岁", None, False),
    ],
)
def test_a_bound_says_which_things_are_counted(
    text: str, comparison: str, value: str, unit: str, band: str | None, loose: bool
) -> None:
    found = _read(text)
    (bound,) = found.thresholds

    assert (bound.comparison, bound.value, bound.unit, bound.loose) == (
        comparison,
        Decimal(value),
        unit,
        loose,
    )
    assert bound.band == (band and Decimal(band))
    assert len(found.quantities) == 1


@pytest.mark.parametrize("word", ["新签约", "章节", "预约", "公约", "节约", "制约"])
def test_a_word_that_ends_in_约_does_not_blur(word: str) -> None:
    assert _only(f"{word}30个").text == "30个"


def test_two_numbers_of_one_phrase_are_not_added_up() -> None:
    found = _read("其中10亿元以上项目2个，5亿元以上项目8个")

    assert [(q.text, str(q.value)) for q in found.quantities] == [("2个", "2"), ("8个", "8")]
    assert [bound.text for bound in found.thresholds] == ["10亿元以上", "5亿元以上"]


def test_what_is_set_aside_is_named_by_its_kind() -> None:
    found = _read("一是2020年6月19日第3次排查。二是“四千精神”。")

    assert [(other.kind, other.text) for other in found.others] == [
        ("marker", "一是"),
        ("date", "2020年6月19日"),
        ("ordinal", "第3次"),
        ("marker", "二是"),
    ]


def test_places_in_the_normal_text_go_with_the_quantities() -> None:
    text = Text.of("共 12 家， 亿元 以上项目 3 个")
    found = find(text)

    assert [text.norm[start:end] for start, end in found.places] == ["12家", "3个"]
    assert [text.norm[start:end] for start, end in found.bounds] == ["亿元以上"]
    assert [quantity.text for quantity in found.quantities] == ["12 家", "3 个"]
