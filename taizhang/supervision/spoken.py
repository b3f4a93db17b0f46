"""How texts speak of the figures of supervision."""

from taizhang.figures.spoken import Spoken

_AROUND = ("督办", "督查", "督察")

# What others urge: deputies' proposals, petitions, cases.
_OTHERS = (
    "代表",
    "提案",
    "议案",
    "建议",
    "信访",
    "积案",
    "线索",
    "案件",
    "热线",
    "诉求",
    "工单",
    "环保",
    "企业",
)

SPOKEN: dict[str, Spoken] = {
    "supervision.notices_raised": Spoken(
        (("督办单", "督办通知", "督办件", "督查通知"), ("下达", "下发", "发出", "印发", "制发", "交办")), plain=_AROUND, others=_OTHERS,
        units=("份", "期", "张"),
    ),
    "supervision.notices_on_time_rate": Spoken(
        (("按期办结率", "按时办结率", "按期反馈率"),), about=_AROUND, others=_OTHERS, plain=_AROUND
    ),
}  # fmt: skip
