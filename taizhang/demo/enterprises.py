"""The demo's enterprises: the four chains with their nodes and firms, firms that are sought, requests and visits."""

import random
from datetime import date

from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.enterprises import reply_links
from taizhang.enterprises.actions import chains, replies
from taizhang.enterprises.actions import requests as actions
from taizhang.enterprises.actions.enterprises import register_enterprise
from taizhang.enterprises.actions.visits import record_visit
from taizhang.enterprises.models import Answer, Chain, ChainNode, Enterprise, EnterpriseRequest, Visit
from taizhang.investment.actions.projects import change_project, partners_of
from taizhang.investment.entries import ProjectEntry
from taizhang.investment.models import Project
from taizhang.organisation.models import Unit, User

UP, MID, DOWN = "upstream", "midstream", "downstream"

# chain → (its leading bureau, nodes upstream to downstream: name, segment, gap, firms with their places)
CHAINS: dict[str, tuple[str, tuple[tuple[str, str, str, tuple[tuple[str, str], ...]], ...]]] = {
    "智能制造": (
        "科工信局",
        (
            ("材料", UP, "", (("中铝精材", "工业路街道"), ("耐材新材料", "峡窝镇"))),
            ("核心零部件", UP, "缺高端减速器、控制器", (("传感器件", "峡窝镇"),)),
            ("零部件", MID, "", (("阀门铸造", "济源路街道"), ("轴承制造", "峡窝镇"))),
            ("软件", MID, "缺工业软件龙头", ()),
            ("整机", DOWN, "", (("农机装备", "峡窝镇"),)),
            ("检测", DOWN, "", ()),
        ),
    ),
    "通用航空": (
        "通航发展中心",
        (
            ("研发", UP, "", (("无人机研究所", "峡窝镇"),)),
            ("材料", UP, "", ()),
            ("零部件", UP, "缺航电、起落架配套", (("航空内饰", "新安路街道"),)),
            ("整机制造", MID, "", (("轻型飞机", "峡窝镇"),)),
            ("运营", DOWN, "", (("直升机运营", "峡窝镇"), ("飞行俱乐部", "峡窝镇"))),
            ("维修", DOWN, "缺发动机维修资质企业", ()),
            ("培训", DOWN, "", ()),
        ),
    ),
    "现代物流": (
        "商务局",
        (
            ("仓储", UP, "", (("豫中仓储", "中心路街道"), ("公路港", "峡窝镇"))),
            ("多式联运", MID, "", (("铁路货场", "中心路街道"),)),
            ("冷链", MID, "缺预冷和冷链检测", (("鲜达冷链", "中心路街道"),)),
            ("电商", DOWN, "", (("跨境电商园", "新安路街道"),)),
            ("配送", DOWN, "", ()),
        ),
    ),
    "文化旅游": (
        "文广旅体局",
        (
            ("文创", UP, "", (("铝文化创意", "济源路街道"),)),
            ("景区", MID, "", (("五云山景区", "峡窝镇"), ("方顶古村", "峡窝镇"))),
            ("游乐", MID, "", ()),
            ("住宿", DOWN, "缺中高端酒店", (("山居民宿", "峡窝镇"),)),
            ("赛事", DOWN, "", ()),
        ),
    ),
}
# (chain, node, firm, place, why, unit, contacted on)
TARGETS: tuple[tuple[str, str, str, str, str, str, str], ...] = (
    (
        "智能制造",
        "核心零部件",
        "精驱减速器股份公司",
        "江苏省苏州市",
        "补减速器缺口，可为本地机器人产线配套。",
        "科工信局",
        "05-21",
    ),
    ("智能制造", "软件", "工软云科技公司", "浙江省杭州市", "工业软件龙头，带动企业上云。", "科工信局", ""),
    (
        "通用航空",
        "维修",
        "通航发动机服务公司",
        "四川省成都市",
        "有发动机维修资质，周边没有同类企业。",
        "峡窝镇",
        "06-03",
    ),
    ("通用航空", "零部件", "航电设备公司", "陕西省西安市", "补航电配套。", "科工信局", ""),
    ("现代物流", "冷链", "冷链检测集团", "上海市", "补冷链检测缺口。", "中心路街道", "04-16"),
    ("文化旅游", "住宿", "山水酒店集团", "广东省广州市", "补中高端住宿缺口。", "峡窝镇", ""),
)
# project → the enterprise that brought it
REFERRED = {
    "示例·智能传感器产线": "示例·传感器件有限公司",
    "霸凌金国冷链": "示例·鲜达冷链有限公司",
    "示例·通航维修中心": "示例·直升机运营有限公司",
}
SIGNED_AS = "办公室主任"


def load(cast: Cast, rng: random.Random) -> None:
    """The chains as the verifier drew them, requests as they were met, and the enterprises' own words on them."""
    verifier = cast.user("investment_verifier")
    _chains(cast, verifier)
    for chain, node, name, place, why, unit, contacted in TARGETS:
        on = ChainNode.objects.get(chain__name=chain, name=node)
        target = chains.add_target(
            by=verifier,
            node=on,
            name=f"示例·{name}",
            why=why,
            unit=cast.unit(unit),
            place=place,
            day=_day("04-10"),
        )
        if contacted:
            chains.contact_target(by=verifier, target=target, day=_day(contacted))
    for project, enterprise in REFERRED.items():
        _refer(verifier, project, Enterprise.objects.get(name=enterprise))
    _requests(cast)


def _day(text: str) -> date:
    return date.fromisoformat(f"{STANDS_ON.year}-{text}")


