"""Finds the same thing given two values in one text: the headline against the body, the beginning against the end."""

import itertools
import re
from collections.abc import Iterator, Sequence

from taizhang.proofreading.claim import Modality, Problem, Relation, Span
from taizhang.proofreading.inside.amounts import amount, shown
from taizhang.proofreading.inside.page import Page, Placed, Stretch, _

_KINDS = (Relation.NONE, Relation.TOTAL)
_IDLE = re.compile(
    "截至目前|截止目前|截至|目前|至今|今年以来|今年|累计|共计|总计|合计|已经|现已|一共|总共|[已共了达为约近超有到的地并，、：；。“”（）0-9年月日]"
)
_SENSES = (Modality.ACTUAL, Modality.TARGET, Modality.ATTRIBUTE)
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
_LONGEST_TITLE = 60
_APART = re.compile(
    "其中|第[一二三四五六七八九十]|分别|同比|去年|上年|平均|每|各|组|期|批|标段|片区|目标|计划|力争|本周|上周|随后|接着|继续|之后|先后|上午|下午|晚上|当晚|次日|同时|其他|其它|部分|当日|当天|单日|近日|新增|再|又|另"
)


def find(page: Page) -> Iterator[Problem]:
    """Pairs of claims of one item, in different sentences, that say the same of the same and cannot both be true."""
    for item in page.items:
        title_end = _title_end(page, item)
        alike: dict[tuple[object, ...], list[Placed]] = {}
        for one in page.claims_within(item):
            key = _key(page, one)
            if key is not None:
                alike.setdefault(key, []).append(one)
        for group in alike.values():
            yield from _contradicting(page, group, title_end)


def _contradicting(page: Page, group: Sequence[Placed], title_end: int) -> Iterator[Problem]:
    told: set[int] = set()
    apart = _apart_pairs(group)
    for first, second in apart:
        in_title = first.end <= title_end
        if second.place in told or not _same_scope(page, first, second, in_title=in_title):
            continue
        if in_title and sum(first in pair for pair in apart) < len(group) - 1:
            continue  # the body bears the headline out; the other number speaks of something else
        told.add(second.place)
        yield page.problem(
            "repeats",
            (second.start, second.end),
            _("同一件事（%(subject)s）前面写的是%(first)s，这里写的是%(second)s，请核对哪个对。"),
            claims=(first,),
            subject=normalised(second.claim.subject) or second.claim.entity,
            first=shown(first.quantity),
            second=shown(second.quantity),
        )


def _title_end(page: Page, item: Stretch) -> int:
    """Where the item's title ends: at its first new line or blank, if the words before are short and no sentence."""
    for at in range(item[0] + 6, min(item[1], item[0] + _LONGEST_TITLE)):
        if page.text[at - 1] in "。；，：":
            return item[0]
        if page.gap_before(at) and (at in page.breaks or at - item[0] >= 12):
            return at
    return item[0]


def _key(page: Page, one: Placed) -> tuple[object, ...] | None:
    """What a claim speaks of, in whatever order it says it; None where that is too vague to compare."""
    claim = one.claim
    subject = normalised(claim.subject)
    if claim.relation not in _KINDS or claim.modality not in _SENSES:
        return None
    if subject in _VAGUE and not claim.entity and not (claim.verb and len(subject) >= 2):
        return None
    if _APART.search(page.text[page.sentence_at(one.start)[0] : page.clause_end(one.end)]):
        return None
    thresholds = tuple((bound.comparison, bound.value, bound.unit, bound.band) for bound in claim.thresholds)
    words = "".join(sorted(set(subject + claim.verb)))
    return (words, claim.entity, thresholds, claim.modality, amount(one.quantity).unit)


def normalised(subject: str) -> str:
    """A subject without blanks, quotes and the words that only lead up to it."""
    subject = "".join(subject.split()).strip("“”（）、，的")
    return re.sub("^(?:共|已|累计|全区|我区|全市|全县|各类|各)+", "", subject)


def _apart_pairs(group: Sequence[Placed]) -> list[tuple[Placed, Placed]]:
    """The pairs of claims that no number meets both of, in their order."""
    measured = [(one, amount(one.quantity)) for one in group]
    return [
        (one, two)
        for (one, first), (two, second) in itertools.combinations(measured, 2)
        if first.certainly_over(second) or second.certainly_over(first)
    ]


def _same_scope(page: Page, first: Placed, second: Placed, *, in_title: bool) -> bool:
    """Whether both speak of one scope and one time; numbers of one sentence are taken to speak of different things."""
    if page.sentence_at(first.start) == page.sentence_at(second.start):
        return False
    paragraph = in_title or not any(first.end <= at <= second.start for at in page.breaks)
    if not paragraph and not _misprinted(first, second):
        return False
    units, others = first.claim.units, second.claim.units
    if units != others and not (in_title and (not units or not others)):
        return False
    if not _same_time(page, first.claim.span, second.claim.span, loosely=in_title):
        return False
    if not in_title and not _same_head(page, first, second):
        return False
    ours, theirs = _residue(page, first), _residue(page, second)
    return ours == theirs or not ours or not theirs


def _same_head(page: Page, first: Placed, second: Placed) -> bool:
    """普通高中招生6047人，在校生15459人: what stands behind another number is said of the head of its sentence."""
    heads = []
    for one in (first, second):
        begin, _end = page.sentence_at(one.start)
        before = page.claims_within((begin, one.start))
        heads.append(_IDLE.sub("", page.text[begin : before[0].start]) if before else "")
    return heads[0] == heads[1]


def _same_time(page: Page, span: Span, other: Span, *, loosely: bool) -> bool:
    """The same days, or both up to the day of the text from no said beginning; a headline may say less."""
    if (span.start, span.end) == (other.start, other.end):
        return True
    if not span.words or not other.words:
        return loosely or (span.start is None and other.start is None)
    current = all(one.end in (None, page.reading.dated) for one in (span, other))
    return current and (loosely or (span.start is None and other.start is None))


def _misprinted(first: Placed, second: Placed) -> bool:
    """Whether two numbers differ as by a slip: one digit, or two neighbours exchanged (286, 268)."""
    one, other = (re.sub("[^0-9]", "", shown(placed.quantity)) for placed in (first, second))
    if len(one) != len(other) or len(one) < 2:
        return False
    differing = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    return len(differing) == 1 or (len(differing) == 2 and sorted(one) == sorted(other))


def _residue(page: Page, one: Placed) -> str:
    """What the clause says besides subject, verb and number: the words that may set two claims apart."""
    words = page.text[page.clause_start(one.start) : one.start]
    claim = one.claim
    for known in (normalised(claim.subject), claim.entity, claim.verb, claim.span.words, *claim.units):
        words = words.replace("".join(known.split()), "") if known else words
    return _IDLE.sub("", words)
