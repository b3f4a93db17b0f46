"""Holds a 其余 against what it is the rest of, where no 其中 leads the parts in: 在建36个，已完工9个，其余27个."""

import re
from collections.abc import Iterator
from decimal import Decimal

from taizhang.proofreading.claim import Problem
from taizhang.proofreading.inside.amounts import amounts, like, shown
from taizhang.proofreading.inside.page import Page, Placed, _
from taizhang.proofreading.inside.parts import alike, comparable

_REST = re.compile("(?:其余|剩余|余下)的?(?:为|有|尚有|还有)?$")


def find(page: Page) -> Iterator[Problem]:
    """Every rest that is that of no number before it in the sentence, whichever of them is taken for the whole."""
    for rest in page.claims:
        begin = page.sentence_at(rest.start)[0]
        lead = page.text[begin : rest.start]
        if not _REST.search(lead) or re.search("其中|同比|去年|上年|目标|计划", lead) or not _plain(rest):
            continue
        before = [one for one in page.claims_within((begin, rest.start)) if comparable(one)]
        alike_before = [one for one in before if alike(rest, one) and _plain(one)]
        if len(alike_before) < 2 or len(alike_before) != len(before):
            continue
        if not any(_adds_up(alike_before[place:], rest) for place in range(len(alike_before) - 1)):
            yield _wrong(page, alike_before, rest)


def _plain(one: Placed) -> bool:
    return one.quantity.is_exact and not one.claim.thresholds


def _adds_up(whole_and_parts: list[Placed], rest: Placed) -> bool:
    whole, *parts = amounts([*(one.quantity for one in whole_and_parts), rest.quantity])
    return whole.meets(
        sum((one.low for one in parts), Decimal(0)), sum((one.high for one in parts), Decimal(0))
    )


def _wrong(page: Page, before: list[Placed], rest: Placed) -> Problem:
    whole, *parts = amounts([one.quantity for one in before])
    left = (whole.value or Decimal(0)) - sum((one.value or Decimal(0) for one in parts), Decimal(0))
    return page.problem(
        "parts",
        (rest.start, rest.end),
        _("%(whole)s减去前面各部分，其余应是%(left)s，不是%(rest)s，请核对。"),
        claims=before,
        whole=shown(before[0].quantity),
        left=like(left, rest.quantity),
        rest=shown(rest.quantity),
    )
