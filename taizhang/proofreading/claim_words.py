"""The words that a claim is linked by: its clause, what it leans on, what stands before and around, and what narrows it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from taizhang.proofreading.claim import Claim, Reading, Relation

AROUND = 320  # characters before the sentence in which the topic may have been named
_PLAIN_TEXT = """
全区 我区 区级 本区 全县 我县 全市 我市 区内 辖区 范围 共有 一共 共计 总计 合计 累计 总数 数量 个数 次数 其余 其中 分别 先后
目前 已经 现已 现在 当前 期末 年初 至今 以来 截至 截止 期间 今年 去年 上年 年度 全年 上半年 同期 本月 上月 当月 一个月 已有 还有 只有
目标 任务 计划 力争 预计 确保 要求 要达到 达到 不少于 不低于 以上 以下 以内 左右 亿元 万元 人民币 同比 环比 增长 下降 提高
新增 予以 进行 开展 实施 组织 完成 实现 专项 行动 工作 情况 集中 积极 有效 成功 主动 先期 认真 共同 依法 及时 走访 下达 开出 签下
因为 变成 涉及 这些 其次 最多 记录 各类 各个 全部 分类 相关 有关 专班 部门 单位 工作组 检查组 小组 工作人员 领导 我局 人员 力量
"""
_PLAIN = sorted(_PLAIN_TEXT.split(), key=len, reverse=True)
_NUMBERS = re.compile(r"[\d.,%亿万千百余多]+")
_LABEL = re.compile("([\u4e00-\u9fff]{2,8})[：:]")
_FUNCTION = re.compile(
    "[的了里内中有共已就被将对为等在是到各由以于其及和与新仅又还只这那我们个家项处次起件宗人年月日类]"
)
_CJK = re.compile(r"[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Words:
    """What a claim's words are: `near` in its clause with what it leans on, `before` it in the sentence, the whole
    `sentence`, and `around` before that.
    """

    near: str
    subject: str
    before: str
    sentence: str
    around: str


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
    # After the number only what belongs to the same clause: 对50余家不合规商户予以警告.
    after = _STOP.split(text[claim.end : right], maxsplit=1)[0]
    near = squeeze(
        f"{text[left : claim.start]}\n{after}\n{claim.subject}\n{claim.verb}\n{_leaned(claims, place)}"
    )
    begin, end = claim.sentence if claim.sentence != (0, 0) else (left, right)
    return Words(
        near,
        squeeze(claim.subject),
        squeeze(text[begin : claim.start]),
        squeeze(text[begin:end]),
        squeeze(text[max(0, begin - AROUND) : begin]),
    )


_LEANING = (Relation.SUBSET, Relation.TOTAL, Relation.RATIO, Relation.CHANGE)
_STOP = re.compile(r"[、，；。,;]")


def _leaned(claims: Sequence[Claim], place: int) -> str:
    """The subject of the claim that this one leans on, or beside which it names but another unit (峡窝镇23项)."""
    claim = claims[place]
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
