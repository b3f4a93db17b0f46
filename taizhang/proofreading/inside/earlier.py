"""Holds a cumulative figure against the same figure of an earlier issue of the year: what only adds up never falls."""

import re
from collections.abc import Iterator
from decimal import Decimal

from taizhang.proofreading.claim import Modality, Problem, Relation
from taizhang.proofreading.inside.amounts import amount, base_unit, in_unit, shown
from taizhang.proofreading.inside.page import EarlierClaim, Page, Placed, _
from taizhang.proofreading.inside.repeats import normalised

_CUMULATIVE = re.compile("累计|今年以来|年初以来|截至|截止|至目前|目前|1—1?\\d月|一至[一-龥]{1,2}月")
_STOCK = re.compile("在建|现有|尚有|尚未|剩余|正在|存量|结存|在册|在岗|在营|仍有|还有|待")


def find(page: Page) -> Iterator[Problem]:
    """Cumulative claims that lie certainly below what an earlier issue of the same year printed for the same thing."""
    dated = page.reading.dated
    if dated is None or not page.earlier:
        return
    for one in page.claims:
        if not _adds_up(page, one):
            continue
        before = [printed for printed in page.earlier if _same(one, printed) and printed.as_of < dated]
        before = [printed for printed in before if printed.as_of.year == dated.year]
        if not before:
            continue
        most = max(before, key=_floor)
        if amount(one.quantity).high < _floor(most):
            yield page.problem(
                "earlier",
                (one.start, one.end),
                _(
                    "累计数%(now)s比%(where)s已印的%(then)s少，累计数不应减少，请核对；若是更正，请在文中说明。"
                ),
                now=shown(one.quantity),
                where=most.where,
                then=in_unit(_floor(most), most.unit),
            )


def _adds_up(page: Page, one: Placed) -> bool:
    """Whether the claim counts from the year's beginning on and can only grow."""
    if one.claim.modality != Modality.ACTUAL or one.claim.relation not in (
        Relation.NONE,
        Relation.TOTAL,
        Relation.SUBSET,
    ):
        return False
    if one.claim.span.start and page.reading.dated and one.claim.span.start.year != page.reading.dated.year:
        return False
    begin, _end = page.sentence_at(one.start)
    said = one.claim.span.words + page.text[begin : one.start]
    clause = page.text[page.clause_start(one.start) : page.clause_end(one.end)]
    return bool(_CUMULATIVE.search(said)) and not _STOCK.search(clause)


def _same(one: Placed, printed: EarlierClaim) -> bool:
    subject = normalised(one.claim.subject)
    return (
        len(subject) >= 2
        and subject == normalised(printed.subject)
        and base_unit(one.quantity.unit)[0] == base_unit(printed.unit)[0]
        and set(one.claim.units) == set(printed.units)
        and (printed.low is not None or printed.value is not None)
    )


def _floor(printed: EarlierClaim) -> Decimal:
    """The least that an earlier figure promised, in the base unit."""
    least = printed.low if printed.low is not None else printed.value
    return (least or Decimal(0)) * base_unit(printed.unit)[1]
