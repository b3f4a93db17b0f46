"""In what sense a number is given: done, aimed at, an attribute of a named thing, the length of a list, or a norm of a rule."""

import re

from taizhang.proofreading.claim import Dimension, Modality, Relation
from taizhang.proofreading.reading.scenes import Scene

_AIM = re.compile(
    r"目标(?!企业|人群|客户|市场|群体|责任书|完成|任务完成|导向|考核)|(?<!行动)(?<!工作)(?<!实施)(?<!帮扶)(?<!三年)计划(?!生育|》|”|单列|完成|外)|力争|争取(?!到|了|上级|资金|中央|省)|确保|任务(?:是|为|目标|：|(?:更|很|十分)?(?:重|艰巨|繁重)：)|(?:全年|年度|今年)任务|"
    r"预计|预期|预测|拟(?!建立)|有望|规划(?:新建|建设|到|投资|实施|改造|布局)|谋划(?:实施|建设|新建)|(?<!”)要求(?![的，])|要(?=在|于|到|达到|完成|新|实现|力争|确保|引进|建成|[不]少于|建设|培育|压减|再|\d)|(?<![必])需(?:完成|在|投资)|应当|必须|原则上|年内(?:完成|建成|将|实现)|下一步|今后|"
    r"到20\d\d年(?:底|末)?[，,]|(?:^|[，。；：])(?:[一二三四五六七八九十]{1,2})?要(?!闻|素|求|点|件|案)|(?<!大)明年|将(?:于|在|新|达|继续|投资|建设|完成|实现|改造|建成|再|实施|开展|组织|为|新增|引进|投入|陆续|累计|超|突破|建|有|通过|争取|全面|打造|带动|安排|推出|举办|形成|提供|增加|培育|发放|启动|同步|分)|即将"
)
_DONE = re.compile(
    r"(?<!早)已(?!婚)|业已|实际|现有|现已|(?:累计|实际)?完成了|截[至止](?!20\d\d年底)|至目前|目前|实现了|达到了|(?<!全部)完成率|(?<!确保)(?<!力争)(?<!要)超额完成|据统计|据悉|上年|去年"
)
_OF_AN_AIM = re.compile(
    r"(?:完成|占|达到?|实现|超过?|为)(?:了|全年|年度|年初|今年|全区|既定|省|市|区|下达|的){0,3}(?:目标任务|目标|任务|计划|预算)[^，。；]{0,6}$"
)
_MET = re.compile(
    r"(?:完成|占|达到?|实现|超过?|为|比|较|按照?|按|对标|围绕|根据|依据|落实)(?:了|全年|年度|年初|今年|全[区市县]|既定|省|市|区|下达|的|目标|上级|“[^”]*”|[^，。；]{0,4}){0,4}$"
)
_TASKS = ("项", "个", "条", "大", "类", "大类", "件")  # 36项任务 counts the tasks
_STRONG = ("力争", "确保", "预计", "拟", "将", "有望", "要", "明年", "到", "下一步", "今后")
_IS_AN_AIM = re.compile(r"的?[“]?(?:目标|任务(?!型)|指标|计划(?!生育)|军令状)")
_NAMES_AN_AIM = re.compile(r"(?:目标|任务|计划|指标)(?:任务|数|值|总数|总量|值)?(?:是|为|：|共)?$")
_ATTRIBUTE = re.compile(
    r"(?:计划总投资|概算总投资|(?<!年度计划)(?<!年内计划)总投资额?|投资总?额|(?<!年度)(?<!今年)(?<!全年)(?<!年内)(?<!当年)计划投资|概算投资|工程造价|总造价|合同金额|注册资本金?|注册资金|(?<!新增)(?<!减少)占地(?:总?面积)?|总?建筑总?面积|规划(?:总?面积|用地)|(?:总)?用地面积|经营面积|营业面积|总面积|"
    r"(?:可|能|能够)(?:同时|一次性)?(?:容纳|停放|停|满足|提供|安置|解决|带动|实现|新增|处理|服务|覆盖|惠及|接待|供|年产|生产|辐射|减少|节约|增加)[^，。；]{0,12}|容量|容积|设计(?:年|日)?(?:产能|处理能力|生产能力|能力|时速|规模|标准|使用年限)|(?:日|年)处理(?:能力|规模|量)?|年产(?:能|值|量)?|年销售(?:收入|额)?|年税收|"
    r"全长|总长度?|(?:道路|路线|线路|红线)(?:长度?|宽度?)|(?<![增延伸])宽度?|(?<![增延伸成生校园家队市县区镇乡首局处部特])长度?|库容|装机(?:总)?容量|(?:建成|投产|达产|竣工|投用|运营)(?:投产|投用|使用)?后[^，。；]{0,16}|日产|服务半径|总户数|总人口|辖区人口)(?:达到?|约|为|共|近)?$"
)
_LISTED_NOUN = re.compile(
    r"[”\"]?(?:大|个|项|条)?(?:方面|举措|措施|着力|机制|抓手|环节|工程|行动|体系|原则|重点|关键|强化|坚持|聚焦|突出|到位|清单|维度|转变|提升|统一|必须|结合|狠抓|紧盯|注重|办法|要求|任务|制度|模式|步骤|转型|优化|突破|攻坚|战役|"
    r"理念|意识|关系|平台|载体|通道|品牌|支撑|保障|创新|工作法|工作机制|重点工作|重点任务|主攻方向|严格|加强|加快|深化|专项行动|整治行动|主题|层面|角度|阶段|计划|板块)"
)
_OBLIGES = re.compile(r"(?<![必无])须(?!知|发|臾)|(?<!相)应当|不得|严禁|必须|(?:^|[，。；：、])凡(?!是)")
_BARS = ("不超过", "不得超过", "不得少于", "不得低于", "不高于", "不低于", "不少于")
_REWARD = re.compile(
    r"(?:对|凡)[^。；]{2,30}的[^。；，\d]{0,10}，?(?:奖励|补助|补贴|给予|奖补|资助|处|罚款|扣)[^，。；]{0,6}$|的，?每?[年月日]?(?:奖励|补助|补贴|另发|加发|给予)[^，。；]{0,4}$"
)
_NORM_WORD = re.compile(
    r"不得|严禁|应当|必须|原则上|一律|标准(?:为|是)|按(?:照)?每|上限|下限|最高(?:不超过|可|补|奖)|可处|处以?.{0,6}以上.{0,8}以下|规定|一般|须|应(?![急对用届收检])|限定|限制|要求"
)
_LIMITS = (
    "不超过",
    "不得超过",
    "不少于",
    "不低于",
    "不高于",
    "不得少于",
    "不得低于",
    "最多",
    "至少",
    "最高",
    "以下",
    "以内",
)
_EVERY = re.compile("每(?!年)")
_EACH = re.compile(
    r"(?:每|各)(?:[\u4e00-\u9fa5]?人|餐|胎|千瓦时|立方|档|课|票|件|克|台|套|间|床|份|座|批|站|队|点|组|期|科|孔|本|支|块|盏|株|只|头|羽|枚|颗|家庭|班组|班|镇街|片区|社区|学生|企业|个|家|户|人|店|摊|处|次|名|辆|亩|条|栋|张|桌|村|镇|月|年|天|日|周|季度|半年|学期|校|班|例|平方米|公里|单位|组|平米|吨|斤|公斤|车|户籍|生)"
)
_GRANT = re.compile(
    r"(?:补贴|补助|奖励|奖补|资助|标准|扣除?|收取|限|缴纳|给予|发放|另发|加发|发给|支付|罚款?|处|缴|按|相差|电价|票价|不低于|可换|价值|积)[^，。；]{0,8}$"
)
_PENALTY = re.compile(r"(?:处|并处|可处|处以|罚款|罚金|扣)[^，。；]{0,4}$")
_CONDITION = re.compile(
    r"(?:对|凡|如|若|一旦|逾期|情节)[^。；]{0,40}的[，,]?[^。；\d]{0,12}$|逾期[^。；，\d]{0,6}，?[^。；，\d]{0,6}$"
)


