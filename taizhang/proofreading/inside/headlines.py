"""Finds one number given two ways by a slip of the pen where the words around both are the same: headline and body, begin and end."""

import re
from collections.abc import Iterator
from decimal import Decimal

from taizhang.proofreading.claim import Dimension, Problem, Relation
from taizhang.proofreading.inside.amounts import amount, shown
from taizhang.proofreading.inside.page import Page, Placed, Stretch, _
from taizhang.proofreading.inside.slips import slip_of

_IDLE = re.compile(
    "截至目前|截止目前|截至|目前|至今|今年以来|近日|日前|据悉|据了解|据统计|数据显示|今年|累计|共计|总计|合计|已经|现已|一共|总共|本次|此次|"
    "全县|全区|全市|全镇|我县|我区|我市|该县|该区|该项目|资金|前\\d+个?月|\\d+—\\d+月|\\d+月\\d+日|\\d+月|[已共了达为约近超有到的地并（）“”\\d—%]"
)
_APART = re.compile(
    "其中|第[一二三四五六七八九十\\d]|分别|同比|去年|上年|平均|每|各|目标|计划|力争|预计|将|拟|本周|上周|随后|接着|继续|之后|先后|上午|下午|"
    "晚上|当晚|次日|其他|其它|部分|当日|当天|单日|再|又|另|增加|减少|增长|下降|较|比|由|从|提高|日均|月均|以上|以下|上一|下一|此前|原"
)
_FEWEST = 4


def find(page: Page) -> Iterator[Problem]:
    """Pairs of numbers, one digit apart, in two sentences of an item whose words are those of one and the same thing."""
    for item in page.items:
        known: dict[str, list[tuple[Placed, frozenset[str]]]] = {}
        for second in filter(_plain, page.claims_within(item)):
            words, alike = _words(page, second), known.setdefault(amount(second.quantity).unit, [])
            for first, others in alike:
                if (
                    _alike(words, others)
                    and _slip(first, second)
                    and _one_thing(page, item, (first, others), (second, words))
                ):
                    yield page.problem(
                        "repeats",
                        (second.start, second.end),
                        _("同一件事前面写的是%(first)s，这里写的是%(second)s，请核对哪个对。"),
                        claims=(first,),
                        sure=first.claim.span == second.claim.span
                        or not (first.claim.span.words and second.claim.span.words)
                        or first.end <= min((at for at in page.breaks if at > item[0]), default=item[0]),
                        first=shown(first.quantity),
                        second=shown(second.quantity),
                    )
                    break
            alike.append((second, words))


def _plain(one: Placed) -> bool:
    return (
        one.quantity.is_exact
        and not one.claim.thresholds
        and one.claim.relation not in (Relation.CHANGE, Relation.LIMIT, Relation.SUBSET)
        and one.quantity.dimension not in (Dimension.POINTS, Dimension.TIMES, Dimension.DURATION)
    )


def _slip(first: Placed, second: Placed) -> bool:
    one, other = amount(first.quantity), amount(second.quantity)
    if one.unit != other.unit or one.value is None or other.value is None or one.value == other.value:
        return False
    if (one.certainly_over(other) or other.certainly_over(one)) is False:
        return False
    return slip_of(Decimal(one.value), Decimal(other.value))


def _words(page: Page, one: Placed) -> frozenset[str]:
    """The pairs of neighbouring characters of the number's clause, without number and idle words."""
    begin, end = page.clause_start(one.start), page.clause_end(one.end)
    begin = max([begin, *(at for at in page.breaks if begin < at <= one.start)])
    end = min([end, *(at for at in page.breaks if one.end <= at < end)])
    for other in page.claims_within((begin, end)):  # 养老机构62家、床位8650张: only up to the next number
        if other.end <= one.start:
            begin = max(begin, other.end)
        elif other.start >= one.end:
            mark = page.text.find("、", one.end, other.start)
            end = min(end, mark if mark >= 0 else one.end)
    pieces = [page.text[begin : one.start], page.text[one.end : end]]
    found = set()
    for piece in pieces:
        for part in re.split("[，、：。]", _IDLE.sub("，", piece)):
            found |= {part[at : at + 2] for at in range(len(part) - 1)}
    return frozenset(found)


def _alike(words: frozenset[str], others: frozenset[str]) -> bool:
    """Whether the words around one number are nearly all among those around the other; few pairs are."""
    return len(words & others) >= min(len(words), len(others)) * 0.85


def _one_thing(
    page: Page, item: Stretch, one: tuple[Placed, frozenset[str]], other: tuple[Placed, frozenset[str]]
) -> bool:
    first, words = one
    second, others = other
    if page.sentence_at(first.start) == page.sentence_at(second.start):
        return False
    fewer, more = sorted((words, others), key=len)
    line = min((at for at in page.breaks if at > item[0]), default=item[0])
    headline = first.end <= line
    if len(fewer) < _FEWEST - headline:
        return False
    if not headline and any(first.end <= at <= second.start for at in page.breaks):
        return False
    if not headline and len(more) > len(fewer) + 6:
        return False
    if first.claim.units != second.claim.units and first.claim.units and second.claim.units:
        return False
    for placed in (first, second):
        if _APART.search(page.text[page.clause_start(placed.start) : page.clause_end(placed.end)]):
            return False
    spans = [(placed.claim.span.start, placed.claim.span.end) for placed in (first, second)]
    said = [placed.claim.span.words for placed in (first, second)]
    open_ended = any(
        end in (None, page.reading.dated) and (start is None or (start.month, start.day) == (1, 1))
        for start, end in spans
    )
    return not all(said) or spans[0] == spans[1] or headline or (open_ended and "截至" in "".join(said))
