"""The demo's investment ledger: 2019 and the first half of 2020, with figures as the district's bulletin gives them."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from taizhang.demo.cast import STANDS_ON, Cast
from taizhang.foundation.quantities import yi_to_wan
from taizhang.investment.actions.money import import_arrivals, import_revisions
from taizhang.investment.actions.projects import import_projects
from taizhang.investment.actions.rules import set_rules
from taizhang.investment.actions.stages import exclude, set_aside
from taizhang.investment.entries import ArrivalEntry, ProjectEntry, RevisionEntry, Share
from taizhang.investment.models import Project
from taizhang.investment.states import FundKind

SOURCE = "demo"
MOST_VOUCHERS = 12
TOWNS = ("峡窝镇", "中心路街道", "新安路街道", "济源路街道", "工业路街道", "矿山街道")
BUREAUS = ("商务局", "科工信局", "产业集聚区管委会", "通航发展中心", "文广旅体局", "发改委")
PLACES = (
    "江苏省苏州市",
    "上海市",
    "浙江省宁波市",
    "广东省深圳市",
    "北京市",
    "山东省青岛市",
    "河南省郑州市中原区",
    "湖北省武汉市",
)
INVESTORS = ("恒川", "启辰", "华岳", "盛拓", "远帆", "嘉木", "中砺", "博源", "鼎丰", "新屹", "和瑞", "卓越")
INTELLIGENT, AVIATION, LOGISTICS, CULTURE = "智能制造", "通用航空", "现代物流", "文化旅游"

# (name, chain, node, link kind, 亿元 at signing, month, day, 亿元 later and its day); 23 of 1 亿元 and more, 225.7 in all.
SIGNED_2019: tuple[tuple[str, str, str, str, str, int, int, str, str], ...] = (
    ("高端铝精深加工产业园", INTELLIGENT, "材料", "extend", "72", 3, 20, "", ""),
    ("通航产业综合体", AVIATION, "整机制造", "build", "50", 5, 16, "55", "10-18"),
    ("智能农机装备基地", INTELLIGENT, "整机", "build", "9.6", 4, 11, "", ""),
    ("航空复合材料工厂", AVIATION, "材料", "mend", "9", 6, 6, "", ""),
    ("豫中智慧物流枢纽", LOGISTICS, "仓储", "build", "8.2", 2, 27, "", ""),
    ("工业机器人减速器产线", INTELLIGENT, "核心零部件", "mend", "7.1", 7, 9, "7.8", "11-22"),
    ("五云山文旅小镇", CULTURE, "景区", "build", "6.9", 8, 15, "", ""),
    ("直升机运营保障基地", AVIATION, "运营", "extend", "5.6", 9, 3, "", ""),
    ("阀门智能铸造车间", INTELLIGENT, "零部件", "strengthen", "4.8", 1, 18, "", ""),
    ("高精度轴承产业化项目", INTELLIGENT, "零部件", "mend", "4.6", 2, 15, "", ""),
    ("冷链分拨中心", LOGISTICS, "冷链", "build", "4.5", 3, 8, "", ""),
    ("飞行模拟训练中心", AVIATION, "培训", "extend", "4.2", 4, 25, "", ""),
    ("耐火材料绿色改造项目", INTELLIGENT, "材料", "strengthen", "4", 5, 7, "", ""),
    ("跨境电商仓配园", LOGISTICS, "电商", "extend", "3.8", 5, 29, "", ""),
    ("航空主题乐园", CULTURE, "游乐", "build", "3.6", 6, 20, "", ""),
    ("智能仓储装备产线", INTELLIGENT, "物流装备", "extend", "3.5", 7, 24, "", ""),
    ("无人机研发试飞基地", AVIATION, "研发", "mend", "3", 8, 2, "3.3", "12-06"),
    ("铝模板共享租赁基地", INTELLIGENT, "材料", "extend", "3.2", 8, 28, "", ""),
    ("公铁联运服务站", LOGISTICS, "多式联运", "mend", "3", 9, 19, "", ""),
    ("非遗文创产业园", CULTURE, "文创", "build", "2.8", 10, 11, "", ""),
    ("电力装备检测中心", INTELLIGENT, "检测", "strengthen", "2.6", 10, 30, "", ""),
    ("航空座椅内饰工厂", AVIATION, "零部件", "mend", "2.2", 11, 14, "", ""),
    ("工业互联网平台", INTELLIGENT, "软件", "strengthen", "1.5", 12, 12, "", ""),
    ("精密模具工坊", INTELLIGENT, "零部件", "mend", "0.99996", 6, 28, "", ""),
    ("社区农产品配送站", LOGISTICS, "配送", "extend", "0.86", 9, 27, "", ""),
    ("乡村民宿集群", CULTURE, "住宿", "build", "0.6", 10, 22, "", ""),
    ("航模赛事基地", CULTURE, "赛事", "extend", "0.35", 11, 28, "", ""),
)
# The eight signed in 2020 by 19 June: five that the bulletin names, three invented ones.
SIGNED_2020: tuple[tuple[str, str, str, str, str, int, int, str, str], ...] = (
    ("中原工学院民航校区", AVIATION, "人才培养", "build", "30", 4, 28, "", ""),
    ("宝供物流", LOGISTICS, "仓储", "strengthen", "5.8", 3, 12, "6.5", "05-20"),
    ("郑上科创园", INTELLIGENT, "孵化", "extend", "5", 5, 15, "", ""),
    ("奥瑞环保科技", INTELLIGENT, "环保装备", "mend", "4.6", 4, 9, "5", "05-28"),
    ("霸凌金国冷链", LOGISTICS, "冷链", "extend", "4.2", 5, 26, "", ""),
    ("示例·通航维修中心", AVIATION, "维修", "mend", "2.3", 6, 5, "", ""),
    ("示例·智能传感器产线", INTELLIGENT, "核心零部件", "mend", "1.6", 6, 11, "", ""),
    ("示例·铝工业遗址文创园", CULTURE, "文创", "build", "1.2", 2, 25, "", ""),
)
NEGOTIATING = (
    ("新能源商用车零部件园", INTELLIGENT, "零部件", "build", "12"),
    ("航空发动机维修基地", AVIATION, "维修", "mend", "8.5"),
    ("区域冷链集配中心", LOGISTICS, "冷链", "strengthen", "6"),
    ("山地运动公园", CULTURE, "运动", "build", "3.2"),
    ("工业软件创新中心", INTELLIGENT, "软件", "strengthen", "2.4"),
    ("医药物流分拨库", LOGISTICS, "医药物流", "extend", "1.8"),
)
PLANNED_STARTS = {"公铁联运服务站": date(2020, 5, 1)}  # missed; those signed in 2020 plan three months ahead
FISCAL = ("产业新城基础设施配套", INTELLIGENT, "园区", "build", "12", 4, 2, "", "")
LOST = ("氢燃料无人机总装线", AVIATION, "整机制造", "build", "2.1")


def load(cast: Cast, rng: random.Random) -> None:
    """Enter everything as the commerce bureau's verifier did, with the dates of the time."""
    by = cast.user("investment_verifier")
    for year in (2019, 2020):
        set_rules(by=by, year=year, effective_on=date(year, 1, 1), document=f"示例〔{year}〕1号")
    projects = [*_signed(cast, rng, 2019, SIGNED_2019), *_signed(cast, rng, 2020, SIGNED_2020)]
    talks = [_negotiating(cast, rng, *row) for row in (*NEGOTIATING, LOST)]
    fiscal = next(_signed(cast, rng, 2019, (FISCAL,)))
    import_projects(records=[*projects, fiscal, *talks], by=by, source=SOURCE)
    made = {project.name: project for project in Project.objects.all()}
    exclude(
        by=by,
        project=made[fiscal.name],
        code="fiscal",
        on=date(2019, 10, 25),
        reason="资金全部来自财政，不属招商引资。",
    )
    set_aside(
        by=by,
        project=made[talks[-1].name],
        transition="lose",
        on=date(2020, 5, 8),
        reason="投资方改在外地落地。",
    )
    set_aside(
        by=by,
        project=made["示例·电力装备检测中心"],
        transition="pause",
        on=date(2020, 4, 20),
        reason="等待用地指标。",
    )
    import_revisions(records=list(_revisions(made)), by=by, source=SOURCE)
    import_arrivals(records=list(_arrivals(made, rng)), by=by, source=SOURCE)


