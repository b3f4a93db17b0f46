"""Names what a quantity counts, in the text's own words: the thing, the verb that goes with it, the entity it belongs to."""

import re
from dataclasses import dataclass

from taizhang.proofreading.claim import Dimension
from taizhang.proofreading.reading.scenes import Scene
from taizhang.proofreading.reading.verbs import (
    ANYWHERE,
    CHANGE,
    COPULA,
    LEADING,
    LONG_VERBS,
    OPENERS,
    TRAILING,
    verb_of,
)

COUNTED = (Dimension.COUNT, Dimension.PERSONS, Dimension.TURNOUT, Dimension.EVENTS)
_LIGHT = re.compile(r"(?:开展|进行|组织|举办|举行|实施|召开|完成|实现|安排|制定|出台|推出|提出|采取)+了?$")
_ENUMERATOR = re.compile(
    r"^(?:[一二三四五六七八九十]{1,2}(?:是|要|、)|首先|其次|再次|最后|第[一二三四五六七八九十][，、])"
)
_AIM = re.compile(r".*(?:目标任务|目标|任务|计划|要求)(?:是|为|：)")
_CARRIES_ON = re.compile(
    r".*(?:(?<![公中])共(?!同|享|建|产|青|有制|用|性|和|管)|累计|已经|已(?!婚)|先后|合计|总计|共计|(?<!合)并(?!网|购|联|轨|重|案)|还|分别|仅(?!次))"
)
_HEAD_OF_BODY = re.compile(
    r"^(?:[区市县省镇]|[\u4e00-\u9fa5]{1,6}?(?:区|市|县|镇|乡))?[\u4e00-\u9fa5]{1,8}?(?:局|委|办|办事处|街道|大队|支队|中队|法院|检察院|中心|管委会|公司|所|院|站|部门)(?=[在于通联按共累已现先对新出查检排受办开完组召征接处审发投实拆清整签引立破抓执化调解培走慰免减收])"
)
_STOPS = re.compile(
    r"予以|给予|进行|实现|分别|全面(?!小康)|(?<=..)集中|分批|正在|办理|减免|配备|送去|送上|实施(?!方案|主体|单位)|召开|享受|缴纳|返校|返岗|被|已(?!婚)|(?<![平人户])均(?!价)|全部|全都|(?<![道])由(?!来)|(?<!存|现|潜)在(?!建|校|册|编|职|逃|线|押|岗|读|园|外|孕|家)|(?<![方意面定导转])向(?!导|阳|上)|(?<!即)将(?!军)|"
    r"(?<![面相针核比结])对(?!象|口|接|外|照|公|内)|(?<![原基])因|(?<![跟])从(?!业|事|教|严|重)|(?<![行作成人])为|(?<![参给])与(?!会)|及时|依法|正在|参加|参与|参训|参会|到场|到会|出席|通过|同比|环比|"
    r"较(?!大|重|轻|小|好|多|长|高)|(?<![占对评])比(?!赛|例|武|选|较)|占(?!道|地|用|位|补|压)|受到|得到|获得|荣获|获评|入选|纳入|列入|达到|(?<!直)达(?=\d|成)|完成|开工|动工|竣工|投产|投用|落户|落地|入驻|签约|整改|按期|按时|如期|"
    r"顺利|成功|复工|复产|脱贫|实行|采取|开展|作出|做出|下达|下发|发出|(?<!尚)未|没有|责令|处以|并处|(?<!合)并(?!网|购|联|轨|重|案)|(?<!时|刻)而|(?<![落先售产事前])后(?!备|勤|续|进|厨|街)|(?<![临小及定实即同])时(?!间|段|尚)|(?<![目期])前(?!期|沿|台|街|端)|中(?=，|$)|"
    r"不等|不含|(?<![所可予])以(?!及|内|外|下|上|色)|全覆盖|其中|先后|现场(?!会|点)|集体(?=\S{0,2}[约出签])|用于|用来|增至|增长|下降|减少|提高|(?<![公中])共(?=\d|有|计|涉|投)|合计|累计|是(?!非)|(?<![国所持拥公私具享现原占没专])有(?!限|机|色|线|关|效|害|毒|轨|奖|责|证)|率先|带头|"
    r"来自|(?<![外往未从原])来(?!源|电|访|信|客|豫|华)|涉及|涵盖|包括|(?<=.)存在|建立|建成|提供|(?<!支)撑|荣登|举行|举办|获(?!得感)|约(?=\d)|近(?=\d)|超(?=\d|过)|(?<=[^，])正式|到位|受益|增收|自(?=愿|20|今)|(?<=[^，])(?:提出|报名|上岗|就业(?!人|岗|率|困|服|创)|受伤|死亡|治愈|出院|入园|入库|上线|通车|营业(?!收|额|执|面|税))"
)
_NOT_A_NAME = re.compile(
    r"^(?:予以|给予|进行|被|已|均|全部|全都|也|都|由|向|将|对(?!口|外|公)|因(?!公)|为(?!民)|及时|依法|参加|参与|参会|到场|出席|通过|同比|环比|较(?!大|重|轻|好)|比|占(?!道|地|用|补)|同时|受到|得到|获得|荣获|获|入选|纳入|列入|"
    r"达到|达|完成|实行|采取|作出|做出|以上|以下|左右|上下|不等|和|与|及|以及|或|、|，|并|且|而|后|时|前|中(?!小?[学央心医药青老成高型外国层])|其中|未(?![成就婚验登备办戴批取按整办达])|没有|责令|处以|用于|增至|增长|下降|减少|提高|约|近|超|是|有|来自|涉及|大关|关口|正在|正(?!式|规|科|处|县)|增加|上升|回落|的|”|\"|）|—|；|次|可|能)"
)
_GENERIC_GOODS = re.compile(
    r"(?:资金|款|款项|经费|消费券|购物券|代金券|物资|补贴|补助|贷款|奖励|奖金|罚款|救助金|基金|债券|授信|订单|礼品|物品|产品|商品|货物|药品|设备|项目|企业|合同|协议|融资|红包|优惠|税费|损失|收入|利润|收益|产值|土地|农田|绿地|厂房|老旧小区)$"
)
_PARTED = re.compile(
    r"[，、；：。！？]|(?<![优平同])等(?=[\d一二两三四五六七八九十几数百多近约余]|一批|项目|企业|均|都|已|$)"
)


