"""What the reading of a text promises whatever the text: places, units by name, implied claims, norms, and its speed."""

import time
from datetime import date

import pytest

from taizhang.proofreading.claim import Claim, Modality, Relation
from taizhang.proofreading.names import Names
from taizhang.proofreading.reading.reader import read

DATED = date(2020, 6, 19)
NAMES = Names(
    units={
        "金水镇人民政府": "金水镇",
        "金水镇": "金水镇",
        "市生态环境局": "市环境局",
        "市环境局": "市环境局",
    },
    entities=("中部农产品物流园", "白云制药二期"),
)
PARAGRAPH = (
    "今年以来，全区共检查食品经营单位1286家次，发现问题356个，已整改340个，立案查处12起，罚没款35.6万元，同比分别增长8.2%和5.1%。"
    "其中，学校食堂86家、农贸市场12家。区市场监管局、区教体局联合开展专项整治，出动执法人员2600余人次、车辆320台次。"
)


def _only(text: str, names: Names | None = None) -> Claim:
    claims = [claim for claim in read(text, DATED, names).claims if claim.quantity is not None]
    assert len(claims) == 1
    return claims[0]


def _implied(text: str) -> list[tuple[str, str]]:
    return [(claim.implied, claim.text) for claim in read(text, DATED).claims if claim.quantity is None]


def test_an_empty_text_has_no_claims() -> None:
    assert read("").claims == ()
    assert read(" \n\n　").claims == ()


def test_places_are_those_of_the_text_as_given() -> None:
    text = "目前， 共排查 建设项目 1 2 0 余\n家，停工整改 6 家。"
    for claim in read(text, DATED).claims:
        assert text[claim.start : claim.end] == claim.text
        assert claim.sentence[0] <= claim.clause[0] <= claim.start
        assert claim.end <= claim.clause[1] <= claim.sentence[1]


def test_a_text_without_a_day_keeps_the_words_of_its_times() -> None:
    claim = read("今年以来，签约项目8个。").claims[0]
    assert (claim.span.words, claim.span.start, claim.span.end) == ("今年以来", None, None)
    dated = read("2019年，签约项目8个。").claims[0]
    assert (dated.span.start, dated.span.end) == (date(2019, 1, 1), date(2019, 12, 31))


def test_a_time_governs_until_another_one_is_said() -> None:
    reading = read(
        "据了解，2019年签约项目23个。总金额225亿元。今年，目标是引进项目15个。目前，已签约8个。", DATED
    )
    assert [claim.span.words for claim in reading.claims] == ["2019年", "2019年", "今年", "目前"]
    assert [claim.modality for claim in reading.claims] == [
        Modality.ACTUAL, Modality.ACTUAL, Modality.TARGET, Modality.ACTUAL,
    ]  # fmt: skip


def test_a_year_inside_the_name_of_a_meeting_governs_nothing_that_follows() -> None:
    reading = read("我区召开2018年工作总结会，安排部署工作。会后走访企业35家。", DATED)
    assert "2018年" not in [claim.span.words for claim in reading.claims]


def test_a_month_said_in_passing_does_not_govern_the_next_sentence() -> None:
    reading = read("1—5月，完成投资23亿元，其中5月份6亿元。新开工项目12个。", DATED)
    assert [claim.span.words for claim in reading.claims] == ["1—5月", "5月份", "1—5月"]


def test_units_are_called_by_their_short_names_where_names_are_known() -> None:
    assert _only("金水镇人民政府清理垃圾120吨。", NAMES).units == ("金水镇",)
    assert _only("市生态环境局检查企业35家。", NAMES).units == ("市环境局",)


def test_the_source_at_the_end_of_an_item_is_whose_doing_it_tells() -> None:
    text = "扎实开展夏季消防检查\n连日来，检查人员走访商场、宾馆，共检查单位35家。（县消防救援大队）\n夏粮收购有序\n已收购小麦2.3万吨。（县粮食局）"
    assert [claim.units for claim in read(text, DATED).claims] == [("县消防救援大队",), ("县粮食局",)]


@pytest.mark.parametrize(
    "text", ["全区签约项目8个。", "我市签约项目8个。", "区商务局表态发言。全市签约项目8个。"]
)
def test_the_whole_place_is_no_unit(text: str) -> None:
    assert _only(text).units == ()


def test_known_names_of_entities_are_found_whole() -> None:
    claim = _only("投资3亿元的中部农产品物流园项目近日开工。", NAMES)
    assert (claim.modality, claim.entity) == (Modality.ATTRIBUTE, "中部农产品物流园")
    assert _only("白云制药二期总投资2.1亿元。", NAMES).entity == "白云制药二期"


