"""How texts speak of the figures of the enterprises room."""

from taizhang.figures.spoken import Spoken

_ASKED = ("诉求", "问题", "困难")
_AROUND = ("企业",)
# What other bodies are asked for, and by others than enterprises.
_OTHERS = (
    "群众",
    "居民",
    "业主",
    "代表",
    "提案",
    "议案",
    "信访",
    "检查",
    "排查",
    "巡查",
    "督查",
    "执法",
    "涉气",
    "税务",
    "工商联",
    "融资需求",
    "用工",
    "审批",
    "住户",
    "村民",
    "商户",
)
_PLAIN = ("企业", "反映", "各类", "发展", "生产", "经营", "服务", "市场主体", "困难", "问题", "诉求")

SPOKEN: dict[str, Spoken] = {
    "enterprises.requests_opened": Spoken(
        (_ASKED, ("收到", "收集", "受理", "征集", "梳理", "提出")), about=_AROUND, others=_OTHERS, never=("解决", "办结", "率"), plain=_PLAIN,
        units=("个", "条", "项"), beside=("enterprises.requests_solved",),
    ),
    "enterprises.requests_solved": Spoken(
        (_ASKED, ("办结", "解决", "化解")), about=_AROUND, others=_OTHERS, never=("率", "未"), plain=(*_PLAIN, "实际", "帮助"),
        units=("个", "条", "项"),
    ),
    "enterprises.requests_on_time_rate": Spoken(
        (("按期办结率", "按时办结率", "及时办结率"),), about=_AROUND, others=_OTHERS, plain=_PLAIN
    ),
    "enterprises.visits": Spoken((("走访", "入企"), ("企业",)), others=_OTHERS, plain=_PLAIN, units=("家次", "人次数", "场次")),
}  # fmt: skip