def is_norm(scene: Scene, sentence: str) -> bool:
    """Whether a number belongs to a rule (每户不超过3张, 罚款200元以上2000元以下) and says nothing of what is the case.

    `sentence` are the words of the sentence up to the number.
    """
    quantity, clause = scene.mark.quantity, scene.whole_before
    words = scene.before.rstrip("，、：")
    limited = words.endswith(_LIMITS) or any(word in quantity.approx for word in _LIMITS)
    if _OBLIGES.search(clause) and not re.search("已|共|目标|任务|计划|年底|年内", clause):
        return True
    if limited and (_EACH.search(clause) or _NORM_WORD.search(sentence)):
        return True
    if _PENALTY.search(words):
        bounded = quantity.value is None or "以下" in quantity.approx or "以下" in scene.rest[:14]
        if bounded or re.search(r"第[一二三四五]次", clause) or _CONDITION.search(sentence):
            return True
    told = re.search("已|共|累计|目前|兑现|[为向][^，。；]{1,14}(?:发放|送)", sentence)
    raised = re.search("(?:提高|上调|降|增加|由|从)", clause)
    if _EVERY.search(clause) and _GRANT.search(words) and not raised and not told:
        return True
    if quantity.dimension == Dimension.MONEY and _REWARD.search(sentence) and not told:
        return True
    if re.search(r"(?:^|[，。；])(?:年?满|每满)$", clause) and scene.rest:
        return True
    return re.search(r"(?:严禁|不得|禁止|可换|可兑换|可享受?)[^，。；]{0,16}$", words) is not None


