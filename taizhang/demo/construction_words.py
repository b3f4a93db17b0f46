"""Invented names and words of the demo's construction sites; every name begins with 示例."""

import random
from decimal import Decimal

from taizhang.construction.states import SiteKind, StopGround

_PLACES = (
    "金屏",
    "锦江",
    "丹水",
    "汝河",
    "许昌路",
    "南峡",
    "方顶",
    "柏庙",
    "新峡",
    "洛宁路",
    "昆仑路",
    "孟津路",
    "魏岗",
)
_ENDS = {
    SiteKind.CONSTRUCTION: ("花园一期", "家园安置区", "小学教学楼", "产业园厂房", "路网改造", "社区服务中心"),
    SiteKind.DEMOLITION: ("旧厂房拆除", "城中村拆迁"),
    SiteKind.IDLE_PLOT: ("待建地块",),
}
PLACES = ("东侧", "西门内", "基坑北坡", "材料加工区", "生活区", "办公区旁", "南围挡", "出入口", "")
DELAYS = ("连续降雨，土方不能作业", "更换的设备尚在运输途中")
STILL = ("仍有一处没有整改到位", "复查时发现只做了一半")
GROUNDS = (
    (StopGround.OVERDUE_DUST, "扬尘问题逾期未改"),
    (StopGround.MAJOR_HAZARD, "重大隐患"),
)

SEEN = {
    "ENV-01": ("围挡缺口约三米，未及时封闭", "临街围挡高度不足"),
    "ENV-02": ("大门敞开，门卫不在岗", "门头没有企业名称"),
    "ENV-03": ("加工区积水，道路破损未硬化", "场内主路泥泞"),
    "ENV-04": ("土方堆场未覆盖", "裸露地面覆盖网破损"),
    "ENV-05": ("车辆冲洗设备停用", "出口外路面有泥痕"),
    "ENV-06": ("渣土车篷布未盖严",),
    "ENV-07": ("拆除作业没有喷淋", "土方开挖时雾炮未开"),
    "ENV-09": ("生活垃圾露天堆放，没有清运", "垃圾桶无盖、外溢"),
    "ENV-11": ("厕所地面有污水，没有消毒记录", "临时厕所无人保洁"),
    "ENV-12": ("出入口没有扬尘公示牌",),
    "CAN-01": ("食堂许可证未上墙",),
    "CAN-02": ("一名炊事人员健康证过期",),
    "CAN-04": ("储藏间门口没有挡鼠板",),
    "CAN-07": ("冷藏柜生熟混放且温度不够", "隔油池满溢"),
    "CAN-09": ("生熟刀板没有分开",),
    "CAN-11": ("留样不足四十八小时",),
    "DOR-02": ("一间宿舍住了十八人",),
    "DOR-03": ("过道堆物，宽度不足",),
    "DOR-05": ("床铺三层，物品杂乱", "室内卫生差，垃圾未清"),
    "DOR-06": ("宿舍内使用电热锅", "插座私拉乱接"),
    "MAT-01": ("钢筋堆在通道上，不合平面图",),
    "MAT-02": ("砌块散乱，没有标牌", "模板堆放歪斜过高"),
    "MAT-03": ("袋装水泥露天堆放未覆盖", "砂石料没有围挡和覆盖"),
    "MAT-04": ("油漆与木料混放，灭火器过期",),
    "IDL-01": ("空地有倾倒的建筑垃圾", "裸土覆盖不完整"),
    "IDL-02": ("空置半年，尚未绿化",),
    "PUB-01": ("围挡没有张挂宣传标语",),
    "PUB-02": ("标语褪色破损",),
}

_AREAS = {
    SiteKind.CONSTRUCTION: (("ENV", 10), ("CAN", 3), ("DOR", 3), ("MAT", 4), ("PUB", 1)),
    SiteKind.DEMOLITION: (("ENV", 8), ("MAT", 1), ("PUB", 1)),
    SiteKind.IDLE_PLOT: (("IDL", 3), ("ENV", 1)),
}


def site_names(kind: SiteKind, count: int) -> list[str]:
    """So many different names of sites of a kind."""
    names = [f"示例·{place}{end}" for end in _ENDS[kind] for place in _PLACES]
    return names[:count]


def codes_for(kind: str, rng: random.Random) -> list[str]:
    """The checklist items of a focus area that is likely at a site of that kind."""
    areas, weights = zip(*_AREAS[SiteKind(kind)], strict=True)
    area = rng.choices(areas, weights)[0]
    return [code for code in SEEN if code.startswith(area)]


def company(rng: random.Random, trade: str) -> str:
    """An invented company."""
    return f"示例{rng.choice('甲乙丙丁戊己庚辛壬癸')}{trade}有限公司"


def coordinate(rng: random.Random, low: float, high: float) -> Decimal:
    """Degrees within the district."""
    return Decimal(str(round(rng.uniform(low, high), 6)))