def _chains(cast: Cast, by: User) -> None:
    for name, (unit, nodes) in CHAINS.items():
        chain = Chain.objects.get(name=name)
        chains.change_chain(by=by, chain=chain, name=name, unit=cast.unit(unit), position=chain.position)
        for node, segment, gap, firms in nodes:
            standing = [
                register_enterprise(
                    by=by,
                    name=f"示例·{firm}有限公司",
                    unit=cast.unit(town),
                    place=f"上街区{town}",
                    contact_post=SIGNED_AS,
                )
                for firm, town in firms
            ]
            chains.add_node(by=by, chain=chain, name=node, segment=segment, gap=gap, firms=standing)


def _refer(by: User, name: str, enterprise: Enterprise) -> None:
    project = Project.objects.with_amount(STANDS_ON).get(name=name)
    kept = (
        "name",
        "investor",
        "credit_code",
        "investor_place",
        "chain",
        "node",
        "link_kind",
        "unit_id",
        "note",
    )
    entry = ProjectEntry(
        **{field: getattr(project, field) for field in kept},
        total=project.amount,
        outside=project.outside,
        partners=partners_of(project, STANDS_ON),
        planned_start_on=project.planned_start_on,
        referred_by_id=enterprise.pk,
    )
    change_project(by=by, project=project, entry=entry)


def _requests(cast: Cast) -> None:
    """One closed by the enterprise, one that waits for its word, one past its limit, one handed on, one just opened."""
    xiawo, kegongxin = cast.user("investment_clerk", "峡窝镇"), cast.user("investment_clerk", "科工信局")
    street, leader = cast.user("town_clerk", "中心路街道"), cast.user("leader")
    bearings, aircraft = _firm("轴承制造"), _firm("轻型飞机")
    visit = record_visit(
        by=leader,
        enterprise=bearings,
        day=_day("06-04"),
        visitors="区领导、商务局、峡窝镇",
        heard="订单恢复到去年同期的九成。企业反映厂区门前道路破损，货车进出困难；希望帮助对接春招学生实习。",
    )
    record_visit(
        by=xiawo,
        enterprise=aircraft,
        day=_day("06-10"),
        visitors="峡窝镇招商专干",
        heard="新机型取证进入最后阶段，暂无困难，希望参加下半年航展。",
    )
    road = _open(
        xiawo, bearings, "blockage", "厂区门前道路破损，货车进出困难，希望尽快修复。", "06-04", visit=visit
    )
    actions.take_up(by=xiawo, request=road, day=_day("06-04"))
    actions.record_step(
        by=xiawo, request=road, day=_day("06-05"), text="会同区住建局到现场查看，当天定方案。"
    )
    answer = _answer(xiawo, road, "06-09", "道路已修复，6月9日上午恢复通行。")
    _say(answer, "06-10", satisfied=True, words="办得很快，没让我们跑一趟。")

    power = _open(
        kegongxin, _firm("传感器件"), "difficulty", "洁净车间双回路供电迟迟接不通，影响设备调试。", "06-08"
    )
    _answer(kegongxin, power, "06-12", "供电公司已排定施工，6月20日前接通第二回路。")

    permit = _open(street, _firm("鲜达冷链"), "pain", "办理冷库消防验收跑了两次，材料要求不一致。", "06-05")
    actions.take_up(by=street, request=permit, day=_day("06-05"))
    actions.record_step(
        by=street, request=permit, day=_day("06-08"), text="企业到窗口递交材料，被要求补图纸。", came=True
    )
    actions.record_step(
        by=street, request=permit, day=_day("06-11"), text="企业第二次到窗口补交图纸。", came=True
    )

    jobs = _open(xiawo, bearings, "wish", "希望对接职业院校学生来厂实习。", "06-15", visit=visit)
    actions.hand_over(by=xiawo, request=jobs, unit=cast.unit("科工信局"), reason="校企对接由区科工信局牵头。")

    lease = _open(street, _firm("豫中仓储"), "difficulty", "受疫情影响，申请减免国有房屋租金。", "05-12")
    first = _answer(street, lease, "05-18", "已按政策报区财政审核。")
    _say(first, "05-20", satisfied=False, words="只说已上报，什么时候减、减多少没有说。")
    second = _answer(street, lease, "05-26", "减免三个月租金，已冲抵下季度应缴。")
    _say(second, "05-27", satisfied=True, words="已经冲抵，满意。")

    _open(
        leader,
        _firm("五云山景区"),
        "wish",
        "希望在景区路口增设旅游指示牌。",
        "06-18",
        unit=cast.unit("文广旅体局"),
    )


def _firm(name: str) -> Enterprise:
    return Enterprise.objects.get(name=f"示例·{name}有限公司")


def _open(
    by: User,
    enterprise: Enterprise,
    kind: str,
    text: str,
    on: str,
    *,
    unit: Unit | None = None,
    visit: Visit | None = None,
) -> EnterpriseRequest:
    first = unit or by.unit
    assert first is not None
    return actions.open_request(
        by=by, enterprise=enterprise, kind=kind, text=text, opened_on=_day(on), unit=first, visit=visit
    )


def _answer(by: User, request: EnterpriseRequest, on: str, text: str) -> Answer:
    return actions.answer(by=by, request=request, day=_day(on), text=text)


def _say(answer: Answer, on: str, *, satisfied: bool, words: str) -> None:
    """The enterprise's word by its own link."""
    token = reply_links.token_of(answer.pk, answer.nonce)
    replies.give_verdict(
        token=token, today=_day(on), satisfied=satisfied, words=words, signed_as=SIGNED_AS, address="示例"
    )
