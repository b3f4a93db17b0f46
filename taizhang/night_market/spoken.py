"""How texts speak of the figures of the night market."""

from taizhang.figures.spoken import Spoken

_AROUND = ("夜市", "夜间", "夜经济", "摊", "占道", "店外", "油烟", "噪音", "噪声", "扰民", "商户")
_NIGHT = ("夜市", "夜间", "夜经济", "摊", "占道", "店外", "油烟", "扰民")
_SHOPS = ("商户", "业户", "经营户", "店铺", "商家", "摊主", "门店", "门面", "摊贩", "经营者")
_PLAIN = (
    "不合规", "不规范", "违规", "违规经营", "沿街", "夜间", "夜市", "整治", "噪音", "噪声", "油烟", "扰民", "夜间经济", "经营", "商户", "辖区", "重点", "区域",
    "路段", "经济", "口头", "城管", "临街", "门店", "餐饮", "夜间经营", "摊点", "摊位", "摊区", "占道", "记录", "行为", "查处", "有效期", "签了", "被口头警告",
)  # fmt: skip
# The work of other services and other campaigns, at night too.
_OTHERS = (
    "公安", "民警", "交警", "警力", "派出所", "消防", "河道", "巡河", "森林", "护林", "防火", "校园", "食品", "市场监管", "卫健", "志愿", "酒驾",
    "渣土", "烟花", "爆竹", "禁放", "违法建设", "违建", "拆违", "娱乐场所", "网吧", "KTV", "文化市场", "疫情", "防疫", "垃圾分类", "停车", "早市",
    "犬", "户外广告", "燃气", "扬尘", "工地", "共享单车", "非机动车", "黄标", "超限", "治安", "文明创建", "创文", "环卫", "明厨亮灶", "药店", "农贸市场", "集贸", "菜市场", "商场", "超市", "酒店", "宾馆", "理发",
)  # fmt: skip
_SENT = ("出动", "派出", "投入", "出勤", "组织", "增派")

SPOKEN: dict[str, Spoken] = {
    "night_market.officer_turnouts": Spoken(
        (_SENT, ("执法人员", "执法队员", "执法力量", "城管队员", "执法队伍")), about=_AROUND,
        never=("协管", "辅助人员"), others=_OTHERS, plain=(*_PLAIN, "行政", "综合", "执法"),
    ),
    "night_market.auxiliary_turnouts": Spoken(
        (_SENT, ("协管人员", "协管员", "协管队员", "辅助人员")), about=_AROUND, others=_OTHERS, plain=_PLAIN
    ),
    "night_market.patrols": Spoken(
        (("巡查", "巡逻"),), about=_NIGHT, others=_OTHERS,
        plain=(*_PLAIN, "秩序", "执法", "市容", "夜"), units=("场次", "趟", "轮次"),
    ),
    "night_market.merchants_warned": Spoken(
        (_SHOPS, ("警告",)), about=_AROUND, never=("罚款", "行政处罚"), others=_OTHERS, plain=_PLAIN, units=("户",),
        thing="", beside=("night_market.warnings",),
    ),
    "night_market.warnings": Spoken(
        (("警告",),), about=_AROUND, never=("罚款", "行政处罚"), others=_OTHERS, plain=(*_PLAIN, *_SHOPS),
        units=("起", "家次", "例", "件"), beside=("night_market.merchants_warned",),
        of="night_market.breaches",
    ),
    "night_market.breaches": Spoken(
        (("违规", "违章"),), about=_NIGHT, never=("警告", "建筑", "建设"), others=_OTHERS, plain=(*_PLAIN, *_SHOPS, "行为", "问题"),
        units=("次", "例"),
    ),
    "night_market.merchants": Spoken(
        (_SHOPS, ("登记", "建档", "在册", "备案", "现有", "共有")), about=_NIGHT, never=("警告", "违规", "签订"), others=_OTHERS,
        plain=_PLAIN, units=("户",), state=True,
    ),
    "night_market.merchants_with_both_pledges": Spoken(
        (("门前四包", "两书", "两项承诺"), ("不扰民", "两书", "两项承诺")), plain=(*_PLAIN, *_SHOPS, "签订", "责任书", "保证书", "承诺书", "时段外"),
        units=("户",), state=True, of="night_market.merchants",
    ),
    "night_market.active_permits": Spoken(
        (("摊位", "摊点"), ("资格", "许可", "有效")), about=_NIGHT, never=("取消", "申请", "暂停"), others=_OTHERS, plain=_PLAIN, state=True
    ),
}  # fmt: skip
