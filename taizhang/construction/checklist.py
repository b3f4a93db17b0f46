"""The checklist to begin with, by focus area, and how a clerk's words are matched to it."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from taizhang.foundation.quantities import normalise_name

VERSION = "2020-1"


class FocusArea(NamedTuple):
    """What the campaign looks at, under the names by which offices call it."""

    code: str
    title: str
    other_names: tuple[str, ...] = ()


class ChecklistItem(NamedTuple):
    """One thing to check; `clause` stays empty where the norm's clause was not verified."""

    code: str
    text: str
    clause: str = ""

    @property
    def focus(self) -> str:
        """The code of the focus area."""
        return self.code.split("-")[0]


class Found(NamedTuple):
    """What a text means: a focus area, and the item where the text names one."""

    focus: FocusArea
    item: ChecklistItem | None = None


FOCUS_AREAS = (
    FocusArea(
        "ENV", "施工现场环境卫生", ("环境卫生", "现场环境卫生", "施工现场", "现场环境", "工地环境卫生")
    ),
    FocusArea("CAN", "食堂", ("食堂卫生", "工地食堂", "职工食堂", "伙房")),
    FocusArea("DOR", "宿舍", ("宿舍卫生", "工地宿舍", "职工宿舍", "生活区宿舍")),
    FocusArea("MAT", "物料堆放", ("材料堆放", "物料", "物料码放", "材料码放", "建筑材料堆放")),
    FocusArea("IDL", "待建空地", ("空地", "闲置地块", "待建地块")),
    FocusArea("PUB", "宣传氛围", ("宣传标语", "宣传", "氛围营造", "标语", "围挡宣传")),
)

ITEMS = (
    ChecklistItem("ENV-01", "工地四周围挡连续完整，临主干道一侧不低于2.5米，其他路段不低于1.8米"),
    ChecklistItem("ENV-02", "出入口设大门和门卫值守，门头标明施工企业名称"),
    ChecklistItem("ENV-03", "场内主要道路和材料加工区地面硬化，排水畅通、无积水"),
    ChecklistItem("ENV-04", "裸露地面和土方、散料堆用密目网等覆盖严实"),
    ChecklistItem("ENV-05", "出口设车辆冲洗设施并正常使用，出口外100米内道路干净无泥痕"),
    ChecklistItem("ENV-06", "渣土、散装物料密闭运输，车辆不超载、不遗撒"),
    ChecklistItem("ENV-07", "土方和拆除作业采取湿法，边作业边喷淋"),
    ChecklistItem("ENV-08", "四级及以上大风天气停止土方和拆除作业"),
    ChecklistItem("ENV-09", "生活和建筑垃圾分类存放于加盖容器，及时清运"),
    ChecklistItem("ENV-10", "现场不焚烧任何废弃物，楼层垃圾不向下抛撒"),
    ChecklistItem("ENV-11", "设水冲式或移动式厕所，专人保洁并定期消毒"),
    ChecklistItem("ENV-12", "出入口公示扬尘防治措施、责任人和监督电话"),
    ChecklistItem("CAN-01", "食堂许可证件在有效期内并挂在明显位置"),
    ChecklistItem("CAN-02", "炊事人员健康证齐全有效，上岗穿戴整洁"),
    ChecklistItem("CAN-03", "食堂远离厕所、垃圾站和有毒有害场所"),
    ChecklistItem("CAN-04", "制作间与储藏间分设，门下部设不低于0.2米的挡鼠板"),
    ChecklistItem("CAN-05", "灶台及周边墙面贴瓷砖等易清洗材料，高度大于1.5米"),
    ChecklistItem("CAN-06", "操作间地面硬化、防滑、易冲洗"),
    ChecklistItem("CAN-07", "排风、冷藏和隔油设施齐全，正常使用"),
    ChecklistItem("CAN-08", "燃气罐单独存放，间内通风良好并装有报警装置"),
    ChecklistItem("CAN-09", "生熟食品及刀板容器分开使用，标识清楚"),
    ChecklistItem("CAN-10", "食材采购有台账，来源可查"),
    ChecklistItem("CAN-11", "每餐留样，每样不少于125克，冷藏保存不少于48小时"),
    ChecklistItem("DOR-01", "未竣工的建筑物内不住人"),
    ChecklistItem("DOR-02", "人均居住面积不小于2.5平方米，每间不超过16人"),
    ChecklistItem("DOR-03", "宿舍内通道宽度不小于0.9米"),
    ChecklistItem("DOR-04", "室内净高不低于2.5米，外窗可以开启"),
    ChecklistItem("DOR-05", "床铺不超过两层，室内物品整齐"),
    ChecklistItem("DOR-06", "不使用炉灶明火和大功率电器，线路不私拉乱接"),
    ChecklistItem("DOR-07", "宿舍区与作业区分开设置，界限清楚"),
    ChecklistItem("MAT-01", "材料按平面布置图堆放"),
    ChecklistItem("MAT-02", "材料码放整齐，标明名称和规格"),
    ChecklistItem("MAT-03", "水泥等易扬尘的细料入库或覆盖"),
    ChecklistItem("MAT-04", "易燃易爆物品分类存放，消防器材齐全"),
    ChecklistItem("MAT-05", "易燃材料库房每处不超过200平方米"),
    ChecklistItem("IDL-01", "空地裸土覆盖完整，无乱堆乱倒"),
    ChecklistItem("IDL-02", "空置超过三个月的，已绿化或铺装"),
    ChecklistItem("PUB-01", "围挡、宣传栏等公共区域按要求张挂标语"),
    ChecklistItem("PUB-02", "标语完好整洁，无破损、褪色"),
    ChecklistItem("PUB-03", "每处标语有照片存档"),
)


def index(
    items: Iterable[ChecklistItem] = ITEMS, areas: Iterable[FocusArea] = FOCUS_AREAS
) -> dict[str, Found]:
    """Every text that names an item or area, as written and normalised; an import builds it once."""
    by_code = {area.code: area for area in areas}
    found: dict[str, Found] = {}
    for area in by_code.values():
        for name in (area.code, area.title, *area.other_names):
            found[name] = found[_key(name)] = Found(area)
    for item in items:
        if item.focus in by_code:
            for name in (item.code, item.text, f"{item.code}{item.text}"):
                found[name] = found[_key(name)] = Found(by_code[item.focus], item)
    return found


def _key(text: str) -> str:
    """A name as it is matched: ENV-01, env1 and ＥＮＶ 01 are one."""
    name = re.sub(r"[-_.、，,。:：]", "", normalise_name(text))
    return re.sub(r"^([A-Z]+)0*(\d)", r"\1\2", name)


SEED_INDEX: Mapping[str, Found] = index()


def find_item(text: str, known: Mapping[str, Found] = SEED_INDEX) -> Found | None:
    """The item or focus area that a 检查项 cell names, by code or Chinese name; None where it names none."""
    return known.get(text) or known.get(_key(text))
