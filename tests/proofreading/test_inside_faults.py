"""Texts with one fault each: the fault is found where it stands, and nothing else is."""

from datetime import date

import pytest

from taizhang.proofreading.inside import problems
from taizhang.proofreading.names import Names
from taizhang.proofreading.reading.reader import read

DATED = date(2023, 9, 20)
NAMES = Names(
    units={
        "青河县城市管理局": "县城管局",
        "县城管局": "县城管局",
        "县住建局": "县住建局",
        "县应急管理局": "县应急局",
        "县应急局": "县应急局",
        "石桥镇": "石桥镇",
        "望湖街道": "望湖街道",
    },
    posts=("县委书记", "副县长", "县政府办公室主任"),
)

# Text, the kind of the fault, the words at which it stands.
LISTS = [
    (
        "会议提出要抓好“五个坚持”，即坚持规划先行，坚持项目为王，坚持绿色发展，坚持民生为本。",
        "lists",
        "五个坚持",
    ),
    (
        "全县要做到“三个到位”，即思想认识到位、责任落实到位、督查问效到位、经费保障到位。",
        "lists",
        "三个到位",
    ),
    ("各镇要落实“四个确保”：确保饮水安全，确保用电安全，确保出行安全。", "lists", "四个确保"),
    ("目前，石桥镇、望湖街道、城关镇、白云乡等3个镇街已完成清零。", "lists", "等3个"),
    ("走访了恒远纺织、金禾食品、华阳机电、瑞丰包装、天成物流等4家企业。", "lists", "等4家"),
    ("全县确定3家试点单位：县医院、县一中、县福利院、县图书馆。", "lists", "3家试点单位"),
    ("专班下设5个小组：综合协调组、督查督办组、宣传引导组、后勤保障组。", "lists", "5个小组"),
    ("石桥镇、城关镇、望湖街道4个镇（街道）率先完成任务。", "lists", "4个镇（街道）"),
    ("县城管局、县住建局、县水利局2个部门参加了联合执法。", "lists", "2个部门"),
    ("县行政审批局推行“五办”机制，即马上办、网上办、就近办、一次办。", "lists", "“五办”"),
    ("县里推出“三项举措”：一户一策、一键直达、一站办结、一网通办。", "lists", None),
    ("五大工程全面推进：道路工程、桥梁工程、管网工程、绿化工程。", "lists", None),
    ("宏远、安路、通达四家均按期交工。", "lists", "四家"),
]
SEQUENCES = [
    ("会议强调，一是加强领导。二是压实责任。四是严肃纪律。", "lists", "四是"),
    ("下一步，一要摸清底数。二要分类施策。二要强化督导。", "lists", "二要"),
    (
        "县城管局“三项举措”整治占道经营 一是疏堵结合。二是错时执法。三是延时服务。四是信用管理。",
        "lists",
        "三项举措",
    ),
    (
        "就做好秋收工作提出四点要求：一是抢抓农时。二是保障农机。三是防火禁烧。",
        "lists",
        "四点要求",
    ),
    (
        "一、总体情况\n全县秋收进展顺利。\n二、主要做法\n组织农机下田。\n四、下步打算\n继续推进。",
        "lists",
        "四、",
    ),
    (
        "（一）抓好收购\n备足仓容。\n（二）抓好烘干\n开放设备。\n（二）抓好质检\n严格把关。",
        "lists",
        "（二）",
    ),
    ("工作中做到以下两个方面：一是摸排到位。二是宣传到位。三是整治到位。", "lists", "两个方面"),
]
PARTS = [
    ("今年以来，全县共排查工贸企业86家，其中涉爆粉尘企业91家。", "parts", "91家"),
    ("累计完成投资12.5亿元，其中工业投资13.1亿元。", "parts", "13.1亿元"),
    ("累计发放贷款3200万元，其中小微企业贷款0.45亿元。", "parts", "0.45亿元"),
    ("共受理群众来信45件，其中城乡建设类18件、环境保护类47件。", "parts", "47件"),
    ("参训人员120人，其中男性65人、女性45人。", "parts", None),
    ("全县现有执法车辆50辆，其中在用38辆，其余14辆已报废。", "parts", None),
    ("共检查点位60处：东片区22处、西片区25处、南片区15处。", "parts", None),
    ("新增床位300张，分别为县医院180张、中医院100张。", "parts", None),
    ("查处违建18宗、占道经营27宗，合计46宗。", "parts", None),
    ("石桥镇完成造林320亩、城关镇完成造林280亩，共计620亩。", "parts", None),
    ("全年立项40项（省级12项、市级18项、县级9项）。", "parts", None),
    ("共排查隐患90处，其中一般隐患88处、重大隐患4处。", "parts", None),
    ("全县谋划项目30个，其中新建项目18个、续建项目13个。", "parts", None),
    ("签约项目20个，其中1亿元以下8个，1—5亿元7个，5亿元以上6个。", "parts", None),
    ("抓获嫌疑人418人，其中涉诈196人、涉黄赌147人、涉盗窃132人。", "parts", None),
    ("总投资3.2亿元，分两期建设，其中一期投资4亿元。", "parts", "4亿元"),
    ("全区在建项目36个，已完工9个，其余29个正在加快建设。", "parts", "29个"),
]
# More than the whole only if nothing is counted twice: a warning.
PERHAPS = [
    (
        "开工项目总投资86.2亿元。其中，产业项目60.1亿元；基础设施项目22.4亿元；民生项目8.7亿元。",
        "parts",
        None,
    ),
    ("耕地面积6.4万亩，其中水田3.1万亩、旱地3.8万亩。", "parts", None),
    ("大厅设窗口56个，其中综合窗口40个、专业窗口21个。", "parts", None),
    ("粮食总产45.6万吨，其中夏粮24.1万吨，秋粮25.5万吨。", "parts", None),
    ("建筑面积12.6万平方米，其中地上9.8万平方米，地下3.8万平方米；绿地2万平方米。", "parts", None),
]
TIERS = [
    ("签约项目30个，其中5亿元以上项目6个，10亿元以上项目9个。", "parts", "9个"),
    ("新开工亿元以上项目16个，总投资15.2亿元。", "parts", "15.2亿元"),
    ("新签约亿元以上项目12个，总金额40.5亿元，其中10亿元以上项目5个。", "parts", "40.5亿元"),
    ("引进1—5亿元项目6个，总投资38.6亿元。", "parts", "38.6亿元"),
]
RESPECTIVELY = [
    ("石桥、城关、望湖三地分别完成投资2.1亿元、1.8亿元。", "respectively", None),
    ("东、西两区分别种植小麦1.2万亩、0.8万亩、0.6万亩。", "respectively", None),
    ("粮食、油料、蔬菜产量同比分别增长3.1%、2.4%。", "respectively", None),
    ("两家企业分别获得补助30万元、20万元、15万元。", "respectively", None),
]
RATES = [
    ("1—8月，全县完成固定资产投资219.22亿元，占年度目标589亿元的38.22%。", "rates", "38.22%"),
    ("年度目标任务80亿元，目前已完成54亿元，完成率为65.7%。", "rates", "65.7%"),
    ("全年任务2400户，已完成改造1800户，占年度任务的85%。", "rates", "85%"),
    ("累计查处问题175项，已整改170项，整改率100%。", "rates", "100%"),
    ("受理投诉举报320件，办结304件，办结率98%。", "rates", "98%"),
    ("抽检食品600批次，合格588批次，合格率99.5%。", "rates", "99.5%"),
    ("全县有中小学64所，其中寄宿制学校16所，占比35%。", "rates", "35%"),
    ("截至8月底，隐患整改率105%。", "rates", "105%"),
    ("群众满意率达到101.3%。", "rates", "101.3%"),
    ("党员占比112%。", "rates", "112%"),
    ("三次产业占比分别为8.1%、42.3%、53.6%。", "rates", None),
    ("规上企业842家，已复工831家，复工率99.7%。", "rates", "99.7%"),
    ("返岗率103.2%。", "rates", "103.2%"),
    ("装备制造占38%、食品加工占27%、新材料占22%、其他占19%。", "rates", None),
    ("完成产值96.8亿元，为全年目标240亿元的43.3%。", "rates", "43.3%"),
    ("全县常住人口62.5万人。其中，城镇常住人口33.1万人，占常住人口比重62.96%。", "rates", "62.96%"),
    ("全县总人口48万人，其中城镇人口24万人，占总人口比重（城镇化率）为54%。", "rates", "54%"),
    ("共受理案件2864件，审执结2691件，结案率96.9%。", "rates", "96.9%"),
    ("排查房屋6.8万栋，其中自建房5.9万栋；发现隐患86栋，已整治71栋，整治率92.6%。", "rates", "92.6%"),
    ("总投资6.3亿元，已完成投资4.1亿元，占总投资的75.1%。", "rates", "75.1%"),
]
CHANGES = [
    ("全县规上企业由120家增加到108家。", "changes", None),
    ("平均办理时间由3天压缩到5天。", "changes", None),
    ("存栏生猪由8.2万头下降到9.1万头。", "changes", None),
    ("城镇化率由52.1%提高到51.6%。", "changes", None),
    ("规上企业由120家增加到150家，增长30%。", "changes", "30%"),
    ("农家乐由40家发展到52家，净增14家。", "changes", "14家"),
    ("污水集中处理率由85%提高到88%，提高3%。", "changes", "3%"),
    ("绿化覆盖率由38.2%提高到40.1%，提高2.9个百分点。", "changes", "2.9个百分点"),
    ("今年新建泊位600个，去年同期500个，同比增长25%。", "changes", "25%"),
    ("1—8月接待游客80万人次，去年同期100万人次，同比增长20%。", "changes", "20%"),
    ("投诉量同比下降120%。", "changes", "120%"),
    ("事故起数较去年减少2倍。", "changes", "2倍"),
    ("用电量由4月的5.62亿千瓦时增加到5月的5.18亿千瓦时。", "changes", None),
    ("工业用电量3.1亿千瓦时，上年同期为2.8亿千瓦时，增长18.5%。", "changes", "18.5%"),
    ("户籍人口104.5万人，增加1.2万人，增长3.2%。", "changes", "3.2%"),
    ("今年培训500人，去年同期420人，同比增加60人。", "changes", "60人"),
    ("入库税款8.4亿元，比上年增加1.4亿元，增长25%。", "changes", "25%"),
]
REPEATS = [
    (
        "全县共建成充电桩356个。县发改委牵头推进，打通电力接入。目前，全县共建成充电桩365个。",
        "repeats",
        "365个",
    ),
    (
        "县住建局检查在建工地48处。执法人员逐一查看台账。截至目前，县住建局检查在建工地52处。",
        "repeats",
        "52处",
    ),
    ("农村公路今年新改建286公里\n今年以来，县交通运输局新改建农村公路268公里。", "repeats", "268公里"),
]
DATES = [
    ("会议定于2月30日召开。", "dates", "2月30日"),
    ("6月31日前完成清零。", "dates", "6月31日"),
    ("2023年2月29日，县政府印发方案。", "dates", "2023年2月29日"),
    ("13月5日，县里组织了演练。", "dates", "13月5日"),
    ("9月25日，县委召开全会，听取汇报。", "dates", "9月25日"),
    ("截至9月28日，全县收割玉米12万亩。", "dates", "9月28日"),
    ("5—3月，全县开展专项整治。", "dates", "5—3月"),
    ("9月12日至9月8日，举办培训班。", "dates", "9月12日至9月8日"),
    ("2021—2019年，全县投入资金2亿元。", "dates", "2021—2019年"),
]
NAMED = [
    ("城管局开展夜查，县城管局组织队员上街。（县域管局）", "names", "县域管局"),
    ("县城管局组织夜间巡查。（县城官局）", "names", "县城官局"),
    ("近日，县应急局、县住健局开展联合检查。", "names", "县住健局"),
    ("石桥镇和望湖街到组织志愿者上门服务。", "names", "望湖街到"),
    ("县委书己到企业调研。", "names", "县委书己"),
    ("县管城局开展整治。", "names", "县管城局"),
]
WARNINGS = [
    ("预计增速在3.5—4.2%之间。", "writing", "3.5—4.2%"),
    ("年需资金3—5万元。", "writing", "3—5万"),
    ("现场发放传单约200余份。", "writing", None),
    ("累计服务群众近300多人次。", "writing", None),
    ("大约20人左右参加了活动。", "writing", None),
    ("完成投资超5亿元以上。", "writing", None),
    ("每月巡查不低于10次以下。", "writing", None),
    ("参会人数不超过50人以上。", "writing", None),
    ("全镇有二个村完成了改造。", "writing", "二个"),
    ("第两次会议研究了方案。", "writing", "第两次"),
    ("产量增加了到120吨。", "writing", None),
    ("同比下降-3.5%。", "writing", None),
    ("总投资5亿元元。", "writing", None),
    ("全年发放补贴３２０万元。", "writing", "３２０"),
]
WITHOUT_NAMES = [
    ("县城管局开展占道经营整治，劝导流动摊贩30余人次。\n（县域管局）", "names", "县域管局"),
]
FAULTS = LISTS + SEQUENCES + PARTS + PERHAPS + TIERS + RESPECTIVELY + RATES + CHANGES + REPEATS + DATES
DOUBTFUL = {text for text, _kind, _words in PERHAPS} | {
    "全年立项40项（省级12项、市级18项、县级9项）。",
    "污水集中处理率由85%提高到88%，提高3%。",
}


