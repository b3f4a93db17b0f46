"""Which figure of the catalogue a claim speaks of: by what is counted, its unit of measure, its bounds and what stands around.

Precision goes before recall: a word that narrows what is counted, and that the figure does not know, rules the figure
out, and a figure is taken only from LEAST points on.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from taizhang.figures.spoken import SILENT, Spoken
from taizhang.proofreading.claim import Claim, Dimension, Modality, Reading, Relation, Threshold
from taizhang.proofreading.judging import factor

LEAST = 3.0  # points: two words of the figure, or one with its surroundings and its unit
TIE = 0.3  # figures that are so close are both tried
AROUND = 320  # characters before the sentence in which the topic may have been named
_SHORT = 4  # a name of fewer characters is no evidence by itself

_PLAIN_TEXT = """
全区 我区 区级 本区 全县 我县 全市 我市 区内 辖区 范围 共有 一共 共计 总计 合计 累计 总数 数量 个数 次数 其余 其中 分别 先后
目前 已经 现已 现在 当前 期末 年初 至今 以来 截至 截止 期间 今年 去年 上年 年度 全年 上半年 同期 本月 上月 当月 一个月 已有 还有 只有
目标 任务 计划 力争 预计 确保 要求 要达到 达到 不少于 不低于 以上 以下 以内 左右 亿元 万元 人民币 同比 环比 增长 下降 提高
新增 予以 进行 开展 实施 组织 完成 实现 专项 行动 工作 情况 集中 积极 有效 成功 主动 先期 认真 共同 依法 及时 走访 下达 开出 签下
因为 变成 涉及 这些 其次 最多 记录 各类 各个 全部 分类 相关 有关 专班 部门 单位 工作组 检查组 小组 工作人员 领导 我局 人员 力量
"""
_PLAIN = sorted(_PLAIN_TEXT.split(), key=len, reverse=True)
_OTHER_PLACES = ("全国", "全省", "我省", "省级", "全市", "我市", "市级", "全县", "我县", "全区", "我区")
_OWN_PLACES = {"区": ("全区", "我区"), "市": ("全市", "我市", "市级"), "县": ("全县", "我县"), "旗": ()}
# 位居全市前列 compares with other places, and is not about them.
_PLACE = re.compile(f"(?:{'|'.join(_OTHER_PLACES)})(?!前|第|排|首|各|率先|平均|之|同|领先)")
_TO_TARGET = ("目标", "任务", "计划")
_NUMBERS = re.compile(r"[\d.,%亿万千百余多]+")
_FUNCTION = re.compile(
    "[的了里内中有共已就被将对为等在是到各由以于其及和与新仅又还只这那我们个家项处次起件宗人年月日类]"
)
_CJK = re.compile(r"[\u4e00-\u9fff]+")


class Sense(StrEnum):
    """In what sense a figure answers a claim."""

    VALUE = "value"
    TARGET = "target"
    GROWTH = "growth"  # 同比: the value against that of the same days a year earlier
    COMPLETION = "completion"  # 完成年度目标的…%
    ATTRIBUTE = "attribute"  # the measure of the row with that name
    WHOLE = "whole"  # 全部整改到位


@dataclass(frozen=True)
class Entry:
    """A figure as far as linking needs it; `target` says that the catalogue has its target too."""

    key: str
    title: str
    unit_of_measure: str
    ledger: str
    names: tuple[str, ...] = ()
    spoken: Spoken = SILENT
    target: bool = False


@dataclass(frozen=True)
class NamedPhrase:
    """A link that a person keeps: where all of `words` stand, the figure is `key`; an empty key means none at all."""

    pk: int
    words: tuple[str, ...]
    key: str
    unit_of_measure: str = ""
    unit_id: int | None = None
    period: str = ""


@dataclass(frozen=True)
class Candidate:
    """A figure that a claim may speak of; `less` is the figure taken off (the tier above a band)."""

    key: str
    score: float
    sense: Sense = Sense.VALUE
    less: str = ""
    whole: Decimal | None = None
    phrase: NamedPhrase | None = None


class Why(StrEnum):
    """Why a claim was linked to nothing."""

    NO_FIGURE = "no_figure"
    ELSEWHERE = "elsewhere"
    NOT_COUNTED = "not_counted"
    RESTATED = "restated"
    BY_PHRASE = "by_phrase"


@dataclass(frozen=True)
class Linked:
    """The candidates of a claim, best first, all within a tie; `why` where there is none."""

    candidates: tuple[Candidate, ...] = ()
    why: Why | None = None
    phrase: NamedPhrase | None = None


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


@dataclass(frozen=True)
class Vocabulary:
    """All that claims are linked by; `own_places` are the district's names, `tiers` come from the entries."""

    entries: tuple[Entry, ...]
    phrases: tuple[NamedPhrase, ...] = ()
    district: str = ""

    def link(self, reading: Reading, place: int) -> Linked:
        """The figures that the claim at a place may speak of."""
        claim, words = reading.claims[place], words_of(reading, place)
        if claim.implied:
            return self._whole(claim, words)
        if claim.quantity is None:
            return Linked(why=Why.NO_FIGURE)
        if (kept := self._kept(claim, words)) is not None:
            return kept
        if claim.relation == Relation.LIMIT:
            return Linked(why=Why.RESTATED)
        if self._elsewhere(words):
            return Linked(why=Why.ELSEWHERE)
        sense = sense_of(claim, words)
        if sense is None:
            return Linked(why=Why.NOT_COUNTED)
        scored = [
            Candidate(entry.key, score, sense, less)
            for entry in self.entries
            for score, less in [self._score(entry, claim, words, sense, reading)]
            if score >= LEAST
        ]
        return _best(scored)

    def _whole(self, claim: Claim, words: Words) -> Linked:
        """What decides a statement about all of them."""
        said = squeeze(claim.text)
        found = []
        for entry in self.entries if claim.implied == "universal" else ():
            spoken = entry.spoken
            if spoken.about and not _one_of(spoken.about, words.sentence + words.around):
                continue
            for whole in spoken.whole:
                if all(_one_of(slot, said) for slot in whole.slots):
                    found.append(Candidate(entry.key, 2.0 * len(whole.slots), Sense.WHOLE, whole=whole.value))
        return _best(found)

    def _kept(self, claim: Claim, words: Words) -> Linked | None:
        """What a named phrase says; the longest one counts."""
        assert claim.quantity is not None
        fitting = [
            phrase
            for phrase in self.phrases
            if all(word in words.near for word in phrase.words)
            and (not phrase.unit_of_measure or phrase.unit_of_measure == claim.quantity.unit)
        ]
        if not fitting:
            return None
        phrase = max(fitting, key=lambda each: (sum(map(len, each.words)), each.pk))
        if not phrase.key:
            return Linked(why=Why.BY_PHRASE, phrase=phrase)
        entry = next((entry for entry in self.entries if entry.key == phrase.key), None)
        sense = Sense.VALUE
        if claim.modality == Modality.TARGET and entry is not None and entry.target:
            sense = Sense.TARGET
        elif claim.relation == Relation.CHANGE and claim.quantity.dimension in _CHANGES:
            sense = Sense.GROWTH
        return Linked((Candidate(phrase.key, 100.0, sense, phrase=phrase),), phrase=phrase)

    def _elsewhere(self, words: Words) -> bool:
        """Whether the claim is about another place than the district: 全市, 全省 of a 区."""
        own = _OWN_PLACES.get(self.district[-1:], ("全区", "我区"))
        named = [found[0] for found in _PLACE.finditer(words.before + words.near)]
        return bool(named) and named[-1] not in own and not any(place in words.near for place in own)

    def _score(
        self, entry: Entry, claim: Claim, words: Words, sense: Sense, reading: Reading
    ) -> tuple[float, str]:
        """The points of a figure for a claim, and the figure to take off; 0 where it is ruled out."""
        spoken, quantity = entry.spoken, claim.quantity
        assert quantity is not None
        if sense in (Sense.TARGET, Sense.COMPLETION) and not entry.target:
            return 0.0, ""
        exact = entry.unit_of_measure == quantity.unit
        told = sense in (Sense.VALUE, Sense.TARGET, Sense.ATTRIBUTE)
        if told and not fits_unit(entry, quantity.unit):
            return 0.0, ""
        if sense == Sense.ATTRIBUTE:
            return self._as_attribute(entry, words), ""
        if sense == Sense.GROWTH and (quantity.dimension == Dimension.POINTS) != (
            entry.unit_of_measure == "%"
        ):
            return 0.0, ""
        # The cheapest question first: most figures fall out here.
        score = _filled(spoken, words)
        name = max((name for name in entry.names if name in words.near), key=len, default="")
        if len(name) >= _SHORT:
            score += 1.5 + 0.15 * len(name) + (2.0 if name == words.subject else 0.0)
        if not score or _one_of(spoken.never, words.near):
            return 0.0, ""
        bounded, less = self._bounds(entry, claim, reading)
        if not bounded:
            return 0.0, ""
        if spoken.about:
            if _one_of(spoken.about, words.sentence):
                score += 1.0
            elif _one_of(spoken.about, words.around):
                score += 0.5
            else:
                return 0.0, ""
        if spoken.also and not _one_of(spoken.also, words.sentence + words.around):
            return 0.0, ""
        known = (
            *spoken.plain,
            *spoken.about,
            claim.verb,
            *(w for slot in spoken.slots for w in slot),
            *entry.names,
        )
        if unexplained(words.subject, (*known, *claim.units, *self._places())):
            return 0.0, ""
        score += 0.5 if exact else 0.0
        return score + (2.0 if spoken.at_least is not None else 0.0), less

    def _places(self) -> tuple[str, ...]:
        return (self.district, self.district[:-1]) if len(self.district) > 2 else (self.district,)

    def _as_attribute(self, entry: Entry, words: Words) -> float:
        spoken = entry.spoken
        if not spoken.thing or not spoken.attribute or _one_of(spoken.never, words.near):
            return 0.0
        return LEAST + 0.1 * len(_longest(spoken.attribute, words.near))

    def _bounds(self, entry: Entry, claim: Claim, reading: Reading) -> tuple[bool, str]:
        """Whether the figure counts from the bound that the claim names; the figure at a band's upper end, to take off."""
        named = thresholds_of(claim, reading)
        least = entry.spoken.at_least
        if not named and least is not None:
            named = _lent(claim, reading)
        if not named:
            return least is None, ""
        if least is None or len(named) > 1:
            return False, ""
        threshold = named[0]
        scale = factor(threshold.unit, "亿元")
        if scale is None or threshold.comparison not in (">=", ">", "="):
            return False, ""
        if Decimal(threshold.value) * scale.numerator / scale.denominator != least:
            return False, ""
        if threshold.band is None:
            return True, ""
        upper = Decimal(threshold.band) * scale.numerator / scale.denominator
        above = self.tier(entry, upper)
        return above is not None, above.key if above else ""

    def tier(self, entry: Entry, bound: Decimal) -> Entry | None:
        """The figure of the same things counted from another bound."""
        return next(
            (
                other
                for other in self.entries
                if other.ledger == entry.ledger
                and other.unit_of_measure == entry.unit_of_measure
                and other.spoken.at_least == bound
                and other.spoken.slots == entry.spoken.slots
            ),
            None,
        )


