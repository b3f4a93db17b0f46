"""The demo's bulletin: issue 47 with every number taken from the ledgers, and what waits for the next one."""

import random
from datetime import date, datetime, timedelta

from taizhang.bulletin import actions
from taizhang.bulletin.actions import drafting
from taizhang.bulletin.models import Issue, Item, RecipientList
from taizhang.demo import house_style
from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.foundation.clock import SHANGHAI

LAST_BEFORE = 46
_2019 = "from=2019-01-01|to=2019-12-31"

INVESTMENT = (
    "全区招商引资推进会交账领题",
    f"""\
6月12日，全区招商引资推进会召开，先算上年的账，再领今年的题。峡窝镇、中心路街道、区商务局、区科工信局先后上台表态。
一、上年交出的账
2019年，全区新签亿元以上项目[[investment.signed_over_1|{_2019}]]，合同投资合计[[investment.signed_over_1_amount|{_2019}]]。\
按规模看，5亿元以上的有[[investment.signed_over_5|{_2019}]]，这里面10亿元以上的有[[investment.signed_over_10|{_2019}]]。
二、今年领到的题
任务书已经下到各单位：亿元以上项目不少于[[investment.signed_over_1.target]]，5亿元以上项目[[investment.signed_over_5.target]]，\
10亿元以上项目[[investment.signed_over_10.target]]，到位区外资金[[investment.out_of_district_funds.target]]。\
到6月19日，年内已签约[[investment.signed_projects]]，中原工学院民航校区、宝供物流、郑上科创园、奥瑞环保科技、霸凌金国冷链都在其中。
三、接下来的干法
主要负责同志带队外出，围着通用航空、文化旅游、现代物流、智能制造四条链找缺口、补短板；请已落户的企业牵线，以商招商。\
项目进了门，谁引进谁跟到底，企业提出的难点堵点限期答复，由督查部门逐件盯办。""",
)
NIGHT_MARKET = (
    "区城管局四招管好夜市摊点",
    """\
入夏以后夜市渐旺。区城管局把话说在前头、人派到现场，既让摊点摆得出来，也让住户睡得安稳。
一、先把地方划清
沿街一家一家讲明白：哪些路段能摆、摆到几点，消防通道和盲道寸步不让，市容和住户休息都要顾到。
二、再把约定签好
和商户当面签门前四包责任书、不扰民承诺书，油烟、噪音、垃圾和防疫各有各的责任。
三、夜里有人值守
按店面大小核定外摆桌椅，晚间加派力量巡查。卫生差、扰民的，头一回劝导，第二回警告，第三回处罚并收回外摆资格。\
今年以来，夜间出动执法人员[[night_market.officer_turnouts|show=yu]]，巡查重点夜市路段[[night_market.patrols|show=yu]]，\
[[night_market.merchants_warned|show=yu]]不合规的商户受到警告。
四、守规矩的有说头
经营规范、口碑好的商户请来现身说法，让同一条街上的照着改。""",
)
CONSTRUCTION = (
    "建筑工地环境卫生整治查一处清一处",
    """\
区住建局抽人组成整治专班，在建的、待建的、正在拆的一处不漏地上门，重点看施工现场、食堂、宿舍和物料堆放。\
查出的问题当天进台账，每天汇总一次，改完一条、复核一条、销号一条；围挡和宣传栏上的文明施工标语也一并换新。
到6月19日，逐处排查建设项目[[construction.sites_surveyed]]，责令停工整改[[construction.sites_stopped]]，\
查出环境卫生问题[[construction.problems_found]]，整改率[[construction.closure_rate]]。""",
)
SUBMITTED = (
    "示例·夜市巡查转入常态",
    """\
端午前后，区城管局按晚高峰重新排班，重点路段每晚有人。到今天，累计巡查[[night_market.patrols]]，\
发出警告[[night_market.warnings]]。""",
)
DRAFT = (
    "示例·年内签约项目推进情况",
    """\
今年签约的[[investment.signed_projects]]项目中，已落地[[investment.landed_projects]]，已开工[[investment.started_projects]]。""",
)


def _at(day: date, hour: int) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=SHANGHAI)


def _written(cast: Cast, unit: str, text: tuple[str, str], day: date) -> Item:
    """A draft of a unit by its reporter."""
    return actions.write_item(
        unit=cast.unit(unit),
        title=text[0],
        body=text[1],
        by=cast.user("reporter", unit),
        written_on=day,
        happened_at=_at(day, 9),
    )


def _submitted(cast: Cast, unit: str, text: tuple[str, str], day: date) -> Item:
    """An item that was signed off and sent to the office on one day."""
    item = _written(cast, unit, text, day)
    actions.sign_off_item(item=item, by=cast.user("unit_signer", unit), happened_at=_at(day, 15))
    actions.submit_item(item=item, by=cast.user("reporter", unit), on=day, happened_at=_at(day, 16))
    return item


def _open(cast: Cast, day: date, hour: int) -> Issue:
    return actions.open_issue(
        masthead="上街信息",
        publisher="中共上街区委办公室",
        cut_off=STANDS_ON,
        editors="区委办信息科",
        copies=120,
        by=cast.user("editor"),
        opened_on=day,
        happened_at=_at(day, hour),
    )


def load(cast: Cast, rng: random.Random) -> None:
    """Issue 47 signed on the day at which the demo stands; one item submitted, one draft, the next issue begun."""
    editor, chief, issuer = cast.user("editor"), cast.user("office_chief"), cast.user("issuer")
    before = STANDS_ON - timedelta(days=1)
    actions.set_run(year=STANDS_ON.year, last_number=LAST_BEFORE, by=chief)
    items = [
        _submitted(cast, unit, text, STANDS_ON - timedelta(days=days))
        for unit, text, days in (
            ("商务局", INVESTMENT, 4),
            ("城管局", NIGHT_MARKET, 3),
            ("住建局", CONSTRUCTION, 2),
        )
    ]
    for item in items:
        actions.receive_item(item=item, by=editor, happened_at=_at(before, 9))
    issue = _open(cast, before, 10)
    lists = RecipientList.objects.in_use().filter(name__in=(house_style.LEADERS, house_style.UNITS))
    actions.choose_recipients(issue=issue, lists=lists, by=editor, happened_at=_at(before, 10))
    for item in items:
        actions.place_item(issue=issue, item=item, by=editor, happened_at=_at(before, 11))
    actions.send_to_first_review(issue=issue, by=editor, happened_at=_at(before, 15))
    actions.pass_first_review(issue=issue, by=editor, happened_at=_at(before, 17))
    actions.pass_second_review(issue=issue, by=chief, happened_at=_at(STANDS_ON, 10))
    actions.sign_issue(issue=issue, by=issuer, happened_at=_at(STANDS_ON, 16))
    _submitted(cast, "城管局", SUBMITTED, STANDS_ON)
    _written(cast, "商务局", DRAFT, STANDS_ON)
    following = _open(cast, STANDS_ON, 17)
    actions.choose_recipients(issue=following, lists=lists, by=editor, happened_at=_at(STANDS_ON, 17))
    drafting.keep_default_templates(by=editor)
