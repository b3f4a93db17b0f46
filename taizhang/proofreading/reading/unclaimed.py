"""Numbers with a unit that claim nothing where they stand: deadlines, 一个, 百家, names such as 三个必须."""

import re

from taizhang.proofreading.claim import Dimension
from taizhang.proofreading.reading.printed import Printed

_MEASURED_BEFORE = re.compile(
    r"(?:连续|缩短|压缩|压减|提前|用时|平均|累计|缩减|减少|节约|节省|历时|延长|提速|推迟|耗时|天数|时长|寿命|减至|降至|超期|逾期|总计|合计|增加|同比|工时|学时|时间|天数)[^，。；：、]{0,10}$|(?:至|到|达|[短缩减少整]为)(?:了|约)?$"
)
_MEASURED_AFTER = re.compile(
    r"(?:以上|以内|左右)?(?:的)?(?:缩短|压缩|压减|缩减|减少|减|降|提速|延长|提升|增加|调整)(?:至|到|为)"
)
_DEADLINE = re.compile(
    r"(?:内|之内|以内|前|后|以前|之前|之后|行动|计划|规划|时间|期限|一次|[的]?(?:周期|期|试用|任期|整治|攻坚|集中))"
)
_ONE_COUNTS = ("新增", "仅", "仅有", "共", "只有", "共有", "增加", "减少", "只", "各", "新增加", "新建成")
_ONE_NEW = re.compile(
    r"(?:新增|新发现?|仅有?|共有?|只有)[^，。；、：]{1,12}$|新(?:建|开工|签约|投产|办|设|立)[^，。；、：]{0,8}$"
)
# What makes N个 the name of a rule: 三个必须, 四个不摘, 四个最严.
_RULES = ("必须", "确保", "不", "最", "零", "百分", "以", "一百", "一”", "一工程", "一活动", "一批", "所有")
# What may be announced in quotation marks; “十户联防” and “三块地” are names.
_LISTED = frozenset(
    [
        "个",
        "项",
        "大",
        "条",
        "类",
        "种",
        "点",
        "方面",
        "个方面",
        "道",
        "件",
        "张",
        "本",
        "批",
        "支",
        "套",
        "套",
        "招",
        "步",
    ]
)
_LIMIT = ("限高", "限速", "限重", "限宽", "限载", "限高为", "限速为", "满分", "满分为")
_BIG = re.compile(
    r"(?:重点|主要|专项|重大|核心|基础|支柱|主导|特色|民生|品牌|提升|攻坚|工作|产业|功能|关键|优势|标志性|攻坚|战略|新兴|传统|优势)*"
    r"(?:行动|工程|举措|措施|任务|产业|重点|专项|领域|体系|项目|板块|类|方面|机制|平台|中心|战役|计划|集群|片区|问题|环节|优势|目标|提升|战略|抓手|载体|场景|能力|支柱|主题|整治|活动|系统|模块|"
    r"事项|组团|园区|基地|制度|模式|品牌|短板|难题|清单|工作|效应|难点|阵地|路径|变化|亮点|特点|特色|支撑|突破|转变|风险|隐患)"
)


def why_not(norm: str, reading: Printed) -> str:
    """Why a number with a unit claims nothing after all; empty where it does."""
    number, unit = reading.number, reading.unit
    if reading.bound:
        return ""
    if norm.endswith(_LIMIT, 0, reading.start):
        return "norm"
    if reading.dimension is Dimension.DURATION:
        return "" if is_measured(norm, reading) else "duration"
    if unit == "大" and not _BIG.match(norm, reading.end):
        return "word"
    if not number.chinese:
        return ""
    if (
        number.bare
        and not reading.approx
        and not norm.endswith(("达", "达到", "至", "到", "跨越", "迈上"), 0, reading.start)
    ):
        return "vague"
    if norm[number.start : number.end] == "二" and unit not in ("成", "倍"):
        return "word"
    if unit == "期":
        return "phase"
    if unit == "个" and norm.startswith(_RULES, reading.end):
        return "slogan"
    if (
        unit not in _LISTED
        and number.value <= 100
        and norm.endswith("“", 0, reading.start)
        and not reading.approx
    ):
        return "slogan"
    if number.value == 1 and not number.blur and norm[number.start] == "一" and reading.value is not None:
        counted = norm.endswith(_ONE_COUNTS, 0, reading.start) and not norm.endswith(
            ("唯一", "统一"), 0, number.end
        )
        if not counted and norm[reading.end : reading.end + 1] in ("", *"，。；、（）"):
            counted = bool(_ONE_NEW.search(norm, max(0, reading.start - 16), reading.start))
        return (
            ""
            if counted and unit not in ("次", "批", "轮", "道", "面", "把", "大", "片", "方面", "个方面")
            else "one"
        )
    return ""


def is_measured(norm: str, reading: Printed) -> bool:
    """Whether a duration is a result that was measured (压缩至3个工作日), not a deadline or the length of a plan."""
    if _DEADLINE.match(norm, reading.end):
        return False
    if (
        norm.startswith("一", reading.number.start)
        and reading.value == 1
        and not norm.endswith(("至", "到", "为"), 0, reading.start)
    ):
        return False
    before = _MEASURED_BEFORE.search(norm, max(0, reading.start - 24), reading.start)
    return bool(before or _MEASURED_AFTER.match(norm, reading.end))