@pytest.mark.parametrize(("text", "kind", "words"), FAULTS + WARNINGS + WITHOUT_NAMES)
def test_the_fault_is_found_and_nothing_else(text: str, kind: str, words: str | None) -> None:
    found = problems(read(text, DATED))

    assert [problem.kind for problem in found] == [kind]
    assert words is None or text[found[0].start : found[0].end] == words
    assert found[0].sure == (kind != "writing" and text not in DOUBTFUL)


@pytest.mark.parametrize(("text", "kind", "words"), NAMED)
def test_a_name_that_does_not_exist_is_found_beside_the_one_meant(text: str, kind: str, words: str) -> None:
    found = problems(read(text, DATED, NAMES), NAMES)

    assert [(problem.kind, text[problem.start : problem.end]) for problem in found] == [(kind, words)]
    assert found[0].suggestion in {*NAMES.units, *NAMES.units.values(), *NAMES.posts}


@pytest.mark.parametrize(("text", "kind", "words"), PARTS + RATES + CHANGES)
def test_stray_blanks_and_broken_lines_hide_no_fault(text: str, kind: str, words: str | None) -> None:
    torn = "，\n\n".join(text.split("，", 1)).replace("其中", "其 中").replace("%", " %")

    assert kind in {problem.kind for problem in problems(read(torn, DATED))}


@pytest.mark.parametrize(("text", "kind", "words"), FAULTS + WARNINGS)
def test_every_sentence_can_be_told_again_from_its_template(text: str, kind: str, words: str | None) -> None:
    for problem in problems(read(text, DATED)):
        assert problem.template % problem.values == problem.sentence
        assert problem.sentence.endswith("。") and "None" not in problem.sentence
