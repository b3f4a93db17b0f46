"""The units in which official texts count, each with its type; the longest one that stands at a place is meant."""

from taizhang.proofreading.claim import Dimension

_TABLE = {
    Dimension.MONEY: "元 美元 欧元 港元 日元 英镑 块钱",
    Dimension.COUNT: (
        "个 家 项 处 起 件 宗 份 条 张 把 辆 台 座 栋 幢 套 间 块 片 只 株 棵 盏 幅 封 篇 支 组 队 所 类 种 款 页 册 本 部 例 笔 单 枚 "
        "颗 粒 根 杆 扇 尊 口 眼 孔 架 艘 列 门 床 首 集 卷 案 桩 副 面 顶 台套 批 期 版 则 层 道 头 羽 尾 匹 箱 瓶 袋 盒 桶 罐 包 捆 剂 针 席 "
        "节 环 对 双 方面 个方面 大 大类 类别 门类 条款 字 票 桌 餐 段 路段 标段 标箱 宗地 地块 床位 车位 泊位 机位 工位 摊位 席位 "
        "座次 枪 桩位 县区 县市区 乡镇 镇街 街道 社区 村居 县 镇 乡 村 校 台件 件套 件台 张次表 盘 朵 堆 垛 排 侧 管 丛 窝 畦 栏 跨 轴 级台阶 "
        "车 品种 品规 批文 科目 课时 学时 学分 人份 个班 岗"
    ),
    Dimension.EVENTS: "次 场 场次 班次 批次 轮 轮次 趟 遍 回 频次 期次 航次 列次 次数",
    Dimension.TURNOUT: (
        "人次 车次 台次 辆次 户次 家次 项次 个次 件次 点次 处次 艘次 架次 头次 剂次 针次 条次 份次 起次 船次 站次 店次 校次 村次 单次 宗次 组次 "
        "队次 名次 套次 间次 万次 人天 人日 工日 辆车次 班列次 家户次 单位次 企次"
    ),
    Dimension.PERSONS: "人 名 户 位 口人 人口 户人 人户",
    Dimension.PERCENT: "% ‰ 成",
    Dimension.POINTS: "个百分点 百分点 个基点 基点 个千分点",
    Dimension.MEASURE: (
        "公里 千米 米 厘米 毫米 里 华里 海里 纳米 微米 延米 延长米 平方米 平米 平方 ㎡ m² m2 平方公里 平方千米 km² km2 亩 公顷 亩次 亩地 方 立方 立方米 m³ m3 "
        "吨 公斤 千克 斤 克 毫克 微克 升 毫升 吨公里 吨标准煤 吨标煤 标准立方米 公吨 担 石 分 度 摄氏度 ℃ °C 度电 千瓦时 千瓦 兆瓦 兆瓦时 "
        "瓦 千伏安 兆伏安 kW kWh MW GW 千瓦小时 马力 车公里 人公里 km m cm mm kg t GB TB PB 兆 帕 分贝 dB 勒克斯 标方 蒸吨 μg µg ug mg g mL ml L 卡 千卡"
    ),
    Dimension.DURATION: (
        "天 日 年 周 小时 分钟 秒 秒钟 个月 个小时 个工作日 工作日 个星期 星期 个季度 个半月 个多月 个余月 个多小时 个半小时 个半天 半天 个多星期 个多工作日 年多 自然日 个自然日 个年头 分 周年 个日历天 日历天 刻钟 个钟头 "
        "个昼夜 昼夜 个学期 学期 个周 个交易日 岁 周岁"
    ),
    Dimension.TIMES: "倍",
}
DIMENSIONS: dict[str, Dimension] = {
    unit: dimension for dimension, units in reversed(list(_TABLE.items())) for unit in units.split()
}
DIMENSIONS["分"] = Dimension.MEASURE  # of a score; 分钟 is the time
_LONGEST = max(map(len, DIMENSIONS))
_COUNTED = (Dimension.COUNT, Dimension.EVENTS, Dimension.TURNOUT, Dimension.PERSONS)