def sense_of(claim: Claim, words: Words) -> Sense | None:
    """In what sense a figure would answer; None where none can (a share of something, a mere difference)."""
    quantity = claim.quantity
    assert quantity is not None
    if claim.modality == Modality.TARGET:
        return Sense.TARGET
    if claim.modality == Modality.ATTRIBUTE:
        return Sense.ATTRIBUTE if claim.entity and quantity.dimension == Dimension.MONEY else None
    if claim.modality != Modality.ACTUAL:
        return None
    if claim.relation == Relation.CHANGE:
        if quantity.dimension in _CHANGES:
            return Sense.GROWTH
        return Sense.VALUE if claim.of is not None else None
    if claim.relation == Relation.RATIO and quantity.dimension == Dimension.PERCENT:
        if "率" in words.subject:
            return Sense.VALUE
        return Sense.COMPLETION if _one_of(_TO_TARGET, words.near) else None
    return Sense.VALUE


_CHANGES = (Dimension.PERCENT, Dimension.POINTS)


def thresholds_of(claim: Claim, reading: Reading) -> tuple[Threshold, ...]:
    """The claim's own bounds, or those of the things whose sum it is."""
    if claim.thresholds or claim.of is None or claim.of >= len(reading.claims):
        return claim.thresholds
    return reading.claims[claim.of].thresholds if claim.relation == Relation.TOTAL else ()