def is_limit(scene: Scene, sentence: str) -> bool:
    """Whether a number only bounds what may be (LPR加点不超过50个基点), where nothing says that it was done or is aimed at."""
    words = scene.before.rstrip("，、：")
    limited = any(word in scene.mark.quantity.approx for word in _BARS) or words.endswith(_BARS)
    return limited and not re.search("已|共|累计|实际|达|出动|保持|稳定|始终|均", sentence)


def of_an_aim(scene: Scene) -> bool:
    """Whether a number is the aim that a ratio is reckoned on: 完成年度目标任务589亿元的37.22%."""
    return _OF_AN_AIM.search(scene.before) is not None and scene.rest.startswith("的")


def is_attribute_of_project(scene: Scene) -> bool:
    """Whether the words before a number name a property that a single thing has: 总投资, 占地, 可容纳."""
    return _ATTRIBUTE.search(scene.before.rstrip("，、：")) is not None


def is_list_noun(after: str) -> bool:
    """Whether what follows a small number is announced rather than counted: 举措, 着力, 方面."""
    return _LISTED_NOUN.match(after) is not None


def aimed(scene: Scene, sentence: str, relation: Relation, time_kind: str, time_at: int) -> bool:
    """Whether a number is aimed at; `sentence` are the words of the sentence up to the number, `time_at` is where in them the
    time stands that governs it, -1 for none there.
    """
    if (
        of_an_aim(scene)
        or (_IS_AN_AIM.match(scene.rest) and scene.mark.quantity.unit not in _TASKS)
        or _NAMES_AN_AIM.search(scene.before)
    ):
        return True
    if relation == Relation.RATIO and _OF_AN_AIM.search(scene.before):
        return False
    last_aim = max(
        (match.start() for match in _AIM.finditer(sentence) if not _is_met(sentence, match)), default=-1
    )
    last_done = max((match.start() for match in _DONE.finditer(sentence)), default=-1)
    if last_aim > last_done:
        # 计划投资55.8亿元，前五个月完成23亿元: a time of its own ends the aim, unless the aim comes again.
        return not (
            time_at > last_aim
            and time_kind in ("period", "as_of")
            and re.search("[，；]", sentence[last_aim:time_at])
        )
    return time_kind == "deadline" and last_done < 0


def _is_met(sentence: str, match: re.Match[str]) -> bool:
    """完成目标任务的45%, 比计划提前, 按照…要求: an aim that is only measured against."""
    return _MET.search(sentence[max(0, match.start() - 16) : match.start()]) is not None and not match[
        0
    ].startswith(_STRONG)


def modality(
    scene: Scene,
    *,
    relation: Relation,
    sentence: str,
    time_kind: str,
    time_at: int,
    announced: bool,
    attribute: bool,
) -> Modality:
    """The modality of a claim from what was found out about its words."""
    if announced:
        return Modality.LIST_COUNT
    if attribute:
        return Modality.ATTRIBUTE
    if aimed(scene, sentence, relation, time_kind, time_at):
        return Modality.TARGET
    return Modality.ACTUAL
