"""Which characters are taken for one another, and which departments any district may have."""

# Each group holds characters that are confused by shape or by sound in names of units and posts.
ALIKE: tuple[str, ...] = (
    "城域", "己已巳", "末未", "土士", "大太", "住往", "科料", "峡狭陕", "窝涡锅", "管菅官", "信倍", "财材",
    "发友", "商啇", "民氏", "政攻", "卫工", "局居", "街衔", "道导到", "镇填", "规现", "设没", "建健", "委季",
    "环坏", "农衣", "林木", "水永", "利力", "教救", "育肓", "体休", "应庆", "急怠", "审宙", "计汁", "统纺",
    "监临", "督智", "市巿", "场埸", "税悦", "交父", "通同", "公分", "安按", "司同", "法发", "检捡",
    "院阮", "党堂", "组祖", "织识", "宣宜", "传转", "纪记己", "办辨", "府付", "医区", "保堡", "障章", "社杜",
    "残歼", "联连", "济齐", "中仲", "路露", "旅族", "游遊", "文丈", "退腿", "役疫", "资姿", "源原", "然燃",
    "招召", "投役",
)  # fmt: skip

# The stems of departments that may exist though nobody entered them: 财务 is not one, 财政 is.
ORDINARY_DEPARTMENTS: frozenset[str] = frozenset((
    "教育", "体育", "民政", "财政", "司法", "公安", "人社", "自然资源", "住建", "城建", "城管", "交通", "水利",
    "农业农村", "农业", "商务", "文旅", "文广", "卫健", "卫生", "退役军人", "应急", "应急管理", "审计",
    "市场监管", "统计", "医保", "信访", "林业", "税务", "科技", "工信", "科工信", "发改", "生态环境", "环保",
    "机关事务", "大数据", "金融", "政务服务", "国资", "园林", "房管", "规划", "水务", "气象", "档案", "粮食",
    "民宗", "外事", "侨务", "粮储", "畜牧", "烟草", "供销", "消防", "邮政", "人防", "地震", "文物", "体旅",
    "招商", "投促", "投资促进", "宣传", "组织", "统战", "政法", "编", "巡察",
))  # fmt: skip


def confused_with(character: str) -> str:
    """The characters that are taken for this one."""
    return "".join(group.replace(character, "") for group in ALIKE if character in group)