# A unit's character that begins another word here: (unit, what follows).
_NOT_BEFORE: dict[str, tuple[str, ...]] = {
    "成": (
        "为",
        "员",
        "立",
        "功",
        "果",
        "效",
        "本",
        "品",
        "交",
        "片",
        "套",
        "熟",
        "都",
        "人",
        "长",
        "就",
        "了",
        "型",
        "年",
        "份",
        "群",
        "绩",
    ),
    "家": ("庭", "长", "园", "乡", "属", "具", "电", "禽", "畜", "政", "访"),
    "车": ("辆", "道", "位", "间", "流", "站", "主", "型", "队", "厢", "库", "险", "牌"),
    "名": ("列", "单", "优", "牌", "为", "称", "校", "师", "医", "企", "品", "录", "特优"),
    "人": ("大", "民", "社", "才", "居", "事", "力"),
    "户": ("籍", "型", "外", "主", "口"),
    "单": ("位", "元", "独", "车"),
    "村": ("民", "委", "级", "支", "干"),
    "镇": ("区", "级", "长"),
    "县": ("级", "委", "长", "处"),
    "校": ("园", "长", "车"),
    "期": ("间", "末", "限", "初"),
    "分": (
        "别",
        "之",
        "类",
        "级",
        "区",
        "批",
        "期",
        "局",
        "组",
        "布",
        "析",
        "为",
        "成",
        "队",
        "公司",
        "管",
        "散",
        "工",
        "享",
        "流",
        "院",
        "校",
        "中心",
    ),
    "度": ("假", "过", "夏"),
    "方": ("面", "案", "法", "式", "向", "便", "阵", "可"),
    "面": ("向", "对", "积", "临", "上"),
    "对": ("于", "口", "接", "象", "比", "标"),
    "双": ("随机", "碳", "向", "控"),
    "大": (
        "关",
        "检查",
        "排查",
        "整治",
        "讨论",
        "走访",
        "气",
        "米",
        "学",
        "队",
        "会",
        "楼",
        "户",
        "厅",
        "道",
        "街",
        "小",
        "洋",
    ),
    "口": ("岸", "罩", "径"),
    "部": ("门", "分", "署", "位", "队", "级", "长", "委"),
    "面积": (),
    "组": ("织", "成", "合", "长", "建"),
    "队": ("伍", "员", "长"),
    "所": ("有", "在", "以", "需", "属", "谓"),
    "道": ("路", "德", "口"),
    "条": ("件", "例"),
    "节": ("约", "能", "水", "日", "假", "点", "省", "电"),
    "包": ("括", "含", "容", "保", "村", "联", "抓", "案"),
    "管": ("理", "控", "委", "护", "道", "网", "线", "辖"),
    "头": ("部", "条", "等"),
    "桌": ("面", "椅"),
    "版": ("本", "权", "块"),
    "针": ("对",),
    "排": ("查", "名", "水", "污", "放", "除", "险", "列", "序"),
    "栏": ("目",),
    "字": ("样", "体", "号"),
    "级台阶": (),
    "岗": ("位",),
    "里": ("程", "面", "屯"),
    "场": ("所", "地", "馆", "景"),
    "回": ("落", "升", "收", "访", "复", "头", "应", "顾", "购"),
    "轮": ("胎", "椅", "岗", "流", "训", "车", "换", "摩托", "电动", "汽车"),
    "次": ("生", "日", "年", "要", "月"),
    "批": ("发", "准", "复", "评", "示", "量"),
    "位": ("于", "居", "列", "置", "一体", "数"),
    "位居": (),
    "间": ("接", "隔"),
    "支": ("撑", "持", "部", "出", "付", "队", "行", "援", "一扶"),
    "笔": ("试", "者"),
    "集": ("中", "团", "体", "聚", "群", "成", "约", "镇", "市", "资"),
    "首": ("先", "批", "次", "家", "个"),
    "案": ("件", "例", "卷"),
    "片": ("区", "警", "长"),
    "列": ("入", "为", "车"),
    "路段": (),
    "周": ("边", "期", "岁"),
    "日": ("均", "常", "产", "处理", "报", "前"),
    "年": ("度", "级", "均", "产", "轻", "龄", "味"),
    "天": ("然", "气"),
    "米": ("线", "面"),
    "吨": ("位",),
    "元": ("旦", "素", "件"),
    "升": ("级", "至", "到", "高", "旗", "学", "温", "值", "格"),
    "石": ("油", "化", "材", "头"),
    "担": ("当", "任", "保"),
    "克": ("服", "难"),
    "分贝": (),
    "平方": ("根",),
    "环": ("境", "保", "节", "卫", "评", "比"),
    "轴": ("线",),
    "侧": ("重",),
    "段": ("落",),
    "票": ("据", "房", "价"),
    "餐": ("饮", "厅", "馆"),
    "床": ("位",),
    "社区": (),
    "盘": ("活", "点"),
    "堆": ("放", "积"),
    "岁": ("末", "月"),
    "卡": ("点", "口"),
    "兆": (),
    "起": ("到", "来", "步", "点", "草", "诉", "底"),
    "本": ("级", "地", "区", "市", "县", "科", "报", "次", "年", "月", "周", "届"),
    "款": ("项", "待"),
    "页": ("岩", "面"),
    "处": ("理", "置", "罚", "级", "分", "长", "于", "在", "结"),
    "把": ("手", "关", "控", "握", "好"),
    "台": ("风", "账", "阶", "湾", "商", "胞"),
    "张": ("贴", "挂"),
    "例": ("如", "会", "行"),
    "层": ("面", "级", "次"),
    "门": ("前", "店", "诊", "户", "口"),
    "门类": (),
    "项": ("目",),
    "类": ("似", "型"),
    "种": ("植", "养", "粮", "子", "业", "猪"),
    "座": ("谈", "位"),
    "套": ("餐", "路"),
    "份": ("额",),
    "封": ("闭", "控", "堵", "停"),
    "顶": ("层",),
    "副": ("食", "业", "产品", "主任", "局长", "区长", "县长", "市长", "书记"),
    "只": ("有", "需", "要", "是", "能", "跑"),
    "根": ("据", "本"),
    "颗粒": (),
    "口人": (),
    "乡": ("村", "级", "长"),
    "枪": ("支",),
    "窝": ("点",),
    "朵": (),
}
# A unit after all, though another word seems to begin: 5项目标 is 5项 of 目标, 12名师生 is 12名 of 师生.
_AFTER_ALL = (
    "项目标",
    "名师生",
    "名师范",
    "名单身",
    "名单亲",
    "名校长",
    "名医护",
    "名医务",
    "名医生",
    "名企业",
    "名优秀",
    "名特",
    "人大代",
    "家长期",
    "名单位",
    "名校",
)
# Only Arabic numerals go with these: 三方, 五大队, 七里河 are words.
_ARABIC_ONLY = frozenset(
    [
        "里",
        "方",
        "度",
        "分",
        "县",
        "镇",
        "乡",
        "村",
        "校",
        "石",
        "担",
        "卡",
        "兆",
        "字",
        "票",
        "环",
        "排",
        "侧",
        "管",
        "跨",
        "轴",
        "盘",
        "朵",
        "堆",
        "包",
        "岗",
        "头",
        "尾",
        "窝",
        "栏",
        "级台阶",
        "m",
        "t",
        "单",
        "案",
        "段",
        "街道",
        "社区",
        "乡镇",
    ]
)


