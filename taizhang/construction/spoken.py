"""How texts speak of the figures of the construction sites."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from taizhang.construction.checklist import FOCUS_AREAS
from taizhang.figures.spoken import Daily, Spoken, Whole

_SITES = (
    "建设项目", "工地", "在建项目", "建设工程", "施工项目", "点位", "施工现场", "在建工程", "建筑施工",
)  # fmt: skip
_AROUND = (*_SITES, "拆迁", "待建空地", "扬尘", "围挡", "住建")
_PLAIN = (
    *_SITES, "建筑", "施工", "环境卫生", "卫生", "环境", "各类", "整治", "房屋", "市政", "拆迁", "待建", "空地", "在建",
    "现场", "住建", "治理", "全面", "走访", "检查", "卫生类", "开出", "整改不力",
)  # fmt: skip
# The work of other services and other campaigns, at sites too.
_OTHERS = (
    "燃气", "消防", "食品", "校园", "学校", "幼儿园", "河道", "河湖", "矿山企业", "矿山安全", "交通", "危化", "电动", "物业", "欠薪", "工资", "塔吊",
    "起重", "吊篮", "脚手架", "深基坑", "渣土", "疫情", "防疫", "复工复产", "人防", "安全隐患", "安全生产", "工程质量", "质量安全", "质量问题", "自建房", "危房", "违建", "违法建设",
    "违法占地", "扶贫", "脱贫", "信访", "积案", "水务", "农村", "秸秆", "养殖", "黑臭", "噪声", "噪音", "油烟", "加油站", "工业企业", "商户", "餐饮",
    "宾馆", "网吧", "医院", "养老", "非道路移动机械", "招投标", "农民工", "夜间施工", "背街", "主次干道", "抽查道路",
)  # fmt: skip
_FOUND = ("查处", "揪出", "查改", "发现", "排查", "查出", "检查出", "查找", "查摆", "督导", "问题")
_CLOSED = (
    "整改到位", "完成整改", "已整改", "整改完成", "整改完毕", "销号", "整改销号",
)  # fmt: skip
_NOT_DONE = ("未整改", "未销号", "正在整改", "逾期", "限期", "责令", "停工")
_ALL = ("全部", "均", "全面", "悉数", "所有", "已全", "100%")

SPOKEN: dict[str, Spoken] = {
    "construction.sites_surveyed": Spoken(
        (("排查", "摸排", "检查"), _SITES), never=("问题", "隐患", "停工", "整改", "复查"), others=_OTHERS,
        plain=(*_PLAIN, "排查", "摸排", "检查", "底数"), thing="name", units=("处", "个"),
    ),
    "construction.survey_rate": Spoken(
        (("排查率", "摸排率", "检查覆盖率", "排查覆盖率"),), about=_AROUND, others=_OTHERS, plain=_PLAIN,
        whole=(
            Whole((("全面", "全部", "全数", "逐一", "全覆盖"), ("摸排", "排查")), Decimal(100)),
            Whole((("全覆盖", "不漏一处", "不漏一家", "无一遗漏", "应查尽查", "应排尽排"),), Decimal(100)),
        ),
    ),
    "construction.sites_stopped": Spoken(
        (("停工整改", "停工整顿", "责令停工", "停工"),), about=_AROUND,
        never=("仍", "未复工", "未停工"), others=_OTHERS,
        plain=(*_PLAIN, "停工整改", "停工整顿", "责令", "整改", "项目"), thing="name",
        beside=("construction.stop_work_orders", "construction.sites_still_stopped"), of="construction.sites_surveyed",
    ),
    "construction.sites_still_stopped": Spoken(
        (("仍在停工", "仍停工", "尚未复工", "仍未复工", "未复工"),), about=_AROUND, others=_OTHERS, plain=(*_PLAIN, "项目", "停工"),
        state=True, of="construction.sites_stopped",
    ),
    "construction.stop_work_orders": Spoken(
        (("停工令", "停工通知书", "停工整改通知书"),), about=_AROUND, others=_OTHERS, plain=(*_PLAIN, "下达", "下发", "送达", "签发", "项目"),
        beside=("construction.sites_stopped",),
    ),
    "construction.problems_found": Spoken(
        (_FOUND, ("问题",)), about=_AROUND, others=_OTHERS, never=(*_CLOSED, *_NOT_DONE, "环境卫生类", "诉求"),
        plain=(*_PLAIN, *_FOUND, "存在"), beside=("construction.problems_closed",),
    ),
    "construction.problems_closed": Spoken(
        (_CLOSED,), about=_AROUND, others=_OTHERS, never=(*_NOT_DONE, "率", "信访", "诉求"),
        plain=(*_PLAIN, *_CLOSED, *_FOUND, "问题", "整改"), beside=("construction.problems_found",), of="construction.problems_found",
    ),
    "construction.closure_rate": Spoken(
        (("整改率", "销号率", "整改完成率"),), about=_AROUND, others=_OTHERS, never=("按期", "按时"),
        plain=(*_PLAIN, "问题", "整改", "完成"),
        whole=(Whole((_ALL, ("整改到位", "整改完成", "整改完毕", "完成整改", "销号", "整改")), Decimal(100)),),
    ),
    "construction.on_time_rate": Spoken(
        (("按期整改率", "按时整改率", "按期销号率"),), about=_AROUND, others=_OTHERS, plain=(*_PLAIN, "问题")
    ),
    "construction.problems_open": Spoken(
        (("未销号", "未整改", "未完成整改", "正在整改"),), about=_AROUND, others=_OTHERS,
        plain=(*_PLAIN, "问题", "尚", "还有"), state=True, of="construction.problems_found",
    ),
    "construction.problems_overdue": Spoken(
        (("逾期", "超期"), ("整改", "问题", "未改")), about=_AROUND, others=_OTHERS, plain=(*_PLAIN, "未改", "问题", "整改", "超期"), state=True,
        of="construction.problems_found",
        whole=(Whole((("无一", "零", "没有一"), ("逾期", "超期")), Decimal(0)),),
    ),
    "construction.compliance_rate": Spoken(
        (("达标率",),), about=_AROUND, others=_OTHERS, never=("水质", "空气"), plain=_PLAIN, state=True,
        whole=(Whole((_ALL, ("达标",)), Decimal(100)),),
    ),
    **{
        f"construction.problems_found_{area.code.lower()}": Spoken(
            ((area.title, *area.other_names),), about=("问题",), also=_AROUND, never=(*_CLOSED, *_NOT_DONE), others=_OTHERS,
            plain=(*_PLAIN, *_FOUND, "环境卫生类"), of="construction.problems_found",
        )
        for area in FOCUS_AREAS
    },
}  # fmt: skip

DAILY: tuple[Daily, ...] = (
    Daily(
        _("台账日报"), "construction", (("每日", "每天", "逐日", "日日", "天天"), ("汇总", "更新", "日报", "统计")),
        about=(*_AROUND, "整改台账"), others=_OTHERS, journal_type="construction.daily_ledger",
        since="construction.inspection",
    ),
)  # fmt: skip
