"""What takes a claim out of the district's own figures: another place, a street, one occasion, an average, another campaign."""

import re
from collections.abc import Iterable, Sequence

from taizhang.proofreading.claim_words import TIMES, squeeze, unexplained

_WIDER = "全国|全省|我省|省级|全市|我市|市级|全县|我县|全区|我区"
_OWN = {
    "区": ("全区", "我区", "本区"),
    "市": ("全市", "我市", "市级", "本市"),
    "县": ("全县", "我县", "本县"),
    "旗": ("全旗", "我旗"),
}
# A town, county or city by its name; the sign before 市 rules out 夜市, 超市 and their like. 位居全市前列 compares with
# other places and is not about them.
_PLACE = re.compile(
    f"(?P<wider>{_WIDER}|本[区市县])(?!前|第|排|首|各|率先|平均|之|同|领先)"
    "|(?P<city>[一-龥]{2}(?<![夜早超上门城菜集股楼全我本都县该各花车债汇闹街蚤省地两外入开罢黑跨邻设农贸])市(?![场民政容值级直委面井镇]))"
    "|(?P<county>[一-龥]{2}(?<![全我本该各区市邻州省两外贫困强每县范跨])县(?![级域乡委政长]))"
    "|(?P<province>[一-龥]{2}(?<![全我本该各外跨节反每两多邻])省(?![级内外市会委政长时份]))"
    "|(?P<zone>高新区|经开区|开发区|港区|郑东新区|自贸区|保税区)"
    "|(?P<district>(?:(?<=[,。;:、\n近邻赴与和到])|^)[一-龥]{1,3}"
    "(?<![全我本辖社园小城市片景校厂山库矿老新灾街示集能务摊地各该林牧疫东西南北中心活工公舍业禁专成控营导任车口域险照和对在据向由经到以])区"
    "(?![域划级外内间分别委政人直长]))"
)
_COUNTY = re.compile("全县|我县|县级|县委|县政府|县长|我省")
_TITLES = 4  # lines among which a title stands
_HEAD = 400  # characters in which the head of a text names whose it is
_MASTHEAD = re.compile("[一-龥]{2,3}[区县市旗](?:人民政府|委办|政府办|委、|区委办)|中共[一-龥]{2,6}委员会")
_TOWN = re.compile("[一-龥](?<![各乡村全本我该每小城集])(?:镇|街道|乡)(?![企村镇])")
_OWN_TOWN = re.compile("[我全本](?:镇|街道|乡|办事处)")
_STREET = re.compile(
    "[一-龥]{2}(?<![点干要条沿临背道铁公线电网思出各全马步行商市区镇县处])(?:路|大街|街|大道|巷|广场|商圈|社区|小区|花园|家园)"
    "(?=夜市|夜间|沿线|两侧|周边|工地|段|摊|一带|片区|商户|商圈|的|项目)"
    "|[一二三四五六七八九]中队|[东西南北](?:区|片)(?=[一-龥])"
)
_OCCASION = re.compile(
    r"当场|现场(?:签|达成)|(?:推介|洽谈|对接|签约|招商|招商推介)会上?|会上|签约仪式|第[一二三四五六七八九十\d]+(?:轮|批|阶段|次|周)"
    r"|首[轮批次日]|(?<!截至)当[天晚]|昨[晚日天]|一次性|单日|[上本]周(?!边)"
)
_AVERAGE = re.compile(
    "平均|[日人户月年周晚夜次单场店]均(?![已未有可按为匀])"
    "|每(?:天|日|晚|夜|周|月|季度?|次|家|个|户|人|项|处|名|班|车|场|组|条|亩|座|起|件)"
)
_BODIES = (
    "巡察", "巡视", "审计", "环保督察", "督察组", "督导组", "暗访", "人大", "政协", "纪委", "监委", "法院", "检察院", "税务", "热线",
    "联合检查组",
)  # fmt: skip
_LEADS = "开展|组织|进行|实施|推进|对|针对|围绕|抓好|以来|部门|局|队|[,。;:\n]"
_WHAT = f"(?P<what>(?:(?!{_LEADS})[一-龥]){{2,16}}?)"
# What is looked into is named before 整治 and 行动, but before 检查 only where 对 leads to it; else who does it stands there.
_CAMPAIGN = re.compile(
    f"(?:^|{_LEADS}){_WHAT}(?:情况|工作)?(?:专项|联合|集中|突击)*"
    "(?:整治|治理|行动|攻坚|大检查|大排查|(?<=专项)(?:检查|排查|督查|巡查|督导|抽查))"
    "|对(?P<object>[一-龥]{2,18}?)(?:情况|工作)?(?:进行|开展|实施|逐一)*[一-龥]{0,4}?(?:检查|排查|巡查|督查|抽查|清查|督导|摸排)"
)
_LONG = re.compile(
    "近[两三四五六七八九十几]年|十[一二三四]五|任期|本届|建[区市县]以来|历年|多年|[两三四五]年来|十[八九]大以来"
)
_MANNER = re.compile(
    "扎实|深入|持续|全面|大力|积极|联合|统一|严格|拉网式|地毯式|常态化|全覆盖|滚动|回头看|再次|逐一|迅速|立即|继续|认真|切实|重点|突出|强力|严厉|百日|春季|夏季|秋季|冬季|夏夜|攻坚|综合|提升|规范|秩序"
)


