"""The words that a claim is linked by: its clause, what it leans on, what stands before and around, and what narrows it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from taizhang.proofreading.claim import Claim, Reading, Relation

AROUND = 320  # characters before the sentence in which the topic may have been named
_PLAIN_TEXT = """
全区 我区 区级 本区 全县 我县 全市 我市 区内 辖区 范围 共有 一共 共计 总计 合计 累计 总数 数量 个数 次数 其余 其中 分别 先后
目前 已经 现已 现在 当前 期末 年初 至今 以来 截至 截止 期间 今年 去年 上年 年度 全年 上半年 同期 本月 上月 当月 一个月 已有 还有 只有
目标 任务 计划 力争 预计 确保 要求 要达到 达到 不少于 不低于 以上 以下 以内 左右 亿元 万元 人民币 同比 环比 增长 下降 提高
新增 予以 进行 开展 实施 组织 完成 实现 专项 行动 工作 情况 集中 积极 有效 成功 主动 先期 认真 共同 依法 及时 走访 下达 开出 签下 同志 各位 城市管理 营商环境 城乡建设 城建 经济发展 重点工作 督查督办 我们 不变
因为 变成 涉及 对照 军令状 责任状 责任书 最多 最少 过半 一半 这些 其次 最多 记录 各类 各个 全部 分类 相关 有关 专班 部门 单位 工作组 检查组 小组 工作人员 领导 我局 人员 力量
"""
_PLAIN = sorted(_PLAIN_TEXT.split(), key=len, reverse=True)
_NUMBERS = re.compile(r"[\d.,%亿万千百余多]+")
TIMES = re.compile(
    r"(?:20\d\d年)?[\d一二三四五六七八九十]+(?:月份?|日|季度)|20\d\d年|当月|当年|当季|一个月|单月|上半年|上月|本月|今年|去年|全年|年内|年初"
)
_LABEL = re.compile("([\u4e00-\u9fff]{2,8})[：:]")
_FUNCTION = re.compile(
    "[的了里内中有共已就被将对为等在是到各由以于其及和与新仅又还只这那我们个家项处次起件宗人年月日类]"
)
_CJK = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Words:
    """What a claim's words are: `own` between the claim before and this one in its clause, `near` in its clause with what it
    leans on, `before` it in the sentence, the whole `sentence`, `around` before that in the same item, and `told`, the
    item up to the claim with a line a paragraph.
    """

    near: str
    subject: str
    before: str
    sentence: str
    around: str
    own: str = ""
    told: str = ""


@lru_cache(maxsize=4096)  # the claims of a sentence ask for the same words
def squeeze(text: str) -> str:
    """Text as words are looked for in it: no blanks, full-width characters folded."""
    return unicodedata.normalize("NFKC", "".join(text.split()))


def words_of(reading: Reading, place: int) -> Words:
    """The words of the claim at a place in the reading."""
    claims, text = reading.claims, reading.text
    claim = claims[place]
    left, right = claim.clause if claim.clause != (0, 0) else (claim.start, claim.end)
    if place and left <= claims[place - 1].end <= claim.start:
        left = claims[place - 1].end
    if place + 1 < len(claims) and claim.end <= claims[place + 1].start < right:
        right = claims[place + 1].start
    begin, end = claim.sentence if claim.sentence != (0, 0) else (left, right)
    subject = claim.subject
    if _BARE.fullmatch(squeeze(text[left : claim.start])) and not subject:
        # 环境卫生类的问题最多，有96项: what is counted stands in the clause before.
        edge = max([begin, *(other.end for other in claims[:place] if other.end <= left)])
        marks = [text.rfind(mark, edge, left - 1) + 1 for mark in "，；。："]
        if text[edge : left - 1].strip():
            left = max(edge, *marks)
            subject = text[left : claim.start]
    # After the number only what belongs to the same clause: 对50余家不合规商户予以警告.
    after = _STOP.split(text[claim.end : right], maxsplit=1)[0]
    own = squeeze(text[left : claim.start])
    near = own + squeeze(f"{after}\n{claim.subject}\n{claim.verb}\n{_leaned(claims, place)}")
    item = item_before(text, begin)
    return Words(
        near,
        squeeze(subject),
        squeeze(text[begin : claim.start]),
        squeeze(text[begin:end]),
        squeeze(text[item:begin]),
        own,
        "\n".join(squeeze(line) for line in text[item : claim.start].splitlines()),
    )


_BARE = re.compile("(?:共|已|现|约|也|都|就|只|仅)*(?:有|达到?|为)")
_HEADING = re.compile("[^,。;!?]{2,30}")  # as squeezed
_SOURCE = re.compile("[（(](?:[一-龥]{2,16})[）)]$")
_ACTOR = re.compile(
    "[一-龥]{2,12}?(?:局|大队|支队|法院|检察院|街道|镇|卫健委|发改委|纪委监委|公司|中心)(?=[:,在对于共今深开组检出查表])"
)


def item_before(text: str, begin: int) -> int:
    """Where the item begins to which a sentence belongs: behind the last heading, source or change of the body that acts.

    Nothing farther off than AROUND characters is looked at.
    """
    least = max(0, begin - AROUND)
    line_start = text.rfind("\n", 0, begin) + 1
    if _ACTOR.match(squeeze(text[line_start : begin + 24])):
        return max(least, line_start)
    while line_start > least:
        above = text.rfind("\n", 0, line_start - 1) + 1
        line = squeeze(text[above : line_start - 1])
        if _SOURCE.search(line) and "。" in line:
            return line_start
        if line and _HEADING.fullmatch(line) and _ends(text, above):
            return max(least, above)
        line_start = above
    return least


def _ends(text: str, place: int) -> bool:
    """Whether the line before a place ends a sentence, so that the line at it is none wrapped from there."""
    before = text[:place].rstrip()
    return not before or before[-1] in "。！？）)：；" or len(before) - before.rfind("\n") < 24


CONCERNING = ("涉及", "共涉及", "覆盖", "涉及项目", "涉及工地", "涉及企业")
_LEANING = (Relation.SUBSET, Relation.TOTAL, Relation.RATIO, Relation.CHANGE)
_STOP = re.compile(r"[、，；。,;]")


def _leaned(claims: Sequence[Claim], place: int) -> str:
    """The subject of the claim that this one leans on, or beside which it names but another unit (峡窝镇23项)."""
    claim = claims[place]
    if place and squeeze(claim.subject) in CONCERNING and claims[place - 1].sentence == claim.sentence:
        return claims[place - 1].subject  # 停工令7份，涉及6家
    if claim.subject and claim.subject in claim.units:
        before = claims[place - 1] if place else None
        if before is None or before.sentence != claim.sentence or before.quantity is None:
            return ""
        return before.subject if claim.quantity and before.quantity.unit == claim.quantity.unit else ""
    if claim.of is not None and claim.of < len(claims) and claim.relation in _LEANING:
        return claims[claim.of].subject
    return ""


def unexplained(subject: str, known: Iterable[str]) -> str:
    """The longest piece of what is counted that neither the figure nor plain words account for; "" where none narrows it."""
    rest = _NUMBERS.sub("/", subject)
    for word in sorted((word for word in known if len(word) > 1), key=len, reverse=True):
        rest = rest.replace(word, "/")
    for word in _PLAIN:
        rest = rest.replace(word, "/")
    pieces = (_FUNCTION.sub("", piece) for piece in _CJK.findall(rest))
    return max((piece for piece in pieces if len(piece) > 1), key=len, default="")


def segment(words: Words) -> str:
    """What stands before the claim since the last semicolon."""
    return re.split("[；;]", words.before)[-1]


def label_of(words: Words) -> str:
    """The heading before a colon under which the claim stands (农业：4个), which narrows it; a unit's name narrows nothing."""
    label = _LABEL.match(segment(words))
    return "" if label is None or label[1][-1] in "局委办镇乡会室" else label[1]