@dataclass(frozen=True)
class Naming:
    """`subject` and `verb` as read, `own` the words of the text itself; `follows` how much behind the number belongs to the name."""

    subject: str
    verb: str
    entity: str = ""
    behind: bool = False
    noun: str = ""
    possessive: bool = False


def naming(scene: Scene, taken: str = "") -> Naming:
    """What the quantity of a scene counts; an empty subject where the text leaves it out.

    `taken` is the noun behind the number before, which `before` begins with.
    """
    dimension = scene.mark.quantity.dimension
    before, said = _before(scene, taken)
    if scene.after.startswith("的"):
        owner = possessed(scene.after)
        if owner:
            return Naming(_joined(before, owner), verb_of(before) or said, owner, True, "", True)
    behind = _behind(scene, before)
    if behind and dimension not in COUNTED and not (before == "" or LEADING.fullmatch(before)):
        behind = ""
    if not behind:
        return Naming(before, verb_of(before) or said)
    verb = TRAILING.search(before)
    if verb and not scene.before.endswith("的"):
        return Naming(_joined(verb[0].rstrip("了到出过"), behind), verb[0].rstrip("了"), "", True, behind)
    if before and not re.search(r"[对将把由向给为的]$", _plain(scene.before)):
        lead = LEADING.match(before)
        return Naming(behind, lead[0] if lead else said, "", True, behind)
    return Naming(behind, _verb_behind(scene.after, behind) or said, "", True, behind)


def possessed(after: str) -> str:
    """The noun of 30亿元的X; empty where no noun follows."""
    words = _PARTED.split(after[1:], maxsplit=1)[0].strip('“”"')
    stop = re.search(
        r"(?<=..)(?:正式|顺利|如期|已于|于\d|开工|竣工|投产|落户|落地|签约|予以|给予|进行|正在|已经|将于|建成|投入|位于|用于|，)",
        words,
    )
    return words[: stop.start()] if stop else words


def is_goods(noun: str) -> bool:
    """Whether a noun names a sum or a kind of goods (消费券, 物资) and no named thing."""
    return _GENERIC_GOODS.search(noun) is not None and len(noun) <= 8


def _joined(verb: str, noun: str) -> str:
    return noun if noun.startswith(verb) else verb + noun


def _plain(words: str) -> str:
    return words.rstrip('，、：“"（')


def _before(scene: Scene, taken: str) -> tuple[str, str]:
    """The thing named before the number, bare of what leads to it and of 同比增长, and the verb 完成 or 实现 if it had one."""
    words = _plain(scene.before.removeprefix(taken))
    changed = CHANGE.search(words)
    if changed:
        words = words[: changed.start()]
    words, said = _bare_end(words)
    words = bare_start(words)
    return words, said


def _bare_end(words: str) -> tuple[str, str]:
    said = ""
    while True:
        match = COPULA.search(words)
        if not match or match.start() == match.end():
            return words, said
        if match[0].startswith(("完成", "实现")):
            said = match[0][:2]
        words = words[: match.start()]