@pytest.mark.parametrize(
    "text",
    [
        "沿街摊点每户不超过3张桌子。",
        "逾期不改的，处200元以上2000元以下罚款。",
        "严禁超员10%以上行驶。",
        "对首次入规的企业给予10万元奖励。",
        "围挡高度应当不低于2.5米。",
        "每名困难学生每学期补助1000元。",
        "用好监督执纪“四种形态”。",
    ],
)
def test_norms_and_movements_are_no_claims(text: str) -> None:
    assert read(text, DATED).claims == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("排查出的隐患已全部整改到位。", [("universal", "全部整改到位")]),
        ("对辖区餐饮单位进行了全面排查。", [("universal", "全面排查")]),
        ("辖区136个小区均已完成改造。", [("universal", "均已完成改造")]),
        ("实现贫困人口基本医疗保险全覆盖。", [("universal", "实现贫困人口基本医疗保险全覆盖")]),
        ("做到应保尽保。", [("universal", "应保尽保")]),
        ("对重点部位每天消毒、测温。", [("frequency", "每天消毒")]),
        ("定期通报进展情况。", [("frequency", "定期通报进展情况")]),
        ("营商环境显著改善。", [("trend", "营商环境显著改善")]),
        (
            "群众满意度大幅提升，各类案件明显减少。",
            [("trend", "满意度大幅提升"), ("trend", "各类案件明显减少")],
        ),
        ("空气质量综合指数排名全省第5位。", [("rank", "排名全省第5位")]),
        ("我县脱贫攻坚考核位居全市前列。", [("rank", "位居全市前列")]),
    ],
)
def test_claims_without_a_number_are_flagged(text: str, wanted: list[tuple[str, str]]) -> None:
    found = _implied(text)
    assert [kind for kind, _words in found] == [kind for kind, _words in wanted]
    for (_kind, words), (_same, said) in zip(found, wanted, strict=True):
        assert words in said or said in words


@pytest.mark.parametrize(
    "text",
    [
        "要全面排查风险隐患。",
        "会议强调，要坚持每日调度，确保各项任务全部完成。",
        "力争综合排名进入全省前列。",
        "全力抓好招商引资，全力以赴抓项目。",
        "全面掀起项目建设新热潮，持续深入开展活动。",
        "不断优化营商环境，进一步提升服务水平。",
        "必须做到检查全覆盖、整改零容忍。",
        "各镇办要定期开展督导检查。",
        "全面从严治党，全面深化改革。",
        "请各单位每周报送一次工作进展。",
        "为全面完成年度任务奠定基础。",
        "全面推进乡村振兴，统筹安排，统一部署。",
        "下一步，将全面完成道路改造。",
        "各部门应当每月通报情况。",
    ],
)
def test_exhortations_and_phrases_of_effort_claim_nothing(text: str) -> None:
    assert _implied(text) == []


def test_a_universal_leans_on_the_number_before_it() -> None:
    reading = read("共查处问题175项，现已全部整改到位。", DATED)
    assert [claim.implied for claim in reading.claims] == ["", "universal"]
    assert reading.claims[1].of == 0


def test_places_that_claims_lean_on_count_the_implied_ones_too() -> None:
    reading = read("全面排查隐患，发现隐患35处，其中重大隐患2处。", DATED)
    part = reading.claims[-1]
    assert part.relation == Relation.SUBSET
    assert part.of is not None
    assert reading.claims[part.of].text == "35处"


@pytest.mark.parametrize(
    ("text", "listed", "is_open"),
    [
        ("签约A公司、B公司、C公司等5个项目。", 3, True),
        ("签约智能装备园（投资3亿元、占地200亩）、冷链中心（投资2亿元）等5个项目。", 2, True),
        ("推行三项制度：首问负责制；限时办结制；责任追究制。", 3, False),
        ("落实“四项举措”做好防汛。一是备足物资。二是加强值守。三是排查险情。四是强化演练。", 4, False),
        ("抓好“五个强化”，即强化组织、强化宣传、强化排查、强化督导。", 4, False),
        ("开展三大行动，即清洁家园行动、植绿行动和治水行动。", 3, False),
        ("青山、白塔、红岭3个镇完成任务。", 3, False),
        ("采取五项措施推进工作。", None, False),
    ],
)
def test_what_a_text_lists_is_counted(text: str, listed: int | None, is_open: bool) -> None:
    claim = next(
        one
        for one in read(text, DATED).claims
        if one.quantity and (one.modality == Modality.LIST_COUNT or one.relation == Relation.LIST)
    )
    assert (claim.listed, claim.open_list) == (listed, is_open)


def test_five_thousand_characters_are_read_at_once() -> None:
    text = "\n".join([PARAGRAPH] * (5000 // len(PARAGRAPH) + 1))[:5000]
    read(text[:500], DATED)
    spent = []
    for _turn in range(5):
        started = time.process_time()
        reading = read(text, DATED)
        spent.append(time.process_time() - started)
    assert len(reading.claims) > 200
    assert min(spent) < 0.6  # a dense text; 0.15 s on a quiet machine