def _lent(claim: Claim, reading: Reading) -> tuple[Threshold, ...]:
    """The bounds of the things counted right before a sum of money (亿元以上项目24个，合同额225.7亿元), which may be theirs."""
    if claim.quantity is None or claim.quantity.dimension != Dimension.MONEY:
        return ()
    before = [
        other for other in reading.claims if other.end <= claim.start and other.sentence == claim.sentence
    ]
    if before and before[-1].quantity is not None and before[-1].quantity.dimension == Dimension.COUNT:
        return before[-1].thresholds
    return ()


def _filled(spoken: Spoken, words: Words) -> float:
    """Points for the slots: every one filled, one of them at least in the clause; the others may have been said before."""
    near = [_longest(slot, words.near) for slot in spoken.slots]
    if not any(near):
        return 0.0
    if not all(word or _one_of(slot, words.before) for word, slot in zip(near, spoken.slots, strict=True)):
        return 0.0
    return sum(2.0 + 0.1 * len(word) if word else 0.8 for word in near)


def fits_unit(entry: Entry, printed: str) -> bool:
    """Whether a quantity in the printed unit can be that figure."""
    return printed in entry.spoken.units or factor(entry.unit_of_measure, printed) is not None


def unexplained(subject: str, known: Iterable[str]) -> str:
    """The longest piece of what is counted that neither the figure nor plain words account for; "" where none narrows it."""
    rest = _NUMBERS.sub("/", subject)
    for word in sorted((word for word in known if len(word) > 1), key=len, reverse=True):
        rest = rest.replace(word, "/")
    for word in _PLAIN:
        rest = rest.replace(word, "/")
    pieces = (_FUNCTION.sub("", piece) for piece in _CJK.findall(rest))
    return max((piece for piece in pieces if len(piece) > 1), key=len, default="")


def _one_of(slot: Sequence[str], text: str) -> bool:
    return any(word in text for word in slot)


def _longest(slot: Sequence[str], text: str) -> str:
    return max((word for word in slot if word in text), key=len, default="")


def _best(scored: list[Candidate]) -> Linked:
    if not scored:
        return Linked(why=Why.NO_FIGURE)
    scored.sort(key=lambda candidate: -candidate.score)
    return Linked(tuple(each for each in scored if each.score >= scored[0].score - TIE))
