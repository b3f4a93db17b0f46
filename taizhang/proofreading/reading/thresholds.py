"""Bounds that say which things are counted (亿元以上项目, 超10亿元项目, 1—5亿元项目), told from the claims themselves."""

import re

from taizhang.proofreading.claim import Dimension

# Things that a bound singles out: 10亿元以上项目, 5亿元企业, 百亿级产业集群.
_THING = (
    "(?:重大|重点|产业|工业|大|先进|制造业?|优质|招商|签约|开工|在建|续建|新建|投资|农业|服务业|外资|内资|市外|省外|区外|科技|民营|龙头|单体|骨干|规上|亿元){0,3}"
    "(?:项目|企业|工程|产业|园区|集群|单位|公司|商户|大户|农户|客户|市场|主体|集团|县|镇|乡|村|街道|支柱|单品|品牌|楼宇|总部|合同|订单|案件|平台)"
)
_THINGS = re.compile(rf"(?:级别?)?(?:（[^（）]{{1,8}}）)?的?{_THING}(?!规模|总数|化|数据|额)")
# What the money or the measure itself is: 带动5亿元以上投资, 新增10亿元以上税收.
_STUFF = re.compile(
    r"的?(?:社会|民间|固定资产|各类|有效|新增|财政|专项|银行|企业|信贷|直接|间接|境外|经济|市场|销售|消费)*"
    r"(?:资金|投资|收入|贷款|补贴|补助|产值|税收|税费|销售|营收|营业|资本|利润|融资|消费|损失|债务|债券|授信|订单|奖励|资助|成本|欠款|工资|罚款|罚金|红利|基金|"
    r"经费|支出|外资|增加值|面积|土地|用地|耕地|空间|厂房|产能|电量|用电|存款|保费|款项|违约金|保证金|绿地|管网|道路|"
    r"收益|分红|增收|的?(?:任务|目标|规模|水平|标准|关口|大关|台阶|门槛))(?!项目|企业|大户|类项目|主体)"
)
_ENDS = re.compile(r"[，。；：！？、）”》\n]|$|和|与|及|以及|并|其中|同比|增长|占|以上的?$")
_COUNT_FOLLOWS = re.compile(
    r"(?:级别?)?(?:（[^（）]{1,8}）)?(?:的)?(?:[^，。；：、！？\d]{0,12}?)(?:共|有|达|达到|分别)?(?:\d+|[一二两三四五六七八九十百]+)(?:余|多)?(?:个|家|项|户|宗|起|件|笔|处|栋|座|人|名|辆|台|所|只|条)(?!月|百分点|工作日|小时)"
)
_COUNT_DIRECTLY = re.compile(
    r"(?:的)?(?:共|有|各)?\d+(?:余|多)?(?:个|家|项|户|宗|起|件|笔|处|栋|座|人|名|辆|台|所)(?!月|百分点|工作日|小时)"
)
_GENERIC_OF = re.compile(rf"的{_THING}(?:共|有|达)?\d+(?:余|多)?(?:个|家|项|户|宗|处)")
_OF_AMOUNT = re.compile(
    r"(?:投资额?|金额|资金|总额|规模|产值|收入|营收|价值|额度|合同额|造价)(?:为|达到?|约|超过?|共|近)?$"
)
_COUNTED_PEOPLE = re.compile(
    r"的?(?:规模)?(?:企业|单位|聚集|集聚|聚会|活动|场所|工地|班额|公司|会议|聚餐|宴席|团队|旅游团|团组|自然村|事故|群体|家庭|作业|训练|集会)"
)
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_OFFENCES = re.compile(r"的?(?:违法|违规|违章|处罚|被|未|举报|投诉|逃|预警|受理|重复)")
_VEHICLES = re.compile(
    r"的?(?:小型|大型|中型|重型|微型|营运|非营运|载客|载货)*(?:客运?车|客车|车辆|货车|汽车|大?客车|面包车|校车)"
)
_MEASURES = (Dimension.MEASURE, Dimension.DURATION)


