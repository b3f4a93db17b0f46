"""The rules of house style that an office begins with: slips that are common in briefs, and forms that must stand whole."""

from typing import NamedTuple


class StartingRule(NamedTuple):
    """A rule as `actions.write_style_rule` takes it."""

    kind: str
    topic: str
    pattern: str
    replacement: str
    unless: str = ""
    reason: str = ""


_F, _R, _P = "forbidden", "required", "prefer"

STARTING_RULES = tuple(
    StartingRule(*each)
    for each in (
        (_F, "spelling", "做为", "作为", "叫做为、当做为"),
        (_F, "spelling", "布署", "部署", "发布署名"),
        (_F, "spelling", "松驰", "松弛"),
        (_F, "spelling", "渡假", "度假"),
        (_F, "spelling", "渡过难关", "度过难关", "", "时间用“度”，江河用“渡”"),
        (_F, "spelling", "按装", "安装", "按装置、按装修、按装备、按装配"),
        (_F, "spelling", "防碍", "妨碍"),
        (_F, "spelling", "凑和", "凑合"),
        (_F, "spelling", "再接再励", "再接再厉"),
        (_F, "spelling", "一愁莫展", "一筹莫展"),
        (_F, "spelling", "迫不急待", "迫不及待"),
        (_F, "spelling", "帐户", "账户"),
        (_F, "spelling", "台帐", "台账"),
        (_F, "spelling", "签定", "签订", "", "合同、责任书用“签订”"),
        (_F, "wording", "截止目前", "截至目前", "", "“截止”是停止，后面不接时间"),
        (_F, "wording", "截止到", "截至"),
        (_F, "wording", "凯旋归来", "凯旋", "", "“旋”就是归来"),
        (_F, "wording", "悬殊很大", "悬殊"),
        (_F, "wording", "过高的奢望", "奢望"),
        (_F, "wording", "涉及到", "涉及"),
        (_F, "wording", "目前为止", "至目前", "到目前为止、截至目前为止、迄目前为止"),
        (_P, "wording", "其它", "其他"),
        (_P, "wording", "进一步加大力度", "加大力度"),
        (_P, "wording", "大约左右", "左右"),
        (_F, "figure", "近百余", "百余", "", "“近”和“余”不能同用"),
        (_P, "figure", "下降了一倍", "", "", "减少不用倍数，请写下降的百分数"),
        (_P, "figure", "减少了一倍", "", "", "减少不用倍数，请写减少的百分数"),
        (_F, "figure", "。。", "。"),
        (_F, "figure", "，，", "，"),
        (_P, "figure", "...", "……", "", "省略号占两格"),
        (_R, "sensitive", "习近平新时代", "习近平新时代中国特色社会主义思想", "", "固定提法要写全"),
        (_R, "sensitive", "社会主义核心价值", "社会主义核心价值观"),
        (_F, "sensitive", "一国两治", "一国两制"),
        (_F, "sensitive", "港澳台国家", "港澳台地区"),
        (_P, "title", "一把手", "主要负责人"),
        (_P, "title", "二把手", "", "", "请写职务"),
        (_P, "name", "区政府办公厅", "区政府办", "", "办公厅是省级以上的"),
        (_P, "name", "区工商局", "区市场监管局", "", "2019 年机构改革后的名称"),
        (_P, "name", "区国土局", "区资源规划局", "", "2019 年机构改革后的名称"),
    )
)