def elsewhere(told: str, district: str, units: Iterable[str]) -> bool:
    """Whether the last place named before a claim is another one than the district.

    `told` is the item up to the claim as squeezed, a line a paragraph. A place named in the claim's own segment counts (since the last
    semicolon), an earlier one only at the head of a sentence of the same paragraph or in a heading.
    """
    known = tuple(units)
    own = _OWN.get(district[-1:], ("全区", "我区"))
    paragraph = told.rfind("\n") + 1
    segment = max(told.rfind(mark) for mark in ";。!?\n") + 1
    is_other = False
    for found in _PLACE.finditer(told):
        head = max(told.rfind(mark, 0, found.start()) for mark in ";。!?\n") + 1
        line_end = told.find("\n", found.start())
        heads = found.start() - head <= 6 and (
            found.start() >= paragraph or "。" not in told[told.rfind("\n", 0, found.start()) + 1 : line_end]
        )
        if found.start() >= segment or heads:
            is_other = not _is_own(told, found, district, own)
    if district and told[segment:].rfind(district) > max(
        (
            found.start()
            for found in _PLACE.finditer(told, segment)
            if not _is_own(told, found, district, own)
        ),
        default=-1,
    ):
        is_other = False
    if is_other:
        return True
    if _OWN_TOWN.search(told, segment) and not any(unit in told for unit in known if _TOWN.search(unit)):
        return True  # 我镇签约项目2个, and no town is named
    ends = [found.end() for found in _TOWN.finditer(told, segment)] if known else []
    return bool(ends) and not any(told[: ends[-1]].endswith(unit) for unit in known)


def without_places(subject: str) -> str:
    """A subject without the places that it names: whether they are ours is `elsewhere`'s question."""
    return _PLACE.sub("/", subject)


def is_foreign(text: str, district: str, units: Iterable[str]) -> bool:
    """Whether a whole text is another place's: its head names one, and neither the district nor a unit of it is named."""
    if not district or district in text or any(unit in text for unit in units if len(unit) > 2):
        return False
    head = "\n".join(squeeze(line) for line in text[:_HEAD].splitlines())
    if _MASTHEAD.search(head):
        return True
    if (
        district[-1:] in "区市"
        and _COUNTY.search(text)
        and not any(word in text for word in _OWN.get(district[-1:], ()))
    ):
        return True
    has_own = any(word in text for word in _OWN.get(district[-1:], ()))
    for line in head.splitlines()[:_TITLES]:
        found = _PLACE.match(line)
        # 郑州市 before 我区 may be the city that we are in.
        if found and not found["wider"] and not found["zone"] and not (has_own and not found["district"]):
            return True
    return False


def _is_own(told: str, found: re.Match[str], district: str, own: Sequence[str]) -> bool:
    if found["wider"]:
        return found["wider"] in own
    return bool(district) and (
        told[: found.end()].endswith(district) or told.startswith(district, found.end())
    )


def is_part(near: str, told: str, units: Iterable[str], *, is_dated: bool = False) -> bool:
    """Whether a claim tells of a street, of one occasion or of an average, none of which a figure counts.

    `near` is what stands between the claim before and this one in its clause, `told` its segment; `is_dated` where its
    time begins on a known day.
    """
    if _AVERAGE.search(near) or _OCCASION.search(near):
        return True
    if _LONG.search(told) and not is_dated:
        return True
    plain = told
    for unit in sorted(units, key=len, reverse=True):
        plain = plain.replace(unit, "")
    return _STREET.search(plain) is not None


def of_others(told: str, around: str, others: Sequence[str], about: Sequence[str], known: str) -> bool:
    """Whether what a claim tells of is the work of others: a word of theirs in its segment, or nearer than the last own one.

    `known` are the figure's own words, which may hold such a word.
    """
    words = [word for word in (*others, *_BODIES) if word not in known]
    if any(word in told for word in words):
        return True
    if any(word in told for word in about):
        return False
    theirs = max((around.rfind(word) for word in words), default=-1)
    return theirs > max((around.rfind(word) for word in about), default=-1)


def campaign(told: str, known: Sequence[str]) -> str:
    """What narrows the campaign that a segment tells of (工地塔吊专项检查 → 塔吊); "" where all of it is the figure's own."""
    for found in _CAMPAIGN.finditer(told):
        if narrowed := unexplained(_MANNER.sub("/", TIMES.sub("/", found["what"] or found["object"])), known):
            return narrowed
    return ""