def is_thing(norm: str, place: int) -> bool:
    """Whether things that a bound singles out are named at a place: 项目, 企业, 产业集群."""
    return bool(_THINGS.match(norm, place))


def is_bound(
    norm: str,
    start: int,
    end: int,
    dimension: Dimension,
    unit: str,
    *,
    kind: str,
    posted: bool,
    ranged: bool,
    bare: bool,
) -> str:
    """Whether the number at norm[start:end] bounds the things counted: "strict", "loose" (5亿元项目), or "" for a claim.

    `kind` is that of the words around it (atleast, over, …), `posted` whether such a word follows it, `ranged` whether it is a range,
    `bare` whether it has no digit (亿元, 千万元).
    """
    if dimension is Dimension.MONEY:
        if stuff := _STUFF.match(norm, end):
            return "strict" if posted and _COUNT_DIRECTLY.match(norm, stuff.end()) else ""
        if _THINGS.match(norm, end) and not _is_attribute(
            norm, start, end, kind=kind, ranged=ranged, bare=bare
        ):
            return "strict" if kind or ranged or bare else "loose"
        if (kind or ranged or bare) and (
            _COUNT_DIRECTLY.match(norm, end) or (posted and _COUNT_FOLLOWS.match(norm, end))
        ):
            return "strict"
        return "strict" if posted and norm.startswith("的", end) and _NOUN.match(norm, end + 1) else ""
    if unit in ("岁", "周岁"):
        return "strict" if kind or ranged else ""
    if _VEHICLES.match(norm, end) and unit in ("座", "吨", "吨位") and (kind or ranged):
        return "strict"
    if dimension is Dimension.PERSONS and (posted or ranged) and unit in ("人", "名"):
        if norm.startswith("的", end) and _COUNT_FOLLOWS.match(norm, end):
            return "strict"
        return "strict" if _COUNTED_PEOPLE.match(norm, end) else ""
    if dimension in _MEASURES or unit in ("层", "倍", "次", "起", "级") or dimension is Dimension.PERCENT:
        return _measured(norm, start, end, dimension, unit, posted=posted, ranged=ranged)
    return ""


def _measured(
    norm: str, start: int, end: int, dimension: Dimension, unit: str, *, posted: bool, ranged: bool
) -> str:
    if not posted and not ranged:
        return ""
    if _ENDS.match(norm, end):
        return ""
    if dimension is Dimension.PERCENT:
        of_growth = norm.endswith(
            (
                "增长",
                "下降",
                "增速",
                "增幅",
                "降幅",
                "比例",
                "占比",
                "率",
                "达到",
                "高于",
                "超载",
                "超限",
                "持股",
                "控股",
                "涨幅",
                "跌幅",
            ),
            0,
            start,
        )
        return "strict" if posted and of_growth and norm.startswith("的", end) else ""
    if _COUNT_DIRECTLY.match(norm, end):
        return "strict"
    if _STUFF.match(norm, end):
        return ""
    if norm.startswith("的", end):
        return "strict" if posted or _COUNT_FOLLOWS.match(norm, end) else ""
    if unit in ("次", "起", "倍"):
        return "strict" if unit == "次" and _OFFENCES.match(norm, end) else ""
    if ranged:
        return "strict" if _THINGS.match(norm, end) or _COUNT_FOLLOWS.match(norm, end) else ""
    return "strict" if _NOUN.match(norm, end) else ""


def _is_attribute(norm: str, start: int, end: int, *, kind: str, ranged: bool, bare: bool) -> bool:
    """Whether the amount is that of one thing named after it (投资30亿元的某项目), not a bound on many."""
    if kind or ranged or bare:
        return False
    if norm.startswith("的", end):
        return not _GENERIC_OF.match(norm, end)
    return bool(_OF_AMOUNT.search(norm, max(0, start - 8), start)) and not _COUNT_FOLLOWS.match(norm, end)
