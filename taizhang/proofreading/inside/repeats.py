"""Finds the same thing given two values in one text: the headline against the body, the beginning against the end."""

import re
from collections.abc import Iterator

from taizhang.proofreading.claim import Modality, Problem, Relation
from taizhang.proofreading.inside.amounts import amount, shown
from taizhang.proofreading.inside.page import Page, Placed, _

_KINDS = (Relation.NONE, Relation.TOTAL)
_IDLE = re.compile(
    "截至目前|截止目前|截至|目前|至今|今年以来|累计|共计|总计|合计|已经|现已|全区|我区|全市|全县|全镇|一共|总共|[已共了达为约近超有到的地并，、：；。“”（）0-9年月日]"
)
_VAGUE = {
    "",
    "项目",
    "企业",
    "问题",
    "人员",
    "单位",
    "群众",
    "活动",
    "会议",
    "工作",
    "家",
    "个",
    "次",
    "处",
    "人",
    "商户",
    "任务",
    "资金",
    "投资",
}
_APART = re.compile(
    "其中|第[一二三四五六七八九十]|分别|同比|去年|上年|平均|每|各|组|期|批|标段|片区|目标|计划|力争|本周|上周|当日|当天|单日|近日|新增|再|又|另"
)


def find(page: Page) -> Iterator[Problem]:
    """Pairs of claims of one item, in different sentences, that say the same of the same and cannot both be true."""
    for item in page.items:
        known: dict[tuple[object, ...], list[Placed]] = {}
        for one in page.claims_within(item):
            key = _key(page, one)
            if key is None:
                continue
            for earlier in known.setdefault(key, []):
                if _contradict(page, earlier, one):
                    yield page.problem(
                        "repeats",
                        (one.start, one.end),
                        _("同一件事（%(subject)s）前面写的是%(first)s，这里写的是%(second)s，请核对哪个对。"),
                        claims=(earlier,),
                        subject=one.claim.subject or one.claim.entity,
                        first=shown(earlier.quantity),
                        second=shown(one.quantity),
                    )
                    break
            known[key].append(one)


def _key(page: Page, one: Placed) -> tuple[object, ...] | None:
    """What a claim speaks of, all of it; None where that is too vague to compare."""
    claim = one.claim
    subject = normalised(claim.subject)
    if claim.relation not in _KINDS or claim.modality not in (
        Modality.ACTUAL,
        Modality.TARGET,
        Modality.ATTRIBUTE,
    ):
        return None
    if subject in _VAGUE and not claim.entity and not (claim.verb and len(subject) >= 2):
        return None
    if _APART.search(page.text[page.clause_start(one.start) : page.clause_end(one.end)]):
        return None
    thresholds = tuple((bound.comparison, bound.value, bound.unit, bound.band) for bound in claim.thresholds)
    days = (claim.span.start, claim.span.end)
    return (
        subject,
        claim.entity,
        claim.verb,
        claim.units,
        thresholds,
        claim.modality,
        days,
        amount(one.quantity).unit,
    )


def normalised(subject: str) -> str:
    """A subject without blanks, quotes and the words that only lead up to it."""
    subject = "".join(subject.split()).strip("“”（）、，的")
    return re.sub("^(?:共|已|累计|全区|我区|全市|各类|各|新)", "", subject)


def _contradict(page: Page, first: Placed, second: Placed) -> bool:
    """Whether no reading lets both be true; numbers of one sentence are taken to speak of different things."""
    if page.sentence_at(first.start) == page.sentence_at(second.start):
        return False
    one, other = amount(first.quantity), amount(second.quantity)
    if not (one.certainly_over(other) or other.certainly_over(one)):
        return False
    ours, theirs = _residue(page, first), _residue(page, second)
    return ours == theirs or not ours or not theirs


def _residue(page: Page, one: Placed) -> str:
    """What the clause says besides subject, verb and number: the words that may set two claims apart."""
    words = page.text[page.clause_start(one.start) : one.start]
    claim = one.claim
    for known in (claim.subject, claim.entity, claim.verb, claim.span.words, *claim.units):
        words = words.replace("".join(known.split()), "") if known else words
    return _IDLE.sub("", words)