def bare_start(words: str) -> str:
    """A phrase without what carries the sentence on, the body that acts and the aim that is set."""
    words = _ENUMERATOR.sub("", words)
    words = re.sub(r"^.*的有(?=..)", "", words)
    aim = _AIM.match(words)
    if aim and aim.end() < len(words):
        words = words[aim.end() :]
    carried = _CARRIES_ON.match(words)
    if carried and carried.end() < len(words):
        actor, words = (
            re.sub(r"(?:共|累计|已经?|先后|合计|总计|共计|并|还|分别|仅)+$", "", carried[0]),
            words[carried.end() :],
        )
        if LEADING.fullmatch(words):  # 执法队伍共出动124人次: who did it is all that is named
            actor = bare_start(actor)
            return (
                words
                if ANYWHERE.search(actor) or len(actor) > 12 or re.search("[，、“”]", actor)
                else actor + words
            )
    if words.startswith(("在", "为", "向", "对", "给")) and not words.startswith(
        _WORDS
    ):  # 在G30高速口查处超载货车
        deed = ANYWHERE.search(words, 3)
        words = words[deed.start() :] if deed else words
    while True:
        opener = OPENERS.match(words)
        if opener and opener.end() and not _begins_a_word(words, opener):
            words = words[opener.end() :]
            continue
        body = _HEAD_OF_BODY.match(words)
        if body and body.end() < len(words):
            return bare_start(words[body.end() :])
        return words


_WORDS = (
    "给予", "在职", "为主", "就业", "可再生", "对接", "对口", "从业", "从事", "在建", "在校", "在册", "在编", "在岗", "在逃", "在押", "要素", "要件", "向上", "为民", "能力", "能源", "能耗", "可支配", "可用", "约谈", "由来", "需求",
    "应急", "应收", "应届", "应用", "应检", "有效", "有机", "有色", "有限", "有关", "有奖", "有责", "近视", "将军", "是非", "只读", "且末", "并网", "并购", "并联", "还款", "还贷", "还建", "还迁", "给排水", "给水", "已婚", "的士", "了解",
    "等级", "等离子", "和平", "和谐", "与会", "及格", "通过率", "全面积", "充分就业", "依法治", "积极分子", "顺利通", "有证", "有轨", "有线", "有害", "有毒", "主要污染", "主要经济", "主要农", "主要商品", "要案", "要道", "要闻", "现场", "现有", "现代",
    "对外", "对象", "全区性", "全面小康", "持续时间", "有组织", "有形", "可疑", "可回收", "可移动", "在线", "在读", "另类", "主要负责", "认真负责", "严格执",
)  # fmt: skip


def _begins_a_word(words: str, opener: re.Match[str]) -> bool:
    """Whether an opener is only the beginning of a longer word (对 of 对接, 就 of 就业)."""
    if re.match("[率度性额数量面案]", words[opener.end() :]):
        return True
    return (opener.end() <= 2 and words.startswith(_WORDS)) or (words == opener[0] and len(words) > 2)


def _behind(scene: Scene, before: str) -> str:
    """The noun that follows the number, empty where a verb or nothing follows."""
    after = _PARTED.split(scene.after, maxsplit=1)[0].lstrip('“"')
    if not after or _NOT_A_NAME.match(after):
        return ""
    stop = _STOPS.search(after, 1)
    if after == scene.after and len(scene.rest) > len(
        scene.after
    ):  # 23所中小学配备测温仪120台: another number follows
        deed = ANYWHERE.search(after, 2)
        if deed and (stop is None or deed.start() < stop.start()):
            stop = deed
    noun = after[: stop.start()] if stop else after
    noun = re.split('[”"（]', noun, maxsplit=1)[0] if "“" not in noun else noun.strip("“")
    noun = re.sub(r"(?:的|共有?|合计|(?<=..)中有?|(?<=..)里有?|都|也)$", "", noun)
    if not noun:
        return ""
    content = before and not (LEADING.fullmatch(before) and _LIGHT.fullmatch(before))
    only_verb = LEADING.fullmatch(noun) is not None
    if only_verb and content:
        return ""
    lead = LEADING.match(noun)
    if (
        lead
        and content
        and not LEADING.fullmatch(before)
        and len(before) > 2
        and stop is None
        and lead.end() >= 4
    ):
        return ""
    return noun if len(noun) <= 30 else noun[:30]


def _verb_behind(after: str, noun: str) -> str:
    rest = after[after.find(noun) + len(noun) :]
    words = re.split(r"[，、；：。！？（]", rest, maxsplit=1)[0]
    words = re.sub(r"^(?:已|均|全部|依法|及时|分别|被|正|的|进行了?)+", "", words)
    return words[:8] if words.startswith(("予以", "给予", "处以", "责令", *LONG_VERBS)) else ""


def has_verb(phrase: str) -> bool:
    """Whether a phrase holds a verb of doing anywhere."""
    return ANYWHERE.search(phrase) is not None
