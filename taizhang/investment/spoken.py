"""How texts speak of the figures of investment promotion."""

from decimal import Decimal

from taizhang.figures.spoken import Slot, Spoken

_SIGNED = ("签约", "引进", "新签", "签订", "签下", "正式合同")
_PROJECT = ("项目",)
_OF_TIER = ("项目", "投资", "合同")
_AMOUNT = (
    "总金额", "总投资", "投资额", "总额", "金额", "投资总额", "计划投资", "投资", "合同额", "协议投资", "协议额", "签约额",
)  # fmt: skip
_AROUND = ("签约", "引进", "招商", "招引", "新签", "签下", "签订合同")
_OF_PROJECTS = ("签约项目", "项目签约", "招商", "引资", "新签", "签下", "正式合同", "已签约")
_PLAIN = (
    "招商引资",
    "招商",
    "招引",
    "新签约",
    "签约",
    "引进",
    "新签",
    "合同",
    "投资",
    "总投资",
    "约定",
    "产业",
    "签下",
    "正式",
    "协议",
    "合同额",
)
_OTHER = (
    "意向", "在谈", "洽谈", "对接", "储备", "拟签", "续建", "技改", "备案", "开工", "投产", "落地", "竣工", "投用", "在建",
    "入库", "谋划", "退出", "终止",
)  # fmt: skip
_NOT_OF_AMOUNT = (
    *_OTHER,
    "到位",
    "区外资金",
    "产值",
    "营业收入",
    "税收",
    "利润",
    "外资",
    "完成投资",
    "固定资产",
    "一期",
    "首期",
    "设备",
    "注册资本",
    "年度计划",
    "今年计划",
)


# Projects, contracts and money of other kinds.
_OTHERS = (
    "银企", "授信", "贷款", "校企", "就业协议", "毕业生", "人才", "外贸", "订单", "进出口", "技术合同", "成果转化", "物业", "专项债", "债券", "上级资金",
    "家庭医生", "征迁", "征收", "拆迁", "出让", "招标", "中标", "采购", "施工合同", "民生", "惠民", "省市重点", "重点建设", "重点项目", "续签", "扶贫",
    "老旧小区", "科研", "专利", "保险", "养老", "电商", "直播", "演出", "赛事", "租赁", "供地", "购房", "商品房", "体育", "图书", "志愿", "基金",
)  # fmt: skip


def _tier(at_least: int, of: str, key: str) -> tuple[Spoken, Spoken]:
    bound = Decimal(at_least)
    return (
        Spoken(
            (_OF_TIER,), about=_AROUND, never=_OTHER, others=_OTHERS, plain=(*_PLAIN, "项目"), at_least=bound, of=f"investment.{of}",
            thing="name",
        ),
        Spoken(
            (_AMOUNT,), about=_AROUND, never=_NOT_OF_AMOUNT, others=_OTHERS, plain=(*_PLAIN, "项目"), at_least=bound,
            of=f"investment.{of}", sums=f"investment.{key}", thing="name",
        ),
    )  # fmt: skip


def _stage(words: Slot, never: Slot) -> Spoken:
    return Spoken(
        (words, _PROJECT),
        about=(*_AROUND, "投资"),
        never=("未", "拟", "计划开工", "率", *never),
        others=_OTHERS,
        plain=_PLAIN,
    )


SPOKEN: dict[str, Spoken] = {
    "investment.signed_projects": Spoken(
        (_SIGNED, ("项目", "招商")), about=_OF_PROJECTS, never=_OTHER, others=_OTHERS, plain=_PLAIN, thing="name", beside=("investment.landed_projects",)
    ),
    "investment.signed_amount": Spoken(
        (_AMOUNT,), about=_AROUND, never=_NOT_OF_AMOUNT, others=_OTHERS, plain=(*_PLAIN, "项目"), thing="name",
        sums="investment.signed_projects", attribute=("总投资", "投资", "签约", "合同金额", "总额"),
    ),
    **{
        f"investment.{key}{suffix}": words
        for key, bound, of in (
            ("signed_over_1", 1, "signed_projects"),
            ("signed_over_5", 5, "signed_over_1"),
            ("signed_over_10", 10, "signed_over_5"),
        )
        for suffix, words in zip(("", "_amount"), _tier(bound, of, key), strict=True)
    },
    "investment.out_of_district_funds": Spoken(
        (("区外资金", "区外到位资金", "区外境内资金"),), never=("合同", "到位率"), others=_OTHERS,
        plain=(*_PLAIN, "到位", "实际", "利用", "总额"),
    ),
    "investment.landed_projects": _stage(("落地",), ("开工", "投产")),
    "investment.started_projects": _stage(("开工",), ("投产", "竣工", "复工")),
    "investment.in_use_projects": _stage(("投产", "建成投用", "投用"), ("开工",)),
    "investment.fulfilment_rate": Spoken((("履约率",),), about=_OF_PROJECTS, others=_OTHERS, plain=(*_PLAIN, "项目")),
    "investment.start_rate": Spoken((("开工率",),), about=_AROUND, others=_OTHERS, never=("复工",), plain=(*_PLAIN, "项目")),
    "investment.arrival_rate": Spoken((("资金到位率",),), about=_AROUND, others=_OTHERS, plain=(*_PLAIN, "项目", "区外")),
}  # fmt: skip
