"""The demo district's units and posts, and a way for each ledger's loader to find them by role and by name."""

from dataclasses import dataclass, field
from datetime import date

from taizhang.foundation.quantities import normalise_name
from taizhang.organisation import founding
from taizhang.organisation.models import Post, Unit, User

STANDS_ON = date(2020, 6, 19)
SINCE = date(2019, 1, 1)

# (code, full name, short name, kind, aliases)
UNITS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("xiawo", "峡窝镇", "峡窝镇", "town", ("峡窝镇人民政府",)),
    ("zhongxinlu", "中心路街道办事处", "中心路街道", "town", ("中心路办事处", "中心办", "中心路街道办")),
    ("xin-anlu", "新安路街道办事处", "新安路街道", "town", ("新安路办事处", "新安办", "新安路街道办")),
    ("jiyuanlu", "济源路街道办事处", "济源路街道", "town", ("济源路办事处", "济源办", "济源路街道办")),
    ("gongyelu", "工业路街道办事处", "工业路街道", "town", ("工业路办事处", "工业办", "工业路街道办")),
    ("kuangshan", "矿山街道办事处", "矿山街道", "town", ("矿山办事处", "矿山办", "矿山街道办")),
    ("quweiban", "中共上街区委办公室", "区委办", "bureau", ("区委办公室",)),
    ("zhengfuban", "上街区人民政府办公室", "区政府办", "bureau", ("区政府办公室",)),
    ("ducha", "上街区委区政府督查室", "区督查室", "bureau", ("督查室",)),
    ("shangwu", "上街区商务局", "区商务局", "bureau", ("商务局",)),
    ("kegongxin", "上街区科技和工业信息化局", "区科工信局", "bureau", ("科工信局",)),
    ("fagai", "上街区发展和改革委员会", "区发改委", "bureau", ("发改委", "区发改统计局")),
    ("chengguan", "上街区城市管理局", "区城管局", "bureau", ("城管局",)),
    ("zhujian", "上街区住房和城乡建设局", "区住建局", "bureau", ("住建局",)),
    ("ziran", "上街区自然资源和规划局", "区资源规划局", "bureau", ("资源规划局", "自然资源局")),
    ("wenlv", "上街区文化广电旅游体育局", "区文广旅体局", "bureau", ("文广旅体局",)),
    ("shijian", "上街区市场监督管理局", "区市场监管局", "bureau", ("市场监管局",)),
    ("huanbao", "生态环境局上街分局", "区生态环境分局", "bureau", ("生态环境分局", "环保局")),
    ("kaifaqu", "上街装备产业集聚区管理委员会", "产业集聚区管委会", "bureau", ("集聚区管委会",)),
    ("hangkong", "上街通用航空产业发展中心", "通航发展中心", "bureau", ("通航中心",)),
)

# (username, role, unit, title)
PEOPLE: tuple[tuple[str, str, str, str], ...] = (
    ("admin", "administrator", "quweiban", "系统管理员"),
    ("lingdao", "leader", "quweiban", "区领导"),
    ("ducha", "supervisor", "ducha", "督查员"),
    ("shangwu", "investment_verifier", "shangwu", "招商核定员"),
    ("zhaoshang-xiawo", "investment_clerk", "xiawo", "招商专干"),
    ("zhaoshang-kegongxin", "investment_clerk", "kegongxin", "招商专干"),
    ("zhen-xiawo", "town_clerk", "xiawo", "镇办经办人"),
    ("zhen-zhongxinlu", "town_clerk", "zhongxinlu", "街道经办人"),
    ("yeshi", "night_market_clerk", "chengguan", "夜间经济管理员"),
    ("zhifa", "officer", "chengguan", "执法队员"),
    ("chengguan-ke", "section_chief", "chengguan", "法制科科长"),
    ("chengguan-ju", "bureau_head", "chengguan", "局长"),
    ("zhuanban", "site_clerk", "zhujian", "整治专班"),
    ("jiancha", "inspector", "zhujian", "检查员"),
    ("zhujian-ke", "section_chief", "zhujian", "质安科科长"),
    ("zhujian-ju", "bureau_head", "zhujian", "局长"),
    ("baosong-shangwu", "reporter", "shangwu", "信息报送员"),
    ("baosong-chengguan", "reporter", "chengguan", "信息报送员"),
    ("baosong-zhujian", "reporter", "zhujian", "信息报送员"),
    ("shenqian-shangwu", "unit_signer", "shangwu", "单位审签人"),
    ("shenqian-chengguan", "unit_signer", "chengguan", "单位审签人"),
    ("shenqian-zhujian", "unit_signer", "zhujian", "单位审签人"),
    ("bianji", "editor", "quweiban", "责任编辑"),
    ("jiaodui", "proofreader", "quweiban", "校对"),
    ("kezhang", "office_chief", "quweiban", "信息科科长"),
    ("qianfa", "issuer", "quweiban", "分管副主任"),
    ("shouyue", "reader", "xiawo", "收阅人"),
    ("dangan", "archivist", "quweiban", "档案员"),
)


@dataclass
class Cast:
    """The people and units of the demo; `passwords` holds the generated password of each person, shown once."""

    passwords: dict[str, str] = field(default_factory=dict)

    def user(self, role: str, unit: str | None = None) -> User:
        """The first person with that role, in that unit where one is named."""
        posts = Post.objects.filter(role=role).select_related("user").order_by("id")
        if unit is not None:
            posts = posts.filter(unit=self.unit(unit))
        return posts[0].user

    def unit(self, name: str) -> Unit:
        """A unit by any of its names; raises KeyError."""
        return Unit.by_name()[normalise_name(name)]

    @property
    def towns(self) -> list[Unit]:
        """The towns and street offices, in order."""
        return list(Unit.objects.filter(kind=Unit.Kind.TOWN))


def assemble() -> Cast:
    """Found the district with its units, and give every post to somebody with a generated password."""
    founding.found_district(
        code="410106",
        name="上街区",
        bulletin_name="上街信息",
        units=[
            {"code": code, "name": name, "short_name": short, "kind": kind, "aliases": list(aliases)}
            for code, name, short, kind, aliases in UNITS
        ],
        stands_on=STANDS_ON,
    )
    units = {unit.code: unit for unit in Unit.objects.all()}
    cast = Cast()
    for username, role, unit, title in PEOPLE:
        password = founding.generate_password()
        founding.employ(
            username=username,
            full_name=f"示例·{title}",
            unit=units[unit],
            role=role,
            title=title,
            since=SINCE,
            password=password,
        )
        cast.passwords[username] = password
    return cast