def _title(name: str, year: int) -> str:
    """An invented project is marked as such; the five of 2020 are the bulletin's own."""
    return name if year == 2020 or name.startswith("示例") else f"示例·{name}"


def _unit(cast: Cast, rng: random.Random, chain: str) -> int:
    """Towns lead most projects, the bureaus that go with a chain the others."""
    if chain == AVIATION and rng.random() < 0.6:
        return cast.unit("通航发展中心").pk
    if chain == CULTURE and rng.random() < 0.5:
        return cast.unit("文广旅体局").pk
    return cast.unit(rng.choice((*TOWNS, "峡窝镇", "中心路街道", *BUREAUS[:3]))).pk


def _partners(cast: Cast, rng: random.Random, lead: int) -> tuple[Share, ...]:
    if rng.random() > 0.35:
        return ()
    unit = cast.unit(rng.choice(TOWNS)).pk
    return () if unit == lead else (Share(unit, Decimal(rng.choice((20, 30, 40)))),)


def _signed(
    cast: Cast,
    rng: random.Random,
    year: int,
    rows: tuple[tuple[str, str, str, str, str, int, int, str, str], ...],
) -> Iterator[ProjectEntry]:
    for name, chain, node, link_kind, yi, month, day, _later, _on in rows:
        signed_on = date(year, month, day)
        landed_on, started_on, in_use_on = _stages(rng, signed_on)
        unit_id, total = _unit(cast, rng, chain), yi_to_wan(Decimal(yi))
        yield ProjectEntry(
            name=_title(name, year),
            investor=f"示例·{rng.choice(INVESTORS)}{rng.choice(('控股', '实业', '科技'))}有限公司",
            unit_id=unit_id,
            total=total,
            outside=(total * rng.choice((60, 70, 80, 90)) / 100).quantize(Decimal(1)),
            investor_place=rng.choice(PLACES),
            chain=chain,
            node=node,
            link_kind=link_kind,
            partners=_partners(cast, rng, unit_id),
            # Larger projects are talked about longer; no draw of the lot, so that nothing else of the demo moves.
            registered_on=signed_on - timedelta(20 + 7 * len(name) + int(total / 5000)),
            signed_on=signed_on,
            planned_start_on=PLANNED_STARTS.get(name, date(year, month + 3, 1) if year == 2020 else None),
            landed_on=landed_on,
            started_on=started_on,
            in_use_on=in_use_on,
        )


