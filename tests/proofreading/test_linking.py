"""Which figure a claim is linked to: by its words, its unit, its bounds and what stands around, precision first."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import taizhang.catalogue  # noqa: F401  publishes the ledgers' words
from taizhang.figures.spoken import unknown
from taizhang.proofreading.candidates import LEAST, Linked, NamedPhrase, Sense, Why
from taizhang.proofreading.claim_words import unexplained
from taizhang.proofreading.linking import Vocabulary
from taizhang.proofreading.reading.reader import read
from taizhang.proofreading.vocabulary import entries

DAY = date(2020, 6, 19)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary(entries(), district="上街区")


def links(vocabulary: Vocabulary, text: str) -> list[tuple[str, Linked]]:
    """(the claim's words, what it was linked to) of every claim of a text."""
    reading = read(text, DAY)
    return [(claim.text, vocabulary.link(reading, at)) for at, claim in enumerate(reading.claims)]


def keys(vocabulary: Vocabulary, text: str) -> list[str]:
    """The best figure of every claim, "" for none; a target as "<key>.target"."""
    found = []
    for _text, linked in links(vocabulary, text):
        best = linked.candidates[0] if linked.candidates else None
        assert best is None or best.score >= LEAST
        suffix = ".target" if best and best.sense == Sense.TARGET else ""
        found.append(f"{best.key}{suffix}" if best else "")
    return found


def test_every_word_list_is_of_a_figure_of_the_catalogue() -> None:
    from taizhang.figures.indicator import published

    assert unknown(published().indicators) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上半年全区新签约招商引资项目12个，签约总金额36.5亿元。",
         ["investment.signed_projects", "investment.signed_amount"]),
        ("今年以来引进亿元以上项目6个，其中5亿元以上项目3个、10亿元以上项目1个。",
         ["investment.signed_over_1", "investment.signed_over_5", "investment.signed_over_10"]),
        ("一季度签约亿元以上项目9个，合同总金额58.3亿元。",
         ["investment.signed_over_1", "investment.signed_over_1_amount"]),
        ("全年招商引资目标：力争引进5亿元以上项目6个，到位区外资金120亿元。",
         ["investment.signed_over_5.target", "investment.out_of_district_funds.target"]),
        ("今年全区招商引资实际到位区外资金43.2亿元。", ["investment.out_of_district_funds"]),
        ("夜市开放以来，共出动执法队员340余人次，巡查夜间摊区150次。",
         ["night_market.officer_turnouts", "night_market.patrols"]),
        ("夜间经济整治中，对38户占道经营商户予以警告。", ["night_market.merchants_warned"]),
        ("专班摸排在建工地82个，下达停工令4份，停工整改3家。",
         ["construction.sites_surveyed", "construction.stop_work_orders", "construction.sites_stopped"]),
        ("检查建筑工地期间发现问题210处，已整改到位198处。",
         ["construction.problems_found", "construction.problems_closed"]),
        ("截至5月底，建筑工地问题整改率96.5%。", ["construction.closure_rate"]),
        ("今年共受理企业诉求64件，办结诉求60件。",
         ["enterprises.requests_opened", "enterprises.requests_solved"]),
    ],
)  # fmt: skip
def test_other_ways_of_speaking_find_the_figure(
    vocabulary: Vocabulary, text: str, expected: list[str]
) -> None:
    assert keys(vocabulary, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "公安机关出动警力1200余人次，巡逻防控800余次。",
        "全市新签约项目230个，总金额1800亿元。",
        "市场监管部门检查餐饮店75家，责令停业整改6家。",
        "消防救援大队排查火灾隐患175项，整改到位170项。",
        "辖区企业签约大学生就业协议23个。",
        "集中开工文旅项目8个，总投资12亿元。",
        "新签约外贸订单15个，金额3.5亿元。",
        "完成老旧小区改造项目23个，惠及居民1.2万户。",
        "河长巡河60余次，清理垃圾120吨。",
        "法院执结案件175件，执结率98.5%。",
        "水质达标率100%，空气优良天数比例82.3%。",
        "疫情防控期间走访商户54家，发放明白纸1500份。",
        "学校食堂检查发现问题15项。",
        "技改项目开工23个，完成投资30亿元。",
    ],
)
def test_what_another_body_counts_is_linked_to_nothing(vocabulary: Vocabulary, text: str) -> None:
    assert not [found for found in links(vocabulary, text) if found[1].candidates]


def test_a_qualifier_that_the_figure_does_not_know_rules_it_out() -> None:
    assert unexplained("签约文旅项目", ("签约", "项目")) == "文旅"
    assert unexplained("全区新签约项目", ("签约", "项目")) == ""


def test_the_bound_must_be_the_figures_own(vocabulary: Vocabulary) -> None:
    assert keys(vocabulary, "今年签约3亿元以上项目4个。") == [""]
    assert keys(vocabulary, "今年新签约亿元以下项目4个。") == [""]


def test_a_band_is_one_tier_without_the_next(vocabulary: Vocabulary) -> None:
    ((_text, linked),) = links(vocabulary, "今年新签约1—5亿元项目4个。")
    best = linked.candidates[0]
    assert (best.key, best.less) == ("investment.signed_over_1", "investment.signed_over_5")


def test_growth_is_asked_of_the_figure_itself(vocabulary: Vocabulary) -> None:
    found = links(vocabulary, "今年以来，新签约招商引资项目8个，同比增长14.3%。")
    assert [linked.candidates[0].sense for _text, linked in found] == [Sense.VALUE, Sense.GROWTH]


def test_a_statement_about_all_of_them_is_decided_by_a_figure(vocabulary: Vocabulary) -> None:
    found = links(vocabulary, "建筑工地共发现问题90项，现已全部整改到位。")
    assert found[-1][1].candidates[0].key == "construction.closure_rate"
    assert found[-1][1].candidates[0].whole == Decimal(100)
    elsewhere = links(vocabulary, "信访积案90件，现已全部整改到位。")
    assert not elsewhere[-1][1].candidates


def test_a_kept_phrase_goes_before_everything_else(vocabulary: Vocabulary) -> None:
    phrase = NamedPhrase(7, ("夜查",), "night_market.patrols", "次")
    kept = replace(vocabulary, phrases=(phrase,))
    text = "6月以来开展夜查33次。"
    assert keys(vocabulary, text) == [""]
    assert keys(kept, text) == ["night_market.patrols"]
    assert keys(kept, "6月以来开展夜查33场。") == [""]
    never = replace(vocabulary, phrases=(NamedPhrase(8, ("巡查", "夜市"), ""),))
    ((_text, linked),) = links(never, "今年巡查夜市60余次。")
    assert (linked.candidates, linked.why) == ((), Why.BY_PHRASE)
