"""Finds claims without a number that a ledger could still decide: 全部整改到位, 每日汇总更新, 显著提升, 位居全市前列.

Exhortations (要…, 必须…, 确保…, 力争…) claim nothing, nor do the set phrases of effort (全力, 全面推进, 不断优化). Where in doubt
nothing is reported.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from taizhang.proofreading.reading.clauses import Layout
from taizhang.proofreading.reading.verbs import LONG_VERBS

# What can be done to every one of a set of things, so that one exception makes it false.
_COMPLETE = (
    "摸排|排查|普查|核查|筛查|清查|检查|自查|体检|检测|采样|消杀|消毒|接种|走访|入户|登记|建档|达标|覆盖|完成|整改|清理|清零|清除|消除|销号|办结|答复|回复|化解|拆除|关停|取缔|"
    "建成|开工|竣工|完工|投产|投用|投运|通车|复工|复产|复学|开学|脱贫|退出|摘帽|到位|兑现|发放|公示|公开|落户|签订|安装|改造|移交|收回|追回|返还|恢复|修复|合格|解决|封闭|隔离|治愈|出院|入库|入统|上线|归档|录入|培训|持证|落地|缴纳|缴清|结清|支付|轮训|轮换|更换|升级"
)
_DEED = rf"(?:{_COMPLETE})"
_UNIVERSAL = re.compile(
    rf"(?P<all>全部(?:已|均|都|按期|按时|如期)*(?:得到|予以|进行|完成|实现|通过|[\u4e00-\u9fa5]{{0,3}}?)?(?:{_DEED})+(?:到位|完毕|完成|销号|合格|投用)?)"
    r"|(?<![用把将对为])(?P<every>全部(?!由|是|为|归|用于|来自|按照)(?:已|均|都|按期|按时|如期)*(?:[\u4e00-\u9fa5]{2,5})(?=[，。；、！]|$))(?<!项目)(?<!资金)(?<!企业)(?<!人员)(?<!工作)(?<!任务)(?<!内容)(?<!力量)(?<!精力)(?<!流程)(?<!事项)(?<!单位)(?<!材料)(?<!问题)"
    rf"|(?P<full>全面(?:{_DEED})+)(?!小康|从严|战略|制度)"
    rf"|(?:所有|全体|每[个一名户家处])[^，。；：]{{1,16}}?(?P<each>(?:均|都|全都)(?:(?:已|已经|按期|按时|如期)+[^，。；]{{2,8}}|[^，。；]{{0,6}}?(?:{_DEED})+))"
    r"|(?P<not>均未(?:发现|发生|出现)[^，。；]{2,10})"
    rf"|(?P<whole>全部[^，。；：已]{{2,8}}?(?:已经?|均已?)(?:{_DEED})+)"
    rf"|(?P<both>(?<![平人户])(?:均已|都已|均按期|均按时|均如期)(?:经)?(?:全部|完成|得到|按期|按时|如期|落实|执行)*(?:{_DEED})+(?:到位|完毕)?)"
    r"|(?P<cover>(?:实现|做到|达到|已)(?:了)?[^，。；]{0,16}?全(?:覆盖|达标|脱贫|清零|到位|落实|合格|办结))"
    r"|(?P<none>无一(?!例外)[\u4e00-\u9fa5]{2,10}|(?:实现|保持|做到)(?:了)?[^，。；]{0,12}?零(?:[\u4e00-\u9fa5]{2,3})(?=[，。；、”]|$)|未发生一[起例次件][^，。；]{2,14}|没有一[起例次个件家户人][^，。；]{2,14})"
    r"|(?:实现|做到|达到|已)(?:了)?“?(?P<must>应(?P<one>[\u4e00-\u9fa5])尽(?P=one))"
)
_FREQUENCY = re.compile(
    rf"(?P<often>(?:每逢[\u4e00-\u9fa5]{{2,4}}?|每(?:日|天|晚|周|月|旬|季度?|半月|半年|两周|小时|隔?[两三四五六]个?(?:小时|天|日|周|月))(?:[一二三四五六日]|至少|定期|固定|定时|不少于)*(?:[一两二三四1-9]次)?|定期(?!存|限|合同|宝|航班|预算)|不定期|(?<!长)按[周月季](?!期|度计))"
    rf"(?:组织|安排|对|向|由|集中|进行|开展|派[人员]*|[\u4e00-\u9fa5]{{0,10}}?)(?:{'|'.join(LONG_VERBS)}|汇总|更新|通风|例会|研判|会商|点评|通报|通气|报告|碰头|轮换)+[^，。；：、”\d]{{0,12}}(?=[，。；：、”）！]|$))"
    r"|(?:(?<=[，。；：、“])|(?<=坚持)|(?<=实行)|(?<=做到)|(?<=执行)|(?<=落实)|(?<![\s\S]))(?P<each>每(?:日|天|晚|周|月|旬|季度|半月|半年|两周|小时|\d{1,2}个?(?:小时|天|日|周))(?!人|户|平均|都|的|工资|收入)[^，。；、：\d的”]{3,14}(?=[，。；、”]|$))"
)
_PLAIN_CHANGE = r"(?:明显|显著|大幅)(?:减少|增加|下降|上升|提高|提升|增多|好转|改善|缩短|回落|回升)"
_STRONG = r"(?:显著|明显|大幅度?|大大|持续|稳步|逐年|逐月|连年|快速|有所|略有|小幅|大为|逐步|有了(?:明显|显著|较大|很大)|得到了?(?:明显|显著|有效|较大|大幅|根本)|实现(?:大幅|明显|显著|快速|较快|稳步))"
_MOVED = r"(?:提升|提高|改善|增长|下降|减少|好转|上升|降低|回升|增加|下滑|扩大|缩小|缩短|增强|回落|改观|转变|变化|攀升|减轻|遏制|向好|走低|走高|加快|放缓|增多|上涨|下跌|提速|回暖|复苏|下行|上扬)"
_MEASURABLE = (
    r"(?:数量|质量|效率|效能|水平|满意度|总量|规模|增速|收入|环境|秩序|面貌|能力|成效|产量|产值|案件|事故|投诉|力度|热度|人气|客流|销量|价格|浓度|水质|空气|意识|发案|治安|形势|积极性|知晓率|成本|时间|时限|压力|"
    r"[^\W\d的了和与及]{1,4}(?:率|量|数|值|额|度|速度|幅度|总数|人数|次数|天数|指数|状况|情况|质效|形象|氛围|服务|功能))"
)
_PLAIN_NOUN = re.compile("数量|质量|效率|水平|满意度|总量|规模|增速|收入|环境|秩序")
_TREND = re.compile(
    rf"(?P<trend>{_MEASURABLE}(?:(?:和|与|、|及){_MEASURABLE})?(?:都|均|也|的)?(?:{_STRONG}){_MOVED}|(?<=[，。；：])[^\W\d]{{2,8}}(?<![量度]){_PLAIN_CHANGE})(?:了)?(?=[，。；、”！）]|$)"
)
_WHERE = r"(?:全[市省国区县州]|同类[\u4e00-\u9fa5]{0,4}|各?[\u4e00-\u9fa5]{2,4}[区县市省]|同行业|系统|本[市省]|中部|东部|西部|周边|[全县市区、（）]{2,8}|第)"
_RANK = re.compile(
    rf"(?P<rank>(?:位居|位列|位于|稳居|跃居|名列|排名|排在|排|居|列|蝉联|继续保持|保持|处于|走在|进入|获得?全[市省县区]|荣获全[市省县区]|夺得)(?:{_WHERE}|[\u4e00-\u9fa5]{{2,6}}?系统)?[\u4e00-\u9fa5]{{0,4}}?(?:前列|前茅|首位|榜首|之首|靠前|第一梯队|第[一二三四五六七八九十\d]+(?:位|名)?(?!季度|批|次|产业|期|个|轮|阶段|时间|方阵以外)|前[一二三四五六七八九十\d]+(?:位|名|强)|(?<=[市省国区县州统业])前[一二三四五六七八九十](?![个季年月期天列])|第一方阵|领先(?:水平|地位)?))"
)
_URGES = re.compile(
    r"要(?!闻|素|求|点|件|道|案)|按规定|按照规定|必须|务必|应当|应该|应(?!急|用|届|收|[\u4e00-\u9fa5]尽)|须(?!知)|需(?!求)|请|确保|力争|争取|努力|力求|目标(?=是|为|：)|计划(?!任务|完成|已|内|的|总)|拟|将(?!军)|下一步|今后|继续(?!保持)|旨在|以便|为了|推动实现|促进|切实|不得|严禁|争创|争当|争做|提倡|倡导|鼓励|号召|希望|建议|强调|要求|指出|部署|力促|早日|加快|尽快|待(?=[^，。]{0,8}后)|如(?!期)|若|未(?=全)|不(?=全部)|能否|是否|方可|才能"
)
_SPEECH = re.compile(
    r"按?规定[，：]|须|(?:^|[，：；])(?:[一二三四五六七八九十]{1,2})?要(?!闻|素|求|点|件|道|案)|(?:强调|要求|指出|提出|部署)(?:[，：]|$)|[一二三四五六七八九十]{1,2}要"
)


@dataclass(frozen=True)
class Implied:
    """An implied claim at its place in the normalised text: its kind and the words that it is said of."""

    start: int
    end: int
    kind: str
    subject: str


def implied(layout: Layout, taken: Sequence[tuple[int, int]]) -> list[Implied]:
    """The implied claims of a text in their order; `taken` are the places of explicit ones, which need no second mark."""
    found: list[Implied] = []
    for claim in sorted(_all(layout), key=lambda one: (one.start, -one.end)):
        if found and claim.start < found[-1].end:
            continue
        clause = layout.clause(claim.start)
        if any(claim.start < end and start < claim.end for start, end in taken) or _urged(
            layout, claim, clause
        ):
            continue
        behind = any(claim.end <= start < clause[1] for start, _end in taken)
        if claim.kind in ("trend", "frequency") and (
            behind or any(clause[0] <= start < claim.start for start, _ in taken)
        ):
            continue
        found.append(claim)
    return found


def _all(layout: Layout) -> Iterator[Implied]:
    norm = layout.norm
    for kind, pattern in (
        ("universal", _UNIVERSAL),
        ("frequency", _FREQUENCY),
        ("trend", _TREND),
        ("rank", _RANK),
    ):
        for match in pattern.finditer(norm):
            name = next(name for name, words in match.groupdict().items() if words and name != "one")
            start, end = match.span(name)
            if kind == "trend":
                start = _bare_noun(norm, start, end)
            clause = layout.clause(start)
            subject = layout.without_brackets(clause[0], start)
            yield Implied(start, min(end, clause[1]), kind, subject)


def _bare_noun(norm: str, start: int, end: int) -> int:
    """Where the measurable noun itself begins: 项目数量显著提升 is said of the 数量."""
    plain = _PLAIN_NOUN.search(norm, start, end)
    joined = re.search("[和与、及]", norm[start:end])
    edge = start + joined.start() if joined else end
    return plain.start() if plain and plain.start() < min(edge, start + 6) else start


def _urged(layout: Layout, claim: Implied, clause: tuple[int, int]) -> bool:
    """Whether the sentence asks for a thing instead of telling that it is so."""
    norm = layout.norm
    lead = norm[clause[0] : claim.start]
    if claim.kind == "universal" and re.search("须|应当|要(?!素|求|件|点)", norm[claim.start : claim.end]):
        return True
    if _URGES.search(lead) or lead.endswith(("为", "以", "来", "推动", "促进", "助力", "推进")):
        return True
    sentence = layout.sentence(claim.start)[0]
    if _SPEECH.search(norm[sentence : clause[0]]):
        return True
    if claim.kind == "universal" and re.search(r"(?:等|的)(?!到)", norm[claim.end : claim.end + 1]):
        return norm[claim.end : claim.end + 1] == "的" and not norm[claim.start :].startswith(
            ("全部", "无一")
        )
    before = norm[max(sentence, clause[0] - 30) : clause[0]]
    return (
        re.search(r"(?:确保|力争|要求|争取|实现|目标是|要|必须)[^。；]{0,24}[，]$", before) is not None
        and re.search(r"(?:确保|力争|要求|争取|目标是|要(?!素|闻|求)|必须)", before) is not None
    )