def _stages(rng: random.Random, signed_on: date) -> tuple[date | None, date | None, date | None]:
    """Landing, start and use one after another, as far as they came by the day of the demo."""
    days: list[date | None] = []
    day = signed_on
    for shortest, longest, chance in ((12, 75, 0.85), (30, 140, 0.75), (170, 300, 0.6)):
        day += timedelta(rng.randint(shortest, longest))
        reached = (not days or days[-1] is not None) and rng.random() < chance and day <= STANDS_ON
        days.append(day if reached else None)
    return days[0], days[1], days[2]


def _negotiating(
    cast: Cast, rng: random.Random, name: str, chain: str, node: str, link_kind: str, yi: str
) -> ProjectEntry:
    total = yi_to_wan(Decimal(yi))
    return ProjectEntry(
        name=f"示例·{name}",
        investor=f"示例·{rng.choice(INVESTORS)}集团有限公司",
        unit_id=_unit(cast, rng, chain),
        total=total,
        outside=total * 8 / 10,
        investor_place=rng.choice(PLACES),
        chain=chain,
        node=node,
        link_kind=link_kind,
        registered_on=STANDS_ON - timedelta(15 + int(total / 400)),
    )


def _revisions(made: dict[str, Project]) -> Iterator[RevisionEntry]:
    for year, rows in ((2019, SIGNED_2019), (2020, SIGNED_2020)):
        for name, *_rest, later, on in rows:
            if later:
                project = made[_title(name, year)]
                month, day = on.split("-")
                yield RevisionEntry(
                    project.pk,
                    project.unit_id,
                    date(year, int(month), int(day)),
                    yi_to_wan(Decimal(later)),
                    None,
                    "示例·补充协议",
                )


def _arrivals(made: dict[str, Project], rng: random.Random) -> Iterator[ArrivalEntry]:
    """Vouchers of the signed projects: capital and works from outside, now and then a local loan, the last ones not ruled on."""
    for project in made.values():
        if project.signed_on is None or project.state == "not_recognised" or project.planned_outside is None:
            continue
        day, left = project.signed_on, project.planned_outside * rng.choice((45, 60, 75, 85)) / 100
        for number in range(MOST_VOUCHERS):
            day += timedelta(rng.randint(12, 75))
            if day > STANDS_ON or left <= 0:
                break
            amount = min(left, project.planned_outside * rng.choice((4, 6, 9, 13)) / 100).quantize(
                Decimal("0.01")
            )
            left -= amount
            kind = rng.choice(
                (FundKind.CAPITAL, FundKind.CAPITAL, FundKind.WORKS, FundKind.EQUIPMENT, FundKind.LAND)
            )
            entry = ArrivalEntry(
                project.pk, project.unit_id, day, f"记-{day:%m%d}-{project.pk:02d}{number}", project.investor,
                project.investor_place, str(kind), amount, amount,
            )  # fmt: skip
            if rng.random() < 0.1:
                entry = replace(
                    entry,
                    payer="示例·本地银行",
                    payer_place="上街区",
                    kind=str(FundKind.LOCAL_LOAN),
                    recognised=Decimal(0),
                )
            elif (STANDS_ON - day).days < 25:
                entry = replace(entry, recognised=None)
            yield entry