def at(norm: str, place: int, *, chinese: bool = False) -> str:
    """The unit that stands at a place of the normal text, compound ones (元/吨, 台（套）) whole; empty where there is none."""
    unit = _simple(norm, place, chinese=chinese)
    if not unit:
        return ""
    end = place + len(unit)
    if norm[end : end + 1] in ("/", "每") and DIMENSIONS[unit] not in _COUNTED:
        per = _simple(norm, end + 1)
        return unit + norm[end] + per if per else unit
    if norm[end : end + 1] in ("/", "（") and DIMENSIONS[unit] in _COUNTED:
        closing = "）" if norm[end] == "（" else ""
        other = _simple(norm, end + 1)
        if other and DIMENSIONS[other] in _COUNTED and norm.startswith(closing, end + 1 + len(other)):
            return norm[place : end + 1 + len(other) + len(closing)]
    return unit


def _simple(norm: str, place: int, *, chinese: bool = False) -> str:
    for length in range(min(_LONGEST, len(norm) - place), 0, -1):
        unit = norm[place : place + length]
        if unit not in DIMENSIONS or (chinese and unit in _ARABIC_ONLY):
            continue
        if (
            unit[-1].isascii()
            and unit[-1].isalpha()
            and norm[place + length : place + length + 1].isascii()
            and norm[place + length : place + length + 1].isalpha()
        ):
            continue
        following = _NOT_BEFORE.get(unit)
        if (
            following
            and norm.startswith(following, place + length)
            and not norm.startswith(_AFTER_ALL, place)
        ):
            continue
        return unit
    return ""


def dimension(unit: str) -> Dimension:
    """The type of a unit as `at` gives it, 万元 and 亿元 included; a unit by another unit (元/吨) is a measure of its own."""
    if "/" in unit or "每" in unit:
        first = unit.replace("每", "/").partition("/")[0]
        kind = DIMENSIONS.get(first, Dimension.COUNT)
        if kind in _COUNTED:
            return Dimension.TURNOUT if unit.endswith("次") else kind
        return Dimension.MEASURE
    if "（" in unit:
        return (
            Dimension.TURNOUT
            if unit.endswith("次）")
            else DIMENSIONS.get(unit.partition("（")[0], Dimension.COUNT)
        )
    if unit in DIMENSIONS:
        return DIMENSIONS[unit]
    return DIMENSIONS.get(
        unit.lstrip("万亿"), Dimension.MONEY if unit in ("万", "亿", "万亿") else Dimension.COUNT
    )
